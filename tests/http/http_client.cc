#include "tests/http/http_client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace mutua::http_test {

HttpClient::HttpClient(int port, bool takes_little)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  constexpr int kLeast = 1;  // the kernel makes it its least
  if (takes_little) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &kLeast, sizeof kLeast);
  // A test that waits for what never comes ends, and fails.
  const timeval patience{60, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

HttpClient::~HttpClient() { Close(); }

void HttpClient::Close() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
}

void HttpClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // refused meanwhile: the answer says why
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
}

bool HttpClient::SendOne(char byte) { return send(socket_, &byte, 1, MSG_NOSIGNAL) == 1; }

bool HttpClient::Fill() {
  std::array<char, 16384> part{};
  const ssize_t size = recv(socket_, part.data(), part.size(), 0);
  if (size > 0) buffer_.append(part.data(), static_cast<size_t>(size));
  return size > 0;
}

std::string HttpClient::TakeLine() {
  size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!Fill()) return {};
  }
  const std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return line;
}

std::string HttpClient::Take(size_t bytes) {
  while (buffer_.size() < bytes) {
    if (!Fill()) break;
  }
  const std::string taken = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return taken;
}

HttpAnswer HttpClient::ReceiveHead() {
  HttpAnswer answer;
  const std::string first = TakeLine();
  if (!first.starts_with("HTTP/1.1 ")) return answer;
  answer.status = std::atoi(first.c_str() + 9);
  for (std::string line = TakeLine(); !line.empty(); line = TakeLine()) {
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    answer.fields[name] = line.substr(colon + 2);
  }
  return answer;
}

HttpAnswer HttpClient::Receive(bool to_head) {
  HttpAnswer answer = ReceiveHead();
  if (to_head) return answer;
  if (answer.fields["transfer-encoding"] == "chunked") {
    for (std::string chunk = ReceiveChunk(); !chunk.empty(); chunk = ReceiveChunk()) {
      answer.body += chunk;
    }
    return answer;
  }
  answer.body = Take(static_cast<size_t>(std::atoll(answer.fields["content-length"].c_str())));
  return answer;
}

std::string HttpClient::ReceiveChunk() {
  constexpr int kHex = 16;
  const size_t size = std::strtoul(TakeLine().c_str(), nullptr, kHex);
  const std::string chunk = Take(size);
  TakeLine();
  return chunk;
}

void HttpClient::ReceiveSome(size_t bytes) {
  while (buffer_.size() < bytes && Fill()) {
  }
  buffer_.clear();
}

bool HttpClient::IsEnded() {
  buffer_.clear();
  return !Fill();
}

bool HttpClient::HasEnded() {
  char next = 0;
  return buffer_.empty() && recv(socket_, &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

std::string Post(const std::string& path, const std::string& lines, const std::string& body) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: lab\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         lines + "\r\n" + body;
}

std::string Get(const std::string& path, const std::string& lines) {
  return "GET " + path + " HTTP/1.1\r\nHost: lab\r\n" + lines + "\r\n";
}

}  // namespace mutua::http_test
