// One request to the provider. Everything about it is bounded: where it may go, how long it takes,
// how much comes back. It follows no redirect, and believes no certificate that is not the host's.
//
// Blocks its thread, kFetchTimeout at most.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "engine/base/secret.h"

namespace mutua::front::openid {

// A provider's documents are some KiB; a person waits.
inline constexpr size_t kAnswerBytesMost = 256 << 10;
inline constexpr std::chrono::milliseconds kFetchTimeout{5000};

struct FetchOrder {
  std::string url;
  std::optional<Secret> form;  // posted, as application/x-www-form-urlencoded; none: GET
  std::optional<Secret> user;  // "name:password" of HTTP's basic authentication
  std::string ca_file;         // PEM of who signs the host's certificate; empty: the system's
};

struct Fetched {
  int status = 0;
  std::string body;
};

// Whether `url` may be asked at all: https, or plain http to this machine. No user, no fragment.
bool MayAsk(const std::string& url);

// For a form or a query (RFC 3986, 2.1).
std::string PercentEncoded(std::string_view text);

// `stop`: when it becomes true, the request is given up.
// UNAVAILABLE: there is no answer, in time or at all, or it is too long; INVALID_ARGUMENT: !MayAsk.
absl::StatusOr<Fetched> Fetch(const FetchOrder& order, const std::atomic<bool>& stop);

}  // namespace mutua::front::openid
