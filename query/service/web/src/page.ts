// The page: wires search, picture, table, answers and details over one scene.
import * as api from "./api";
import { impactNote, traceNote } from "./answers";
import { Canvas, isDark } from "./canvas";
import { conflictList } from "./conflicts";
import { Details } from "./details";
import { h, replace } from "./dom";
import { save, toCsv, toJson, toSvg } from "./download";
import { currentLanguage, setLanguage, t, type MessageKey } from "./i18n";
import { Legend } from "./legend";
import type { NodeData, Part } from "./model";
import { fault } from "./panels";
import { readPlace, writePlace, type Step, type Verb } from "./permalink";
import { QueryBox } from "./query_box";
import { kMostNodes, Scene, TooMany } from "./scene";
import { Search } from "./search";
import { Table } from "./table";

const kExamples = ["ISO/TC 333", "ISO/IEC JTC 1/SC 42", "SAC/TC260", "SAC"];

class Page {
    private readonly scene = new Scene();
    private readonly steps: Step[] = [];
    private pathStart: string | null = null;
    private readonly canvasBox = h("div", { class: "canvas", "aria-label": t("graph"), role: "img" });
    private readonly status = h("p", { class: "status", role: "status" });
    private readonly answer = h("section", { class: "answer", hidden: true, tabIndex: -1, id: "answer" });
    private readonly welcome = h("div", { class: "welcome" });
    private readonly search = new Search((node) => void this.open(node.id));
    private readonly legend = new Legend(this.scene);
    private readonly table = new Table(this.scene);
    private readonly queryBox = new QueryBox((part, statement) => void this.take("query", statement, async () => part));
    private readonly details = new Details(this.scene, {
        expand: (id) => void this.expand(id),
        trace: (id) => void this.trace(id),
        impact: (id) => void this.impact(id),
        path: (id) => void this.path(id),
        pathStart: () => this.pathStart,
    });
    private canvas!: Canvas;

    async start(): Promise<void> {
        this.draw();
        this.canvas = new Canvas(this.scene, this.canvasBox, (id) => void this.expand(id));
        this.scene.addEventListener("change", () => this.changed());
        this.scene.addEventListener("select", () => this.remember());
        new ResizeObserver(() => this.canvas.resize()).observe(this.canvasBox);
        document.addEventListener("keydown", (event) => this.key(event));
        window.addEventListener("hashchange", () => void this.restore());
        this.details.writable = await api.isWritable();
        await this.greet();
        await this.restore();
    }

    private draw(): void {
        const button = (key: MessageKey, run: () => void, id?: string): HTMLElement => h("button", { type: "button", id, onclick: run }, t(key));
        const download = h(
            "details",
            { class: "menu" },
            h("summary", {}, t("download")),
            h(
                "div",
                { class: "choices" },
                button("png", () => void this.canvas.png().then((blob) => save("mirrorgraph.png", blob))),
                button("svg", () => save("mirrorgraph.svg", toSvg(this.scene, isDark()))),
                button("json", () => save("mirrorgraph.json", toJson(this.scene.visible()))),
                button("csv", () => save("mirrorgraph.csv", toCsv(this.scene.visible()))),
                button("link", () => void navigator.clipboard.writeText(location.href).then(() => this.say(t("linkCopied")))),
            ),
        );
        document.body.replaceChildren(
            h("a", { class: "skip", href: "#answer", onclick: (event: Event) => this.skip(event) }, t("skip")),
            h(
                "header",
                {},
                h("h1", {}, "mirrorgraph"),
                this.search.element,
                h(
                    "nav",
                    { "aria-label": t("graph") },
                    button("graph", () => this.showTable(false), "show-graph"),
                    button("table", () => this.showTable(true), "show-table"),
                    button("query", () => this.showQuery(), "show-query"),
                    button("conflicts", () => void this.showConflicts(), "show-conflicts"),
                    download,
                    button("theme", () => this.toggleTheme(), "toggle-theme"),
                    button("language", () => this.toggleLanguage(), "toggle-language"),
                ),
            ),
            h(
                "main",
                {},
                h("aside", { class: "left", "aria-label": t("legend") }, this.legend.element, h("p", { class: "quiet keys" }, t("keyboard"))),
                h(
                    "div",
                    { class: "middle" },
                    h(
                        "div",
                        { class: "tools" },
                        button("fit", () => this.canvas.fit()),
                        button("layout", () => this.rearrange()),
                        button("clear", () => this.clear()),
                        this.status,
                    ),
                    this.canvasBox,
                    this.table.element,
                    this.welcome,
                ),
                h("aside", { class: "right", "aria-label": t("evidence") }, this.details.element, this.answer),
            ),
        );
        this.details.element.hidden = true;
    }

