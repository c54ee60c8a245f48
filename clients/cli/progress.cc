#include "clients/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace mutua::cli {
namespace {

constexpr size_t kBarWidth = 28;
constexpr auto kRedrawnEvery = std::chrono::milliseconds(100);

}  // namespace

Progress::Progress(std::string what, size_t total)
    : what_(std::move(what)),
      total_(total),
      drawn_at_all_(isatty(2) != 0 && total > 0),
      start_(std::chrono::steady_clock::now()) {}

void Progress::Show(size_t done) {
  if (!drawn_at_all_) return;
  const auto now = std::chrono::steady_clock::now();
  if (done < total_ && on_screen_ && now - last_ < kRedrawnEvery) return;
  last_ = now;
  on_screen_ = true;
  const size_t filled = kBarWidth * std::min(done, total_) / total_;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double rate = seconds > 0.5 ? static_cast<double>(done) / seconds : 0;
  fmt::print(stderr, "\r\033[K[{}{}] {} of {} {}{}", std::string(filled, '#'),
             std::string(kBarWidth - filled, ' '), done, total_, what_,
             rate > 0 ? fmt::format(", {:.0f}/s", rate) : "");
  std::fflush(stderr);
}

void Progress::Clear() {
  if (!on_screen_) return;
  on_screen_ = false;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

}  // namespace mutua::cli
