// How far long work is, on one line of a terminal's standard error; silent anywhere else.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace mutua::cli {

class Progress {
 public:
  // `what` is counted: "commands".
  Progress(std::string what, size_t total);
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Redrawn ten times a second at most, and at the end.
  void Show(size_t done);
  // Makes room for other lines; the next Show draws it again.
  void Clear();

 private:
  const std::string what_;
  const size_t total_;
  const bool drawn_at_all_;
  const std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
  bool on_screen_ = false;
};

}  // namespace mutua::cli
