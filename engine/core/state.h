// The state: every live record, and the indexes that deciding needs. Two of one class run in the
// daemon: the writer's leading state, and the replica that all reads use.
//
// Apply(event) is the only way a fact gets in; it cannot fail and depends on nothing but the state
// and the event. All records go through Put and Erase of their kind, which keep the indexes true,
// write the undo list of an open Draft, and name what changed for whoever keeps the records on
// disk. Thread-bound.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "engine/base/limits.h"
#include "engine/core/accounts.h"
#include "engine/core/bag.h"
#include "engine/core/event.h"
#include "engine/core/kind.h"
#include "engine/core/table.h"
#include "engine/core/timer.h"
#include "engine/core/timer_queue.h"
#include "engine/core/usages.h"
#include "engine/core/waitlist.h"
#include "engine/model/calendar.h"

namespace mutua::core {

// The next id of each kind, and the clock of the history. One record: it must outlive what it
// counted.
struct Counters {
  uint32_t zone = 1, site = 1, pool = 1, resource = 1, certification = 1, company = 1, member = 1,
           badge = 1, token = 1, quota = 1;
  uint64_t booking = 1, series = 1, wish = 1, outage = 1, fault = 1, request = 1, guarantees = 1,
           lending = 1, round = 1;
  Instant at;  // the history's clock: time never goes back
  bool serving = false;
  Instant serving_changed;  // when serving last started or stopped
  Instant oldest_request;   // requests made before are refused as too old
  uint64_t entropy = 0;     // what draws are drawn from; told to nobody
  bool operator==(const Counters&) const = default;
};

using RequestNumber = Id<struct RequestNumberTag, uint64_t>;

// Everything that is a record: what Put takes, what is on disk, what the digest covers.
using Record = std::variant<model::Zone, model::Site, model::Pool, model::Resource,
                            model::Certification, model::Company, model::Member, model::Badge,
                            model::Token, model::Booking, model::Series, model::Wish, model::Outage,
                            model::Fault, model::Import, Requested, Counters, model::Quota,
                            model::Carry, model::Usage, model::Guarantees, model::Lending,
                            model::Purse, model::Commons, model::Round>;

class State {
 public:
  State() = default;
  State(const State&) = default;  // the second state at start; undo and changes are not copied
  State& operator=(const State&) = delete;

  void Apply(const Event& event);

  // Moves the history's clock, which never goes back. Precondition: at >= counters().at.
  void AdvanceTo(Instant at);

  // Puts a record as it was saved: at start, before any Apply.
  // Requested records in the order they were accepted, Counters after all of them: only then are
  // calendars, timers and whose booking is whose there. Quotas and carries may come at any time;
  // after the last of all records, Restored: only then have quotas counted.
  void Restore(Record record);
  void Restored();

  // Look-ups: borrowed until the next change; null where there is none.
  const model::Zone* Find(ZoneId id) const { return zones_.Find(id); }
  const model::Site* Find(SiteId id) const { return sites_.Find(id); }
  const model::Pool* Find(PoolId id) const { return pools_.Find(id); }
  const model::Resource* Find(ResourceId id) const { return resources_.Find(id); }
  const model::Certification* Find(CertificationId id) const { return certifications_.Find(id); }
  const model::Company* Find(CompanyId id) const { return companies_.Find(id); }
  const model::Member* Find(MemberId id) const { return members_.Find(id); }
  const model::Badge* Find(BadgeId id) const { return badges_.Find(id); }
  const model::Token* Find(TokenId id) const { return tokens_.Find(id); }
  const model::Booking* Find(BookingId id) const { return bookings_.Find(id); }
  const model::Series* Find(SeriesId id) const { return series_.Find(id); }
  const model::Wish* Find(WishId id) const { return wishes_.Find(id); }
  const model::Outage* Find(OutageId id) const { return outages_.Find(id); }
  const model::Fault* Find(FaultId id) const { return faults_.Find(id); }
  const model::Quota* Find(QuotaId id) const { return quotas_.Find(id); }
  const model::Carry* Find(model::HolderId id) const { return carries_.Find(id); }
  const model::Guarantees* Find(GuaranteesId id) const { return guarantees_.Find(id); }
  const model::Lending* Find(LendingId id) const { return lendings_.Find(id); }
  const model::Purse* FindPurse(CompanyId id) const { return purses_.Find(id); }
  const model::Commons* FindCommons(PoolId id) const { return commons_.Find(id); }
  const model::Round* Find(RoundId id) const { return rounds_.Find(id); }
  const model::Usage* FindUsage(CompanyId id) const { return past_usages_.Find(id); }
  const model::Import* FindImport(BookingId id) const { return imports_.Find(id); }
  const Requested* Find(RequestNumber number) const;

