// Who is let in beside whom.
#include "engine/front/http/crowd.h"

#include <doctest/doctest.h>

#include <array>

namespace mutua::front::http {
namespace {

class Nobody : public Handler {
 public:
  std::shared_ptr<Source> Handle(Request, std::shared_ptr<Outlet>) override { return nullptr; }
};

// A crowd of which each household may have two. Connections are told apart and no more.
struct Room {
  Nobody nobody;
  Crowd crowd{nobody, [] {
                Limits limits;
                limits.connections_per_address = 2;
                limits.connections = 9;
                return limits;
              }()};
  std::array<char, 16> places{};
  size_t taken = 0;

  Connection* Come(const std::string& address) {
    auto* const connection = reinterpret_cast<Connection*>(&places[taken++]);
    crowd.Enter(connection, address);
    return connection;
  }
};

TEST_CASE("A household has so many connections, whatever its addresses, and others have theirs") {
  Room room;
  Connection* const first = room.Come("2001:db8:0:1::1");
  CHECK(room.crowd.HasRoomFor("2001:db8:0:1::2"));
  room.Come("2001:db8:0:1::2");
  CHECK_FALSE(room.crowd.HasRoomFor("2001:db8:0:1::3"));
  CHECK(room.crowd.HasRoomFor("2001:db8:0:2::1"));
  room.Come("192.0.2.7");
  room.Come("192.0.2.7");
  CHECK_FALSE(room.crowd.HasRoomFor("192.0.2.7"));
  CHECK(room.crowd.HasRoomFor("192.0.2.8"));
  room.crowd.Leave(first, "2001:db8:0:1::1");
  CHECK(room.crowd.HasRoomFor("2001:db8:0:1::3"));
}

TEST_CASE("This machine has as many as there are, and nobody has more") {
  Room room;
  for (int i = 0; i < 8; ++i) room.Come("127.0.0.1");
  CHECK(room.crowd.HasRoomFor("127.0.0.1"));
  CHECK(room.crowd.HasRoomFor("192.0.2.7"));
  room.Come("127.0.0.1");
  CHECK_FALSE(room.crowd.HasRoomFor("127.0.0.1"));
  CHECK_FALSE(room.crowd.HasRoomFor("192.0.2.7"));
}

TEST_CASE("P7 bounded: of the memory for bodies a household has what is left for others") {
  Nobody nobody;
  Limits limits;
  limits.bodies_bytes = 1000;
  limits.body_bytes = 100;
  Crowd crowd(nobody, limits);
  CHECK(crowd.Reserve(500, "192.0.2.7"));
  CHECK_FALSE(crowd.Reserve(1, "192.0.2.7"));
  CHECK(crowd.Reserve(100, "2001:db8:0:1::1"));
  CHECK(crowd.Reserve(150, "2001:db8:0:1::2"));
  CHECK_FALSE(crowd.Reserve(100, "2001:db8:0:1::3"));
  // This machine stands for many.
  CHECK(crowd.Reserve(250, "127.0.0.1"));
  CHECK_FALSE(crowd.Reserve(1, "192.0.2.8"));
  crowd.Release(250, "127.0.0.1");
  CHECK(crowd.Reserve(100, "192.0.2.8"));
}

}  // namespace
}  // namespace mutua::front::http
