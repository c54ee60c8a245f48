// The seam between sockets and whoever answers: a request, and its answer whole or in frames. Plain
// structs, so that neither side compiles the other's libraries.
//
// An exchange lives as long as both sides want it: the connection tells the Source when the client
// has gone or everything was sent; what is said to its Outlet afterwards is ignored.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mutua::front::http {

// Bytes that several sockets may send at once.
using Bytes = std::shared_ptr<const std::string>;

inline Bytes MakeBytes(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

struct Field {
  std::string name;  // in lower case
  std::string value;
};
using Fields = std::vector<Field>;

struct Request {
  std::string verb;   // "POST"
  std::string path;   // without the query, undecoded
  std::string query;  // behind '?', undecoded
  Fields fields;
  std::string body;
  bool local = false;  // it came over the loopback: from this machine, or a proxy on it
  std::string from{};  // the address of the client, or of the proxy before it

  // The first of that name; null when there is none.
  const std::string* Find(std::string_view name) const {
    for (const Field& field : fields) {
      if (field.name == name) return &field.value;
    }
    return nullptr;
  }
};

struct Reply {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  Fields fields;  // beside those that every answer carries (security.h)
  Bytes body;     // null: empty
};

// Where an answer goes: once Send, or once Begin and then Write until the last. Thread-safe.
class Outlet {
 public:
  virtual ~Outlet() = default;
  virtual void Send(Reply reply) = 0;
  // The head of an answer whose length is not known; its body is ignored.
  virtual void Begin(Reply head) = 0;
  // `last`: nothing follows. An empty last frame is allowed.
  virtual void Write(Bytes frame, bool last) = 0;
};

// What is told to the side that answers, on the thread of the sockets: it must not block.
class Source {
 public:
  virtual ~Source() = default;
  // The socket took everything that was written: there is room for the next frame.
  virtual void Taken() = 0;
  // The client has gone, or was too slow: nothing more is wanted.
  virtual void Gone() = 0;
};

// What a request is for, as the counters tell them apart.
enum class Kind { kApi, kCalendar, kPage, kOperator, kUnreadable };
inline constexpr size_t kKinds = 5;

class Handler {
 public:
  virtual ~Handler() = default;
  // Never kUnreadable: those requests reach no handler.
  virtual Kind KindOf(const Request&) const { return Kind::kPage; }
  // Runs on the thread of the sockets. Null: answered already. Whoever returns a Source answers
  // sooner or later.
  virtual std::shared_ptr<Source> Handle(Request request, std::shared_ptr<Outlet> outlet) = 0;
};

}  // namespace mutua::front::http
