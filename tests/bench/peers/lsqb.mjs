// node lsqb.mjs OURS.json: runs LSQB's nine questions on the engines of package.json, one thread each, best of three,
// beside the times that bench_query has left in OURS.json (Google Benchmark's format), and prints times and ratios.
//
// The data is what the package kuzu ships. Kuzu and Ladybug answer the questions as that package writes them, with KNOWS
// loaded in both directions, and where posts and comments are asked for together over a table that has both, which is
// much faster; DuckDB joins the same edge lists.
import { createRequire } from 'node:module';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const kuzuFolder = path.dirname(require.resolve('kuzu'));
const data = path.join(kuzuFolder, 'kuzu-source/dataset/lsqb-sf01');
const queries = path.join(kuzuFolder, 'kuzu-source/benchmark/lsqb/queries');
const counts = [8773828, 82990, 30456, 784511, 1079722, 55607896, 1628132, 537142, 51009398];
const rounds = 3;

// --- Kuzu and those who descend from it.

// Tables of posts and comments together.
const messageTables = [
    'CREATE NODE TABLE Message(id INT64, PRIMARY KEY (id))',
    'CREATE REL TABLE Message_hasTag_Tag(FROM Message TO Tag)',
    'CREATE REL TABLE Message_hasCreator_Person(FROM Message TO Person, MANY_ONE)',
    'CREATE REL TABLE Person_likes_Message(FROM Person TO Message)',
    'CREATE REL TABLE Comment_replyOf_Message(FROM Comment TO Message, MANY_ONE)',
    ...['Post', 'Comment'].flatMap((kind) => [
        `COPY Message FROM "${data}/${kind}.csv"`,
        `COPY Message_hasTag_Tag FROM "${data}/${kind}_hasTag_Tag.csv"`,
        `COPY Message_hasCreator_Person FROM "${data}/${kind}_hasCreator_Person.csv"`,
        `COPY Person_likes_Message FROM "${data}/Person_likes_${kind}.csv"`,
        `COPY Comment_replyOf_Message FROM "${data}/Comment_replyOf_${kind}.csv"`,
    ]),
];
const messageQueries = {
    4: `MATCH (:Tag)<-[:Message_hasTag_Tag]-(m:Message)-[:Message_hasCreator_Person]->(:Person),
        (m)<-[:Person_likes_Message]-(:Person), (m)<-[:Comment_replyOf_Message]-(:Comment) RETURN count(*)`,
    5: `MATCH (t1:Tag)<-[:Message_hasTag_Tag]-(:Message)<-[:Comment_replyOf_Message]-(:Comment)-[:Comment_hasTag_Tag]->
        (t2:Tag) WHERE id(t1) <> id(t2) RETURN count(*)`,
    7: `MATCH (:Tag)<-[:Message_hasTag_Tag]-(m:Message)-[:Message_hasCreator_Person]->(:Person)
        OPTIONAL MATCH (m)<-[:Person_likes_Message]-(l:Person)
        OPTIONAL MATCH (m)<-[:Comment_replyOf_Message]-(c:Comment) RETURN count(*)`,
    8: `MATCH (t1:Tag)<-[:Message_hasTag_Tag]-(:Message)<-[:Comment_replyOf_Message]-(c:Comment)-[:Comment_hasTag_Tag]->
        (t2:Tag) WHERE NOT EXISTS { MATCH (c)-[:Comment_hasTag_Tag]->(t1) } AND id(t1) <> id(t2) RETURN count(*)`,
};

