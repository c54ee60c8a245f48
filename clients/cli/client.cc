#include "clients/cli/client.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

namespace mutua::cli {
namespace {

grpc::ByteBuffer ToBytes(const google::protobuf::Message& message) {
  const std::string text = message.SerializeAsString();
  grpc::Slice slice(text);
  return grpc::ByteBuffer(&slice, 1);
}

std::string ToText(const grpc::ByteBuffer& bytes) {
  std::vector<grpc::Slice> slices;
  if (!bytes.Dump(&slices).ok()) return "";
  std::string text;
  for (const grpc::Slice& slice : slices) {
    text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return text;
}

Outcome ToOutcome(const grpc::Status& status) {
  Outcome outcome;
  outcome.code = status.error_code();
  outcome.message = status.error_message();
  outcome.details.ParseFromString(status.error_details());
  return outcome;
}

// The file's text; `unusable` says that there is none. An empty name has no text.
std::string Read(const std::string& path, std::string* unusable) {
  if (path.empty()) return {};
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file || text.str().empty()) *unusable = "cannot read " + path;
  return text.str();
}

std::shared_ptr<grpc::ChannelCredentials> CredentialsFor(const Target& target,
                                                         std::string* unusable) {
  if (!target.IsTls()) return grpc::InsecureChannelCredentials();
  if (target.cert.empty() != target.key.empty()) {
    *unusable = "--cert and --key: one is of no use without the other";
  }
  return grpc::SslCredentials({.pem_root_certs = Read(target.ca, unusable),
                               .pem_private_key = Read(target.key, unusable),
                               .pem_cert_chain = Read(target.cert, unusable)});
}

void Prepare(const Target& target, grpc::ClientContext* context) {
  if (!target.token.empty()) {
    context->AddMetadata("authorization", "Bearer " + target.token.Reveal());
  }
  context->AddMetadata("accept-language", target.language);
}

}  // namespace

struct Client::Wire {
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<grpc::GenericStub> stub;
};

Client::Client(Target target) : target_(std::move(target)), wire_(std::make_unique<Wire>()) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  wire_->channel =
      grpc::CreateCustomChannel(target_.address, CredentialsFor(target_, &unusable_), arguments);
  wire_->stub = std::make_unique<grpc::GenericStub>(wire_->channel);
}

Client::~Client() = default;

Outcome Client::Unusable() const {
  constexpr int kInvalidArgument = 3;
  return {.code = kInvalidArgument, .message = unusable_, .details = {}};
}

Outcome Client::Call(const std::string& method, const google::protobuf::Message& request,
                     google::protobuf::Message* reply) {
  if (!unusable_.empty()) return Unusable();
  const auto deadline =
      std::chrono::system_clock::now() + std::chrono::seconds(target_.timeout_seconds);
  grpc::Status status;
  const int attempts = answers_ ? 3 : 1;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(std::chrono::milliseconds(200 << attempt));
    grpc::ClientContext context;
    Prepare(target_, &context);
    context.set_deadline(deadline);
    const grpc::ByteBuffer out = ToBytes(request);
    grpc::ByteBuffer in;
    grpc::CompletionQueue queue;
    auto call = wire_->stub->PrepareUnaryCall(&context, "/mutua.v1." + method, out, &queue);
    call->StartCall();
    call->Finish(&in, &status, nullptr);
    void* tag = nullptr;
    bool good = false;
    queue.Next(&tag, &good);
    if (status.ok() && !reply->ParseFromString(ToText(in))) {
      status = grpc::Status(grpc::StatusCode::INTERNAL, "the reply cannot be read");
    }
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE) break;
  }
  answers_ = status.error_code() != grpc::StatusCode::UNAVAILABLE;
  return ToOutcome(status);
}

Outcome Client::Stream(const std::string& method, const google::protobuf::Message& request,
                       const std::function<bool(const std::string&)>& each) {
  if (!unusable_.empty()) return Unusable();
  grpc::ClientContext context;
  Prepare(target_, &context);
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool good = false;
  auto stream = wire_->stub->PrepareCall(&context, "/mutua.v1." + method, &queue);
  stream->StartCall(nullptr);
  queue.Next(&tag, &good);
  if (good) {
    stream->WriteLast(ToBytes(request), grpc::WriteOptions(), nullptr);
    queue.Next(&tag, &good);
  }
  while (good) {
    grpc::ByteBuffer in;
    stream->Read(&in, nullptr);
    queue.Next(&tag, &good);
    if (good && !each(ToText(in))) {
      context.TryCancel();
      break;
    }
  }
  grpc::Status status;
  stream->Finish(&status, nullptr);
  queue.Next(&tag, &good);
  return ToOutcome(status);
}

}  // namespace mutua::cli
