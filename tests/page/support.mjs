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
        const run = `${this.axe}; axe.run({ resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", ")))`;
        const theme = await this.page.evaluate("document.documentElement.dataset.theme");
        for (const one of ["light", "dark"]) {
            await this.page.evaluate(`document.documentElement.dataset.theme = "${one}"`);
            assert.deepEqual(await this.page.evaluate(run), [], one);
        }
        await this.page.evaluate(`document.documentElement.dataset.theme = "${theme}"`);
    }

    // A station that fails ends the visit with its name. `expects`: what the browser may note, such as a status of 400.
    async station(name, action, { expects } = {}) {
        try {
            await action();
            await this.barriers();
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
