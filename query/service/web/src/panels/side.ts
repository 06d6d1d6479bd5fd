// The panel beside the picture: what is selected, and the last answer, as two tabs.
import { h, replace } from "../dom";
import { t } from "../words/i18n";

type Tab = "selected" | "answer";

export class Side {
    readonly element: HTMLElement;
    private readonly tabs: Record<Tab, HTMLButtonElement>;
    private readonly panels: Record<Tab, HTMLElement>;

    constructor(
        selected: HTMLElement,
        private readonly onClose: () => void,
    ) {
        const tab = (name: Tab): HTMLButtonElement =>
            h("button", { type: "button", id: `tab-${name}`, role: "tab", "aria-controls": `panel-${name}`, onclick: () => this.show(name), onkeydown: (event: KeyboardEvent) => this.key(event) });
        const panel = (name: Tab, ...children: HTMLElement[]): HTMLElement => h("div", { id: `panel-${name}`, class: "panel", role: "tabpanel", tabIndex: 0, "aria-labelledby": `tab-${name}` }, ...children);
        this.tabs = { answer: tab("answer"), selected: tab("selected") };
        this.panels = { answer: panel("answer"), selected: panel("selected", selected) };
        this.tabs.selected.textContent = t("selected");
        const close = h("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => this.onClose() }, "×");
        this.element = h(
            "aside",
            { class: "right", "aria-label": t("evidence"), hidden: true },
            h("div", { class: "tabs" }, h("div", { role: "tablist", "aria-label": t("evidence") }, this.tabs.answer, this.tabs.selected), close),
            this.panels.answer,
            this.panels.selected,
        );
        this.clear();
    }

    answer(title: string, ...children: (HTMLElement | null)[]): void {
        this.tabs.answer.textContent = title;
        this.tabs.answer.title = title;
        this.tabs.answer.hidden = false;
        this.panels.answer.classList.add("answer");
        replace(this.panels.answer, ...children);
        this.panels.answer.scrollTop = 0;
        this.show("answer");
    }

    show(name: Tab): void {
        this.element.hidden = false;
        for (const one of ["answer", "selected"] as const) {
            const chosen = one === name;
            this.tabs[one].setAttribute("aria-selected", String(chosen));
            this.tabs[one].tabIndex = chosen ? 0 : -1;
            this.panels[one].hidden = !chosen;
        }
        this.panels[name].scrollTop = 0;
        // On a narrow screen the panel lies below the picture: who has chosen something in it shall see it.
        if (this.element.contains(document.activeElement) && matchMedia("(max-width: 48rem)").matches) this.element.scrollIntoView();
    }

    hide(): void {
        this.element.hidden = true;
    }

    clear(): void {
        this.tabs.answer.hidden = true;
        replace(this.panels.answer);
        this.show("selected");
        this.hide();
    }

    focus(): void {
        (this.panels.answer.hidden ? this.panels.selected : this.panels.answer).focus();
    }

    private key(event: KeyboardEvent): void {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        const other: Tab = this.panels.answer.hidden ? "answer" : "selected";
        if (this.tabs[other].hidden) return;
        this.show(other);
        this.tabs[other].focus();
    }
}
