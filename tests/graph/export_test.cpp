#include "graph/export/export.h"

#include <filesystem>
#include <sstream>

#include "graph/export/attributes.h"
#include "graph/export/caption.h"
#include "graph/export/lifetimes.h"
#include "graph/export/text.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "schema/temporal/calendar.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::test;

namespace {

// Two committees, one standard, one document; parallel relationships, one of them evident.
PropertyGraph exported_sample() {
    PropertyGraph graph(Schema::open());
    const NodeId document = graph.add_node("document:1", {"Document"}, {{"path", "news.txt"}});
    const NodeId one = graph.add_node("committee:1", {"Committee"}, {{"name", "ISO/TC 1"}, {"mixed", 1}});
    const NodeId two = graph.add_node("committee:2", {"Committee"}, {{"name", "SAC/TC1"}, {"mixed", "a"}});
    const NodeId standard =
        graph.add_node("standard:1", {"Standard"}, {{"issued", Date{2020, 3, 0}}, {"withdrawn", Date{2024, 0, 0}}});
    const RelationshipId mirrors = graph.add_relationship(two, one, "MIRRORS", {{"date", Date{2021, 6, 17}}});
    graph.add_evidence(mirrors, {"document:1", 0, 9, 12, 0, "It mirrors it.", "mirror", 0.9});
    graph.add_relationship(two, one, "LIAISES_WITH");
    graph.add_relationship(one, document, "MENTIONED_IN");
    graph.add_node("alone", {"Topic"});
    graph.add_relationship(two, standard, "RESPONSIBLE_FOR");
    return graph;
}

std::string written(const Selection& selection, std::string_view format, const ExportOptions& options = {}) {
    std::string out;
    Output output([&](std::string_view bytes) { out.append(bytes); });
    find_export_format(format).write(selection, options, output);
    output.flush();
    return out;
}

std::vector<std::string> ids(const Selection& selection) {
    std::vector<std::string> out;
    for (const NodeId node : selection.nodes()) out.emplace_back(selection.snapshot().id(node));
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

TEST_CASE("selection: a part holds the ends of its relationships, once each") {
    const auto snapshot = Snapshot::freeze(exported_sample());
    const auto type = snapshot->find_type("MIRRORS");
    const RelationshipId mirrors = snapshot->relationships_of_type(*type)[0];
    const Selection part = Selection::part(snapshot, {}, {mirrors, mirrors});
    CHECK(ids(part) == std::vector<std::string>{"committee:1", "committee:2"});
    CHECK(part.relationships().size() == 1);
    CHECK(part.degree(snapshot->source(mirrors)) == 1);
    CHECK_FALSE(part.contains(*snapshot->find_node("alone")));
}

TEST_CASE("selection: documents and what stands alone can be left out") {
    const Selection whole = Selection::whole(Snapshot::freeze(exported_sample()));
    CHECK(whole.nodes().size() == 5);
    CHECK(ids(whole.without_documents()) ==
          std::vector<std::string>{"alone", "committee:1", "committee:2", "standard:1"});
    CHECK(ids(whole.without_documents().without_isolated()) ==
          std::vector<std::string>{"committee:1", "committee:2", "standard:1"});
}

TEST_CASE("attributes: types are those that all values share, names are unique without regard to case") {
    PropertyGraph graph(Schema::open());
    const std::int64_t large = (std::int64_t{1} << 53) + 1;
    graph.add_node("1", {}, {{"a", 1}, {"A", true}, {"n", 1}, {"big", large}, {"d", Date{2020, 1, 2}}, {"id", "x"}});
    graph.add_node("2", {}, {{"a", 2}, {"A", false}, {"n", 1.5}, {"big", 0.5}, {"d", Date{2020, 0, 0}}});
    graph.add_node("3", {}, {{"l", List{"x", "y"}}, {"m", List{1}}});
    const Selection whole = Selection::whole(Snapshot::freeze(graph));
    const std::array<std::string_view, 1> reserved = {"id"};
    const AttributeTable table = AttributeTable::of_nodes(whole, {}, reserved);
    std::map<std::string, AttributeType> types;
    for (const Attribute& attribute : table.attributes()) types[attribute.name] = attribute.type;
    CHECK(types["a"] == AttributeType::kInteger);
    CHECK(types["A_2"] == AttributeType::kBoolean);
    CHECK(types["n"] == AttributeType::kFloat);
    CHECK(types["big"] == AttributeType::kText);  // a float would lose its last digit
    CHECK(types["d"] == AttributeType::kDate);
    CHECK(types["l"] == AttributeType::kTexts);
    CHECK(types["m"] == AttributeType::kText);
    CHECK(types["id_2"] == AttributeType::kText);
}

TEST_CASE("lifetimes: phases follow each other without a gap, and a coarse date waits for what comes before it") {
    PropertyGraph graph(Schema::open());
    graph.add_node("law", {},
                   {{"issued", Date{2020, 3, 5}}, {"effective", Date{2021, 1, 1}}, {"until", Date{2022, 6, 0}}});
    graph.add_node("coarse", {}, {{"issued", Date{2020, 3, 0}}, {"effective", Date{2020, 0, 0}}});
    graph.add_node("over", {}, {{"published", Date{2020, 1, 2}}, {"withdrawn", Date{2019, 0, 0}}});
    const auto snapshot = Snapshot::freeze(graph);
    const Lifetimes lifetimes(Selection::whole(snapshot));
    const auto phases = [&](std::string_view id) {
        std::string out;
        for (const Phase& phase : lifetimes.phases(*snapshot->find_node(id))) {
            out += std::string(phase.name) + " " + phase.start + " to " + phase.end.value_or("") + "; ";
        }
        return out;
    };
    CHECK(phases("law") == "issued 2020-03-05 to 2020-12-31; effective 2021-01-01 to 2022-06-30; ");
    CHECK(phases("coarse") == "effective 2020-03-01 to ; ");
    CHECK(phases("over") == "published 2020-01-02 to ; ");
}

TEST_CASE("lifetimes: a coarse date begins on its first day and ends on its last") {
    const auto snapshot = Snapshot::freeze(exported_sample());
    const Lifetimes lifetimes(Selection::whole(snapshot));
    const Lifetime life = lifetimes.of(*snapshot->find_node("standard:1"));
    CHECK(life.start == "2020-03-01");
    CHECK(life.end == "2024-12-31");
    CHECK_FALSE(lifetimes.of(*snapshot->find_node("alone")).start);
}

TEST_CASE("export text: escapes and line breaks") {
    CHECK(escape_xml("a<b>&\"c\"\n\x01\t") == "a&lt;b&gt;&amp;&quot;c&quot;&#10;\xEF\xBF\xBD&#9;");
    CHECK(encode_iri_part("ISO/TC 333—锂") == "ISO%2FTC%20333%E2%80%94%E9%94%82");
    CHECK(quote_csv("plain") == "plain");
    CHECK(quote_csv("a \"b\", c") == "\"a \"\"b\"\", c\"");
    CHECK(to_string(last_day(Date{2024, 2, 0})) == "2024-02-29");
    CHECK(wrap_text("one two three four", 9, 5) == std::vector<std::string>{"one two", "three", "four"});
    CHECK(wrap_text("国家标准化管理委员会", 8, 2) == std::vector<std::string>{"国家标准", "化管理…"});
    CHECK(wrap_text("", 8, 2).empty());
}

TEST_CASE("export: every format writes the same bytes for the same graph, and an empty graph too") {
    const Selection whole = Selection::whole(Snapshot::freeze(exported_sample()));
    const Selection empty = Selection::whole(Snapshot::freeze(PropertyGraph(Schema::open())));
    for (const ExportFormat& format : export_formats()) {
        INFO(format.name);
        if (format.write == nullptr || format.name == "png" || format.name == "pdf") continue;
        const std::string text = written(whole, format.name);
        CHECK_FALSE(text.empty());
        CHECK(written(whole, format.name) == text);
        if (format.name == "svg") {
            CHECK_THROWS_AS(written(empty, format.name), Error);
        } else {
            CHECK_FALSE(written(empty, format.name).empty());
        }
    }
}

TEST_CASE("export: json of any graph loads again as the same graph, and a part of it as that part") {
    for (const std::uint32_t seed : {1U, 2U, 3U}) {
        const RandomGraph random = random_graph(seed, 400);
        std::ostringstream saved;
        write_graph(random.graph, saved);
        const auto snapshot = Snapshot::freeze(random.graph);
        CHECK(written(Selection::whole(snapshot), "json") == saved.str());
        const auto relationships = snapshot->relationships();
        const Selection part = Selection::part(
            snapshot, {}, {relationships.begin(), relationships.begin() + static_cast<long>(relationships.size() / 2)});
        const PropertyGraph loaded = parse_graph(written(part, "json"));
        CHECK(loaded.relationship_count() == part.relationships().size());
        CHECK(loaded.node_count() >= part.nodes().size());
    }
}

TEST_CASE("export: a sink that fails ends every format with its error") {
    PropertyGraph graph(Schema::open());
    const NodeId hub = graph.add_node("hub", {"Topic"});
    for (int i = 0; i < 2000; ++i) {
        graph.add_relationship(graph.add_node(fmt::format("node:{}", i), {"Topic"}, {{"name", std::string(80, 'x')}}),
                               hub, "PART_OF");
    }
    const Selection whole = Selection::whole(Snapshot::freeze(graph));
    for (const ExportFormat& format : export_formats()) {
        if (format.write == nullptr || format.is_picture) continue;
        INFO(format.name);
        Output output([](std::string_view) { throw Error(ErrorCode::kIo, "full"); });
        CHECK_THROWS_AS(format.write(whole, {}, output), Error);
    }
}

TEST_CASE("export: without evidence no sentence is written") {
    const Selection whole = Selection::whole(Snapshot::freeze(exported_sample()));
    ExportOptions bare;
    bare.evidence = false;
    for (const std::string_view format : {"json", "gexf", "graphml", "d3", "dot", "svg"}) {
        INFO(format);
        CHECK(written(whole, format).find("It mirrors it.") != std::string::npos);
        CHECK(written(whole, format, bare).find("It mirrors it.") == std::string::npos);
    }
}

TEST_CASE("export: a picture of too many nodes is refused and leaves the old file") {
    const TemporaryFolder folder;
    const std::string path = folder.write("old.svg", "old");
    ExportOptions options;
    options.picture_nodes = 4;
    const Selection whole = Selection::whole(Snapshot::freeze(exported_sample()));
    try {
        export_to(path, whole, find_export_format("svg"), options);
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kLimit);
        CHECK(std::string(error.what()) == "a picture of 5 nodes cannot be read; the limit is 4");
    }
    CHECK(read_file(path) == "old");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("export: unknown formats and layouts name the nearest") {
    const Selection whole = Selection::whole(Snapshot::freeze(exported_sample()));
    try {
        find_export_format("gexff");
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(std::string(error.what()) == "unknown format 'gexff'; did you mean 'gexf'?");
    }
    ExportOptions options;
    options.layout = "dott";
    CHECK_THROWS_WITH(written(whole, "svg", options), "unknown layout 'dott'; did you mean 'dot'?");
    CHECK(guess_export_format("a/b.GEXF")->name == "gexf");
    CHECK(guess_export_format("a/b") == nullptr);
}
