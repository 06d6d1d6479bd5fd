// Trace and impact as text beside the picture: a tree, and a list by tier with the path of each in words.
import type { Impact, Trace, TraceStep } from "./api";
import { h } from "./dom";
import { t, term } from "./i18n";
import { nodeLink, percent } from "./panels";
import { plain, type NodeData } from "./model";

type Open = (node: NodeData) => void;

const asNode = (sent: { id: string; labels?: string[]; name?: string; title?: string }): NodeData => ({
    id: sent.id,
    labels: sent.labels ?? [],
    name: sent.name ?? sent.id,
    title: sent.title,
    properties: {},
    evidence: [],
});

const dateOf = (step: TraceStep): string => {
    const date = plain(step.relationship?.properties?.["date"]);
    return typeof date === "string" ? ` · ${date}` : "";
};

function traceStep(step: TraceStep, open: Open): HTMLElement {
    const first = step.relationship?.evidence?.[0];
    return h(
        "li",
        {},
        nodeLink(asNode(step), open),
        h("span", { class: "quiet" }, [dateOf(step), step.standing ? ` · ${step.standing}` : ""].join("")),
        first?.text && h("p", { class: "quiet quote" }, `“${first.text}”`),
        step.gap && h("p", { class: "gap" }, step.gap),
        ...traceGroups(step, open),
    );
}

const traceGroups = (step: TraceStep, open: Open): HTMLElement[] =>
    step.groups.map(({ role, total, steps }) =>
        h(
            "div",
            { class: "group" },
            h("p", { class: "role" }, total > steps.length ? `${role} (${steps.length}/${total})` : role),
            h("ul", {}, ...steps.map((next) => traceStep(next, open))),
        ),
    );

// Sentences first, then what is not known, then the tree with the sentence that each step was read in.
export function traceNote(answer: Trace, open: Open): HTMLElement {
    return h(
        "div",
        { class: "tree" },
        ...answer.summary.map((sentence) => h("p", {}, sentence)),
        ...answer.gaps.map((gap) => h("p", { class: "gap" }, gap)),
        h("p", {}, nodeLink(asNode(answer), open)),
        ...traceGroups(answer, open),
    );
}

export function impactNote(answer: Impact, open: Open): HTMLElement {
    const box = h("div", { class: "tree" }, ...answer.summary.map((sentence) => h("p", {}, sentence)));
    for (const gap of answer.gaps) box.append(h("p", { class: "gap" }, gap));
    box.append(h("p", { class: "quiet" }, t("affected", { n: answer.total })));
    for (const tier of new Set(answer.affected.map((item) => item.tier))) {
        const items = answer.affected
            .filter((item) => item.tier === tier)
            .map((item) =>
                h("li", {}, nodeLink(asNode(item), open), h("span", { class: "quiet" }, ` ${percent(item.score)}`), h("p", { class: "quiet quote" }, item.path.words)),
            );
        box.append(h("h3", {}, term(tier)), h("ul", {}, ...items));
    }
    return box;
}
