// What the stations stand on: services, a browser, and the look for barriers and complaints at each.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const kFlags = ["--no-sandbox", "--no-first-run", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

export async function serve(program, graph, ...flags) {
    const server = spawn(program, ["serve", "--graph", graph, "--port", "0", ...flags], { stdio: ["ignore", "ignore", "pipe"] });
    for await (const line of createInterface({ input: server.stderr })) {
        const found = /http:\/\/[\d.]+:\d+/.exec(line);
        if (found) {
            server.stderr.resume(); // its log, unread
            return { address: found[0], stop: () => server.kill("SIGTERM") };
        }
    }
    throw new Error("the service did not start");
}

// A condition that comes true within ten seconds. The page's policy forbids what waitForFunction does.
export async function until(condition) {
    for (let i = 0; i < 100; ++i) {
        if (await condition()) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited in vain for ${condition}`);
}

export class Visitor {
    passed = 0;
    complaints = [];

    static async come(browserPath) {
        const visitor = new Visitor();
        visitor.axe = await readFile("node_modules/axe-core/axe.min.js", "utf8");
        visitor.browser = await chromium.launch({ executablePath: browserPath, args: kFlags });
        const context = await visitor.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", colorScheme: "light", bypassCSP: false });
        visitor.page = await context.newPage();
        visitor.page.on("console", (message) => {
            if (["error", "warning"].includes(message.type()) && !/GPU stall|software WebGL/.test(message.text())) visitor.complaints.push(message.text());
        });
        visitor.page.on("pageerror", (error) => visitor.complaints.push(error.message));
        return visitor;
    }

    // As a person who follows a link: a new page, not a change of place.
    async visit(address) {
        await this.page.goto("about:blank");
        await this.page.goto(address);
        await until(async () => (await this.page.textContent(".status")) !== "Working …" && (await this.page.locator(".welcome:visible, .canvas:visible, .table:visible, .conflicts:visible").count()) > 0);
    }

    // axe is put in through the debugger, which the page's content policy does not bind. Both themes are looked at.
    async barriers() {
        const run = `${this.axe}; axe.run({ resultTypes: ["violations"] }).then((r) => ({
            contrast: [...r.violations, ...r.passes].some((rule) => rule.id === "color-contrast"),
            found: r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", ")) }))`;
        const theme = await this.page.evaluate("document.documentElement.dataset.theme");
        for (const one of ["light", "dark"]) {
            await this.page.evaluate(`document.documentElement.dataset.theme = "${one}"`);
            assert.deepEqual(await this.page.evaluate(run), { contrast: true, found: [] }, one);
        }
        await this.page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    }

    // Nothing stands beyond the edge of a telephone's or a laptop's screen, but in what scrolls by itself.
    async overflow() {
        const size = this.page.viewportSize();
        for (const width of [390, 1280]) {
            await this.page.setViewportSize({ width, height: size.height });
            const measure = () => this.page.evaluate(`(() => {
                const scrolls = (e) => e !== null && (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
                const beyond = [...document.body.querySelectorAll("*")].filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement));
                return [Math.max(0, document.documentElement.scrollWidth - innerWidth), ...beyond.slice(0, 3).map((e) => e.tagName + "." + e.className + ": " + e.textContent.slice(0, 40))];
            })()`);
            // The picture follows a moment later.
            let wide = await measure();
            for (let i = 0; i < 20 && (wide.length > 1 || wide[0] > 0); ++i) {
                await new Promise((resolve) => setTimeout(resolve, 100));
                wide = await measure();
            }
            assert.deepEqual(wide, [0], `${width} px`);
        }
        await this.page.setViewportSize(size);
    }

    // English that a page in Chinese has left outside of what documents and the graph say.
    async english() {
        const places = "header button, header summary, .tools button, .tools summary, .status, .left, .role, .panel h3, .actions, .welcome h2, .welcome h3, .welcome .quiet, th, .fault p:last-child, .conflicts > p";
        const texts = await this.page.locator(`:is(${places}):visible`).allTextContents();
        // Sentences of answers hold names; one that was not translated begins with a small letter.
        const sentences = await this.page.locator(":is(.lead, .gaps li):visible").allTextContents();
        const isEnglish = (text) => /[A-Za-z]{3,}/.test(text.replace(/mirrorgraph|PNG|SVG|JSON|CSV|Esc|English/g, ""));
        return [...texts.filter(isEnglish), ...sentences.filter((text) => /^[a-z]+ /.test(text))];
    }

    // A station that fails ends the visit with its name. `expects`: what the browser may note, such as a status of 400.
    async station(name, action, { expects } = {}) {
        try {
            await action();
            await this.barriers();
            await this.overflow();
            assert.deepEqual(this.complaints.filter((text) => !expects?.test(text)), []);
            this.complaints.length = 0;
            this.passed += 1;
        } catch (error) {
            await this.page.screenshot({ path: "failed.png" });
            throw new Error(`${name}: ${error.stack}`);
        }
        await this.page.screenshot({ path: `${name.replaceAll(" ", "-")}.png` });
    }

    // Nodes and relationships on screen, as the page counts them.
    counts = async () => (await this.page.textContent(".status")).match(/\d+/g)?.map(Number) ?? [0, 0];
}
