// The service's HTTP interface (/openapi.json), as the page uses it.
import { get, post } from "./http";
import { plain, type EdgeData, type Evidence, type NodeData, type Part } from "../model";

// What the service sends, and what the page makes of it.

export interface SentNode {
    id: string;
    labels?: string[];
    name?: string;
    title?: string;
    name_zh?: string;
    properties?: Record<string, unknown>;
    evidence?: Evidence[];
}

export interface SentRelationship {
    type: string;
    source: string;
    target: string;
    properties?: Record<string, unknown>;
    evidence?: Evidence[];
}

export interface TraceGroup {
    role: string;
    total: number; // steps may hold fewer
    steps: TraceStep[];
}

export interface TraceStep extends SentNode {
    relationship?: SentRelationship;
    confidence?: number;
    standing?: string;
    repeated?: boolean; // its groups stand elsewhere in the trace
    gap?: string;
    groups: TraceGroup[];
}

export interface Trace extends TraceStep {
    summary: string[];
    gaps: string[];
}

export interface Affected extends SentNode {
    tier: string;
    score: number;
    path: { words: string; steps: { from: string; to: string; relationship: SentRelationship }[] };
}

export interface Impact extends SentNode {
    summary: string[];
    gaps: string[];
    affected: Affected[];
    total: number;
}

// About a property of a node; with `type`, about the source of that relationship to the node; with `source` too, about a
// property of the relationships between the two.
export interface Conflict {
    node: string;
    name: string;
    type?: string;
    source?: string;
    about?: string;
    sides: { value: unknown; source?: string; evidence: Evidence[] }[];
    settled?: { side: number; author: string; reason: string; date: string };
}

export interface Rows {
    fields: string[];
    values: unknown[][];
    part: Part;
}

export const kQueryRows = 1000;
export const kMostNeighbours = 150;

export function nodeOf(sent: SentNode): NodeData {
    const properties = { ...(sent.name_zh !== undefined && { name_zh: sent.name_zh }), ...sent.properties };
    const text = (key: string): string | undefined => (typeof sent.properties?.[key] === "string" ? (sent.properties[key] as string) : undefined);
    return {
        id: sent.id,
        labels: sent.labels ?? [],
        name: sent.name ?? text("name") ?? sent.id,
        title: sent.title ?? text("title"),
        properties,
        evidence: sent.evidence ?? [],
    };
}

// Relationships have no id of their own; ends, type and what the schema lets disagree tell parallel ones apart.
function edgeOf(sent: SentRelationship): EdgeData {
    const properties = sent.properties ?? {};
    const id = [sent.source, sent.type, sent.target, ...["date", "degree", "role"].map((key) => String(plain(properties[key]) ?? ""))].join("\t");
    return { id, type: sent.type, source: sent.source, target: sent.target, properties, evidence: sent.evidence ?? [] };
}

export async function search(text: string): Promise<NodeData[]> {
    const { items } = (await get("search", { q: text, limit: 12 })) as { items: SentNode[] };
    return items.map(nodeOf);
}

const kOfDocuments = "MENTIONED_IN";

export async function node(id: string): Promise<NodeData> {
    return nodeOf((await get(`nodes/${encodeURIComponent(id)}`)) as SentNode);
}

interface Degrees {
    relationships: Record<string, { outgoing: number; incoming: number }>;
}

// How many of each type to show: of a node with very many, some of each, so that a thousand standards do not hide three
// committees.
function shares(degrees: Degrees["relationships"]): { type: string; limit: number }[] {
    const types = Object.entries(degrees).filter(([type]) => type !== kOfDocuments);
    const counts = types.map(([type, { outgoing, incoming }]) => ({ type, count: outgoing + incoming })).sort((x, y) => x.count - y.count);
    let room = kMostNeighbours;
    return counts.map(({ type, count }, index) => {
        const limit = Math.min(count, Math.ceil(room / (counts.length - index)));
        room -= limit;
        return { type, limit };
    });
}

