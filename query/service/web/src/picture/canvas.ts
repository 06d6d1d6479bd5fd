// The scene as a picture: sigma draws, the scene says what is there and what is hidden.
import { DEFAULT_EDGE_CURVATURE, EdgeCurvedArrowProgram, indexParallelEdgesIndex } from "@sigma/edge-curve";
import { toBlob } from "@sigma/export-image";
import { NodeSquareProgram } from "@sigma/node-square";
import type { Attributes } from "graphology-types";
import Sigma from "sigma";
import { EdgeArrowProgram, NodeCircleProgram } from "sigma/rendering";
import { term } from "../words/i18n";
import { drawChosen, drawName, type Ink } from "./labels";
import { drawLineName, forgetNames } from "./line_names";
import { kindOf, lookOf, nameOf } from "../model";
import type { EdgeAttributes, NodeAttributes, Scene } from "./scene";

export const isDark = (): boolean => document.documentElement.dataset["theme"] === "dark";
const kLight: Ink = { text: "#1c2733", paper: "#ffffff", accent: "#00609f" };
const kDark: Ink = { text: "#e8ecf0", paper: "#14191f", accent: "#6bb8ef" };
const ink = (): Ink => (isDark() ? kDark : kLight);
const faint = (): string => (isDark() ? "#2e3843" : "#dde3e9");
const line = (): string => (isDark() ? "#8593a1" : "#7f8d9b");
const quiet = (): string => (isDark() ? "#a7b3bf" : "#55626f");

const kClose = 0.55; // of the camera
const kLarge = 40; // nodes
const kFewLines = 14; // that can all bear their name

class SquareProgram extends NodeSquareProgram<NodeAttributes, EdgeAttributes> {
    override drawLabel = ((context, data, settings) => drawName(context, data, settings as never, ink())) as NodeSquareProgram["drawLabel"];
    override drawHover = ((context, data, settings) => drawChosen(context, data, settings as never, ink())) as NodeSquareProgram["drawHover"];
}

export class Canvas {
    private readonly sigma: Sigma<NodeAttributes, EdgeAttributes>;
    private hovered: string | null = null;
    private isClose = false; // near enough for every name
    private isCrowded = false; // names are left out

