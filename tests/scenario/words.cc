#include "tests/scenario/words.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "clients/cli/dates.h"

namespace mutua::scenario {
namespace {

constexpr int kMinutesOfDay = 24 * 60;

std::string CivilText(absl::CivilDay date, int minutes) {
  const absl::CivilMinute at = absl::CivilMinute(date) + minutes;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", at.year(), at.month(), at.day(), at.hour(),
                     at.minute());
}

}  // namespace

std::optional<int> ParseClock(const std::string& text, bool* second) {
  int hour = 0, minute = 0, end = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d%n", &hour, &minute, &end) != 2 || end != 5) return {};
  *second = text.size() > 5;
  if (*second && text.substr(5) != "/2") return {};
  const int minutes = hour * 60 + minute;
  if (hour < 0 || minute < 0 || minute > 59 || minutes > kMinutesOfDay) return {};
  return minutes;
}

Words::Words(const std::string& text, absl::CivilDay today) : today_(today) {
  size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    const bool quoted = text[at] == '"';
    const size_t begin = quoted ? at + 1 : at;
    const size_t end = std::min(text.find(quoted ? '"' : ' ', begin), text.size());
    words_.push_back({text.substr(begin, end - begin), quoted});
    at = quoted ? std::min(end + 1, text.size()) : end;
  }
}

void Words::Fail(const std::string& what) {
  if (wrong_.empty()) wrong_ = what;
}

bool Words::Take(const std::string& phrase) {
  const Words wanted(phrase, today_);
  if (!wrong_.empty() || words_.size() - at_ < wanted.words_.size()) return false;
  for (size_t i = 0; i < wanted.words_.size(); ++i) {
    if (words_[at_ + i].quoted || words_[at_ + i].text != wanted.words_[i].text) return false;
  }
  at_ += wanted.words_.size();
  return true;
}

void Words::Expect(const std::string& phrase) {
  if (!Take(phrase)) {
    Fail(fmt::format("expected \"{}\", not \"{}\"", phrase, done() ? "" : words_[at_].text));
  }
}

std::string Words::Next() {
  if (done()) Fail("something is missing at the end");
  return wrong_.empty() ? words_[at_++].text : "";
}

std::string Words::Quoted() {
  if (!NextIsQuoted()) Fail("expected something between quotes");
  return Next();
}

bool Words::NextIsNumber() const {
  return !done() && words_[at_].text.find_first_not_of("0123456789") == std::string::npos;
}

int64_t Words::Length() {
  const std::string word = Next();
  if (!wrong_.empty()) return 0;
  const auto length = cli::ParseLength(word);
  if (!length.ok()) Fail("\"" + word + "\" is no length");
  return length.ok() ? length->seconds() : 0;
}

absl::CivilDay Words::Date() {
  if (Take("today")) return today_;
  if (Take("tomorrow")) return today_ + 1;
  int year = 0, month = 0, day = 0, end = 0;
  if (!done() &&
      std::sscanf(words_[at_].text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 &&
      end == 10) {
    Next();
    return absl::CivilDay(year, month, day);
  }
  return today_;
}

v1::CivilTime Words::At(absl::CivilDay date, const std::string& clock) {
  v1::CivilTime civil;
  bool second = false;
  const std::optional<int> minutes = ParseClock(clock, &second);
  if (!minutes) Fail("\"" + clock + "\" is no time of day");
  civil.set_local(CivilText(date, minutes.value_or(0)));
  civil.set_second(second);
  return civil;
}

v1::CivilTime Words::Moment() {
  const absl::CivilDay date = Date();
  return At(date, Next());
}

v1::AskedInterval Words::Time() {
  v1::AskedInterval time;
  const absl::CivilDay date = Date();
  const std::string word = Next();
  const size_t dash = word.find('-');
  const v1::CivilTime start = At(date, word.substr(0, dash));
  *time.mutable_start() = CivilWhen(start);
  if (dash != std::string::npos) {
    v1::CivilTime end = At(date, word.substr(dash + 1));
    if (end.local() < start.local()) end = At(date + 1, word.substr(dash + 1));
    *time.mutable_end() = CivilWhen(end);
  } else if (Take("lasting")) {
    time.mutable_length()->set_seconds(Length());
  } else {
    Expect("to");
    *time.mutable_end() = CivilWhen(Moment());
  }
  return time;
}

void Words::Wants(google::protobuf::RepeatedPtrField<v1::Want>* out) {
  do {
    v1::Want& want = *out->Add();
    if (Take("any")) {
      if (NextIsNumber()) want.set_count(static_cast<uint32_t>(std::atoi(Next().c_str())));
      want.set_pool(Next());
    } else {
      want.set_resource(Next());
    }
    if (!done() && words_[at_].text.size() > 1 && words_[at_].text[0] == 'x' &&
        words_[at_].text.find_first_not_of("0123456789", 1) == std::string::npos) {
      want.set_units(static_cast<uint32_t>(std::atoi(Next().c_str() + 1)));
    }
  } while (Take("and"));
}

}  // namespace mutua::scenario
