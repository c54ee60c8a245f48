#include "tests/scenario/day.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>

namespace mutua::scenario {
namespace {

constexpr const char* kAnswerIndent = "    ";
constexpr std::array<const char*, 7> kDays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};

bool IsBlank(const std::string& line) { return line.find_first_not_of(' ') == std::string::npos; }
bool IsProse(const std::string& line) { return IsBlank(line) || line[0] == '#'; }
bool IsIndented(const std::string& line) { return !IsBlank(line) && line[0] == ' '; }

std::vector<std::string> SplitLines(const std::string& text) {
  std::vector<std::string> lines;
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// "Thursday 2026-11-26": the day that what follows happens on.
bool ReadDate(const std::string& line, absl::CivilDay* date, std::string* wrong) {
  for (size_t i = 0; i < kDays.size(); ++i) {
    const std::string name = kDays[i];
    if (line.rfind(name + " ", 0) != 0) continue;
    int year = 0, month = 0, day = 0, end = 0;
    const std::string rest = line.substr(name.size() + 1);
    if (std::sscanf(rest.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 ||
        static_cast<size_t>(end) != rest.size()) {
      *wrong = "a date is written \"Thursday 2026-11-26\"";
      return true;
    }
    *date = absl::CivilDay(year, month, day);
    if (static_cast<size_t>(absl::GetWeekday(*date)) != i) *wrong = "that is no " + name;
    return true;
  }
  return false;
}

bool IsTime(const std::string& word) {
  int hour = 0, minute = 0, end = 0;
  if (std::sscanf(word.c_str(), "%2d:%2d%n", &hour, &minute, &end) != 2 || end != 5) return false;
  return hour < 24 && minute < 60 && (word.size() == 5 || word.substr(5) == "/2");
}

class Reader {
 public:
  Reader(const std::string& text, const std::string& file) {
    day_.file = file;
    day_.lines = SplitLines(text);
  }

  absl::StatusOr<Day> Read() {
    while (wrong_.empty() && at_ < day_.lines.size()) ReadLine(day_.lines[at_++]);
    if (wrong_.empty() && day_.lab.empty()) wrong_ = "a page begins with its lab";
    if (wrong_.empty() && day_.steps.empty()) wrong_ = "nothing happens on this page";
    if (wrong_.empty()) return std::move(day_);
    return absl::InvalidArgumentError(fmt::format("{}:{}: {}", day_.file, at_, wrong_));
  }

 private:
  void ReadLine(const std::string& line) {
    if (IsProse(line)) return;
    if (line == "lab:") return ReadLab();
    if (ReadDate(line, &date_, &wrong_)) return;
    const size_t space = line.find(' ');
    if (!IsTime(line.substr(0, space)) || space == std::string::npos) {
      wrong_ = "expected a day, or a time and what happens";
    } else if (date_ == absl::CivilDay()) {
      wrong_ = "on which day?";
    } else {
      ReadStep(line, space);
    }
  }

  void ReadLab() {
    if (!day_.lab.empty()) wrong_ = "a page has one lab";
    day_.lab.assign(at_, '\n');
    while (at_ < day_.lines.size() && (IsProse(day_.lines[at_]) || IsIndented(day_.lines[at_]))) {
      day_.lab += day_.lines[at_++] + "\n";
    }
  }

  void ReadStep(const std::string& line, size_t space) {
    Step step;
    step.line = static_cast<int>(at_);
    step.date = date_;
    step.time = line.substr(0, space);
    step.text = line.substr(space + 1);
    while (at_ < day_.lines.size() && IsIndented(day_.lines[at_])) {
      const std::string& answer = day_.lines[at_++];
      if (answer.rfind(kAnswerIndent, 0) != 0) {
        wrong_ = "an answer is indented by four";
        return;
      }
      step.expected.push_back(answer.substr(4));
    }
    day_.steps.push_back(std::move(step));
  }

  Day day_;
  size_t at_ = 0;  // lines read
  absl::CivilDay date_;
  std::string wrong_;
};

}  // namespace

absl::StatusOr<Day> ReadDay(const std::string& text, const std::string& file) {
  return Reader(text, file).Read();
}

std::string Rewritten(const Day& day, const std::vector<std::vector<std::string>>& answers) {
  std::string text;
  size_t next = 0;
  for (size_t i = 0; i < day.lines.size(); ++i) {
    text += day.lines[i] + "\n";
    if (next == day.steps.size() || day.steps[next].line != static_cast<int>(i) + 1) continue;
    for (const std::string& answer : answers[next]) text += kAnswerIndent + answer + "\n";
    i += day.steps[next++].expected.size();
  }
  return text;
}

std::string Difference(const Day& day, const std::vector<std::vector<std::string>>& answers) {
  std::string text;
  for (size_t i = 0; i < day.steps.size(); ++i) {
    const Step& step = day.steps[i];
    const std::vector<std::string>& is = answers[i];
    const std::vector<std::string>& was = step.expected;
    if (is == was) continue;
    size_t head = 0;
    while (head < std::min(is.size(), was.size()) && is[head] == was[head]) ++head;
    size_t tail = 0;
    while (tail < std::min(is.size(), was.size()) - head &&
           is[is.size() - 1 - tail] == was[was.size() - 1 - tail]) {
      ++tail;
    }
    text += fmt::format("{}:{}: {} {}\n", day.file, step.line, step.time, step.text);
    for (size_t k = 0; k < head; ++k) text += "      " + was[k] + "\n";
    for (size_t k = head; k < was.size() - tail; ++k) text += "page  " + was[k] + "\n";
    for (size_t k = head; k < is.size() - tail; ++k) text += "is    " + is[k] + "\n";
    for (size_t k = was.size() - tail; k < was.size(); ++k) text += "      " + was[k] + "\n";
  }
  return text;
}

}  // namespace mutua::scenario
