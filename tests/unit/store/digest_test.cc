#include "engine/store/digest.h"

#include <doctest/doctest.h>
#include <google/protobuf/message.h>

#include <set>

#include "engine/store/record.h"
#include "mutua/store/v1/records.pb.h"
#include "tests/unit/store/filled.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

StateDigest DigestOfOne(const core::Record& record) {
  core::State state;
  state.Restore(record);
  return DigestOf(state);
}

TEST_CASE("equal states have equal digests") {
  for (const core::Record& record : filled::EveryRecord()) {
    CHECK(DigestOfOne(record) == DigestOfOne(record));
  }
  CHECK(DigestOf(core::State()) == DigestOf(core::State()));
}

TEST_CASE("a state with one record more has another digest") {
  std::set<StateDigest> seen = {DigestOf(core::State())};
  for (const core::Record& record : filled::EveryRecord()) seen.insert(DigestOfOne(record));
  CHECK(seen.size() == 1 + std::variant_size_v<core::Record>);
}

// Changes the `target`-th number, truth or byte string of a message, depth first; counts `target`
// down past the ones before it. Numbers become one less: a kind or state stays one.
void ChangeLeaf(Message* message, int* target);

void ChangeValue(Message* message, const FieldDescriptor* field) {
  const Reflection& to = *message->GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_UINT32:
      return to.SetUInt32(message, field, to.GetUInt32(*message, field) - 1);
    case FieldDescriptor::CPPTYPE_UINT64:
      return to.SetUInt64(message, field, to.GetUInt64(*message, field) - 1);
    case FieldDescriptor::CPPTYPE_INT32:
      return to.SetInt32(message, field, to.GetInt32(*message, field) - 1);
    case FieldDescriptor::CPPTYPE_INT64:
      return to.SetInt64(message, field, to.GetInt64(*message, field) - 1);
    case FieldDescriptor::CPPTYPE_BOOL:
      return to.SetBool(message, field, !to.GetBool(*message, field));
    default: {
      std::string bytes = to.GetString(*message, field);
      bytes.back() = static_cast<char>(bytes.back() ^ 1);
      return to.SetString(message, field, bytes);
    }
  }
}

void ChangeElement(Message* message, const FieldDescriptor* field, int index) {
  const Reflection& to = *message->GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32) {
    return to.SetRepeatedUInt32(message, field, index,
                                to.GetRepeatedUInt32(*message, field, index) - 1);
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_UINT64) {
    return to.SetRepeatedUInt64(message, field, index,
                                to.GetRepeatedUInt64(*message, field, index) - 1);
  }
  REQUIRE(field->cpp_type() == FieldDescriptor::CPPTYPE_INT64);
  to.SetRepeatedInt64(message, field, index, to.GetRepeatedInt64(*message, field, index) - 1);
}

void ChangeLeaf(Message* message, int* target) {
  const Reflection& reflection = *message->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool message_field = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const int size = field->is_repeated() ? reflection.FieldSize(*message, field) : 1;
    for (int i = 0; i < size && *target >= 0; ++i) {
      if (message_field) {
        ChangeLeaf(field->is_repeated() ? reflection.MutableRepeatedMessage(message, field, i)
                                        : reflection.MutableMessage(message, field),
                   target);
      } else if ((*target)-- == 0) {
        field->is_repeated() ? ChangeElement(message, field, i) : ChangeValue(message, field);
      }
    }
  }
}

uint64_t IdIn(const Message& message) {
  const FieldDescriptor* id = message.GetDescriptor()->FindFieldByName("id");
  if (id == nullptr) return 1;
  const Reflection& reflection = *message.GetReflection();
  return id->cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ? reflection.GetUInt32(message, id)
                                                           : reflection.GetUInt64(message, id);
}

// How many single changes of what is on disk were seen in the digest.
int CheckEveryChange(Message& message, const core::Record& record) {
  const auto [kind, id] = filled::SubjectOf(record);
  core::State state;
  state.Restore(record);
  const std::string bytes = EncodeRecord(state, {kind, id}).value();
  const StateDigest before = DigestOf(state);
  for (int changed = 0;; ++changed) {
    REQUIRE(message.ParseFromString(bytes));
    int target = changed;
    ChangeLeaf(&message, &target);
    if (target >= 0) return changed;
    const auto other = DecodeRecord({kind, IdIn(message)}, message.SerializeAsString());
    CAPTURE(message.ShortDebugString());
    REQUIRE_MESSAGE(other.ok(), std::string(other.status().message()));
    CHECK(DigestOfOne(*other) != before);
  }
}

TEST_CASE("every number and text of every record counts in the digest") {
  v1::Zone zone;
  v1::Site site;
  v1::Pool pool;
  v1::Resource resource;
  v1::Certification certification;
  v1::Company company;
  v1::Member member;
  v1::Badge badge;
  v1::Token token;
  v1::Booking booking;
  v1::Series series;
  v1::Wish wish;
  v1::Outage outage;
  v1::Fault fault;
  v1::Import import;
  v1::Requested requested;
  v1::Counters counters;
  v1::Quota quota;
  v1::Carry carry;
  v1::Usage usage;
  v1::Guarantees guarantees;
  v1::Lending lending;
  v1::Purse purse;
  v1::Commons commons;
  v1::Round round;
  Message* const messages[] = {&zone,       &site,     &pool,   &resource, &certification,
                               &company,    &member,   &badge,  &token,    &booking,
                               &series,     &wish,     &outage, &fault,    &import,
                               &requested,  &counters, &quota,  &carry,    &usage,
                               &guarantees, &lending,  &purse,  &commons,  &round};
  const std::vector<core::Record> records = filled::EveryRecord();
  REQUIRE(records.size() == std::size(messages));
  for (size_t i = 0; i < records.size(); ++i) {
    CHECK(CheckEveryChange(*messages[i], records[i]) >= 2);
  }
}

}  // namespace
}  // namespace mutua::store
