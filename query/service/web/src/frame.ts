// The frame of the page: header, tools, the places of picture, table and panels.
import { isDark } from "./picture/canvas";
import { h } from "./dom";
import { t, type MessageKey } from "./words/i18n";
import { kViews, type View } from "./permalink";

export interface Parts {
    search: HTMLElement;
    legend: HTMLElement;
    canvas: HTMLElement;
    table: HTMLElement;
    conflicts: HTMLElement;
    welcome: HTMLElement;
    side: HTMLElement;
}
export interface Commands {
    show(view: View): void;
    query(): void;
    fit(): void;
    arrange(): void;
    clear(): void;
    toggleTheme(): void;
    toggleLanguage(): void;
    skip(): void;
    save(what: "png" | "svg" | "json" | "csv" | "link"): void;
}

const button = (text: string, run: () => void, id?: string): HTMLButtonElement => h("button", { type: "button", id, onclick: run }, text);

export class Frame {
    readonly notice = h("div", { class: "notice", role: "alert", hidden: true });
    private readonly status = h("p", { class: "status", role: "status" });
    private readonly theme: HTMLButtonElement;
    private readonly download: HTMLDetailsElement;

    constructor(parts: Parts, commands: Commands) {
        this.theme = button("", () => commands.toggleTheme(), "toggle-theme");
        const saving = (key: "png" | "svg" | "json" | "csv" | "link"): HTMLElement =>
            button(t(key), () => {
                commands.save(key);
                this.closeMenu();
            });
        this.download = h("details", { class: "menu" }, h("summary", {}, t("download")), h("div", { class: "choices" }, ...(["png", "svg", "json", "csv", "link"] as const).map(saving)));
        const views = kViews.map((view) => button(t(view as MessageKey), () => commands.show(view), `show-${view}`));
        const skip = (event: Event): void => {
            event.preventDefault();
            commands.skip();
        };
        document.body.replaceChildren(
            h("a", { class: "skip", href: "#panel-answer", onclick: skip }, t("skip")),
            h(
                "header",
                {},
                h("h1", {}, "mirrorgraph"),
                parts.search,
                h("div", { class: "settings" }, button(t("query"), () => commands.query(), "show-query"), this.theme, button(t("language"), () => commands.toggleLanguage(), "toggle-language")),
            ),
            h(
                "main",
                {},
                h("aside", { class: "left", "aria-label": t("legend") }, parts.legend, h("p", { class: "quiet keys" }, t("keyboard"))),
                h(
                    "div",
                    { class: "middle" },
                    h(
                        "div",
                        { class: "tools" },
                        h("nav", { class: "views", "aria-label": t("views") }, ...views),
                        h("div", { class: "drawing" }, button(t("fit"), () => commands.fit()), button(t("layout"), () => commands.arrange()), button(t("clear"), () => commands.clear()), this.download),
                        this.status,
                    ),
                    this.notice,
                    parts.canvas,
                    parts.table,
                    parts.conflicts,
                    parts.welcome,
                ),
                parts.side,
            ),
        );
        document.addEventListener("click", (event) => {
            if (!this.download.contains(event.target as Node)) this.closeMenu();
        });
        this.nameTheme();
    }

    closeMenu(): void {
        this.download.open = false;
    }

    nameTheme(): void {
        this.theme.textContent = t(isDark() ? "toLight" : "toDark");
    }

    mark(view: View): void {
        for (const one of kViews) document.getElementById(`show-${one}`)?.setAttribute("aria-pressed", String(one === view));
    }

    // The tools of the picture are there when there is a picture; the legend when there is anything in it.
    setEmpty(empty: boolean, view: View): void {
        document.body.classList.toggle("empty", empty || view === "conflicts");
        document.body.classList.toggle("drawn", view === "graph");
    }

    say(text: string): void {
        this.status.textContent = text;
    }

    // Something to read before going on; stays until it is closed or the next step begins.
    tell(...content: (Node | string)[]): void {
        const close = h("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => (this.notice.hidden = true) }, "×");
        this.notice.replaceChildren(h("div", {}, ...content), close);
        this.notice.hidden = content.length === 0;
    }
}
