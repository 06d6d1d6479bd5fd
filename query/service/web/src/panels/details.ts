// What is selected: its properties, its sources, what can be done with it.
import * as api from "../service/api";
import { decisionsOn, listDecisions, verdict, type Decision } from "../service/decisions";
import { h, replace } from "../dom";
import { currentLanguage, t, term } from "../words/i18n";
import { decided, judgement } from "./judgement";
import { confidenceOf, kindOf, nameOf, titleOf, type EdgeData, type Evidence, type NodeData } from "../model";
import { button, evidenceList, fault, namesOf, nodeLink, percent, propertyList, swatch, withOptions } from "./panels";
import type { Scene } from "../picture/scene";

export interface Actions {
    expand(id: string): void;
    trace(id: string): void;
    impact(id: string): void;
    path(id: string): void;
    pathStart(): string | null;
    open(item: Evidence): void; // its document
    graphChanged(): void; // what the service holds is other than before
}

// Of these the build knows more than a person could say.
const kDerived = new Set(["MENTIONED_IN", "EDITION_OF"]);

export class Details {
    readonly element = h("section", { class: "details" });
    writable = false;
    private decisions: Decision[] | null = null; // of the service; null: not asked yet

    constructor(
        private readonly scene: Scene,
        private readonly actions: Actions,
    ) {
        scene.addEventListener("select", () => this.draw());
    }

    draw(): void {
        const { selection, graph } = this.scene;
        if (selection === null) replace(this.element, h("p", { class: "quiet hint" }, t("selectSomething")));
        else if ("node" in selection) void this.showNode(graph.getNodeAttribute(selection.node, "data"));
        else void this.showEdge(graph.getEdgeAttribute(selection.edge, "data"));
    }

    private isSelected(id: string): boolean {
        const { selection } = this.scene;
        return selection !== null && ("node" in selection ? selection.node : selection.edge) === id;
    }

    // Neighbours and rows of queries come without their evidence: it is fetched when someone looks.
    private async showNode(node: NodeData): Promise<void> {
        this.drawNode(node);
        if (node.evidence.length > 0) return;
        const whole = await api.node(node.id).catch(() => node);
        if (!this.scene.graph.hasNode(node.id)) return;
        const known = this.scene.graph.getNodeAttribute(node.id, "data");
        const data = { ...known, title: whole.title ?? known.title, properties: { ...known.properties, ...whole.properties }, evidence: whole.evidence };
        this.scene.graph.setNodeAttribute(node.id, "data", data);
        if (this.isSelected(node.id)) this.drawNode(data);
    }

    private async showEdge(edge: EdgeData): Promise<void> {
        this.drawEdge(edge, null);
        const [parallels] = await Promise.all([api.parallels(edge).catch(() => [edge]), this.loadDecisions()]);
        if (!this.scene.graph.hasEdge(edge.id)) return;
        const whole = parallels.find(({ id }) => id === edge.id) ?? edge;
        this.scene.graph.setEdgeAttribute(edge.id, "data", whole);
        if (this.isSelected(edge.id)) this.drawEdge(whole, parallels);
    }

    private async loadDecisions(): Promise<Decision[]> {
        return (this.decisions ??= await listDecisions().catch(() => []));
    }

    private drawNode(node: NodeData): void {
        const { id } = node;
        const start = this.actions.pathStart();
        const properties = propertyList(node.properties, ["name", "title", ...(currentLanguage() === "zh" ? ["name_zh", "title_zh"] : [])]);
        replace(
            this.element,
            h("h2", {}, swatch(kindOf(node)), nameOf(node)),
            h("p", { class: "quiet subtitle" }, [term(kindOf(node)), titleOf(node)].filter(Boolean).join(" · ")),
            h(
                "div",
                { class: "actions" },
                button(t("trace"), () => this.actions.trace(id), { class: "primary" }),
                button(t("impact"), () => this.actions.impact(id), { class: "primary" }),
                button(t("expand"), () => this.actions.expand(id)),
                button(start !== null && start !== id ? t("pathTo") : t("pathFrom"), () => this.actions.path(id)),
                button(t("hide"), () => this.scene.remove(id)),
            ),
            ...this.relationships(node),
            properties !== null && h("h3", {}, t("properties")),
            properties,
            ...this.sources(node.evidence, namesOf(node)),
        );
    }

