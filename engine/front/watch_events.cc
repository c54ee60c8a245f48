#include "engine/front/watch_events.h"

#include <algorithm>
#include <map>
#include <variant>

#include "engine/base/limits.h"
#include "engine/core/kind.h"
#include "engine/core/party.h"
#include "engine/front/outages.h"
#include "engine/front/rounds.h"
#include "engine/front/things.h"
#include "engine/store/keeper.h"

namespace mutua::front {
namespace {

using Why = core::BookingChanged::Why;

v1::EventCause CauseOf(Why why) {
  switch (why) {
    case Why::kConfirmed:
      return v1::EVENT_CAUSE_CONFIRMED;
    case Why::kApproved:
      return v1::EVENT_CAUSE_APPROVED;
    case Why::kMoved:
      return v1::EVENT_CAUSE_MOVED;
    case Why::kRepacked:
      return v1::EVENT_CAUSE_REPACKED;
    case Why::kCheckedIn:
      return v1::EVENT_CAUSE_CHECKED_IN;
    case Why::kHandedOver:
      return v1::EVENT_CAUSE_HANDED_OVER;
    case Why::kOverran:
      return v1::EVENT_CAUSE_OVERRUN;
    case Why::kRestored:
      return v1::EVENT_CAUSE_RESTORED;
    case Why::kReplanned:
    case Why::kShortened:
      return v1::EVENT_CAUSE_OUTAGE;
    case Why::kRebooked:
      return v1::EVENT_CAUSE_REBOOKED;
    case Why::kOverrunCharged:
      return v1::EVENT_CAUSE_OVERRUN_CHARGED;
    default:
      return v1::EVENT_CAUSE_UNSPECIFIED;
  }
}

v1::EventCause CauseOf(model::BookingState state) {
  switch (state) {
    case model::BookingState::kCompleted:
      return v1::EVENT_CAUSE_COMPLETED;
    case model::BookingState::kCancelled:
      return v1::EVENT_CAUSE_CANCELLED;
    case model::BookingState::kNoShow:
      return v1::EVENT_CAUSE_NO_SHOW;
    case model::BookingState::kExpired:
      return v1::EVENT_CAUSE_EXPIRED;
    case model::BookingState::kDisplaced:
      return v1::EVENT_CAUSE_OUTAGE;
    default:
      return v1::EVENT_CAUSE_UNSPECIFIED;
  }
}

v1::EventCause CauseOf(const core::WishChanged& event) {
  const model::Wish& wish = event.wish;
  if (event.why == core::WishChanged::Why::kMovedAlong) return v1::EVENT_CAUSE_UNSPECIFIED;
  switch (wish.state) {
    case model::WishState::kOffered:
      return v1::EVENT_CAUSE_OFFERED;
    case model::WishState::kMet:
      return v1::EVENT_CAUSE_MET;
    case model::WishState::kWithdrawn:
      return v1::EVENT_CAUSE_CANCELLED;
    case model::WishState::kExpired:
      return v1::EVENT_CAUSE_EXPIRED;
    case model::WishState::kWaiting:
      return wish.version == 1 ? v1::EVENT_CAUSE_CREATED : v1::EVENT_CAUSE_UNSPECIFIED;
  }
  return v1::EVENT_CAUSE_UNSPECIFIED;
}

// Of a thing of the catalogue or directory. A certification has no version to say that it is new.
template <class Record>
v1::EventCause CauseOf(const Record& record) {
  if (record.retired) return v1::EVENT_CAUSE_ENDED;
  if constexpr (requires { record.version; }) {
    if (record.version == 1) return v1::EVENT_CAUSE_CREATED;
  }
  return v1::EVENT_CAUSE_UNSPECIFIED;
}

v1::EventCause CauseOf(const model::Outage& outage) {
  if (outage.lifted) return v1::EVENT_CAUSE_ENDED;
  return outage.version == 1 ? v1::EVENT_CAUSE_CREATED : v1::EVENT_CAUSE_UNSPECIFIED;
}

// One event of a commit at a time, by kind.
class Shower {
 public:
  Shower(const House& house, Showing& show, const WatchFilter& filter,
         const std::vector<core::Event>& events, google::protobuf::RepeatedPtrField<v1::Event>* out)
      : house_(house), show_(show), filter_(filter), out_(out) {
    for (const core::Event& event : events) {
      if (const auto* changed = std::get_if<core::OutageChanged>(&event)) {
        last_of_[changed->outage.id] = changed;
      }
    }
  }

