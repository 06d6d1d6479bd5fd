#include <fmt/core.h>

#include <utility>

#include "query/syntax/grammar.h"

namespace mirrorgraph::query {

using namespace ast;

// PatternList = PathPattern {',' PathPattern}
std::vector<PathPattern> Grammar::pattern_list() {
    std::vector<PathPattern> patterns;
    do {
        patterns.push_back(path_pattern());
    } while (cursor_.accept(TokenKind::kComma));
    return patterns;
}

// PathPattern = [Variable '='] (PathFunction | [Selector] [PathMode ['PATH' | 'PATHS']] PathElements)
PathPattern Grammar::path_pattern() {
    const std::size_t begin = cursor_.begin();
    PathPattern path;
    if (cursor_.at_variable() && cursor_.at(TokenKind::kEqual, 1)) {
        path.variable = cursor_.take_variable("a variable");
        cursor_.take();
    }
    if (cursor_.at_any_word({"SHORTESTPATH", "ALLSHORTESTPATHS"}) && cursor_.at(TokenKind::kLeftParenthesis, 1)) {
        path_function(path);
    } else {
        path_prefix(path);
        path.elements = path_elements();
    }
    path.place = cursor_.place_from(begin);
    return path;
}

// PathFunction = ('shortestPath' | 'allShortestPaths') '(' PathElements ')'
void Grammar::path_function(PathPattern& path) {
    const std::size_t begin = cursor_.begin();
    const bool all = cursor_.at_word("ALLSHORTESTPATHS");
    path.function = all ? PathFunction::kAllShortestPaths : PathFunction::kShortestPath;
    cursor_.take();
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    path.elements = path_elements();
    cursor_.expect(TokenKind::kRightParenthesis, "')'");
    path.place = cursor_.place_from(begin);
}

void Grammar::path_prefix(PathPattern& path) {
    const std::size_t begin = cursor_.begin();
    path.selector = selector();
    path.mode = path_mode();
    if (path.selector || path.mode) {
        if (!cursor_.accept_word("PATH")) cursor_.accept_word("PATHS");
    }
    if (path.selector && path.selector->kind == Selector::Kind::kShortest && cursor_.at_any_word({"GROUP", "GROUPS"})) {
        cursor_.take();
        path.selector->kind = Selector::Kind::kShortestGroups;
    }
    if (path.selector) path.selector->place = cursor_.place_from(begin);
}

// Selector = 'ALL' ['SHORTEST'] | 'ANY' ['SHORTEST' | Integer] | 'SHORTEST' [Integer]
// Behind the path mode, 'GROUP' or 'GROUPS' may follow SHORTEST.
std::optional<Selector> Grammar::selector() {
    const auto count = [this] { return cursor_.at(TokenKind::kInteger) ? repetition_bound() : 1; };
    Selector result;
    const std::size_t begin = cursor_.begin();
    if (cursor_.accept_word("ALL")) {
        result.kind = cursor_.accept_word("SHORTEST") ? Selector::Kind::kShortestGroups : Selector::Kind::kAll;
    } else if (cursor_.accept_word("ANY")) {
        result.kind = cursor_.accept_word("SHORTEST") ? Selector::Kind::kShortest : Selector::Kind::kAny;
        if (result.kind == Selector::Kind::kAny) result.count = count();
    } else if (cursor_.accept_word("SHORTEST")) {
        result.kind = Selector::Kind::kShortest;
        result.count = count();
    } else {
        return std::nullopt;
    }
    if (result.count == 0) {
        cursor_.fail(cursor_.place_from(begin), "UnexpectedSyntax", "a selector keeps at least one path");
    }
    return result;
}

// PathMode = 'WALK' | 'TRAIL' | 'SIMPLE' | 'ACYCLIC'
std::optional<PathMode> Grammar::path_mode() {
    if (cursor_.accept_word("WALK")) return PathMode::kWalk;
    if (cursor_.accept_word("TRAIL")) return PathMode::kTrail;
    if (cursor_.accept_word("SIMPLE")) return PathMode::kSimple;
    if (cursor_.accept_word("ACYCLIC")) return PathMode::kAcyclic;
    return std::nullopt;
}

// PathElements = (NodePattern | GroupPattern) {[RelationshipPattern] (NodePattern | GroupPattern)}
// Two nodes never stand side by side without a relationship.
std::vector<PathElement> Grammar::path_elements() {
    const TokenCursor::Level level(cursor_);
    std::vector<PathElement> elements;
    bool after_node = false;
    do {
        if (!elements.empty() && at_relationship()) {
            elements.push_back({relationship_pattern()});
            after_node = false;
        }
        if (!cursor_.at(TokenKind::kLeftParenthesis)) cursor_.fail_expected("a node pattern such as (n:Label)");
        const bool group = at_group();
        if (!group && after_node) cursor_.fail_expected("a relationship such as -[:TYPE]-> between two nodes");
        if (group) {
            elements.push_back({group_pattern()});
        } else {
            elements.push_back({node_pattern()});
        }
        after_node = !group;
    } while (at_relationship() || cursor_.at(TokenKind::kLeftParenthesis));
    return elements;
}

bool Grammar::at_relationship() const {
    return cursor_.at(TokenKind::kMinus) || (cursor_.at(TokenKind::kLess) && cursor_.at(TokenKind::kMinus, 1));
}

bool Grammar::at_group() const {
    std::size_t ahead = 1;
    if (cursor_.at_variable(ahead) && cursor_.at(TokenKind::kEqual, ahead + 1)) ahead += 2;
    for (std::string_view mode : {"WALK", "TRAIL", "SIMPLE", "ACYCLIC"}) {
        if (!cursor_.at_word(mode, ahead)) continue;
        const bool named = cursor_.at_word("PATH", ahead + 1) || cursor_.at_word("PATHS", ahead + 1);
        if (cursor_.at(TokenKind::kLeftParenthesis, ahead + (named ? 2 : 1))) return true;
    }
    return cursor_.at(TokenKind::kLeftParenthesis, ahead);
}

// GroupPattern = '(' [Variable '='] [PathMode ['PATH' | 'PATHS']] PathElements ['WHERE' Expression] ')'
// [Quantifier]
GroupPattern Grammar::group_pattern() {
    const std::size_t begin = cursor_.begin();
    GroupPattern group;
    cursor_.expect(TokenKind::kLeftParenthesis, "'('");
    if (cursor_.at(TokenKind::kEqual, 1)) {
        group.variable = cursor_.take_variable("a variable");
        cursor_.take();
    }
    group.mode = path_mode();
    if (group.mode && !cursor_.accept_word("PATH")) cursor_.accept_word("PATHS");
    group.elements = path_elements();
    group.where = optional_where();
    cursor_.expect(TokenKind::kRightParenthesis, "WHERE or ')'");
    group.repetition = quantifier();
    group.place = cursor_.place_from(begin);
    return group;
}

// NodePattern = '(' [Variable] [LabelsOfPattern] [Properties] ['WHERE' Expression] ')'
NodePattern Grammar::node_pattern() {
    const std::size_t begin = cursor_.begin();
    const bool outer_bar = std::exchange(bar_ends_, false);
    NodePattern node;
    cursor_.expect(TokenKind::kLeftParenthesis, "a node pattern such as (n:Label)");
    const bool at_labels = cursor_.at_word("IS") && !cursor_.at(TokenKind::kRightParenthesis, 1);
    if (cursor_.at_name() && !at_labels && !cursor_.at_word("WHERE"))
        node.variable = cursor_.take_variable("a variable");
    node.labels = optional_labels();
    node.properties = optional_properties();
    node.where = optional_where();
    if (!cursor_.accept(TokenKind::kRightParenthesis)) {
        cursor_.fail_expected("':', '{', WHERE or ')' in the node pattern", {"WHERE", "IS"});
    }
    node.place = cursor_.place_from(begin);
    bar_ends_ = outer_bar;
    return node;
}

// LabelsOfPattern = (':' | 'IS') LabelExpression
std::optional<LabelExpression> Grammar::optional_labels() {
    if (!cursor_.accept(TokenKind::kColon) && !cursor_.accept_word("IS")) return std::nullopt;
    return label_expression();
}

// Properties = MapLiteral | Parameter
std::optional<Expression> Grammar::optional_properties() {
    if (!cursor_.at(TokenKind::kLeftBrace) && !cursor_.at(TokenKind::kParameter)) return std::nullopt;
    const TokenCursor::Level level(cursor_);
    return atom();
}

// RelationshipPattern = ['<'] '-' ['[' RelationshipDetails ']' '-' | '-'] ['>'] [Quantifier]
// One dash alone is GQL's short form.
RelationshipPattern Grammar::relationship_pattern() {
    const std::size_t begin = cursor_.begin();
    const bool outer_bar = std::exchange(bar_ends_, false);
    RelationshipPattern relationship;
    const bool left = cursor_.accept(TokenKind::kLess);
    cursor_.expect(TokenKind::kMinus, "'-'");
    if (cursor_.accept(TokenKind::kLeftBracket)) {
        relationship_details(relationship);
        cursor_.expect(TokenKind::kMinus, "'-' behind the relationship");
    } else {
        cursor_.accept(TokenKind::kMinus);
    }
    const bool right = cursor_.accept(TokenKind::kGreater);
    relationship.arrow = left == right ? Arrow::kEither : left ? Arrow::kLeft : Arrow::kRight;
    if (auto repetition = quantifier()) {
        if (relationship.repetition) {
            cursor_.fail(repetition->place, "UnexpectedSyntax", "the relationship repeats twice",
                         "keep either the * in the brackets or the quantifier behind them");
        }
        relationship.repetition = repetition;
    }
    relationship.place = cursor_.place_from(begin);
    bar_ends_ = outer_bar;
    return relationship;
}

// RelationshipDetails = [Variable] [LabelsOfPattern] [Length] [Properties] ['WHERE' Expression] ']'
void Grammar::relationship_details(RelationshipPattern& relationship) {
    const bool at_types = cursor_.at_word("IS") && !cursor_.at(TokenKind::kRightBracket, 1);
    if (cursor_.at_name() && !at_types && !cursor_.at_word("WHERE")) {
        relationship.variable = cursor_.take_variable("a variable");
    }
    relationship.types = optional_labels();
    if (cursor_.at(TokenKind::kStar)) relationship.repetition = length();
    if (cursor_.at(TokenKind::kDots) || cursor_.at(TokenKind::kInteger) || cursor_.at(TokenKind::kMinus)) {
        cursor_.fail(cursor_.peek().span, "InvalidRelationshipPattern",
                     "a length of a relationship needs '*' before it", "write *min..max with numbers from 0");
    }
    relationship.properties = optional_properties();
    relationship.where = optional_where();
    if (!cursor_.accept(TokenKind::kRightBracket)) {
        cursor_.fail_expected("':', '*', '{', WHERE or ']' in the relationship pattern", {"WHERE", "IS"});
    }
}

// Length = '*' [Integer] ['..' [Integer]]
Repetition Grammar::length() {
    const std::size_t begin = cursor_.begin();
    cursor_.expect(TokenKind::kStar, "'*'");
    Repetition result;
    result.inside = true;
    const bool has_min = cursor_.at(TokenKind::kInteger);
    if (has_min) result.min = repetition_bound();
    if (cursor_.accept(TokenKind::kDots)) {
        if (cursor_.at(TokenKind::kInteger)) result.max = repetition_bound();
    } else if (has_min) {
        result.max = result.min;
    }
    result.place = cursor_.place_from(begin);
    if (cursor_.at(TokenKind::kMinus)) {
        cursor_.fail(cursor_.peek().span, "InvalidRelationshipPattern", "a length cannot be negative",
                     "write *min..max with numbers from 0");
    }
    return result;
}

// Quantifier = '+' | '*' | '{' Integer '}' | '{' [Integer] ',' [Integer] '}'
std::optional<Repetition> Grammar::quantifier() {
    const std::size_t begin = cursor_.begin();
    Repetition result;
    if (cursor_.accept(TokenKind::kPlus)) {
        result.min = 1;
    } else if (cursor_.accept(TokenKind::kStar)) {
        result.min = 0;
    } else if (cursor_.accept(TokenKind::kLeftBrace)) {
        const bool has_min = cursor_.at(TokenKind::kInteger);
        result.min = has_min ? repetition_bound() : 0;
        if (cursor_.accept(TokenKind::kComma)) {
            if (cursor_.at(TokenKind::kInteger)) result.max = repetition_bound();
        } else {
            if (!has_min) cursor_.fail_expected("a number of repetitions: {n}, {min,max}, {min,} or {,max}");
            result.max = result.min;
        }
        cursor_.expect(TokenKind::kRightBrace, "',' or '}'");
    } else {
        return std::nullopt;
    }
    result.place = cursor_.place_from(begin);
    if (result.max && (*result.max < result.min || *result.max == 0)) {
        cursor_.fail(result.place, "InvalidArgumentValue", "no number of repetitions fits this quantifier",
                     "the upper bound is at least 1 and not below the lower one");
    }
    return result;
}

std::uint64_t Grammar::repetition_bound() { return cursor_.take().integer; }

// LabelExpression = LabelConjunction {'|' [':'] LabelConjunction}
LabelExpression Grammar::label_expression() {
    const TokenCursor::Level level(cursor_);
    const std::size_t begin = cursor_.begin();
    LabelExpression first = label_conjunction();
    if (bar_ends_ || !cursor_.at(TokenKind::kBar)) return first;
    SomeLabel result;
    result.operands.push_back(std::move(first));
    while (cursor_.accept(TokenKind::kBar)) {
        cursor_.accept(TokenKind::kColon);
        result.operands.push_back(label_conjunction());
    }
    return {std::move(result), cursor_.place_from(begin)};
}

// LabelConjunction = LabelNegation {('&' | ':') LabelNegation}
LabelExpression Grammar::label_conjunction() {
    const std::size_t begin = cursor_.begin();
    LabelExpression first = label_negation();
    if (!cursor_.at(TokenKind::kAmpersand) && !cursor_.at(TokenKind::kColon)) return first;
    AllLabels result;
    result.operands.push_back(std::move(first));
    while (cursor_.accept(TokenKind::kAmpersand) || cursor_.accept(TokenKind::kColon)) {
        result.operands.push_back(label_negation());
    }
    return {std::move(result), cursor_.place_from(begin)};
}

// LabelNegation = '!' LabelNegation | '%' | '(' LabelExpression ')' | LabelName
LabelExpression Grammar::label_negation() {
    const std::size_t begin = cursor_.begin();
    if (cursor_.accept(TokenKind::kPercent)) return {AnyLabel{}, cursor_.place_from(begin)};
    if (cursor_.accept(TokenKind::kExclamation)) {
        const TokenCursor::Level level(cursor_);
        LabelExpression operand = label_negation();
        return {NotLabel{std::move(operand)}, cursor_.place_from(begin)};
    }
    if (cursor_.accept(TokenKind::kLeftParenthesis)) {
        const bool outer_bar = std::exchange(bar_ends_, false);
        LabelExpression inside = label_expression();
        bar_ends_ = outer_bar;
        cursor_.expect(TokenKind::kRightParenthesis, "')'");
        inside.place = cursor_.place_from(begin);
        return inside;
    }
    Name name = cursor_.take_name("a label, '!', '%' or '('");
    const Place place = name.place;
    return {std::move(name), place};
}

// True before a node that a relationship follows: in an expression, only such parentheses hold a pattern.
bool Grammar::looks_like_pattern(std::size_t ahead) const {
    if (!cursor_.at(TokenKind::kLeftParenthesis, ahead) || !looks_like_node(ahead + 1)) return false;
    std::size_t behind = cursor_.closing(ahead) + 1;
    if (cursor_.at(TokenKind::kLess, behind)) ++behind;
    if (!cursor_.at(TokenKind::kMinus, behind)) return false;
    if (cursor_.at(TokenKind::kLeftBracket, behind + 1)) {
        return cursor_.at(TokenKind::kMinus, cursor_.closing(behind + 1) + 1);
    }
    if (!cursor_.at(TokenKind::kMinus, behind + 1)) return false;
    return cursor_.at(TokenKind::kLeftParenthesis, behind + 2) || cursor_.at(TokenKind::kGreater, behind + 2);
}

// Whether what stands inside the parentheses can be a node pattern.
bool Grammar::looks_like_node(std::size_t ahead) const {
    const auto follows = [this](std::size_t position) {
        if (cursor_.at_word("IS", position)) {
            return !cursor_.at_word("NOT", position + 1) && !cursor_.at_word("NULL", position + 1);
        }
        return cursor_.at(TokenKind::kRightParenthesis, position) || cursor_.at(TokenKind::kColon, position) ||
               cursor_.at(TokenKind::kLeftBrace, position) || cursor_.at(TokenKind::kParameter, position) ||
               cursor_.at_word("WHERE", position);
    };
    return follows(ahead) || (cursor_.at_name(ahead) && follows(ahead + 1));
}

}  // namespace mirrorgraph::query
