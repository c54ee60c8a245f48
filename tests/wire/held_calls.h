// Bookings that wait: the first at the gate of the journal, the others in the queue behind it.
#pragma once

#include <atomic>
#include <iterator>
#include <memory>
#include <thread>
#include <vector>

#include "tests/support/gated_journal.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {

class HeldCalls {
 public:
  // Closes the gate.
  HeldCalls(WireLab& lab, Gate& gate) : lab_(lab), gate_(gate) { gate_.Close(); }
  ~HeldCalls() { LetGo(); }

  // One more booking of room-1, an hour of its own; returns when it waits. By several callers, as
  // no one's commands fill a queue.
  void Add() {
    const std::string* const callers[] = {&lab_.lea(), &lab_.max(), &lab_.max(), &lab_.zoe(),
                                          &lab_.lea()};
    const std::string& token = *callers[callers_.size() % std::size(callers)];
    const int64_t hour = static_cast<int64_t>(callers_.size()) + 1;
    const size_t before = Waiting();
    callers_.emplace_back([this, hour, &token] {
      if (Book(lab_, token, BookRequest(lab_, "room-1", hour * 3600, 60)).ok()) ++accepted_;
    });
    if (hour == 1) return gate_.AwaitWriter();
    while (Waiting() == before) std::this_thread::yield();
  }
  // In the queue; the first is in the writer's hands.
  size_t Waiting() const { return lab_.engine().queue_depth(); }

  void LetGo() {
    gate_.Open();
    for (std::thread& caller : callers_) {
      if (caller.joinable()) caller.join();
    }
  }
  int accepted() const { return accepted_; }

 private:
  WireLab& lab_;
  Gate& gate_;
  std::atomic<int> accepted_ = 0;
  std::vector<std::thread> callers_;
};

}  // namespace mutua::wire
