#include "engine/front/http/connection.h"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <utility>

#include "engine/base/address.h"
#include "engine/front/http/security.h"

namespace mutua::front::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::beast::http::field;

constexpr size_t kSmallBody = 64 << 10;     // below it nobody counts
constexpr size_t kHeadBytes = 4 << 10;      // read at once of what follows an answer
constexpr size_t kLingerMost = 1 << 20;     // bytes read and thrown away behind a refusal
constexpr std::chrono::seconds kLinger{2};  // and for so long
constexpr std::chrono::seconds kLook{1};    // between looks whether a client has gone
constexpr std::chrono::milliseconds kLookWhetherTaken{500};

// The keys of a connection that went to sleep, or lost its network, are let go after about a
// minute.
void KeepAlive(tcp::socket& socket) {
  const int fd = socket.native_handle();
  const auto set = [fd](int level, int name, int value) {
    // Not every platform or socket takes each of them; none is needed to serve.
    (void)setsockopt(fd, level, name, &value, sizeof value);
  };
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, 30);
  set(IPPROTO_TCP, TCP_KEEPINTVL, 10);
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, 60'000);
  set(IPPROTO_TCP, TCP_NODELAY, 1);
}

Request RequestOf(beast::http::request<beast::http::string_body> from) {
  Request request;
  request.verb = std::string(from.method_string());
  const std::string target(from.target());
  const size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string::npos) request.query = target.substr(mark + 1);
  for (const auto& one : from.base()) {
    Field made{std::string(one.name_string()), std::string(one.value())};
    for (char& c : made.name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    request.fields.push_back(std::move(made));
  }
  request.body = std::move(from.body());
  return request;
}

}  // namespace

class Connection::Exchange : public Outlet {
 public:
  Exchange(const std::shared_ptr<Connection>& connection, size_t number)
      : crowd_(connection->crowd_), connection_(connection), number_(number) {}

  void Send(Reply reply) override {
    Do([reply = std::move(reply)](Connection& connection, size_t number) mutable {
      connection.Send(number, std::move(reply));
    });
  }
  void Begin(Reply head) override {
    Do([head = std::move(head)](Connection& connection, size_t number) mutable {
      connection.Begin(number, std::move(head));
    });
  }
  void Write(Bytes frame, bool last) override {
    Do([frame = std::move(frame), last](Connection& connection, size_t number) mutable {
      connection.Write(number, std::move(frame), last);
    });
  }

 private:
  template <class Work>
  void Do(Work work) {
    crowd_->Post([at = connection_, number = number_, work = std::move(work)]() mutable {
      if (const std::shared_ptr<Connection> connection = at.lock()) work(*connection, number);
    });
  }

  const std::shared_ptr<Crowd> crowd_;
  const std::weak_ptr<Connection> connection_;
  const size_t number_;
};

Connection::Connection(tcp::socket socket, std::string address, std::shared_ptr<Crowd> crowd,
                       std::shared_ptr<asio::ssl::context> tls)
    : stream_(std::move(socket), std::move(tls)),
      crowd_(std::move(crowd)),
      address_(std::move(address)),
      look_again_(crowd_->io()),
      look_whether_taken_(crowd_->io()) {
  KeepAlive(stream_.socket());
  crowd_->Enter(this, address_);
}

Connection::~Connection() {
  crowd_->Release(reserved_, address_);
  crowd_->Leave(this, address_);
}

void Connection::Close() {
  const std::shared_ptr<Connection> alive = std::move(self_);
  ++number_;
  busy_ = false;
  EndStream();
  StopLooking();
  Error ignored;
  stream_.socket().close(ignored);
  if (const std::shared_ptr<Source> source = std::move(source_)) source->Gone();
}

void Connection::CloseWhenIdle() {
  keep_ = false;
  if (!busy_) Close();
}

void Connection::Start() {
  if (!stream_.encrypted()) return Read();
  stream_.expires_after(crowd_->limits().head);
  stream_.async_handshake([self = shared_from_this()](Error error) { self->TookHandshake(error); });
}

void Connection::TookHandshake(Error error) {
  if (!stream_.socket().is_open()) return Close();
  if (!error) return Read();
  crowd_->CountFailedHandshake();
  if (!Stream::IsPlainHttp(error)) return Close();
  stream_.GiveUpTls();
  Refuse(400, "this port speaks TLS: call it as https://\n");
}

