// Messages of any type, made from its descriptor and the choices of a tape: mostly what a client
// might say to a lab, now and then what nobody would.
#pragma once

#include <google/protobuf/message.h>

#include <deque>
#include <functional>
#include <string>

#include "tests/fuzz/tape.h"

namespace mutua::fuzz {

// Words to fill strings with: those that a lab knows, those of its own answers, and nonsense.
class Words {
 public:
  explicit Words(std::vector<std::string> known) : known_(std::move(known)) {}

  const std::string& Choose(Tape& tape) const;
  // Every string of an answer is a word from now on: ids, etags, tokens of pages.
  void Learn(const google::protobuf::Message& answer);

 private:
  static constexpr size_t kLearntMost = 64;
  std::vector<std::string> known_;
  std::deque<std::string> learnt_;
};

class MessageMaker {
 public:
  // `now`: seconds, near which most times are; `request_id`: makes a new one. Borrows the words.
  MessageMaker(const Words& words, int64_t now, std::function<std::string()> request_id)
      : words_(words), now_(now), request_id_(std::move(request_id)) {}

  void Fill(Tape& tape, google::protobuf::Message* message, int depth = 0) const;

 private:
  using Field = google::protobuf::FieldDescriptor;
  void Set(Tape& tape, google::protobuf::Message* message, const Field& field, int depth) const;
  void Add(Tape& tape, google::protobuf::Message* message, const Field& field, int depth) const;
  std::string Text(Tape& tape, const Field& field) const;
  bool FillTime(Tape& tape, google::protobuf::Message* message) const;

  const Words& words_;
  const int64_t now_;
  const std::function<std::string()> request_id_;
};

}  // namespace mutua::fuzz
