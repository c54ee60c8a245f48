// The way to the daemon: one unary call or one stream by method name. gRPC stays behind this
// header, so that the commands compile without it.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "engine/base/secret.h"
#include "google/protobuf/message.h"
#include "google/rpc/status.pb.h"

namespace mutua::cli {

struct Target {
  std::string address = "127.0.0.1:7443";
  Secret token;
  // PEM files; with any of them the daemon is spoken to by TLS.
  std::string ca;    // who signs the daemon's certificate; empty: those that this machine trusts
  std::string cert;  // ours, and its key: a daemon that is reached from other machines asks for it
  std::string key;
  bool IsTls() const { return !ca.empty() || !cert.empty() || !key.empty(); }
  std::string language = "en";
  int timeout_seconds = 30;
};

// What came of a call. `code` is google.rpc.Code's number; 0 is good.
struct Outcome {
  int code = 0;
  std::string message;
  google::rpc::Status details;
  bool ok() const { return code == 0; }
  // Whether the request may have been executed although no answer came.
  bool MaybeDone() const { return code == 4 || code == 14 || code == 2; }
};

class Client {
 public:
  explicit Client(Target target);
  ~Client();

  // "BookingsService/CreateBooking". Thread-safe. Retries what the daemon did not get
  // (UNAVAILABLE), three times within the timeout: mutations carry their request id, so a retry
  // has one effect.
  Outcome Call(const std::string& method, const google::protobuf::Message& request,
               google::protobuf::Message* reply);

  // Calls each(bytes) for every message until it returns false or the stream ends.
  Outcome Stream(const std::string& method, const google::protobuf::Message& request,
                 const std::function<bool(const std::string&)>& each);

  const Target& target() const { return target_; }

 private:
  struct Wire;
  // Whatever is asked, while the files of TLS cannot be used.
  Outcome Unusable() const;

  Target target_;
  std::string unusable_;  // why not; empty: they can
  std::unique_ptr<Wire> wire_;
  std::atomic<bool> answers_ = true;  // the last call got through: worth a second try
};

}  // namespace mutua::cli
