#include "query/engine.h"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "graph/store/check.h"
#include "graph/store/written.h"
#include "query/bind/binder.h"
#include "query/exec/operator.h"
#include "query/exec/view/commit.h"
#include "query/exec/view/rebase.h"
#include "query/plan/plan_text.h"
#include "query/plan/planner.h"
#include "query/query_error.h"
#include "query/syntax/parser.h"

namespace mirrorgraph::query {

namespace {

// What a snapshot is asked for by every query.
class Base {
  public:
    explicit Base(std::shared_ptr<const Snapshot> snapshot) : snapshot_(std::move(snapshot)) {}

    const std::shared_ptr<const Snapshot>& snapshot() const { return snapshot_; }
    std::shared_ptr<const plan::Statistics> statistics() const {
        std::call_once(once_, [this] { statistics_ = std::make_shared<plan::Statistics>(snapshot_); });
        return statistics_;
    }

  private:
    std::shared_ptr<const Snapshot> snapshot_;
    mutable std::once_flag once_;
    mutable std::shared_ptr<const plan::Statistics> statistics_;
};

// The graph at one moment.
struct State {
    std::shared_ptr<const Base> base;
    std::shared_ptr<const Delta> delta;  // null: none
    std::uint64_t version = 0;
};

GraphView view_of(const State& state) { return GraphView(state.base->snapshot(), state.delta); }

// Changes are folded into a new snapshot when they are an eighth of the graph, but neither while they are few nor only
// when every writing query would have to copy many.
constexpr std::size_t kFewestChanges = 1'000;
constexpr std::size_t kMostChanges = 10'000;

std::size_t size_of(const State& state) {
    return state.base->snapshot()->node_count() + state.base->snapshot()->relationship_count();
}

bool should_fold(const State& state) {
    return state.delta && state.delta->size() > std::clamp(size_of(state) / 8, kFewestChanges, kMostChanges);
}

// Whether folding costs no more than the changes themselves did. A graph that has been emptied begins anew.
bool is_quickly_folded(const State& state) {
    if (!state.delta) return false;
    return view_of(state).node_count() == 0 || state.delta->size() > std::max(size_of(state) / 2, kFewestChanges);
}

std::shared_ptr<const Snapshot> folded(const State& state) {
    const GraphView view = view_of(state);
    return Snapshot::freeze(fold(view, view.base().shared_schema()));
}

}  // namespace

struct Database::Impl {
    bool writable = false;
    std::shared_ptr<const Schema> schema;
    mutable std::mutex mutex;   // of the two states
    State state;                // that queries read
    State head;                 // with changes that are still being kept
    mutable std::mutex writer;  // held while a query writes
    Kept last_kept;             // of the head; under `writer`
    Keep keep;
    KeepBuilt keep_built;

    mutable std::mutex preparing;  // of the next, and held while it works
    Prepare prepare;

    std::mutex folding;  // of the next
    bool fold_is_due = false;
    std::condition_variable_any due;
    std::jthread folder;  // last, so that it ends first

    State peek() const {
        const std::lock_guard lock(mutex);
        return state;
    }
    State peek_newest() const {
        const std::lock_guard lock(mutex);
        return head;
    }

    // A change that is made, and not kept yet.
    struct Pending {
        State state;
        Kept kept;
    };

    // REQUIRES: `writer` is held.
    Pending make_head(State next, Kept kept) {
        last_kept = kept;
        const std::lock_guard lock(mutex);
        head = next;
        return {std::move(next), std::move(kept)};
    }

    // Lets everyone see the change once it is kept. REQUIRES: `writer` is not held.
    void finish(Pending pending) {
        try {
            if (pending.kept) pending.kept();
        } catch (...) {
            const std::scoped_lock lock(writer, mutex);
            head = state;
            last_kept = {};
            throw;
        }
        const std::lock_guard lock(mutex);
        // The head may be the same upon another snapshot by now.
        if (pending.state.version == head.version) {
            state = head;
        } else if (pending.state.version > state.version) {
            state = std::move(pending.state);
        }
        if (head.version < state.version) head = state;
    }

    void mark_written(const State& before, Delta& delta) const {
        const GraphView view = view_of(before);
        if (!keep_built || !is_built(view.base()) || built_digest(view.metadata())) return;
        Map metadata = view.metadata();
        set_built_digest(metadata, keep_built([&] { return fold(view, schema); }));
        delta.metadata = std::make_shared<const Map>(std::move(metadata));
    }

