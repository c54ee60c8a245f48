#include "tests/http/http_lab.h"

#include <cstdint>

namespace mutua::http_test {

std::string Framed(const google::protobuf::Message& message) {
  const std::string bytes = message.SerializeAsString();
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame += static_cast<char>((bytes.size() >> shift) & 0xFF);
  }
  return frame + bytes;
}

Unpacked Unpack(std::string_view frames) {
  Unpacked unpacked;
  while (frames.size() >= 5) {
    size_t size = 0;
    for (int i = 1; i < 5; ++i)
      size = size << 8 | static_cast<uint8_t>(frames[static_cast<size_t>(i)]);
    const std::string content(frames.substr(5, size));
    if (frames.front() == '\0') {
      unpacked.messages.push_back(content);
    } else {
      unpacked.trailers += content;
    }
    frames.remove_prefix(5 + content.size());
  }
  return unpacked;
}

}  // namespace mutua::http_test
