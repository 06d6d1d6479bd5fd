// page_test.mjs PROGRAM BROWSER: uses the page as a person does; a failed station ends it with its name. In this folder it
// finds corpus.json and, to be changed, writable/graph.json (run.sh makes both).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { serve, until, Visitor } from "./support.mjs";

const [program, browser, ...sources] = process.argv.slice(2);

// More nodes than a picture can show.
const kMany = 2100;
const many = Array.from({ length: kMany }, (_, i) => ({ id: `organization:${i}`, labels: ["Organization"], properties: { name: `Body ${i}` } }));
await writeFile("many.json", JSON.stringify({ directed: true, multigraph: true, graph: { format: "mirrorgraph", version: 1, schema: "standards" }, nodes: many, edges: [] }));

const reading = await serve(program, "corpus.json", "--sources", resolve(sources[0], "../.."));
const writing = await serve(program, "writable/graph.json", "--writable");
const large = await serve(program, "many.json");
const visitor = await Visitor.come(browser);
const { page } = visitor;
const { counts } = visitor;
const station = visitor.station.bind(visitor);
const visit = (link = "", service = reading) => visitor.visit(`${service.address}/${link}`);
const text = (selector) => page.textContent(selector);
const see = (selector) => page.waitForSelector(selector);

const kTc333 = "committee:ISO/TC 333";
const kBody = "organization:china-nonferrous-metals-industry-standard-measurement-and-quality-research-institute";
const kTrace = `#trace=${kTc333}&select=${kTc333}`;
const kClaim = `#expand=${kTc333}&edge=${encodeURIComponent([kBody, "MIRRORS", kTc333].join("\t"))}`;

