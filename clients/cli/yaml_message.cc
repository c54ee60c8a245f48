#include "clients/cli/yaml_message.h"

#include <fmt/format.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/time/time.h"
#include "clients/cli/dates.h"
#include "engine/base/utf8.h"

namespace mutua::cli {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kDepthMost = 16;

std::string Upper(std::string text) {
  for (char& c : text) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
  return text;
}

// RESOURCE_KIND_MACHINE of ResourceKind is "machine".
std::string ShortName(const EnumValueDescriptor& value) {
  std::string prefix;
  for (const char c : value.type()->name()) {
    if (std::isupper(c) && !prefix.empty()) prefix += '_';
    prefix += static_cast<char>(std::toupper(c));
  }
  std::string name = value.name();
  if (name.rfind(prefix + "_", 0) == 0) name = name.substr(prefix.size() + 1);
  for (char& c : name) c = static_cast<char>(std::tolower(c));
  return name;
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  absl::Status Read(const YAML::Node& node, Message* message, int depth) {
    if (depth > kDepthMost) return Wrong(node, "nested too deeply");
    if (message->GetDescriptor()->full_name() == "google.protobuf.Duration") {
      return ReadDuration(node, message);
    }
    if (message->GetDescriptor()->full_name() == "google.protobuf.Timestamp") {
      return ReadTimestamp(node, message);
    }
    if (!node.IsMap()) return Wrong(node, "expected keys and values");
    for (const auto& entry : node) {
      const std::string key = entry.first.Scalar();
      const FieldDescriptor* field = message->GetDescriptor()->FindFieldByName(key);
      if (field == nullptr) return Wrong(entry.first, UnknownKey(*message, key));
      const absl::Status read = ReadField(entry.second, *field, message, depth);
      if (!read.ok()) return read;
    }
    return absl::OkStatus();
  }

 private:
  absl::Status Wrong(const YAML::Node& node, const std::string& what) const {
    const YAML::Mark mark = node.Mark();
    return absl::InvalidArgumentError(
        fmt::format("{}:{}:{}: {}", file_, mark.line + 1, mark.column + 1, what));
  }

  static std::string UnknownKey(const Message& message, const std::string& key) {
    std::string known;
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      known += (i == 0 ? "" : ", ") + message.GetDescriptor()->field(i)->name();
    }
    return fmt::format("unknown key \"{}\"; here one of: {}", key, known);
  }

  absl::Status ReadField(const YAML::Node& node, const FieldDescriptor& field, Message* message,
                         int depth) {
    if (!field.is_repeated()) return ReadValue(node, field, message, depth);
    if (!node.IsSequence()) return Wrong(node, fmt::format("\"{}\" is a list", field.name()));
    for (const YAML::Node& item : node) {
      const absl::Status read = ReadValue(item, field, message, depth);
      if (!read.ok()) return read;
    }
    return absl::OkStatus();
  }

