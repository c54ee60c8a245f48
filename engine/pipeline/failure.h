// The engine's end: the first failure that serving cannot survive. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <utility>

#include "absl/status/status.h"

namespace mutua::pipeline {

class Failure {
 public:
  // `on_failure` is called once at most, on the thread that reports; it may be empty.
  explicit Failure(std::function<void(const absl::Status&)> on_failure)
      : on_failure_(std::move(on_failure)) {}

  void Report(const absl::Status& status) {
    if (happened_.exchange(true)) return;
    if (on_failure_) on_failure_(status);
  }
  bool happened() const { return happened_; }

 private:
  const std::function<void(const absl::Status&)> on_failure_;
  std::atomic<bool> happened_ = false;
};

}  // namespace mutua::pipeline
