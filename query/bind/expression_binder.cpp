#include "query/bind/expression_binder.h"

#include <fmt/core.h>

#include <unordered_map>
#include <utility>

#include "query/query_error.h"
#include "query/restore.h"
#include "query/syntax/symbols.h"
#include "query/syntax/walk.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

using Kind = Value::Type;

namespace {

const StaticType kHasProperties = StaticType::node_or_relationship() | StaticType(Kind::kMap) | StaticType::temporal();

StaticType element_type(StaticType list) { return list.is(Kind::kList) ? list.element() : StaticType::any(); }

void split(bound::Expression expression, bound::Conditions& out) {
    auto* logical = std::get_if<bound::Logical>(&expression.node);
    if (logical == nullptr || logical->op != ast::LogicalOperator::kAnd) {
        out.push_back(std::move(expression));
        return;
    }
    for (bound::Expression& operand : logical->operands) split(std::move(operand), out);
}

bool is_aggregate_call(const ast::Expression& expression) {
    if (std::holds_alternative<ast::CountStar>(expression.node)) return true;
    const auto* call = std::get_if<ast::FunctionCall>(&expression.node);
    return call != nullptr && find_aggregate(call->name.text) != nullptr;
}

template <class Rule>
std::vector<std::string> names_of(const std::vector<Rule>& rules) {
    std::vector<std::string> names;
    for (const Rule& rule : rules) names.push_back(rule.name);
    return names;
}

}  // namespace

bool contains_aggregate(const ast::Expression& expression) {
    bool found = is_aggregate_call(expression);
    ast::for_each_child(expression, [&](const ast::Expression& child) { found = found || contains_aggregate(child); });
    return found;
}

ExpressionBinder::ExpressionBinder(const ast::Statement& statement, const Schema& schema)
    : text_(statement.text), schema_(schema) {}

ExpressionBinder::Over::Over(ExpressionBinder& binder, Frame& frame)
    : binder_(binder),
      frame_(std::exchange(binder.frame_, &frame)),
      in_aggregate_(std::exchange(binder.in_aggregate_, false)),
      in_body_(std::exchange(binder.in_body_, false)) {}

ExpressionBinder::Over::~Over() {
    binder_.frame_ = frame_;
    binder_.in_aggregate_ = in_aggregate_;
    binder_.in_body_ = in_body_;
}

bound::Expression ExpressionBinder::expression(const ast::Expression& expression) {
    if (auto replacement = frame().replacement(expression)) return std::move(*replacement);
    return std::visit([&](const auto& node) { return bind(node, expression.place); }, expression.node);
}

bound::Expression ExpressionBinder::predicate(const ast::Expression& expression) {
    const auto* pattern = std::get_if<ast::PatternExpression>(&expression.node);
    if (pattern != nullptr && !pattern->pattern->function) {
        return pattern_predicate(*pattern->pattern, expression.place);
    }
    bound::Expression result = this->expression(expression);
    require(result, Kind::kBoolean, "a condition");
    return result;
}

bound::Conditions ExpressionBinder::conditions(const ast::Expression* where) {
    bound::Conditions result;
    if (where != nullptr) split(predicate(*where), result);
    return result;
}

void ExpressionBinder::require(const bound::Expression& expression, StaticType wanted, std::string_view what) const {
    if (expression.type.may_be(wanted)) return;
    fail(expression.place, "InvalidArgumentType",
         fmt::format("{} must be {}, but this is {}", what, to_string(wanted), to_string(expression.type)));
}

void ExpressionBinder::fail(Span place, std::string_view detail, const std::string& message, std::string remedy) const {
    throw_at(semantic_error(detail, message, std::move(remedy)), text_, place);
}

// --- Leaves.

bound::Expression ExpressionBinder::bind(const ast::Literal& x, Span place) {
    return {bound::Literal{x.value}, x.value.is_null() ? StaticType() : StaticType(x.value.type()), place};
}

bound::Expression ExpressionBinder::bind(const ast::Parameter& x, Span place) {
    parameters_.insert(x.name);
    return {bound::Parameter{x.name}, StaticType::any(), place};
}

bound::Expression ExpressionBinder::bind(const ast::Variable& x, Span place) {
    if (auto slot = frame().find(x.name)) return {bound::Variable{*slot}, frame().info(*slot).type, place};
    Fault fault = frame().fault(x.name);
    fail(place, fault.detail, fault.message, std::move(fault.remedy));
}

