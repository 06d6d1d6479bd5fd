// What is on screen: a part of the graph with positions, the filters over it, and what is selected.
import { MultiDirectedGraph } from "graphology";
import { arrange, refit, seat, type Size } from "./layout";
import { beginOf, confidenceOf, endOf, kindOf, type EdgeData, type NodeData, type Part } from "../model";

// More than this a person cannot read, and a browser draws slowly.
export const kMostNodes = 2000;

export interface NodeAttributes {
    data: NodeData;
    x: number;
    y: number;
    named?: boolean;
    drawn?: { x: number; y: number };
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

export const freshFilters = (): Filters => ({ hiddenKinds: new Set(["Document"]), hiddenTypes: new Set(["MENTIONED_IN"]), minConfidence: 0, asOf: null });

export class TooMany extends Error {
    constructor(readonly count: number) {
        super(`${count} nodes`);
    }
}

export class Scene extends EventTarget {
    readonly graph: SceneGraph = new MultiDirectedGraph<NodeAttributes, EdgeAttributes>();
    filters = freshFilters();
    selection: Selection = null;
    size: Size = { width: 900, height: 700 }; // of the canvas

    // Throws TooMany, and adds nothing, where the picture would hold more than kMostNodes.
    add(part: Part, near?: string): void {
        const fresh = new Set(part.nodes.map(({ id }) => id).filter((id) => !this.graph.hasNode(id)));
        if (this.graph.order + fresh.size > kMostNodes) throw new TooMany(this.graph.order + fresh.size);
        const origin = near !== undefined && this.graph.hasNode(near) ? this.graph.getNodeAttributes(near) : { x: 0, y: 0 };
        let grown = fresh.size > 0;
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
            grown = true;
        }
        if (grown) this.arrange();
        this.changed();
    }

    remove(id: string): void {
        if (!this.graph.hasNode(id)) return;
        const { selection } = this;
        if (selection !== null && ("node" in selection ? selection.node === id : this.graph.hasExtremity(selection.edge, id))) this.select(null);
        this.graph.dropNode(id);
        this.changed();
    }

    removeEdge(id: string): void {
        if (!this.graph.hasEdge(id)) return;
        if (this.selection !== null && "edge" in this.selection && this.selection.edge === id) this.select(null);
        this.graph.dropEdge(id);
        this.changed();
    }

    // The edge of this id, or one whose id begins so: a link need not name the date.
    edgeLike(id: string): string | undefined {
        return this.graph.findEdge((edge) => edge === id || edge.startsWith(`${id}\t`));
    }

    clear(): void {
        this.select(null);
        this.graph.clear();
        this.filters = freshFilters();
        this.changed();
    }

    select(selection: Selection): void {
        this.selection = selection !== null && this.isSelectable(selection) ? selection : null;
        this.dispatchEvent(new Event("select"));
    }

    arrange(): void {
        arrange(this.graph, this.size);
    }

    resize(size: Size): void {
        if (size.width === this.size.width && size.height === this.size.height) return;
        this.size = size;
        refit(this.graph, size);
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
        title: other.title ?? known.title,
        properties: { ...known.properties, ...other.properties },
        evidence: other.evidence.length > 0 ? other.evidence : known.evidence,
        role: other.role ?? known.role,
        tier: other.tier ?? known.tier,
    };
}
