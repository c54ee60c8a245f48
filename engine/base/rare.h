// A value that few of many have: eight bytes where it is the default, and a place of its own where it
// is not. Copied as a value. Thread-compatible.
#pragma once

#include <memory>

namespace mutua {

template <class T>
class Rare {
 public:
  Rare() = default;
  Rare(const T& value) { *this = value; }  // NOLINT: as the value itself
  Rare(const Rare& other) { *this = *other; }
  Rare(Rare&&) noexcept = default;
  Rare& operator=(Rare&&) noexcept = default;
  Rare& operator=(const Rare& other) { return *this = *other; }
  Rare& operator=(const T& value) {
    held_ = value == T() ? nullptr : std::make_unique<T>(value);
    return *this;
  }
  ~Rare() = default;

  // The default when it holds none. Borrowed until the next change.
  const T& operator*() const {
    static const T kDefault{};
    return held_ == nullptr ? kDefault : *held_;
  }
  const T* operator->() const { return &**this; }
  bool operator==(const Rare& other) const { return **this == *other; }
  bool IsDefault() const { return held_ == nullptr; }

 private:
  std::unique_ptr<T> held_;  // null: the default
};

}  // namespace mutua
