// The small lab of the wire tests behind an HTTP port of its own.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "engine/front/calendars.h"
#include "engine/front/exchange.h"
#include "engine/front/http/listener.h"
#include "engine/front/http/router.h"
#include "engine/front/provider_sign_in.h"
#include "tests/http/http_client.h"
#include "tests/wire/wire_lab.h"

namespace mutua::http_test {

class HttpLab {
 public:
  explicit HttpLab(const front::http::Limits& limits = {})
      : pages_(front::http::MakeEmbeddedPages(kFiles)),
        caller_([this] { return lab_.server().InProcess(); }),
        calendars_(lab_.house()),
        sign_in_(lab_.house(), openid_, [](const auto&) {}),
        router_(
            caller_,
            [this](std::string_view authorization) {
              return front::CountedFor(lab_.house(), authorization);
            },
            *pages_, {.calendars = calendars_, .sign_in = sign_in_},
            [](const auto&) { return std::nullopt; }) {
    auto started = front::http::Listener::Start("127.0.0.1:0", router_, limits);
    listener_ = *std::move(started);
  }

  wire::WireLab& lab() { return lab_; }
  front::http::Listener& listener() { return *listener_; }
  // As the daemon does.
  void StopServing() {
    listener_->Drain();
    caller_.Close();
    lab_.server().Stop();
  }
  int port() const { return listener_->port(); }

 private:
  static constexpr std::array<front::http::EmbeddedFile, 1> kFiles = {{{"index.html", "<p>"}}};

  wire::WireLab lab_;
  std::unique_ptr<front::http::Pages> pages_;
  front::http::Caller caller_;
  front::Calendars calendars_;
  const front::openid::Settings openid_;  // no provider
  front::ProviderSignIn sign_in_;
  front::http::Router router_;
  std::unique_ptr<front::http::Listener> listener_;
};

inline std::string Bearer(const std::string& token) {
  return "Authorization: Bearer " + token + "\r\n";
}
inline constexpr const char* kJson = "Content-Type: application/json\r\n";
inline constexpr const char* kGrpcWeb = "Content-Type: application/grpc-web+proto\r\n";

// A call as gRPC-Web sends it, and what came back.
std::string Framed(const google::protobuf::Message& message);
struct Unpacked {
  std::vector<std::string> messages;
  std::string trailers;
};
Unpacked Unpack(std::string_view frames);

}  // namespace mutua::http_test
