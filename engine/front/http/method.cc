#include "engine/front/http/method.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <memory>

#include "google/rpc/status.pb.h"

namespace mutua::front::http {
namespace {

namespace pb = google::protobuf;

// What a path begins with; health and reflection are asked on the port of gRPC.
constexpr std::string_view kPackage = "/mutua.v1.";
constexpr const char* kTypes = "type.googleapis.com";

std::string UrlOf(const std::string& message) { return std::string(kTypes) + "/" + message; }

pb::util::TypeResolver& Types() {
  static const std::unique_ptr<pb::util::TypeResolver> types(
      pb::util::NewTypeResolverForDescriptorPool(kTypes, pb::DescriptorPool::generated_pool()));
  return *types;
}

// Its first line: the others draw where in the text it went wrong.
std::string Text(const pb::util::Status& status) {
  const std::string text(status.message());
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::optional<Method> FindMethod(const std::string& path) {
  if (!path.starts_with(kPackage)) return std::nullopt;
  const size_t slash = path.find('/', 1);
  if (slash == std::string::npos) return std::nullopt;
  std::string name = path.substr(1);
  name[slash - 1] = '.';
  const pb::MethodDescriptor* found = pb::DescriptorPool::generated_pool()->FindMethodByName(name);
  // A stream of requests cannot come over HTTP/1.1; the contract has none.
  if (found == nullptr || found->client_streaming()) return std::nullopt;
  return Method{.path = path,
                .streams = found->server_streaming(),
                .request = found->input_type()->full_name(),
                .response = found->output_type()->full_name()};
}

Converted BytesOfJson(const std::string& message, std::string_view json) {
  Converted converted;
  const auto status = pb::util::JsonToBinaryString(
      &Types(), UrlOf(message), pb::StringPiece(json.data(), json.size()), &converted.text);
  if (!status.ok()) converted.wrong = "the JSON is no " + message + ": " + Text(status);
  return converted;
}

Converted JsonOfBytes(const std::string& message, std::string_view bytes) {
  Converted converted;
  const auto status =
      pb::util::BinaryToJsonString(&Types(), UrlOf(message), std::string(bytes), &converted.text);
  if (!status.ok()) converted.wrong = "a " + message + " cannot be shown: " + Text(status);
  return converted;
}

std::vector<Detail> DetailsOf(std::string_view status) {
  google::rpc::Status whole;
  std::vector<Detail> details;
  if (!whole.ParseFromArray(status.data(), static_cast<int>(status.size()))) return details;
  for (const pb::Any& any : whole.details()) {
    details.push_back({any.type_url().substr(any.type_url().rfind('/') + 1), any.value()});
  }
  return details;
}

}  // namespace mutua::front::http
