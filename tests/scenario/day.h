// A page of this folder as data: the lab, then what is done one after the other, with the answers
// that are expected. README.md describes the language. Reading a page asks nothing of the engine.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace mutua::scenario {

struct Step {
  int line = 0;  // of the page, from 1
  absl::CivilDay date;
  std::string time;  // "09:00"; "02:30/2" is the second of a time that the clocks show twice
  std::string text;  // "anna books laser-1 14:00-16:00"
  std::vector<std::string> expected;  // without their indentation
};

struct Day {
  std::string file;
  std::vector<std::string> lines;
  std::string lab;  // YAML, on the lines where it stands in the page
  std::vector<Step> steps;
};

// Errors: InvalidArgument, "FILE:LINE: what".
absl::StatusOr<Day> ReadDay(const std::string& text, const std::string& file);

// The page with these answers, one list a step, instead of those that are expected.
std::string Rewritten(const Day& day, const std::vector<std::vector<std::string>>& answers);

// What differs, for a person: lines that the page has and lines that were answered. Empty: nothing.
std::string Difference(const Day& day, const std::vector<std::vector<std::string>>& answers);

}  // namespace mutua::scenario
