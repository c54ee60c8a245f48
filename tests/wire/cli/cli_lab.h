// A daemon started by the test on a free port, and the CLI run against it: both as processes, as
// people have them. The daemon's clock stands still and is fed, so that no test depends on today.
#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace mutua::wire {

// What a command came to.
struct Ran {
  int exit = -1;
  std::string out, err;
  bool Says(const std::string& text) const { return out.find(text) != std::string::npos; }
  bool Complains(const std::string& text) const { return err.find(text) != std::string::npos; }
};

class CliLab {
 public:
  // mutuad on a store of its own, serving when the constructor returns. Its clock is at
  // 2026-11-26 08:00 UTC, a Thursday, unless `clock` says otherwise; empty: at the beginning of
  // time, for what feeds it itself.
  explicit CliLab(const std::string& clock = "2026-11-26T08:00:00Z");
  // SIGTERM; checks that it exits with 0.
  ~CliLab();
  CliLab(const CliLab&) = delete;
  CliLab& operator=(const CliLab&) = delete;

  // `mutua ARGUMENTS...` as the one who is signed in; ended when this returns.
  Ran Run(const std::vector<std::string>& arguments);
  // The same, at an address that is not the daemon's own.
  Ran RunAt(const std::string& address, const std::vector<std::string>& arguments);
  // Started only: its process. Its output is dropped.
  pid_t Start(const std::string& address, const std::vector<std::string>& arguments);
  // Any program, with `mutua` in its PATH and the sign-in in its environment.
  Ran RunProgram(const std::vector<std::string>& words, const std::string& address);

  // A sign-in for a member of the lab.
  std::string TokenFor(const std::string& member);
  void SignIn(const std::string& token) { token_ = token; }
  const std::string& manager() const { return manager_; }

  // The small lab of these tests: laser-1 and laser-2 (pool laser, stand in for each other), hall
  // (100 units, pool halls), members lea of cabane and tom of papier; in Berlin, always open.
  void ApplyLab();

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  int port() const { return port_; }
  std::string Write(const std::string& name, const std::string& text) const;
  std::string path(const std::string& name) const { return folder_.Below(name); }

 private:
  std::vector<std::string> Environment(const std::string& address) const;
  void AwaitServing(int log);

  TemporaryFolder folder_;
  pid_t daemon_ = -1;
  int port_ = 0;
  std::thread drain_;  // reads the daemon's log to its end
  std::string manager_, token_;
};

// ../shared/data beside the repository, or where MUTUA_SHARED_DATA says; empty if it is not there.
std::string SharedData();

std::string ReadFile(const std::string& path);

}  // namespace mutua::wire
