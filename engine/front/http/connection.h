// One connection: reads a request, has it answered whole or as a stream, and again. While an answer
// is awaited it looks whether the client is still there.
//
// Bound to the thread of the sockets, where it dies, too. Kept alive by its own pending operation
// and, while it is busy, by itself; the Outlets that others hold do not.
#pragma once

#include <array>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "engine/front/http/crowd.h"
#include "engine/front/http/stream.h"
#include "engine/front/http/taking.h"

namespace mutua::front::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Error = boost::system::error_code;

  // `address`: who calls, plain (base/address.h). `tls`: null, without.
  Connection(boost::asio::ip::tcp::socket socket, std::string address, std::shared_ptr<Crowd> crowd,
             std::shared_ptr<boost::asio::ssl::context> tls);
  ~Connection();

  void Start();
  void Close();
  // Now, when nothing is being answered; else behind the answer.
  void CloseWhenIdle();

 private:
  class Exchange;  // the Outlet of one request
  using ResponseBody = boost::beast::http::span_body<const char>;
  using Response = boost::beast::http::response<ResponseBody>;

  void TookHandshake(Error error);
  void Read();
  void ReadHead();
  void TookHead(Error error);
  void ReadBody();
  void TookBody(Error error);
  void Answer();

  // Of the exchange with that number; of an earlier one they are ignored.
  void Send(size_t number, Reply reply);
  void Begin(size_t number, Reply head);
  void Write(size_t number, Bytes frame, bool last);

  void Refuse(int status, const char* sentence);
  void RefuseHead(int status, const char* sentence);
  void PutHead(const Reply& reply);
  void WriteWhole();
  void WriteNext();
  void ExpectTaken(size_t bytes);
  void Over();
  void SayGoodbye();
  void EndStream();
  void Linger();
  void Hold(size_t number, std::chrono::steady_clock::time_point until);
  bool HasLeft();
  void LookForEnd(size_t number);
  void LookAgain(size_t number);
  void LookWhetherTaken(size_t number);
  void StopLooking();

  template <class Method>
  auto Then(Method method) {
    return
        [self = shared_from_this(), method](Error error, size_t) { (self.get()->*method)(error); };
  }

  Stream stream_;
  const std::shared_ptr<Crowd> crowd_;
  const std::string address_;
  boost::asio::cancellation_signal stop_looking_;
  boost::asio::steady_timer look_again_;
  boost::asio::steady_timer look_whether_taken_;
  Taking taking_;  // of the stream, or of the answer before
  boost::beast::flat_buffer buffer_{64 << 10};
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;

  bool first_ = true;
  bool keep_ = false;
  size_t reserved_ = 0;
  std::chrono::steady_clock::time_point body_began_;
  size_t body_bytes_ = 0;  // that have come
  bool unread_ = false;    // something of a refused request is still to come
  bool held_ = false;      // it was no head: let go later
  size_t lingered_ = 0;

  // The exchange under way.
  size_t number_ = 0;
  bool busy_ = false;
  std::shared_ptr<Connection> self_;  // while it is busy
  bool answering_ = false;
  bool head_only_ = false;  // HEAD: the body is not sent
  Kind kind_ = Kind::kUnreadable;
  bool streaming_ = false;
  std::shared_ptr<Source> source_;
  Bytes body_;
  std::optional<Response> response_;
  std::optional<boost::beast::http::response_serializer<ResponseBody>> serializer_;

  // Of a stream: what waits for the socket.
  bool chunked_ = false;
  bool writing_ = false;
  bool last_ = false;
  std::deque<Bytes> frames_;
  std::string chunk_head_;
};

}  // namespace mutua::front::http
