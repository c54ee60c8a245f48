// What AdminService knows besides the house: how this daemon was set up, and the folder for
// backups. Made by the daemon (or a test) once, borrowed; must be stopped before the house ends.
// Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "engine/front/aside.h"
#include "engine/front/setting.h"

namespace mutua::front {

struct Administration {
  std::vector<Setting> settings;
  std::string version = "0.1.0";
  std::string store_folder;   // empty: nothing is on disk
  std::string backup_folder;  // empty: none are made
  std::function<size_t()> watches = [] { return size_t{0}; };
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();

  std::atomic<bool> backing_up = false;
  // A backup takes as long as the store is big: it holds nothing else up.
  Aside aside{4};
};

}  // namespace mutua::front
