// The scene as a table: the same facts in rows, for reading in order and for screen readers.
import { h, replace } from "../dom";
import { listed, t, term } from "../words/i18n";
import { beginOf, confidenceOf, documentName, type EdgeData, type NodeData } from "../model";
import { nodeLink, percent } from "./panels";
import type { Scene } from "../picture/scene";

export class Table {
    readonly element = h("div", { class: "table", tabIndex: 0, role: "region", hidden: true });

    constructor(private readonly scene: Scene) {
        scene.addEventListener("change", () => this.draw());
        scene.addEventListener("select", () => this.draw());
    }

    draw(): void {
        if (this.element.hidden) return;
        this.element.setAttribute("aria-label", t("table"));
        const { nodes, edges } = this.scene.visible();
        if (this.scene.graph.order === 0) return replace(this.element, h("p", { class: "quiet" }, t("emptyTable")));
        const byId = new Map(nodes.map((node) => [node.id, node]));
        const linked = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
        const rows = edges
            .map((edge) => this.row(edge, byId))
            .concat(nodes.filter((node) => !linked.has(node.id)).map((node) => h("tr", {}, h("td", {}, this.link(node)), h("td"), h("td"), h("td"), h("td"), h("td"))));
        const head = [t("from"), t("relation"), t("to"), t("date"), t("confidence"), t("source")];
        replace(
            this.element,
            h("table", {}, h("caption", {}, listed(t("nodes", { n: nodes.length }), t("edges", { n: edges.length }))), h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col" }, text)))), h("tbody", {}, ...rows)),
        );
    }

    private link(node: NodeData): HTMLElement {
        return nodeLink(node, () => this.scene.select({ node: node.id }));
    }

    private row(edge: EdgeData, nodes: Map<string, NodeData>): HTMLTableRowElement {
        const end = (id: string): HTMLElement => h("td", {}, this.link(nodes.get(id)!));
        const { selection } = this.scene;
        const chosen = selection !== null && "edge" in selection && selection.edge === edge.id;
        const first = edge.evidence[0];
        return h(
            "tr",
            { class: chosen ? "chosen" : undefined },
            end(edge.source),
            h("td", {}, h("button", { class: "link", type: "button", onclick: () => this.scene.select({ edge: edge.id }) }, term(edge.type))),
            end(edge.target),
            h("td", { class: "date" }, beginOf(edge.properties) ?? ""),
            h("td", {}, percent(confidenceOf(edge))),
            h("td", {}, first ? `${documentName(first.document)}:${first.line}` : ""),
        );
    }
}
