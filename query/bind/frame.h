// Which names an expression can see, and the layout of the row that it is evaluated over.
//
// There are four kinds of rows: of a part, of a group, of a projection, and none at all (SKIP, LIMIT). A name that is
// first looked up through a frame may get its slot only then: imports of subqueries, hidden columns.
//
// Errors:  none; the binder asks fault() what to say of a name that find() does not know
// Owns:    its layout; the frames it looks through must outlive it
// Threads: one thread
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/bind/bound.h"

namespace mirrorgraph::query {

// Why a name is not visible, as an error says it.
struct Fault {
    std::string_view detail;
    std::string message;
    std::string remedy;
};

class Frame {
  public:
    virtual ~Frame() = default;
    Frame(const Frame&) = delete;
    Frame& operator=(const Frame&) = delete;

    // The slot of a visible variable.
    std::optional<bound::Slot> find(const std::string& name);
    // All visible names.
    virtual std::vector<std::string> visible() const;
    virtual Fault fault(const std::string& name);
    // What stands for an expression as a whole in this row: a grouping key, an aggregate, a column.
    virtual std::optional<bound::Expression> replacement(const ast::Expression&) { return std::nullopt; }

    bound::Slot add(bound::SlotInfo info);      // without a name to find it by
    bound::Slot declare(bound::SlotInfo info);  // visible from now on
    void show(const std::string& name, bound::Slot slot) { names_.insert_or_assign(name, slot); }
    const bound::SlotInfo& info(bound::Slot slot) const { return slots_[slot.value]; }
    const std::vector<bound::SlotInfo>& slots() const { return slots_; }

  protected:
    Frame() = default;
    bool has_own(const std::string& name) const { return names_.contains(name); }
    virtual std::optional<bound::Slot> find_elsewhere(const std::string&) { return std::nullopt; }

  private:
    friend class LocalName;
    std::vector<bound::SlotInfo> slots_;
    std::map<std::string, bound::Slot> names_;
};

// A variable of a comprehension: hides others of its name while it lives; its slot stays.
class LocalName {
  public:
    LocalName(Frame& frame, const bound::SlotInfo& info);
    LocalName(Frame& frame, const std::string& name, bound::Slot slot);
    ~LocalName();
    LocalName(const LocalName&) = delete;
    LocalName& operator=(const LocalName&) = delete;
    bound::Slot slot() const { return slot_; }

  private:
    Frame& frame_;
    std::string name_;
    bound::Slot slot_;
    std::optional<bound::Slot> hidden_;
};

// What a query inside another one sees of the row around it.
struct Surroundings {
    Frame& frame;
    std::optional<std::vector<std::set<std::string>>> names = {};  // by branch; none: all of them
    bool first_part_only = false;                                  // later parts see what the first one passes on
    std::vector<bound::Import> imports = {};                       // what has been looked up so far

    std::vector<std::string> visible(std::size_t branch) const;
    bool shows(std::size_t branch, const std::string& name) const { return !names || (*names)[branch].contains(name); }
};

// The row of a part. In the first part of a branch of a subquery, names of its surroundings are imported on use.
class PartFrame : public Frame {
  public:
    PartFrame() = default;
    PartFrame(Surroundings& outer, std::size_t branch) : outer_(&outer), branch_(branch) {}
    std::vector<std::string> visible() const override;

  protected:
    std::optional<bound::Slot> find_elsewhere(const std::string& name) override;

  private:
    Surroundings* outer_ = nullptr;
    std::size_t branch_ = 0;
};

// The row of SKIP and LIMIT: nothing.
class ConstantFrame : public Frame {
  public:
    Fault fault(const std::string& name) override;
};

// Finds or makes the slot of an aggregate in the row of a group; nullopt for other expressions.
using AggregateSlot = std::function<std::optional<bound::Slot>(const ast::Expression&)>;

// The row of a group: its keys, its aggregates.
class GroupFrame : public Frame {
  public:
    GroupFrame(Frame& source, AggregateSlot aggregate) : source_(source), aggregate_(std::move(aggregate)) {}
    void add_key(bound::SlotInfo info, const ast::Expression* expression);
    std::optional<bound::Expression> replacement(const ast::Expression& expression) override;
    Fault fault(const std::string& name) override;

  protected:
    std::optional<bound::Slot> find_elsewhere(const std::string& name) override;

  private:
    struct Key {
        const ast::Expression* expression;
        bound::Slot slot;
    };
    Frame& source_;
    AggregateSlot aggregate_;
    std::vector<Key> keys_;
};

// The row of a projection: its columns under their names, and where rows were neither grouped nor made distinct, the
// variables before it as hidden columns.
class ColumnFrame : public Frame {
  public:
    enum class Reach { kColumnsOnly, kSourceToo };
    // `hide` makes a hidden column of what a slot or an aggregate of the row before holds, and gives its slot.
    ColumnFrame(Frame& source, Reach reach, std::function<bound::Slot(bound::Slot)> hide, AggregateSlot aggregate)
        : source_(source), reach_(reach), hide_(std::move(hide)), aggregate_(std::move(aggregate)) {}
    bound::Slot add_column(bound::SlotInfo info, const ast::Expression* expression);
    // Whether the expression that is bound now mixes aggregates and other things: then only simple keys are found again.
    void set_mixed(bool is_mixed) { is_mixed_ = is_mixed; }
    std::optional<bound::Expression> replacement(const ast::Expression& expression) override;
    Fault fault(const std::string& name) override;

  protected:
    std::optional<bound::Slot> find_elsewhere(const std::string& name) override;

  private:
    struct Column {
        const ast::Expression* expression;
        bound::Slot slot;
    };
    Frame& source_;
    Reach reach_;
    std::function<bound::Slot(bound::Slot)> hide_;
    AggregateSlot aggregate_;
    std::vector<Column> columns_;
    bool is_mixed_ = false;
};

}  // namespace mirrorgraph::query
