// The fields in which two messages differ, as text.
#include <google/protobuf/util/time_util.h>

#include <map>
#include <string_view>

#include "engine/front/lab_difference.h"

namespace mutua::front {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::TimeUtil;
using Fields = std::map<std::string, std::string>;

bool IsOutput(const FieldDescriptor& field) {
  const std::string_view name = field.name();
  return name == "etag" || name == "retired" || name == "effective_rules" || name == "taken";
}

std::string Scalar(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.GetEnum(message, &field)->name();
    case FieldDescriptor::CPPTYPE_UINT32:
      return std::to_string(reflection.GetUInt32(message, &field));
    default:
      return std::to_string(reflection.GetInt64(message, &field));
  }
}

std::string Joined(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  std::string text;
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (i > 0) text += ", ";
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      text += reflection.GetRepeatedString(message, &field, i);
    } else {
      text += "{" + reflection.GetRepeatedMessage(message, &field, i).ShortDebugString() + "}";
    }
  }
  return text;
}

// Messages nest as deep as the contract says, four levels: what is sent cannot make it deeper.
void Flatten(const Message& message, const std::string& prefix, Fields* out) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (IsOutput(*field)) continue;
    const std::string path = prefix + field->name();
    if (field->is_repeated()) {
      (*out)[path] = Joined(message, *field);
    } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      (*out)[path] = Scalar(message, *field);
    } else {
      const Message& inner = message.GetReflection()->GetMessage(message, field);
      if (inner.GetDescriptor() == google::protobuf::Duration::descriptor()) {
        (*out)[path] = TimeUtil::ToString(static_cast<const google::protobuf::Duration&>(inner));
        continue;
      }
      const size_t before = out->size();
      Flatten(inner, path + ".", out);
      // One that is set and says nothing still differs from none.
      if (out->size() == before) (*out)[path] = "{}";
    }
  }
}

void Add(const std::string& path, const std::string& before, const std::string& after,
         google::protobuf::RepeatedPtrField<v1::FieldChange>* out) {
  v1::FieldChange& change = *out->Add();
  change.set_path(path);
  change.set_before(before);
  change.set_after(after);
}

}  // namespace

void CompareFields(const Message* before, const Message* after,
                   google::protobuf::RepeatedPtrField<v1::FieldChange>* out) {
  Fields old_fields;
  Fields new_fields;
  if (before != nullptr) Flatten(*before, "", &old_fields);
  if (after != nullptr) Flatten(*after, "", &new_fields);
  for (const auto& [path, text] : old_fields) {
    const auto now = new_fields.find(path);
    const std::string is = now == new_fields.end() ? std::string() : now->second;
    if (now == new_fields.end() || is != text) Add(path, text, is, out);
  }
  for (const auto& [path, text] : new_fields) {
    if (!old_fields.contains(path)) Add(path, "", text, out);
  }
}

}  // namespace mutua::front
