// What is selected: its properties, its sources, what can be done with it.
import * as api from "./api";
import { h, replace } from "./dom";
import { t, term } from "./i18n";
import { confidenceOf, kindOf, type EdgeData, type NodeData } from "./model";
import { evidenceItem, fault, nodeLink, percent, propertyList, swatch } from "./panels";
import type { Scene } from "./scene";

export interface Actions {
    expand(id: string): void;
    trace(id: string): void;
    impact(id: string): void;
    path(id: string): void;
    pathStart(): string | null;
}

export class Details {
    readonly element = h("section", { class: "details", "aria-live": "polite", tabIndex: -1 });
    writable = false;

    constructor(
        private readonly scene: Scene,
        private readonly actions: Actions,
    ) {
        scene.addEventListener("select", () => this.draw());
    }

    draw(): void {
        const { selection, graph } = this.scene;
        this.element.hidden = selection === null;
        if (selection === null) return;
        if ("node" in selection) this.drawNode(graph.getNodeAttribute(selection.node, "data"));
        else void this.showEdge(graph.getEdgeAttribute(selection.edge, "data"));
    }

    private async showEdge(edge: EdgeData): Promise<void> {
        this.drawEdge(edge);
        if (edge.evidence.length > 0) return;
        const whole = await api.withEvidence(edge).catch(() => edge);
        if (whole.evidence.length === 0 || !this.scene.graph.hasEdge(edge.id)) return;
        this.scene.graph.setEdgeAttribute(edge.id, "data", whole);
        const { selection } = this.scene;
        if (selection !== null && "edge" in selection && selection.edge === edge.id) this.drawEdge(whole);
    }

    private button(text: string, run: () => void): HTMLElement {
        return h("button", { type: "button", onclick: run }, text);
    }

    private drawNode(node: NodeData): void {
        const { id } = node;
        const start = this.actions.pathStart();
        replace(
            this.element,
            h("h2", {}, swatch(kindOf(node)), node.name),
            h("p", { class: "quiet" }, [term(kindOf(node)), node.title !== node.name ? node.title : ""].filter(Boolean).join(" · ")),
            h(
                "div",
                { class: "actions" },
                this.button(t("expand"), () => this.actions.expand(id)),
                this.button(t("trace"), () => this.actions.trace(id)),
                this.button(t("impact"), () => this.actions.impact(id)),
                this.button(start !== null && start !== id ? t("pathTo") : t("pathFrom"), () => this.actions.path(id)),
                this.button(t("hide"), () => this.scene.remove(id)),
            ),
            h("h3", {}, t("properties")),
            propertyList(node.properties, ["name", "title"]),
            ...this.relationships(node),
            ...this.sources(node.evidence),
        );
    }

    private relationships(node: NodeData): HTMLElement[] {
        const { graph } = this.scene;
        const items = graph.mapEdges(node.id, (_, { data }) => {
            const other = graph.getNodeAttribute(data.source === node.id ? data.target : data.source, "data");
            const arrow = data.source === node.id ? "→" : "←";
            return h(
                "li",
                {},
                h("button", { class: "link", type: "button", onclick: () => this.scene.select({ edge: data.id }) }, `${arrow} ${term(data.type)}`),
                " ",
                nodeLink(other, () => this.scene.select({ node: other.id })),
            );
        });
        return items.length > 0 ? [h("h3", {}, t("relationships")), h("ul", { class: "plain" }, ...items)] : [];
    }

    private drawEdge(edge: EdgeData): void {
        const end = (id: string): HTMLElement => nodeLink(this.scene.graph.getNodeAttribute(id, "data"), () => this.scene.select({ node: id }));
        replace(
            this.element,
            h("h2", {}, term(edge.type)),
            h("p", {}, end(edge.source), ` → `, end(edge.target)),
            h("p", { class: "quiet" }, `${t("confidence")} ${percent(confidenceOf(edge))}`),
            propertyList(edge.properties, ["confidence"]),
            ...this.sources(edge.evidence),
            this.judgement(edge),
        );
    }

    private sources(evidence: NodeData["evidence"]): HTMLElement[] {
        const heading = h("h3", {}, `${t("evidence")} (${evidence.length})`);
        if (evidence.length === 0) return [heading, h("p", { class: "quiet" }, t("noEvidence"))];
        return [heading, h("ul", { class: "plain" }, ...evidence.map(evidenceItem))];
    }

    // A person's word about a claim, kept as a decision beside the graph.
    private judgement(edge: EdgeData): HTMLElement {
        if (!this.writable) return h("p", { class: "quiet" }, t("readOnly"));
        const reason = h("input", { type: "text", id: "reject-reason", required: true, maxLength: 500 });
        const author = h("input", { type: "text", id: "reject-author", required: true, maxLength: 100, value: localStorage.getItem("author") ?? "" });
        const status = h("p", { role: "status" });
        const send = async (event: Event): Promise<void> => {
            event.preventDefault();
            localStorage.setItem("author", author.value);
            try {
                await api.reject(edge, author.value, reason.value);
                this.scene.removeEdge(edge.id);
                this.element.hidden = false;
                replace(this.element, h("p", { role: "status" }, t("decided")));
            } catch (error) {
                replace(status, fault(error));
            }
        };
        return h(
            "form",
            { class: "judgement", onsubmit: send },
            h("label", { for: "reject-reason" }, t("rejectReason")),
            reason,
            h("label", { for: "reject-author" }, t("author")),
            author,
            h("button", { type: "submit" }, t("reject")),
            status,
        );
    }
}
