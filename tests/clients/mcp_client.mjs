// The official client of the Model Context Protocol against the service, over HTTP and over standard input and output.
// Usage: node mcp_client.mjs PROGRAM GRAPH URL
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [program, graph, url] = process.argv.slice(2);
const calls = {
  find_entity: { text: "litihum" },
  trace_mirror: { subject: "iso/tc333" },
  impact_of: { subject: "Data Security Law" },
  explain_relationship: { source: "CNMRI", target: "ISO/TC 333" },
  query: { statement: "MATCH (b)-[m:MIRRORS]->(c) RETURN b.name, m.date, c" },
  get_schema: {},
};

async function talk(name, transport) {
  const client = new Client({ name: "mirrorgraph-test", version: "1.0.0" });
  await client.connect(transport);
  await client.ping();
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name).sort(), Object.keys(calls).sort());
  for (const [tool, args] of Object.entries(calls)) {
    // The client checks the answer against the tool's output schema.
    const answer = await client.callTool({ name: tool, arguments: args });
    assert.equal(answer.isError, false, tool);
    assert.ok(answer.structuredContent, tool);
    console.log(`${name}: ${tool}: ${answer.content[0].text.length} bytes`);
  }
  const wrong = await client.callTool({ name: "query", arguments: { statement: "CREATE (:Policy)" } });
  assert.equal(wrong.isError, true);
  await client.close();
}

await talk("http", new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
await talk("stdio", new StdioClientTransport({ command: program, args: ["mcp", "--graph", graph], env: process.env }));
