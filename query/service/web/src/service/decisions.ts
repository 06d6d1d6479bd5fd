// What people decide about claims: kept by the service in decisions.json beside the graph.
import * as http from "./http";
import { plain, type EdgeData } from "../model";

export interface Decision {
    number: number;
    kind: string;
    says: string;
    author: string;
    reason: string;
    date: string;
    state: string; // applied, waiting, or why it did not apply
    note?: string; // why it waits
}

// What is decided, without author and reason.
export type Draft = Record<string, unknown>;

export async function listDecisions(): Promise<Decision[]> {
    return ((await http.get("decisions")) as { items: Decision[] }).items;
}

export async function decide(draft: Draft, author: string, reason: string): Promise<Decision> {
    return (await http.post("decisions", { ...draft, author, reason })) as Decision;
}

// By what it says: numbers move when others take theirs back.
export async function undo({ says, author, reason, date }: Decision): Promise<void> {
    const found = (await listDecisions()).find((one) => one.says === says && one.author === author && one.reason === reason && one.date === date);
    if (found) await http.remove(`decisions/${found.number}`);
}

// The decisions that speak of a claim, by their words: "not so: a -[T]-> b, as 'document:x' has it".
export function decisionsOn({ source, type, target }: EdgeData, all: Decision[]): Decision[] {
    const claim = `: ${source} -[${type}]-> ${target}`;
    return all.filter(({ kind, says }) => {
        const end = says.indexOf(claim) + claim.length;
        return (kind === "reject" || kind === "confirm") && end >= claim.length && /^($|, )/.test(says.slice(end));
    });
}

// A verdict on one of several relationships of a type between the same two nodes names what sets it apart: a property,
// or the documents that speak of it.
export function verdict(kind: "confirm" | "reject", edge: EdgeData, parallels: EdgeData[]): Draft {
    const draft: Draft = { kind, source: edge.source, type: edge.type, target: edge.target };
    const others = parallels.filter(({ id }) => id !== edge.id);
    if (others.length === 0) return draft;
    const text = (one: EdgeData, key: string): string => JSON.stringify(plain(one.properties[key]) ?? null);
    const apart = ["date", "degree", "issuers", "role", "category"].filter(
        (key) => edge.properties[key] !== undefined && others.some((other) => text(other, key) !== text(edge, key)),
    );
    if (apart.length === 0) return { ...draft, documents: [...new Set(edge.evidence.map(({ document }) => document))] };
    return { ...draft, properties: Object.fromEntries(apart.map((key) => [key, plain(edge.properties[key])])) };
}
