// A variable holds another value until the end of the scope.
#pragma once

#include <utility>

namespace mirrorgraph::query {

template <class T>
class Restore {
  public:
    Restore(T& place, T value) : place_(place), before_(std::exchange(place, std::move(value))) {}
    ~Restore() { place_ = std::move(before_); }
    Restore(const Restore&) = delete;
    Restore& operator=(const Restore&) = delete;

  private:
    T& place_;
    T before_;
};

}  // namespace mirrorgraph::query