  // Walks, ascending by id. `RecordType` is one of model's nouns above.
  template <class RecordType, class Visit>
  void ForEach(Visit visit) const {
    TableOf<RecordType>(*this).ForEach(visit);
  }
  template <class RecordType>
  size_t Count() const {
    return TableOf<RecordType>(*this).size();
  }

  // The site, pool, resource, certification or company of that handle; handles are never reused.
  std::optional<uint32_t> FindHandle(Subject::Kind kind, const std::string& handle) const;

  // Catalogue. Preconditions: the id is known.
  const model::EffectiveRules& RulesOf(ResourceId id) const { return rules_[place(id).rules]; }
  const model::Calendar& CalendarOf(ResourceId id) const { return place(id).calendar; }
  const model::ZoneTable& ZoneOf(ResourceId id) const;
  const std::vector<ResourceId>& ResourcesOf(PoolId id) const;  // ascending
  // Whether the resource is open throughout both by its site and by its own hours is judge.h's.

  // Live bookings and wishes by whom and of what they are; ascending by id.
  std::vector<BookingId> BookingsOf(MemberId member) const;
  std::vector<BookingId> BookingsOf(SeriesId series) const;
  std::vector<WishId> WaitingFor(ResourceId resource) const;  // those whose wants it could meet
  const Waitlist& waitlist() const { return waitlist_; }
  // What quotas have counted.
  const Accounts& accounts() const { return accounts_; }
  // What companies consumed of pools.
  const Usages& usages() const { return usages_; }
  // Whether the pool is shared fairly now.
  bool IsShared(PoolId id) const;
  // The first pool that is shared and has no frozen period; none if there is none.
  std::optional<PoolId> Unfrozen() const;
  // Whether the company gave back time of the pool within the interval, shortly before it begins.
  bool GaveBack(CompanyId company, PoolId pool, Interval interval) const;
  // The contests of the pool that the company has lost and that count. Of a pool that is not shared
  // none do.
  model::Usage::Contests ContestsOf(PoolId pool, CompanyId company, Instant at) const;
  bool HasToken(PoolId pool, CompanyId company, Instant at) const {
    return ContestsOf(pool, company, at).token_ends > at;
  }
  // What the company has in credits of the pool; nothing if it never had any.
  model::Purse::Part CreditsOf(PoolId pool, CompanyId company) const;
  // Calls visit(BookingId) for each booking that gave back time of the resource near that interval
  // too late and is charged for it.
  template <class Visit>
  void ForEachGivenUp(ResourceId resource, Interval interval, Visit visit) const {
    const auto found = given_up_.find(resource);
    if (found == given_up_.end()) return;
    found->second.ForEachOverlap(interval, [&](const model::Calendar::Entry& entry) {
      visit(entry.booking);
      return true;
    });
  }
  bool HasGivenUp() const { return !given_up_.empty(); }
  // Rounds for which lists can be filed, ascending.
  const absl::btree_set<RoundId>& open_rounds() const { return open_rounds_; }
  // Outages not lifted that touch the resource within the interval, ascending by id.
  std::vector<OutageId> OutagesOver(ResourceId resource, Interval interval) const;

