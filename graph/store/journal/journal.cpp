#include "graph/store/journal/journal.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/error.h"
#include "schema/json/json.h"

namespace mirrorgraph {

namespace {

std::string segment_name(std::uint64_t first_sequence) { return fmt::format("{:020}", first_sequence); }

std::int64_t number(const Map& map, std::string_view key) {
    const auto found = map.find(key);
    if (found == map.end() || !found->second.is_integer() || found->second.as_integer() < 0) {
        throw Error(ErrorCode::kInvalidData, fmt::format("'{}' must be a number", key));
    }
    return found->second.as_integer();
}

Map parse_object(std::string_view payload) {
    const Value value = parse_json_value(payload, "record");
    if (!value.is_map()) throw Error(ErrorCode::kInvalidData, "it is no object");
    return value.as_map();
}

SnapshotNote parse_note(const Record& record) {
    const Map map = parse_object(record.payload);
    const auto hash = map.find("sha256");
    if (hash == map.end() || !hash->second.is_string()) throw Error(ErrorCode::kInvalidData, "it has no 'sha256'");
    SnapshotNote note;
    note.sequence = static_cast<std::uint64_t>(number(map, "sequence"));
    note.bytes = static_cast<std::uint64_t>(number(map, "bytes"));
    note.sha256 = hash->second.as_string();
    note.nodes = static_cast<std::uint64_t>(number(map, "nodes"));
    note.relationships = static_cast<std::uint64_t>(number(map, "edges"));
    note.record = record.sequence;
    return note;
}

void take(const Record& record, JournalContent& out) {
    switch (record.kind) {
        case RecordKind::kChange:
            for (const std::string_view one : changes_in(record.payload)) {
                out.changes.push_back({record.sequence, std::string(one)});
            }
            break;
        case RecordKind::kSnapshot: out.snapshots.push_back(parse_note(record)); break;
        case RecordKind::kPublished: {
            const auto which = static_cast<std::uint64_t>(number(parse_object(record.payload), "snapshot"));
            for (SnapshotNote& note : out.snapshots) note.is_published = note.is_published || note.record == which;
            break;
        }
    }
    out.last_sequence = record.sequence;
}

// False at the first fault.
bool read_segment(FileSystem& files, const std::string& folder, const std::string& name, bool is_last,
                  JournalContent& out) {
    const std::string bytes = files.read(folder + "/" + name);
    const ScanResult scan = scan_segment(bytes);
    const auto fault = [&](std::uint64_t offset, std::string what) {
        return JournalContent::Fault{name, offset, bytes.size(), std::move(what)};
    };
    if (scan.first_sequence == 0) {
        out.is_other_version = scan.end == ScanResult::End::kOtherVersion;
        (is_last && scan.end == ScanResult::End::kTorn ? out.torn : out.damage) = fault(0, scan.fault);
        return false;
    }
    const std::uint64_t expected = out.segments.empty() ? scan.first_sequence : out.last_sequence + 1;
    if (scan.first_sequence != expected || name != segment_name(scan.first_sequence)) {
        out.damage = fault(0, scan.first_sequence > expected
                                  ? fmt::format("records {} to {} are missing", expected, scan.first_sequence - 1)
                                  : fmt::format("record {} should have come", expected));
        return false;
    }
    out.segments.push_back({name, scan.first_sequence, scan.valid_bytes});
    out.last_sequence = scan.first_sequence - 1;
    for (const Record& record : scan.records) {
        try {
            take(record, out);
        } catch (const Error& error) {
            out.segments.back().valid_bytes = record.offset;
            out.damage = fault(record.offset, fmt::format("record {}: {}", record.sequence, error.what()));
            return false;
        }
    }
    switch (scan.end) {
        case ScanResult::End::kClean: return true;
        case ScanResult::End::kTorn:
            (is_last ? out.torn : out.damage) = fault(scan.valid_bytes, scan.fault);
            return false;
        case ScanResult::End::kDamaged:
        case ScanResult::End::kOtherVersion: out.damage = fault(scan.valid_bytes, scan.fault); return false;
    }
    return false;
}

}  // namespace

// JSON as we write it has no line ends of its own.
std::vector<std::string_view> changes_in(std::string_view payload) {
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin < payload.size();) {
        const std::size_t end = std::min(payload.find('\n', begin), payload.size());
        out.push_back(payload.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

std::string journal_folder(const std::string& graph_path) { return graph_path + ".journal"; }

bool is_segment_name(std::string_view name) {
    return name.size() == 20 && name.find_first_not_of("0123456789") == std::string_view::npos;
}

std::unique_ptr<FileLock> lock_journal(FileSystem& files, const std::string& graph_path) {
    std::string holder;
    auto lock = files.try_lock(journal_folder(graph_path) + "/lock", holder);
    if (lock) return lock;
    throw Error(
        ErrorCode::kConflict,
        fmt::format("'{}' is open for writing elsewhere, by {}", graph_path, holder.empty() ? "another" : holder),
        "stop that one first, or open the graph for reading only");
}

std::string SnapshotNote::file_name() const { return fmt::format("snapshot-{}.json", record); }

std::string to_json(const SnapshotNote& note) {
    JsonWriter json;
    const auto number = [&](std::string_view key, std::uint64_t value) {
        json.key(key);
        json.integer(static_cast<std::int64_t>(value));
    };
    json.begin_object();
    number("sequence", note.sequence);
    number("bytes", note.bytes);
    json.key("sha256");
    json.string(note.sha256);
    number("nodes", note.nodes);
    number("edges", note.relationships);
    json.end_object();
    return std::string(json.text());
}

std::optional<SnapshotNote> try_parse_note(const Record& record) {
    try {
        return parse_note(record);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string JournalContent::Fault::render(const std::string& folder) const {
    return fmt::format("{}/{}, byte {}: {}", folder, segment, offset, what);
}

const SnapshotNote* JournalContent::newest_published() const {
    const auto found =
        std::find_if(snapshots.rbegin(), snapshots.rend(), [](const auto& note) { return note.is_published; });
    return found == snapshots.rend() ? nullptr : &*found;
}

const SnapshotNote* JournalContent::find_base(const std::string& sha256) const {
    for (auto note = snapshots.rbegin(); note != snapshots.rend(); ++note) {
        if (note->sha256 == sha256) return &*note;
        if (note->is_published) break;
    }
    return nullptr;
}

std::uint64_t JournalContent::changes_after(std::uint64_t sequence) const {
    return static_cast<std::uint64_t>(std::count_if(changes.begin(), changes.end(),
                                                    [&](const Change& change) { return change.sequence > sequence; }));
}

JournalContent read_journal(FileSystem& files, const std::string& folder) {
    std::vector<std::string> names = files.list(folder);
    std::erase_if(names, [](const std::string& name) { return !is_segment_name(name); });
    JournalContent out;
    for (const std::string& name : names) {
        if (!read_segment(files, folder, name, name == names.back(), out)) break;
    }
    return out;
}

JournalWriter::JournalWriter(FileSystem& files, std::string folder, const JournalContent& content)
    : files_(files), folder_(std::move(folder)), last_sequence_(content.last_sequence) {
    for (const auto& segment : content.segments) segments_.push_back(segment.first_sequence);
    if (content.torn && content.torn->offset == 0) {
        files_.remove(path(content.torn->segment));
        files_.sync_folder(folder_);
    }
    if (segments_.empty()) {
        start_segment();
        return;
    }
    file_ = files_.open(path(content.segments.back().name));
    if (content.torn && content.torn->offset > 0) {
        file_->truncate(content.torn->offset);
        file_->sync();
    }
}

std::uint64_t JournalWriter::append(RecordKind kind, std::string payload) {
    file_->append(encode_record(kind, last_sequence_ + 1, std::move(payload)));
    file_->sync_data();
    return ++last_sequence_;
}

void JournalWriter::start_segment() {
    const std::uint64_t first = last_sequence_ + 1;
    if (!segments_.empty() && segments_.back() == first) return;
    auto file = files_.create(path(segment_name(first)));
    file->append(encode_segment_header(first));
    file->sync();
    files_.sync_folder(folder_);
    file_ = std::move(file);
    segments_.push_back(first);
}

void JournalWriter::forget(std::uint64_t sequence) {
    while (segments_.size() > 1 && segments_[1] <= sequence + 1) {
        files_.remove(path(segment_name(segments_.front())));
        // One by one, lest a crash leave a gap between those that remain.
        files_.sync_folder(folder_);
        segments_.erase(segments_.begin());
    }
}

}  // namespace mirrorgraph
