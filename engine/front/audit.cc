// AuditService: the history, entry by entry. It is read a bounded number of commits at a call,
// beside the threads that answer others.
#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/front/audit_entry.h"
#include "engine/front/handled.h"
#include "engine/front/history.h"
#include "engine/front/page.h"
#include "engine/front/services.h"
#include "engine/store/events.h"
#include "mutua/v1/audit.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using core::Subject;
using Kind = core::Subject::Kind;

// Commits read for one page, whatever it found by then: some tens of milliseconds.
constexpr size_t kCommitsMost = 20'000;
constexpr Duration kWindowMost = Duration::Days(3660);
// Entries shown while the replica is held: names are looked up, nothing is read.
constexpr size_t kShownAtOnce = 100;

struct Filter {
  MemberId member;
  CompanyId company;
  ResourceId resource;
  Instant from = kEarliest;
  Instant until = kLatest;
};

// The next entry is behind number `number` of that commit.
struct Place {
  Position position;
  uint32_t number = 0;
};

std::string TextOf(const Place& place) {
  return std::to_string(place.position.value()) + "." + std::to_string(place.number);
}

std::optional<Place> ParsePlace(const std::string& text) {
  uint64_t position = 0;
  uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto [dot, wrong] = std::from_chars(text.data(), end, position);
  if (wrong != std::errc() || dot == end || *dot != '.') return std::nullopt;
  const auto [last, wrong_too] = std::from_chars(dot + 1, end, number);
  if (wrong_too != std::errc() || last != end) return std::nullopt;
  return Place{Position(position), number};
}

// What the event does not say of a booking whose end it is: the record does, live or past.
void Complete(House& house, const core::State& state, AuditEntry* entry) {
  if (entry->subject.kind != Kind::kBooking || entry->member.IsSet()) return;
  std::optional<model::Booking> booking;
  if (const model::Booking* live = state.Find(BookingId(entry->subject.id))) {
    booking = *live;
  } else {
    const auto past = house.engine.ReadPast(entry->subject);
    if (past.ok() && *past) booking = std::get<model::Booking>(**past);
  }
  if (!booking) return;
  entry->member = booking->member;
  entry->company = booking->company;
  for (const model::Claim& claim : booking->kit) entry->resources.push_back(claim.resource);
}

CompanyId CompanyOf(const core::State& state, MemberId id) {
  const model::Member* member = state.Find(id);
  return member == nullptr ? CompanyId() : member->company;
}

bool Matches(const Filter& filter, const core::State& state, const AuditEntry& entry) {
  const MemberId by = entry.by ? entry.by->member : MemberId();
  if (filter.member.IsSet() && entry.member != filter.member && by != filter.member) return false;
  if (filter.company.IsSet() && entry.company != filter.company &&
      CompanyOf(state, by) != filter.company) {
    return false;
  }
  return !filter.resource.IsSet() || std::find(entry.resources.begin(), entry.resources.end(),
                                               filter.resource) != entry.resources.end();
}

// --- Reading -----------------------------------------------------------------------------------

struct Page {
  std::vector<AuditEntry> entries;
  std::optional<Place> next;
  absl::Status broken;
};

Page ReadPage(Exchange& exchange, const Filter& filter, Place from, size_t most, Position last) {
  Page page;
  size_t commits = 0;
  const journal::Journal& journal = exchange.house().engine.journal();
  const auto take = [&](const journal::StoredCommit& commit) {
    if (commit.position > last || commit.at >= filter.until) return false;
    const auto events = store::DecodeEvents(commit.at, commit.events);
    if (!events.ok()) {
      page.broken = events.status();
      return false;
    }
    const bool first = commit.position == from.position;
    for (AuditEntry& entry : AuditOf(commit, *events)) {
      if (first && entry.number < from.number) continue;
      if (page.entries.size() == most) {
        page.next = Place{commit.position, entry.number};
        return false;
      }
      const bool matches = exchange.Look([&](const Scene& scene, const journal::Head&) {
        Complete(exchange.house(), scene.state, &entry);
        return Matches(filter, scene.state, entry);
      });
      if (matches) page.entries.push_back(std::move(entry));
    }
    if (++commits < kCommitsMost) return true;
    page.next = Place{journal::Next(commit.position), 0};
    return false;
  };
  const absl::Status read = journal.Read(from.position, take);
  if (!read.ok()) page.broken = read;
  return page;
}

// --- Showing -----------------------------------------------------------------------------------

std::string NameOf(const Scene& scene, MemberId member) {
  if (!member.IsSet()) return {};
  const std::string handle = scene.people.HandleOf(member);
  return handle.empty() ? IdText('m', member.value()) : handle;
}

template <class Record, class Id>
std::string HandleIn(const core::State& state, Id id) {
  const Record* record = state.Find(id);
  return record == nullptr ? std::string() : record->handle;
}

std::string SubjectText(const Scene& scene, const Subject& subject) {
  const core::State& state = scene.state;
  const auto number = static_cast<uint32_t>(subject.id);
  switch (subject.kind) {
    case Kind::kBooking:
      return IdText('b', subject.id);
    case Kind::kSeries:
      return IdText('s', subject.id);
    case Kind::kWish:
      return IdText('w', subject.id);
    case Kind::kRound:
      return IdText('a', subject.id);
    case Kind::kOutage:
      return IdText('o', subject.id);
    case Kind::kFault:
      return IdText('f', subject.id);
    case Kind::kBadge:
      return IdText('k', subject.id);
    case Kind::kToken:
      return IdText('t', subject.id);
    case Kind::kSite:
      return HandleIn<model::Site>(state, SiteId(number));
    case Kind::kPool:
      return HandleIn<model::Pool>(state, PoolId(number));
    case Kind::kResource:
      return HandleIn<model::Resource>(state, ResourceId(number));
    case Kind::kCertification:
      return HandleIn<model::Certification>(state, CertificationId(number));
    case Kind::kCompany:
      return HandleIn<model::Company>(state, CompanyId(number));
    case Kind::kQuota:
      return HandleIn<model::Quota>(state, QuotaId(number));
    case Kind::kMember:
      return NameOf(scene, MemberId(number));
    default:
      return {};
  }
}