async function reads() {
    await station("welcome", async () => {
        await visit();
        await see(".welcome >> text=/\\d+ nodes/");
        await see(".card >> text=Show 2 conflicts");
    });

    await station("an example leads to a trace", async () => {
        await page.click(".card:has-text('Trace a committee') button >> nth=0");
        await see("#panel-answer .group");
        assert.ok((await counts())[0] > 1);
    });

    await station("search finds any spelling and opens", async () => {
        await page.keyboard.press("/");
        await page.keyboard.type("iso/tc333");
        await see("#search-results [role=option] >> text=ISO/TC 333");
        await page.keyboard.press("Enter");
        await see(".details h2 >> text=ISO/TC 333");
        assert.ok((await counts())[0] > 1);
    });

    await station("a search without result says so", async () => {
        await page.fill("#search", "zzzzqqqq");
        await see("#search-results >> text=Nothing is called that");
        await page.keyboard.press("Escape");
        await page.waitForTimeout(200);
    });

    await station("trace shows mirror body and sentence", async () => {
        await visit(kTrace);
        await see("#panel-answer >> text=mirror body");
        await see("#panel-answer .source .quote");
        assert.match(await text("#panel-answer .source .place"), /line \d+ · \d+\s%/);
    });

    await station("a sentence of the trace leads to the evidence", async () => {
        await page.click("#panel-answer .source >> nth=0");
        await see(".details .claim >> text=mirrors");
        assert.match(await text(".details blockquote mark"), /ISO\/TC ?333|Nonferrous/);
        assert.match(await text(".details .evidence"), /line \d+.*rule [a-z-]+.*confidence \d+\s%/s);
        assert.match(await text(".details"), /start the service with --writable/);
    });

    await station("the sentence stands marked in its document", async () => {
        const sentence = await text(".details blockquote");
        await page.click(".details .place button");
        await see(".passages >> text=The whole text");
        assert.equal(await text(".passage.asked blockquote"), sentence);
        assert.ok((await page.locator(".passage").count()) > 1);
        assert.equal(await text(".between >> nth=0"), "Lithium: who does what");
        await page.click("#tab-selected");
        assert.equal(await text(".details blockquote"), sentence);
    });

    await station("a sentence of the text says what was read in it", async () => {
        await page.click("#tab-answer");
        await page.click(".passage:not(.asked) summary >> nth=0");
        await page.click(".passage:not(.asked) details[open] .named button >> nth=0");
        await see(".details h2");
        await visit(kTrace);
        await page.click("#panel-answer .source >> nth=0");
        await see(".details .claim >> text=mirrors");
    });

    await station("the link leads back to the same claim", async () => {
        const before = await counts();
        await page.reload();
        await see(".details .claim >> text=mirrors");
        await until(async () => (await counts())[0] === before[0]);
        assert.deepEqual(await counts(), before);
    });

    await station("impact shows tiers and paths in words", async () => {
        await visit("#impact=policy:data-security-law");
        await see("#panel-answer h3 >> text=direct");
        assert.match(await text("#panel-answer .words"), /is based on Data Security Law/);
        assert.match(await text("#panel-answer .strength"), /^\d+\s%$/);
        await page.click("#panel-answer .source >> nth=0");
        await see(".details .claim >> text=based on");
    });

    await station("a filter hides a kind and shows it again", async () => {
        await visit("#impact=policy:data-security-law");
        const [before] = await counts();
        await page.uncheck(".toggles label:has-text('Standard') input");
        assert.ok((await counts())[0] < before);
        assert.match(page.url(), /hide=Standard/);
        await page.check(".toggles label:has-text('Standard') input");
        assert.equal((await counts())[0], before);
    });

    await station("the slider of confidence hides what is less sure", async () => {
        const [, before] = await counts();
        await page.locator(".slider input").first().fill("95");
        await until(async () => (await counts())[1] < before);
        await page.locator(".slider input").first().fill("0");
        await until(async () => (await counts())[1] === before);
    });

    await station("the slider of dates hides what was not yet so", async () => {
        await visit(kTrace);
        assert.equal(await text(".slider >> nth=1"), "At any time");
        const [, before] = await counts();
        const slider = page.locator(".slider input").nth(1);
        await slider.fill(await slider.getAttribute("min"));
        await until(async () => (await counts())[1] < before || (await text(".slider >> nth=1")) !== "At any time");
        assert.match(await text(".slider >> nth=1"), /^As of \d{4}-12-31$/);
        assert.match(page.url(), /asof=\d{4}/);
        await slider.fill(await slider.getAttribute("max"));
        await until(async () => (await counts())[1] === before);
    });

    await station("the table says the same as the picture", async () => {
        const [, edges] = await counts();
        await page.click("#show-table");
        await see(".table tbody tr");
        assert.equal(await page.locator(".table tbody tr").count(), edges);
        await page.click(".table tbody tr td:nth-child(2) button >> nth=0");
        await see(".table tr.chosen");
        await see(".details .claim");
        await page.uncheck(".toggles li:has-text('mirrors') input");
        await until(async () => (await page.locator(".table tbody tr").count()) === (await counts())[1] || (await counts())[1] === 0);
        await page.check(".toggles li:has-text('mirrors') input");
        await page.click("#show-graph");
    });

    await station("conflicts stand side by side with their evidence", async () => {
        await page.click("#show-conflicts");
        const conflict = ".conflict:has-text('SAC/TC28')";
        await see(conflict);
        assert.ok((await page.locator(`${conflict} .side`).count()) >= 2);
        const [first, second] = await page.locator(`${conflict} .side`).all();
        assert.notEqual(await first.locator(".value").textContent(), await second.locator(".value").textContent());
        for (const side of [first, second]) {
            assert.match(await side.locator("blockquote").textContent(), /TC ?28/);
            assert.match(await side.locator(".place").textContent(), /line \d+/);
        }
        const [left, right] = [await first.boundingBox(), await second.boundingBox()];
        assert.ok(left.x + left.width <= right.x && Math.abs(left.y - right.y) < 2);
    });

    await station("a conflict of dates leads to the claim", async () => {
        assert.match(await text(".conflict:has-text('Rope Data') > .quiet"), /issued ← .*(MIIT|Ministry of Industry)/);
        await page.click(".conflict:has-text('Rope Data') .side:has-text('2021-11-03') button:has-text('Look at the claim')");
        await see(".details .claim >> text=issued");
        assert.match(await text(".details dl"), /2021-11-03/);
    });

    await station(
        "a mistake in a query is shown under a caret",
        async () => {
            await page.click("#show-query");
            await page.fill("#statement", "MATCH (a)-[:MIRORS]->(b) RETURN a");
            await page.click(".query button:has-text('Run')");
            await see(".fault >> text=did you mean");
            assert.match(await text(".fault pre"), /\n +\^{6}/);
        },
        { expects: /status of 400/ }, // the browser itself notes it
    );

    await station("the rows of a query become a picture", async () => {
        await page.fill("#statement", "MATCH (o)-[m:MIRRORS]->(c) RETURN o, m, c");
        await page.keyboard.press("Control+Enter");
        await page.click(".query button:has-text('Show in the graph')");
        await until(async () => (await counts())[0] > 8);
    });

    await station("a path between two nodes", async () => {
        await page.click("text=Clear");
        await see(".welcome");
        await visit("#expand=committee:SAC/TC243&select=committee:SAC/TC243");
        await page.click(".details button:has-text('Path from here')");
        await see(".notice >> text=choose where it shall lead");
        await page.fill("#search", "iso/tc 333");
        await see("#search-results [role=option] >> text=ISO/TC 333");
        await page.keyboard.press("Enter");
        await see(".details h2 >> text=ISO/TC 333");
        await page.click(".details button:has-text('Path to here')");
        await see("#panel-answer .path");
        assert.equal(await page.locator("#panel-answer .path > li").count(), 2);
        await visit(`#path=${kTc333}|committee:SAC/TC243`);
        await until(async () => (await counts())[0] === 3);
    });

    await station("keys choose views and close", async () => {
        await visit(kTrace);
        await see("#panel-answer .source");
        await page.keyboard.press("t");
        await see(".table:visible");
        await page.keyboard.press("c");
        await see(".conflict");
        await page.keyboard.press("g");
        await page.keyboard.press("q");
        assert.equal(await page.evaluate("document.activeElement.id"), "statement");
        await page.keyboard.press("Escape");
        assert.ok(await page.isHidden("aside.right"));
        await page.keyboard.press("/");
        assert.equal(await page.evaluate("document.activeElement.id"), "search");
        await page.keyboard.press("Escape");
    });

    await station("dark mode", async () => {
        await page.click("#toggle-theme");
        assert.equal(await page.evaluate("document.documentElement.dataset.theme"), "dark");
    });

    await station("Chinese", async () => {
        await page.click("#toggle-language");
        await see("nav >> text=矛盾");
        await see("#panel-answer >> text=国内对口单位");
        assert.equal(await page.evaluate("document.documentElement.lang"), "zh-CN");
        assert.match(page.url(), /lang=zh/);
        assert.deepEqual(await visitor.english(), []);
    });

    for (const [name, link, seen] of [
        ["welcome", "#lang=zh", ".welcome .card"],
        ["impact", "#lang=zh&impact=policy:data-security-law", "#panel-answer h3"],
        ["table", `#lang=zh&view=table&trace=${kTc333}`, ".table tbody tr"],
        ["conflicts", "#lang=zh&view=conflicts", ".conflict"],
        ["evidence", `${kClaim}&lang=zh`, ".details .evidence"],
    ]) {
        await station(`Chinese ${name}`, async () => {
            await visit(link);
            await see(seen);
            assert.deepEqual(await visitor.english(), []);
        });
    }

    await station("back to English", async () => {
        await visit(`${kTrace}&lang=zh`);
        await page.click("#toggle-language");
        await see("nav >> text=Conflicts");
    });

    await station("picture and data can be taken away", async () => {
        const [nodes, edges] = await counts();
        const take = async (label) => {
            await page.click(".menu summary");
            const [file] = await Promise.all([page.waitForEvent("download"), page.click(`.choices button:has-text("${label}")`)]);
            return [file.suggestedFilename(), await readFile(await file.path())];
        };
        const [json, graph] = await take("JSON");
        assert.equal(json, "mirrorgraph.json");
        assert.equal(JSON.parse(graph).nodes.length, nodes);
        assert.equal(JSON.parse(graph).edges.length, edges);
        const [csv, table] = await take("CSV");
        assert.equal(csv, "mirrorgraph.csv");
        assert.equal(table.toString().trimEnd().split("\r\n").length, edges + 1);
        const [svg, drawing] = await take("SVG");
        assert.equal(svg, "mirrorgraph.svg");
        assert.match(drawing.toString(), /^<svg .*ISO\/TC 333.*<\/svg>$/s);
        const [png, pixels] = await take("PNG");
        assert.equal(png, "mirrorgraph.png");
        assert.equal(pixels.subarray(1, 4).toString(), "PNG");
    });

    await station("too many nodes are refused with a word", async () => {
        await visit(`#query=${encodeURIComponent("MATCH (n) RETURN n")}`, large);
        await see(".notice >> text=/2,100 nodes are more than the 2,000/");
        assert.equal((await counts())[0], 0);
    });

    await station("a narrow screen shows everything below one another", async () => {
        await page.setViewportSize({ width: 390, height: 844 });
        await visit(kTrace);
        await see("#panel-answer .source");
        assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        await page.setViewportSize({ width: 1440, height: 900 });
    });
}

