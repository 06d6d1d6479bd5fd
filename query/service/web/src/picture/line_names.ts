// Names of relationships along their lines, where no name of a node stands.
import { drawStraightEdgeLabel } from "sigma/rendering";
import type { EdgeLabelDrawingFunction } from "sigma/rendering";

export interface Box {
    left: number;
    top: number;
    right: number;
    bottom: number;
}

// Where on the line a name is tried, in parts of the room that it leaves free, from the middle on.
const kPlaces = [0, 0.5, -0.5, 1, -1];
const kStep = 5; // pixels between the points of a name that are looked at

// The names of nodes in one picture; the next one begins with none.
let taken: Box[] = [];
export const forgetNames = (): void => void (taken = []);
export const takeRoom = (box: Box): void => void taken.push(box);

const isTaken = (x: number, y: number, margin: number): boolean =>
    taken.some((box) => x > box.left - margin && x < box.right + margin && y > box.top - margin && y < box.bottom + margin);

// Moved along its line away from names of nodes; left out where there is no room, unless it is chosen.
export const drawLineName: EdgeLabelDrawingFunction = (context, edge, source, target, settings) => {
    if (!edge.label) return;
    const size = settings.edgeLabelSize;
    context.font = `${settings.edgeLabelWeight} ${size}px ${settings.edgeLabelFont}`;
    const [dx, dy] = [target.x - source.x, target.y - source.y];
    const length = Math.hypot(dx, dy);
    const free = length - source.size - target.size;
    const wide = Math.min(context.measureText(edge.label).width, free);
    if (free <= 0) return;
    const way = [dx / length, dy / length] as const;
    const reading = dx > 0 ? way : ([-way[0], -way[1]] as const);
    const middle = (length + source.size - target.size) / 2;
    const below = edge.size / 2 + size * 0.65; // of the line, to the middle of the letters
    const isFree = (shift: number): boolean => {
        const x = source.x + way[0] * (middle + shift) - reading[1] * below;
        const y = source.y + way[1] * (middle + shift) + reading[0] * below;
        for (let at = -wide / 2; at <= wide / 2; at += kStep) {
            if (isTaken(x + reading[0] * at, y + reading[1] * at, size * 0.4)) return false;
        }
        return true;
    };
    const shifts = kPlaces.map((part) => (part * (free - wide)) / 2);
    const shift = shifts.find(isFree) ?? ("forceLabel" in edge && edge.forceLabel ? 0 : undefined);
    if (shift === undefined) return;
    const moved = <T extends { x: number; y: number }>(end: T): T => ({ ...end, x: end.x + way[0] * shift, y: end.y + way[1] * shift });
    drawStraightEdgeLabel(context, edge, moved(source), moved(target), settings);
};
