#include "engine/front/http/connect.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "engine/front/http/base64.h"
#include "engine/front/http/method.h"

namespace mutua::front::http {
namespace {

struct Row {
  const char* name;
  int status;
};
// By number; connectrpc.com/docs/protocol, "Error codes".
constexpr std::array<Row, 17> kCodes = {{
    {"ok", 200},
    {"canceled", 499},
    {"unknown", 500},
    {"invalid_argument", 400},
    {"deadline_exceeded", 504},
    {"not_found", 404},
    {"already_exists", 409},
    {"permission_denied", 403},
    {"resource_exhausted", 429},
    {"failed_precondition", 400},
    {"aborted", 409},
    {"out_of_range", 400},
    {"unimplemented", 501},
    {"internal", 500},
    {"unavailable", 503},
    {"data_loss", 500},
    {"unauthenticated", 401},
}};

const Row& RowOf(Code code) {
  const auto number = static_cast<size_t>(code);
  return kCodes.at(number < kCodes.size() ? number : static_cast<size_t>(Code::kUnknown));
}

using Json = nlohmann::ordered_json;

Json DetailOf(const Detail& detail) {
  Json shown;
  shown["type"] = detail.type;
  shown["value"] = Base64(detail.value);
  // For people only: programs read the value.
  const Converted debug = JsonOfBytes(detail.type, detail.value);
  if (debug.wrong.empty()) shown["debug"] = Json::parse(debug.text, nullptr, false);
  return shown;
}

void AddTrailers(const Outcome& outcome, Reply* reply) {
  for (const Field& trailer : outcome.trailers) {
    reply->fields.push_back({"trailer-" + trailer.name, trailer.value});
  }
}

}  // namespace

int HttpStatusOf(Code code) { return RowOf(code).status; }
std::string NameOf(Code code) { return RowOf(code).name; }

Reply ConnectError(const Outcome& outcome) {
  return ConnectError(outcome, HttpStatusOf(outcome.code));
}

Reply ConnectError(const Outcome& outcome, int status) {
  Json error;
  error["code"] = NameOf(outcome.code);
  error["message"] = outcome.message;
  for (const Detail& detail : DetailsOf(outcome.details)) {
    error["details"].push_back(DetailOf(detail));
  }
  Reply reply{.status = status, .content_type = "application/json", .fields = {}, .body = nullptr};
  // What is not UTF-8 is shown as such instead of ending in an exception.
  constexpr int kOneLine = -1;
  reply.body = MakeBytes(error.dump(kOneLine, ' ', false, Json::error_handler_t::replace) + "\n");
  AddTrailers(outcome, &reply);
  return reply;
}

Reply ConnectAnswer(const std::string& type, std::string body, const Outcome& outcome) {
  Reply reply{.content_type = type, .fields = {}, .body = MakeBytes(std::move(body))};
  AddTrailers(outcome, &reply);
  return reply;
}

}  // namespace mutua::front::http