// --- Access.

bound::Expression ExpressionBinder::bind(const ast::PropertyAccess& x, Span place) {
    bound::Expression subject = expression(*x.subject);
    if (!subject.type.may_be(kHasProperties)) {
        // A path is a mistake in the pattern, any other value one in the data: so the conformance suite has it.
        throw_at({ErrorCode::kSemantic, subject.type.is(Kind::kPath) ? "SyntaxError" : "TypeError",
                  "InvalidArgumentType", fmt::format("{} has no property '{}'", to_string(subject.type), x.key.text),
                  "nodes, relationships, maps and temporal values have properties"},
                 text_, subject.place);
    }
    if (subject.type.is(Kind::kNode) || subject.type.is(Kind::kRelationship)) check_key(x.key);
    return {bound::Property{std::move(subject), x.key.text}, StaticType::any(), place};
}

bound::Expression ExpressionBinder::bind(const ast::Subscript& x, Span place) {
    bound::Expression subject = expression(*x.subject);
    bound::Expression index = expression(*x.index);
    if (!subject.type.may_be(StaticType::node_or_relationship() | StaticType{Kind::kList, Kind::kMap})) {
        fail(subject.place, "InvalidArgumentType", fmt::format("{} cannot be indexed", to_string(subject.type)),
             "lists, maps, nodes and relationships can");
    }
    if (subject.type.is(Kind::kList)) require(index, Kind::kInteger, "the index of a list");
    if (subject.type.is(Kind::kMap) && !index.type.may_be(StaticType(Kind::kString))) {
        fail(index.place, "MapElementAccessByNonString",
             fmt::format("the key of a map must be STRING, but this is {}", to_string(index.type)));
    }
    const StaticType type = element_type(subject.type);
    return {bound::Subscript{std::move(subject), std::move(index)}, type, place};
}

bound::Expression ExpressionBinder::bind(const ast::Slice& x, Span place) {
    bound::Expression list = expression(*x.subject);
    require(list, Kind::kList, "what is sliced");
    const auto bound_of = [this](const OptionalBox<ast::Expression>& end) {
        OptionalBox<bound::Expression> result;
        if (end) result = expression(**end);
        if (result) require(**result, Kind::kInteger, "the bound of a slice");
        return result;
    };
    OptionalBox<bound::Expression> from = bound_of(x.from);
    OptionalBox<bound::Expression> to = bound_of(x.to);
    const StaticType type = list.type.is(Kind::kList) ? list.type : StaticType(Kind::kList);
    return {bound::Slice{std::move(list), std::move(from), std::move(to)}, type, place};
}

bound::Expression ExpressionBinder::bind(const ast::LabelTest& x, Span place) {
    bound::Expression subject = expression(*x.subject);
    require(subject, StaticType::node_or_relationship(), "what has labels");
    bound::Labels tested = labels(x.labels, subject.type.is(Kind::kRelationship));
    return {bound::LabelTest{std::move(subject), std::move(tested), x.negated}, Kind::kBoolean, place};
}

// --- Calls.

bound::Expression ExpressionBinder::bind(const ast::FunctionCall& x, Span place) {
    if (find_aggregate(x.name.text) != nullptr) check_aggregate_place(place);
    const bool is_exists = x.arguments.size() == 1 && fold_case(x.name.text) == "exists";
    if (is_exists && std::holds_alternative<ast::PatternExpression>(x.arguments[0].node)) {
        return predicate(x.arguments[0]);
    }
    if (is_exists) return {bound::NullTest{expression(x.arguments[0]), true}, Kind::kBoolean, place};

    const ScalarFunction* function = find_function(x.name.text);
    if (function == nullptr) {
        fail(x.name.place, "UnknownFunction",
             fmt::format("unknown function '{}'{}", x.name.text, did_you_mean(x.name.text, function_names())));
    }
    if (x.distinct) {
        fail(place, "UnexpectedSyntax", "only aggregates take DISTINCT",
             "make rows distinct with WITH DISTINCT before");
    }
    // The clocks stand still within a statement; chance does not.
    const bool is_chance = !function->deterministic && !function->signature.result.may_be(StaticType::temporal());
    if (in_aggregate_ && is_chance) {
        fail(place, "NonConstantExpression", fmt::format("{}() cannot stand inside an aggregate", x.name.text),
             "compute it in a WITH before");
    }
    std::vector<bound::Expression> arguments = all(x.arguments);
    check_arguments(function->signature, arguments, place);
    std::vector<StaticType> types;
    for (const bound::Expression& argument : arguments) types.push_back(argument.type);
    return {bound::Call{function, std::move(arguments)}, function->signature.result_type(types), place};
}

