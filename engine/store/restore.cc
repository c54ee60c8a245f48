// Loading the live records. What a record refers to must be there before it, or deciding on it
// would follow an id into nothing: that is checked here, once, so that the core need not.
#include <fmt/format.h>

#include <algorithm>

#include "engine/store/keeper.h"
#include "engine/store/record.h"
#include "engine/store/translate.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;

// What refers to records of the kinds before its own.
class References {
 public:
  References(const core::State& state, Faults* faults) : state_(state), faults_(*faults) {}

  template <class IdType>
  void Must(IdType id, const char* what) {
    faults_.Expect(state_.Find(id) != nullptr, what);
  }
  template <class IdType>
  void May(IdType id, const char* what) {
    if (id.IsSet()) Must(id, what);
  }
  void MayAll(const model::Wants& wants) {
    for (const model::Want& want : wants) {
      May(want.resource, "wants a resource that is not there");
      May(want.pool, "wants of a pool that is not there");
    }
  }
  void Whose(CompanyId company, MemberId member, MemberId booked_by) {
    May(company, "is for a company that is not there");
    May(member, "is for a member that is not there");
    May(booked_by, "was made by a member that is not there");
  }

  void Check(const model::Site& site) { Must(site.zone, "is in a zone that is not there"); }
  void Check(const model::Resource& resource) {
    Must(resource.site, "is at a site that is not there");
    Must(resource.pool, "is in a pool that is not there");
    May(resource.lent.pool, "is paid in credits of a pool that is not there");
  }
  void Check(const model::Member& member) {
    Must(member.company, "is of a company that is not there");
  }
  void Check(const model::Badge& badge) { May(badge.member, "is of a member that is not there"); }
  void Check(const model::Token& token) {
    May(token.member, "is of a member that is not there");
    May(token.site, "stands at a site that is not there");
  }
  void Check(const model::Booking& booking) {
    Whose(booking.company, booking.member, booking.booked_by);
    for (const model::Claim& claim : booking.kit) {
      Must(claim.resource, "claims a resource that is not there");
    }
  }
  void Check(const model::Series& series) {
    Whose(series.company, series.member, series.booked_by);
    Must(series.site, "is at a site that is not there");
    MayAll(series.wants);
  }
  void Check(const model::Wish& wish) {
    Whose(wish.company, wish.member, wish.booked_by);
    MayAll(wish.wants);
  }
  void Check(const model::Outage& outage) {
    May(outage.resource, "is of a resource that is not there");
    May(outage.pool, "is of a pool that is not there");
    May(outage.site, "is of a site that is not there");
  }
  void Check(const model::Fault& fault) {
    Must(fault.resource, "is of a resource that is not there");
    May(fault.reporter, "was reported by a member that is not there");
  }
  void Check(const model::Quota& quota) {
    May(quota.company, "is of a company that is not there");
    May(quota.member, "is of a member that is not there");
    for (const PoolId pool : quota.pools) Must(pool, "counts a pool that is not there");
    for (const ResourceId id : quota.resources) Must(id, "counts a resource that is not there");
  }
  void Check(const model::Carry& carry) {
    for (const model::Carry::Entry& entry : carry.entries) {
      Must(entry.quota, "is of a quota that is not there");
      const model::Quota* quota = state_.Find(entry.quota);
      faults_.Expect(quota == nullptr || model::IsPeriod(quota->window),
                     "is of a quota without periods");
    }
  }
  void Check(const model::Usage& usage) {
    Must(usage.id, "is of a company that is not there");
    for (const auto& part : usage.parts) Must(part.pool, "is of a pool that is not there");
    for (const auto& within : usage.within) Must(within.pool, "is of a pool that is not there");
    for (const auto& given : usage.given_back) Must(given.pool, "is of a pool that is not there");
    for (const auto& contests : usage.contests) {
      Must(contests.pool, "is of a pool that is not there");
      for (const auto& lost : contests.lost) {
        Must(lost.resource, "lost a resource that is not there");
      }
    }
  }
  void Check(const model::Guarantees& guarantees) {
    Must(guarantees.pool, "is of a pool that is not there");
    for (const auto& part : guarantees.parts) {
      Must(part.company, "is for a company that is not there");
    }
  }
  void Check(const model::Lending& lending) {
    Must(lending.pool, "is of a pool that is not there");
    Must(lending.company, "is of a company that is not there");
    Must(lending.period, "is of a period that is not there");
    const model::Guarantees* period = state_.Find(lending.period);
    faults_.Expect(period == nullptr || period->pool == lending.pool,
                   "is of another pool's period");
  }
  void Check(const model::Purse& purse) {
    Must(purse.id, "is of a company that is not there");
    for (const auto& part : purse.parts) Must(part.pool, "is of a pool that is not there");
    for (const auto& entry : purse.entries)
      May(entry.resource, "is of a resource that is not there");
  }
  void Check(const model::Commons& commons) { Must(commons.id, "is of a pool that is not there"); }
  void Check(const model::Round& round) {
    Must(round.pool, "is of a pool that is not there");
    for (const auto& turn : round.turns) {
      Must(turn.company, "has a turn of a company that is not there");
    }
    for (const auto& list : round.lists) {
      Whose(list.company, list.member, list.filed_by);
      for (const auto& bundle : list.bundles) {
        for (const auto& alternative : bundle) {
          for (const auto& part : alternative) MayAll({part.want});
        }
      }
    }
    for (const auto& room : round.rooms) {
      Must(room.resource, "has a resource that is not there");
    }
  }
  template <class Alone>
  void Check(const Alone&) {}

