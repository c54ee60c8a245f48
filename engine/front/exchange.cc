#include "engine/front/exchange.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/proto_buffer_writer.h>
#include <grpcpp/support/server_callback.h>

#include <utility>

#include "engine/base/address.h"

namespace mutua::front {
namespace {

google::protobuf::ArenaOptions OptionsFor(char* block, size_t size) {
  google::protobuf::ArenaOptions options;
  options.initial_block = block;
  options.initial_block_size = size;
  return options;
}

std::string_view HeaderOf(const grpc::CallbackServerContext& context, const char* name) {
  const auto& headers = context.client_metadata();
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view()
                                : std::string_view(found->second.data(), found->second.size());
}

}  // namespace

std::optional<SecretView> BearerIn(std::string_view header) {
  constexpr std::string_view kScheme = "bearer ";
  if (header.size() <= kScheme.size()) return std::nullopt;
  // RFC 9110, 11.1: the scheme's letters in either case.
  for (size_t i = 0; i < kScheme.size(); ++i) {
    if ((header[i] | 0x20) != kScheme[i]) return std::nullopt;
  }
  header.remove_prefix(kScheme.size());
  while (header.starts_with(' ')) header.remove_prefix(1);
  return SecretView(header);
}

std::string CountedFor(House& house, std::string_view header) {
  const std::optional<SecretView> secret = BearerIn(header);
  if (!secret) return {};
  return house.engine.replica().Read([&](const core::State& state, const journal::Head&) {
    const auto caller = house.authenticator.Identify(*secret, state, house.NowIn(state));
    return caller.ok() ? pipeline::CountedFor(*caller) : std::string();
  });
}

std::optional<SecretView> BearerOf(const grpc::CallbackServerContext& context) {
  return BearerIn(HeaderOf(context, "authorization"));
}

std::string AddressOf(const grpc::CallbackServerContext& context) {
  // "ipv4:192.0.2.7:4711", "ipv6:%5B2001:db8::1%5D:4711"; anything else is our own HTTP port, which
  // says whom it speaks for.
  const std::string peer = context.peer();
  const bool remote = peer.starts_with("ipv4:") || peer.starts_with("ipv6:");
  const std::string address = PlainAddress(remote ? peer.substr(5, peer.rfind(':') - 5)
                                                  : std::string(HeaderOf(context, "mutua-from")));
  return IsOfThisMachine(address) ? std::string() : address;
}

Language LanguageOf(const grpc::CallbackServerContext& context) {
  return LanguageOf(HeaderOf(context, "accept-language"));
}

pipeline::Deadline DeadlineOf(const grpc::CallbackServerContext& context) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  // A call without a deadline carries one centuries away.
  if (left > std::chrono::hours(24)) return pipeline::kNoDeadline;
  return std::chrono::steady_clock::now() +
         std::chrono::duration_cast<std::chrono::steady_clock::duration>(left);
}

Exchange::Exchange(House& house, grpc::CallbackServerContext* context,
                   grpc::ServerUnaryReactor* reactor, grpc::ByteBuffer* out)
    : house_(house),
      context_(context),
      reactor_(reactor),
      out_(out),
      arena_(OptionsFor(first_block_, sizeof(first_block_))) {}

Exchange::~Exchange() {
  if (reactor_ == nullptr) return;
  reactor_->Finish(StatusOf(grpc::StatusCode::INTERNAL, "INTERNAL", "a defect of the server"));
}

bool Exchange::Abandoned() const {
  return context_->IsCancelled() || call_.deadline <= std::chrono::steady_clock::now();
}

void Exchange::Refuse(const grpc::Status& status) {
  if (status.error_code() == grpc::StatusCode::INTERNAL) house_.on_defect(status.error_message());
  std::exchange(reactor_, nullptr)->Finish(status);
}

void Exchange::Answer() {
  bool own_buffer = false;
  const grpc::Status written =
      grpc::GenericSerialize<grpc::ProtoBufferWriter, google::protobuf::Message>(*response_, out_,
                                                                                 &own_buffer);
  std::exchange(reactor_, nullptr)->Finish(written);
}

void Exchange::SetPosition(Position position) {
  const auto* field = response_->GetDescriptor()->FindFieldByName("position");
  if (field == nullptr) return;
  response_->GetReflection()->SetUInt64(response_, field, position.value());
}

void Exchange::RefuseWith(const pipeline::Answer& answer, const core::Body* body,
                          std::vector<v1::Alternative> alternatives) {
  v1::Refusal refusal = Look([&](const Scene& scene, const journal::Head&) {
    return RefusalOf(scene, answer.decision.refusal.reasons(), body);
  });
  refusal.set_position(answer.position.value());
  if (answer.refusal) refusal.set_refusal(RefusalId(answer.position, *answer.refusal));
  for (v1::Alternative& alternative : alternatives) {
    *refusal.add_alternatives() = std::move(alternative);
  }
  Refuse(StatusOf(std::move(refusal)));
}

void Exchange::Object(const Objection& objection) {
  v1::Refusal refusal = Look([&](const Scene& scene, const journal::Head& head) {
    v1::Refusal made = RefusalOf(call_.language, objection, Reading(scene).OnlyZone());
    made.set_position(head.position.value());
    return made;
  });
  Refuse(StatusOf(std::move(refusal)));
}

std::string RefusalId(Position position, uint32_t number) {
  return "r-" + std::to_string(position.value()) + "-" + std::to_string(number);
}

}  // namespace mutua::front
