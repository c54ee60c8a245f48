// A client of HTTP/1.1 that does what it is told, wrong things too: bytes over a socket.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mutua::http_test {

struct HttpAnswer {
  int status = 0;                             // 0: the connection ended without one
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;
};

class HttpClient {
 public:
  // `takes_little`: its kernel keeps a few KiB for it at most.
  explicit HttpClient(int port, bool takes_little = false);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  void Send(std::string_view bytes);
  // False: the other side has closed.
  bool SendOne(char byte);
  // The next whole answer.
  HttpAnswer Receive(bool to_head = false);
  // The head of an answer whose body is read in chunks.
  HttpAnswer ReceiveHead();
  // The next chunk; empty: the last.
  std::string ReceiveChunk();
  // So many bytes at least, of what the kernel has or gets.
  void ReceiveSome(size_t bytes);
  // Whether the other side has closed: waits for it.
  bool IsEnded();
  // Whether it has closed by now, all that it said taken: waits for nothing.
  bool HasEnded();
  void Close();

 private:
  bool Fill();
  std::string TakeLine();
  std::string Take(size_t bytes);

  int socket_ = -1;
  std::string buffer_;
};

// "POST path HTTP/1.1" with a host, a length and these header lines (each with its end of line).
std::string Post(const std::string& path, const std::string& lines, const std::string& body);
std::string Get(const std::string& path, const std::string& lines = {});

}  // namespace mutua::http_test
