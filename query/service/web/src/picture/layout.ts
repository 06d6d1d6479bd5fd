// Where nodes stand: drawn together by relationships, then moved apart until names can be read.
//
// Positions are pixels of a picture that is as large as the canvas, the origin in its middle, y upwards.
import type { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Attributes } from "graphology-types";
import { kLineHeight, widthOf, wrappedName } from "./labels";
import type { NodeData } from "../model";

export interface Size {
    width: number;
    height: number;
}
interface Placed {
    x: number;
    y: number;
    data: NodeData;
    named?: boolean; // there is room for its name
    drawn?: { x: number; y: number }; // where relationships draw it, before the canvas is thought of
}
type Graph<N extends Placed, E extends Attributes> = MultiDirectedGraph<N & Attributes, E>;

const kMargin = { x: 98, y: 60 }; // for names at the rim
const kBareNode = 26;
const kLongestMean = 190; // of the relationships of a small picture
const kMostBoxes = 400; // above this names are drawn where there is room

// The same nodes come to the same place in every visit: positions begin from a hash of the id.
export function seat(id: string): { x: number; y: number } {
    let hash = 2166136261;
    for (let i = 0; i < id.length; ++i) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
    const angle = ((hash >>> 0) / 2 ** 32) * 2 * Math.PI;
    return { x: Math.cos(angle) * 50, y: Math.sin(angle) * 50 };
}

export function arrange<N extends Placed, E extends Attributes>(graph: Graph<N, E>, size: Size): void {
    if (graph.order > 1) {
        const settings = { ...forceAtlas2.inferSettings(graph), adjustSizes: false, gravity: 1.2, scalingRatio: 12 };
        const iterations = graph.order < 200 ? 400 : graph.order < 800 ? 150 : 60;
        forceAtlas2.assign(graph, { iterations, settings });
    }
    graph.forEachNode((id, { x, y }) => graph.mergeNodeAttributes(id, { drawn: { x, y } } as Partial<N & Attributes>));
    refit(graph, size);
}

// The same picture on a canvas of another size.
export function refit<N extends Placed, E extends Attributes>(graph: Graph<N, E>, size: Size): void {
    if (graph.order === 0) return;
    graph.forEachNode((id, { drawn }) => drawn && graph.mergeNodeAttributes(id, { ...drawn } as Partial<N & Attributes>));
    fit(graph, size);
    for (let round = 0; round < 4 && graph.order <= kMostBoxes; ++round) {
        if (!separate(graph, size)) break;
        fit(graph, size);
    }
    nameWhereRoomIs(graph);
}

function fit<N extends Placed, E extends Attributes>(graph: Graph<N, E>, { width, height }: Size): void {
    const nodes = graph.nodes();
    const at = (id: string): Placed => graph.getNodeAttributes(id);
    const [xs, ys] = [nodes.map((id) => at(id).x), nodes.map((id) => at(id).y)];
    const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = (most: number, span: number): number => (span > 0 ? Math.max(most, 100) / span : Infinity);
    let [across, up] = [room(width - 2 * kMargin.x, right - left), room(height - 2 * kMargin.y, top - bottom)];
    // A picture may be stretched to fill the canvas, and is not blown up because it is small.
    const stretch = graph.order < 12 ? 1.5 : 3;
    [across, up] = [Math.min(across, up * stretch), Math.min(up, across * stretch)];
    const mean = graph.reduceEdges((sum, _edge, _data, _source, _target, a, b) => sum + Math.hypot((a.x - b.x) * across, (a.y - b.y) * up), 0) / Math.max(graph.size, 1);
    const shrink = graph.order < 12 && mean > kLongestMean ? kLongestMean / mean : 1;
    const scale = (factor: number): number => (Number.isFinite(factor) ? factor * shrink : 1);
    for (const id of nodes) {
        graph.mergeNodeAttributes(id, {
            x: (at(id).x - (left + right) / 2) * scale(across),
            y: (at(id).y - (bottom + top) / 2) * scale(up),
        } as Partial<N & Attributes>);
    }
}

interface Box {
    id: string;
    x: number;
    y: number;
    width: number;
    height: number;
}

// A node and its name.
function boxesOf<N extends Placed, E extends Attributes>(graph: Graph<N, E>): Box[] {
    return graph.mapNodes((id, attributes) => {
        const lines = wrappedName(attributes.data);
        const longest = Math.max(...lines.map(widthOf));
        return { id, x: attributes.x, y: attributes.y, width: longest * 6.6 + 14, height: lines.length * kLineHeight + 30 };
    });
}

// Those with most relationships first; where not all have room, the others show theirs when one looks closer.
function nameWhereRoomIs<N extends Placed, E extends Attributes>(graph: Graph<N, E>): void {
    const named: Box[] = [];
    const boxes = boxesOf(graph).sort((a, b) => graph.degree(b.id) - graph.degree(a.id));
    for (const box of boxes) {
        const height = box.height - 16; // names may come near the node below
        const free = named.every((other) => Math.abs(box.x - other.x) > (box.width + other.width) / 2 - 10 || Math.abs(box.y - other.y) > (height + other.height - 16) / 2);
        if (free) named.push(box);
        graph.mergeNodeAttributes(box.id, { named: free } as Partial<N & Attributes>);
    }
}

// Moves apart what overlaps, names too where the canvas has room for all; true where anything moved.
function separate<N extends Placed, E extends Attributes>(graph: Graph<N, E>, size: Size): boolean {
    const named = boxesOf(graph);
    const area = named.reduce((sum, { width, height }) => sum + width * height, 0);
    const boxes = area < 0.75 * size.width * size.height ? named : named.map((box) => ({ ...box, width: kBareNode, height: kBareNode }));
    let moved = false;
    for (let round = 0; round < 60; ++round) {
        let still = true;
        for (let i = 0; i < boxes.length; ++i) {
            for (let j = i + 1; j < boxes.length; ++j) {
                const [a, b] = [boxes[i]!, boxes[j]!];
                const across = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
                const up = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
                if (across <= 0 || up <= 0) continue;
                still = false;
                moved = true;
                if (across < up) {
                    const step = (a.x <= b.x ? -1 : 1) * (across / 2 + 0.5);
                    a.x += step;
                    b.x -= step;
                } else {
                    const step = (a.y <= b.y ? -1 : 1) * (up / 2 + 0.5);
                    a.y += step;
                    b.y -= step;
                }
            }
        }
        if (still) break;
    }
    for (const { id, x, y } of boxes) graph.mergeNodeAttributes(id, { x, y } as Partial<N & Attributes>);
    return moved;
}