  std::optional<BookingId> Imported(const model::Seal& key) const;
  // The memory of an accepted request; null when unknown.
  const Requested* Remembered(const Caller& caller, const RequestId& request) const;
  size_t requests_remembered() const { return requests_.size(); }

  // The earliest timer; none when nothing will ever be due.
  std::optional<Timer> NextTimer() const;

  const Counters& counters() const { return counters_; }

  // When set, each record that changes is named here (possibly more than once): the replica's
  // keeper writes them behind. Borrowed; null to stop.
  void SetChangeSink(std::vector<Subject>* sink) { changes_ = sink; }

 private:
  friend class Draft;

  // A resource's derived part.
  struct Place {
    size_t rules = 0;      // its effective rules, in rules_
    size_t own_rules = 0;  // where those are that it states itself; 0: it never did
    model::Calendar calendar;
  };
  // How a record was before: what a Draft needs to go back.
  template <class RecordType>
  struct Before {
    uint64_t id;
    std::optional<RecordType> record;
  };
  using Undo =
      std::variant<Before<model::Zone>, Before<model::Site>, Before<model::Pool>,
                   Before<model::Resource>, Before<model::Certification>, Before<model::Company>,
                   Before<model::Member>, Before<model::Badge>, Before<model::Token>,
                   Before<model::Booking>, Before<model::Series>, Before<model::Wish>,
                   Before<model::Outage>, Before<model::Fault>, Before<model::Import>, Counters,
                   Before<model::Quota>, Before<model::Carry>, Before<model::Usage>,
                   Before<model::Guarantees>, Before<model::Lending>, Before<model::Purse>,
                   Before<model::Commons>, Before<model::Round>>;

  template <class RecordType, class Self>
  static auto& TableOf(Self& self) {
    if constexpr (std::is_same_v<RecordType, model::Zone>)
      return self.zones_;
    else if constexpr (std::is_same_v<RecordType, model::Site>)
      return self.sites_;
    else if constexpr (std::is_same_v<RecordType, model::Pool>)
      return self.pools_;
    else if constexpr (std::is_same_v<RecordType, model::Resource>)
      return self.resources_;
    else if constexpr (std::is_same_v<RecordType, model::Certification>)
      return self.certifications_;
    else if constexpr (std::is_same_v<RecordType, model::Company>)
      return self.companies_;
    else if constexpr (std::is_same_v<RecordType, model::Member>)
      return self.members_;
    else if constexpr (std::is_same_v<RecordType, model::Badge>)
      return self.badges_;
    else if constexpr (std::is_same_v<RecordType, model::Token>)
      return self.tokens_;
    else if constexpr (std::is_same_v<RecordType, model::Booking>)
      return self.bookings_;
    else if constexpr (std::is_same_v<RecordType, model::Series>)
      return self.series_;
    else if constexpr (std::is_same_v<RecordType, model::Wish>)
      return self.wishes_;
    else if constexpr (std::is_same_v<RecordType, model::Outage>)
      return self.outages_;
    else if constexpr (std::is_same_v<RecordType, model::Fault>)
      return self.faults_;
    else if constexpr (std::is_same_v<RecordType, model::Quota>)
      return self.quotas_;
    else if constexpr (std::is_same_v<RecordType, model::Carry>)
      return self.carries_;
    else if constexpr (std::is_same_v<RecordType, model::Usage>)
      return self.past_usages_;
    else if constexpr (std::is_same_v<RecordType, model::Guarantees>)
      return self.guarantees_;
    else if constexpr (std::is_same_v<RecordType, model::Lending>)
      return self.lendings_;
    else if constexpr (std::is_same_v<RecordType, model::Purse>)
      return self.purses_;
    else if constexpr (std::is_same_v<RecordType, model::Commons>)
      return self.commons_;
    else if constexpr (std::is_same_v<RecordType, model::Round>)
      return self.rounds_;
    else
      return self.imports_;
  }

