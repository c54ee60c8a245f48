// An input read as a list of choices: the same bytes make the same choices, and a changed byte
// changes one of them and little behind it. Behind the end every choice is the first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mutua::fuzz {

class Tape {
 public:
  explicit Tape(std::string_view bytes) : bytes_(bytes) {}

  bool over() const { return at_ >= bytes_.size(); }
  // Below `end`, which is not 0.
  size_t Below(size_t end) {
    size_t choice = Byte();
    for (size_t most = 256; most < end; most <<= 8) choice = choice << 8 | Byte();
    return choice % end;
  }
  bool OneIn(size_t times) { return Below(times) == 1; }
  uint64_t Number() {
    uint64_t number = 0;
    for (int i = 0; i < 8; ++i) number = number << 8 | Byte();
    return number;
  }
  template <class List>
  const auto& Any(const List& list) {
    return list[Below(list.size())];
  }

 private:
  uint8_t Byte() { return over() ? uint8_t{0} : static_cast<uint8_t>(bytes_[at_++]); }

  std::string_view bytes_;
  size_t at_ = 0;
};

}  // namespace mutua::fuzz