bound::Expression ExpressionBinder::bind(const ast::CountStar&, Span place) {
    check_aggregate_place(place);
    return {};
}

// An aggregate that no frame has taken stands where none can.
void ExpressionBinder::check_aggregate_place(Span place) const {
    if (in_aggregate_) {
        fail(place, "NestedAggregation", "an aggregate cannot stand inside another one",
             "compute the inner one in a WITH before");
    }
    fail(place, "InvalidAggregation",
         "an aggregate can stand only in the items of WITH and RETURN, and in their ORDER BY",
         "compute it in a WITH before");
}

void ExpressionBinder::check_arguments(const Signature& signature, std::span<const bound::Expression> arguments,
                                       Span place) const {
    const std::size_t count = arguments.size();
    if (count < signature.min_arguments || count > signature.max_arguments) {
        const bool fixed = signature.min_arguments == signature.max_arguments;
        const std::string range = fixed ? fmt::format("{}", signature.min_arguments)
                                  : signature.max_arguments == kUnbounded
                                      ? fmt::format("at least {}", signature.min_arguments)
                                      : fmt::format("{} to {}", signature.min_arguments, signature.max_arguments);
        fail(place, "InvalidNumberOfArguments",
             fmt::format("{}() takes {} argument{}, not {}", signature.name, range, range == "1" ? "" : "s", count));
    }
    for (std::size_t i = 0; i < count; ++i) {
        require(arguments[i], signature.parameter(i), fmt::format("argument {} of {}()", i + 1, signature.name));
    }
}

bool ExpressionBinder::is_aggregate(const ast::Expression& expression) const {
    if (!is_aggregate_call(expression)) return false;
    if (in_body_ || in_aggregate_) check_aggregate_place(expression.place);
    return true;
}

bound::Aggregate ExpressionBinder::aggregate(const ast::Expression& expression, Frame& source) {
    bound::Aggregate result;
    const auto* call = std::get_if<ast::FunctionCall>(&expression.node);
    result.function = find_aggregate(call != nullptr ? call->name.text : "count");
    if (call == nullptr) return result;
    result.distinct = call->distinct;
    const Over over(*this, source);
    in_aggregate_ = true;
    result.arguments = all(call->arguments);
    if (result.arguments.empty()) {
        fail(expression.place, "InvalidNumberOfArguments", fmt::format("{}() needs an argument", call->name.text),
             "count(*) counts rows");
    }
    check_arguments(result.function->signature, result.arguments, expression.place);
    return result;
}

// --- Lists, maps, comprehensions.

std::vector<bound::Expression> ExpressionBinder::all(const std::vector<ast::Expression>& items) {
    std::vector<bound::Expression> result;
    result.reserve(items.size());
    for (const ast::Expression& item : items) result.push_back(expression(item));
    return result;
}

bound::Expression ExpressionBinder::bind(const ast::ListLiteral& x, Span place) {
    bound::MakeList list{all(x.items)};
    StaticType elements;
    for (const bound::Expression& item : list.items) elements = elements | item.type;
    return {std::move(list), StaticType::list_of(elements), place};
}

bound::Expression ExpressionBinder::bind(const ast::MapLiteral& x, Span place) {
    bound::MakeMap map;
    std::unordered_map<std::string_view, std::size_t> positions;
    for (const ast::MapEntry& entry : x.entries) {
        bound::Expression value = expression(entry.value);
        const auto [same, is_new] = positions.emplace(entry.key.text, map.keys.size());
        if (is_new) {
            map.keys.push_back(entry.key.text);
            map.values.push_back(std::move(value));
        } else {
            map.values[same->second] = std::move(value);
        }
    }
    return {std::move(map), Kind::kMap, place};
}