    // A step of the way here: fetches a part, shows it, and keeps the step for the link.
    private async take(verb: Verb, subject: string, fetchPart: () => Promise<Part>, near?: string): Promise<boolean> {
        this.say(t("loading"));
        try {
            const part = await fetchPart();
            this.scene.add(part, near);
            if (!this.steps.some((step) => step.verb === verb && step.subject === subject)) this.steps.push({ verb, subject });
            this.canvas.fit();
            this.count();
            this.remember();
            return true;
        } catch (error) {
            if (error instanceof TooMany) this.say(t("tooMany", { n: error.count, limit: kMostNodes }));
            else this.fail(error);
            return false;
        }
    }

    private async open(id: string): Promise<void> {
        if (await this.take("expand", id, () => api.neighbourhood(id), id)) this.scene.select({ node: id });
    }

    private expand(id: string): Promise<void> {
        return this.open(id);
    }

    private async trace(id: string): Promise<void> {
        await this.take("trace", id, async () => {
            const { answer, part } = await api.trace(id);
            this.showAnswer(h("h2", {}, t("trace")), traceNote(answer, (node) => this.point(node)));
            return part;
        });
    }

    private async impact(id: string): Promise<void> {
        await this.take("impact", id, async () => {
            const { answer, part } = await api.impact(id);
            this.showAnswer(h("h2", {}, t("impact")), impactNote(answer, (node) => this.point(node)));
            return part;
        });
    }

    // The first end chosen waits for the second.
    private async path(id: string): Promise<void> {
        if (this.pathStart === null || this.pathStart === id) {
            this.pathStart = id;
            this.say(t("pathChoose", { name: this.nameOf(id) }));
            return;
        }
        const start = this.pathStart;
        this.pathStart = null;
        await this.findPath(start, id);
    }

    private async findPath(start: string, end: string): Promise<void> {
        let found = true;
        await this.take("path", `${start}|${end}`, async () => {
            const part = await api.shortestPath(start, end);
            found = part.nodes.length > 0;
            return part;
        });
        if (!found) this.say(t("noPath", { a: this.nameOf(start), b: this.nameOf(end) }));
    }

    private nameOf(id: string): string {
        return this.scene.graph.hasNode(id) ? this.scene.graph.getNodeAttribute(id, "data").name : id;
    }

    private point(node: NodeData): void {
        if (this.scene.graph.hasNode(node.id)) this.scene.select({ node: node.id });
        else void this.open(node.id);
    }

    private showAnswer(...children: HTMLElement[]): void {
        this.answer.hidden = false;
        const close = h("button", { type: "button", class: "close", "aria-label": t("close"), onclick: () => (this.answer.hidden = true) }, "×");
        replace(this.answer, close, ...children);
        this.answer.scrollIntoView({ block: "nearest" });
    }

    private showQuery(): void {
        this.showAnswer(this.queryBox.element);
        this.queryBox.focus();
    }

    private async showConflicts(): Promise<void> {
        try {
            this.showAnswer(h("h2", {}, t("conflicts")), conflictList(await api.conflicts(), (node) => this.point(node)));
        } catch (error) {
            this.fail(error);
        }
    }

    private showTable(shown: boolean): void {
        this.table.element.hidden = !shown;
        this.canvasBox.hidden = shown;
        document.getElementById("show-table")?.setAttribute("aria-pressed", String(shown));
        document.getElementById("show-graph")?.setAttribute("aria-pressed", String(!shown));
        this.table.draw();
        this.remember();
    }

    private rearrange(): void {
        this.scene.arrange();
        this.scene.changed();
        this.canvas.fit();
    }

