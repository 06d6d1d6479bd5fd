// The steps that a person takes through the graph: each fetches a part, shows it, and is kept for the link.
import { impactNote, pathNote, traceNote, type Ways } from "./panels/answers";
import * as api from "./service/api";
import { t } from "./words/i18n";
import { nameOf, nodeOfId, type Evidence, type NodeData, type Part } from "./model";
import { fault } from "./panels/panels";
import { kMostPassages, passageList, passagesOf, titleOfPassages } from "./panels/passages";
import type { Step, Verb } from "./permalink";
import { kMostNodes, TooMany, type Scene } from "./picture/scene";
import type { Side } from "./panels/side";

// What the journey wants of the page around it.
export interface Surroundings {
    say(text: string): void;
    tell(...content: (Node | string)[]): void;
    count(): void;
    fit(): void;
    toGraph(): void;
    remember(): void;
}

export class Journey {
    readonly steps: Step[] = [];
    pathStart: string | null = null;
    private readonly ways: Ways = { node: (node) => void this.point(node), claim: (relationship) => void this.claim(relationship) };

    constructor(
        private readonly scene: Scene,
        private readonly side: Side,
        private readonly page: Surroundings,
    ) {}

    async open(id: string): Promise<void> {
        let cut = false;
        const fetchPart = async (): Promise<Part> => {
            const found = await api.neighbourhood(id);
            cut = found.cut;
            return found.part;
        };
        if (!(await this.take("expand", id, fetchPart, id))) return;
        this.scene.select({ node: id });
        if (cut) this.page.tell(t("neighboursCut", { name: this.nameOf(id), n: api.kMostNeighbours }));
    }

    async trace(id: string): Promise<void> {
        await this.take("trace", id, async () => {
            const { answer, part } = await api.trace(id);
            this.side.answer(t("traceOf", { name: nameOf(part.nodes[0]!) }), traceNote(answer, this.ways));
            return part;
        });
    }

    async impact(id: string): Promise<void> {
        await this.take("impact", id, async () => {
            const { answer, part } = await api.impact(id);
            this.side.answer(t("impactOf", { name: nameOf(part.nodes[0]!) }), impactNote(answer, this.ways));
            return part;
        });
    }

    // The first end chosen waits for the second.
    async path(id: string): Promise<void> {
        if (this.pathStart === null || this.pathStart === id) {
            this.pathStart = id;
            this.page.tell(t("pathChoose", { name: this.nameOf(id) }));
            return;
        }
        const start = this.pathStart;
        this.pathStart = null;
        await this.findPath(start, id);
    }

    query(statement: string, fetchPart: () => Promise<Part>): Promise<boolean> {
        return this.take("query", statement, fetchPart);
    }

    // Shows a claim with its evidence, its ends too where they are not on screen yet.
    async claim({ source, type, target }: { source: string; type: string; target: string }, property?: [string, unknown]): Promise<void> {
        try {
            const found = await api.parallels({ source, type, target });
            const wanted = property === undefined ? found[0] : (found.find((edge) => JSON.stringify(edge.properties[property[0]] ?? null).includes(JSON.stringify(property[1]))) ?? found[0]);
            if (wanted === undefined) throw new Error(t("noEvidence"));
            if (!this.scene.graph.hasEdge(wanted.id)) {
                for (const id of [source, target]) if (!this.scene.graph.hasNode(id)) await this.take("expand", id, async () => ({ nodes: [await api.node(id)], edges: [] }));
                this.scene.add({ nodes: [], edges: found });
            }
            this.page.toGraph();
            this.scene.select({ edge: wanted.id });
        } catch (error) {
            this.page.tell(fault(error));
        }
    }

    async passages(item: Evidence, limit?: number): Promise<void> {
        try {
            const found = await passagesOf(item, limit);
            const more = (): void => void this.passages(item, kMostPassages);
            this.side.answer(titleOfPassages(found), passageList(found, item, { ...this.ways, more }));
            document.querySelector(".passage.asked")?.scrollIntoView({ block: "center" });
        } catch (error) {
            this.page.tell(fault(error));
        }
    }

    async point(node: NodeData): Promise<void> {
        this.page.toGraph();
        if (this.scene.graph.hasNode(node.id)) this.scene.select({ node: node.id });
        else await this.open(node.id);
    }

    async repeat({ verb, subject }: Step): Promise<void> {
        switch (verb) {
            case "trace":
                return this.trace(subject);
            case "impact":
                return this.impact(subject);
            case "expand":
                return void (await this.take(verb, subject, async () => (await api.neighbourhood(subject)).part, subject));
            case "query":
                return void (await this.take(verb, subject, async () => (await api.query(subject)).part));
            case "path":
                return this.findPath(subject.slice(0, subject.indexOf("|")), subject.slice(subject.indexOf("|") + 1));
        }
    }

    private async findPath(start: string, end: string): Promise<void> {
        let part: Part = { nodes: [], edges: [] };
        const shown = await this.take("path", `${start}|${end}`, async () => (part = await api.shortestPath(start, end)));
        if (!shown) return;
        const names = { a: this.nameOf(start), b: this.nameOf(end) };
        if (part.edges.length === 0) return this.page.tell(t("noPath", names));
        const steps = [];
        const node = (id: string): NodeData => part.nodes.find((one) => one.id === id) ?? nodeOfId(id);
        let at = start;
        for (const edge of part.edges) {
            const forward = edge.source === at;
            const next = forward ? edge.target : edge.source;
            steps.push({ from: node(at), type: edge.type, forward, claim: edge, to: node(next) });
            at = next;
        }
        this.side.answer(t("path", names), pathNote(steps, this.ways));
    }

    // False where the part could not be had or shown; the page has said so.
    private async take(verb: Verb, subject: string, fetchPart: () => Promise<Part>, near?: string): Promise<boolean> {
        this.page.tell();
        this.page.say(t("loading"));
        try {
            const part = await fetchPart();
            this.scene.add(part, near);
            if (!this.steps.some((step) => step.verb === verb && step.subject === subject)) this.steps.push({ verb, subject });
            this.page.toGraph();
            this.page.fit();
            this.page.count();
            this.page.remember();
            return true;
        } catch (error) {
            this.page.count();
            this.page.tell(error instanceof TooMany ? t("tooMany", { n: error.count, limit: kMostNodes }) : fault(error));
            return false;
        }
    }

    private nameOf(id: string): string {
        return this.scene.graph.hasNode(id) ? nameOf(this.scene.graph.getNodeAttribute(id, "data")) : nodeOfId(id).name;
    }
}
