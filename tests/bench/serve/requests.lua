-- wrk's requests of one kind: KIND of the environment, with subjects from the file SUBJECTS, one "id<TAB>name" a line.
-- With PAUSE (mean milliseconds) each connection waits before each request, a time of exponential distribution, so that all
-- together ask at a rate below what the service can do.
local kind = os.getenv("KIND")
local pause = tonumber(os.getenv("PAUSE") or "0")
local subjects = {}
for line in io.lines(os.getenv("SUBJECTS")) do
    local id, name = line:match("^(.-)\t(.*)$")
    subjects[#subjects + 1] = { id = id, name = name }
end

local function encode(text)
    return (text:gsub("[^%w%-_.~]", function(c) return string.format("%%%02X", c:byte()) end))
end

local json = { ["Content-Type"] = "application/json" }
local function query(statement, name)
    local body = string.format('{"statement": "%s", "parameters": {"name": "%s"}}', statement, name or "")
    return wrk.format("POST", "/db/x/query/v2", json, body)
end

local kinds = {
    node = function(one) return wrk.format("GET", "/nodes/" .. encode(one.id)) end,
    search = function(one) return wrk.format("GET", "/search?limit=10&q=" .. encode(one.name)) end,
    lookup = function(one) return query("MATCH (c:Committee {name: $name}) RETURN c.name, c.title", one.name) end,
    trace = function(one) return wrk.format("GET", "/trace?subject=" .. encode(one.name)) end,
    hops = function(one)
        return query("MATCH (c:Committee {name: $name})-[:LIAISES_WITH]-(d)-[:RESPONSIBLE_FOR]->(s)-[:REPLACES]->(o) RETURN count(o)", one.name)
    end,
    rows = function() return query("MATCH (s:Standard) RETURN s.name LIMIT 10000") end,
    write = function(one) return query("CREATE (t:Topic {name: $name})", "bench") end,
}
kinds.mixed = function(one) return math.random() < 0.02 and kinds.write(one) or kinds.node(one) end

kinds.writes = function(one) return math.random() < 0.01 and kinds.write(one) or kinds.lookup(one) end

function init() math.randomseed(os.time() + (tonumber(tostring({}):match("0x(%x+)"), 16) or 0) % 100000) end
function request() return kinds[kind](subjects[math.random(#subjects)]) end
if pause > 0 then
    function delay() return math.floor(-math.log(1 - math.random()) * pause + 0.5) end
end

function done(summary, latency)
    local seconds = summary.duration / 1e6
    local errors = summary.errors
    print(string.format("RESULT\t%.0f\t%.2f\t%.2f\t%.2f\t%d\t%d", summary.requests / seconds, latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, latency.max / 1000, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
