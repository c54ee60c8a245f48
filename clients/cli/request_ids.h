// Request ids that survive a lost reply: the id is on disk before the request is sent, under the
// request itself, and goes when a definite answer has come. The same command typed again within the
// hour uses the id again, so it books once whatever happened to the first reply.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mutua::cli {

// A UUID of version 7 (RFC 9562, 5.7) of that moment.
std::string NewRequestId(int64_t unix_milliseconds);

// The same, with `number` where others have random bits: for a run that is to be repeatable.
std::string RequestIdFor(int64_t unix_milliseconds, uint64_t number);

class RequestIds {
 public:
  // `folder` is made when it is first needed.
  explicit RequestIds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The id for this request (method, target and body, without its id): the one that is pending,
  // else a new one, written and synced.
  std::string Pending(std::string_view request, int64_t unix_milliseconds);
  // When that id was made, if one is pending, in milliseconds.
  std::optional<int64_t> PendingSince(std::string_view request, int64_t unix_milliseconds) const;
  // A definite answer came.
  void Answered(std::string_view request);

 private:
  // The id that is pending; empty: none.
  std::string Kept(std::string_view request, int64_t unix_milliseconds) const;
  std::filesystem::path PathOf(std::string_view request) const;
  std::filesystem::path folder_;
};

}  // namespace mutua::cli
