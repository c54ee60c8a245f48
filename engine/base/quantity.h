// Money and credits as types. A credit is one unit-hour at tariff 1 and multiplier 1 = 3,600 ticks
// (FAIRSHARE.md 1); Cents are hundredths of the site's currency. Both are exact integers.
#pragma once

#include <compare>
#include <cstdint>

namespace mutua {

template <class Tag>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(int64_t value) : value_(value) {}
  constexpr int64_t value() const { return value_; }
  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator+(Quantity other) const { return Quantity(value_ + other.value_); }
  constexpr Quantity operator-(Quantity other) const { return Quantity(value_ - other.value_); }

 private:
  int64_t value_ = 0;
};

using Cents = Quantity<struct CentsTag>;
using Ticks = Quantity<struct TicksTag>;

// What time costs: in ticks always, in money where there is a price.
struct Charge {
  Ticks ticks;
  Cents cents;
  constexpr bool operator==(const Charge&) const = default;
  constexpr Charge operator+(const Charge& other) const {
    return {ticks + other.ticks, cents + other.cents};
  }
  constexpr Charge operator-(const Charge& other) const {
    return {ticks - other.ticks, cents - other.cents};
  }
  constexpr bool IsNothing() const { return *this == Charge(); }
};

}  // namespace mutua