  const Place& place(ResourceId id) const { return places_[id.value()]; }

  // The two doors that every record goes through.
  template <class RecordType>
  void Put(RecordType record);
  template <class RecordType>
  void Erase(decltype(RecordType::id) id);
  void PutCounters(const Counters& counters);
  template <class RecordType, class Number>
  void Define(const RecordType& record, Number Counters::*next_id);
  void Remember(Requested requested);
  void ForgetOldRequests(Instant at);
  void Revert(Undo& undo);

  // Index and Unindex keep the derived parts true; overloaded by kind, nothing for most.
  template <class RecordType>
  void Index(const RecordType&) {}
  template <class RecordType>
  void Unindex(const RecordType&) {}
  void Index(const model::Site& site);
  void Unindex(const model::Site& site);
  void Index(const model::Certification& certification);
  void Unindex(const model::Certification& certification);
  void Index(const model::Company& company);
  void Unindex(const model::Company& company);
  void Unindex(const model::Pool& pool);
  void Index(const model::Pool& pool);
  void Index(const model::Resource& resource);
  void Unindex(const model::Resource& resource);
  void Index(const model::Booking& booking);
  void Unindex(const model::Booking& booking);
  void Index(const model::Series& series);
  void Unindex(const model::Series& series);
  void Index(const model::Wish& wish);
  void Unindex(const model::Wish& wish);
  void Index(const model::Outage& outage);
  void Unindex(const model::Outage& outage);
  void Index(const model::Fault& fault);
  void Unindex(const model::Fault& fault);
  void Index(const model::Import& import);
  void Unindex(const model::Import& import);
  void Index(const model::Quota& quota);
  void Unindex(const model::Quota& quota);
  void Index(const model::Carry& carry) { CountCarry(carry, 1); }
  void Unindex(const model::Carry& carry) { CountCarry(carry, -1); }
  void Index(const model::Usage& usage) { usages_.Count(usage, 1); }
  void Unindex(const model::Usage& usage) { usages_.Count(usage, -1); }
  void Index(const model::Guarantees& guarantees);
  void Unindex(const model::Guarantees& guarantees);
  void Index(const model::Lending& lending) { usages_.Insert(lending); }
  void Unindex(const model::Lending& lending) { usages_.Remove(lending); }
  void Index(const model::Round& round);
  void Unindex(const model::Round& round);
  // Accounts follow bookings one by one. What else they depend on changes rarely: what a quota
  // counts, where a resource belongs, which clocks a site has. Then they are counted anew.
  template <class RecordType>
  static constexpr bool CountsOtherwise(const RecordType&, const RecordType&) {
    return false;
  }
  static bool CountsOtherwise(const model::Zone& before, const model::Zone& after);
  static bool CountsOtherwise(const model::Site& before, const model::Site& after);
  static bool CountsOtherwise(const model::Pool& before, const model::Pool& after);
  static bool CountsOtherwise(const model::Resource& before, const model::Resource& after);
  static bool CountsOtherwise(const model::Quota& before, const model::Quota& after);
  void CountCarry(const model::Carry& carry, int sign, QuotaId only = QuotaId());
  void Recount();
  void Recount(QuotaId quota);
  void CarryOver(const model::Booking& booking);
  void CarryOver(const model::Booking& booking, model::HolderId holder);
  void DropCarried(QuotaId quota);
  void RefreshShared(PoolId id);
  static bool CountsShares(const model::Pool& before, const model::Pool& after);
  void RecountShares();
  model::Usage UsageOf(CompanyId company) const;
  void PutUsage(model::Usage usage, Instant at);
  void CarryUsage(const model::Booking& booking);
  void NoteGivenBack(const model::Booking& before, Interval time, Instant at);
  void NoteGivenBack(const model::Booking& before, const model::Booking& after, Instant at);
  void SpendToken(PoolId pool, CompanyId company);
  void ForgetContests(CompanyId company);
  void CountLoss(const Contested& contest, const Contested::Loss& loss);
  // The ledger: what a booking pays moves with its record (state_credits.cc).
  void PutBooking(model::Booking booking);
  void MoveCredits(const model::Booking* before, const model::Booking* after);
  void Borrow(const model::Booking& booking, int sign);
  void PayOut(const model::Booking& booking);
  bool IsGiven(const model::Booking& booking) const;
  void PayForGiven(const model::Booking& booking);
  void CountPieces(const model::Booking* before, const model::Booking& after);
  void RetireCredits(const model::Booking& booking);
  void AddCredits(PoolId pool, CompanyId company, Ticks balance, Ticks escrow, model::Entry entry);
  void AddCommons(PoolId pool, Ticks balance, Ticks escrow, Ticks minted = Ticks());
  // Both take a record that has a handle.
  template <class RecordType>
  void PutHandle(const RecordType& record) {
    handles_[static_cast<size_t>(KindOf<RecordType>())][record.handle] = record.id.value();
  }
  template <class RecordType>
  void DropHandle(const RecordType& record) {
    handles_[static_cast<size_t>(KindOf<RecordType>())].erase(record.handle);
  }
  void IndexGathered();
  void IndexGivenUp(const model::Booking& booking);
  void UnindexGivenUp(const model::Booking& booking);
  bool Lives(BookingId id, MemberId member) const;
  std::optional<Instant> DueOf(TimerKind kind, uint64_t id) const;
  void InsertTimer(const Timer& timer);
  void EraseTimer(const Timer& timer);
  void Refresh(ResourceId resource);  // its effective rules

