#include "engine/store/events.h"

#include <fmt/format.h>
#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>

#include <limits>

#include "engine/store/translate.h"
#include "mutua/store/v1/events.pb.h"

namespace mutua::store {
namespace {

using google::protobuf::Arena;
using google::protobuf::ArenaOptions;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

// Field 1 of Events, length-delimited.
constexpr uint32_t kEventTag = 10;

// An arena whose first block is on the stack: an ordinary event allocates nothing.
class EventArena {
 public:
  EventArena() : arena_(Options(block_, sizeof(block_))) {}
  EventArena(const EventArena&) = delete;
  EventArena& operator=(const EventArena&) = delete;

  v1::Event* New() { return Arena::CreateMessage<v1::Event>(&arena_); }
  void Reset() { arena_.Reset(); }

 private:
  static ArenaOptions Options(char* block, size_t size) {
    ArenaOptions options;
    options.initial_block = block;
    options.initial_block_size = size;
    return options;
  }
  alignas(16) char block_[2048];
  Arena arena_;
};

void Append(Instant at, const core::Event& event, EventArena* arena, std::string* out) {
  v1::Event* message = arena->New();
  Write(event, at, message);
  const size_t size = message->ByteSizeLong();
  MUTUA_CHECK(size <= std::numeric_limits<uint32_t>::max());
  uint8_t head[8];
  uint8_t* end = CodedOutputStream::WriteVarint32ToArray(kEventTag, head);
  end = CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(size), end);
  const size_t before = out->size();
  const size_t head_size = static_cast<size_t>(end - head);
  out->resize(before + head_size + size);
  uint8_t* to = reinterpret_cast<uint8_t*>(out->data()) + before;
  std::copy(head, end, to);
  message->SerializeWithCachedSizesToArray(to + head_size);
}

absl::Status Broken(size_t number, std::string_view what) {
  return absl::DataLossError(fmt::format("event {} of the commit: {}", number, what));
}

}  // namespace

std::string EncodeEvents(Instant at, const std::vector<core::Event>& events) {
  std::string bytes;
  bytes.reserve(events.size() * 64);
  EventArena arena;
  for (const core::Event& event : events) {
    Append(at, event, &arena, &bytes);
    arena.Reset();
  }
  return bytes;
}

void AppendEvent(Instant at, const core::Event& event, std::string* out) {
  EventArena arena;
  Append(at, event, &arena, out);
}

absl::StatusOr<std::vector<core::Event>> DecodeEvents(Instant at, std::string_view bytes) {
  std::vector<core::Event> events;
  EventArena arena;
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
    return absl::DataLossError("the events of a commit are over 2 GiB");
  }
  CodedInputStream input(reinterpret_cast<const uint8_t*>(bytes.data()),
                         static_cast<int>(bytes.size()));
  while (static_cast<size_t>(input.CurrentPosition()) < bytes.size()) {
    const size_t number = events.size() + 1;
    uint32_t size = 0;
    if (input.ReadTag() != kEventTag || !input.ReadVarint32(&size)) {
      return Broken(number, "does not begin as an event");
    }
    const size_t begin = static_cast<size_t>(input.CurrentPosition());
    if (size > bytes.size() - begin) return Broken(number, "is cut short");
    v1::Event* message = arena.New();
    if (!message->ParseFromArray(bytes.data() + begin, static_cast<int>(size))) {
      return Broken(number, "is not a message");
    }
    Faults faults;
    core::Event event = Read(*message, at, &faults);
    if (!faults.ok()) return Broken(number, faults.what());
    events.push_back(std::move(event));
    input.Skip(static_cast<int>(size));
    arena.Reset();
  }
  return events;
}

}  // namespace mutua::store
