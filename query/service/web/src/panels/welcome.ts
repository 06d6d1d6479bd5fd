// The first thing one sees: what the graph holds, and three ways to begin, with examples that it does hold.
import * as api from "../service/api";
import { h, replace } from "../dom";
import { t } from "../words/i18n";
import { nameOf, type NodeData } from "../model";
import { button } from "./panels";

export interface Beginnings {
    trace(node: NodeData): void;
    impact(node: NodeData): void;
    conflicts(): void;
}

const kExamples = 4;
// Those of which a trace has most to tell first.
const kTold = `MATCH (n:Committee)<-[:MIRRORS]-(o)-[r:SECRETARIAT_OF|PART_OF|RESPONSIBLE_FOR]-() RETURN n, count(r) AS many ORDER BY many DESC, n.name LIMIT ${kExamples}`;
const kMirrored = `MATCH (n:Committee)<-[m:MIRRORS]-() RETURN n, count(m) AS many ORDER BY many DESC, n.name LIMIT ${kExamples}`;
const kFollowed = `MATCH (n:Policy)<-[b:BASED_ON|CITES]-() RETURN n, count(b) AS many ORDER BY many DESC, n.name LIMIT ${kExamples}`;

const examples = async (statement: string): Promise<NodeData[]> => (await api.query(statement).catch(() => null))?.part.nodes ?? [];

export class Welcome {
    readonly element = h("div", { class: "welcome" });

    constructor(private readonly ways: Beginnings) {}

    // Throws ApiError where the service does not say what it holds.
    async draw(): Promise<void> {
        replace(this.element, h("h2", {}, t("headline")));
        const [{ nodes, edges, documents }, mirrored, followed, conflicts] = await Promise.all([
            api.statistics(),
            examples(kTold).then((found) => (found.length > 0 ? found : examples(kMirrored))),
            examples(kFollowed),
            api.conflicts().then((all) => all.filter((conflict) => conflict.settled === undefined)).catch(() => []),
        ]);
        if (nodes === 0) return replace(this.element, h("h2", {}, t("headline")), h("p", {}, t("emptyGraph")));
        const list = (found: NodeData[], begin: (node: NodeData) => void): HTMLElement =>
            h("ul", { class: "plain" }, ...found.map((node) => h("li", {}, button(nameOf(node), () => begin(node), { class: "example" }))));
        const card = (title: string, why: string, content: HTMLElement): HTMLElement => h("section", { class: "card" }, h("h3", {}, title), h("p", { class: "quiet" }, why), content);
        replace(
            this.element,
            h("h2", {}, t("headline")),
            h("p", { class: "quiet" }, t("contents", { nodes, edges, documents })),
            h(
                "div",
                { class: "cards" },
                mirrored.length > 0 && card(t("startTrace"), t("startTraceWhy"), list(mirrored, this.ways.trace)),
                followed.length > 0 && card(t("startImpact"), t("startImpactWhy"), list(followed, this.ways.impact)),
                conflicts.length > 0 && card(t("startConflicts"), t("startConflictsWhy"), button(t("showConflicts", { n: conflicts.length }), this.ways.conflicts, { class: "example" })),
            ),
            h("p", { class: "quiet" }, t("startSearch")),
        );
    }
}
