#include "engine/pipeline/reclaimer.h"

#include <chrono>
#include <utility>

namespace mutua::pipeline {
namespace {

// Each call flushes and rewrites files: many erasures share one.
constexpr auto kPause = std::chrono::seconds(30);

}  // namespace

Reclaimer::Reclaimer(journal::Journal& journal, std::function<void(const absl::Status&)> on_failure)
    : journal_(journal), on_failure_(std::move(on_failure)), thread_([this] { Run(); }) {}

Reclaimer::~Reclaimer() { Stop(); }

void Reclaimer::Ask() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = true;
  }
  changed_.notify_all();
}

void Reclaimer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Reclaimer::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || asked_; });
    if (stopping_) return;
    asked_ = false;
    lock.unlock();
    const absl::Status done = journal_.Reclaim();
    if (!done.ok()) return on_failure_(done);
    lock.lock();
    if (changed_.wait_for(lock, kPause, [&] { return stopping_; })) return;
  }
}

}  // namespace mutua::pipeline