    // By type and direction, as lines of the picture.
    private relationships(node: NodeData): HTMLElement[] {
        const { graph } = this.scene;
        const groups = new Map<string, HTMLElement[]>();
        graph.forEachEdge(node.id, (edge, { data }) => {
            if (!this.scene.showsEdge(edge)) return;
            const forward = data.source === node.id;
            const other = graph.getNodeAttribute(forward ? data.target : data.source, "data");
            const item = h(
                "li",
                {},
                nodeLink(other, () => this.scene.select({ node: other.id })),
                " ",
                button(t("evidence"), () => this.scene.select({ edge }), { class: "link see", "aria-label": `${t("evidence")}: ${term(data.type)} ${nameOf(other)}` }),
            );
            const key = `${forward ? "→" : "←"} ${term(data.type)}`;
            groups.set(key, [...(groups.get(key) ?? []), item]);
        });
        if (groups.size === 0) return [];
        return [h("h3", {}, t("relationships")), ...[...groups].map(([key, items]) => h("div", { class: "links" }, h("p", { class: "role" }, key), h("ul", { class: "plain" }, ...items)))];
    }

    // `parallels` is null while it is not known yet.
    private drawEdge(edge: EdgeData, parallels: EdgeData[] | null): void {
        const { graph } = this.scene;
        const [source, target] = [graph.getNodeAttribute(edge.source, "data"), graph.getNodeAttribute(edge.target, "data")];
        replace(
            this.element,
            h("h2", {}, term(edge.type)),
            h(
                "div",
                { class: "claim" },
                nodeLink(source, () => this.scene.select({ node: edge.source })),
                h("p", { class: "verb" }, `↓ ${term(edge.type)}`, h("span", { class: "quiet" }, ` · ${t("confidence")} ${percent(confidenceOf(edge))}`)),
                nodeLink(target, () => this.scene.select({ node: edge.target })),
            ),
            propertyList(edge.properties, ["confidence"]),
            ...this.sources(edge.evidence, [...namesOf(source), ...namesOf(target)]),
            ...this.verdicts(edge, parallels),
        );
    }

    private sources(evidence: Evidence[], names: string[]): HTMLElement[] {
        const heading = h("h3", {}, `${t("evidence")} (${evidence.length})`);
        if (evidence.length === 0) return [heading, h("p", { class: "quiet" }, t("noEvidence"))];
        return [heading, evidenceList(evidence, names, (item) => this.actions.open(item))];
    }

    private verdicts(edge: EdgeData, parallels: EdgeData[] | null): HTMLElement[] {
        if (parallels === null) return [];
        const made = decisionsOn(edge, this.decisions ?? []).map((one) => decided(one, this.writable, () => void this.afterDecision(edge)));
        if (kDerived.has(edge.type)) return [...made, h("p", { class: "quiet" }, t("derived"))];
        if (!this.writable) return [...made, h("p", { class: "quiet" }, ...withOptions(t("readOnly")))];
        if (made.length > 0) return made;
        const judged = {
            accept: () => verdict("confirm", edge, parallels),
            reject: () => verdict("reject", edge, parallels),
            done: (decision: Decision) => void this.afterDecision(edge, decision),
        };
        return [judgement(judged)];
    }

    // The service may have taken the claim out of the graph, or changed it, or kept the decision for the next build.
    private async afterDecision(edge: EdgeData, made?: Decision): Promise<void> {
        this.decisions = null;
        try {
            const [now, all] = await Promise.all([api.parallels(edge), this.loadDecisions()]);
            for (const one of all) if (one.says === made?.says) one.note = made.note;
            this.actions.graphChanged();
            const still = now.find(({ id }) => id === edge.id);
            if (still !== undefined) {
                this.scene.graph.setEdgeAttribute(edge.id, "data", still);
                this.drawEdge(still, now);
                return;
            }
            const { graph } = this.scene;
            const claim = `${nameOf(graph.getNodeAttribute(edge.source, "data"))} → ${nameOf(graph.getNodeAttribute(edge.target, "data"))}`;
            this.scene.removeEdge(edge.id);
            const verdicts = decisionsOn(edge, all).map((one) => decided(one, this.writable, () => void this.backAgain(edge)));
            replace(this.element, h("h2", {}, term(edge.type)), h("p", { role: "status" }, t("removedFromGraph", { claim })), ...verdicts);
        } catch (error) {
            this.element.append(fault(error));
        }
    }

    private async backAgain(edge: EdgeData): Promise<void> {
        this.decisions = null;
        const now = await api.parallels(edge).catch(() => []);
        this.actions.graphChanged();
        this.scene.add({ nodes: [], edges: now });
        if (this.scene.graph.hasEdge(edge.id)) this.scene.select({ edge: edge.id });
        else replace(this.element, h("p", { role: "status" }, t("undone")));
    }
}