// n {.a, .*, b: x, y} is CASE WHEN n IS NULL THEN null ELSE {a: n.a, b: x, y: y} END, with the properties of n below.
bound::Expression ExpressionBinder::bind(const ast::MapProjection& x, Span place) {
    const ast::Expression subject{ast::Variable{x.variable.text}, x.variable.place};
    ast::MapLiteral entries;
    OptionalBox<bound::Expression> base;
    for (const ast::MapProjectionItem& item : x.items) {
        std::visit(Overloaded{[&](ast::AllProperties) {
                                  base =
                                      bound::Expression{bound::Call{find_function("properties"), {expression(subject)}},
                                                        Kind::kMap, place};
                              },
                              [&](const ast::OneProperty& one) {
                                  entries.entries.push_back({one.key, {ast::PropertyAccess{subject, one.key}, place}});
                              },
                              [&](const ast::MapEntry& entry) { entries.entries.push_back(entry); },
                              [&](const ast::Name& name) {
                                  entries.entries.push_back({name, {ast::Variable{name.text}, name.place}});
                              }},
                   item.node);
    }
    bound::Expression tested = expression(subject);
    require(tested, StaticType::node_or_relationship() | StaticType(Kind::kMap), "what is projected as a map");
    bound::Expression literal = bind(entries, place);
    std::get<bound::MakeMap>(literal.node).base = std::move(base);
    bound::Case choice;
    choice.branches.push_back(
        {{bound::NullTest{std::move(tested), true}, Kind::kBoolean, x.variable.place}, std::move(literal)});
    return {std::move(choice), Kind::kMap, place};
}

bound::Expression ExpressionBinder::list_of_elements(const ast::Expression& list) {
    bound::Expression result = expression(list);
    require(result, Kind::kList, "what stands behind IN");
    return result;
}

bound::Expression ExpressionBinder::bind(const ast::ListComprehension& x, Span place) {
    bound::Expression list = list_of_elements(*x.list);
    const StaticType elements = element_type(list.type);
    const LocalName variable(frame(), {x.variable.text, bound::SlotInfo::Kind::kValue, elements});
    const Restore body(in_body_, true);
    bound::ListComprehension result{variable.slot(), std::move(list), {}, {}};
    if (x.where) result.where = predicate(**x.where);
    if (x.projection) result.projection = expression(**x.projection);
    const StaticType type = result.projection ? (*result.projection)->type : elements;
    return {std::move(result), StaticType::list_of(type), place};
}

bound::Expression ExpressionBinder::bind(const ast::PatternComprehension& x, Span place) {
    return pattern_comprehension(x, place);
}

bound::Expression ExpressionBinder::bind(const ast::QuantifierCall& x, Span place) {
    bound::Expression list = list_of_elements(*x.list);
    const LocalName variable(frame(), {x.variable.text, bound::SlotInfo::Kind::kValue, element_type(list.type)});
    const Restore body(in_body_, true);
    return {bound::Quantifier{x.kind, variable.slot(), std::move(list), predicate(*x.where)}, Kind::kBoolean, place};
}

bound::Expression ExpressionBinder::bind(const ast::Reduce& x, Span place) {
    bound::Expression start = expression(*x.start);
    bound::Expression list = list_of_elements(*x.list);
    const LocalName accumulator(frame(), {x.accumulator.text, bound::SlotInfo::Kind::kValue, StaticType::any()});
    const LocalName variable(frame(), {x.variable.text, bound::SlotInfo::Kind::kValue, element_type(list.type)});
    const Restore body(in_body_, true);
    bound::Expression step = expression(*x.step);
    return {bound::Reduce{accumulator.slot(), std::move(start), variable.slot(), std::move(list), std::move(step)},
            StaticType::any(), place};
}

// --- Operators.

bound::Expression ExpressionBinder::bind(const ast::Case& x, Span place) {
    bound::Case result;
    StaticType type;
    if (x.subject) result.subject = expression(**x.subject);
    for (const ast::CaseBranch& branch : x.branches) {
        bound::Expression when = x.subject ? expression(branch.when) : predicate(branch.when);
        bound::Expression then = expression(branch.then);
        type = type | then.type;
        result.branches.push_back({std::move(when), std::move(then)});
    }
    if (x.otherwise) {
        result.otherwise = expression(**x.otherwise);
        type = type | (*result.otherwise)->type;
    }
    return {std::move(result), type, place};
}

