// What the page knows of a graph, as the service sends it, and how kinds of nodes look.
import { currentLanguage } from "./words/i18n";

export interface Evidence {
    document: string; // id
    line: number;
    page?: number;
    text?: string;
    rule?: string;
    confidence: number;
}

export interface NodeData {
    id: string;
    labels: string[];
    name: string;
    title?: string;
    properties: Record<string, unknown>;
    evidence: Evidence[];
    role?: string; // what it is to the start of the answer that it came with
    tier?: string;
    score?: number;
}

export interface EdgeData {
    id: string;
    type: string;
    source: string;
    target: string;
    properties: Record<string, unknown>;
    evidence: Evidence[];
}

export interface Part {
    nodes: NodeData[];
    edges: EdgeData[];
}

export interface Look {
    light: string;
    dark: string;
    shape: "circle" | "square";
}

// Colours that people with any colour vision tell apart (Okabe and Ito); bodies are round, texts are square.
const kLooks: Record<string, Look> = {
    Agency: { light: "#0072b2", dark: "#4aa8e0", shape: "circle" },
    Organization: { light: "#3a9bd1", dark: "#8accf2", shape: "circle" },
    Committee: { light: "#00805d", dark: "#2fc79b", shape: "circle" },
    Standard: { light: "#b87700", dark: "#f0b429", shape: "square" },
    Policy: { light: "#c24e00", dark: "#ff8a4c", shape: "square" },
    Topic: { light: "#a8517f", dark: "#e39cc3", shape: "circle" },
    Document: { light: "#6b7480", dark: "#a3adb8", shape: "square" },
};
const kOtherLook: Look = { light: "#555a60", dark: "#c2c8ce", shape: "circle" };

export const lookOf = (label: string): Look => kLooks[label] ?? kOtherLook;
export const kindOf = (node: NodeData): string => node.labels[0] ?? "";

// A node of which only the id is known; ids begin with the kind: committee:ISO/TC 333.
export function nodeOfId(id: string, name?: string): NodeData {
    const prefix = id.slice(0, id.indexOf(":"));
    const label = prefix.charAt(0).toUpperCase() + prefix.slice(1);
    return { id, labels: label in kLooks ? [label] : [], name: name ?? id.slice(prefix.length + 1), properties: {}, evidence: [] };
}

// Properties come as JSON; dates as text or as {"$type": "Date", "_value"}.
export function plain(value: unknown): unknown {
    if (value !== null && typeof value === "object" && "_value" in value) return (value as { _value: unknown })._value;
    if (Array.isArray(value)) return value.map(plain);
    return value;
}

const dateOf = (properties: Record<string, unknown>, keys: string[]): string | undefined => {
    for (const key of keys) {
        const value = plain(properties[key]);
        if (typeof value === "string" && /^\d{4}/.test(value)) return value;
    }
    return undefined;
};

// From when and until when something holds; undefined where the graph does not say.
export const beginOf = (properties: Record<string, unknown>): string | undefined =>
    dateOf(properties, ["date", "issued", "published", "established", "effective"]);
export const endOf = (properties: Record<string, unknown>): string | undefined =>
    dateOf(properties, ["until", "withdrawn", "disbanded"]);

export function confidenceOf(edge: EdgeData): number {
    const value = plain(edge.properties["confidence"]);
    if (typeof value === "number") return value;
    return edge.evidence.reduce((most, item) => Math.max(most, item.confidence), edge.evidence.length > 0 ? 0 : 1);
}

const inChinese = (node: NodeData, key: string): string | undefined => {
    const text = currentLanguage() === "zh" ? node.properties[key] : undefined;
    return typeof text === "string" ? text : undefined;
};
export const nameOf = (node: NodeData): string => inChinese(node, "name_zh") ?? (node.name || node.id);
export function titleOf(node: NodeData): string | undefined {
    const title = inChinese(node, "title_zh") ?? node.title;
    return title === nameOf(node) ? undefined : title;
}

// The decisions of people stand in the graph as a document of their own.
export const isDecision = (evidence: Evidence): boolean => evidence.document === "decisions";

export const documentName = (id: string): string => (id === "decisions" ? "decisions.json" : id.replace(/^document:/, "").replace(/^.*[/\\](?=.)/, ""));