  // Apply by kind of event.
  void On(const Booked& event);
  void On(const BookingChanged& event);
  void On(const BookingEnded& event);
  void On(const BookingRetired& event);
  void On(const SeriesChanged& event);
  void On(const SeriesRetired& event);
  void On(const WishChanged& event);
  void On(const WishRetired& event);
  void On(const OutageChanged& event);
  void On(const OutageRetired& event);
  void On(const FaultChanged& event);
  void On(const FaultRetired& event);
  void On(const NextHolderWarned&) {}
  void On(const ClashRecorded&) {}
  void On(const ZoneDefined& event);
  void On(const SiteDefined& event);
  void On(const PoolDefined& event);
  void On(const ResourceDefined& event);
  void On(const CertificationDefined& event);
  void On(const CompanyDefined& event);
  void On(const MemberDefined& event);
  void On(const BadgeDefined& event);
  void On(const TokenDefined& event);
  void On(const Requested& event);
  void On(const Overridden&) {}
  void On(const Refused&) {}
  void On(const ServingStarted& event);
  void On(const ServingStopped& event);
  void On(const QuotaDefined& event);
  void On(const GuaranteesFrozen& event);
  void On(const GuaranteesRetired& event);
  void On(const LendingChanged& event);
  void On(const Recirculated& event);
  void On(const RoundOpened& event);
  void On(const ListFiled& event);
  void On(const RoundDecided& event);
  void On(const RoundCancelled& event);
  void On(const RoundRetired& event);
  void On(const WoundUp& event);
  void On(const Contested& event);

