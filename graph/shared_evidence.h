// An evidence list that a graph and its snapshots hold in common; whoever changes it copies it first.
//
// Owns:    the list, by reference count; nothing while it is empty
// Threads: as an ordinary value; holders in different threads do not disturb each other
#pragma once

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <utility>

#include "graph/evidence.h"

namespace mirrorgraph {

class SharedEvidence {
  public:
    SharedEvidence() = default;
    explicit SharedEvidence(EvidenceList list) {
        if (list.empty()) return;
        box_ = new Box;
        box_->list = std::move(list);
    }

    const EvidenceList& list() const {
        static const EvidenceList kNone;
        return box_ ? box_->list : kNone;
    }

    void add(Evidence evidence) {
        if (!box_) {
            box_ = new Box;
        } else if (box_->use_count() > 1) {
            box_ = new Box(*box_);
        }
        box_->list.push_back(std::move(evidence));
    }

  private:
    struct Box : boost::intrusive_ref_counter<Box, boost::thread_safe_counter> {
        EvidenceList list;
    };
    boost::intrusive_ptr<Box> box_;
};

}  // namespace mirrorgraph
