#include <grpc/grpc.h>
#include <grpc/support/alloc.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "engine/front/warden.h"

namespace mutua::front {
namespace {

using nlohmann::json;

// What gRPC says of itself, in the JSON of channelz.proto; null if there is no such thing. Numbers
// are texts there, and those that are 0 are left out.
json Read(char* text) {
  if (text == nullptr) return nullptr;
  json said = json::parse(text, nullptr, /*allow_exceptions=*/false);
  gpr_free(text);
  return said;
}
const json& At(const json& of, const char* name) {
  static const json kNone;
  const auto found = of.is_object() ? of.find(name) : of.end();
  return of.is_object() && found != of.end() ? *found : kNone;
}
std::string TextAt(const json& of, const char* name) {
  const json& text = At(of, name);
  return text.is_string() ? text.get<std::string>() : std::string();
}
uint64_t NumberAt(const json& of, const char* name) {
  return std::strtoull(TextAt(of, name).c_str(), nullptr, 10);
}

// "chttp2 ipv6:%5B::1%5D:4711" as Socket::Peer has it.
std::string PeerOf(const std::string& name) {
  std::string peer = name.substr(name.rfind(' ') + 1);
  const auto replace = [&peer](std::string_view from, std::string_view to) {
    const size_t at = peer.find(from);
    if (at != std::string::npos) peer.replace(at, from.size(), to);
  };
  replace("%5B", "[");
  replace("%5D", "]");
  return peer;
}

class GrpcPort : public Port {
 public:
  GrpcPort(std::string address, int port) : address_(std::move(address)), port_(port) {}

  std::map<std::string, Traffic> Look() override {
    std::map<std::string, Traffic> seen;
    for (const Socket& socket : SocketsAt(address_, port_)) {
      const auto traffic = socket.Listens() ? std::nullopt : socket.GetTraffic();
      const std::string peer = traffic ? socket.Peer() : std::string();
      if (!peer.empty()) seen[peer] = *traffic;
    }
    return seen;
  }

  std::map<std::string, Calls> Ask(const std::vector<std::string>& peers) override {
    const std::set<std::string> asked(peers.begin(), peers.end());
    std::map<std::string, Calls> calls;
    const json servers = Read(grpc_channelz_get_servers(0));
    for (const json& server : At(servers, "server")) {
      AskServer(static_cast<intptr_t>(NumberAt(At(server, "ref"), "serverId")), asked, &calls);
    }
    return calls;
  }

  void Hold(const std::vector<std::string>& peers) override {
    ForEach(peers, [](const Socket& socket) { socket.Ignore(); });
  }

  void HangUpOn(const std::vector<std::string>& peers) override {
    ForEach(peers, [](const Socket& socket) { socket.Reset(); });
  }

 private:
  template <class Work>
  void ForEach(const std::vector<std::string>& peers, Work work) const {
    const std::set<std::string> of(peers.begin(), peers.end());
    for (const Socket& socket : SocketsAt(address_, port_)) {
      if (of.contains(socket.Peer())) work(socket);
    }
  }

  void AskServer(intptr_t server, const std::set<std::string>& asked,
                 std::map<std::string, Calls>* calls) const {
    constexpr intptr_t kPage = 500;
    for (intptr_t from = 0;;) {
      const json page = Read(grpc_channelz_get_server_sockets(server, from, kPage));
      const json& refs = At(page, "socketRef");
      for (const json& ref : refs) {
        const auto id = static_cast<intptr_t>(NumberAt(ref, "socketId"));
        from = id + 1;
        const std::string peer = PeerOf(TextAt(ref, "name"));
        if (asked.contains(peer)) AskSocket(id, peer, calls);
      }
      if (refs.empty() || At(page, "end") == true) return;
    }
  }

  void AskSocket(intptr_t id, const std::string& peer, std::map<std::string, Calls>* calls) const {
    const json said = Read(grpc_channelz_get_socket(id));
    const json& socket = At(said, "socket");
    // Another server of this process may speak with the same peer.
    const json& local = At(At(socket, "local"), "tcpip_address");
    if (At(local, "port") != port_) return;
    const json& data = At(socket, "data");
    (*calls)[peer] = {.begun = NumberAt(data, "streamsStarted"),
                      .answered = NumberAt(data, "streamsSucceeded"),
                      .given_up = NumberAt(data, "streamsFailed"),
                      .messages = NumberAt(data, "messagesReceived")};
  }

  const std::string address_;
  const int port_;
};

}  // namespace

std::unique_ptr<Port> MakeGrpcPort(const std::string& address, int port) {
  return std::make_unique<GrpcPort>(address, port);
}

}  // namespace mutua::front
