#include "engine/front/http/grpc_web.h"

#include <cstdint>

#include "engine/front/http/base64.h"

namespace mutua::front::http {
namespace {

constexpr size_t kHeadBytes = 5;  // the flag, and the length in four bytes, the highest first
constexpr uint8_t kMessage = 0x00;
constexpr uint8_t kCompressed = 0x01;
constexpr uint8_t kTrailer = 0x80;

std::string Frame(uint8_t flag, std::string_view content) {
  std::string frame;
  frame.reserve(kHeadBytes + content.size());
  frame += static_cast<char>(flag);
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame += static_cast<char>((content.size() >> shift) & 0xFF);
  }
  frame += content;
  return frame;
}

void AddLine(std::string* text, std::string_view name, std::string_view value) {
  text->append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

Unframed TakeMessage(std::string body) {
  if (body.size() < kHeadBytes) {
    return {{}, "the body must be one frame: a flag, the length in four bytes, the message"};
  }
  const auto byte = [&](size_t at) { return static_cast<uint8_t>(body[at]); };
  if (byte(0) == kCompressed) return {{}, "compressed messages are not taken: send flag 0"};
  if (byte(0) != kMessage) return {{}, "the frame's flag must be 0: a message"};
  const size_t length =
      size_t{byte(1)} << 24 | size_t{byte(2)} << 16 | size_t{byte(3)} << 8 | size_t{byte(4)};
  const size_t there = body.size() - kHeadBytes;
  if (length != there) {
    return {{},
            "the frame says " + std::to_string(length) + " bytes, " + std::to_string(there) +
                " follow: one whole frame is wanted"};
  }
  body.erase(0, kHeadBytes);
  return {std::move(body), {}};
}

std::string MessageFrame(std::string_view message) { return Frame(kMessage, message); }

std::string TrailerFrame(const Outcome& outcome) {
  std::string text;
  AddLine(&text, "grpc-status", std::to_string(static_cast<int>(outcome.code)));
  if (!outcome.message.empty()) AddLine(&text, "grpc-message", PercentEncoded(outcome.message));
  if (!outcome.details.empty()) AddLine(&text, "grpc-status-details-bin", Base64(outcome.details));
  for (const Field& trailer : outcome.trailers) AddLine(&text, trailer.name, trailer.value);
  return Frame(kTrailer, text);
}

Reply GrpcWebHead(const std::string& type) {
  // nginx would hold the frames of a stream back otherwise.
  return {.content_type = type, .fields = {{"x-accel-buffering", "no"}}, .body = nullptr};
}

Reply GrpcWebAnswer(const std::string& type, std::string_view message, const Outcome& outcome) {
  std::string body;
  if (outcome.code == Code::kOk) body = MessageFrame(message);
  body += TrailerFrame(outcome);
  return {.content_type = type, .fields = {}, .body = MakeBytes(std::move(body))};
}

std::string PercentEncoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (c >= 0x20 && c <= 0x7E && c != '%') {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<uint8_t>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

}  // namespace mutua::front::http
