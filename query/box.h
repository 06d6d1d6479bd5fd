// One child of a tree node on the heap, owned, copied and compared by content.
//
// Errors:  none
// Owns:    its content; never empty, except when moved from
// Threads: values
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace mirrorgraph::query {

template <class T>
class Box {
  public:
    Box(T value) : content_(std::make_unique<T>(std::move(value))) {}
    Box(const Box& other) : content_(std::make_unique<T>(*other)) {}
    Box(Box&&) noexcept = default;
    Box& operator=(const Box& other) { return *this = Box(other); }
    Box& operator=(Box&&) noexcept = default;
    T& operator*() { return *content_; }
    const T& operator*() const { return *content_; }
    T* operator->() { return content_.get(); }
    const T* operator->() const { return content_.get(); }
    friend bool operator==(const Box& a, const Box& b) { return *a == *b; }

  private:
    std::unique_ptr<T> content_;
};

template <class T>
using OptionalBox = std::optional<Box<T>>;

// For std::visit: one lambda an alternative, and none for all.
template <class... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace mirrorgraph::query
