// Reflection: whatever it lists, it can describe.
#include <doctest/doctest.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/generic/generic_stub.h>

#include <algorithm>

#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

// A ServerReflectionRequest {file_containing_symbol: symbol}: field 4, a string.
grpc::ByteBuffer FileContaining(const std::string& symbol) {
  std::string bytes = {char{4 << 3 | 2}, static_cast<char>(symbol.size())};
  bytes += symbol;
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

// What the server says to one question.
std::string Reflect(WireLab& lab, const std::string& symbol) {
  grpc::GenericStub stub(lab.channel());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
  grpc::CompletionQueue queue;
  const auto stream = stub.PrepareCall(
      &context, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  const auto done = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  stream->StartCall(nullptr);
  REQUIRE(done());
  stream->Write(FileContaining(symbol), nullptr);
  REQUIRE(done());
  grpc::ByteBuffer answer;
  stream->Read(&answer, nullptr);
  REQUIRE(done());
  context.TryCancel();
  grpc::Slice slice;
  REQUIRE(answer.DumpToSingleSlice(&slice).ok());
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

// The length-delimited fields of that number.
std::vector<std::string> FieldsOf(const std::string& message, int number) {
  UnknownFieldSet fields;
  REQUIRE(fields.ParseFromString(message));
  std::vector<std::string> found;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    if (field.number() == number && field.type() == UnknownField::TYPE_LENGTH_DELIMITED) {
      found.push_back(field.length_delimited());
    }
  }
  return found;
}

// The full names of the services in the files that it answers with: ServerReflectionResponse's
// file_descriptor_response (4) holds serialized files (1).
std::vector<std::string> ServicesDescribed(const std::string& answer) {
  std::vector<std::string> services;
  for (const std::string& response : FieldsOf(answer, 4)) {
    for (const std::string& bytes : FieldsOf(response, 1)) {
      google::protobuf::FileDescriptorProto file;
      REQUIRE(file.ParseFromString(bytes));
      for (const auto& service : file.service()) {
        services.push_back(file.package() + "." + service.name());
      }
    }
  }
  return services;
}

TEST_CASE("Reflection describes the health service and those of the contract") {
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  WireLab lab;
  for (const char* service : {"grpc.health.v1.Health", "mutua.v1.BookingsService",
                              "mutua.v1.WatchService", "mutua.v1.AdminService"}) {
    CAPTURE(std::string(service));
    // Its file comes with those that it needs.
    const std::vector<std::string> described = ServicesDescribed(Reflect(lab, service));
    CHECK(std::count(described.begin(), described.end(), service) == 1);
  }
  CHECK(ServicesDescribed(Reflect(lab, "mutua.v1.Nothing")).empty());
}

}  // namespace
}  // namespace mutua::wire