bound::Expression ExpressionBinder::bind(const ast::Unary& x, Span place) {
    if (x.op == ast::UnaryOperator::kNot) {
        return {bound::Unary{x.op, predicate(*x.operand)}, Kind::kBoolean, place};
    }
    bound::Expression operand = expression(*x.operand);
    require(operand, StaticType::number() | StaticType(Kind::kDuration), "what has a sign");
    const StaticType type =
        operand.type.may_be_anything() ? StaticType::number() | StaticType(Kind::kDuration) : operand.type;
    return {bound::Unary{x.op, std::move(operand)}, type, place};
}

bound::Expression ExpressionBinder::bind(const ast::Binary& x, Span place) {
    bound::Expression left = expression(*x.left);
    bound::Expression right = expression(*x.right);
    const std::optional<StaticType> type = binary_type(x.op, left.type, right.type);
    if (!type) {
        fail(place, "InvalidArgumentType",
             fmt::format("{} cannot join {} and {}", symbol(x.op), to_string(left.type), to_string(right.type)));
    }
    return {bound::Binary{x.op, std::move(left), std::move(right)}, *type, place};
}

bound::Expression ExpressionBinder::bind(const ast::Comparison& x, Span place) {
    bound::Comparison result;
    result.operands.push_back(expression(*x.first));
    for (const ast::ComparisonStep& step : x.rest) {
        result.operators.push_back(step.op);
        result.operands.push_back(expression(step.right));
    }
    return {std::move(result), Kind::kBoolean, place};
}

bound::Expression ExpressionBinder::bind(const ast::Logical& x, Span place) {
    bound::Logical result{x.op, {}};
    for (const ast::Expression& operand : x.operands) result.operands.push_back(predicate(operand));
    return {std::move(result), Kind::kBoolean, place};
}

bound::Expression ExpressionBinder::bind(const ast::NullTest& x, Span place) {
    return {bound::NullTest{expression(*x.operand), x.negated}, Kind::kBoolean, place};
}

// --- Patterns and subqueries.

bound::Expression ExpressionBinder::bind(const ast::PatternExpression& x, Span place) {
    if (x.pattern->function) return shortest_path(*x.pattern, place);
    fail(place, "UnexpectedSyntax", "a pattern is a condition and has no value here",
         "collect its matches with [pattern | expression], or count them with COUNT { pattern }");
}

bound::Expression ExpressionBinder::bind(const ast::Subquery& x, Span place) { return subquery(x, place); }

// --- Labels and keys.

bound::Labels ExpressionBinder::labels(const ast::LabelExpression& labels, bool of_relationship) {
    using K = bound::Labels::Kind;
    const auto many = [&](K kind, const std::vector<ast::LabelExpression>& operands) {
        bound::Labels result{kind, "", {}};
        for (const ast::LabelExpression& operand : operands) {
            result.operands.push_back(this->labels(operand, of_relationship));
        }
        return result;
    };
    return std::visit(Overloaded{[&](const ast::Name& name) {
                                     of_relationship ? check_relationship_type(name) : check_label(name);
                                     return bound::Labels{K::kName, name.text, {}};
                                 },
                                 [&](ast::AnyLabel) {
                                     return bound::Labels{K::kAny, "", {}};
                                 },
                                 [&](const ast::NotLabel& x) {
                                     return bound::Labels{K::kNot, "", {this->labels(*x.operand, of_relationship)}};
                                 },
                                 [&](const ast::AllLabels& x) { return many(K::kAll, x.operands); },
                                 [&](const ast::SomeLabel& x) { return many(K::kSome, x.operands); }},
                      labels.node);
}

void ExpressionBinder::check_name(const ast::Name& name, std::string_view detail, std::string_view what, bool is_known,
                                  const std::vector<std::string>& candidates) const {
    if (schema_.is_open() || is_known) return;
    fail(name.place, detail, fmt::format("unknown {} '{}'{}", what, name.text, did_you_mean(name.text, candidates)));
}

void ExpressionBinder::check_label(const ast::Name& label) const {
    check_name(label, "UnknownLabel", "label", schema_.find_label(label.text) != nullptr, names_of(schema_.labels()));
}

void ExpressionBinder::check_relationship_type(const ast::Name& type) const {
    check_name(type, "UnknownRelationshipType", "relationship type", schema_.find_relationship(type.text) != nullptr,
               names_of(schema_.relationships()));
}

void ExpressionBinder::check_key(const ast::Name& key) const {
    check_name(key, "UnknownProperty", "property", schema_.find_property(key.text) != nullptr,
               names_of(schema_.properties()));
}

}  // namespace mirrorgraph::query
