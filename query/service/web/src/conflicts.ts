// Where sources contradict each other: every statement beside its evidence.
import type { Conflict } from "./api";
import { h } from "./dom";
import { t } from "./i18n";
import { evidenceItem, nodeLink } from "./panels";
import type { NodeData } from "./model";

export function conflictList(conflicts: Conflict[], open: (node: NodeData) => void): HTMLElement {
    if (conflicts.length === 0) return h("p", { class: "quiet" }, t("noConflicts"));
    const items = conflicts.map(({ subject, property, statements }) =>
        h(
            "li",
            { class: "conflict" },
            h("h3", {}, nodeLink({ ...subject, labels: subject.labels ?? [], name: subject.name ?? subject.id, properties: {}, evidence: [] }, open), property && h("span", { class: "quiet" }, ` · ${property}`)),
            ...statements.map(({ value, evidence }) => h("div", { class: "statement" }, h("p", {}, value), h("ul", { class: "plain" }, ...evidence.map(evidenceItem)))),
        ),
    );
    return h("ul", { class: "plain" }, ...items);
}
