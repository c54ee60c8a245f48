#include "engine/front/http/listener.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "engine/base/address.h"
#include "engine/front/http/connection.h"
#include "engine/front/http/crowd.h"
#include "engine/front/http/tls.h"

namespace mutua::front::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// When the process has no more file descriptors: until it looks again.
constexpr std::chrono::milliseconds kPause{100};

absl::StatusOr<tcp::acceptor> ListenAt(const std::string& listen, asio::io_context& io) {
  const size_t colon = listen.rfind(':');
  if (colon == std::string::npos) return absl::InvalidArgumentError(listen + " is not host:port");
  std::string host = listen.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  tcp::acceptor acceptor(io);
  error_code error;
  tcp::resolver resolver(io);
  const auto found = resolver.resolve(host, listen.substr(colon + 1), error);
  if (!error) {
    const tcp::endpoint endpoint = *found.begin();
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) return absl::UnavailableError("cannot listen on " + listen + ": " + error.message());
  return acceptor;
}

}  // namespace

struct Listener::Parts {
  Parts(std::shared_ptr<Crowd> of, tcp::acceptor at, const Tls* with)
      : crowd(std::move(of)),
        tls(with),
        acceptor(std::move(at)),
        port(acceptor.local_endpoint().port()),
        pause(crowd->io()),
        patience(crowd->io()) {}

  void Accept();
  void Took(error_code error, tcp::socket socket);
  void End(std::chrono::milliseconds patience);
  // Looks again and again whether all have gone, until it is too late.
  void Await(std::chrono::steady_clock::time_point until);
  void CloseAll();

  const std::shared_ptr<Crowd> crowd;
  const Tls* const tls;  // null: without
  tcp::acceptor acceptor;
  const int port;
  asio::steady_timer pause;
  asio::steady_timer patience;
  std::thread thread;
};

void Listener::Parts::Accept() {
  acceptor.async_accept([this](error_code error, tcp::socket socket) {
    if (acceptor.is_open()) Took(error, std::move(socket));
  });
}

void Listener::Parts::Took(error_code error, tcp::socket socket) {
  const bool exhausted = error == asio::error::no_descriptors || error.value() == ENFILE ||
                         error == asio::error::no_memory;
  if (exhausted) {
    pause.expires_after(kPause);
    return pause.async_wait([this](error_code) {
      if (acceptor.is_open()) Accept();
    });
  }
  error_code gone;
  const tcp::endpoint from = error ? tcp::endpoint() : socket.remote_endpoint(gone);
  // Beyond the limits a connection is closed unread: whoever waits must not cost memory.
  std::string address = PlainAddress(from.address().to_string());
  if (!error && !gone && crowd->HasRoomFor(address)) {
    auto context = tls == nullptr ? nullptr : tls->context();
    std::make_shared<Connection>(std::move(socket), std::move(address), crowd, std::move(context))
        ->Start();
  } else if (!error && !gone) {
    crowd->CountTurnedAway();
  }
  Accept();
}

void Listener::Parts::CloseAll() {
  const std::vector<Connection*> open(crowd->connections().begin(), crowd->connections().end());
  for (Connection* connection : open) {
    // Closing one may end another no sooner than on a later turn of the loop.
    connection->Close();
  }
}

void Listener::Parts::End(std::chrono::milliseconds most) {
  crowd->Drain();
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  const std::vector<Connection*> open(crowd->connections().begin(), crowd->connections().end());
  for (Connection* connection : open) connection->CloseWhenIdle();
  Await(std::chrono::steady_clock::now() + most);
}

void Listener::Parts::Await(std::chrono::steady_clock::time_point until) {
  constexpr std::chrono::milliseconds kLook{10};
  if (crowd->connections().empty() || std::chrono::steady_clock::now() >= until) {
    CloseAll();
    return;
  }
  patience.expires_after(kLook);
  patience.async_wait([this, until](error_code) { Await(until); });
}

Listener::Listener(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Listener::~Listener() { Stop(); }

absl::StatusOr<std::unique_ptr<Listener>> Listener::Start(const std::string& listen,
                                                          Handler& handler, const Limits& limits,
                                                          const Tls* tls) {
  auto crowd = std::make_shared<Crowd>(handler, limits);
  auto acceptor = ListenAt(listen, crowd->io());
  if (!acceptor.ok()) return acceptor.status();
  auto parts = std::make_unique<Parts>(std::move(crowd), *std::move(acceptor), tls);
  parts->Accept();
  parts->thread = std::thread([parts = parts.get()] { parts->crowd->io().run(); });
  return std::unique_ptr<Listener>(new Listener(std::move(parts)));
}

int Listener::port() const { return parts_->port; }

Listener::Counts Listener::counts() const {
  const Crowd& crowd = *parts_->crowd;
  return {.connections = crowd.open(),
          .requests = crowd.traffic().total(),
          .streams = crowd.streams(),
          .turned_away = crowd.turned_away(),
          .failed_handshakes = crowd.failed_handshakes(),
          .answered = crowd.traffic().table()};
}

void Listener::Drain() {
  parts_->crowd->Post([crowd = parts_->crowd.get()] { crowd->Drain(); });
}

void Listener::Stop(std::chrono::milliseconds patience) {
  if (!parts_->thread.joinable()) return;
  parts_->crowd->Post([parts = parts_.get(), patience] { parts->End(patience); });
  parts_->thread.join();
  // What came for connections that are closed is dropped, and with it what holds them.
  parts_->crowd->EndPosts();
  parts_->crowd->io().restart();
  parts_->crowd->io().poll();
}

}  // namespace mutua::front::http
