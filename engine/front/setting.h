// A setting of the daemon, as it holds and where it came from: for AdminService.GetConfiguration.
#pragma once

#include <string>

namespace mutua::front {

struct Setting {
  std::string name;  // "queue_depth"
  std::string value;
  std::string source;  // "default", "flag" or "file:<path>:<line>"
};

}  // namespace mutua::front
