// Where sources contradict each other: the statements side by side, each with its evidence.
import * as api from "../service/api";
import type { Conflict } from "../service/api";
import type { Decision, Draft } from "../service/decisions";
import { h, replace } from "../dom";
import { listed, t, term } from "../words/i18n";
import { decided, judgement } from "./judgement";
import { nodeOfId, plain, type Evidence, type NodeData } from "../model";
import { button, evidenceList, fault, nodeLink } from "./panels";

export interface ConflictWays {
    node(node: NodeData): void;
    claim(source: string, type: string, target: string, property?: [string, unknown]): void;
    open(item: Evidence): void;
    decided(): void;
}

const kMostCards = 200;

// By their ids; what a conflict names by its id alone has a name to show.
async function nodesOf(ids: string[]): Promise<Map<string, NodeData>> {
    const node = async (id: string) => [id, await api.node(id).catch(() => nodeOfId(id))] as const;
    return new Map(await Promise.all([...new Set(ids)].map(node)));
}

export class Conflicts {
    readonly element = h("div", { class: "conflicts", tabIndex: 0, role: "region", hidden: true });
    writable = false;

    constructor(private readonly ways: ConflictWays) {}

    async draw(): Promise<void> {
        this.element.setAttribute("aria-label", t("conflicts"));
        if (this.element.childElementCount === 0) replace(this.element, h("p", { class: "quiet" }, t("loading")));
        try {
            const found = await api.conflicts();
            const shown = found.slice(0, kMostCards);
            const sources = await nodesOf(shown.flatMap(({ source }) => source ?? []));
            replace(
                this.element,
                h("h2", {}, `${t("conflicts")} (${found.filter((conflict) => conflict.settled === undefined).length})`),
                h("p", { class: "quiet" }, t(found.length > 0 ? "conflictsWhy" : "noConflicts")),
                ...shown.map((conflict) => this.card(conflict, sources)),
                found.length > kMostCards && h("p", { class: "quiet" }, t("moreEvidence", { n: found.length - kMostCards })),
            );
        } catch (error) {
            replace(this.element, fault(error));
        }
    }

    private card(conflict: Conflict, sources: Map<string, NodeData>): HTMLElement {
        const { node, name, source, type, about, sides, settled } = conflict;
        return h(
            "article",
            { class: settled === undefined ? "conflict" : "conflict settled" },
            h(
                "h3",
                {},
                nodeLink(nodeOfId(node, name), this.ways.node),
                h("span", { class: "quiet" }, " · ", about !== undefined ? t("disagreeOn", { about: this.subject(type, about) }) : t("severalSources", { type: term(type ?? "") })),
            ),
            source !== undefined && h("p", { class: "quiet" }, `${term(type ?? "")} ← `, nodeLink(sources.get(source)!, this.ways.node)),
            settled !== undefined && h("p", { class: "note" }, t("settledBy", { author: settled.author, date: settled.date, reason: settled.reason })),
            h("div", { class: "sides" }, ...sides.map((side, at) => this.side(conflict, side, at))),
        );
    }

    private subject(type: string | undefined, about: string): string {
        return type === undefined ? term(about) : listed(term(type), term(about));
    }

    private side(conflict: Conflict, side: Conflict["sides"][number], at: number): HTMLElement {
        const value = plain(side.value);
        const text = Array.isArray(value) ? value.join("; ") : String(value);
        return h(
            "section",
            { class: conflict.settled?.side === at ? "side right" : "side" },
            h("p", { class: "value" }, conflict.about === undefined && side.source !== undefined ? nodeLink(nodeOfId(side.source, text), this.ways.node) : text),
            evidenceList(side.evidence, [text], (item) => this.ways.open(item), 2),
            this.choice(conflict, side),
        );
    }

    // A relationship is accepted or rejected where its evidence stands; of a property, one value is said to be right.
    private choice({ node, type, about, settled }: Conflict, { value, source }: Conflict["sides"][number]): HTMLElement | null {
        if (type !== undefined && source !== undefined) {
            const property: [string, unknown] | undefined = about === undefined ? undefined : [about, plain(value)];
            return button(t("seeClaim"), () => this.ways.claim(source, type, node, property));
        }
        if (!this.writable || about === undefined || settled !== undefined) return null;
        const box = h("div", {});
        const draft = (): Draft => ({ kind: "add", node, properties: { [about]: plain(value) } });
        const done = (decision: Decision): void => {
            replace(box, decided(decision, true, () => this.ways.decided()));
            if (decision.state === "applied") this.ways.decided();
        };
        box.append(judgement({ accept: draft, acceptLabel: t("thisIsRight"), done }));
        return box;
    }
}
