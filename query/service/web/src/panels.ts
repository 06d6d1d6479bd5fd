// Small pieces that several panels are made of.
import { h } from "./dom";
import { currentLanguage, t, term } from "./i18n";
import { kindOf, lookOf, plain, type Evidence, type NodeData } from "./model";
import { ApiError } from "./api";

export function swatch(kind: string): HTMLElement {
    return h("span", { class: `swatch kind-${kind.toLowerCase()} ${lookOf(kind).shape}`, "aria-hidden": "true" });
}

// A node as a button that leads to it.
export function nodeLink(node: NodeData, open: (node: NodeData) => void): HTMLElement {
    const kind = kindOf(node);
    return h(
        "button",
        { class: "link", type: "button", title: `${term(kind)} · ${node.id}`, onclick: () => open(node) },
        swatch(kind),
        h("span", {}, node.name || node.id),
        node.title && node.title !== node.name && h("span", { class: "quiet" }, ` · ${node.title}`),
    );
}

export function percent(value: number): string {
    return `${Math.round(value * 100)} %`;
}

export function evidenceItem(item: Evidence): HTMLElement {
    const place = [item.path ?? item.document.replace(/^document:/, "")];
    if (item.page) place.push(t("page", { n: item.page }));
    if (item.line) place.push(t("line", { n: item.line }));
    return h(
        "li",
        { class: "evidence" },
        item.text ? h("blockquote", {}, item.text) : null,
        h("p", { class: "quiet" }, place.join(" · ")),
        h(
            "p",
            { class: "quiet" },
            item.rule ? `${t("rule")} ${item.rule} · ` : "",
            `${t("confidence")} ${percent(item.confidence)} `,
            h("meter", { min: 0, max: 1, low: 0.5, high: 0.8, optimum: 1, value: item.confidence, "aria-label": t("confidence") }),
        ),
    );
}

export function propertyList(properties: Record<string, unknown>, leaveOut: string[] = []): HTMLElement {
    const list = h("dl", {});
    for (const [key, raw] of Object.entries(properties)) {
        if (leaveOut.includes(key)) continue;
        const value = plain(raw);
        const text = Array.isArray(value) ? value.join(currentLanguage() === "zh" ? "；" : "; ") : String(value);
        const shown = key === "url" && /^https?:\/\//.test(text) ? h("a", { href: text, rel: "noreferrer noopener" }, text) : text;
        list.append(h("dt", {}, key.replaceAll("_", " ")), h("dd", {}, shown));
    }
    return list;
}

// A fault as a person reads it. That of a query shows its place under a caret, so its lines stay as they are.
export function fault(error: unknown): HTMLElement {
    const [first, ...rest] = (error instanceof Error ? error.message : String(error)).split("\n");
    const box = h("div", { class: "fault", role: "alert" }, h("p", {}, `${t("failed")}: ${first}`));
    if (rest.length > 0) box.append(h("pre", {}, rest.join("\n")));
    if (error instanceof ApiError && error.remedy) box.append(h("p", {}, `${t("remedy")} ${error.remedy}`));
    return box;
}
