// Titles, guests' names, notes and people's names: sealed into the side records of a command, and
// opened again for answers (store/side.h). Keeps the members' keys in memory, and fills the index
// of people at start.
//
// Thread-safe.
#pragma once

#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/access/people.h"
#include "engine/front/showing.h"
#include "engine/journal/journal.h"
#include "engine/pipeline/request.h"
#include "engine/store/record.h"
#include "engine/store/side.h"
#include "mutua/v1/booking.pb.h"

namespace mutua::front {

class Texts {
 public:
  // Borrows both.
  Texts(const journal::Journal& journal, access::People& people)
      : journal_(journal), people_(people) {}

  // Reads every member's key and names. DATA_LOSS: one of them cannot be read.
  absl::Status Load();

  // Seals `text` of `owner`, adds it to the request under `family` and the subject that will be
  // decided, and returns what the event carries. An empty text is not kept: an all-zero seal. A
  // text without owner (a site's outage), or whose owner's key is gone, is kept in clear.
  model::Seal Add(store::SideFamily family, MemberId owner, const store::SideText& text,
                  pipeline::Request* request);

  // A new member's: key and names, for the request that defines the member.
  struct NewMember {
    access::Person person;
    store::MemberKey key;
  };
  NewMember AddMember(const access::Person& person, pipeline::Request* request, model::Seal* seal);
  // Once that request was accepted: the index and the keys know the member.
  void Keep(MemberId member, const NewMember& made);

  // The text about a subject as the journal has it; none: never was, or erased.
  std::optional<store::SideText> Read(store::SideFamily family, core::Subject subject) const;

  // Fills titles and guests into the messages that want them. Not under the replica's lock: it
  // reads the disk.
  void Fill(const std::vector<WantedText>& wanted) const;

 private:
  std::optional<store::MemberKey> KeyOf(MemberId member) const;

  const journal::Journal& journal_;
  access::People& people_;
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<MemberId, store::MemberKey> keys_;
};

// Title and guests of a request as a text; empty when there is neither.
store::SideText TextOf(const v1::BookingSpec& spec);
access::Person PersonOf(const store::SideText& text);
store::SideText TextOf(const access::Person& person);

}  // namespace mutua::front