async function openCypherEngine(module) {
    const database = new module.Database(':memory:', 2 ** 31, true, false, 2 ** 34);
    const connection = new module.Connection(database, 1);
    const run = async (text) => {
        const result = await connection.query(text);
        const rows = await result.getAll();
        result.close();
        return rows;
    };
    for (const file of ['schema.cypher', 'copy.cypher']) {
        for (const statement of fs.readFileSync(path.join(data, file), 'utf8').split(';')) {
            if (statement.trim()) await run(statement.replace('dataset/lsqb-sf01', data));
        }
    }
    await run(`COPY Person_knows_Person FROM "${turnedKnows()}"`);
    for (const statement of messageTables) await run(statement);
    const text = (i) => messageQueries[i] ?? fs.readFileSync(path.join(queries, `q${i}.cypher`), 'utf8');
    return {
        ask: async (i) => Object.values((await run(text(i)))[0])[0],
        close: async () => {
            await connection.close();
            await database.close();
        },
    };
}

// The file of KNOWS with its columns exchanged.
function turnedKnows() {
    const [header, ...lines] = fs.readFileSync(path.join(data, 'Person_knows_Person.csv'), 'utf8').trim().split('\n');
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lsqb-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'Person_knows_Person.csv');
    fs.writeFileSync(file, [header, ...lines.map((line) => line.trim().split('|').reverse().join('|'))].join('\n') + '\n');
    return file;
}

// --- DuckDB. Every edge list is a table with the columns a (from) and b (to).

const views = {
    Knows: 'SELECT a, b FROM Person_knows_Person UNION ALL SELECT b, a FROM Person_knows_Person',
    Tagged: 'SELECT * FROM Post_hasTag_Tag UNION ALL SELECT * FROM Comment_hasTag_Tag',
    Created: 'SELECT * FROM Post_hasCreator_Person UNION ALL SELECT * FROM Comment_hasCreator_Person',
    Likes: 'SELECT * FROM Person_likes_Post UNION ALL SELECT * FROM Person_likes_Comment',
    Replies: 'SELECT * FROM Comment_replyOf_Post UNION ALL SELECT * FROM Comment_replyOf_Comment',
};
const home = (n) => `City_isPartOf_Country c${n}, Person_isLocatedIn_City p${n}`;
const sql = [
    `FROM City_isPartOf_Country c JOIN Person_isLocatedIn_City p ON p.b = c.a JOIN Forum_hasMember_Person m ON m.b = p.a
     JOIN Forum_containerOf_Post f ON f.a = m.a JOIN Comment_replyOf_Post r ON r.b = f.b
     JOIN Comment_hasTag_Tag t ON t.a = r.a JOIN Tag_hasType_TagClass k ON k.a = t.b`,
    `FROM Knows k JOIN Comment_hasCreator_Person c ON c.b = k.a JOIN Comment_replyOf_Post r ON r.a = c.a
     JOIN Post_hasCreator_Person p ON p.a = r.b AND p.b = k.b`,
    `FROM ${home(1)}, ${home(2)}, ${home(3)}, Knows k1, Knows k2, Knows k3
     WHERE p1.b = c1.a AND p2.b = c2.a AND p3.b = c3.a AND c1.b = c2.b AND c2.b = c3.b
       AND k1.a = p1.a AND k1.b = p2.a AND k2.a = p2.a AND k2.b = p3.a AND k3.a = p3.a AND k3.b = p1.a`,
    `FROM Tagged t JOIN Created c ON c.a = t.a JOIN Likes l ON l.b = t.a JOIN Replies r ON r.b = t.a`,
    `FROM Tagged t1 JOIN Replies r ON r.b = t1.a JOIN Comment_hasTag_Tag t2 ON t2.a = r.a WHERE t1.b <> t2.b`,
    `FROM Knows k1 JOIN Knows k2 ON k1.b = k2.a AND k1.a <> k2.b JOIN Person_hasInterest_Tag i ON i.a = k2.b`,
    `FROM Tagged t JOIN Created c ON c.a = t.a LEFT JOIN Likes l ON l.b = t.a LEFT JOIN Replies r ON r.b = t.a`,
    `FROM Tagged t1 JOIN Replies r ON r.b = t1.a JOIN Comment_hasTag_Tag t2 ON t2.a = r.a
     LEFT JOIN Comment_hasTag_Tag t3 ON t3.a = r.a AND t3.b = t1.b WHERE t1.b <> t2.b AND t3.a IS NULL`,
    `FROM Knows k1 JOIN Knows k2 ON k1.b = k2.a AND k1.a <> k2.b JOIN Person_hasInterest_Tag i ON i.a = k2.b
     LEFT JOIN Knows k3 ON k3.a = k1.a AND k3.b = k2.b WHERE k3.a IS NULL`,
];

