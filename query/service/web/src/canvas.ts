// The scene as a picture: sigma draws, the scene says what is there and what is hidden.
import { DEFAULT_EDGE_CURVATURE, EdgeCurvedArrowProgram, indexParallelEdgesIndex } from "@sigma/edge-curve";
import { NodeSquareProgram } from "@sigma/node-square";
import { toBlob } from "@sigma/export-image";
import Sigma from "sigma";
import { EdgeArrowProgram, NodeCircleProgram } from "sigma/rendering";
import type { Attributes } from "graphology-types";
import { term } from "./i18n";
import { kindOf, lookOf, shortName } from "./model";
import type { EdgeAttributes, NodeAttributes, Scene } from "./scene";

export const isDark = (): boolean => document.documentElement.dataset["theme"] === "dark";
const ink = (): string => (isDark() ? "#e8ecf0" : "#1c2733");
const faint = (): string => (isDark() ? "#3a4652" : "#d5dbe1");
const line = (): string => (isDark() ? "#7d8b99" : "#8795a3");

export class Canvas {
    private readonly sigma: Sigma<NodeAttributes, EdgeAttributes>;
    private hovered: string | null = null;

    constructor(
        private readonly scene: Scene,
        container: HTMLElement,
        onExpand: (id: string) => void,
    ) {
        this.sigma = new Sigma<NodeAttributes, EdgeAttributes>(scene.graph, container, {
            defaultEdgeType: "straight",
            edgeProgramClasses: { straight: EdgeArrowProgram, curved: EdgeCurvedArrowProgram },
            nodeProgramClasses: { circle: NodeCircleProgram, square: NodeSquareProgram },
            enableEdgeEvents: true,
            renderEdgeLabels: true,
            labelFont: "system-ui, 'Noto Sans CJK SC', sans-serif",
            edgeLabelFont: "system-ui, 'Noto Sans CJK SC', sans-serif",
            labelSize: 13,
            edgeLabelSize: 11,
            labelRenderedSizeThreshold: 5,
            labelDensity: 1.2,
            minEdgeThickness: 1.4,
            zIndex: true,
            allowInvalidContainer: true,
            labelColor: { color: ink() },
            edgeLabelColor: { color: line() },
            nodeReducer: (id, attributes) => this.drawNode(id, attributes),
            edgeReducer: (id, attributes) => this.drawEdge(id, attributes),
        });
        this.sigma.on("clickNode", ({ node }) => scene.select({ node }));
        this.sigma.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
            preventSigmaDefault();
            onExpand(node);
        });
        this.sigma.on("clickEdge", ({ edge }) => scene.select({ edge }));
        this.sigma.on("clickStage", () => scene.select(null));
        this.sigma.on("enterNode", ({ node }) => this.hover(node));
        this.sigma.on("leaveNode", () => this.hover(null));
        scene.addEventListener("change", () => {
            this.curveParallels();
            this.redraw();
        });
        scene.addEventListener("select", () => this.redraw());
    }

    redraw(): void {
        this.sigma.setSetting("labelColor", { color: ink() });
        this.sigma.setSetting("edgeLabelColor", { color: line() });
        this.sigma.refresh();
    }

    resize(): void {
        this.sigma.resize();
        this.sigma.refresh();
    }

    fit(): void {
        void this.sigma.getCamera().animatedReset({ duration: 200 });
    }

    png(): Promise<Blob> {
        return toBlob(this.sigma as unknown as Sigma, { backgroundColor: isDark() ? "#14191f" : "#ffffff" });
    }

    private hover(node: string | null): void {
        this.hovered = node;
        this.sigma.refresh({ skipIndexation: true });
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

    // Of what is chosen or pointed at, its neighbours stay bright and the rest steps back.
    private focus(): string | null {
        if (this.hovered !== null && this.scene.graph.hasNode(this.hovered)) return this.hovered;
        const { selection } = this.scene;
        return selection !== null && "node" in selection ? selection.node : null;
    }

    private drawNode(id: string, { data, x, y }: NodeAttributes): Attributes {
        const look = lookOf(kindOf(data));
        const focus = this.focus();
        const near = focus === null || focus === id || this.scene.graph.areNeighbors(focus, id);
        return {
            x,
            y,
            label: shortName(data),
            type: look.shape,
            size: 6 + 2.4 * Math.sqrt(Math.min(this.scene.graph.degree(id), 40)),
            color: near ? (isDark() ? look.dark : look.light) : faint(),
            hidden: !this.scene.showsNode(id),
            forceLabel: focus === id || (focus !== null && near) || this.scene.graph.order < 60,
            highlighted: focus === id,
            zIndex: near ? 1 : 0,
        };
    }

    private drawEdge(id: string, attributes: EdgeAttributes): Attributes {
        const { data } = attributes;
        const { selection } = this.scene;
        const chosen = selection !== null && "edge" in selection && selection.edge === id;
        const focus = this.focus();
        const near = focus === null || data.source === focus || data.target === focus;
        return {
            ...attributes,
            label: near || chosen ? term(data.type) : "",
            forceLabel: chosen || (focus !== null && near),
            size: chosen ? 4 : 1.8,
            color: chosen ? (isDark() ? "#ffd166" : "#b3261e") : near ? line() : faint(),
            hidden: !this.scene.showsEdge(id),
            zIndex: near ? 1 : 0,
        };
    }
}
