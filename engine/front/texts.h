// Titles, guests' names, notes and people's names: sealed into the side records of a command, and
// opened again for answers (store/side.h). Keeps the members' keys in memory, and fills the index
// of people at start.
//
// Thread-safe.
#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/access/people.h"
#include "engine/base/secret.h"
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
  // `part`: of the decision that is about the member (pipeline::SubjectText).
  NewMember AddMember(const access::Person& person, pipeline::Request* request, model::Seal* seal,
                      size_t part = 0);
  // Once that request was accepted: the index and the keys know the member.
  void Keep(MemberId member, const NewMember& made);

  // The same by reading what lies beside the member now: after a commit that made or renamed it.
  absl::Status Learn(MemberId member);

  // After a commit that erased the member: this process knows key and names no more.
  void Forget(MemberId member);

  // A known member's names, changed: FAILED_PRECONDITION when the member was erased.
  absl::Status ChangeMember(MemberId member, const access::Person& person,
                            pipeline::Request* request, model::Seal* seal, size_t part = 0);

  // The keyed hash of what a badge reader gives. The key is of this store and no part of its
  // history: it is made with the first badge, kept beside by the request that registers it, and
  // lost with it. Null request: only asks; all zero while there is no key.
  model::Seal SealBadge(SecretView badge, pipeline::Request* request);

  // The text about a subject as the journal has it; none: never was, or erased.
  std::optional<store::SideText> Read(store::SideFamily family, core::Subject subject) const;

  // Fills titles and guests into the messages that want them. Not under the replica's lock: it
  // reads the disk.
  void Fill(const std::vector<WantedText>& wanted) const;

 private:
  std::optional<store::MemberKey> KeyOf(MemberId member) const;
  absl::Status LoadBadgeKey();

  const journal::Journal& journal_;
  access::People& people_;
  std::mutex learning_mutex_;
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<MemberId, store::MemberKey> keys_;
  std::optional<std::array<uint8_t, 32>> badge_key_;
};

// Title and guests of a request as a text; empty when there is neither.
store::SideText TextOf(const v1::BookingSpec& spec);
access::Person PersonOf(const store::SideText& text);
store::SideText TextOf(const access::Person& person);

}  // namespace mutua::front
