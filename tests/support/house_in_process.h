// All that mutuad is made of, in this process: journal, engine, house and gRPC server, with a clock
// that the test feeds. What tests of days and of the wire stand on.
//
// Life: serves when constructed, is stopped by the destructor, which checks that it stopped well.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "engine/access/authenticator.h"
#include "engine/access/people.h"
#include "engine/front/server.h"
#include "engine/journal/journal.h"

namespace mutua {

class HouseInProcess {
 public:
  HouseInProcess(std::unique_ptr<journal::Journal> journal, Instant now,
                 pipeline::Engine::Options options = {});
  ~HouseInProcess();
  HouseInProcess(const HouseInProcess&) = delete;
  HouseInProcess& operator=(const HouseInProcess&) = delete;

  // On a free port of this machine.
  void Serve();
  front::Server& server() { return *server_; }
  pipeline::Engine& engine() { return *engine_; }
  front::House& house() { return *house_; }
  front::FedClock& clock() { return clock_; }
  front::Administration& administration() { return administration_; }
  front::Texts& texts() { return *texts_; }
  const journal::Journal& journal() const { return *journal_; }
  access::People& people() { return people_; }

  // Decided as the engine's own, which must be accepted; the id of what it is about.
  uint64_t Define(core::Body body);
  uint64_t Define(pipeline::Request request);
  // Its secret.
  std::string AddToken(model::Role role, MemberId member = {});
  // A new one, made at the clock's time.
  std::string NewRequestId();

 private:
  std::unique_ptr<journal::Journal> journal_;
  front::FedClock clock_;
  std::unique_ptr<pipeline::Engine> engine_;
  access::Authenticator authenticator_;
  access::People people_;
  std::unique_ptr<front::Texts> texts_;
  front::Aside quick_{16};
  front::Aside slow_{64};
  front::Administration administration_;
  front::Entrance entrance_;
  std::unique_ptr<front::House> house_;
  std::unique_ptr<front::Server> server_;
  std::atomic<uint64_t> requests_ = 1;
};

}  // namespace mutua
