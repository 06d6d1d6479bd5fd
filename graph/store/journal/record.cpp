#include "graph/store/journal/record.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>
#include <cassert>
#include <cstring>

namespace mirrorgraph {

namespace {

constexpr std::string_view kMagic = "mgjrnl\n\r";
constexpr std::size_t kUnit = 8;
constexpr std::size_t kSector = 512;

std::uint32_t crc32c(std::string_view bytes) {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

std::uint32_t crc32c(std::string_view head, std::string_view tail) {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(head.data(), head.size());
    crc.process_bytes(tail.data(), tail.size());
    return crc.checksum();
}

template <class Number>
void put(std::string& out, Number number) {
    const Number little = boost::endian::native_to_little(number);
    out.append(reinterpret_cast<const char*>(&little), sizeof little);
}

template <class Number>
Number get(std::string_view bytes, std::size_t offset) {
    Number little{};
    std::memcpy(&little, bytes.data() + offset, sizeof little);
    return boost::endian::little_to_native(little);
}

// Whether some part of [begin, end) that lies in one sector was never written.
bool has_unwritten_sector(std::string_view bytes, std::size_t begin, std::size_t end) {
    while (begin < end) {
        const std::size_t next = std::min(end, (begin / kSector + 1) * kSector);
        const auto part = bytes.substr(begin, next - begin);
        if (part.find_first_not_of('\0') == std::string_view::npos) return true;
        begin = next;
    }
    return false;
}

struct Header {
    std::uint32_t length;
    std::uint32_t kind;
    std::uint64_t sequence;
    bool is_good;
};

Header read_header(std::string_view bytes, std::size_t offset) {
    const std::string_view head = bytes.substr(offset, kRecordHeaderSize);
    Header out{get<std::uint32_t>(head, 0), get<std::uint32_t>(head, 4), get<std::uint64_t>(head, 8), false};
    out.is_good = crc32c(head.substr(0, 16)) == get<std::uint32_t>(head, 16) && out.length > 0 &&
                  out.length % kUnit == 0 && 1 <= out.kind && out.kind <= 3;
    return out;
}

bool has_good_payload(std::string_view bytes, std::size_t offset, const Header& header) {
    const std::string_view head = bytes.substr(offset, kRecordHeaderSize);
    const std::string_view payload = bytes.substr(offset + kRecordHeaderSize, header.length);
    return payload.size() == header.length && crc32c(head.substr(0, 20), payload) == get<std::uint32_t>(head, 20);
}

Record record_at(std::string_view bytes, std::size_t offset, const Header& header) {
    return {static_cast<RecordKind>(header.kind), header.sequence,
            bytes.substr(offset + kRecordHeaderSize, header.length), offset};
}

// Judges what stands at `offset`, where a good record does not. `next`: the sequence that should have come.
void judge(std::string_view bytes, std::size_t offset, std::uint64_t next, ScanResult& out) {
    using End = ScanResult::End;
    const std::size_t left = bytes.size() - offset;
    const auto verdict = [&](bool torn, std::string_view fault) {
        out.end = torn ? End::kTorn : End::kDamaged;
        out.fault = fmt::format("record {}: {}", next, fault);
    };
    if (left < kRecordHeaderSize) return verdict(true, "its header is cut off");
    const Header header = read_header(bytes, offset);
    if (!header.is_good) {
        const bool unwritten = has_unwritten_sector(bytes, offset, offset + kRecordHeaderSize);
        const bool is_last = unwritten && salvage_records(bytes, offset).empty();
        return verdict(is_last, unwritten ? "its header was never written" : "the checksum of its header is wrong");
    }
    if (header.sequence != next) return verdict(false, fmt::format("number {} stands in its place", header.sequence));
    const std::size_t size = kRecordHeaderSize + header.length;
    if (left < size) return verdict(true, "it is cut off");
    const bool torn = left == size && has_unwritten_sector(bytes, offset, offset + size);
    verdict(torn, torn ? "a part of it was never written" : "its checksum is wrong");
}

}  // namespace

std::string encode_segment_header(std::uint64_t first_sequence) {
    std::string out(kMagic);
    put(out, first_sequence);
    put(out, kJournalVersion);
    put(out, crc32c(out));
    assert(out.size() == kSegmentHeaderSize);
    return out;
}

std::string encode_record(RecordKind kind, std::uint64_t sequence, std::string payload) {
    payload.resize(std::max(kUnit, (payload.size() + kUnit - 1) / kUnit * kUnit), ' ');
    std::string out;
    out.reserve(kRecordHeaderSize + payload.size());
    put(out, static_cast<std::uint32_t>(payload.size()));
    put(out, static_cast<std::uint32_t>(kind));
    put(out, sequence);
    put(out, crc32c(out));
    put(out, crc32c(out, payload));
    return out + payload;
}

ScanResult scan_segment(std::string_view bytes) {
    using End = ScanResult::End;
    ScanResult out;
    const auto no_header = [&](End end, std::string fault) {
        out.end = end;
        out.fault = std::move(fault);
        return out;
    };
    if (bytes.size() < kSegmentHeaderSize) return no_header(End::kTorn, "the header of the segment is cut off");
    const std::string_view head = bytes.substr(0, kSegmentHeaderSize);
    if (head.find_first_not_of('\0') == std::string_view::npos && bytes.size() == kSegmentHeaderSize) {
        return no_header(End::kTorn, "the header of the segment was never written");
    }
    if (!head.starts_with(kMagic)) return no_header(End::kDamaged, "this is no segment of a journal");
    if (crc32c(head.substr(0, 20)) != get<std::uint32_t>(head, 20)) {
        return no_header(End::kDamaged, "the checksum of the segment's header is wrong");
    }
    if (const auto version = get<std::uint32_t>(head, 16); version < 1 || version > kJournalVersion) {
        return no_header(End::kOtherVersion,
                         fmt::format("written by another mirrorgraph: journal version {}, and this program reads {}",
                                     version, kJournalVersion));
    }
    out.first_sequence = get<std::uint64_t>(head, 8);
    out.valid_bytes = kSegmentHeaderSize;
    for (std::uint64_t next = out.first_sequence; out.valid_bytes < bytes.size(); ++next) {
        const std::size_t offset = out.valid_bytes;
        if (bytes.size() - offset >= kRecordHeaderSize) {
            const Header header = read_header(bytes, offset);
            if (header.is_good && header.sequence == next && has_good_payload(bytes, offset, header)) {
                out.records.push_back(record_at(bytes, offset, header));
                out.valid_bytes += kRecordHeaderSize + header.length;
                continue;
            }
        }
        judge(bytes, offset, next, out);
        break;
    }
    return out;
}

std::vector<Record> salvage_records(std::string_view bytes, std::uint64_t from) {
    std::vector<Record> found;
    std::size_t offset = static_cast<std::size_t>(from);
    while (offset + kRecordHeaderSize <= bytes.size()) {
        const Header header = read_header(bytes, offset);
        if (header.is_good && has_good_payload(bytes, offset, header)) {
            found.push_back(record_at(bytes, offset, header));
            offset += kRecordHeaderSize + header.length;
        } else {
            offset += kUnit;
        }
    }
    return found;
}

}  // namespace mirrorgraph
