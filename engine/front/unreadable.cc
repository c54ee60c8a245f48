#include "engine/front/unreadable.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/utf8.h"

namespace mutua::front {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

// The contract's messages are nested five deep at most.
constexpr size_t kDepthMost = 16;

struct Level {
  const Descriptor* type;
  std::string_view bytes;
  std::string path;
  size_t at = 0;
  std::map<int, size_t> seen;  // elements of repeated fields
};

struct Field {
  const FieldDescriptor* field = nullptr;  // null: unknown, or not of length-delimited kind
  std::string_view bytes;
};

// The next field of the level; none: at its end, or the bytes make no sense.
std::optional<Field> NextField(Level* level) {
  google::protobuf::io::CodedInputStream stream(
      reinterpret_cast<const uint8_t*>(level->bytes.data() + level->at),
      static_cast<int>(level->bytes.size() - level->at));
  const uint32_t tag = stream.ReadTag();
  if (tag == 0) return std::nullopt;
  Field field;
  if (WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
    uint32_t size = 0;
    if (!stream.ReadVarint32(&size)) return std::nullopt;
    const size_t start = level->at + static_cast<size_t>(stream.CurrentPosition());
    if (size > level->bytes.size() - start) return std::nullopt;
    field.field = level->type->FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
    field.bytes = level->bytes.substr(start, size);
    level->at = start + size;
    return field;
  }
  if (!WireFormatLite::SkipField(&stream, tag)) return std::nullopt;
  level->at += static_cast<size_t>(stream.CurrentPosition());
  return field;
}

std::string PathOf(Level* level, const FieldDescriptor& field) {
  std::string path = level->path.empty() ? field.name() : level->path + "." + field.name();
  if (field.is_repeated()) path += "[" + std::to_string(level->seen[field.number()]++) + "]";
  return path;
}

}  // namespace

Objection WhatIsUnreadable(const Descriptor& type, std::string_view bytes) {
  std::vector<Level> levels;
  levels.push_back({&type, bytes, {}, 0, {}});
  while (!levels.empty()) {
    const std::optional<Field> found = NextField(&levels.back());
    if (!found) {
      levels.pop_back();
      continue;
    }
    if (found->field == nullptr) continue;
    const std::string path = PathOf(&levels.back(), *found->field);
    if (found->field->type() == FieldDescriptor::TYPE_STRING && !IsUtf8(found->bytes)) {
      return {.subject = path, .flaw = Flaw::kNotUtf8, .at = {}};
    }
    if (found->field->type() == FieldDescriptor::TYPE_MESSAGE && levels.size() < kDepthMost) {
      levels.push_back({found->field->message_type(), found->bytes, path, 0, {}});
    }
  }
  return {.subject = type.name(), .flaw = Flaw::kUnreadable, .at = {}};
}

}  // namespace mutua::front
