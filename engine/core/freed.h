// What a stretch of deciding has freed: the difference between the state at a mark of a Draft and
// the state now. It is read from the undo list, so no road that gives time back can forget to say
// so.
#pragma once

#include <vector>

#include "engine/core/draft.h"

namespace mutua::core {

// Time on a resource that may be bookable now and was not before. Borders and gaps around it
// included.
struct Freed {
  ResourceId resource{};
  Interval interval{kEarliest, kLatest};
};

// Bookings ended, moved or shortened, outages lifted or shrunk, rounds over: what they held, from
// `at` on. Guaranteed time lent or taken back: its whole period; frozen: all from there on.
// Resources, pools and sites defined anew: all their time, for their rules may be kinder now. It
// may name time that is not free after all, never the other way round.
std::vector<Freed> FreedSince(const Draft& draft, Draft::Mark mark, Instant at);

// Members defined anew: they may hold a certification that they lacked.
std::vector<MemberId> MembersChangedSince(const Draft& draft, Draft::Mark mark);

// The companies whose quotas may have more left than before: bookings of theirs ended, moved, were
// shortened or handed over, or are charged less. Ascending, each once.
std::vector<CompanyId> CompaniesRelievedSince(const Draft& draft, Draft::Mark mark);

// The companies that have more credits than before: what they lacked them for may be theirs now.
// Ascending, each once.
std::vector<CompanyId> CompaniesPaidSince(const Draft& draft, Draft::Mark mark);

// Time of a shared pool in which a company may have more of its guarantee left than before.
struct Relieved {
  CompanyId company{};
  PoolId pool{};
  Interval time{kEarliest, kLatest};
};

// The periods in which bookings that counted ended without having been used, moved, were shortened
// or handed over.
std::vector<Relieved> GuaranteesRelievedSince(const Draft& draft, Draft::Mark mark);

// Time of a shared pool of which more may be free than before, or less be kept for others'
// guarantees: whoever goes beyond its own may have what it waits for, wherever in that time it
// lies.
struct Eased {
  PoolId pool{};
  Interval time{kEarliest, kLatest};
};

// The periods around what was freed and what was relieved, from when something is kept on. By pool
// and time, each once.
std::vector<Eased> EasedBy(const State& state, const std::vector<Freed>& freed,
                           const std::vector<Relieved>& relieved, Instant at);

// Whether a quota was defined anew: it may be kinder now.
bool QuotasChangedSince(const Draft& draft, Draft::Mark mark);

// The resources that an outage is over, ascending by id.
std::vector<ResourceId> ResourcesOf(const State& state, const model::Outage& outage);

}  // namespace mutua::core