// The node with its neighbours; `cut` where it has more of them.
export async function neighbourhood(id: string): Promise<{ part: Part; cut: boolean }> {
    const place = `nodes/${encodeURIComponent(id)}`;
    const centre = (await get(place)) as SentNode & Degrees;
    interface Neighbours {
        items: { node: SentNode; relationship: SentRelationship }[];
        truncated: boolean;
    }
    const wanted = shares(centre.relationships).filter(({ limit }) => limit > 0);
    const found = (await Promise.all(wanted.map((share) => get(`${place}/neighbours`, share)))) as Neighbours[];
    const items = found.flatMap((one) => one.items);
    const part = { nodes: [nodeOf(centre), ...items.map((item) => nodeOf(item.node))], edges: items.map((item) => edgeOf(item.relationship)) };
    return { part, cut: found.some(({ truncated }) => truncated) };
}

export async function trace(id: string): Promise<{ answer: Trace; part: Part }> {
    const answer = (await get("trace", { subject: id })) as Trace;
    const part: Part = { nodes: [], edges: [] };
    const walk = (step: TraceStep, role?: string): void => {
        part.nodes.push({ ...nodeOf(step), role });
        if (step.relationship) part.edges.push(edgeOf(step.relationship));
        for (const group of step.groups) for (const next of group.steps) walk(next, group.role);
    };
    walk(answer);
    return { answer, part };
}

// The nodes in between are affected themselves, so the paths have their ends; a path through one that was cut off is left out.
export async function impact(id: string): Promise<{ answer: Impact; part: Part }> {
    const answer = (await get("impact", { subject: id })) as Impact;
    const nodes: NodeData[] = [nodeOf(answer)];
    for (const item of answer.affected) nodes.push({ ...nodeOf(item), tier: item.tier, score: item.score });
    const edges = answer.affected.flatMap(({ path }) => path.steps.map((step) => edgeOf(step.relationship)));
    return { answer, part: { nodes, edges } };
}

export async function conflicts(): Promise<Conflict[]> {
    return ((await get("conflicts")) as { conflicts: Conflict[] }).conflicts;
}

export async function isWritable(): Promise<boolean> {
    return ((await get("readyz").catch(() => ({}))) as { writable?: boolean }).writable === true;
}

interface SentElement {
    elementId?: string;
    labels?: string[];
    type?: string;
    startNodeElementId?: string;
    endNodeElementId?: string;
    properties?: Record<string, unknown>;
}

// Every node and relationship among the values, however deep in lists, maps and paths.
function elementsOf(values: unknown[][]): Part {
    const nodes = new Map<string, NodeData>();
    const edges = new Map<string, EdgeData>();
    const walk = (value: unknown): void => {
        if (Array.isArray(value)) return value.forEach(walk);
        if (value === null || typeof value !== "object") return;
        const element = value as SentElement;
        if (element.elementId !== undefined && element.labels !== undefined) {
            nodes.set(element.elementId, nodeOf({ id: element.elementId, labels: element.labels, properties: element.properties }));
        } else if (element.startNodeElementId !== undefined && element.endNodeElementId !== undefined && element.type !== undefined) {
            const edge = edgeOf({ type: element.type, source: element.startNodeElementId, target: element.endNodeElementId, properties: element.properties });
            edges.set(edge.id, edge);
        } else {
            Object.values(value).forEach(walk);
        }
    };
    walk(values);
    return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

export async function query(statement: string, parameters: Record<string, unknown> = {}): Promise<Rows> {
    const { data } = (await post("db/graph/query/v2", { statement, parameters })) as { data: { fields: string[]; values: unknown[][] } };
    return { ...data, part: elementsOf(data.values) };
}

// Documents and topics join almost everything, so a path through them would say nothing.
export async function shortestPath(from: string, to: string): Promise<Part> {
    const statement =
        "MATCH (a), (b) WHERE elementId(a) = $from AND elementId(b) = $to " +
        "MATCH p = ANY SHORTEST (a)-[:!MENTIONED_IN&!ABOUT]-{1,12}(b) RETURN p";
    return (await query(statement, { from, to })).part;
}

// All relationships of the type from the source to the target, with their evidence, which the rows of a query lack.
export async function parallels({ source, target, type }: { source: string; target: string; type: string }): Promise<EdgeData[]> {
    const answer = (await get("relationships", { source, target, type })) as { relationships: SentRelationship[] };
    return answer.relationships.map(edgeOf).filter((edge) => edge.source === source);
}

export async function statistics(): Promise<{ nodes: number; edges: number; documents: number }> {
    const { nodes, relationships, documents } = (await get("statistics")) as { nodes: number; relationships: number; documents: number };
    return { nodes, edges: relationships, documents };
}