  void operator()(const core::Booked& event) {
    const bool offered =
        event.booking.wish.IsSet() && event.booking.state == model::BookingState::kHeld;
    Booking(event.booking, offered ? v1::EVENT_CAUSE_OFFERED : v1::EVENT_CAUSE_CREATED);
  }
  void operator()(const core::BookingChanged& event) {
    // More time to come, since the engine was down, changes nothing that anybody sees.
    if (event.why == Why::kExtended) return;
    Booking(event.booking, CauseOf(event.why));
  }
  void operator()(const core::BookingEnded& event) {
    model::Booking booking;
    if (!Find(event.booking, &booking)) return;
    // As the commit left it, whatever became of it since.
    booking.state = event.state;
    booking.due = event.at + kEndedKept;
    Booking(booking, event.hindered_by.IsSet() ? v1::EVENT_CAUSE_HINDERED : CauseOf(event.state));
  }
  void operator()(const core::NextHolderWarned& event) {
    const model::Booking* next = show_.state().Find(event.next);
    const bool own = next != nullptr && show_.Sees(next->company);
    if (own) Booking(*next, v1::EVENT_CAUSE_NEXT_IS_DELAYED);
  }
  void operator()(const core::SeriesChanged& event) {
    const model::Series& series = event.series;
    if (!Wants(v1::EVENT_KIND_SERIES) || !show_.Sees(series.company)) return;
    if (!OfWhom(series.member, series.company) || !CouldHold(series.wants)) return;
    v1::Event& shown = Add(v1::EVENT_KIND_SERIES, series.version == 1 ? v1::EVENT_CAUSE_CREATED
                                                  : series.ended      ? v1::EVENT_CAUSE_CANCELLED
                                                                      : v1::EVENT_CAUSE_MOVED);
    show_.Series(series, /*occurrences=*/false, shown.mutable_series());
  }
  void operator()(const core::WishChanged& event) {
    const model::Wish& wish = event.wish;
    // When it is looked at again is nothing that anybody sees.
    if (event.why == core::WishChanged::Why::kLookedThrough) return;
    // Who lost a contest goes on waiting; why is for Explain.
    if (event.why == core::WishChanged::Why::kOutranked) return;
    if (!Wants(v1::EVENT_KIND_WISH) || !show_.Sees(wish.company)) return;
    if (!OfWhom(wish.member, wish.company) || !CouldHold(wish.wants)) return;
    v1::Event& shown = Add(v1::EVENT_KIND_WISH, CauseOf(event));
    show_.Wish(wish, shown.mutable_wish());
  }