void Connection::Read() {
  const Limits& limits = crowd_->limits();
  crowd_->Release(std::exchange(reserved_, 0), address_);
  parser_.emplace();
  parser_->header_limit(static_cast<uint32_t>(limits.header_bytes));
  parser_->body_limit(limits.body_bytes);
  if (std::exchange(first_, false) || buffer_.size() > 0) return ReadHead();
  stream_.expires_after(limits.idle);
  stream_.async_read_some(buffer_.prepare(kHeadBytes),
                          [self = shared_from_this()](Error error, size_t size) {
                            self->buffer_.commit(size);
                            error ? self->Close() : self->ReadHead();
                          });
}

void Connection::ReadHead() {
  stream_.expires_after(crowd_->limits().head);
  beast::http::async_read_header(stream_, buffer_, *parser_, Then(&Connection::TookHead));
}

void Connection::TookHead(Error error) {
  using Parse = beast::http::error;
  if (!stream_.socket().is_open()) return Close();
  if (error == Parse::header_limit) return RefuseHead(431, "the headers are too long\n");
  if (error == Parse::body_limit) return Refuse(413, "the body is too large\n");
  if (error == Parse::end_of_stream) return Close();
  if (error && error.category() == beast::http::make_error_code(Parse::bad_method).category()) {
    return RefuseHead(400, "this is not HTTP/1.1, or a header is malformed\n");
  }
  if (error) return Close();
  const auto length = parser_->content_length();
  const size_t bytes =
      parser_->chunked() ? crowd_->limits().body_bytes : static_cast<size_t>(length ? *length : 0);
  if (bytes > kSmallBody) {
    if (!crowd_->Reserve(bytes, address_)) {
      return Refuse(503, "too many large requests at once: try again\n");
    }
    reserved_ = bytes;
  }
  busy_ = true;
  self_ = shared_from_this();
  body_began_ = std::chrono::steady_clock::now();
  body_bytes_ = 0;
  stream_.expires_after(crowd_->limits().body);
  if (parser_->get()[field::expect] != "100-continue" || parser_->is_done()) return ReadBody();
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(stream_, asio::buffer(kContinue),
                    [self = shared_from_this()](Error failed, size_t) {
                      failed ? self->Close() : self->ReadBody();
                    });
}

void Connection::ReadBody() {
  if (parser_->is_done()) return Answer();
  beast::http::async_read_some(stream_, buffer_, *parser_,
                               [self = shared_from_this()](Error error, size_t size) {
                                 self->body_bytes_ += size;
                                 self->TookBody(error);
                               });
}

void Connection::TookBody(Error error) {
  using Parse = beast::http::error;
  if (!stream_.socket().is_open()) return Close();
  if (error == Parse::body_limit) return Refuse(413, "the body is too large\n");
  if (error && error.category() == beast::http::make_error_code(Parse::bad_method).category()) {
    return Refuse(400, "the body is not what its headers say\n");
  }
  if (error) return Close();
  const Limits& limits = crowd_->limits();
  const auto due = body_began_ + limits.TimeFor(limits.body, body_bytes_);
  const auto left = due - std::chrono::steady_clock::now();
  if (left <= left.zero()) return Close();
  stream_.expires_after(left);
  ReadBody();
}

void Connection::Answer() {
  keep_ = parser_->get().keep_alive() && !crowd_->draining();
  chunked_ = parser_->get().version() >= 11;
  head_only_ = parser_->get().method() == beast::http::verb::head;
  stream_.expires_never();
  const size_t number = ++number_;
  auto outlet = std::make_shared<Exchange>(shared_from_this(), number);
  Request request = RequestOf(parser_->release());
  request.local = IsOfThisMachine(address_);
  request.from = address_;
  kind_ = crowd_->handler().KindOf(request);
  try {
    source_ = crowd_->handler().Handle(std::move(request), outlet);
  } catch (const std::exception&) {
    outlet->Send({.status = 500, .fields = {}, .body = MakeBytes("a defect of the server\n")});
  }
  if (source_ != nullptr) LookForEnd(number);
}

