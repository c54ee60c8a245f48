#include "bench/load/connection.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace mutua::load {
namespace {

namespace asio = boost::asio;

// An answer may be larger than HTTP/2's first window of 64 KiB: it should not have to wait for it.
constexpr int32_t kWindowBytes = 4 << 20;
constexpr size_t kPrefixBytes = 5;  // "not compressed", and the message's size in four bytes
constexpr std::string_view kUnix = "unix:";

nghttp2_nv Field(std::string_view name, std::string_view value) {
  // nghttp2 takes what it does not change without const.
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<uint8_t*>(const_cast<char*>(text.data()));
  };
  return {bytes(name), bytes(value), name.size(), value.size(), NGHTTP2_NV_FLAG_NONE};
}

std::string Prefixed(std::string_view message) {
  std::string body(kPrefixBytes, '\0');
  for (size_t i = 0; i < 4; ++i) {
    body[1 + i] = static_cast<char>(message.size() >> (8 * (3 - i)) & 0xFF);
  }
  return body.append(message);
}

}  // namespace

Connection::Connection(asio::io_context& io, const std::string& target, const std::string& token)
    : target_(target), authorization_("Bearer " + token), socket_(io) {}

bool Connection::Connect() {
  boost::system::error_code failed;
  if (target_.starts_with(kUnix)) {
    socket_.connect(asio::local::stream_protocol::endpoint(target_.substr(kUnix.size())), failed);
  } else {
    const size_t colon = target_.rfind(':');
    asio::ip::tcp::resolver resolver(socket_.get_executor());
    const auto found =
        resolver.resolve(target_.substr(0, colon), target_.substr(colon + 1), failed);
    if (failed || found.empty()) return false;
    socket_.connect(found.begin()->endpoint(), failed);
    if (!failed) socket_.set_option(asio::ip::tcp::no_delay(true), failed);
  }
  if (failed) return false;
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
  nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, OnData);
  nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
  nghttp2_session* session = nullptr;
  nghttp2_session_client_new(&session, callbacks, this);
  nghttp2_session_callbacks_del(callbacks);
  session_.reset(session);
  const nghttp2_settings_entry window = {NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindowBytes};
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, &window, 1);
  nghttp2_session_set_local_window_size(session, NGHTTP2_FLAG_NONE, 0, kWindowBytes);
  Flush();
  ReadMore();
  return true;
}

void Connection::Call(const std::string& method, std::string_view request,
                      std::function<void(Reply)> done, std::string_view timeout) {
  const nghttp2_nv fields[] = {Field(":method", "POST"),
                               Field(":scheme", "http"),
                               Field(":path", method),
                               Field(":authority", "localhost"),
                               Field("te", "trailers"),
                               Field("content-type", "application/grpc"),
                               Field("authorization", authorization_),
                               Field("grpc-timeout", timeout)};
  const size_t count = std::size(fields) - (timeout.empty() ? 1 : 0);
  // Asked for the body in Flush, below.
  nghttp2_data_provider body = {.source = {.ptr = this}, .read_callback = GiveBody};
  const int32_t stream =
      nghttp2_submit_request(session_.get(), nullptr, fields, count, &body, nullptr);
  if (stream < 0) {
    return asio::post(socket_.get_executor(),
                      [done = std::move(done)] { done(ConnectionEnded()); });
  }
  calls_[stream] = {.body = Prefixed(request), .reply = {}, .done = std::move(done)};
  Flush();
}

Connection::Outstanding* Connection::Find(int32_t stream) {
  const auto found = calls_.find(stream);
  return found == calls_.end() ? nullptr : &found->second;
}

ssize_t Connection::GiveBody(nghttp2_session*, int32_t stream, uint8_t* to, size_t most,
                             uint32_t* flags, nghttp2_data_source* self, void*) {
  Outstanding& call = *static_cast<Connection*>(self->ptr)->Find(stream);
  const size_t given = std::min(most, call.body.size() - call.body_given);
  std::memcpy(to, call.body.data() + call.body_given, given);
  call.body_given += given;
  if (call.body_given == call.body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
  return static_cast<ssize_t>(given);
}

int Connection::OnHeader(nghttp2_session*, const nghttp2_frame* frame, const uint8_t* name,
                         size_t name_size, const uint8_t* value, size_t value_size, uint8_t,
                         void* self) {
  Outstanding* const call = static_cast<Connection*>(self)->Find(frame->hd.stream_id);
  if (call == nullptr) return 0;
  Reply& reply = call->reply;
  const std::string_view field(reinterpret_cast<const char*>(name), name_size);
  const std::string_view text(reinterpret_cast<const char*>(value), value_size);
  if (field == "grpc-status") std::from_chars(text.begin(), text.end(), reply.status);
  if (field == "grpc-message") reply.text = text;
  if (field == "grpc-status-details-bin") reply.detail_bytes = text.size() * 3 / 4;
  return 0;
}

int Connection::OnData(nghttp2_session*, uint8_t, int32_t stream, const uint8_t* data, size_t size,
                       void* self) {
  Outstanding* const call = static_cast<Connection*>(self)->Find(stream);
  if (call != nullptr) call->reply.message.append(reinterpret_cast<const char*>(data), size);
  return 0;
}

int Connection::OnClose(nghttp2_session*, int32_t stream, uint32_t, void* self) {
  auto& connection = *static_cast<Connection*>(self);
  const auto found = connection.calls_.find(stream);
  if (found == connection.calls_.end()) return 0;
  connection.answered_.push_back(std::move(found->second));
  connection.calls_.erase(found);
  return 0;
}

void Connection::Finish() {
  const auto now = std::chrono::steady_clock::now();
  for (Outstanding& call : std::exchange(answered_, {})) {
    call.reply.message.erase(0, kPrefixBytes);
    call.reply.read = now;
    call.done(std::move(call.reply));
  }
}

// What is outstanding is not answered any more.
void Connection::Break() {
  for (auto& [stream, call] : std::exchange(calls_, {})) {
    call.reply = ConnectionEnded();
    answered_.push_back(std::move(call));
  }
  Finish();
}

// All that nghttp2 has to say, in one write. A few hundred bytes always fit into a socket's buffer;
// a batch may not, and then this waits: an open loop counts a call's time from when it was due.
void Connection::Flush() {
  out_.clear();
  const uint8_t* bytes = nullptr;
  for (ssize_t size; (size = nghttp2_session_mem_send(session_.get(), &bytes)) > 0;) {
    out_.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  }
  boost::system::error_code failed;
  if (!out_.empty()) asio::write(socket_, asio::buffer(out_), failed);
}

void Connection::ReadMore() {
  socket_.async_read_some(asio::buffer(in_), [this](boost::system::error_code failed, size_t size) {
    const bool broken = failed || nghttp2_session_mem_recv(session_.get(), in_.data(), size) < 0;
    if (broken) return Break();
    // The next requests go with what nghttp2 itself has to say (acknowledgements, windows).
    Finish();
    Flush();
    ReadMore();
  });
}

}  // namespace mutua::load