async function decides() {
    const fill = async (reason) => {
        await page.fill(".judgement textarea", reason);
        await page.fill(".judgement input >> nth=0", "L. Chen");
        await page.click(".judgement button:has-text('Record')");
    };

    await station("a document that is not at hand is shown by its sentences", async () => {
        await visit("#expand=committee:SAC/TC243&select=committee:SAC/TC243", writing);
        await page.click(".details .place button >> nth=0");
        await see(".passages >> text=not where the service may look");
        assert.equal(await page.locator(".between").count(), 0);
    });

    await station("a claim is rejected, and the page says when it takes effect", async () => {
        await visit(kClaim, writing);
        await page.click(".judgement button:has-text('Reject')");
        await fill("The table was misread");
        await see(".decision.reject >> text=/Rejected by L. Chen/");
        assert.match(await text(".decision"), /The table was misread.*It has taken effect/s);
        await see(".details >> text=The graph no longer holds it");
        assert.equal(await page.locator(".toggles li:has-text('mirrors')").count(), 0);
        const kept = JSON.parse(await readFile("writable/decisions.json", "utf8")).decisions;
        assert.deepEqual(kept.map(({ kind, source, type, target, author }) => [kind, source, type, target, author]), [["reject", kBody, "MIRRORS", kTc333, "L. Chen"]]);
    });

    await station("a rejection is taken back", async () => {
        await page.click(".decision button:has-text('Undo')");
        await see(".judgement button:has-text('Accept')");
        assert.deepEqual(JSON.parse(await readFile("writable/decisions.json", "utf8")).decisions, []);
    });

    await station("a decision without a reason is not sent", async () => {
        await page.click(".judgement button:has-text('Accept')");
        await page.click(".judgement button:has-text('Record')");
        assert.ok(await page.isVisible(".judgement textarea"));
        await page.click(".judgement button:has-text('Cancel')");
    });

    await station("a claim is accepted", async () => {
        await page.click(".judgement button:has-text('Accept')");
        await fill("Asked the institute");
        await see(".decision.confirm >> text=/Accepted by L. Chen/");
        await page.reload();
        await see(".decision.confirm >> text=Asked the institute");
    });

    await station("one of two dates is rejected, the other stays", async () => {
        await visit("#view=conflicts", writing);
        await page.click(".conflict:has-text('Rope Data') .side:has-text('2021-11-03') button:has-text('Look at the claim')");
        await page.click(".judgement button:has-text('Reject')");
        await fill("The notice says October");
        await see(".decision.reject >> text=/Rejected by L. Chen/");
        const last = JSON.parse(await readFile("writable/decisions.json", "utf8")).decisions.at(-1);
        assert.deepEqual(last.properties, { date: "2021-11-03" });
    });

    await station("of two titles one is said to be right", async () => {
        await page.click("#show-conflicts");
        const side = ".conflict:has-text('SAC/TC28') .side:has-text('Information Technology') >> nth=0";
        await page.click(`${side} >> button:has-text('This one is right')`);
        await fill("The list of committees");
        await until(async () => JSON.parse(await readFile("writable/decisions.json", "utf8")).decisions.length === 3);
    });
}

// What was decided in the browser is what a build makes of it.
async function rebuilds(sources) {
    execFileSync(program, ["build", "--out", "writable/graph.json", ...sources], { stdio: "ignore" });
    const rebuilt = await serve(program, "writable/graph.json");
    await station("a build has applied what was decided", async () => {
        await visit(kClaim, rebuilt);
        await see(".evidence.decided >> text=Asked the institute");
        await see(".decision.confirm >> text=It has taken effect");
        await page.click("#show-conflicts");
        await see(".conflict:has-text('SAC/TC28')");
        assert.equal(await page.locator(".conflict:has-text('Rope Data')").count(), 0);
    });
    rebuilt.stop();
}

let status = 0;
try {
    await reads();
    await decides();
    writing.stop();
    await rebuilds(sources);
} catch (error) {
    console.error(`page: ${error.message}`);
    status = 1;
}
await visitor.browser.close();
for (const service of [reading, writing, large]) service.stop();
console.log(`page: ${visitor.passed} passed, ${status} failed`);
process.exit(status);
