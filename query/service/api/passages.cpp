#include "query/service/api/passages.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "graph/facts.h"
#include "query/tasks/element_json.h"
#include "schema/json/json.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

// A place in the document, and what it speaks of: one of the two.
struct Place {
    const Evidence* evidence;
    NodeId node;
    RelationshipId relationship;
};

// A sentence, and what it is evidence of.
struct Passage {
    std::uint32_t line = 0;
    std::uint32_t page = 0;
    std::string_view text;
    bool begins_block = false;
    std::uint64_t end = 0;  // of its last place
    std::vector<NodeId> nodes = {};
    std::vector<RelationshipId> relationships = {};

    void add(const Place& place) {
        end = std::max(end, place.evidence->end);
        add_once(nodes, place.node);
        add_once(relationships, place.relationship);
    }

  private:
    template <class Id>
    static void add_once(std::vector<Id>& list, Id id) {
        if (!id.is_null() && std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
    }
};

std::vector<Place> places_in(const Snapshot& snapshot, std::string_view document) {
    std::vector<Place> places;
    for (const NodeId node : snapshot.nodes()) {
        for (const Evidence& piece : snapshot.evidence(node)) {
            if (piece.document == document) places.push_back({&piece, node, {}});
        }
    }
    for (const RelationshipId relationship : snapshot.relationships()) {
        for (const Evidence& piece : snapshot.evidence(relationship)) {
            if (piece.document == document) places.push_back({&piece, {}, relationship});
        }
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return std::tuple(a.evidence->begin, a.evidence->end, a.node, a.relationship) <
               std::tuple(b.evidence->begin, b.evidence->end, b.node, b.relationship);
    });
    return places;
}

// A mention stands inside its sentence and so not farther from the last one than the sentence is long; a sentence that
// is printed twice is two passages.
bool is_same(const Passage& passage, const Evidence& place) {
    return passage.text == place.text && place.begin <= passage.end + place.text.size();
}

std::vector<Passage> passages_of(const std::vector<Place>& places) {
    constexpr std::size_t kOpen = 8;  // sentences whose places may interleave
    std::vector<Passage> passages;
    for (const Place& place : places) {
        const auto from = passages.end() - static_cast<std::ptrdiff_t>(std::min(passages.size(), kOpen));
        auto found =
            std::find_if(from, passages.end(), [&](const Passage& it) { return is_same(it, *place.evidence); });
        if (found == passages.end()) {
            passages.push_back({place.evidence->line, place.evidence->page, place.evidence->text, true});
            found = std::prev(passages.end());
        }
        found->add(place);
    }
    return passages;
}

// The whole text; each place belongs to the sentence that begins last before it.
std::vector<Passage> passages_of(const std::vector<SourceSentence>& sentences, const std::vector<Place>& places) {
    std::vector<Passage> passages;
    std::vector<std::size_t> by_begin;
    for (const SourceSentence& sentence : sentences) {
        by_begin.push_back(passages.size());
        passages.push_back({sentence.line, sentence.page, sentence.text, sentence.begins_block});
    }
    if (passages.empty()) return passages;
    std::stable_sort(by_begin.begin(), by_begin.end(),
                     [&](std::size_t a, std::size_t b) { return sentences[a].begin < sentences[b].begin; });
    for (const Place& place : places) {
        const auto next = std::partition_point(by_begin.begin(), by_begin.end(), [&](std::size_t one) {
            return sentences[one].begin <= place.evidence->begin;
        });
        passages[next == by_begin.begin() ? *next : *std::prev(next)].add(place);
    }
    return passages;
}

class Writer {
  public:
    Writer(JsonWriter& json, const Snapshot& snapshot) : json_(json), snapshot_(snapshot), elements_(json, snapshot) {}

    void write(const Passage& passage) {
        json_.begin_object();
        elements_.number("line", passage.line);
        if (passage.page != 0) elements_.number("page", passage.page);
        if (!passage.text.empty()) elements_.text("text", shown(passage.text));
        if (passage.begins_block) elements_.flag("begins", true);
        list("nodes", passage.nodes, [this](NodeId node) { elements_.node(node); });
        list("relationships", passage.relationships, [this](RelationshipId relationship) { claim(relationship); });
        json_.end_object();
    }

    template <class Items, class Write>
    void list(std::string_view key, const Items& items, Write write) {
        json_.key(key);
        json_.begin_array();
        for (const auto& item : items) write(item);
        json_.end_array();
    }

  private:
    // A row may be as long as a document.
    static std::string shown(std::string_view text) {
        constexpr std::size_t kMostShown = 8'000;
        return text.size() <= kMostShown ? std::string(text) : truncate_to_width(text, kMostShown);
    }

    void claim(RelationshipId relationship) {
        json_.begin_object();
        elements_.text("source", snapshot_.id(snapshot_.source(relationship)));
        elements_.text("type", snapshot_.type_names()[snapshot_.type(relationship).value]);
        elements_.text("target", snapshot_.id(snapshot_.target(relationship)));
        json_.end_object();
    }

    JsonWriter& json_;
    const Snapshot& snapshot_;
    ElementJson elements_;
};

}  // namespace

std::string passages_answer(const IndexedGraph& graph, NodeId document, std::uint32_t line, std::size_t limit,
                            const SourceText& source) {
    const Snapshot& snapshot = *graph.snapshot;
    const std::vector<Place> places = places_in(snapshot, snapshot.id(document));
    const bool is_whole = source.state == SourceText::State::kWhole;
    const std::vector<Passage> all = is_whole ? passages_of(source.sentences, places) : passages_of(places);
    const auto at = std::find_if(all.begin(), all.end(), [line](const Passage& it) { return it.line >= line; });
    const auto reached = static_cast<std::size_t>(at - all.begin());
    std::size_t begin = reached - std::min(reached, limit / 2);
    begin = std::min(begin, all.size() - std::min(all.size(), limit));
    const std::size_t end = std::min(all.size(), begin + limit);
    JsonWriter json;
    Writer writer(json, snapshot);
    ElementJson elements(json, snapshot);
    json.begin_object();
    json.key("document");
    elements.node(document);
    elements.text("source", state_name(source.state));
    const std::vector<Passage> shown(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                     all.begin() + static_cast<std::ptrdiff_t>(end));
    writer.list("items", shown, [&](const Passage& passage) { writer.write(passage); });
    elements.number("before", static_cast<std::int64_t>(begin));
    elements.number("after", static_cast<std::int64_t>(all.size() - end));
    json.end_object();
    return std::string(json.text());
}

SourceText source_of(const IndexedGraph& graph, NodeId document, const SourceTexts& texts) {
    const Snapshot& snapshot = *graph.snapshot;
    const auto property = [&](std::string_view key) { return std::string(text_property(snapshot, document, key)); };
    return texts.text_of(std::string(snapshot.id(document)), property("path"), property("sha256"));
}

}  // namespace mirrorgraph::query
