// The address of what is on screen: the steps that led there, in order, and the language.
//
// #trace=committee:ISO/TC 333&expand=...&impact=...&query=MATCH ...&path=a|b&select=...

export const kVerbs = ["trace", "expand", "impact", "query", "path"] as const;
export type Verb = (typeof kVerbs)[number];
export interface Step {
    verb: Verb;
    subject: string;
}

export interface Place {
    steps: Step[];
    select?: string;
    view?: "table";
    lang?: string;
}

export function readPlace(hash: string): Place {
    const place: Place = { steps: [] };
    for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
        if ((kVerbs as readonly string[]).includes(key)) place.steps.push({ verb: key as Verb, subject: value });
        else if (key === "select") place.select = value;
        else if (key === "view" && value === "table") place.view = value;
        else if (key === "lang") place.lang = value;
    }
    return place;
}

export function writePlace(place: Place): string {
    const parameters = new URLSearchParams();
    for (const { verb, subject } of place.steps) parameters.append(verb, subject);
    if (place.select) parameters.set("select", place.select);
    if (place.view) parameters.set("view", place.view);
    if (place.lang) parameters.set("lang", place.lang);
    return `#${parameters}`;
}
