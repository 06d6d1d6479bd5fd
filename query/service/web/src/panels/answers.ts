// Trace and impact as text beside the picture: a tree, and a list by tier with the path of each in words.
import { nodeOf, type Affected, type Impact, type SentRelationship, type Trace, type TraceStep } from "../service/api";
import { h } from "../dom";
import { currentLanguage, sentence, t, term } from "../words/i18n";
import { documentName, nameOf, nodeOfId, plain, type NodeData } from "../model";
import { button, nodeLink, percent } from "./panels";

// What a click in an answer leads to.
export interface Ways {
    node(node: NodeData): void;
    claim(relationship: SentRelationship): void;
}

// The sentence that a step was read in, as a way to all its evidence.
function source(relationship: SentRelationship | undefined, ways: Ways): HTMLElement | null {
    const first = relationship?.evidence?.[0];
    if (relationship === undefined || first === undefined) return null;
    const place = `${documentName(first.document)} · ${t("line", { n: String(first.line) })} · ${percent(first.confidence)}`;
    return h(
        "button",
        { class: "source", type: "button", title: t("evidence"), onclick: () => ways.claim(relationship) },
        first.text && h("span", { class: "quote" }, `“${first.text}”`),
        h("span", { class: "quiet place" }, place),
    );
}

const dateOf = (step: TraceStep): string => {
    const date = plain(step.relationship?.properties?.["date"]);
    return typeof date === "string" ? ` · ${date}` : "";
};

function traceStep(step: TraceStep, ways: Ways): HTMLElement {
    return h(
        "li",
        {},
        nodeLink(nodeOf(step), ways.node),
        h("span", { class: "quiet" }, [dateOf(step), step.standing ? ` · ${term(step.standing)}` : ""].join("")),
        source(step.relationship, ways),
        step.gap && h("p", { class: "gap" }, sentence(step.gap)),
        ...traceGroups(step, ways),
    );
}

const traceGroups = (step: TraceStep, ways: Ways): HTMLElement[] =>
    step.groups.map(({ role, total, steps }) =>
        h(
            "div",
            { class: "group" },
            h("p", { class: "role" }, total > steps.length ? `${term(role)} (${steps.length}/${total})` : term(role)),
            h("ul", {}, ...steps.map((next) => traceStep(next, ways))),
        ),
    );

const gaps = (list: string[]): HTMLElement | null =>
    list.length === 0 ? null : h("div", { class: "gaps" }, h("h3", {}, t("notKnown")), h("ul", {}, ...list.map((gap) => h("li", {}, sentence(gap)))));

// Sentences first, then the tree with the sentence that each step was read in, then what is not known.
export function traceNote(answer: Trace, ways: Ways): HTMLElement {
    return h(
        "div",
        { class: "tree" },
        ...answer.summary.map((text) => h("p", { class: "lead" }, sentence(text))),
        ...traceGroups(answer, ways),
        gaps(answer.gaps),
    );
}

// The way to an affected thing in words; in Chinese as arrows, since words of the service are English.
function pathWords({ path }: Affected, names: Map<string, string>): string {
    if (currentLanguage() === "en") return sentence(path.words);
    const name = (id: string): string => names.get(id) ?? nodeOfId(id).name;
    return path.steps.map(({ relationship: { source, type, target } }) => `${name(source)} —${term(type)}→ ${name(target)}`).join("；");
}

export function impactNote(answer: Impact, ways: Ways): HTMLElement {
    const names = new Map([answer, ...answer.affected].map((item) => [item.id, nameOf(nodeOf(item))]));
    const box = h("div", { class: "tree" }, ...answer.summary.map((text) => h("p", { class: "lead" }, sentence(text))));
    if (answer.total > answer.affected.length) box.append(h("p", { class: "quiet" }, t("affectedCut", { shown: answer.affected.length, n: answer.total })));
    for (const tier of new Set(answer.affected.map((item) => item.tier))) {
        const items = answer.affected
            .filter((item) => item.tier === tier)
            .map((item) =>
                h(
                    "li",
                    {},
                    nodeLink(nodeOf(item), ways.node),
                    h("span", { class: "strength", title: t("impact") }, percent(item.score)),
                    h("p", { class: "words" }, pathWords(item, names)),
                    ...item.path.steps.map(({ relationship }) => source(relationship, ways)),
                ),
            );
        box.append(h("h3", {}, `${term(tier)} (${items.length})`), h("ul", {}, ...items));
    }
    const missing = gaps(answer.gaps);
    if (missing) box.append(missing);
    return box;
}

// What a path leads over, step by step.
export function pathNote(steps: { from: NodeData; type: string; forward: boolean; claim: SentRelationship; to: NodeData }[], ways: Ways): HTMLElement {
    return h(
        "ol",
        { class: "plain path" },
        ...steps.map(({ from, type, forward, claim, to }) =>
            h("li", {}, nodeLink(from, ways.node), h("p", {}, button(forward ? `↓ ${term(type)}` : `↑ ${term(type)}`, () => ways.claim(claim), { class: "link" })), nodeLink(to, ways.node)),
        ),
    );
}
