// The search field: a combobox after the ARIA practices; arrows choose, Enter opens.
import * as api from "../service/api";
import { h, replace } from "../dom";
import { t, term } from "../words/i18n";
import { kindOf, nameOf, titleOf, type NodeData } from "../model";
import { fault, swatch } from "./panels";

export class Search {
    readonly element: HTMLElement;
    readonly input: HTMLInputElement;
    private readonly list: HTMLElement;
    private readonly status: HTMLElement;
    private found: NodeData[] = [];
    private active = -1;
    private asked = 0;
    private timer = 0;

    constructor(private readonly open: (node: NodeData) => void) {
        this.input = h("input", {
            type: "search",
            id: "search",
            role: "combobox",
            autocomplete: "off",
            spellcheck: false,
            placeholder: t("search"),
            "aria-label": t("search"),
            "aria-expanded": "false",
            "aria-controls": "search-results",
            "aria-autocomplete": "list",
            oninput: () => this.later(),
            onkeydown: (event: KeyboardEvent) => this.key(event),
            onblur: () => window.setTimeout(() => this.close(), 150),
        });
        this.list = h("ul", { id: "search-results", role: "listbox", "aria-label": t("search"), hidden: true });
        this.status = h("p", { class: "visually-hidden", role: "status" });
        this.element = h("div", { class: "search" }, this.input, this.list, this.status);
    }

    close(): void {
        this.list.hidden = true;
        this.active = -1;
        this.input.setAttribute("aria-expanded", "false");
        this.input.removeAttribute("aria-activedescendant");
    }

    private later(): void {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.ask(), 120);
    }

    private async ask(): Promise<void> {
        const text = this.input.value.trim();
        const turn = ++this.asked;
        if (text === "") return this.close();
        try {
            const found = await api.search(text);
            if (turn !== this.asked) return;
            this.found = found;
            this.show();
        } catch (error) {
            if (turn !== this.asked) return;
            replace(this.list, h("li", { role: "presentation" }, fault(error)));
            this.list.hidden = false;
        }
    }

    private show(): void {
        const items = this.found.map((node, index) =>
            h(
                "li",
                { id: `result-${index}`, role: "option", "aria-selected": "false", onmousedown: () => this.choose(index) },
                swatch(kindOf(node)),
                h("span", { class: "name" }, nameOf(node)),
                h("span", { class: "quiet" }, [titleOf(node), term(kindOf(node))].filter(Boolean).join(" · ")),
            ),
        );
        this.status.textContent = items.length > 0 ? t("results", { n: items.length }) : t("noResults");
        replace(this.list, ...(items.length > 0 ? items : [h("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", class: "quiet" }, t("noResults"))]));
        this.list.hidden = false;
        this.input.setAttribute("aria-expanded", "true");
        this.mark(items.length > 0 ? 0 : -1);
    }

    private mark(index: number): void {
        this.active = index;
        [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
        if (index >= 0) {
            this.input.setAttribute("aria-activedescendant", `result-${index}`);
            this.list.children[index]?.scrollIntoView({ block: "nearest" });
        }
    }

    private choose(index: number): void {
        const node = this.found[index];
        if (!node) return;
        this.close();
        this.input.value = nameOf(node);
        this.input.blur();
        this.open(node);
    }

    private key(event: KeyboardEvent): void {
        if (event.key === "Escape") return this.close();
        if (event.key === "Enter" && this.list.hidden) return void this.ask();
        if (this.list.hidden || this.found.length === 0) return;
        if (event.key === "ArrowDown") this.mark((this.active + 1) % this.found.length);
        else if (event.key === "ArrowUp") this.mark((this.active + this.found.length - 1) % this.found.length);
        else if (event.key === "Enter") this.choose(this.active);
        else return;
        event.preventDefault();
    }
}
