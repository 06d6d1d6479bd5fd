// A document in order: its text where the service has it, with the sentences that are evidence marked, else those alone.
import { get } from "../service/http";
import { h } from "../dom";
import { t, term, type MessageKey } from "../words/i18n";
import { documentName, nodeOfId, type Evidence, type NodeData } from "../model";
import { button, nodeLink, quote } from "./panels";

interface Passage {
    line: number;
    page?: number;
    text?: string;
    begins?: boolean; // a paragraph
    nodes: { id: string; name: string; labels: string[] }[];
    relationships: { source: string; type: string; target: string }[];
}
export interface Passages {
    document: { id: string; name: string };
    source: "whole" | "off" | "absent" | "changed" | "too large" | "unreadable" | "busy";
    before: number; // left out
    after: number;
    items: Passage[];
}

export interface PassageWays {
    node(node: NodeData): void;
    claim(relationship: { source: string; type: string; target: string }): void;
    more(): void;
}

const notes: Record<Passages["source"], MessageKey> = {
    whole: "textWhole",
    off: "sentencesOnly",
    absent: "textAbsent",
    changed: "textChanged",
    "too large": "textTooLarge",
    unreadable: "textUnreadable",
    busy: "textBusy",
};

const kAtOnce = 200;
export const kMostPassages = 1000;

export const passagesOf = async (item: Evidence, limit = kAtOnce): Promise<Passages> =>
    (await get("passages", { document: item.document, line: item.line, limit })) as Passages;

export const titleOfPassages = ({ document }: Passages): string => t("readIn", { document: documentName(document.id) });

export function passageList({ document, source: state, before, after, items }: Passages, item: Evidence, ways: PassageWays): HTMLElement {
    const asNode = (sent: Passage["nodes"][number]): NodeData => ({ ...nodeOfId(sent.id, sent.name), labels: sent.labels });
    const names = new Map(items.flatMap(({ nodes }) => nodes.map((node) => [node.id, node.name] as const)));
    const claim = (relationship: Passage["relationships"][number]): HTMLElement => {
        const { source, type, target } = relationship;
        const name = (id: string): string => names.get(id) ?? nodeOfId(id).name;
        return h("li", {}, h("button", { type: "button", class: "link", onclick: () => ways.claim(relationship) }, `${name(source)} → ${term(type)} → ${name(target)}`));
    };
    const facts = (one: Passage): HTMLElement[] => [
        h("p", { class: "named" }, ...one.nodes.map((node) => nodeLink(asNode(node), ways.node))),
        h("ul", { class: "plain" }, ...one.relationships.map(claim)),
    ];
    const passage = (one: Passage): HTMLElement => {
        if (one.nodes.length + one.relationships.length === 0) return h("li", { class: one.begins ? "between begins" : "between" }, one.text ?? "");
        const asked = one.text === item.text && Math.abs(one.line - item.line) < 20;
        const place = [one.page ? t("page", { n: String(one.page) }) : "", t("line", { n: String(one.line) })].filter(Boolean).join(" · ");
        return h(
            "li",
            { class: asked ? "passage asked" : "passage", "aria-current": asked ? "true" : undefined },
            h("p", { class: "quiet place" }, place),
            one.text ? quote(one.text, one.nodes.map(({ name }) => name)) : null,
            ...(asked || state !== "whole" ? facts(one) : [h("details", {}, h("summary", {}, t("saidHere", { n: one.nodes.length + one.relationships.length })), ...facts(one))]),
        );
    };
    const left = (n: number): HTMLElement | null =>
        n === 0 ? null : h("p", { class: "quiet" }, items.length < kMostPassages ? button(t("moreEvidence", { n }), ways.more, { class: "link" }) : t("moreEvidence", { n }));
    return h(
        "div",
        { class: "passages" },
        h("p", { class: "lead" }, document.name),
        h("p", { class: "quiet place" }, document.id.replace(/^document:/, "")),
        h("p", { class: "quiet" }, t(notes[state])),
        left(before),
        h("ol", { class: "plain" }, ...items.map(passage)),
        left(after),
    );
}