void Connection::Send(size_t number, Reply reply) {
  if (number != number_ || answering_) return;
  StopLooking();
  body_ = std::move(reply.body);
  PutHead(reply);
  WriteWhole();
}

// A request that was not read to its end: the connection cannot go on behind it.
void Connection::Refuse(int status, const char* sentence) {
  ++number_;
  busy_ = true;
  keep_ = false;
  unread_ = true;
  kind_ = Kind::kUnreadable;
  body_ = MakeBytes(sentence);
  PutHead({.status = status, .fields = {}, .body = nullptr});
  WriteWhole();
}

void Connection::RefuseHead(int status, const char* sentence) {
  held_ = true;
  Refuse(status, sentence);
}

void Connection::PutHead(const Reply& reply) {
  answering_ = true;
  crowd_->CountAnswer(kind_, reply.status);
  response_.emplace();
  response_->version(11);
  response_->result(static_cast<unsigned>(reply.status));
  response_->set(field::content_type, reply.content_type);
  response_->set(field::cache_control, "no-store");
  for (const Field& one : SecurityFields()) response_->set(one.name, one.value);
  // For a year, whoever has come here by https comes back by https.
  if (stream_.encrypted()) {
    response_->set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
  for (const Field& one : reply.fields) {
    // The one field that may stand there twice (RFC 6265, 3).
    one.name == "set-cookie" ? response_->insert(one.name, one.value)
                             : response_->set(one.name, one.value);
  }
  if (crowd_->draining()) keep_ = false;
  response_->keep_alive(keep_);
}

void Connection::WriteWhole() {
  if (body_ != nullptr && !body_->empty()) response_->body() = {body_->data(), body_->size()};
  if (response_->result_int() != 304) response_->prepare_payload();
  ExpectTaken(body_ == nullptr || head_only_ ? 0 : body_->size());
  const auto sent = [self = shared_from_this()](Error error, size_t) {
    error ? self->Close() : self->Over();
  };
  if (!head_only_) return beast::http::async_write(stream_, *response_, sent);
  serializer_.emplace(*response_);
  beast::http::async_write_header(stream_, *serializer_, sent);
}

void Connection::Begin(size_t number, Reply head) {
  if (number != number_ || answering_) return;
  if (!chunked_) keep_ = false;  // to HTTP/1.0 the end of the connection is the end of the stream
  PutHead(head);
  streaming_ = true;
  crowd_->CountStream(1);
  if (chunked_) response_->chunked(true);
  serializer_.emplace(*response_);
  taking_ = {};
  LookWhetherTaken(number);
  writing_ = true;
  ExpectTaken(0);
  beast::http::async_write_header(stream_, *serializer_,
                                  [self = shared_from_this()](Error error, size_t) {
                                    self->writing_ = false;
                                    error ? self->Close() : self->WriteNext();
                                  });
}

// What is written now is to be taken soon.
void Connection::ExpectTaken(size_t bytes) {
  const Limits& limits = crowd_->limits();
  stream_.expires_after(limits.TimeFor(limits.write, bytes));
}

void Connection::EndStream() {
  if (std::exchange(streaming_, false)) crowd_->CountStream(-1);
}

void Connection::Write(size_t number, Bytes frame, bool last) {
  if (number != number_ || last_) return;
  last_ = last;
  if (frame != nullptr && !frame->empty()) frames_.push_back(std::move(frame));
  if (answering_ && !writing_) WriteNext();
}

void Connection::WriteNext() {
  static constexpr std::string_view kLineEnd = "\r\n";
  static constexpr std::string_view kLastChunk = "0\r\n\r\n";
  if (!busy_) return;
  const auto write = [this](const auto& buffers, auto then) {
    writing_ = true;
    ExpectTaken(asio::buffer_size(buffers));
    asio::async_write(stream_, buffers, [self = shared_from_this(), then](Error error, size_t) {
      self->writing_ = false;
      if (error) return self->Close();
      then(*self);
    });
  };
  if (frames_.empty()) {
    if (!last_) return stream_.expires_never();
    StopLooking();
    if (!chunked_) return Over();
    return write(asio::buffer(kLastChunk), [](Connection& self) { self.Over(); });
  }
  const Bytes& frame = frames_.front();
  chunk_head_.clear();
  if (chunked_) {
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", frame->size());
    chunk_head_ = size.data();
  }
  const std::array<asio::const_buffer, 3> chunk = {
      asio::buffer(chunk_head_), asio::buffer(*frame),
      chunked_ ? asio::buffer(kLineEnd) : asio::const_buffer()};
  write(chunk, [](Connection& self) {
    self.frames_.pop_front();
    if (self.frames_.empty() && !self.last_ && self.source_ != nullptr) self.source_->Taken();
    if (!self.writing_) self.WriteNext();
  });
}

// The answer has left.
void Connection::Over() {
  const std::shared_ptr<Connection> alive = std::move(self_);
  ++number_;
  busy_ = answering_ = last_ = head_only_ = false;
  EndStream();
  source_.reset();
  serializer_.reset();
  response_.reset();
  body_.reset();
  if (keep_ && !crowd_->draining()) {
    // The next request may be long in coming; that this answer is taken may not.
    taking_ = {};
    LookWhetherTaken(number_);
    return Read();
  }
  if (!unread_) return SayGoodbye();
  if (held_ && !crowd_->draining()) {
    return Hold(number_, std::chrono::steady_clock::now() + crowd_->limits().head);
  }
  Error ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kLinger);
  Linger();
}