  // What the lab has: everybody's to see, but for who may book it, which is shown as it is allowed.
  void operator()(const core::SiteDefined& event) {
    Thing<v1::Site>(v1::EVENT_KIND_SITE, event.site,
                    [&](const model::Resource& one) { return one.site == event.site.id; });
  }
  void operator()(const core::PoolDefined& event) {
    Thing<v1::Pool>(v1::EVENT_KIND_POOL, event.pool,
                    [&](const model::Resource& one) { return one.pool == event.pool.id; });
  }
  void operator()(const core::ResourceDefined& event) {
    Thing<v1::Resource>(v1::EVENT_KIND_RESOURCE, event.resource,
                        [&](const model::Resource& one) { return one.id == event.resource.id; });
  }
  void operator()(const core::CertificationDefined& event) {
    Thing<v1::Certification>(v1::EVENT_KIND_CERTIFICATION, event.certification,
                             [](const model::Resource&) { return false; });
  }
  void operator()(const core::OutageChanged& event) {
    const model::Outage& outage = event.outage;
    // Planning around it changes its record again in the same commit: the last is what it left.
    if (last_of_.at(outage.id) != &event) return;
    if (!Wants(v1::EVENT_KIND_OUTAGE) || Personal()) return;
    if (!About([&](const model::Resource& one) { return IsOver(show_.state(), outage, one.id); })) {
      return;
    }
    v1::Event& shown = Add(v1::EVENT_KIND_OUTAGE, CauseOf(outage));
    ShowOutage(show_, outage, shown.mutable_outage());
  }
  void operator()(const core::FaultChanged& event) {
    const model::Fault& fault = event.fault;
    if (!Wants(v1::EVENT_KIND_FAULT) || Personal()) return;
    if (!About([&](const model::Resource& one) { return one.id == fault.resource; })) return;
    const bool reported = fault.at == show_.scene().now && !fault.outage.IsSet();
    v1::Event& shown = Add(v1::EVENT_KIND_FAULT, fault.resolved ? v1::EVENT_CAUSE_ENDED
                                                 : reported     ? v1::EVENT_CAUSE_CREATED
                                                                : v1::EVENT_CAUSE_UNSPECIFIED);
    ShowFault(show_, fault, shown.mutable_fault());
  }

  // Rounds: everybody's to see, without turns and lists.
  void operator()(const core::RoundOpened& event) { Round(event.round, v1::EVENT_CAUSE_CREATED); }
  void operator()(const core::RoundDecided& event) {
    model::Round round;
    if (!Find(event.round, &round)) return;
    Round(round, v1::EVENT_CAUSE_COMPLETED);
  }
  void operator()(const core::RoundCancelled& event) {
    model::Round round;
    if (!Find(event.round, &round)) return;
    Round(round, v1::EVENT_CAUSE_CANCELLED);
  }

  // Whom the lab has: managers' and services' to see.
  void operator()(const core::CompanyDefined& event) {
    const model::Company& company = event.company;
    if (!Wants(v1::EVENT_KIND_COMPANY) || !core::Manages(show_.scene().caller)) return;
    if (filter_.by_resource || filter_.member.IsSet() || !OfWhom({}, company.id)) return;
    ShowAllowed(show_, company, Add(v1::EVENT_KIND_COMPANY, CauseOf(company)).mutable_company());
  }
  void operator()(const core::MemberDefined& event) {
    const model::Member& member = event.member;
    if (!Wants(v1::EVENT_KIND_MEMBER) || !core::Manages(show_.scene().caller)) return;
    if (filter_.by_resource || !OfWhom(member.id, member.company)) return;
    v1::Member* shown = Add(v1::EVENT_KIND_MEMBER, CauseOf(member)).mutable_member();
    if (!member.erased) return ShowAllowed(show_, member, shown);
    // The names may not be forgotten yet: they are not shown any more.
    shown->set_company(show_.HandleOf(member.company));
    shown->set_retired(true);
  }
  template <class Other>
  void operator()(const Other&) {}

 private:
  bool Wants(v1::EventKind kind) const {
    return filter_.kinds == 0 || (filter_.kinds >> static_cast<unsigned>(kind) & 1U) != 0;
  }
  bool OfWhom(MemberId member, CompanyId company) const {
    return (!filter_.member.IsSet() || filter_.member == member) &&
           (!filter_.company.IsSet() || filter_.company == company);
  }
  bool Holds(const model::Booking& booking) const {
    return !filter_.by_resource ||
           std::any_of(booking.kit.begin(), booking.kit.end(), [&](const model::Claim& claim) {
             return std::binary_search(filter_.resources.begin(), filter_.resources.end(),
                                       claim.resource);
           });
  }

