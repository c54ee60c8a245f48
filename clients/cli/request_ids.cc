#include "clients/cli/request_ids.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <system_error>

namespace mutua::cli {
namespace {

constexpr int64_t kPendingFor = 3'600'000;  // milliseconds: an hour

int64_t MadeAt(const std::string& id) {
  if (id.size() != 36) return 0;
  return std::strtoll((id.substr(0, 8) + id.substr(9, 4)).c_str(), nullptr, 16);
}

// The moment, the version and the variant put over bytes that tell ids apart; as text.
std::string Stamped(std::array<uint8_t, 16> bytes, int64_t unix_milliseconds) {
  for (size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<uint8_t>(unix_milliseconds >> (40 - 8 * i));
  }
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3f) | 0x80);
  std::string id;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += fmt::format("{:02x}", bytes[i]);
  }
  return id;
}

void WriteSynced(const std::filesystem::path& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return;  // no place to keep it: the request is still sent, once
  if (::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size())) ::fsync(file);
  ::close(file);
}

}  // namespace

std::string NewRequestId(int64_t unix_milliseconds) {
  std::array<uint8_t, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return Stamped(bytes, unix_milliseconds);
}

std::string RequestIdFor(int64_t unix_milliseconds, uint64_t number) {
  std::array<uint8_t, 16> bytes{};
  for (size_t i = 0; i < 8; ++i) bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
  return Stamped(bytes, unix_milliseconds);
}

std::filesystem::path RequestIds::PathOf(std::string_view request) const {
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(request.data()), request.size(),
                     nullptr, 0);
  std::string name;
  for (const unsigned char byte : digest) name += fmt::format("{:02x}", byte);
  return folder_ / name;
}

std::string RequestIds::Kept(std::string_view request, int64_t unix_milliseconds) const {
  std::ifstream in(PathOf(request));
  std::string id;
  const bool kept = in >> id && MadeAt(id) + kPendingFor > unix_milliseconds;
  return kept ? id : "";
}

std::string RequestIds::Pending(std::string_view request, int64_t unix_milliseconds) {
  std::string id = Kept(request, unix_milliseconds);
  if (!id.empty()) return id;
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  id = NewRequestId(unix_milliseconds);
  WriteSynced(PathOf(request), id + "\n");
  return id;
}

std::optional<int64_t> RequestIds::PendingSince(std::string_view request,
                                                int64_t unix_milliseconds) const {
  const std::string id = Kept(request, unix_milliseconds);
  return id.empty() ? std::nullopt : std::optional(MadeAt(id));
}

void RequestIds::Answered(std::string_view request) {
  std::error_code ignored;
  std::filesystem::remove(PathOf(request), ignored);
}

}  // namespace mutua::cli
