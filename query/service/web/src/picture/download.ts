// What is on screen as a file: picture or data.
import { h } from "../dom";
import { term } from "../words/i18n";
import { confidenceOf, kindOf, lookOf, nameOf, type Part } from "../model";
import type { Scene } from "./scene";

export function save(name: string, content: Blob): void {
    const address = URL.createObjectURL(content);
    h("a", { href: address, download: name }).click();
    window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function toJson(part: Part): Blob {
    const graph = {
        directed: true,
        multigraph: true,
        graph: {},
        nodes: part.nodes.map(({ id, labels, properties, evidence }) => ({ id, labels, properties, evidence })),
        edges: part.edges.map(({ type, source, target, properties, evidence }) => ({ source, target, type, properties, evidence })),
    };
    return new Blob([JSON.stringify(graph, null, 1)], { type: "application/json" });
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
const cell = (value: string): string => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function toCsv(part: Part): Blob {
    const names = new Map(part.nodes.map((node) => [node.id, node.name]));
    const rows = [["source", "source_name", "type", "target", "target_name", "confidence", "document", "line", "text"]];
    for (const edge of part.edges) {
        const first = edge.evidence[0];
        rows.push([
            edge.source, names.get(edge.source) ?? "", edge.type, edge.target, names.get(edge.target) ?? "", String(confidenceOf(edge)),
            first?.document ?? "", first ? String(first.line) : "", first?.text ?? "",
        ]);
    }
    return new Blob([rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" });
}

const kNamespace = "http://www.w3.org/2000/svg";

function shape(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
    const element = document.createElementNS(kNamespace, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
}

export function toSvg(scene: Scene, dark: boolean): Blob {
    const { nodes, edges } = scene.visible();
    const place = new Map(nodes.map((node) => [node.id, scene.graph.getNodeAttributes(node.id)]));
    const xs = [...place.values()].map(({ x }) => x);
    const ys = [...place.values()].map(({ y }) => y);
    const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
    const span = Math.max(Math.max(...xs) - left, Math.max(...ys) - bottom, 1);
    const side = Math.max(900, 130 * Math.sqrt(nodes.length));
    const at = (id: string): [number, number] => {
        const { x, y } = place.get(id)!;
        return [90 + ((x - left) / span) * side, 60 + (1 - (y - bottom) / span) * side];
    };
    const ink = dark ? "#e8ecf0" : "#1c2733";
    const root = shape("svg", { xmlns: kNamespace, viewBox: `0 0 ${side + 260} ${side + 120}`, "font-family": "sans-serif", "font-size": 13 });
    root.append(shape("rect", { width: "100%", height: "100%", fill: dark ? "#14191f" : "#ffffff" }));
    for (const edge of edges) {
        const [[x1, y1], [x2, y2]] = [at(edge.source), at(edge.target)];
        const line = shape("line", { x1, y1, x2, y2, stroke: dark ? "#7d8b99" : "#8795a3", "stroke-width": 1.4 });
        line.append(shape("title", {}, term(edge.type)));
        root.append(line, shape("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 3, fill: ink, "font-size": 9, "text-anchor": "middle", opacity: 0.75 }, term(edge.type)));
    }
    for (const node of nodes) {
        const [x, y] = at(node.id);
        const look = lookOf(kindOf(node));
        const fill = dark ? look.dark : look.light;
        const mark = look.shape === "circle" ? shape("circle", { cx: x, cy: y, r: 8, fill }) : shape("rect", { x: x - 7, y: y - 7, width: 14, height: 14, fill });
        mark.append(shape("title", {}, node.name));
        root.append(mark, shape("text", { x: x + 12, y: y + 4, fill: ink }, nameOf(node)));
    }
    return new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" });
}
