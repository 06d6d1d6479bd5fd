// Trace and impact as text beside the picture: a tree, and a list by tier with the path of each in words.
import type { Affected, TraceStep } from "./api";
import { h } from "./dom";
import { t, term } from "./i18n";
import { nodeLink, percent } from "./panels";
import type { NodeData } from "./model";

type Open = (node: NodeData) => void;

const asNode = (sent: { id: string; labels?: string[]; name?: string; title?: string }): NodeData => ({
    id: sent.id,
    labels: sent.labels ?? [],
    name: sent.name ?? sent.id,
    title: sent.title,
    properties: {},
    evidence: [],
});

export function traceTree(step: TraceStep, open: Open): HTMLElement {
    const date = step.relationship?.properties?.["date"];
    const first = step.relationship?.evidence?.[0];
    return h(
        "li",
        {},
        step.role && h("span", { class: "quiet" }, `${step.role}: `),
        nodeLink(asNode(step), open),
        date !== undefined && h("span", { class: "quiet" }, ` ${String(typeof date === "object" && date !== null && "_value" in date ? date._value : date)}`),
        first?.text && h("p", { class: "quiet quote" }, `“${first.text}”`),
        step.gap && h("p", { class: "gap" }, `${t("gap")}: ${step.gap}`),
        step.steps && step.steps.length > 0 && h("ul", {}, ...step.steps.map((next) => traceTree(next, open))),
    );
}

export function impactList(affected: Affected[], gaps: string[], open: Open): HTMLElement {
    const box = h("div", {}, h("p", { class: "quiet" }, t("affected", { n: affected.length })));
    for (const tier of new Set(affected.map((item) => item.tier))) {
        const items = affected
            .filter((item) => item.tier === tier)
            .map((item) =>
                h("li", {}, nodeLink(asNode(item.node), open), h("span", { class: "quiet" }, ` ${percent(item.score)}`), h("p", { class: "quiet quote" }, item.words)),
            );
        box.append(h("h3", {}, term(tier)), h("ul", {}, ...items));
    }
    for (const gap of gaps) box.append(h("p", { class: "gap" }, gap));
    return box;
}
