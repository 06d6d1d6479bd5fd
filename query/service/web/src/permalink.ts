// The address of what is on screen: the steps that led there, in order, what is selected, the view, the filters, the language.
//
// #trace=committee:ISO/TC 333&expand=...&impact=...&query=MATCH ...&path=a|b&select=...&edge=...&asof=2020&sure=80&hide=Standard

export const kVerbs = ["trace", "expand", "impact", "query", "path"] as const;
export type Verb = (typeof kVerbs)[number];
export interface Step {
    verb: Verb;
    subject: string;
}

export const kViews = ["graph", "table", "conflicts"] as const;
export type View = (typeof kViews)[number];

export interface Place {
    steps: Step[];
    select?: string; // a node
    edge?: string;
    view?: View;
    asOf?: string;
    sure?: number; // percent
    hide?: string[]; // kinds and relationship types
    lang?: string;
}

const isVerb = (key: string): key is Verb => (kVerbs as readonly string[]).includes(key);
const isView = (value: string): value is View => (kViews as readonly string[]).includes(value);

export function readPlace(hash: string): Place {
    const place: Place = { steps: [] };
    for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
        if (isVerb(key)) place.steps.push({ verb: key, subject: value });
        else if (key === "select" || key === "edge" || key === "lang") place[key] = value;
        else if (key === "view" && isView(value)) place.view = value;
        else if (key === "asof" && /^\d{4}$/.test(value)) place.asOf = `${value}-12-31`;
        else if (key === "sure" && /^\d{1,3}$/.test(value)) place.sure = Math.min(Number(value), 100);
        else if (key === "hide") place.hide = value.split(",").filter(Boolean);
    }
    return place;
}

export function writePlace(place: Place): string {
    const parameters = new URLSearchParams();
    for (const { verb, subject } of place.steps) parameters.append(verb, subject);
    if (place.select) parameters.set("select", place.select);
    if (place.edge) parameters.set("edge", place.edge);
    if (place.view && place.view !== "graph") parameters.set("view", place.view);
    if (place.asOf) parameters.set("asof", place.asOf.slice(0, 4));
    if (place.sure) parameters.set("sure", String(place.sure));
    if (place.hide && place.hide.length > 0) parameters.set("hide", place.hide.join(","));
    if (place.lang) parameters.set("lang", place.lang);
    return parameters.size > 0 ? `#${parameters}` : "#";
}
