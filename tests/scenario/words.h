// The words of a step, taken one after the other, and the things that steps are made of: moments,
// times and wants. The first thing that is not understood is kept; everything taken behind it is
// empty, so that a verb reads to its end and is judged once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "mutua/v1/booking.pb.h"

namespace mutua::scenario {

class Words {
 public:
  Words(const std::string& text, absl::CivilDay today);

  absl::CivilDay today() const { return today_; }
  bool done() const { return at_ == words_.size(); }
  const std::string& wrong() const { return wrong_; }
  void Fail(const std::string& what);

  // Takes these words if they come next.
  bool Take(const std::string& phrase);
  void Expect(const std::string& phrase);
  // The next word, or what stands between two quotes.
  std::string Next();
  std::string Quoted();
  bool NextIsQuoted() const { return !done() && words_[at_].quoted; }
  bool NextIsNumber() const;

  // "2h30".
  int64_t Length();
  // "14:00", "02:30/2" (the second of two), "tomorrow 14:00", "2026-11-27 14:00".
  v1::CivilTime Moment();
  // "14:00-16:00" (an end before its start is on the next day), "22:00 to 2026-11-28 02:00",
  // "14:00 lasting 2h".
  v1::AskedInterval Time();
  // "laser-1", "desk-a x2", "any lasers", "any 2 lasers", joined by "and".
  void Wants(google::protobuf::RepeatedPtrField<v1::Want>* out);

 private:
  struct Word {
    std::string text;
    bool quoted = false;
  };
  absl::CivilDay Date();
  v1::CivilTime At(absl::CivilDay date, const std::string& clock);

  std::vector<Word> words_;
  size_t at_ = 0;
  absl::CivilDay today_;
  std::string wrong_;
};

// "14:00": minutes since midnight, 24:00 at most. The second of two is said by "/2".
std::optional<int> ParseClock(const std::string& text, bool* second);

inline v1::When CivilWhen(const v1::CivilTime& civil) {
  v1::When when;
  *when.mutable_civil() = civil;
  return when;
}

}  // namespace mutua::scenario