async function openDuckDb(module) {
    const instance = await module.DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    for (const file of fs.readdirSync(data)) {
        const table = file.replace('.csv', '');
        if (!file.endsWith('.csv') || table.split('_').length !== 3) continue;
        await connection.run(`CREATE TABLE ${table} AS SELECT column0 AS a, column1 AS b FROM
            read_csv('${path.join(data, file)}', delim = '|', header = false, skip = 1)`);
    }
    for (const [name, query] of Object.entries(views)) await connection.run(`CREATE TABLE ${name} AS ${query}`);
    return {
        ask: async (i) => (await connection.runAndReadAll(`SELECT count(*) ${sql[i - 1]}`)).getRows()[0][0],
        close: async () => instance.closeSync(),
    };
}

// --- Measuring and printing.

async function measure(open) {
    const engine = await open();
    const times = [];
    for (let i = 1; i <= 9; ++i) {
        let best = Infinity;
        for (let round = 0; round < rounds; ++round) {
            const start = process.hrtime.bigint();
            const count = Number(await engine.ask(i));
            best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
            if (count !== counts[i - 1]) throw new Error(`question ${i}: ${count} instead of ${counts[i - 1]}`);
        }
        times.push(best);
    }
    await engine.close();
    return times;
}

function readOurs(file) {
    const best = Array(9).fill(Infinity);
    for (const run of JSON.parse(fs.readFileSync(file, 'utf8').replace(/: -?NaN/g, ": null")).benchmarks) {
        const question = /^lsqb\/q:(\d)/.exec(run.name);
        if (!question || run.run_type !== 'iteration') continue;
        if (run.error_occurred) throw new Error(`question ${question[1]}: ${run.error_message}`);
        best[question[1] - 1] = Math.min(best[question[1] - 1], run.real_time);
    }
    return best;
}

const withSum = (times) => [...times, times.reduce((a, b) => a + b, 0)];
const row = (name, cells) => console.log(name.padEnd(16) + cells.map((cell) => cell.padStart(9)).join(''));

const engines = { kuzu: openCypherEngine, '@ladybugdb/core': openCypherEngine, '@duckdb/node-api': openDuckDb };

// In a process of its own, since some of them crash when they are unloaded.
function measureElsewhere(name) {
    const run = spawnSync(process.execPath, [process.argv[1], '--engine', name], { encoding: 'utf8' });
    const answer = /^\[.*\]$/m.exec(run.stdout);
    return answer ? JSON.parse(answer[0]) : run.stderr.trim().split('\n')[0];
}

async function main(argument, engine) {
    if (argument === '--engine') {
        const module = await import(engine);
        console.log(JSON.stringify(await measure(() => engines[engine](module.default ?? module))));
        return;
    }
    const ours = withSum(readOurs(argument));
    console.log('LSQB at scale 0.1: milliseconds on one thread, best of several, and how many times ours');
    row('', [...ours.slice(1).map((_, i) => `Q${i + 1}`), 'sum']);
    row('mirrorgraph', ours.map((time) => time.toFixed(1)));
    for (const name of Object.keys(engines)) {
        const answer = measureElsewhere(name);
        if (typeof answer === 'string') {
            console.log(`${name}: ${answer}`);
            continue;
        }
        const times = withSum(answer);
        row(name.replace(/\/.*|@/g, ''), times.map((time) => time.toFixed(1)));
        row('', times.map((time, i) => `x${(time / ours[i]).toFixed(1)}`));
    }
}

await main(process.argv[2], process.argv[3]).catch((error) => {
    console.error(error.message.split('\n')[0]);
    process.exitCode = 1;
});
