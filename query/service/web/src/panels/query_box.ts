// A query in openCypher, its rows, and the way from its nodes to the picture.
import * as api from "../service/api";
import { h, replace } from "../dom";
import { t } from "../words/i18n";
import { plain, type NodeData, type Part } from "../model";
import { button, fault, nodeLink } from "./panels";

const kExample = "MATCH (o)-[m:MIRRORS]->(c:Committee)\nRETURN o, m, c LIMIT 50";

function cellText(value: unknown): string {
    if (value === null || value === undefined) return "";
    if (typeof value !== "object") return String(value);
    const held = value as { labels?: string[]; type?: string; properties?: Record<string, unknown> };
    if (held.properties && (held.labels || held.type)) return String(plain(held.properties["name"]) ?? held.type ?? "");
    if (Array.isArray(value)) return value.map(cellText).join(" · ");
    return String(typeof plain(value) === "object" ? JSON.stringify(value) : plain(value));
}

export class QueryBox {
    readonly element: HTMLElement;
    private readonly text: HTMLTextAreaElement;
    private readonly answer = h("div", { class: "rows", "aria-live": "polite" });

    constructor(
        private readonly show: (part: Part, statement: string) => void,
        private readonly open: (node: NodeData) => void,
    ) {
        this.text = h("textarea", {
            id: "statement",
            rows: 4,
            spellcheck: false,
            value: kExample,
            "aria-label": t("query"),
            onkeydown: (event: KeyboardEvent) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.run();
            },
        });
        this.element = h(
            "section",
            { class: "query" },
            this.text,
            h("div", { class: "actions" }, button(t("run"), () => void this.run(), { class: "primary" }), h("span", { class: "quiet" }, "Ctrl+Enter")),
            this.answer,
        );
    }

    focus(): void {
        this.text.focus();
    }

    async run(statement = this.text.value): Promise<void> {
        this.text.value = statement;
        replace(this.answer, h("p", { class: "quiet" }, t("loading")));
        try {
            this.draw(await api.query(statement), statement);
        } catch (error) {
            replace(this.answer, fault(error));
        }
    }

    private cell(value: unknown, nodes: Map<string, NodeData>): HTMLElement | string {
        const node = value !== null && typeof value === "object" ? nodes.get((value as { elementId?: string }).elementId ?? "") : undefined;
        return node === undefined ? cellText(value) : nodeLink(node, this.open);
    }

    private draw(rows: api.Rows, statement: string): void {
        const shown = rows.values.slice(0, api.kQueryRows);
        const nodes = new Map(rows.part.nodes.map((node) => [node.id, node]));
        replace(
            this.answer,
            rows.part.nodes.length > 0 && button(t("showInGraph"), () => this.show(rows.part, statement)),
            h("p", { class: "quiet" }, rows.values.length > shown.length ? t("rowsMore", { n: shown.length }) : t("rows", { n: rows.values.length })),
            h(
                "div",
                { class: "scroll", tabIndex: 0, role: "region", "aria-label": t("query") },
                h(
                    "table",
                    {},
                    h("thead", {}, h("tr", {}, ...rows.fields.map((field) => h("th", { scope: "col" }, field)))),
                    h("tbody", {}, ...shown.map((row) => h("tr", {}, ...row.map((value) => h("td", {}, this.cell(value, nodes)))))),
                ),
            ),
        );
    }
}
