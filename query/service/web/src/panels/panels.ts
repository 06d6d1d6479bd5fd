// Small pieces that several panels are made of.
import { h } from "../dom";
import { ApiError, setToken } from "../service/http";
import { currentLanguage, t, term } from "../words/i18n";
import { documentName, isDecision, kindOf, lookOf, nameOf, plain, titleOf, type Evidence, type NodeData } from "../model";

export function swatch(kind: string): HTMLElement {
    return h("span", { class: `swatch kind-${kind.toLowerCase()} ${lookOf(kind).shape}`, "aria-hidden": "true" });
}

// A node as a button that leads to it.
export function nodeLink(node: NodeData, open: (node: NodeData) => void): HTMLElement {
    const kind = kindOf(node);
    const title = titleOf(node);
    return h(
        "button",
        { class: "link", type: "button", title: `${term(kind)} · ${node.id}`, onclick: () => open(node) },
        swatch(kind),
        h("span", {}, nameOf(node)),
        title !== undefined && h("span", { class: "quiet" }, ` · ${title}`),
    );
}

// Never rounded up to certainty.
export const percent = (value: number): string => `${value >= 1 ? 100 : Math.min(Math.round(value * 100), 99)}\u00a0%`;

export const button = (text: string, run: () => void, properties: Record<string, unknown> = {}): HTMLButtonElement =>
    h("button", { type: "button", ...properties, onclick: run }, text);

// The sentence with what it speaks of marked: the longest names first, so that none is cut by a shorter one.
export function quote(text: string, names: string[] = []): HTMLElement {
    const sought = [...new Set(names)].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
    const box = h("blockquote", {});
    if (sought.length === 0) {
        box.append(text);
        return box;
    }
    // Codes are printed with and without spaces: ISO/TC 333, ISO/TC333; ISO/IEC/JTC1.
    const exactly = (piece: string): string => piece.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const loose = (name: string): string => name.split(/[\s/]+|(?<=[A-Za-z])(?=\d)/).map(exactly).join("[\\s/]*");
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${sought.map(loose).join("|")})(?![\\p{L}\\p{N}])`, "giu");
    const inChinese = new RegExp(sought.map(loose).join("|"), "giu");
    let end = 0;
    for (const found of text.matchAll(/[\u2e80-\uffff]/u.test(text) ? inChinese : pattern)) {
        box.append(text.slice(end, found.index), h("mark", {}, found[0]));
        end = found.index + found[0].length;
    }
    box.append(text.slice(end));
    return box;
}

// Every form under which a text may name the node.
export function namesOf(node: NodeData): string[] {
    const listed = ["name", "name_zh", "code", "acronym", "aliases", "title"].flatMap((key) => plain(node.properties[key]) as string | string[] | undefined);
    return [node.name, node.title, ...listed].filter((name): name is string => typeof name === "string");
}

export function evidenceItem(item: Evidence, names: string[] = [], open?: (item: Evidence) => void): HTMLElement {
    const parts = [documentName(item.document)];
    if (item.page) parts.push(t("page", { n: String(item.page) }));
    if (item.line) parts.push(t("line", { n: String(item.line) }));
    const place = parts.join(" · ");
    const canOpen = open !== undefined && !isDecision(item);
    return h(
        "li",
        { class: `evidence${isDecision(item) ? " decided" : ""}` },
        item.text ? quote(item.text, names) : null,
        h("p", { class: "quiet place", title: item.document }, canOpen ? button(place, () => open(item), { class: "link" }) : place),
        h(
            "p",
            { class: "quiet" },
            item.rule ? `${t("rule")} ${item.rule} · ` : "",
            `${t("confidence")} ${percent(item.confidence)} `,
            h("meter", { min: 0, max: 1, low: 0.5, high: 0.8, optimum: 1, value: item.confidence, "aria-label": t("confidence") }),
        ),
    );
}

export function evidenceList(evidence: Evidence[], names: string[] = [], open?: (item: Evidence) => void, atOnce = 4): HTMLElement {
    const items = evidence.map((item) => evidenceItem(item, names, open));
    const rest = items.splice(atOnce);
    return h(
        "div",
        {},
        h("ul", { class: "plain" }, ...items),
        rest.length > 0 && h("details", { class: "more" }, h("summary", {}, t("moreEvidence", { n: rest.length })), h("ul", { class: "plain" }, ...rest)),
    );
}

export function propertyList(properties: Record<string, unknown>, leaveOut: string[] = []): HTMLElement | null {
    const rows = Object.entries(properties).filter(([key]) => !leaveOut.includes(key));
    if (rows.length === 0) return null;
    const list = h("dl", {});
    for (const [key, raw] of rows) {
        const value = plain(raw);
        const text = Array.isArray(value) ? value.join(currentLanguage() === "zh" ? "；" : "; ") : String(value);
        const shown = key === "url" && /^https?:\/\//.test(text) ? h("a", { href: text, rel: "noreferrer noopener" }, text) : text;
        list.append(h("dt", {}, term(key)), h("dd", {}, shown));
    }
    return list;
}

// Asks for the token of a service that wants one to read.
export function tokenForm(given: () => void): HTMLElement {
    const token = h("input", { type: "password", id: "token", required: true, autocomplete: "current-password" });
    const send = (event: Event): void => {
        event.preventDefault();
        setToken(token.value);
        given();
    };
    return h(
        "form",
        { class: "token", onsubmit: send },
        h("p", {}, t("tokenNeeded")),
        h("div", { class: "field" }, h("label", { for: "token" }, t("token")), token),
        h("button", { type: "submit", class: "primary" }, t("enter")),
    );
}

// Options of the program are not broken behind their hyphens.
export const withOptions = (text: string): (HTMLElement | string)[] => text.split(/(--[a-z-]+)/).map((part) => (part.startsWith("--") ? h("code", { class: "option" }, part) : part));

// A fault as a person reads it. That of a query shows its place under a caret, so its lines stay as they are.
export function fault(error: unknown): HTMLElement {
    const [first, ...rest] = (error instanceof Error ? error.message : String(error)).split("\n");
    const box = h("div", { class: "fault", role: "alert" }, h("p", {}, `${t("failed")}: ${first}`));
    if (rest.length > 0) box.append(h("pre", {}, rest.join("\n")));
    if (error instanceof ApiError && error.remedy) box.append(h("p", {}, `${t("remedy")} ${error.remedy}`));
    return box;
}