  absl::Status ReadValue(const YAML::Node& node, const FieldDescriptor& field, Message* message,
                         int depth) {
    const auto* reflection = message->GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return Read(node,
                  field.is_repeated() ? reflection->AddMessage(message, &field)
                                      : reflection->MutableMessage(message, &field),
                  depth + 1);
    }
    if (!node.IsScalar()) return Wrong(node, fmt::format("\"{}\" is one value", field.name()));
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return Set<std::string>(node, field, message);
      case FieldDescriptor::CPPTYPE_BOOL:
        return Set<bool>(node, field, message);
      case FieldDescriptor::CPPTYPE_UINT32:
        return Set<uint32_t>(node, field, message);
      case FieldDescriptor::CPPTYPE_INT64:
        return Set<int64_t>(node, field, message);
      case FieldDescriptor::CPPTYPE_ENUM:
        return ReadEnum(node, field, message);
      default:
        return Wrong(node, fmt::format("\"{}\" cannot be written here", field.name()));
    }
  }

  template <class T>
  absl::Status Set(const YAML::Node& node, const FieldDescriptor& field, Message* message) {
    T value{};
    if (!YAML::convert<T>::decode(node, value)) {
      return Wrong(node, fmt::format("\"{}\" is no value for \"{}\"", node.Scalar(), field.name()));
    }
    const auto* reflection = message->GetReflection();
    if constexpr (std::is_same_v<T, std::string>) {
      if (!IsUtf8(value)) return Wrong(node, fmt::format("\"{}\" is not UTF-8", field.name()));
      field.is_repeated() ? reflection->AddString(message, &field, value)
                          : reflection->SetString(message, &field, value);
    } else if constexpr (std::is_same_v<T, bool>) {
      reflection->SetBool(message, &field, value);
    } else if constexpr (std::is_same_v<T, uint32_t>) {
      reflection->SetUInt32(message, &field, value);
    } else {
      reflection->SetInt64(message, &field, value);
    }
    return absl::OkStatus();
  }

  absl::Status ReadEnum(const YAML::Node& node, const FieldDescriptor& field, Message* message) {
    const std::string wanted = Upper(node.Scalar());
    std::string known;
    for (int i = 0; i < field.enum_type()->value_count(); ++i) {
      const EnumValueDescriptor& value = *field.enum_type()->value(i);
      if (value.number() == 0) continue;
      if (Upper(ShortName(value)) == wanted) {
        const auto* reflection = message->GetReflection();
        field.is_repeated() ? reflection->AddEnum(message, &field, &value)
                            : reflection->SetEnum(message, &field, &value);
        return absl::OkStatus();
      }
      known += (known.empty() ? "" : ", ") + ShortName(value);
    }
    return Wrong(node,
                 fmt::format("\"{}\" is no {}; one of: {}", node.Scalar(), field.name(), known));
  }

  absl::Status ReadDuration(const YAML::Node& node, Message* message) {
    if (!node.IsScalar()) return Wrong(node, "expected a length such as 2h30");
    auto* duration = static_cast<google::protobuf::Duration*>(message);
    if (node.Scalar() == "0" || node.Scalar() == "none") return absl::OkStatus();
    const auto length = ParseLength(node.Scalar());
    if (!length.ok()) return Wrong(node, std::string(length.status().message()));
    duration->set_seconds(length->seconds());
    return absl::OkStatus();
  }

  absl::Status ReadTimestamp(const YAML::Node& node, Message* message) {
    absl::Time time;
    std::string error;
    if (!node.IsScalar() || !absl::ParseTime(absl::RFC3339_full, node.Scalar(), &time, &error)) {
      return Wrong(node, "expected an instant such as 2026-03-29T14:00:00Z");
    }
    static_cast<google::protobuf::Timestamp*>(message)->set_seconds(absl::ToUnixSeconds(time));
    return absl::OkStatus();
  }

  const std::string& file_;
};

std::string DurationText(int64_t seconds) {
  if (seconds == 0) return "0";
  if (seconds % 86400 == 0) return fmt::format("{}d", seconds / 86400);
  if (seconds % 3600 == 0) return fmt::format("{}h", seconds / 3600);
  if (seconds % 60 == 0) return fmt::format("{}min", seconds / 60);
  return fmt::format("{}s", seconds);
}

void Write(const Message& message, YAML::Emitter* out);

void WriteValue(const Message& message, const FieldDescriptor& field, int index,
                YAML::Emitter* out) {
  const auto* reflection = message.GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Write(many ? reflection->GetRepeatedMessage(message, &field, index)
                        : reflection->GetMessage(message, &field),
                   out);
    case FieldDescriptor::CPPTYPE_STRING:
      *out << (many ? reflection->GetRepeatedString(message, &field, index)
                    : reflection->GetString(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      *out << reflection->GetBool(message, &field);
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      *out << reflection->GetUInt32(message, &field);
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      *out << reflection->GetInt64(message, &field);
      return;
    default:
      *out << ShortName(many ? *reflection->GetRepeatedEnum(message, &field, index)
                             : *reflection->GetEnum(message, &field));
  }
}

void Write(const Message& message, YAML::Emitter* out) {
  const std::string& type = message.GetDescriptor()->full_name();
  if (type == "google.protobuf.Duration") {
    *out << DurationText(static_cast<const google::protobuf::Duration&>(message).seconds());
    return;
  }
  if (type == "google.protobuf.Timestamp") {
    const auto& at = static_cast<const google::protobuf::Timestamp&>(message);
    *out << absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(at.seconds()),
                             absl::UTCTimeZone());
    return;
  }
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  *out << YAML::BeginMap;
  for (const FieldDescriptor* field : fields) {
    *out << YAML::Key << field->name() << YAML::Value;
    if (!field->is_repeated()) {
      WriteValue(message, *field, 0, out);
      continue;
    }
    const bool plain = field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
    *out << (plain ? YAML::Flow : YAML::Block) << YAML::BeginSeq;
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      WriteValue(message, *field, i, out);
    }
    *out << YAML::EndSeq;
  }
  *out << YAML::EndMap;
}

}  // namespace

absl::Status ReadYaml(const std::string& text, const std::string& file, Message* message) {
  // yaml-cpp throws; nothing else here does.
  try {
    return Reader(file).Read(YAML::Load(text), message, 0);
  } catch (const YAML::Exception& wrong) {
    return absl::InvalidArgumentError(
        fmt::format("{}:{}:{}: {}", file, wrong.mark.line + 1, wrong.mark.column + 1, wrong.msg));
  }
}

std::string WriteYaml(const Message& message) {
  YAML::Emitter out;
  Write(message, &out);
  return std::string(out.c_str()) + "\n";
}

}  // namespace mutua::cli