// To TLS, a connection that ends without a word was cut.
void Connection::SayGoodbye() {
  if (!stream_.encrypted()) return Close();
  stream_.expires_after(kLinger);
  stream_.async_shutdown([self = shared_from_this()](Error) { self->Close(); });
}

// Whoever is still sending would lose our answer if the connection were closed at once: what comes
// is read and thrown away, for a while.
void Connection::Linger() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kSmallBody),
                          [self = shared_from_this()](Error error, size_t size) {
                            self->lingered_ += size;
                            if (error || self->lingered_ > kLingerMost) return self->Close();
                            self->Linger();
                          });
}

// Whoever sends heads that are none, and were let go at once, would be back at once with the next
// one. Nothing more is read; who has what it was told may leave.
void Connection::Hold(size_t number, std::chrono::steady_clock::time_point until) {
  if (HasLeft() || std::chrono::steady_clock::now() >= until) return Close();
  look_again_.expires_after(kLook);
  look_again_.async_wait([self = shared_from_this(), number, until](Error error) {
    if (!error && number == self->number_) self->Hold(number, until);
  });
}

// Whether the other side has ended the connection, whatever waits unread.
bool Connection::HasLeft() {
  pollfd look{.fd = stream_.socket().native_handle(), .events = POLLRDHUP, .revents = 0};
  return poll(&look, 1, 0) > 0;
}

void Connection::LookForEnd(size_t number) {
  stream_.socket().async_wait(
      tcp::socket::wait_read,
      asio::bind_cancellation_slot(
          stop_looking_.slot(), [self = shared_from_this(), number](Error error) {
            if (error || number != self->number_) return;
            char next = 0;
            const ssize_t size =
                recv(self->stream_.socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
            const bool there = size > 0 || (size < 0 && errno == EAGAIN);
            if (!there) return self->Close();
            // Bytes are a next request that came early: it waits. In TLS they may as well be a
            // farewell, whose end of the connection comes behind it.
            if (self->stream_.encrypted()) self->LookAgain(number);
          }));
}

void Connection::LookAgain(size_t number) {
  if (HasLeft()) return Close();
  look_again_.expires_after(kLook);
  look_again_.async_wait([self = shared_from_this(), number](Error error) {
    if (!error && number == self->number_) self->LookAgain(number);
  });
}

// A stream may have little to say, and all of it fit into the kernel's buffers: that its writes are
// done says nothing of who should read.
void Connection::LookWhetherTaken(size_t number) {
  const int socket = stream_.socket().native_handle();
  if (!taking_.GoesOn(socket, crowd_->limits(), std::chrono::steady_clock::now())) return Close();
  if (!busy_ && !taking_.waits()) return;
  look_whether_taken_.expires_after(kLookWhetherTaken);
  look_whether_taken_.async_wait([self = shared_from_this(), number](Error error) {
    if (!error && number == self->number_) self->LookWhetherTaken(number);
  });
}

void Connection::StopLooking() {
  stop_looking_.emit(asio::cancellation_type::all);
  look_again_.cancel();
  look_whether_taken_.cancel();
}

}  // namespace mutua::front::http
