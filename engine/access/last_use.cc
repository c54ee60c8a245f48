#include "engine/access/last_use.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::access {
namespace {

// "mutua last use 1", a line "4 1790000400" for each token, and the digest of all that. The
// writer's flips and cuts are found by it, nobody's malice: who may write here may write the store.
constexpr std::string_view kFirstLine = "mutua last use 1\n";

using Uses = std::vector<std::pair<uint32_t, int64_t>>;

std::string DigestOf(std::string_view text) {
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  std::array<char, digest.size() * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return std::string(hex.data()) + "\n";
}

// To ten minutes: no more is told.
std::string Print(const Uses& uses) {
  constexpr int64_t kGrain = LastUse::kKeptTo.seconds();
  std::string text(kFirstLine);
  for (const auto& [token, second] : uses) {
    text += std::to_string(token) + " " + std::to_string(second / kGrain * kGrain) + "\n";
  }
  return text + DigestOf(text);
}

// One number, and the character behind it.
template <class Number>
bool Take(std::string_view* text, char behind, Number* number) {
  const char* end = text->data() + text->size();
  const auto [rest, wrong] = std::from_chars(text->data(), end, *number);
  if (wrong != std::errc() || rest == end || *rest != behind) return false;
  text->remove_prefix(static_cast<size_t>(rest + 1 - text->data()));
  return true;
}

std::optional<Uses> Parse(std::string_view text) {
  constexpr size_t kDigestBytes = 33;
  if (text.size() < kFirstLine.size() + kDigestBytes || !text.starts_with(kFirstLine)) {
    return std::nullopt;
  }
  const std::string_view digest = text.substr(text.size() - kDigestBytes);
  text.remove_suffix(kDigestBytes);
  if (digest != DigestOf(text)) return std::nullopt;
  text.remove_prefix(kFirstLine.size());
  Uses uses;
  while (!text.empty()) {
    auto& [token, second] = uses.emplace_back();
    if (!Take(&text, ' ', &token) || !Take(&text, '\n', &second) || token == 0) return std::nullopt;
  }
  return uses;
}

// The file at `path` is the old one or the new one, whole, whatever happens meanwhile; its owner's
// alone to read.
absl::Status Replace(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  const auto failed = [&] {
    return absl::UnavailableError("cannot write " + beside + ": " + std::strerror(errno));
  };
  if (unlink(beside.c_str()) != 0 && errno != ENOENT) return failed();
  const int descriptor = open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed();
  const ssize_t size = write(descriptor, text.data(), text.size());
  absl::Status status = size == static_cast<ssize_t>(text.size()) ? absl::OkStatus() : failed();
  if (close(descriptor) != 0 && status.ok()) status = failed();
  if (!status.ok()) return status;
  return std::rename(beside.c_str(), path.c_str()) == 0 ? absl::OkStatus() : failed();
}

}  // namespace

bool LastUse::Used(TokenId token, Instant now) {
  const std::lock_guard lock(mutex_);
  Instant& used = used_[token];
  used = std::max(used, now);
  if (kept_ == kEarliest) kept_ = now;  // the first ten minutes count from the first use
  if (now < kept_ + kKeptTo) return false;
  kept_ = now;
  return true;
}

Instant LastUse::Of(TokenId token) const {
  const std::lock_guard lock(mutex_);
  const auto found = used_.find(token);
  return found == used_.end() ? kEarliest : found->second;
}

void LastUse::Forget(TokenId token) {
  const std::lock_guard lock(mutex_);
  used_.erase(token);
}

absl::Status LastUse::Open(std::string path) {
  const std::lock_guard file_lock(file_mutex_);
  path_ = std::move(path);
  std::ifstream file(path_);
  if (path_.empty() || !file) return absl::OkStatus();
  std::ostringstream whole;
  whole << file.rdbuf();
  const std::optional<Uses> uses = Parse(whole.str());
  if (!uses) {
    return absl::DataLossError(path_ + " is damaged: until it is written anew, sessions count as " +
                               "used when they were made");
  }
  const std::lock_guard lock(mutex_);
  for (const auto& [token, second] : *uses) used_[TokenId(token)] = Instant::FromUnix(second);
  return absl::OkStatus();
}

absl::Status LastUse::Keep() {
  const std::lock_guard file_lock(file_mutex_);
  if (path_.empty()) return absl::OkStatus();
  Uses uses;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [token, at] : used_) uses.emplace_back(token.value(), at.unix_seconds());
  }
  std::sort(uses.begin(), uses.end());
  return Replace(path_, Print(uses));
}

}  // namespace mutua::access
