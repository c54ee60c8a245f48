// Reading a request: from the fields of a message to the values of the core. Every reader checks
// the form and looks names up; the first objection is kept and later ones are ignored, so that a
// translation can be written straight down and asked `ok()` once at its end. What a reader returns
// after an objection is a harmless default.
//
// Lives for one translation, under the replica's shared lock. Thread-bound.
#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/command.h"
#include "engine/front/objection.h"
#include "engine/front/path.h"
#include "engine/front/scene.h"
#include "mutua/v1/common.pb.h"

namespace mutua::front {

class Reading {
 public:
  explicit Reading(const Scene& scene) : scene_(scene) {}

  const Scene& scene() const { return scene_; }
  const core::State& state() const { return scene_.state; }

  bool ok() const { return !objection_.has_value(); }
  const std::optional<Objection>& objection() const { return objection_; }

  void Object(Objection objection);
  void Malformed(const Path& path, Flaw flaw, int64_t limit = 0);
  void Unknown(std::string_view name);

  // --- Texts and numbers. ---

  // A text of at most `bytes_max` bytes; empty is fine.
  const std::string& Text(const std::string& text, size_t bytes_max, const Path& path);
  // A handle as the lab chooses it: 1 to 63 of a-z, 0-9 and '-', beginning with a letter or digit.
  const std::string& Handle(const std::string& text, const Path& path);
  // An etag: 0 for none.
  uint32_t Etag(const std::string& etag, const Path& path);
  // Elements of a repeated field: `most` at most, and at least one if it is required.
  bool Count(int size, size_t most, bool required, const Path& path);

  // --- Ids and names; unknown ones are refused by name. Empty text: MALFORMED, missing. ---

  BookingId Booking(const std::string& id, const Path& path);
  SeriesId Series(const std::string& id, const Path& path);
  WishId Wish(const std::string& id, const Path& path);
  RoundId Round(const std::string& id, const Path& path);
  OutageId Outage(const std::string& id, const Path& path);
  FaultId Fault(const std::string& id, const Path& path);
  BadgeId Badge(const std::string& id, const Path& path);
  TokenId Token(const std::string& id, const Path& path);

  SiteId Site(const std::string& handle, const Path& path);
  PoolId Pool(const std::string& handle, const Path& path);
  ResourceId Resource(const std::string& handle, const Path& path);
  CertificationId Certification(const std::string& handle, const Path& path);
  CompanyId Company(const std::string& handle, const Path& path);
  MemberId Member(const std::string& handle, const Path& path);

  // Whom something is for: the member named, else the caller. A caller that is nobody must name
  // one.
  MemberId ForWhom(const std::string& handle, const Path& path);

  // --- Time. `zone`: that of civil times; null when the request names none. ---

  Instant At(const google::protobuf::Timestamp& timestamp, const Path& path);
  Duration Length(const google::protobuf::Duration& length, const Path& path);
  Instant At(const v1::When& when, const model::ZoneTable* zone, const Path& path);
  CivilSecond Civil(const std::string& local, const Path& path);
  // `longest`: of this question; a booking's by default. `walk_up`: begins now, and has no start.
  std::optional<mutua::Interval> Time(const v1::AskedInterval& asked, const model::ZoneTable* zone,
                                      const Path& path, Duration longest = kBookingLongest,
                                      bool walk_up = false);

  // --- What is wanted. ---

  void Wants(const google::protobuf::RepeatedPtrField<v1::Want>& wants, const Path& path,
             model::Wants* out);
  // The zone of the first resource or pool wanted; null when there is none.
  const model::ZoneTable* ZoneOf(const model::Wants& wants) const;
  const model::ZoneTable* ZoneOf(PoolId pool) const;
  // The zone that all sites share, null when they do not.
  const model::ZoneTable* OnlyZone() const;

  // The resources that match, in the order of the handles given, else by handle; retired ones only
  // if they are named. `most`: beyond it is refused.
  std::vector<ResourceId> Select(const v1::ResourceSelector& selector, const Path& path,
                                 bool something_required, size_t most = 1000);
  const model::ZoneTable* ZoneOf(const std::vector<ResourceId>& resources) const;

 private:
  template <class IdType>
  IdType IdOf(char letter, const std::string& id, const Path& path);
  std::optional<uint32_t> Named(core::Subject::Kind kind, const std::string& handle,
                                const Path& path);

  const Scene& scene_;
  std::optional<Objection> objection_;
};

bool IsHandle(std::string_view text);

// "b-1042": the letter, a hyphen, a number without leading zeros. None: it is not of that form.
std::optional<uint64_t> ParseId(char letter, std::string_view text);

}  // namespace mutua::front