  Table<ZoneId, model::Zone> zones_;
  Table<SiteId, model::Site> sites_;
  Table<PoolId, model::Pool> pools_;
  Table<ResourceId, model::Resource> resources_;
  Table<CertificationId, model::Certification> certifications_;
  Table<CompanyId, model::Company> companies_;
  Table<MemberId, model::Member> members_;
  Table<BadgeId, model::Badge> badges_;
  Table<TokenId, model::Token> tokens_;
  Table<BookingId, model::Booking> bookings_;
  Table<SeriesId, model::Series> series_;
  Table<WishId, model::Wish> wishes_;
  Table<OutageId, model::Outage> outages_;
  Table<FaultId, model::Fault> faults_;
  Table<BookingId, model::Import> imports_;
  Table<QuotaId, model::Quota> quotas_;
  Table<model::HolderId, model::Carry> carries_;
  Table<CompanyId, model::Usage> past_usages_;  // of bookings that have left
  Table<GuaranteesId, model::Guarantees> guarantees_;
  Table<LendingId, model::Lending> lendings_;
  Table<CompanyId, model::Purse> purses_;
  Table<PoolId, model::Commons> commons_;
  Table<RoundId, model::Round> rounds_;
  Counters counters_;

  std::array<absl::flat_hash_map<std::string, uint32_t>, Subject::kKinds> handles_;  // by kind
  std::vector<Place> places_;                            // by resource id
  // Effective rules. What a pool's resources inherit alike is there once: they share its cache lines.
  std::deque<model::EffectiveRules> rules_ = std::deque<model::EffectiveRules>(1);  // 0: nobody's
  absl::flat_hash_map<std::pair<PoolId, Duration>, size_t> inherited_rules_;  // by default horizon
  std::vector<std::vector<ResourceId>> pool_resources_;  // by pool id
  std::vector<Bag<BookingId>> by_member_;                // by member id
  absl::btree_set<std::pair<SeriesId, BookingId>> by_series_;
  // Of each booking the time from the first to the last that it gave back too late of the resource.
  absl::flat_hash_map<ResourceId, model::Calendar> given_up_;
  Waitlist waitlist_;  // wishes that wait or hold an offer
  absl::btree_set<OutageId> open_outages_;
  absl::btree_set<RoundId> open_rounds_;
  TimerQueue timers_;
  Accounts accounts_;
  Usages usages_;
  std::vector<bool> shared_;             // by pool id
  absl::btree_set<PoolId> unfrozen_;     // shared, and no period frozen yet
  bool shares_due_ = false;   // bookings were restored and have not been counted for shares
  bool recount_due_ = false;  // quotas were restored and have not counted yet
  absl::flat_hash_map<model::Seal, BookingId> imported_;

  // Remembered requests: a ring in order of acceptance, and where each is.
  struct RequestKey {
    TokenId token;
    std::array<uint8_t, 16> request;
    bool operator==(const RequestKey&) const = default;
    template <class H>
    friend H AbslHashValue(H h, const RequestKey& key) {
      return H::combine(std::move(h), key.token, key.request);
    }
  };
  std::deque<Requested> requests_;  // the front has number counters_.request - size
  absl::flat_hash_map<RequestKey, uint64_t> request_numbers_;

  // What restored bookings occupy: gathered, then put in in order, which costs a third of one by
  // one (each finds its place in cache).
  struct Gathered {
    bool open = false;  // a booking is being restored
    std::vector<std::pair<ResourceId, model::Calendar::Entry>> entries;
  };
  Gathered gathered_;

  // The lists of the last Draft, empty: the next one need not ask for their memory again.
  struct Emptied {
    std::vector<Undo> undo;
    std::vector<Event> events;
  };
  static constexpr size_t kEmptiedMost = 64;  // places in each
  Emptied emptied_;

  // Who listens to a state: a copy of it is another state, and tells nobody.
  template <class Listener>
  class Listening {
   public:
    Listening() = default;
    Listening(const Listening&) {}
    Listening& operator=(Listener* listener) {
      listener_ = listener;
      return *this;
    }
    Listener* operator->() const { return listener_; }
    bool operator==(std::nullptr_t) const { return listener_ == nullptr; }

   private:
    Listener* listener_ = nullptr;
  };
  Listening<std::vector<Undo>> undo_;  // set while a Draft is open
  Listening<std::vector<Subject>> changes_;
};

}  // namespace mutua::core
