#include "engine/front/http/api.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "engine/front/http/connect.h"
#include "engine/front/http/grpc_web.h"
#include "engine/front/http/metadata.h"
#include "engine/front/http/security.h"

namespace mutua::front::http {
namespace {

using std::chrono::milliseconds;

// Of a unary call that names no deadline: nothing runs for ever. A longer one is cut to the most.
constexpr milliseconds kUnaryTimeout = std::chrono::seconds(60);
constexpr milliseconds kUnaryTimeoutMost = std::chrono::minutes(10);
// Of a stream; beyond it there is as good as none.
constexpr milliseconds kStreamTimeoutMost = std::chrono::hours(24);

// How the two sides put messages and errors.
enum class Dialect { kGrpcWeb, kConnectProto, kConnectJson };

// The content type without parameters.
std::string TypeOf(const Request& request) {
  const std::string* field = request.Find("content-type");
  if (field == nullptr) return {};
  std::string type = field->substr(0, field->find(';'));
  type.erase(type.find_last_not_of(" \t") + 1);
  for (char& c : type) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return type;
}

std::optional<Dialect> DialectOf(const std::string& type) {
  if (type == "application/grpc-web+proto" || type == "application/grpc-web") {
    return Dialect::kGrpcWeb;
  }
  if (type == "application/proto") return Dialect::kConnectProto;
  if (type == "application/json") return Dialect::kConnectJson;
  return std::nullopt;
}

// A request that never becomes a call. As JSON, and for gRPC-Web in the headers, where its clients
// look when the status is not 200.
Reply Refused(const std::string& type, int status, Code code, std::string sentence) {
  Reply reply =
      ConnectError({.code = code, .message = sentence, .details = {}, .trailers = {}}, status);
  if (type.starts_with("application/grpc-web")) {
    reply.fields.push_back({"grpc-status", std::to_string(static_cast<int>(code))});
    reply.fields.push_back({"grpc-message", PercentEncoded(sentence)});
  }
  return reply;
}

// A request that was understood.
struct Understood {
  Method method;
  Dialect dialect = Dialect::kGrpcWeb;
  std::string type;
  CallOrder order;
};

// The message of the body in bytes; a reply when it cannot be read.
std::optional<Reply> ReadMessage(std::string body, Understood* understood) {
  const std::string& type = understood->type;
  if (understood->dialect == Dialect::kGrpcWeb) {
    Unframed unframed = TakeMessage(std::move(body));
    if (!unframed.wrong.empty()) {
      return Refused(type, 400, Code::kInvalidArgument, std::move(unframed.wrong));
    }
    understood->order.message = std::move(unframed.message);
  } else if (understood->dialect == Dialect::kConnectJson) {
    Converted bytes = BytesOfJson(understood->method.request, body);
    if (!bytes.wrong.empty()) {
      return Refused(type, 400, Code::kInvalidArgument, std::move(bytes.wrong));
    }
    understood->order.message = std::move(bytes.text);
  } else {
    understood->order.message = std::move(body);
  }
  return std::nullopt;
}

// The deadline, by the client or by us; a reply when the client's cannot be read.
std::optional<Reply> ReadTimeout(const Request& request, Understood* understood) {
  const bool grpc = understood->dialect == Dialect::kGrpcWeb;
  const char* const name = grpc ? "grpc-timeout" : "connect-timeout-ms";
  const bool streams = understood->method.streams;
  std::optional<milliseconds>& timeout = understood->order.timeout;
  if (const std::string* text = request.Find(name)) {
    timeout = grpc ? ParseGrpcTimeout(*text) : ParseConnectTimeout(*text);
    if (!timeout) {
      return Refused(understood->type, 400, Code::kInvalidArgument,
                     std::string("the header \"") + name + "\" holds no time that can be read");
    }
    timeout = std::min(*timeout, streams ? kStreamTimeoutMost : kUnaryTimeoutMost);
  } else if (!streams) {
    timeout = kUnaryTimeout;
  }
  return std::nullopt;
}

// Compressed requests are not taken: the largest is 2 MiB, and a small one may unpack to anything.
std::optional<Reply> ReadEncoding(const Request& request, const std::string& type) {
  for (const char* const name : {"content-encoding", "grpc-encoding"}) {
    const std::string* encoding = request.Find(name);
    if (encoding == nullptr || *encoding == "identity") continue;
    return Refused(type, 415, Code::kUnimplemented,
                   "compressed requests are not taken: leave \"" + std::string(name) + "\" out");
  }
  return std::nullopt;
}

// Whether the method can be called so at all.
std::optional<Reply> ReadMethod(const Request& request, Understood* understood) {
  const std::string& type = understood->type;
  std::optional<Method> method = FindMethod(request.path);
  if (!method) {
    return Refused(type, 404, Code::kUnimplemented,
                   "the API has no method of this name: see proto/mutua/v1");
  }
  if (request.verb != "POST") {
    Reply reply = Refused(type, 405, Code::kUnimplemented, "calls of the API are POST");
    reply.fields.push_back({"allow", "POST"});
    return reply;
  }
  const std::optional<Dialect> dialect = DialectOf(type);
  if (!dialect) {
    return Refused(type, 415, Code::kUnimplemented,
                   "the content type must be application/json, application/proto or "
                   "application/grpc-web+proto; gRPC itself is on the port of its own");
  }
  if (method->streams && dialect != Dialect::kGrpcWeb) {
    return Refused(type, 415, Code::kUnimplemented,
                   "this method answers with a stream: call it as application/grpc-web+proto");
  }
  understood->method = *std::move(method);
  understood->dialect = *dialect;
  return std::nullopt;
}

std::optional<Reply> Understand(Request request, Understood* understood) {
  understood->type = TypeOf(request);
  const std::string& type = understood->type;
  if (std::optional<std::string> foreign = ForeignOrigin(request)) {
    return Refused(type, 403, Code::kPermissionDenied, *std::move(foreign));
  }
  if (std::optional<Reply> reply = ReadMethod(request, understood)) return reply;
  if (std::optional<Reply> reply = ReadEncoding(request, type)) return reply;
  Passed passed = MetadataOf(request);
  if (!passed.wrong.empty()) {
    return Refused(type, 400, Code::kInvalidArgument, std::move(passed.wrong));
  }
  if (std::optional<Reply> reply = ReadTimeout(request, understood)) return reply;
  understood->order.path = understood->method.path;
  understood->order.streams = understood->method.streams;
  understood->order.metadata = std::move(passed.metadata);
  return ReadMessage(std::move(request.body), understood);
}

// One call: between gRPC's threads, which bring what the service says, and the sockets', which say
// when there is room. The call and this hold each other until the call has ended.
class Passing : public Source, public CallListener, public std::enable_shared_from_this<Passing> {
 public:
  Passing(Understood understood, std::shared_ptr<Outlet> outlet)
      : method_(std::move(understood.method)),
        dialect_(understood.dialect),
        type_(std::move(understood.type)),
        outlet_(std::move(outlet)) {}

