// Another program run to its end, with what it printed.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mutua::cli {

struct Child {
  int exit_code = 0;
  std::string printed;  // on standard output and standard error
};

// Nullopt: it cannot be run. The first word is the program, looked for as a shell would.
std::optional<Child> RunChild(const std::vector<std::string>& words);

}  // namespace mutua::cli
