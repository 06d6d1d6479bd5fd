// The codes of Chinese projects and of documents below a standard: 20230254-T-469, 2023-0254T-YD, CESA-2020-2-019,
// TC260-PG-20222A.

#include "schema/identifiers/families/prefixes.h"
#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

bool is_planned_year(std::string_view year) { return year >= "1990" && year <= "2099"; }

// T recommended, Z guiding, Q mandatory.
bool read_project_force(Cursor& in, StandardIdentifier& id) {
    const char force = to_upper(in.peek());
    if (force != 'T' && force != 'Z' && force != 'Q') return false;
    in.advance();
    id.type = std::string(1, force);
    return true;
}

// "20230254-T-469": year and number, force, department.
bool read_national_plan(Cursor& in, StandardIdentifier& id) {
    const std::string number = in.digits(8, 8);
    if (!is_planned_year(number.substr(0, 4)) || !in.accept('-') || !read_project_force(in, id) || !in.accept('-'))
        return false;
    const std::string department = in.digits(3, 3);
    if (department.empty() || !in.at_word_end()) return false;
    take_code(id, "plan", number + '-' + id.type + '-' + department);
    return true;
}

// "2023-0254T-YD": the form of the ministry of industry.
bool read_sector_plan(Cursor& in, StandardIdentifier& id) {
    const std::string year = in.digits(4, 4);
    if (!is_planned_year(year) || !in.accept('-')) return false;
    const std::string number = in.digits(4, 4);
    if (number.empty() || !read_project_force(in, id) || !in.accept('-')) return false;
    const std::string sector = in.capitals();
    if (prefix_scope(sector) != PrefixScope::kSector || !in.at_word_end()) return false;
    take_code(id, "plan", year + '-' + number + id.type + '-' + sector);
    return true;
}

}  // namespace

bool read_chinese_project(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (read_national_plan(in, id)) return true;
    in.back_to(start);
    return read_sector_plan(in, id);
}

// association "-" year "-" batch "-" number
bool read_association_project(Cursor& in, StandardIdentifier& id) {
    const std::string body = in.capitals();
    if (body.size() < 3 || body.size() > 8 || !in.accept('-')) return false;
    const std::string year = in.digits(4, 4);
    if (!is_planned_year(year) || !in.accept('-')) return false;
    const std::string batch = in.digits(1, 2);
    if (batch.empty() || !in.accept('-')) return false;
    const std::string number = in.digits(3, 3);
    if (number.empty() || !in.at_word_end()) return false;
    take_code(id, body, body + '-' + year + '-' + batch + '-' + number);
    return true;
}

// committee "-" (kind "-")? number letter?
bool read_tc_document(Cursor& in, StandardIdentifier& id) {
    if (!in.accept_prefix("TC")) return false;
    const std::string committee = in.digits(2, 3);
    if (committee.empty() || !in.accept('-')) return false;
    std::string code = "TC" + committee + '-';
    if (is_letter(in.peek())) {
        id.type = in.capitals();
        if (id.type.size() > 3 || !in.accept('-')) return false;
        code += id.type + '-';
    }
    // "TC11-2022-01" is the number of a resolution.
    const std::string number = id.type.empty() ? in.digits(3, 3) : in.digits(3, 6);
    if (number.empty() || (in.peek() == '-' && is_digit(in.peek(1)))) return false;
    code += number;
    if (is_letter(in.peek()) && !is_word(in.peek(1))) code += in.capitals();
    if (!in.at_word_end()) return false;
    take_code(id, "SAC/TC" + committee, code);
    return true;
}

}  // namespace mirrorgraph::identifiers