    // REQUIRES: `writer` is held. Makes the state with this delta the newest, or throws and changes nothing.
    Pending commit(const State& before, std::shared_ptr<Delta> delta) {
        mark_written(before, *delta);
        State next = before;
        next.delta = std::move(delta);
        ++next.version;
        ChangeSet changes;
        if (keep || !schema->is_open()) {
            changes = changes_between(view_of(before), view_of(next));
            check_storable(changes, view_of(next), schema);
        }
        if (is_quickly_folded(next)) {
            next.base = std::make_shared<const Base>(folded(next));
            next.delta = nullptr;
        } else if (should_fold(next)) {
            ask_to_fold();
        }
        Kept kept = keep && !changes.empty() ? keep(changes) : last_kept;
        return make_head(std::move(next), std::move(kept));
    }

    // A base with all that queries and whoever else reads the graph will want of it, and what to do when it is in place.
    std::pair<std::shared_ptr<const Base>, Settled> ready_base(const std::shared_ptr<const Snapshot>& snapshot,
                                                               const Snapshot& before) const {
        auto base = std::make_shared<const Base>(snapshot);
        base->statistics();
        snapshot->index_as(before);
        const std::lock_guard lock(preparing);
        return {base, prepare ? prepare(snapshot) : Settled()};
    }

    void ask_to_fold() {
        const std::lock_guard lock(folding);
        fold_is_due = true;
        if (!folder.joinable()) folder = std::jthread([this](const std::stop_token& stop) { fold_when_due(stop); });
        due.notify_one();
    }

    void fold_when_due(const std::stop_token& stop) {
        std::unique_lock lock(folding);
        while (due.wait(lock, stop, [this] { return fold_is_due; })) {
            fold_is_due = false;
            lock.unlock();
            try {
                if (const State from = peek(); should_fold(from)) fold_now(from);
            } catch (const std::exception&) {
                // For want of memory, say: the graph stays as it is, and the next write asks again.
            }
            lock.lock();
        }
    }

    // What is written meanwhile is put upon the new snapshot. Only what is kept is folded: the rest may yet fail.
    void fold_now(const State& from) {
        const auto [base, settled] = ready_base(folded(from), *from.base->snapshot());
        const Rebase rebase(view_of(from), base->snapshot());
        put_in_place(from, base, rebase);
        if (settled) settled(*peek().base->snapshot());
    }

    void put_in_place(const State& from, const std::shared_ptr<const Base>& base, const Rebase& rebase) {
        const std::scoped_lock lock(writer, mutex);
        // Another graph may have taken the place of the one that was folded.
        if (state.base != from.base || head.base != from.base) return;
        const bool is_at_rest = state.version == head.version;
        state = {base, rebase(view_of(state)), state.version};
        head = is_at_rest ? state : State{base, rebase(view_of(head)), head.version};
    }
};

struct PreparedQuery::Impl {
    std::shared_ptr<Database> database;
    std::string text;
    bound::Statement statement;

    struct Planned {
        std::shared_ptr<const plan::Plan> plan;
        std::weak_ptr<const plan::Statistics> statistics;  // weak: a query that is kept must not keep an old graph
        bool exact = false;
    };
    mutable std::mutex mutex;
    mutable Planned planned;  // the last plan made

    // A plan for this state: the last one, where it still fits.
    std::shared_ptr<const plan::Plan> plan(const State& state) const {
        const auto statistics = state.base->statistics();
        const std::lock_guard lock(mutex);
        const bool exact = !state.delta;
        if (!planned.plan || planned.statistics.lock() != statistics || planned.exact != exact) {
            planned = {plan::plan_query(statement, text, *statistics, exact), statistics, exact};
        }
        return planned.plan;
    }
};

struct Result::Impl {
    std::shared_ptr<const PreparedQuery::Impl> query;
    std::shared_ptr<const plan::Plan> plan;
    Map parameters;
    std::unique_ptr<GraphEditor> editor;
    std::unique_ptr<Run> run;
    ArgumentSource source;
    OperatorPtr root;  // null when there is nothing more to take
    Batch batch;
    std::size_t row = 0;
    std::uint64_t repeats = 0;  // how often the row is still to be given
    std::string plan_text;

    // Rows of a writing query, all taken before it returned.
    std::vector<Batch> taken;
    std::size_t next_taken = 0;
    Counters counters;

    Impl(std::shared_ptr<const PreparedQuery::Impl> of, std::shared_ptr<const plan::Plan> with, Map given,
         const GraphView& view, const Limits& limits, CancelToken token)
        : query(std::move(of)), plan(std::move(with)), parameters(std::move(given)), batch(plan->slots) {
        run = std::make_unique<Run>(*plan, view, parameters, limits, std::move(token));
        run->profiling = query->statement.prefix == ast::Prefix::kProfile;
    }