  bool CouldHold(const model::Wants& wants) const {
    return !filter_.by_resource ||
           std::any_of(wants.begin(), wants.end(), [&](const model::Want& want) {
             return About([&](const model::Resource& one) {
               return want.resource.IsSet() ? want.resource == one.id : want.pool == one.pool;
             });
           });
  }
  // Whether a resource that is asked for is one of these; nothing asked for: any is.
  template <class Touches>
  bool About(Touches touches) const {
    return !filter_.by_resource ||
           std::any_of(filter_.resources.begin(), filter_.resources.end(),
                       [&](ResourceId id) { return touches(*show_.state().Find(id)); });
  }
  // Asked for by person: what is nobody's is left out.
  bool Personal() const { return filter_.member.IsSet() || filter_.company.IsSet(); }

  template <class Shown, class Record, class Touches>
  void Thing(v1::EventKind kind, const Record& record, Touches touches) {
    if (!Wants(kind) || Personal() || !About(touches)) return;
    v1::Event& event = Add(kind, CauseOf(record));
    const auto* field = v1::Event::descriptor()->FindFieldByName(Nature<Shown>::kName);
    ShowAllowed(show_, record,
                static_cast<Shown*>(event.GetReflection()->MutableMessage(&event, field)));
  }

  void Booking(const model::Booking& booking, v1::EventCause cause) {
    if (!Wants(v1::EVENT_KIND_BOOKING) || !Holds(booking)) return;
    // Asked for by person, what is another company's is left out: it would say whose it is.
    const bool sees = show_.Sees(booking.company);
    if (Personal() && (!sees || !OfWhom(booking.member, booking.company))) return;
    v1::Event& shown = Add(v1::EVENT_KIND_BOOKING, sees ? cause : v1::EVENT_CAUSE_UNSPECIFIED);
    show_.Booking(booking, shown.mutable_booking());
  }

  void Round(const model::Round& round, v1::EventCause cause) {
    if (!Wants(v1::EVENT_KIND_ROUND) || Personal()) return;
    if (!About([&](const model::Resource& one) { return one.pool == round.pool; })) return;
    ShowRound(show_, round, Add(v1::EVENT_KIND_ROUND, cause).mutable_round());
  }

  // As it is or last was.
  template <class IdType, class Record>
  bool Find(IdType id, Record* out) const {
    if (const Record* live = show_.state().Find(id)) {
      *out = *live;
      return true;
    }
    const auto past = house_.engine.ReadPast({core::KindOf<Record>(), id.value()});
    if (!past.ok() || !*past) return false;
    *out = std::get<Record>(**past);
    return true;
  }

  v1::Event& Add(v1::EventKind kind, v1::EventCause cause) {
    v1::Event& event = *out_->Add();
    event.set_kind(kind);
    event.set_cause(cause);
    return event;
  }

  const House& house_;
  Showing& show_;
  const WatchFilter& filter_;
  google::protobuf::RepeatedPtrField<v1::Event>* out_;
  std::map<OutageId, const core::OutageChanged*> last_of_;
};

}  // namespace

WatchFilter ReadWatchFilter(Reading& in, const v1::WatchFilter& filter) {
  WatchFilter read;
  const Path path("filter");
  const v1::ResourceSelector& selector = filter.resources();
  read.by_resource = selector.resources_size() > 0 || !selector.pool().empty() ||
                     !selector.site().empty() || selector.kind() != 0;
  if (read.by_resource) {
    read.resources = in.Select(selector, Path(path, "resources"), true);
    std::sort(read.resources.begin(), read.resources.end());
  }
  if (!filter.member().empty()) read.member = in.Member(filter.member(), Path(path, "member"));
  if (!filter.company().empty()) {
    read.company = in.Company(filter.company(), Path(path, "company"));
  }
  for (const int kind : filter.kinds()) {
    if (!v1::EventKind_IsValid(kind) || kind == 0) {
      in.Malformed(Path(path, "kinds"), Flaw::kOutOfRange);
    } else {
      read.kinds |= 1U << static_cast<unsigned>(kind);
    }
  }
  return read;
}

void ShowEvents(const House& house, Showing& show, const WatchFilter& filter,
                const std::vector<core::Event>& events,
                google::protobuf::RepeatedPtrField<v1::Event>* out) {
  Shower shower(house, show, filter, events, out);
  for (const core::Event& event : events) std::visit(shower, event);
}

}  // namespace mutua::front
