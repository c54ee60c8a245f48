// A watch as a client has it.
#pragma once

#include <memory>
#include <string>

#include "mutua/v1/watch.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {

// One stream, read as far as the test needs it.
class Watching {
 public:
  Watching(WireLab& lab, const std::string& token, v1::WatchRequest request,
           const std::string& language = "en")
      : stub_(v1::WatchService::NewStub(lab.channel())) {
    Prepare(&context_, token, language);
    // A test that waits for what never comes ends, and fails.
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    stream_ = stub_->Watch(&context_, request);
  }
  ~Watching() { context_.TryCancel(); }

  // The next commit that holds events; heartbeats are passed over.
  v1::WatchResponse Next() {
    v1::WatchResponse response;
    do {
      if (!stream_->Read(&response)) return {};
    } while (response.events().empty());
    return response;
  }
  v1::WatchResponse NextOfAny() {
    v1::WatchResponse response;
    return stream_->Read(&response) ? response : v1::WatchResponse();
  }
  grpc::Status Finish() {
    v1::WatchResponse response;
    while (stream_->Read(&response)) {
    }
    return stream_->Finish();
  }

 private:
  std::unique_ptr<v1::WatchService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> stream_;
};

inline v1::WatchRequest After(uint64_t position) {
  v1::WatchRequest request;
  request.set_after_position(position);
  return request;
}

inline uint64_t HeadOf(WireLab& lab) { return lab.engine().replica().head().position.value(); }

}  // namespace mutua::wire