    void start() { root = build_operator(*run, *plan->root, source); }

    bool next_batch() {
        row = 0;
        if (next_taken < taken.size()) {
            std::swap(batch, taken[next_taken++]);
            return true;
        }
        if (!root) return false;
        if (root->next(batch)) return true;
        finish();
        return false;
    }

    // Takes all rows now.
    void drain() {
        Batch next(plan->slots);
        while (root && root->next(next)) {
            for (std::size_t i = 0; i < next.rows; ++i) run->count_result_rows(next.weight(i));
            taken.push_back(std::move(next));
            next = Batch(plan->slots);
        }
        finish();
    }

    bool next_row() {
        if (repeats > 0) {
            --repeats;
            return true;
        }
        ++row;
        while (row >= batch.rows || batch.weight(row) == 0) {
            if (row < batch.rows) {
                ++row;
            } else if (!next_batch()) {
                batch.clear();
                return false;
            }
        }
        repeats = batch.weight(row) - 1;
        return true;
    }

    void finish() {
        if (root && run->profiling) plan_text = profile();
        root.reset();
    }

    std::string profile() const {
        plan::PlanTextOptions options;
        options.measured = [this](const plan::Node& node) {
            const Operator* found = find(*root, node);
            if (found == nullptr) return std::string();
            const double own = static_cast<double>(found->profiled_time().count()) / 1e6;
            return fmt::format("  rows {}  time {:.3f} ms", found->profiled_rows(), own);
        };
        return plan::to_text(*plan, options);
    }
    static const Operator* find(const Operator& op, const plan::Node& node) {
        if (&op.node() == &node) return &op;
        for (const OperatorPtr& child : op.children()) {
            if (const Operator* found = find(*child, node)) return found;
        }
        return nullptr;
    }
};

// --- Database.

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

std::shared_ptr<Database> Database::read_only(std::shared_ptr<const Snapshot> snapshot) {
    return read_only(GraphView(std::move(snapshot)));
}

std::shared_ptr<Database> Database::read_only(const GraphView& view) {
    auto impl = std::make_unique<Impl>();
    impl->schema = view.base().shared_schema();
    impl->state = {std::make_shared<const Base>(view.shared_base()), view.shared_delta(), 0};
    impl->head = impl->state;
    return std::shared_ptr<Database>(new Database(std::move(impl)));
}

std::shared_ptr<Database> Database::writable(std::shared_ptr<const Snapshot> snapshot, Keep keep,
                                             KeepBuilt keep_built) {
    auto database = read_only(std::move(snapshot));
    database->impl_->writable = true;
    database->impl_->keep = std::move(keep);
    database->impl_->keep_built = std::move(keep_built);
    return database;
}

PreparedQuery Database::prepare(std::string_view text) {
    auto query = std::make_shared<PreparedQuery::Impl>();
    query->database = shared_from_this();
    query->text = text;
    query->statement = bind(parse(text), *impl_->schema);
    if (query->statement.is_updating && !impl_->writable) {
        throw QueryError(ErrorCode::kConflict, "AccessMode", "ReadOnlyGraph", "this graph is open for reading only",
                         "open it writable to change it");
    }
    return PreparedQuery(std::move(query));
}

const Schema& Database::schema() const { return *impl_->schema; }
bool Database::is_writable() const { return impl_->writable; }
GraphView Database::graph() const { return view_of(impl_->peek()); }
std::uint64_t Database::version() const { return impl_->peek().version; }
std::pair<GraphView, std::uint64_t> Database::state() const {
    const State state = impl_->peek();
    return {view_of(state), state.version};
}
PropertyGraph Database::to_graph() const { return fold(graph(), impl_->schema); }

void Database::prepare_snapshots(Prepare prepare) {
    const std::lock_guard lock(impl_->preparing);
    impl_->prepare = std::move(prepare);
}

void Database::warm_up(std::span<const std::string_view> keys) const {
    const State state = impl_->peek();
    state.base->statistics();
    for (const std::string_view key : keys) state.base->snapshot()->index_key(key);
}

void Database::at_rest(const std::function<void(const GraphView&)>& look) const {
    const std::lock_guard writer(impl_->writer);
    if (impl_->last_kept) impl_->last_kept();
    look(view_of(impl_->peek_newest()));
}

bool Database::replace(const PropertyGraph& next, std::uint64_t made_from) {
    const State state = impl_->peek();
    if (!impl_->writable) throw Error(ErrorCode::kConflict, "this graph is open for reading only");
    if (next.schema().name() != impl_->schema->name()) {
        throw Error(ErrorCode::kConflict, fmt::format("a graph of the schema '{}' cannot take the place of one of '{}'",
                                                      next.schema().name(), impl_->schema->name()));
    }
    if (state.version != made_from) return false;
    check_graph(next);
    // Slow, and so before anyone has to wait for us.
    const ChangeSet changes = difference(fold(view_of(state), impl_->schema), next);
    if (changes.empty()) return true;
    const auto [base, settled] = impl_->ready_base(Snapshot::freeze(next), *state.base->snapshot());
    State replaced{base, nullptr, state.version + 1};
    const auto told = [this, &settled = settled](bool done) {
        if (settled) settled(*impl_->peek().base->snapshot());
        return done;
    };
    std::unique_lock writer(impl_->writer);
    if (impl_->peek_newest().version != made_from) {
        writer.unlock();
        return told(false);
    }
    Kept kept = impl_->keep ? impl_->keep(changes) : Kept();
    Impl::Pending pending = impl_->make_head(std::move(replaced), std::move(kept));
    writer.unlock();
    impl_->finish(std::move(pending));
    return told(true);
}

// --- PreparedQuery.

PreparedQuery::PreparedQuery(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

const std::vector<std::string>& PreparedQuery::columns() const { return impl_->statement.query.columns; }
const std::vector<std::string>& PreparedQuery::parameters() const { return impl_->statement.parameters; }
bool PreparedQuery::writes() const { return impl_->statement.is_updating; }
std::string PreparedQuery::explain() const { return plan::to_text(*impl_->plan(impl_->database->impl_->peek())); }

Result PreparedQuery::run(Map parameters, const Limits& limits, CancelToken token,
                          std::optional<std::uint64_t> only_at) const {
    for (const std::string& name : impl_->statement.parameters) {
        if (parameters.contains(name) || impl_->statement.prefix == ast::Prefix::kExplain) continue;
        throw QueryError(ErrorCode::kRuntime, "ParameterMissing", "MissingParameter",
                         fmt::format("parameter ${} has no value", name));
    }
    Database::Impl& database = *impl_->database->impl_;
    const bool writes = impl_->statement.is_updating && impl_->statement.prefix != ast::Prefix::kExplain;
    std::unique_lock<std::mutex> writer;
    if (writes) writer = std::unique_lock(database.writer);
    const State state = writes ? database.peek_newest() : database.peek();
    if (writes && only_at && *only_at != state.version) {
        throw Error(ErrorCode::kConflict, "the graph has changed since",
                    fmt::format("its version is now {}", state.version));
    }
    std::shared_ptr<Delta> delta;
    if (writes) {
        delta = state.delta ? std::make_shared<Delta>(*state.delta) : std::make_shared<Delta>();
    }
    const GraphView view(state.base->snapshot(), writes ? delta : state.delta);
    auto result = std::make_unique<Result::Impl>(impl_, impl_->plan(state), std::move(parameters), view, limits,
                                                 std::move(token));
    if (impl_->statement.prefix == ast::Prefix::kExplain) {
        result->plan_text = plan::to_text(*result->plan);
        return Result(std::move(result));
    }
    if (!writes) {
        result->start();
        return Result(std::move(result));
    }
    result->editor = std::make_unique<GraphEditor>(result->run->view(), delta, database.schema);
    result->run->set_editor(*result->editor);
    result->start();
    result->drain();
    result->editor->finish();
    result->counters = result->editor->counters();
    if (!result->counters.any()) return Result(std::move(result));
    Database::Impl::Pending pending = database.commit(state, delta);
    writer.unlock();
    database.finish(std::move(pending));
    return Result(std::move(result));
}

// --- Result.

Result::Result(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Result::Result(Result&&) noexcept = default;
Result& Result::operator=(Result&&) noexcept = default;
Result::~Result() = default;

const std::vector<std::string>& Result::columns() const { return impl_->plan->columns; }

bool Result::next() {
    if (!impl_->next_row()) return false;
    if (impl_->taken.empty()) impl_->run->count_result_rows(1);
    return true;
}

Value Result::operator[](std::size_t column) const {
    return impl_->batch.columns[impl_->plan->column_slots[column]].at(impl_->row);
}

std::vector<Value> Result::row() const {
    std::vector<Value> values;
    for (std::size_t i = 0; i < impl_->plan->column_slots.size(); ++i) values.push_back((*this)[i]);
    return values;
}

const GraphView& Result::graph() const { return impl_->run->view(); }
const Counters& Result::counters() const { return impl_->counters; }
std::string Result::plan() const { return impl_->plan_text; }

}  // namespace mirrorgraph::query
