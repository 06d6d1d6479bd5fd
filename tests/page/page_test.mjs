// page_test.mjs PROGRAM GRAPH BROWSER: uses the page as a person does; a failed station ends it with its name.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [program, graph, browserPath] = process.argv.slice(2);
const axe = await readFile("node_modules/axe-core/axe.min.js", "utf8");

async function serve(...flags) {
    const server = spawn(program, ["serve", "--graph", graph, "--port", "0", ...flags], { stdio: ["ignore", "ignore", "pipe"] });
    for await (const line of createInterface({ input: server.stderr })) {
        const found = /http:\/\/[\d.]+:\d+/.exec(line);
        if (found) return { server, address: found[0] };
    }
    throw new Error("the service did not start");
}

const { server, address } = await serve();
const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--no-first-run", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
const context = await browser.newContext({ viewport: { width: 1500, height: 900 }, locale: "en-GB", colorScheme: "light", bypassCSP: false });
const page = await context.newPage();
const complaints = [];
page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/GPU stall|software WebGL/.test(message.text()) && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(error.message));

let passed = 0;
// axe is put in through the debugger, which the page's content policy does not bind.
async function barriers() {
    const found = await page.evaluate(`${axe}; axe.run({ resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.target.join(" ")).join(", ")))`);
    assert.deepEqual(found, []);
}
async function station(name, action, { expectComplaints = false } = {}) {
    try {
        await action();
        await barriers();
        if (!expectComplaints) assert.deepEqual(complaints, []);
        complaints.length = 0;
        passed += 1;
    } catch (error) {
        await page.screenshot({ path: "failed.png" });
        console.error(`page: ${name}: ${error.message}`);
        await end(1);
    }
    await page.screenshot({ path: `${name.replaceAll(" ", "-")}.png` });
}
async function end(status) {
    await browser.close();
    server.kill("SIGTERM");
    console.log(`page: ${passed} passed, ${status} failed`);
    process.exit(status);
}
const kTrace = "#trace=committee:ISO/TC 333&select=committee:ISO/TC 333";
// As a person who follows a link: a new page, not a change of place.
async function visit(link) {
    await page.goto("about:blank");
    await page.goto(address + "/" + link);
}
// The page's policy forbids what waitForFunction does, so the waiting is done here.
async function until(condition) {
    for (let i = 0; i < 100; ++i) {
        if (await condition()) return;
        await page.waitForTimeout(100);
    }
    throw new Error(`waited in vain for ${condition}`);
}
const counts = async () => (await page.textContent(".status")).match(/\d+/g)?.map(Number) ?? [0, 0];

await station("welcome", async () => {
    await page.goto(address);
    await page.waitForSelector(".welcome >> text=/\\d+ nodes/");
});

await station("search finds any spelling and opens", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("iso/tc333");
    await page.waitForSelector("#search-results [role=option] >> text=ISO/TC 333");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".details h2 >> text=ISO/TC 333");
    assert.ok((await counts())[0] > 1);
});

await station("a search without result says so", async () => {
    await page.fill("#search", "zzzzqqqq");
    await page.waitForSelector("#search-results >> text=Nothing is called that");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(200);
});

await station("trace shows mirror body and sentence", async () => {
    await visit(kTrace);
    await page.waitForSelector(".answer >> text=mirror body");
    await page.waitForSelector('.answer .quote:has-text("mirror body")');
});

await station("a relationship shows its evidence", async () => {
    await page.click(".details button:has-text('mirrors')");
    await page.waitForSelector(".details h2 >> text=mirrors");
    const quote = await page.textContent(".details blockquote");
    assert.match(quote, /mirror body|Lithium/);
    assert.match(await page.textContent(".details .evidence"), /line \d+.*rule [a-z-]+.*confidence \d+ %/s);
});

await station("the link leads back to the same picture", async () => {
    const before = await counts();
    await page.reload();
    await until(async () => (await counts())[0] === before[0]);
    assert.deepEqual(await counts(), before);
});

await station("impact shows tiers and paths in words", async () => {
    await visit("#impact=committee:ISO/TC 333");
    await page.waitForSelector(".answer h3 >> text=direct");
    assert.ok((await page.textContent(".answer .quote")).length > 10);
    await visit(kTrace);
    await page.waitForSelector(".answer >> text=mirror body");
});

await station("a filter hides a kind and shows it again", async () => {
    const [before] = await counts();
    await page.uncheck(".toggles label:has-text('Standard') input");
    assert.ok((await counts())[0] < before);
    await page.check(".toggles label:has-text('Standard') input");
    assert.equal((await counts())[0], before);
});

await station("the table says the same as the picture", async () => {
    const [, edges] = await counts();
    await page.click("#show-table");
    await page.waitForSelector(".table tbody tr");
    assert.equal(await page.locator(".table tbody tr").count(), edges);
    await page.click("#show-graph");
});

await station(
    "a mistake in a query is shown under a caret",
    async () => {
        await page.click("#show-query");
        await page.fill("#statement", "MATCH (a)-[:MIRORS]->(b) RETURN a");
        await page.click(".query button:has-text('Run')");
        await page.waitForSelector(".fault >> text=did you mean");
        assert.match(await page.textContent(".fault pre"), /\n +\^{6}/);
    },
    { expectComplaints: true }, // the browser itself notes the status 400
);

await station("the rows of a query become a picture", async () => {
    await page.fill("#statement", "MATCH (o)-[m:MIRRORS]->(c) RETURN o, m, c");
    await page.click(".query button:has-text('Run')");
    await page.click(".query button:has-text('Show in the graph')");
    await until(async () => (await counts())[0] > 8);
});

await station("a path between two nodes", async () => {
    await page.click("text=Clear");
    await visit("#path=committee:ISO/TC 333|committee:SAC/TC243");
    await until(async () => (await counts())[0] === 3);
});

await station("dark mode", async () => {
    await page.click("#toggle-theme");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

await station("Chinese", async () => {
    await page.click("#toggle-language");
    await page.waitForSelector("nav >> text=矛盾");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
});

await station("data can be taken away", async () => {
    await page.click(".menu summary");
    for (const [label, name] of [["JSON", "mirrorgraph.json"], ["CSV", "mirrorgraph.csv"], ["SVG", "mirrorgraph.svg"], ["PNG", "mirrorgraph.png"]]) {
        const [file] = await Promise.all([page.waitForEvent("download"), page.click(`.choices button:has-text("${label}")`)]);
        assert.equal(file.suggestedFilename(), name);
    }
});

await end(0);
