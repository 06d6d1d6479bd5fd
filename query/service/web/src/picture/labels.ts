// Names in the picture: broken into short lines below their node, with a rim of paper so that lines do not cross them.
import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";
import { nameOf, type NodeData } from "../model";
import { takeRoom } from "./line_names";

const kWidest = 24; // half-widths in a line
const kMostLines = 3;
export const kLineHeight = 15;

export interface Ink {
    text: string;
    paper: string;
    accent: string;
}
type Drawn = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">; // what is chosen is drawn once more, above the rest

// In half-widths: characters of Chinese are twice as wide.
export const widthOf = (text: string): number => [...text].reduce((sum, c) => sum + (c >= "\u2e80" ? 2 : 1), 0);

// Lines of at most kWidest, broken at spaces and after slashes and hyphens, between any characters of Chinese.
export function wrap(text: string): string[] {
    const lines = Math.ceil(widthOf(text) / kWidest);
    // Chinese in lines of equal length: else a single character may be left over.
    const even = /[\u2e80-\uffff]/u.test(text) ? breakAt(text, 2 * Math.ceil(widthOf(text) / lines / 2)) : [];
    return even.length === lines && lines <= kMostLines ? even : cut(breakAt(text, kWidest));
}

function breakAt(text: string, widest: number): string[] {
    const pieces = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff/-]+[/-]?\s*|[/-]\s*|\s+/gu) ?? [text];
    const lines: string[] = [];
    let line = "";
    let width = 0;
    for (const piece of pieces) {
        if (width > 0 && width + widthOf(piece.trimEnd()) > widest) {
            lines.push(line.trimEnd());
            [line, width] = ["", 0];
        }
        line += piece;
        width += widthOf(piece);
    }
    lines.push(line.trimEnd());
    return lines;
}

function cut(lines: string[]): string[] {
    if (lines.length <= kMostLines) return lines;
    return [...lines.slice(0, kMostLines - 1), `${lines[kMostLines - 1]!.slice(0, kWidest - 1)}…`];
}

export const wrappedName = (node: NodeData): string[] => wrap(nameOf(node));

export function drawName(context: CanvasRenderingContext2D, data: Drawn, settings: Settings, ink: Ink, bold = false): void {
    if (!data.label) return;
    context.font = `${bold ? "600 " : ""}${settings.labelSize}px ${settings.labelFont}`;
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = ink.paper;
    context.fillStyle = ink.text;
    wrap(data.label).forEach((line, index) => {
        const y = data.y + data.size + (bold ? 17 : 13) + index * kLineHeight;
        const half = context.measureText(line).width / 2;
        takeRoom({ left: data.x - half, right: data.x + half, top: y - settings.labelSize, bottom: y });
        if (data.highlighted && !bold) return; // drawn as chosen
        context.strokeText(line, data.x, y);
        context.fillText(line, data.x, y);
    });
    context.textAlign = "start";
}

// What is chosen or pointed at has a ring, and its name in bold.
export function drawChosen(context: CanvasRenderingContext2D, data: Drawn, settings: Settings, ink: Ink): void {
    drawName(context, data, settings, ink, true);
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = ink.accent;
    context.stroke();
}
