// The page: wires search, picture, table, answers and details over one scene.
import * as api from "./service/api";
import { Canvas, isDark } from "./picture/canvas";
import { Conflicts } from "./panels/conflicts";
import { Details } from "./panels/details";
import { h } from "./dom";
import { save, toCsv, toJson, toSvg } from "./picture/download";
import { Frame } from "./frame";
import { ApiError } from "./service/http";
import { currentLanguage, listed, setLanguage, t } from "./words/i18n";
import { Journey } from "./journey";
import { Legend } from "./panels/legend";
import { fault, tokenForm } from "./panels/panels";
import { readPlace, writePlace, type Place, type View } from "./permalink";
import { QueryBox } from "./panels/query_box";
import { freshFilters, Scene } from "./picture/scene";
import { Search } from "./panels/search";
import { Side } from "./panels/side";
import { Table } from "./panels/table";
import { Welcome } from "./panels/welcome";

class Page {
    private readonly scene = new Scene();
    private view: View = "graph";
    private readonly canvasBox = h("div", { class: "canvas", "aria-label": t("graph"), role: "img" });
    private readonly search = new Search((node) => void this.journey.open(node.id));
    private readonly legend = new Legend(this.scene);
    private readonly table = new Table(this.scene);
    private readonly details: Details = new Details(this.scene, {
        expand: (id) => void this.journey.open(id),
        trace: (id) => void this.journey.trace(id),
        impact: (id) => void this.journey.impact(id),
        path: (id) => void this.journey.path(id).then(() => this.details.draw()),
        pathStart: () => this.journey.pathStart,
        open: (item) => void this.journey.passages(item),
        graphChanged: () => void this.conflicts.draw(),
    });
    private readonly side: Side = new Side(this.details.element, () => this.closeSide());
    private readonly conflicts: Conflicts = new Conflicts({
        node: (node) => void this.journey.point(node),
        claim: (source, type, target, property) => void this.journey.claim({ source, type, target }, property),
        open: (item) => void this.journey.passages(item),
        decided: () => void this.conflicts.draw(),
    });
    private readonly welcome = new Welcome({
        trace: (node) => void this.journey.trace(node.id).then(() => this.markStart(node.id)),
        impact: (node) => void this.journey.impact(node.id).then(() => this.markStart(node.id)),
        conflicts: () => this.show("conflicts"),
    });
    private readonly journey: Journey = new Journey(this.scene, this.side, {
        say: (text) => this.frame.say(text),
        tell: (...content) => this.frame.tell(...content),
        count: () => this.count(),
        fit: () => this.canvas.fit(),
        toGraph: () => this.view === "conflicts" && this.show("graph"),
        remember: () => this.remember(),
    });
    private readonly queryBox = new QueryBox((part, statement) => void this.journey.query(statement, async () => part), (node) => void this.journey.point(node));
    private readonly frame = new Frame(
        {
            search: this.search.element,
            legend: this.legend.element,
            canvas: this.canvasBox,
            table: this.table.element,
            conflicts: this.conflicts.element,
            welcome: this.welcome.element,
            side: this.side.element,
        },
        {
            show: (view) => this.show(view),
            query: () => this.showQuery(),
            fit: () => this.canvas.fit(),
            arrange: () => this.rearrange(),
            clear: () => this.clear(),
            toggleTheme: () => this.toggleTheme(),
            toggleLanguage: () => this.toggleLanguage(),
            skip: () => this.side.focus(),
            save: (what) => this.save(what),
        },
    );
    private readonly canvas = new Canvas(this.scene, this.canvasBox, (id) => void this.journey.open(id));

    async start(): Promise<void> {
        this.scene.addEventListener("change", () => this.changed());
        this.scene.addEventListener("select", () => this.selected());
        new ResizeObserver(() => this.canvas.resize()).observe(this.canvasBox);
        document.addEventListener("keydown", (event) => this.key(event));
        window.addEventListener("hashchange", () => void this.restore());
        this.show("graph");
        this.details.writable = this.conflicts.writable = await api.isWritable();
        const place = readPlace(location.hash);
        const greeting = this.welcome.draw().catch((error: unknown) => {
            const locked = error instanceof ApiError && error.status === 401;
            this.frame.tell(locked ? tokenForm(() => location.reload()) : fault(error));
        });
        if (place.steps.length === 0) await greeting;
        await this.restore();
    }

    private show(view: View): void {
        this.view = view;
        this.canvasBox.hidden = view !== "graph";
        this.table.element.hidden = view !== "table";
        this.conflicts.element.hidden = view !== "conflicts";
        this.frame.mark(view);
        this.changed();
        if (view === "table") this.table.draw();
        if (view === "conflicts") void this.conflicts.draw();
        this.remember();
    }

    private showQuery(): void {
        this.side.answer(t("query"), this.queryBox.element);
        this.queryBox.focus();
    }

