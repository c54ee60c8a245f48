// Every method of every service, called with whatever a tape chooses, by whoever it chooses, over
// gRPC and over HTTP, in a lab of its own for each input: each call is answered, none with a defect
// of ours, and when all is done the state is what the history says (promises P7, P9).
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include <cstdio>
#include <random>
#include <set>

#include "engine/access/authorization.h"
#include "engine/base/check.h"
#include "engine/store/digest.h"
#include "engine/store/events.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/made_message.h"
#include "tests/http/http_lab.h"
#include "tests/support/asserts_anywhere.h"

namespace mutua::fuzz {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

constexpr size_t kCallsMost = 120;
constexpr size_t kTape = 6000;            // bytes: some hundred choices a call
constexpr size_t kMessageMost = 2 << 20;  // larger ones gRPC does not take

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  std::set<const google::protobuf::ServiceDescriptor*> services;
  for (const access::Right& right : access::Rights()) {
    const std::string name(right.method.substr(0, right.method.find('/')));
    const auto* service = DescriptorPool::generated_pool()->FindServiceByName("mutua.v1." + name);
    MUTUA_CHECK(service != nullptr);
    if (!services.insert(service).second) continue;
    for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
  }
  return methods;
}

std::unique_ptr<Message> New(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(type)->New());
}

std::string PathOf(const MethodDescriptor& method) {
  return "/" + std::string(method.service()->full_name()) + "/" + std::string(method.name());
}

// What was broken, of a refusal; else the code.
std::string ReasonsIn(const grpc::Status& status) {
  std::string reasons = wire::ReasonIn(status);
  const v1::Refusal refusal = wire::RefusalIn(status);
  for (const v1::Reason& reason : refusal.reasons()) {
    reasons += " " + v1::Rule_Name(reason.rule());
  }
  return reasons.empty() ? std::string(1, static_cast<char>('a' + status.error_code())) : reasons;
}

std::vector<std::string> KnownWords(wire::WireLab& lab) {
  return {"laser-1",
          "laser-2",
          "room-1",
          "screen-1",
          "press-1",
          "lasers",
          "rooms",
          "presses",
          "house",
          "acme",
          "bolt",
          "lea",
          "max",
          "zoe",
          "b-1",
          "b-2",
          "b-3",
          "s-1",
          "w-1",
          "o-1",
          "f-1",
          "q-1",
          "new-one",
          "Europe/Paris",
          "America/New_York",
          "fr",
          "en",
          "09:00",
          "24:00",
          "12:30",
          "2026-11-27",
          "2026-11-27T09:00",
          "FREQ=WEEKLY;COUNT=5",
          "FREQ=DAILY;UNTIL=20270101T000000;BYHOUR=9,10",
          "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12",
          "1234",
          "title",
          "display_name",
          "rules",
          "*",
          "resources/laser-1",
          lab.lea(),
          "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261127T090000Z\r\n"
          "DTEND:20261127T100000Z\r\nRRULE:FREQ=DAILY;COUNT=9\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
          "END:VCALENDAR\r\n"};
}

// A lab, and whoever calls it.
class Scene {
 public:
  Scene()
      : methods_(Methods()),
        words_(KnownWords(wire())),
        maker_(words_, wire::kNow, [this] { return wire().NewRequestId(); }),
        stub_(wire().channel()) {
    wire().house().on_defect = [](const std::string& what) {
      std::fprintf(stderr, "a defect: %s\n", what.c_str());
      std::abort();
    };
    const wire::WireLab& lab = wire();
    tokens_ = {lab.manager(), lab.lea(), lab.zoe(), lab.service(),     lab.kiosk(), lab.manager(),
               lab.max(),     lab.lea(), "",        "mutua_m_nonsense"};
  }

  void Call(Tape& tape);
  // Replays what was written: the state of readers is that of the history.
  void CheckHistory();

 private:
  wire::WireLab& wire() { return lab_.lab(); }
  void CallGrpc(const MethodDescriptor& method, const std::string& token, const std::string& bytes,
                bool changed);
  void CallJson(const MethodDescriptor& method, const std::string& token, const Message& message,
                Tape& tape);
  void CallGrpcWeb(const MethodDescriptor& method, const std::string& token, std::string bytes);

  http_test::HttpLab lab_;
  const std::vector<const MethodDescriptor*> methods_;
  Words words_;
  MessageMaker maker_;
  grpc::GenericStub stub_;
  std::vector<std::string> tokens_;
};

void Scene::Call(Tape& tape) {
  const MethodDescriptor& method = *tape.Any(methods_);
  const std::string& token = tape.Any(tokens_);
  const auto request = New(method.input_type());
  maker_.Fill(tape, request.get());
  const size_t dialect = method.server_streaming() ? 0 : tape.Below(8);
  std::string bytes = request->SerializePartialAsString();
  bool changed = false;
  if (tape.OneIn(16) && !bytes.empty()) {
    bytes[tape.Below(bytes.size())] ^= static_cast<char>(1 << tape.Below(8));
    changed = true;
  }
  const std::string name(method.full_name());
  const Ceiling ceiling(name.c_str());
  if (dialect == 1) return CallJson(method, token, *request, tape);
  if (dialect == 2) return CallGrpcWeb(method, token, std::move(bytes));
  CallGrpc(method, token, bytes, changed);
}

