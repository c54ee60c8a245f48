#include "tests/fuzz/made_message.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <array>
#include <limits>

namespace mutua::fuzz {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kDepthMost = 7;
constexpr int64_t kDay = 86400;

int64_t Number(Tape& tape) {
  static constexpr std::array<int64_t, 16> kUsual = {
      0,    1,    2,     3,  5,         10,        60,        100,
      1000, 3600, 86400, -1, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};
  if (tape.OneIn(8)) return static_cast<int64_t>(tape.Number());
  // The small ones more often.
  return kUsual[tape.OneIn(4) ? tape.Below(kUsual.size()) : tape.Below(8)];
}

int32_t EnumNumber(Tape& tape, const FieldDescriptor& field) {
  const auto& type = *field.enum_type();
  if (tape.OneIn(32)) return 999;
  return type.value(static_cast<int>(tape.Below(static_cast<size_t>(type.value_count()))))
      ->number();
}

void LearnFrom(const Message& message, int depth,
               const std::function<void(const std::string&)>& learn) {
  if (depth > kDepthMost) return;
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int count = field->is_repeated() ? std::min(reflection.FieldSize(message, field), 4) : 1;
    for (int i = 0; i < count; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        learn(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                   : reflection.GetString(message, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        LearnFrom(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                       : reflection.GetMessage(message, field),
                  depth + 1, learn);
      }
    }
  }
}

}  // namespace

const std::string& Words::Choose(Tape& tape) const {
  static const std::vector<std::string> kNonsense = {"",
                                                     " ",
                                                     "a",
                                                     "\xc3\xa9t\xc3\xa9",
                                                     std::string("a\0b", 3),
                                                     std::string(300, 'x'),
                                                     std::string(70'000, 'y'),
                                                     "../../etc/passwd",
                                                     "<script>",
                                                     "b-99999999999999999999",
                                                     "-1",
                                                     "\xf0\x9f\x94\xa8",
                                                     "null",
                                                     "%s%n",
                                                     "'; --",
                                                     "b-18446744073709551615",
                                                     "\r\nx: y"};
  if (tape.OneIn(16)) return tape.Any(kNonsense);
  if (!learnt_.empty() && tape.OneIn(2)) return tape.Any(learnt_);
  return tape.Any(known_);
}

void Words::Learn(const Message& answer) {
  constexpr size_t kWord = 120;
  LearnFrom(answer, 0, [this](const std::string& word) {
    if (word.empty() || word.size() > kWord) return;
    learnt_.push_back(word);
    if (learnt_.size() > kLearntMost) learnt_.pop_front();
  });
}

void MessageMaker::Fill(Tape& tape, Message* message, int depth) const {
  if (FillTime(tape, message)) return;
  const auto& type = *message->GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_message = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (is_message && depth >= kDepthMost) continue;
    // Of what excludes each other the last one stays.
    const bool is_choice = field.real_containing_oneof() != nullptr;
    const bool is_sent = field.name() == "request_id" ? !tape.OneIn(32)
                         : is_choice                  ? tape.Below(3) == 0
                                                      : tape.Below(8) < (depth == 0 ? 6U : 3U);
    if (!is_sent) continue;
    if (!field.is_repeated()) {
      Set(tape, message, field, depth);
      continue;
    }
    const size_t most = tape.OneIn(64) ? 40 : 3;
    for (size_t count = tape.Below(most + 1); count > 0; --count) Add(tape, message, field, depth);
  }
}

bool MessageMaker::FillTime(Tape& tape, Message* message) const {
  if (auto* time = dynamic_cast<google::protobuf::Timestamp*>(message)) {
    static constexpr std::array<int64_t, 6> kFar = {
        0, 4'102'444'800, 253'402'300'799, -62'135'596'800, INT64_MAX, INT64_MIN};
    if (tape.OneIn(24)) {
      time->set_seconds(tape.Any(kFar));
      time->set_nanos(tape.OneIn(2) ? -1 : 999'999'999);
    } else {
      time->set_seconds(now_ + static_cast<int64_t>(tape.Below(14 * 96)) * 900 - kDay);
    }
    return true;
  }
  if (auto* length = dynamic_cast<google::protobuf::Duration*>(message)) {
    length->set_seconds(tape.OneIn(16) ? Number(tape) : static_cast<int64_t>(tape.Below(17)) * 900);
    if (tape.OneIn(32)) length->set_nanos(static_cast<int32_t>(tape.Number()));
    return true;
  }
  return false;
}

std::string MessageMaker::Text(Tape& tape, const FieldDescriptor& field) const {
  if (field.name() == "request_id" && !tape.OneIn(16)) return request_id_();
  return words_.Choose(tape);
}

void MessageMaker::Set(Tape& tape, Message* message, const FieldDescriptor& field,
                       int depth) const {
  const Reflection& reflection = *message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.SetString(message, &field, Text(tape, field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Fill(tape, reflection.MutableMessage(message, &field), depth + 1);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.SetEnumValue(message, &field, EnumNumber(tape, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.SetBool(message, &field, tape.OneIn(2));
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.SetInt32(message, &field, static_cast<int32_t>(Number(tape)));
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.SetInt64(message, &field, Number(tape));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.SetUInt32(message, &field, static_cast<uint32_t>(Number(tape)));
    case FieldDescriptor::CPPTYPE_UINT64:
      // A position that is never reached would be waited for.
      return reflection.SetUInt64(
          message, &field,
          field.name() == "min_position" ? tape.Below(4) : static_cast<uint64_t>(Number(tape)));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.SetDouble(message, &field, static_cast<double>(Number(tape)));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return reflection.SetFloat(message, &field, static_cast<float>(Number(tape)));
  }
}

void MessageMaker::Add(Tape& tape, Message* message, const FieldDescriptor& field,
                       int depth) const {
  const Reflection& reflection = *message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.AddString(message, &field, Text(tape, field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return Fill(tape, reflection.AddMessage(message, &field), depth + 1);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.AddEnumValue(message, &field, EnumNumber(tape, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.AddBool(message, &field, tape.OneIn(2));
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.AddInt32(message, &field, static_cast<int32_t>(Number(tape)));
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.AddInt64(message, &field, Number(tape));
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.AddUInt32(message, &field, static_cast<uint32_t>(Number(tape)));
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.AddUInt64(message, &field, static_cast<uint64_t>(Number(tape)));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.AddDouble(message, &field, static_cast<double>(Number(tape)));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return reflection.AddFloat(message, &field, static_cast<float>(Number(tape)));
  }
}

}  // namespace mutua::fuzz
