#include "graph/store/journal/record.h"

#include "tests/support/catch.h"

using namespace mirrorgraph;
using End = ScanResult::End;

namespace {

// Payloads of these sizes, the first record having this sequence; `ends`: where each record ends.
struct Segment {
    std::string bytes;
    std::vector<std::size_t> ends;
};

Segment make_segment(const std::vector<std::size_t>& sizes, std::uint64_t first = 1) {
    Segment out{encode_segment_header(first), {}};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        out.bytes += encode_record(RecordKind::kChange, first + i, std::string(sizes[i], static_cast<char>('a' + i)));
        out.ends.push_back(out.bytes.size());
    }
    return out;
}

std::size_t whole_records(const Segment& segment, std::size_t size) {
    return static_cast<std::size_t>(
        std::count_if(segment.ends.begin(), segment.ends.end(), [&](std::size_t end) { return end <= size; }));
}

}  // namespace

TEST_CASE("journal record: the checksum is CRC-32C") {
    // The header of a segment ends with the checksum of the 20 bytes before; checked against another implementation.
    const std::string header = encode_segment_header(1);
    CHECK(header.substr(0, 8) == "mgjrnl\n\r");
    CHECK(header.size() == kSegmentHeaderSize);
    std::uint32_t crc = 0xFFFFFFFF;
    for (char byte : header.substr(0, 20)) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc % 2 == 1 ? 0x82F63B78u : 0u);
    }
    crc = ~crc;
    for (std::size_t i = 0; i < 4; ++i) CHECK(static_cast<unsigned char>(header[20 + i]) == ((crc >> (8 * i)) & 0xFF));
}

TEST_CASE("journal record: what is written is read, in units of eight bytes") {
    const Segment segment = make_segment({0, 1, 7, 8, 9, 600, 5000}, 41);
    const ScanResult scan = scan_segment(segment.bytes);
    CHECK(scan.end == End::kClean);
    CHECK(scan.first_sequence == 41);
    CHECK(scan.valid_bytes == segment.bytes.size());
    REQUIRE(scan.records.size() == 7);
    CHECK(scan.records[2].sequence == 43);
    CHECK(scan.records[2].payload == "ccccccc ");
    CHECK(scan.records[6].payload.size() == 5000);
    for (const Record& record : scan.records) CHECK(record.offset % 8 == 0);
}

TEST_CASE("journal record: cut off at any byte, the whole records before are kept and the rest is torn") {
    const Segment segment = make_segment({1, 40, 600, 8});
    for (std::size_t size = 0; size < segment.bytes.size(); ++size) {
        const ScanResult scan = scan_segment(std::string_view(segment.bytes).substr(0, size));
        INFO("at byte " << size);
        const std::size_t whole = whole_records(segment, size);
        CHECK(scan.records.size() == whole);
        const bool at_end = size == kSegmentHeaderSize || (whole > 0 && segment.ends[whole - 1] == size);
        CHECK((scan.end == (at_end ? End::kClean : End::kTorn)));
    }
}

TEST_CASE("journal record: any flipped bit is damage, never a torn record, and records before it are kept") {
    const Segment segment = make_segment({1, 40, 600, 8});
    for (std::size_t byte = 0; byte < segment.bytes.size(); ++byte) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string bytes = segment.bytes;
            bytes[byte] = static_cast<char>(bytes[byte] ^ (1 << bit));
            const ScanResult scan = scan_segment(bytes);
            INFO("byte " << byte << " bit " << bit);
            REQUIRE((scan.end == End::kDamaged));
            REQUIRE(scan.records.size() == whole_records(segment, byte));
        }
    }
}

TEST_CASE("journal record: a sector of the last record that was never written is torn, of another one damage") {
    const Segment segment = make_segment({100, 2000, 300, 1500});
    for (std::size_t sector = 0; sector * 512 < segment.bytes.size(); ++sector) {
        const std::size_t begin = std::max(sector * 512, segment.ends[2]);
        const std::size_t end = std::min((sector + 1) * 512, segment.bytes.size());
        if (begin < end) {
            std::string bytes = segment.bytes;
            bytes.replace(begin, end - begin, end - begin, '\0');
            const ScanResult scan = scan_segment(bytes);
            INFO("sector " << sector << " of the last record");
            CHECK((scan.end == End::kTorn));
            CHECK(scan.records.size() == 3);
        }
        const std::size_t last = std::min((sector + 1) * 512, segment.ends[2]);
        if (sector * 512 >= segment.ends[2]) continue;
        std::string bytes = segment.bytes;
        bytes.replace(sector * 512, last - sector * 512, last - sector * 512, '\0');
        INFO("sector " << sector << " of an earlier record");
        CHECK((scan_segment(bytes).end == End::kDamaged));
    }
}

TEST_CASE("journal record: a record in the wrong place is damage") {
    std::string bytes = encode_segment_header(1) + encode_record(RecordKind::kChange, 2, "x");
    CHECK((scan_segment(bytes).end == End::kDamaged));
    CHECK_THAT(scan_segment(bytes).fault, test::contains("number 2 stands in its place"));
}

// The header of an empty segment of that version.
std::string header_of_version(char version) {
    std::string bytes = encode_segment_header(1).substr(0, 16) + version + std::string(3, '\0');
    std::uint32_t crc = 0xFFFFFFFF;
    for (char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc % 2 == 1 ? 0x82F63B78u : 0u);
    }
    crc = ~crc;
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(crc >> (8 * i));
    return bytes;
}

TEST_CASE("journal record: another version of the journal is neither torn nor damaged; older ones are read") {
    for (const char version : {'\x00', '\x03'})
        CHECK((scan_segment(header_of_version(version)).end == End::kOtherVersion));
    CHECK_THAT(scan_segment(header_of_version('\x03')).fault,
               test::contains("journal version 3, and this program reads 2"));
    CHECK(header_of_version('\x02') == encode_segment_header(1));
    const ScanResult old = scan_segment(header_of_version('\x01') + encode_record(RecordKind::kChange, 1, "x"));
    CHECK((old.end == End::kClean));
    CHECK(old.records.size() == 1);
}

TEST_CASE("journal record: what stands behind damage can be salvaged") {
    Segment segment = make_segment({100, 200, 300, 8});
    segment.bytes[segment.ends[0] + 50] ^= 1;
    const ScanResult scan = scan_segment(segment.bytes);
    CHECK((scan.end == End::kDamaged));
    const std::vector<Record> found = salvage_records(segment.bytes, scan.valid_bytes);
    REQUIRE(found.size() == 2);
    CHECK(found[0].sequence == 3);
    CHECK(found[1].sequence == 4);
}
