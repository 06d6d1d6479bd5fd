// The bytes of a journal segment: a header, then records. Pure functions; what they read may be damaged in any way.
//
//   segment   "mgjrnl" 0A 0D, first sequence (u64), format version (u32), CRC-32C of the 20 bytes before
//   record    payload length (u32), kind (u32), sequence (u64), CRC-32C of the 16 bytes before (u32), CRC-32C of the 20
//             bytes before and the payload (u32), payload
//
// Numbers are little-endian. Sequences count 1, 2, 3 ... without gaps over all segments. Payloads are padded with spaces
// to multiples of eight bytes, so that records begin at multiples of eight and no part of one that a disk sector could
// hold is all zero: a sector that was never written tells itself from one that was damaged.
//
// At most one record is on its way to the disk at a time; changes that wait at once share it. What a crash leaves of it, at the end of the last segment, is
// torn: too short, or with a sector of zeros in it. Anything else that is wrong is damage.
//
// Errors:  none; a ScanResult tells
// Threads: functions may run at once
// Source:  LevelDB's log format; SQLite, "Atomic Commit", on sectors
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph {

inline constexpr std::uint32_t kJournalVersion = 2;  // 1: a change a record
inline constexpr std::size_t kSegmentHeaderSize = 24;
inline constexpr std::size_t kRecordHeaderSize = 24;

enum class RecordKind : std::uint32_t {
    kChange = 1,     // change sets, a line each, that were written together
    kSnapshot = 2,   // a snapshot lies ready on the disk, and what it is
    kPublished = 3,  // that snapshot has become the graph file
};

struct Record {
    RecordKind kind = RecordKind::kChange;
    std::uint64_t sequence = 0;
    std::string_view payload;  // of the scanned bytes
    std::uint64_t offset = 0;  // of the record in its segment
};

std::string encode_segment_header(std::uint64_t first_sequence);
std::string encode_record(RecordKind kind, std::uint64_t sequence, std::string payload);

struct ScanResult {
    enum class End { kClean, kTorn, kDamaged, kOtherVersion };
    End end = End::kClean;
    std::uint64_t first_sequence = 0;  // 0: the header is not good
    std::vector<Record> records;       // the good ones before the end
    std::uint64_t valid_bytes = 0;     // header and those records
    std::string fault;                 // what is wrong at valid_bytes, unless clean
};
ScanResult scan_segment(std::string_view bytes);

// Good records behind the damage, wherever they begin: what a person may still want to read.
std::vector<Record> salvage_records(std::string_view bytes, std::uint64_t from);

}  // namespace mirrorgraph