    constructor(
        private readonly scene: Scene,
        private readonly container: HTMLElement,
        onExpand: (id: string) => void,
    ) {
        const font = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
        this.sigma = new Sigma<NodeAttributes, EdgeAttributes>(scene.graph, container, {
            defaultEdgeType: "straight",
            edgeProgramClasses: { straight: EdgeArrowProgram, curved: EdgeCurvedArrowProgram },
            nodeProgramClasses: { circle: NodeCircleProgram, square: SquareProgram },
            defaultDrawNodeLabel: (context, data, settings) => drawName(context, data, settings as never, ink()),
            defaultDrawNodeHover: (context, data, settings) => drawChosen(context, data, settings as never, ink()),
            defaultDrawEdgeLabel: drawLineName as never,
            enableEdgeEvents: true,
            renderEdgeLabels: true,
            labelFont: font,
            edgeLabelFont: font,
            labelSize: 12.5,
            edgeLabelSize: 11,
            labelRenderedSizeThreshold: 5,
            labelDensity: 1.2,
            minEdgeThickness: 1.4,
            stagePadding: 0, // the layout leaves room for names
            zIndex: true,
            allowInvalidContainer: true,
            edgeLabelColor: { color: quiet() },
            nodeReducer: (id, attributes) => this.drawNode(id, attributes),
            edgeReducer: (id, attributes) => this.drawEdge(id, attributes),
        });
        this.sigma.on("beforeRender", forgetNames);
        this.sigma.on("clickNode", ({ node }) => scene.select({ node }));
        this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
            preventSigmaDefault();
            onExpand(node);
        });
        this.sigma.on("clickEdge", ({ edge }) => scene.select({ edge }));
        this.sigma.on("clickStage", () => scene.select(null));
        this.sigma.on("enterNode", ({ node }) => this.hover(node));
        this.sigma.on("leaveNode", () => this.hover(null));
        this.sigma.on("enterEdge", () => (container.style.cursor = "pointer"));
        this.sigma.on("leaveEdge", () => (container.style.cursor = ""));
        this.sigma.getCamera().on("updated", ({ ratio }) => {
            if (ratio < kClose === this.isClose) return;
            this.isClose = ratio < kClose;
            this.sigma.refresh();
        });
        scene.addEventListener("change", () => {
            this.frame();
            this.curveParallels();
            this.redraw();
        });
        scene.addEventListener("select", () => this.redraw());
        this.resize();
    }

    redraw(): void {
        this.sigma.setSetting("edgeLabelColor", { color: quiet() });
        this.sigma.refresh();
    }

    resize(): void {
        const { clientWidth: width, clientHeight: height } = this.container;
        if (width === 0 || height === 0) return;
        this.scene.resize({ width, height });
        this.frame();
        this.sigma.resize();
        this.sigma.refresh();
    }

    fit(): void {
        void this.sigma.getCamera().animatedReset({ duration: 200 });
    }

    png(): Promise<Blob> {
        return toBlob(this.sigma as unknown as Sigma, { backgroundColor: ink().paper });
    }

    private hover(node: string | null): void {
        this.hovered = node;
        this.container.style.cursor = node === null ? "" : "pointer";
        this.sigma.refresh({ skipIndexation: true });
    }

    // Shows at least the layout's own canvas, so that a small picture is not blown up.
    private frame(): void {
        const { width, height } = this.scene.size;
        const most = (of: "x" | "y", least: number): number => this.scene.graph.reduceNodes((far, _, attributes) => Math.max(far, Math.abs(attributes[of])), least);
        const [x, y] = [most("x", width / 2), most("y", height / 2)];
        this.isCrowded = this.scene.graph.someNode((_, { named }) => named === false);
        this.sigma.setCustomBBox({ x: [-x, x], y: [-y, y] });
    }

    // Relationships between the same two nodes are bent apart.
    private curveParallels(): void {
        const { graph } = this.scene;
        indexParallelEdgesIndex(graph, { edgeIndexAttribute: "parallelIndex", edgeMaxIndexAttribute: "parallelMaxIndex" });
        graph.forEachEdge((id, attributes) => {
            const { parallelIndex: index, parallelMaxIndex: most } = attributes as Attributes;
            const bends = typeof index === "number" && typeof most === "number" && most > 0;
            graph.mergeEdgeAttributes(id, {
                type: bends ? "curved" : "straight",
                curvature: bends ? DEFAULT_EDGE_CURVATURE * (1 + 1.5 * index) : 0,
            } as Attributes);
        });
    }

    // Of what is pointed at, or chosen in a large picture, the ends and neighbours stay bright and the rest steps back.
    private dims(): boolean {
        return this.hovered !== null || this.scene.graph.order >= kLarge;
    }

    private focus(): { nodes: Set<string>; edge: string | null } | null {
        const { selection, graph } = this.scene;
        if (this.hovered !== null && graph.hasNode(this.hovered)) return { nodes: new Set([this.hovered]), edge: null };
        if (selection === null) return null;
        if ("node" in selection) return { nodes: new Set([selection.node]), edge: null };
        return { nodes: new Set(graph.extremities(selection.edge)), edge: selection.edge };
    }

    private drawNode(id: string, { data, x, y, named }: NodeAttributes): Attributes {
        const { graph } = this.scene;
        const look = lookOf(kindOf(data));
        const focus = this.focus();
        const chosen = focus?.nodes.has(id) ?? false;
        const near = focus === null || !this.dims() || chosen || (focus.edge === null && [...focus.nodes].some((other) => graph.areNeighbors(other, id)));
        return {
            x,
            y,
            label: named || this.isClose || chosen || id === this.hovered ? nameOf(data) : "",
            type: look.shape,
            size: 6 + 2 * Math.sqrt(Math.min(graph.degree(id), 40)),
            color: near ? (isDark() ? look.dark : look.light) : faint(),
            hidden: !this.scene.showsNode(id),
            forceLabel: chosen || named,
            highlighted: chosen,
            zIndex: near ? 1 : 0,
        };
    }

    private drawEdge(id: string, attributes: EdgeAttributes): Attributes {
        const { data } = attributes;
        const focus = this.focus();
        const chosen = focus?.edge === id;
        const near = focus === null || !this.dims() || chosen || (focus.edge === null && (focus.nodes.has(data.source) || focus.nodes.has(data.target)));
        const around = focus !== null && focus.edge === null && focus.nodes.size === 1 && (focus.nodes.has(data.source) || focus.nodes.has(data.target));
        const few = around ? [...focus.nodes].every((id) => this.scene.graph.degree(id) <= kFewLines) : this.scene.graph.size <= kFewLines;
        const legible = this.isClose || (!this.isCrowded && few);
        return {
            ...attributes,
            label: chosen || (near && legible) ? term(data.type) : "",
            forceLabel: chosen,
            size: chosen ? 4 : 1.8,
            color: chosen ? ink().accent : near ? line() : faint(),
            hidden: !this.scene.showsEdge(id),
            zIndex: near ? 1 : 0,
        };
    }
}