  void Start(Caller& caller, CallOrder order) {
    std::shared_ptr<Call> call = caller.Start(std::move(order), shared_from_this());
    {
      const std::lock_guard lock(mutex_);
      if (!ended_) call_ = call;
    }
    if (call != nullptr) call->Next();
  }

  void Taken() override {
    if (const std::shared_ptr<Call> call = TheCall()) call->Next();
  }
  void Gone() override {
    if (const std::shared_ptr<Call> call = TheCall()) call->Cancel();
  }

  void OnHead() override {
    if (method_.streams) Begin();
  }
  void OnMessage(std::string message) override {
    if (method_.streams) {
      Begin();
      return outlet_->Write(MakeBytes(MessageFrame(message)), /*last=*/false);
    }
    message_ = std::move(message);
    Taken();  // what comes behind it is the status
  }
  void OnEnd(Outcome outcome) override {
    std::shared_ptr<Call> call;
    bool begun = false;
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
      call = std::move(call_);
      begun = begun_;
    }
    if (begun) return outlet_->Write(MakeBytes(TrailerFrame(outcome)), /*last=*/true);
    if (!method_.streams && outcome.code == Code::kOk && !message_) {
      outcome = {
          .code = Code::kInternal, .message = "no answer came", .details = {}, .trailers = {}};
    }
    outlet_->Send(Whole(outcome));
  }

 private:
  std::shared_ptr<Call> TheCall() {
    const std::lock_guard lock(mutex_);
    return call_;
  }
  // The head and the first message may come at once, on two threads: whoever is second goes on when
  // the head is with the outlet.
  void Begin() {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(begun_, true)) outlet_->Begin(GrpcWebHead(type_));
  }

  Reply Whole(const Outcome& outcome) {
    if (dialect_ == Dialect::kGrpcWeb) {
      // A stream that said nothing has no message.
      if (!message_)
        return {.content_type = type_, .fields = {}, .body = MakeBytes(TrailerFrame(outcome))};
      return GrpcWebAnswer(type_, *message_, outcome);
    }
    if (outcome.code != Code::kOk) return ConnectError(outcome);
    if (dialect_ == Dialect::kConnectProto) return ConnectAnswer(type_, *message_, outcome);
    Converted json = JsonOfBytes(method_.response, *message_);
    if (json.wrong.empty()) return ConnectAnswer(type_, json.text + "\n", outcome);
    return ConnectError(
        {.code = Code::kInternal, .message = std::move(json.wrong), .details = {}, .trailers = {}});
  }

  const Method method_;
  const Dialect dialect_;
  const std::string type_;
  const std::shared_ptr<Outlet> outlet_;
  std::optional<std::string> message_;  // of a unary call; gRPC's callbacks alone touch it

  std::mutex mutex_;
  std::shared_ptr<Call> call_;  // until it has ended
  bool begun_ = false;
  bool ended_ = false;
};

}  // namespace

bool Api::IsCall(const Request& request) {
  const std::string& path = request.path;
  return path.starts_with("/mutua.") && path.find('/', 1) != std::string::npos;
}

std::shared_ptr<Source> Api::Handle(Request request, std::shared_ptr<Outlet> outlet) {
  Understood understood;
  if (std::optional<Reply> refused = Understand(std::move(request), &understood)) {
    outlet->Send(*std::move(refused));
    return nullptr;
  }
  // gRPC would round it up to a millisecond, and in that a booking is made.
  if (understood.order.timeout == milliseconds::zero()) {
    const Outcome outcome = Failed(Code::kDeadlineExceeded, "DEADLINE_PASSED",
                                   "The deadline passed before it was decided: nothing was done.");
    outlet->Send(understood.dialect == Dialect::kGrpcWeb
                     ? GrpcWebAnswer(understood.type, {}, outcome)
                     : ConnectError(outcome));
    return nullptr;
  }
  CallOrder order = std::move(understood.order);
  if (WatchHub::IsWatch(order)) {
    return hub_.Join(std::move(order), understood.type, std::move(outlet));
  }
  auto passing = std::make_shared<Passing>(std::move(understood), std::move(outlet));
  passing->Start(caller_, std::move(order));
  return passing;
}

}  // namespace mutua::front::http
