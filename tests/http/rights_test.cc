// Who may do what (promise P11): every cell of rights.txt is tried on a running server, over gRPC
// and over HTTP alike, and an RPC without a row fails. What the
// cells say stands in rights.txt.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "engine/access/authorization.h"
#include "tests/http/rights_deeds.h"
#include "tests/wire/watching.h"

namespace mutua::http_test {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Row = std::vector<std::string>;

const char* const kFile = MUTUA_SOURCE_DIR "/tests/http/rights.txt";

struct Table {
  Row columns;
  std::map<std::string, Row> rows;
  std::vector<std::string> order;
};

Table ReadTable() {
  Table table;
  std::ifstream file(kFile);
  REQUIRE(file.good());
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name;
    words >> name;
    Row cells;
    for (std::string cell; words >> cell;) cells.push_back(cell);
    if (name == "rpc") {
      table.columns = cells;
      continue;
    }
    CAPTURE(name);
    CHECK(table.rows.emplace(name, cells).second);
    table.order.push_back(name);
  }
  return table;
}

// The value of a field that is asked for by name, if the message has it.
std::string Field(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->is_repeated()) return {};
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    return message.GetReflection()->GetBool(message, field) ? "true" : "false";
  }
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) return {};
  return message.GetReflection()->GetString(message, field);
}

// Whether something in it is redacted, or a person or company has no name; `found`: whether there
// is anything at all.
void Look(const Message& message, bool* found, bool* part) {
  const std::string type = message.GetDescriptor()->name();
  const bool named = type == "Member" || type == "Company";
  if (Field(message, "redacted") == "true") *part = true;
  if (named && Field(message, "display_name").empty()) *part = true;
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  for (const FieldDescriptor* field : set) {
    if (field->name() == "position" || field->name() == "as_of") continue;
    *found = true;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int many = field->is_repeated() ? message.GetReflection()->FieldSize(message, field) : 1;
    for (int i = 0; i < many; ++i) {
      Look(field->is_repeated() ? message.GetReflection()->GetRepeatedMessage(message, field, i)
                                : message.GetReflection()->GetMessage(message, field),
           found, part);
    }
  }
}

// Refusals that are data: of a batch, of a preview.
std::string RefusedInside(const Message& response) {
  std::string text = response.ShortDebugString();
  if (text.find("RULE_NOT_PERMITTED") != std::string::npos) return "no";
  return text.find("RULE_UNKNOWN") != std::string::npos ? "hidden" : "";
}

std::string Verdict(const Got& got, bool whole, bool asks) {
  if (got.code == "permission_denied") return got.reason == "NOT_PERMITTED" ? "no" : got.reason;
  if (got.code == "unauthenticated") return "nobody";
  const bool passed = got.code == "invalid_argument" || got.code == "not_found" ||
                      got.code == "failed_precondition" || got.code == "resource_exhausted";
  if (!whole) return got.code == "ok" || passed ? "let-in" : got.code + ":" + got.reason;
  if (got.code == "not_found") return "hidden";
  if (got.code == "invalid_argument" && got.reason == "MALFORMED") return "wanting";
  if (got.reason == "NOTHING_TO_DO") return "yes";  // it was the caller's to do
  if (got.code != "ok") return got.code + ":" + got.reason;
  const std::string inside = RefusedInside(*got.response);
  if (!inside.empty()) return inside;
  bool found = false;
  bool part = false;
  Look(*got.response, &found, &part);
  if (asks && !found) return "hidden";
  return asks && part ? "part" : "yes";
}

std::string Joined(const std::string& name, const Row& row) {
  std::string line = name;
  for (const std::string& cell : row) line += " " + cell;
  return line;
}

TEST_CASE("The table of rights has a row for every RPC, in the contract's order, and no other") {
  const Table table = ReadTable();
  std::vector<std::string> methods;
  for (const access::Right& right : access::Rights()) methods.emplace_back(right.method);
  CHECK(table.order == methods);
  for (const auto& [method, deed] : Deeds()) {
    CAPTURE(method);
    CHECK(table.rows.contains(method));
  }
}

TEST_CASE("Every cell of the table of rights is so, over gRPC and over HTTP") {
  RightsLab lab;
  Table table = ReadTable();
  Row names;
  for (const Column& column : lab.columns()) names.emplace_back(column.name);
  CHECK(table.columns == names);
  for (const access::Right& right : access::Rights()) {
    const std::string method(right.method);
    if (right.verb == access::Verb::kWatch) continue;  // a stream: below
    const auto deed = Deeds().find(method);
    const bool whole = deed != Deeds().end();
    for (const bool http : {false, true}) {
      Row row;
      for (const Column& column : lab.columns()) {
        const auto request = whole ? deed->second(lab, column) : RequestOf(method);
        const Got got = http ? lab.OverHttp(method, *request, column.token)
                             : lab.OverGrpc(method, *request, column.token);
        row.push_back(Verdict(got, whole, access::OnlyAsks(right.verb)));
      }
      CAPTURE(http);
      CHECK(Joined(method, row) == Joined(method, table.rows[method]));
    }
  }
}

// What the first that came of a watch says.
std::string WatchedOverGrpc(RightsLab& lab, const Column& column) {
  wire::Watching watching(lab.lab(), column.token, v1::WatchRequest());
  if (watching.NextOfAny().has_at()) return "let-in";
  const grpc::StatusCode code = watching.Finish().error_code();
  return code == grpc::StatusCode::UNAUTHENTICATED ? "nobody" : "no";
}
std::string WatchedOverHttp(RightsLab& lab, const Column& column) {
  HttpClient client(lab.port());
  const std::string token = column.token.empty() ? "" : Bearer(column.token);
  client.Send(Post("/mutua.v1.WatchService/Watch", token + kGrpcWeb, Framed(v1::WatchRequest())));
  HttpAnswer head = client.ReceiveHead();
  const std::string first =
      head.fields["transfer-encoding"] == "chunked" ? client.ReceiveChunk() : "";
  const Unpacked unpacked = Unpack(first);
  if (!unpacked.messages.empty()) return "let-in";
  const std::string said = unpacked.trailers + "grpc-status: " + head.fields["grpc-status"];
  return said.find("grpc-status: 16") != std::string::npos ? "nobody" : "no";
}

TEST_CASE("A watch is opened to whom its row lets in, over gRPC and over HTTP") {
  RightsLab lab;
  Table table = ReadTable();
  const std::string method = "WatchService/Watch";
  Row grpc;
  Row http;
  for (const Column& column : lab.columns()) {
    grpc.push_back(WatchedOverGrpc(lab, column));
    http.push_back(WatchedOverHttp(lab, column));
  }
  CHECK(Joined(method, grpc) == Joined(method, table.rows[method]));
  CHECK(Joined(method, http) == Joined(method, table.rows[method]));
}

}  // namespace
}  // namespace mutua::http_test