    // What an answer starts from is marked in the picture; the answer stays in view.
    private markStart(id: string): void {
        this.scene.select({ node: id });
        this.side.show("answer");
    }

    private closeSide(): void {
        this.journey.pathStart = null;
        this.scene.select(null);
        this.side.hide();
    }

    private rearrange(): void {
        this.scene.arrange();
        this.scene.changed();
        this.canvas.fit();
    }

    private clear(): void {
        this.journey.steps.length = 0;
        this.journey.pathStart = null;
        this.scene.clear();
        this.side.clear();
        this.frame.tell();
        this.frame.say("");
        this.remember();
    }

    private changed(): void {
        const empty = this.scene.graph.order === 0;
        this.welcome.element.hidden = !empty || this.view === "conflicts";
        this.frame.setEmpty(empty, this.view);
        this.count();
        this.remember();
    }

    private selected(): void {
        if (this.scene.selection !== null) this.side.show("selected");
        this.remember();
    }

    private count(): void {
        const { nodes, edges } = this.scene.visible();
        this.frame.say(this.scene.graph.order === 0 ? "" : listed(t("nodes", { n: nodes.length }), t("edges", { n: edges.length })));
    }

    private save(what: "png" | "svg" | "json" | "csv" | "link"): void {
        switch (what) {
            case "png":
                return void this.canvas.png().then((blob) => save("mirrorgraph.png", blob));
            case "svg":
                return save("mirrorgraph.svg", toSvg(this.scene, isDark()));
            case "json":
                return save("mirrorgraph.json", toJson(this.scene.visible()));
            case "csv":
                return save("mirrorgraph.csv", toCsv(this.scene.visible()));
            case "link":
                return void navigator.clipboard.writeText(location.href).then(
                    () => this.frame.say(t("linkCopied")),
                    () => this.frame.tell(t("linkFailed")),
                );
        }
    }

    private place(): Place {
        const { selection, filters } = this.scene;
        const fresh = freshFilters();
        const hidden = [...filters.hiddenKinds, ...filters.hiddenTypes].filter((name) => !fresh.hiddenKinds.has(name) && !fresh.hiddenTypes.has(name));
        return {
            steps: this.journey.steps,
            select: selection !== null && "node" in selection ? selection.node : undefined,
            edge: selection !== null && "edge" in selection ? selection.edge : undefined,
            view: this.view,
            asOf: filters.asOf ?? undefined,
            sure: Math.round(filters.minConfidence * 100),
            hide: hidden,
            lang: currentLanguage() === "zh" ? "zh" : undefined,
        };
    }

    private restoring = true; // until the link that led here was followed

    private remember(): void {
        if (this.restoring) return;
        const place = writePlace(this.place());
        if (location.hash !== place) history.replaceState(null, "", place);
    }

    private async restore(): Promise<void> {
        const place = readPlace(location.hash);
        this.restoring = true;
        try {
            for (const step of place.steps) await this.journey.repeat(step);
            const { filters } = this.scene;
            for (const name of place.hide ?? []) (/^[A-Z_]+$/.test(name) ? filters.hiddenTypes : filters.hiddenKinds).add(name);
            filters.minConfidence = (place.sure ?? 0) / 100;
            filters.asOf = place.asOf ?? null;
            this.scene.changed();
            if (place.view !== undefined) this.show(place.view);
            const edge = place.edge === undefined ? undefined : this.scene.edgeLike(place.edge);
            if (edge !== undefined) this.scene.select({ edge });
            else if (place.select !== undefined) this.restoreSelected(place.select);
        } finally {
            this.restoring = false;
            this.remember();
        }
    }

    // An answer that the link leads to stays in view over what is selected.
    private restoreSelected(id: string): void {
        const answered = readPlace(location.hash).steps.some(({ verb }) => verb === "trace" || verb === "impact" || verb === "path");
        if (answered) this.markStart(id);
        else this.scene.select({ node: id });
    }

    private toggleTheme(): void {
        setTheme(isDark() ? "light" : "dark");
        this.frame.nameTheme();
        this.canvas.redraw();
    }

    private toggleLanguage(): void {
        const next = currentLanguage() === "en" ? "zh" : "en";
        localStorage.setItem("language", next);
        history.replaceState(null, "", writePlace({ ...this.place(), lang: next }));
        location.reload();
    }

    private key(event: KeyboardEvent): void {
        if (event.key === "Escape") {
            this.frame.closeMenu();
            this.frame.tell();
            return this.closeSide();
        }
        const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
        if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
        const run = { "/": () => this.search.input.focus(), g: () => this.show("graph"), t: () => this.show("table"), c: () => this.show("conflicts"), q: () => this.showQuery() }[event.key];
        if (run === undefined) return;
        run();
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

document.documentElement.dataset["theme"] = localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
setLanguage(beginLanguage());
void new Page().start();
