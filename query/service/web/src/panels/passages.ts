// A document as the graph read it: its sentences in order, the one asked for marked.
import { get } from "../service/http";
import { h } from "../dom";
import { t, term } from "../words/i18n";
import { documentName, nodeOfId, type Evidence, type NodeData } from "../model";
import { nodeLink, quote } from "./panels";

interface Passage {
    line: number;
    page?: number;
    text?: string;
    nodes: { id: string; name: string; labels: string[] }[];
    relationships: { source: string; type: string; target: string }[];
}
export interface Passages {
    document: { id: string; name: string };
    before: number; // passages left out
    after: number;
    items: Passage[];
}

export interface PassageWays {
    node(node: NodeData): void;
    claim(relationship: { source: string; type: string; target: string }): void;
}

export const passagesOf = async (item: Evidence): Promise<Passages> => (await get("passages", { document: item.document, line: item.line, limit: 120 })) as Passages;

export const titleOfPassages = ({ document }: Passages): string => t("readIn", { document: documentName(document.id) });

export function passageList({ document, before, after, items }: Passages, item: Evidence, ways: PassageWays): HTMLElement {
    const asNode = (sent: Passage["nodes"][number]): NodeData => ({ ...nodeOfId(sent.id, sent.name), labels: sent.labels });
    const names = new Map(items.flatMap(({ nodes }) => nodes.map((node) => [node.id, node.name] as const)));
    const claim = (relationship: Passage["relationships"][number]): HTMLElement => {
        const { source, type, target } = relationship;
        const name = (id: string): string => names.get(id) ?? nodeOfId(id).name;
        return h("li", {}, h("button", { type: "button", class: "link", onclick: () => ways.claim(relationship) }, `${name(source)} → ${term(type)} → ${name(target)}`));
    };
    const passage = (one: Passage): HTMLElement => {
        const asked = one.text === item.text && Math.abs(one.line - item.line) < 20;
        const place = [one.page ? t("page", { n: String(one.page) }) : "", t("line", { n: String(one.line) })].filter(Boolean).join(" · ");
        return h(
            "li",
            { class: asked ? "passage asked" : "passage", "aria-current": asked ? "true" : undefined },
            h("p", { class: "quiet place" }, place),
            one.text ? quote(one.text, one.nodes.map(({ name }) => name)) : null,
            h("p", { class: "named" }, ...one.nodes.map((node) => nodeLink(asNode(node), ways.node))),
            one.relationships.length > 0 && h("ul", { class: "plain" }, ...one.relationships.map(claim)),
        );
    };
    const left = (n: number): HTMLElement | null => (n > 0 ? h("p", { class: "quiet" }, t("moreEvidence", { n })) : null);
    return h(
        "div",
        { class: "passages" },
        h("p", { class: "lead" }, document.name),
        h("p", { class: "quiet place" }, document.id.replace(/^document:/, "")),
        h("p", { class: "quiet" }, t("sentencesOnly")),
        left(before),
        h("ol", { class: "plain" }, ...items.map(passage)),
        left(after),
    );
}
