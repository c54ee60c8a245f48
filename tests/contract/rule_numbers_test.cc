// The rules of the core and of the contract are one list with one numbering: an integrator reads in
// refusal.proto what the history holds. Both lists are read as they stand, so that whoever adds a
// rule to one is told here to add it to the other.
#include <doctest/doctest.h>

#include <cctype>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "mutua/v1/refusal.pb.h"

namespace {

// Numbers from the first up to the second are of the edge alone.
constexpr int kFirstOfTheEdge = 60;
constexpr int kFirstOfQuotas = 100;

// "kSkippedTime" is RULE_SKIPPED_TIME.
std::string NameInContract(const std::string& name) {
  std::string result = "RULE";
  for (const char c : name.substr(1)) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0) result += '_';
    result += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return result;
}

std::map<int, std::string> RulesOfCore() {
  std::ifstream file(MUTUA_SOURCE_DIR "/engine/core/refusal.h");
  const std::regex value(R"(^  (k\w+) = (\d+),.*)");
  std::map<int, std::string> rules;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    inside |= line.starts_with("enum class Rule ");
    inside &= line != "};";
    std::smatch found;
    if (inside && std::regex_match(line, found, value)) {
      rules[std::stoi(found[2])] = NameInContract(found[1]);
    }
  }
  return rules;
}

std::map<int, std::string> RulesOfContract() {
  std::map<int, std::string> rules;
  const auto* list = mutua::v1::Rule_descriptor();
  for (int i = 0; i < list->value_count(); ++i) {
    const int number = list->value(i)->number();
    const bool of_the_edge = kFirstOfTheEdge <= number && number < kFirstOfQuotas;
    if (number > 0 && !of_the_edge) rules[number] = list->value(i)->name();
  }
  return rules;
}

TEST_CASE("Every rule of the core has its number and name in the contract") {
  const auto contract = RulesOfContract();
  const auto core = RulesOfCore();
  CHECK(core.size() > 30);
  for (const auto& [number, name] : core) {
    CAPTURE(number);
    CAPTURE(name);
    CHECK((contract.contains(number) && contract.at(number) == name));
  }
}

}  // namespace
