// Allocation rounds to and from their messages.
#include "engine/store/translate.h"
#include "mutua/store/v1/events.pb.h"

namespace mutua::store {
namespace {

using model::Round;
using Fate = Round::Result::Fate;

template <class Message>
void WriteSpan(Interval from, Message* to) {
  to->set_start(from.start().unix_seconds());
  to->set_seconds(static_cast<uint64_t>(from.length().seconds()));
}

template <class Message>
Interval ReadSpan(const Message& from, Faults* faults) {
  return ReadInterval(from.start(), from.seconds(), faults);
}

// Amounts of time, times units, and what rules count.
int64_t ReadAmount(int64_t amount, Faults* faults) {
  const bool good = 0 <= amount && amount <= INT64_MAX / 4;
  return faults->Expect(good, "an amount out of range") ? amount : 0;
}

void Write(const Round::Part& from, v1::Round::Part* to) {
  v1::Want* want = to->mutable_want();
  want->set_resource(from.want.resource.value());
  want->set_pool(from.want.pool.value());
  if (from.want.units != 1) want->set_units(from.want.units);
  WriteSpan(from.interval, to);
}

Round::Part ReadPart(const v1::Round::Part& from, Faults* faults) {
  const v1::Want& want = from.want();
  return {{ResourceId(want.resource()), PoolId(want.pool()), want.has_units() ? want.units() : 1},
          ReadSpan(from, faults)};
}

void Write(const Round::List& from, v1::Round::List* to) {
  to->set_company(from.company.value());
  to->set_member(from.member.value());
  to->set_filed_by(from.filed_by.value());
  to->set_filed_at(from.filed_at.unix_seconds());
  to->set_version(from.version);
  for (const Round::Bundle& bundle : from.bundles) {
    v1::Round::Bundle* written = to->add_bundles();
    for (const Round::Alternative& alternative : bundle) {
      auto* parts = written->add_alternatives()->mutable_parts();
      for (const Round::Part& part : alternative) Write(part, parts->Add());
    }
  }
}

Round::List ReadList(const v1::Round::List& from, Faults* faults) {
  Round::List to;
  to.company = ReadId<CompanyId>(from.company(), faults);
  to.member = ReadId<MemberId>(from.member(), faults);
  to.filed_by = MemberId(from.filed_by());
  to.filed_at = ReadInstant(from.filed_at(), faults);
  to.version = from.version();
  for (const v1::Round::Bundle& bundle : from.bundles()) {
    Round::Bundle& read = to.bundles.emplace_back();
    for (const v1::Round::Alternative& alternative : bundle.alternatives()) {
      Round::Alternative& parts = read.emplace_back();
      for (const v1::Round::Part& part : alternative.parts()) {
        parts.push_back(ReadPart(part, faults));
      }
    }
  }
  return to;
}

void Write(const Round::Result& from, v1::Round::Result* to) {
  to->set_fate(static_cast<uint32_t>(from.fate));
  to->set_alternative(from.alternative);
  to->set_by(from.by);
  for (const BookingId id : from.bookings) to->add_bookings(id.value());
  for (const ResourceId id : from.resources) to->add_resources(id.value());
  to->set_rule(from.rule);
  to->set_resource(from.resource.value());
  to->set_quota(from.quota.value());
  to->set_limit(from.limit);
  to->set_used(from.used);
  to->set_asked(from.asked);
  to->set_renews(from.renews.unix_seconds());
}

Round::Result ReadResult(const v1::Round::Result& from, Faults* faults) {
  Round::Result to;
  to.fate = ReadEnum(from.fate(), Fate::kTaken, Fate::kRefused, faults);
  to.alternative = from.alternative();
  to.by = from.by();
  for (const uint64_t id : from.bookings()) to.bookings.push_back(ReadId<BookingId>(id, faults));
  for (const uint32_t id : from.resources()) to.resources.push_back(ReadId<ResourceId>(id, faults));
  to.rule = ReadSmall<uint16_t>(from.rule(), faults);
  to.resource = ResourceId(from.resource());
  to.quota = QuotaId(from.quota());
  to.limit = from.limit();
  to.used = from.used();
  to.asked = from.asked();
  to.renews = ReadInstant(from.renews(), faults);
  return to;
}

void Write(const Round::Turn& from, v1::Round::Turn* to) {
  to->set_company(from.company.value());
  to->set_under_guarantee(from.under_guarantee);
  to->set_usage(from.usage.value());
  to->set_token(from.token);
  to->set_credits(from.credits.value());
  to->set_share(from.share);
  to->set_draw(from.draw);
  to->set_cap(from.cap);
  to->set_taken(from.taken);
  for (const Round::Result& result : from.results) Write(result, to->add_results());
}

Round::Turn ReadTurn(const v1::Round::Turn& from, Faults* faults) {
  Round::Turn to;
  to.company = ReadId<CompanyId>(from.company(), faults);
  to.under_guarantee = from.under_guarantee();
  to.token = from.token();
  to.usage = Ticks(from.usage());
  to.credits = Ticks(from.credits());
  to.share = ReadAmount(from.share(), faults);
  to.draw = from.draw();
  to.cap = ReadAmount(from.cap(), faults);
  to.taken = ReadAmount(from.taken(), faults);
  for (const auto& result : from.results()) to.results.push_back(ReadResult(result, faults));
  return to;
}

void Write(const Round::Room& from, v1::Round::Room* to) {
  to->set_resource(from.resource.value());
  to->set_capacity(from.capacity);
  to->set_setup_minutes(from.setup_minutes);
  to->set_cleanup_minutes(from.cleanup_minutes);
  for (const Round::Busy& busy : from.busy) {
    v1::Round::Busy* written = to->add_busy();
    WriteSpan(busy.interval, written);
    written->set_units(busy.units);
  }
}

Round::Room ReadRoom(const v1::Round::Room& from, Faults* faults) {
  Round::Room to{ReadId<ResourceId>(from.resource(), faults),
                 from.capacity(),
                 from.setup_minutes(),
                 from.cleanup_minutes(),
                 {}};
  for (const v1::Round::Busy& busy : from.busy()) {
    to.busy.push_back({ReadSpan(busy, faults), busy.units()});
  }
  return to;
}

}  // namespace

void Write(const Round& from, v1::Round* to) {
  to->set_id(from.id.value());
  to->set_pool(from.pool.value());
  for (const Interval window : from.windows) WriteSpan(window, to->add_windows());
  to->set_opened_at(from.opened_at.unix_seconds());
  to->set_closes_at(from.closes_at.unix_seconds());
  to->set_seed(from.seed);
  for (const Round::Turn& turn : from.turns) Write(turn, to->add_turns());
  for (const Round::List& list : from.lists) Write(list, to->add_lists());
  to->set_open_seconds(from.open_seconds);
  for (const Round::Room& room : from.rooms) Write(room, to->add_rooms());
  to->set_ended_at(from.ended_at.unix_seconds());
  to->set_due(from.due.unix_seconds());
  to->set_state(static_cast<uint32_t>(from.state));
  to->set_version(from.version);
}

void Read(const v1::Round& from, Round* to, Faults* faults) {
  using model::RoundState;
  to->id = ReadId<RoundId>(from.id(), faults);
  to->pool = ReadId<PoolId>(from.pool(), faults);
  for (const auto& window : from.windows()) {
    const Interval read = ReadSpan(window, faults);
    const bool ascends = to->windows.empty() || to->windows.back().end() < read.start();
    faults->Expect(ascends, "a window out of place");
    to->windows.push_back(read);
  }
  faults->Expect(!to->windows.empty(), "a round without windows");
  to->opened_at = ReadInstant(from.opened_at(), faults);
  to->closes_at = ReadInstant(from.closes_at(), faults);
  to->seed = from.seed();
  for (const auto& turn : from.turns()) to->turns.push_back(ReadTurn(turn, faults));
  for (const auto& list : from.lists()) {
    Round::List read = ReadList(list, faults);
    const bool ascends = to->lists.empty() || to->lists.back().company < read.company;
    faults->Expect(ascends, "a list out of place");
    to->lists.push_back(std::move(read));
  }
  to->open_seconds = ReadAmount(from.open_seconds(), faults);
  for (const auto& room : from.rooms()) to->rooms.push_back(ReadRoom(room, faults));
  to->ended_at = ReadInstant(from.ended_at(), faults);
  to->due = ReadInstant(from.due(), faults);
  to->state = ReadEnum(from.state(), RoundState::kOpen, RoundState::kCancelled, faults);
  to->version = from.version();
}

void Write(const core::ListFiled& from, v1::ListFiled* to) {
  to->set_round(from.round.value());
  Write(from.list, to->mutable_list());
}

void Read(const v1::ListFiled& from, core::ListFiled* to, Faults* faults) {
  to->round = ReadId<RoundId>(from.round(), faults);
  to->list = ReadList(from.list(), faults);
}

void Write(const core::RoundDecided& from, Instant at, v1::RoundDecided* to) {
  to->set_round(from.round.value());
  to->set_at((from.at - at).seconds());
  to->set_open_seconds(from.open_seconds);
  for (const Round::Turn& turn : from.turns) Write(turn, to->add_turns());
  for (const Round::Room& room : from.rooms) Write(room, to->add_rooms());
}

void Read(const v1::RoundDecided& from, Instant at, core::RoundDecided* to, Faults* faults) {
  to->round = ReadId<RoundId>(from.round(), faults);
  to->at = at + ReadDuration(from.at(), faults);
  to->open_seconds = ReadAmount(from.open_seconds(), faults);
  for (const auto& turn : from.turns()) to->turns.push_back(ReadTurn(turn, faults));
  for (const auto& room : from.rooms()) to->rooms.push_back(ReadRoom(room, faults));
}

}  // namespace mutua::store