// `changed`: a bit of what was made is another, which may ask for a position that is never reached.
void Scene::CallGrpc(const MethodDescriptor& method, const std::string& token,
                     const std::string& bytes, bool changed) {
  const auto patience = changed ? std::chrono::milliseconds(300) : std::chrono::seconds(30);
  grpc::ClientContext context;
  wire::Prepare(&context, token);
  context.set_deadline(std::chrono::system_clock::now() + patience);
  grpc::CompletionQueue queue;
  const auto call = stub_.PrepareCall(&context, PathOf(method), &queue);
  const auto next = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    MUTUA_CHECK(queue.Next(&tag, &ok));
    return ok;
  };
  call->StartCall(nullptr);
  next();
  const grpc::Slice slice(bytes);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  next();
  grpc::ByteBuffer answer;
  call->Read(&answer, nullptr);
  const bool answered = next();
  if (method.server_streaming()) context.TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  next();
  using grpc::StatusCode;
  const StatusCode code = status.error_code();
  const bool ours = code == StatusCode::UNKNOWN || code == StatusCode::INTERNAL ||
                    code == StatusCode::DATA_LOSS ||
                    (code == StatusCode::DEADLINE_EXCEEDED && !changed) ||
                    code == StatusCode::UNIMPLEMENTED;
  // What our services refuse has details. Without any it is gRPC's word, which ends more than this
  // call where it is about metadata that became too long.
  const bool grpcs = !status.ok() && status.error_details().empty() &&
                     code != StatusCode::CANCELLED && code != StatusCode::DEADLINE_EXCEEDED &&
                     bytes.size() <= kMessageMost;
  if ((ours || grpcs) && method.name() != "CreateBackup") {
    std::fprintf(stderr, "%s answers %d: %s\n", PathOf(method).c_str(), code,
                 status.error_message().c_str());
    std::abort();
  }
  CameTo(PathOf(method) + " " + ReasonsIn(status));
  if (!status.ok() || !answered) return;
  grpc::Slice all;
  MUTUA_CHECK(answer.DumpToSingleSlice(&all).ok());
  const auto response = New(method.output_type());
  MUTUA_CHECK(response->ParseFromArray(all.begin(), static_cast<int>(all.size())));
  words_.Learn(*response);
}

void Scene::CallJson(const MethodDescriptor& method, const std::string& token,
                     const Message& message, Tape& tape) {
  std::string json;
  // What is not UTF-8 has no JSON.
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) return;
  if (tape.OneIn(4) && !json.empty())
    json[tape.Below(json.size())] = static_cast<char>(tape.Below(256));
  http_test::HttpClient client(lab_.port());
  client.Send(http_test::Post(PathOf(method), http_test::kJson + http_test::Bearer(token), json));
  const http_test::HttpAnswer answer = client.Receive();
  if (answer.status >= 200 && answer.status < 500) return;
  if (answer.status == 501 && method.name() == "CreateBackup") return;
  std::fprintf(stderr, "%s answers %d as JSON: %s\n", PathOf(method).c_str(), answer.status,
               answer.body.c_str());
  std::abort();
}

void Scene::CallGrpcWeb(const MethodDescriptor& method, const std::string& token,
                        std::string bytes) {
  std::string frame(1, '\0');
  for (int shift = 24; shift >= 0; shift -= 8) {
    frame += static_cast<char>(bytes.size() >> shift & 0xff);
  }
  http_test::HttpClient client(lab_.port());
  client.Send(http_test::Post(PathOf(method), http_test::kGrpcWeb + http_test::Bearer(token),
                              frame + bytes));
  const http_test::HttpAnswer answer = client.Receive();
  MUTUA_CHECK(answer.status >= 200 && answer.status < 500);
  if (answer.status != 200) return;
  const std::string trailers = http_test::Unpack(answer.body).trailers;
  for (const char* ours : {"grpc-status:2\r", "grpc-status:13\r", "grpc-status:15\r"}) {
    MUTUA_CHECK(trailers.find(ours) == std::string::npos);
  }
}

void Scene::CheckHistory() {
  core::State state;
  const absl::Status read =
      wire().journal().Read(Position(1), [&](const journal::StoredCommit& commit) {
        const auto events = store::DecodeEvents(commit.at, commit.events);
        MUTUA_CHECK(events.ok());
        for (const core::Event& event : *events) state.Apply(event);
        state.AdvanceTo(commit.at);
        return true;
      });
  MUTUA_CHECK(read.ok());
  const store::StateDigest shown = wire().engine().replica().Read(
      [](const core::State& now, const auto&) { return store::DigestOf(now); });
  MUTUA_CHECK(store::DigestOf(state) == shown);
}

}  // namespace

// Tapes of choices that begin anywhere: the methods come in every order.
std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  std::minstd_rand random(1);
  for (int n = 0; n < 8; ++n) {
    std::string tape(kTape, '\0');
    for (char& byte : tape) byte = static_cast<char>(random() >> 8);
    seeds.push_back(std::move(tape));
  }
  return seeds;
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  static const mutua::AssertsAnywhere asserts;
  // It says what cannot be read, line by line.
  google::protobuf::SetLogHandler(nullptr);
  mutua::fuzz::Tape tape({reinterpret_cast<const char*>(data), size});
  mutua::fuzz::Scene scene;
  for (size_t n = 0; n < mutua::fuzz::kCallsMost && !tape.over(); ++n) scene.Call(tape);
  scene.CheckHistory();
  return 0;
}