    private clear(): void {
        this.steps.length = 0;
        this.scene.clear();
        this.scene.select(null);
        this.answer.hidden = true;
        this.say("");
        this.remember();
    }

    private changed(): void {
        this.welcome.hidden = this.scene.graph.order > 0;
        this.details.draw();
        this.count();
    }

    private count(): void {
        const { nodes, edges } = this.scene.visible();
        if (this.scene.graph.order > 0) this.say(`${t("nodes", { n: nodes.length })}, ${t("edges", { n: edges.length })}`);
    }

    private say(text: string): void {
        this.status.textContent = text;
    }

    private fail(error: unknown): void {
        this.say("");
        this.showAnswer(fault(error));
    }

    private async greet(): Promise<void> {
        const examples = kExamples.map((text) => h("li", {}, h("button", { type: "button", onclick: () => void this.openFirst(text) }, text)));
        replace(this.welcome, h("p", {}, t("empty")), h("ul", { class: "examples" }, ...examples));
        try {
            const { nodes, edges } = await api.statistics();
            this.welcome.append(h("p", { class: "quiet" }, `${t("nodes", { n: nodes })}, ${t("edges", { n: edges })}`));
        } catch (error) {
            this.fail(error);
        }
    }

    private async openFirst(text: string): Promise<void> {
        const [first] = await api.search(text).catch(() => []);
        if (first) await this.trace(first.id).then(() => this.scene.select({ node: first.id }));
        else this.say(t("noResults"));
    }

    private remember(): void {
        const { selection } = this.scene;
        const place = writePlace({
            steps: this.steps,
            select: selection !== null && "node" in selection ? selection.node : undefined,
            view: this.table.element.hidden ? undefined : "table",
            lang: currentLanguage() === "zh" ? "zh" : undefined,
        });
        if (location.hash !== place) history.replaceState(null, "", place);
    }

    private async restore(): Promise<void> {
        const place = readPlace(location.hash);
        for (const { verb, subject } of place.steps) await this.repeat(verb, subject);
        if (place.view === "table") this.showTable(true);
        if (place.select !== undefined) this.scene.select({ node: place.select });
    }

    private async repeat(verb: Verb, subject: string): Promise<void> {
        switch (verb) {
            case "trace":
                return this.trace(subject);
            case "impact":
                return this.impact(subject);
            case "expand":
                return void (await this.take(verb, subject, () => api.neighbourhood(subject), subject));
            case "query":
                return void (await this.take(verb, subject, async () => (await api.query(subject)).part));
            case "path":
                return this.findPath(subject.slice(0, subject.indexOf("|")), subject.slice(subject.indexOf("|") + 1));
        }
    }

    private toggleTheme(): void {
        setTheme(isDark() ? "light" : "dark");
        this.canvas.redraw();
    }

    private toggleLanguage(): void {
        localStorage.setItem("language", currentLanguage() === "en" ? "zh" : "en");
        this.remember();
        const place = readPlace(location.hash);
        history.replaceState(null, "", writePlace({ ...place, lang: localStorage.getItem("language") ?? undefined }));
        location.reload();
    }

    private skip(event: Event): void {
        event.preventDefault();
        (this.answer.hidden ? this.details.element : this.answer).focus();
    }

    private key(event: KeyboardEvent): void {
        const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
        if (event.key === "Escape") {
            this.pathStart = null;
            this.answer.hidden = true;
            this.scene.select(null);
            return;
        }
        if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "/") this.search.input.focus();
        else if (event.key === "g") this.showTable(false);
        else if (event.key === "t") this.showTable(true);
        else if (event.key === "q") this.showQuery();
        else return;
        event.preventDefault();
    }
}

function setTheme(theme: string): void {
    document.documentElement.dataset["theme"] = theme;
    localStorage.setItem("theme", theme);
}

function beginLanguage(): "en" | "zh" {
    const asked = readPlace(location.hash).lang ?? localStorage.getItem("language") ?? navigator.language;
    return asked.startsWith("zh") ? "zh" : "en";
}

setTheme(localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
setLanguage(beginLanguage());
void new Page().start();