void ShowEntry(const Scene& scene, const AuditEntry& entry, v1::AuditEntry* out) {
  out->set_position(entry.position.value());
  out->set_number(entry.number);
  Put(entry.at, out->mutable_at());
  if (entry.by) {
    out->set_by(NameOf(scene, entry.by->member));
    if (entry.by->token.IsSet()) out->set_token(IdText(entry.by->token));
    const model::Token* token = scene.state.Find(entry.by->token);
    if (token != nullptr) {
      const model::Site* site = scene.state.Find(token->site);
      out->set_token_name(site == nullptr ? token->name : site->handle + " " + token->name);
    }
  }
  const bool for_another = entry.member.IsSet() && !(entry.by && entry.by->member == entry.member);
  if (for_another) out->set_on_behalf_of(NameOf(scene, entry.member));
  out->set_company(HandleIn<model::Company>(scene.state, entry.company));
  out->set_what(entry.what);
  out->set_subject(SubjectText(scene, entry.subject));
  for (const ResourceId id : entry.resources) {
    out->add_resources(HandleIn<model::Resource>(scene.state, id));
  }
  std::string why;
  for (const core::Reason& reason : entry.rules) {
    if (!why.empty()) why += ", ";
    why += ReasonName(static_cast<v1::Rule>(reason.rule));
  }
  out->set_why(why);
}

// Why, in somebody's words: sealed beside, and gone with an erasure.
void AddWords(const Texts& texts, const AuditEntry& entry, v1::AuditEntry* out) {
  if (!entry.said_why) return;
  const auto family = entry.override_why ? store::SideFamily::kReason : store::SideFamily::kEnding;
  const auto text = texts.Read(family, entry.subject);
  if (!text || text->note.empty()) return;
  out->set_why(out->why().empty() ? text->note : out->why() + ": " + text->note);
}

void List(ExchangePtr exchange, const Filter& filter, Place from, size_t size) {
  auto* response = static_cast<v1::ListAuditResponse*>(exchange->response());
  const auto& request = exchange->request();
  const journal::Head head =
      exchange->Look([](const Scene&, const journal::Head& seen) { return seen; });
  const journal::Journal& journal = exchange->house().engine.journal();
  if (from.position < journal.oldest()) from = {journal.oldest(), 0};
  if (filter.from > kEarliest) {
    const absl::StatusOr<Position> first = FirstSince(journal, filter.from);
    if (!first.ok()) return exchange->Refuse(StatusOf(first.status(), exchange->call().language));
    if (from.position < *first) from = {*first, 0};
  }
  const Page page = ReadPage(*exchange, filter, from, size, head.position);
  if (!page.broken.ok()) return exchange->Refuse(StatusOf(page.broken, exchange->call().language));
  for (size_t at = 0; at < page.entries.size(); at += kShownAtOnce) {
    exchange->Look([&](const Scene& scene, const journal::Head&) {
      const size_t end = std::min(page.entries.size(), at + kShownAtOnce);
      for (size_t i = at; i < end; ++i) {
        ShowEntry(scene, page.entries[i], response->add_entries());
      }
      return 0;
    });
  }
  for (size_t i = 0; i < page.entries.size(); ++i) {
    AddWords(exchange->house().texts, page.entries[i],
             response->mutable_entries(static_cast<int>(i)));
  }
  if (page.next) response->set_next_page_token(MakePageToken(request, TextOf(*page.next)));
  response->set_chain_digest(std::string(head.digest.begin(), head.digest.end()));
  exchange->SetPosition(head.position);
  exchange->Answer();
}

void ListAudit(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ListAuditRequest&>(exchange->request());
  Filter filter;
  Place from;
  size_t size = 0;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (!request.member().empty()) filter.member = in.Member(request.member(), Path("member"));
        if (!request.company().empty()) {
          filter.company = in.Company(request.company(), Path("company"));
        }
        if (!request.resource().empty()) {
          filter.resource = in.Resource(request.resource(), Path("resource"));
        }
        if (request.has_window()) {
          if (const auto window =
                  in.Time(request.window(), in.OnlyZone(), Path("window"), kWindowMost)) {
            filter.from = window->start();
            filter.until = window->end();
          }
        }
        size = PageSize(request.page_size(), 100, 1000, &in);
        const std::string after = ReadPageToken(request, request.page_token(), &in);
        if (in.ok()) from = ParsePlace(after).value_or(Place());
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  Aside& slow = exchange->house().slow;
  PostAside(std::move(exchange), slow,
            [filter, from, size](ExchangePtr back) { List(std::move(back), filter, from, size); });
}

}  // namespace

void AddAudit(Service& service) {
  service.Free<v1::ListAuditRequest, v1::ListAuditResponse>(
      Verb::kListAudit, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::ListAuditRequest&>(exchange->request());
        WhenReached(std::move(exchange), Position(request.min_position()), ListAudit);
      });
}

}  // namespace mutua::front
