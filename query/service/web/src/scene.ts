// What is on screen: a part of the graph with positions, the filters over it, and what is selected.
import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import noverlap from "graphology-layout-noverlap";
import { beginOf, confidenceOf, endOf, kindOf, type EdgeData, type NodeData, type Part } from "./model";

// More than this a person cannot read, and a browser draws slowly.
export const kMostNodes = 2000;

export interface NodeAttributes {
    data: NodeData;
    x: number;
    y: number;
}
export interface EdgeAttributes {
    data: EdgeData;
}
export type SceneGraph = MultiDirectedGraph<NodeAttributes, EdgeAttributes>;

export type Selection = { node: string } | { edge: string } | null;

export interface Filters {
    hiddenKinds: Set<string>;
    hiddenTypes: Set<string>;
    minConfidence: number;
    asOf: string | null; // a date; null: any time
}

export class TooMany extends Error {
    constructor(readonly count: number) {
        super(`${count} nodes`);
    }
}

// The same nodes come to the same place in every visit: positions begin from a hash of the id.
function seat(id: string): { x: number; y: number } {
    let hash = 2166136261;
    for (let i = 0; i < id.length; ++i) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
    const angle = ((hash >>> 0) / 2 ** 32) * 2 * Math.PI;
    return { x: Math.cos(angle), y: Math.sin(angle) };
}

export class Scene extends EventTarget {
    readonly graph: SceneGraph = new MultiDirectedGraph<NodeAttributes, EdgeAttributes>();
    readonly filters: Filters = { hiddenKinds: new Set(["Document"]), hiddenTypes: new Set(["MENTIONED_IN"]), minConfidence: 0, asOf: null };
    selection: Selection = null;

    // Throws TooMany, and adds nothing, where the picture would hold more than kMostNodes.
    add(part: Part, near?: string): void {
        const fresh = part.nodes.filter((node) => !this.graph.hasNode(node.id));
        if (this.graph.order + fresh.length > kMostNodes) throw new TooMany(this.graph.order + fresh.length);
        const origin = near !== undefined && this.graph.hasNode(near) ? this.graph.getNodeAttributes(near) : { x: 0, y: 0 };
        for (const node of part.nodes) {
            if (this.graph.hasNode(node.id)) {
                const known = this.graph.getNodeAttribute(node.id, "data");
                this.graph.setNodeAttribute(node.id, "data", merge(known, node));
            } else {
                const { x, y } = seat(node.id);
                this.graph.addNode(node.id, { data: node, x: origin.x + x, y: origin.y + y });
            }
        }
        for (const edge of part.edges) {
            if (this.graph.hasEdge(edge.id)) {
                if (edge.evidence.length > 0) this.graph.setEdgeAttribute(edge.id, "data", edge);
                continue;
            }
            if (!this.graph.hasNode(edge.source) || !this.graph.hasNode(edge.target)) continue;
            this.graph.addDirectedEdgeWithKey(edge.id, edge.source, edge.target, { data: edge });
        }
        this.arrange();
        this.changed();
    }

    remove(id: string): void {
        if (!this.graph.hasNode(id)) return;
        this.graph.dropNode(id);
        if (this.selection !== null && !this.isSelectable(this.selection)) this.selection = null;
        this.changed();
    }

    removeEdge(id: string): void {
        if (!this.graph.hasEdge(id)) return;
        this.graph.dropEdge(id);
        this.select(null);
        this.changed();
    }

    clear(): void {
        this.graph.clear();
        this.selection = null;
        this.changed();
    }

    select(selection: Selection): void {
        this.selection = selection !== null && this.isSelectable(selection) ? selection : null;
        this.dispatchEvent(new Event("select"));
    }

    arrange(): void {
        if (this.graph.order < 2) return;
        const settings = { ...forceAtlas2.inferSettings(this.graph), adjustSizes: false, gravity: 1.2, scalingRatio: 12 };
        const iterations = this.graph.order < 200 ? 400 : this.graph.order < 800 ? 150 : 60;
        forceAtlas2.assign(this.graph, { iterations, settings });
        noverlap.assign(this.graph, { maxIterations: 60, settings: { margin: 3, ratio: 1.4 } });
    }

    changed(): void {
        this.dispatchEvent(new Event("change"));
    }

    showsNode(id: string): boolean {
        const { data } = this.graph.getNodeAttributes(id);
        if (this.filters.hiddenKinds.has(kindOf(data))) return false;
        return this.holds(data.properties);
    }

    showsEdge(id: string): boolean {
        const { data } = this.graph.getEdgeAttributes(id);
        if (this.filters.hiddenTypes.has(data.type) || confidenceOf(data) < this.filters.minConfidence) return false;
        return this.holds(data.properties) && this.showsNode(data.source) && this.showsNode(data.target);
    }

    visible(): Part {
        const nodes = this.graph.filterNodes((id) => this.showsNode(id)).map((id) => this.graph.getNodeAttribute(id, "data"));
        const edges = this.graph.filterEdges((id) => this.showsEdge(id)).map((id) => this.graph.getEdgeAttribute(id, "data"));
        return { nodes, edges };
    }

    // First and last year of which anything on screen speaks.
    years(): [number, number] | null {
        const years: number[] = [];
        const note = (properties: Record<string, unknown>): void => {
            for (const date of [beginOf(properties), endOf(properties)]) if (date) years.push(Number(date.slice(0, 4)));
        };
        this.graph.forEachNode((_, { data }) => note(data.properties));
        this.graph.forEachEdge((_, { data }) => note(data.properties));
        return years.length > 0 ? [Math.min(...years), Math.max(...years)] : null;
    }

    private holds(properties: Record<string, unknown>): boolean {
        const { asOf } = this.filters;
        if (asOf === null) return true;
        const begin = beginOf(properties);
        const end = endOf(properties);
        return (begin === undefined || begin <= asOf) && (end === undefined || end > asOf);
    }

    private isSelectable(selection: NonNullable<Selection>): boolean {
        return "node" in selection ? this.graph.hasNode(selection.node) : this.graph.hasEdge(selection.edge);
    }
}

// A later answer may know more of a node (its evidence) or less (a row of a query).
function merge(known: NodeData, other: NodeData): NodeData {
    return {
        ...known,
        ...other,
        properties: { ...known.properties, ...other.properties },
        evidence: other.evidence.length > 0 ? other.evidence : known.evidence,
        role: other.role ?? known.role,
        tier: other.tier ?? known.tier,
    };
}