 private:
  const core::State& state_;
  Faults& faults_;
};

// The number that the next of a kind would get: no record has it or a later one. It bounds the
// tables that a broken id would otherwise blow up.
uint64_t NextOf(const core::Counters& counters, Kind kind) {
  switch (kind) {
    case Kind::kZone:
      return counters.zone;
    case Kind::kSite:
      return counters.site;
    case Kind::kPool:
      return counters.pool;
    case Kind::kResource:
      return counters.resource;
    case Kind::kCertification:
      return counters.certification;
    case Kind::kCompany:
      return counters.company;
    case Kind::kMember:
      return counters.member;
    case Kind::kBadge:
      return counters.badge;
    case Kind::kToken:
      return counters.token;
    case Kind::kBooking:
    case Kind::kImport:
      return counters.booking;
    case Kind::kSeries:
      return counters.series;
    case Kind::kWish:
      return counters.wish;
    case Kind::kOutage:
      return counters.outage;
    case Kind::kFault:
      return counters.fault;
    case Kind::kRequest:
      return counters.request;
    case Kind::kCounters:
      return 2;
    case Kind::kQuota:
      return counters.quota;
    case Kind::kCarry:
      return uint64_t{2} * std::max(counters.company, counters.member);
    case Kind::kUsage:
      return counters.company;
    case Kind::kGuarantees:
      return counters.guarantees;
    case Kind::kLending:
      return counters.lending;
    case Kind::kPurse:
      return counters.company;
    case Kind::kCommons:
      return counters.pool;
    case Kind::kRound:
      return counters.round;
    case Kind::kNone:
      break;
  }
  return 0;
}

absl::StatusOr<core::Counters> ReadCounters(const journal::Journal& journal) {
  const core::Subject subject{Kind::kCounters, 1};
  const auto bytes = journal.ReadRecord(journal::RecordSpace::kLive, EncodeKey(subject));
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return core::Counters();
  auto record = DecodeRecord(subject, **bytes);
  if (!record.ok()) return record.status();
  return std::get<core::Counters>(*std::move(record));
}

class Loader {
 public:
  Loader(const journal::Journal& journal, core::State* state) : journal_(journal), state_(*state) {}

  absl::Status Load(std::string_view key, std::string_view value) {
    if (const absl::Status read = ReadBounds(); !read.ok()) return read;
    const auto subject = DecodeKey(key);
    if (!subject.ok()) return subject.status();
    if (subject->id >= NextOf(*counters_, subject->kind)) {
      return Broken(*subject, "has a number that was never given out");
    }
    auto record = DecodeRecord(*subject, value);
    if (!record.ok()) return record.status();
    Faults faults;
    References references(state_, &faults);
    std::visit([&](const auto& what) { references.Check(what); }, *record);
    if (subject->kind == Kind::kRequest) CheckNumber(subject->id, &faults);
    if (!faults.ok()) return Broken(*subject, faults.what());
    if (subject->kind == Kind::kCounters) counters_ = std::get<core::Counters>(*record);
    state_.Restore(*std::move(record));
    return absl::OkStatus();
  }

  // After all: the remembered requests end where the counters say, and who lends is there.
  absl::Status Finish() const {
    if (last_request_ != 0 && last_request_ + 1 != counters_->request) {
      return Broken({Kind::kRequest, last_request_ + 1}, "is missing");
    }
    return CheckLenders();
  }

 private:
  // The counters bound the numbers of all records. While records are being saved these may be later
  // ones than those of the load, which bound them as well.
  absl::Status ReadBounds() {
    if (counters_) return absl::OkStatus();
    const auto counters = ReadCounters(journal_);
    if (counters.ok()) counters_ = *counters;
    return counters.status();
  }

  // Companies come after what they lend.
  absl::Status CheckLenders() const {
    absl::Status status;
    state_.ForEach<model::Resource>([&](const model::Resource& resource) {
      if (!resource.lent.by.IsSet() || state_.Find(resource.lent.by) != nullptr) return;
      status =
          Broken({Kind::kResource, resource.id.value()}, "is lent by a company that is not there");
    });
    return status;
  }

  // Remembered requests are one run without a gap.
  void CheckNumber(uint64_t number, Faults* faults) {
    faults->Expect(last_request_ == 0 || number == last_request_ + 1,
                   "does not follow the one before");
    last_request_ = number;
  }

  static absl::Status Broken(core::Subject subject, std::string_view what) {
    return absl::DataLossError(fmt::format("the record of {}: {}", Describe(subject), what));
  }

  const journal::Journal& journal_;
  std::optional<core::Counters> counters_;
  core::State& state_;
  uint64_t last_request_ = 0;
};

}  // namespace

absl::StatusOr<Position> Restore(const journal::Journal& journal, core::State* state) {
  Loader loader(journal, state);
  const auto through = journal.LoadRecords(
      [&](std::string_view key, std::string_view value) { return loader.Load(key, value); });
  if (!through.ok()) return through.status();
  if (const absl::Status finished = loader.Finish(); !finished.ok()) return finished;
  state->Restored();
  return *through;
}

}  // namespace mutua::store
