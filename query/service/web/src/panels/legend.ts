// What the colours mean, and which of it is shown: kinds, relationship types, confidence, time.
import { h, replace } from "../dom";
import { t, term } from "../words/i18n";
import { kindOf } from "../model";
import { swatch } from "./panels";
import type { Scene } from "../picture/scene";

export class Legend {
    readonly element = h("section", { class: "legend", "aria-label": "legend" });

    constructor(private readonly scene: Scene) {
        scene.addEventListener("change", () => this.draw());
    }

    draw(): void {
        const { graph, filters } = this.scene;
        this.element.setAttribute("aria-label", t("legend"));
        this.element.hidden = graph.order === 0;
        const kinds = this.count(graph.mapNodes((_, { data }) => kindOf(data)));
        const types = this.count(graph.mapEdges((_, { data }) => data.type));
        replace(
            this.element,
            h("h2", {}, t("legend")),
            this.toggles(kinds, filters.hiddenKinds, true),
            types.length > 0 && h("h2", {}, t("types")),
            this.toggles(types, filters.hiddenTypes, false),
            h("h2", {}, t("filters")),
            this.confidence(),
            this.time(),
        );
    }

    private count(names: string[]): [string, number][] {
        const counts = new Map<string, number>();
        for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
        return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    }

    private toggles(counts: [string, number][], hidden: Set<string>, coloured: boolean): HTMLElement {
        const item = ([name, count]: [string, number]): HTMLElement => {
            const box = h("input", {
                type: "checkbox",
                checked: !hidden.has(name),
                onchange: () => {
                    if (box.checked) hidden.delete(name);
                    else hidden.add(name);
                    this.scene.changed();
                },
            });
            return h("li", {}, h("label", {}, box, coloured && swatch(name), h("span", {}, term(name)), h("span", { class: "quiet" }, count)));
        };
        return h("ul", { class: "toggles" }, ...counts.map(item));
    }

    private confidence(): HTMLElement {
        const { filters } = this.scene;
        const caption = h("span", {}, t("minConfidence", { n: Math.round(filters.minConfidence * 100) }));
        const slider = h("input", {
            type: "range",
            min: "0",
            max: "100",
            step: "5",
            value: String(Math.round(filters.minConfidence * 100)),
            oninput: () => (caption.textContent = t("minConfidence", { n: slider.value })),
            onchange: () => {
                filters.minConfidence = Number(slider.value) / 100;
                this.scene.changed();
            },
        });
        return h("label", { class: "slider" }, caption, slider);
    }

    // The last position of the slider is "at any time".
    private time(): HTMLElement | null {
        const years = this.scene.years();
        if (years === null) return null;
        const { filters } = this.scene;
        const [first, last] = years;
        const text = (year: number): string => (year > last ? t("asOfAll") : t("asOf", { date: `${year}-12-31` }));
        const now = filters.asOf === null ? last + 1 : Number(filters.asOf.slice(0, 4));
        const caption = h("span", {}, text(now));
        const slider = h("input", {
            type: "range",
            min: String(first),
            max: String(last + 1),
            value: String(now),
            oninput: () => (caption.textContent = text(Number(slider.value))),
            onchange: () => {
                const year = Number(slider.value);
                filters.asOf = year > last ? null : `${year}-12-31`;
                this.scene.changed();
            },
        });
        return h("label", { class: "slider" }, caption, slider);
    }
}
