#include "engine/front/calendars.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/feed.h"
#include "engine/front/calendar_text.h"
#include "engine/front/last_changes.h"
#include "engine/front/reading.h"
#include "engine/front/scene.h"
#include "engine/front/sentences.h"
#include "engine/front/showing.h"
#include "engine/query/booking_scan.h"

namespace mutua::front {
namespace {

using Of = model::Feed::Of;

// Bookings shown while the replica is held once: some tenths of a millisecond.
constexpr size_t kShownAtOnce = 250;

// Whoever waits has nothing to say: the text is made whether the client is still there or not.
class Waiting : public http::Source {
 public:
  void Taken() override {}
  void Gone() override {}
};

http::Reply Sentence(int status, Language language, CalendarWord word) {
  return {.status = status,
          .fields = {{"content-language", language == Language::kFrench ? "fr" : "en"}},
          .body = http::MakeBytes(WordOf(language, word) + "\n")};
}

// Of the address, else of the client.
Language LanguageFor(const http::Request& request) {
  constexpr std::string_view kName = "language=";
  std::string_view query = request.query;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    if (one.substr(0, kName.size()) == kName) return LanguageOf(one.substr(kName.size()));
    query.remove_prefix(std::min(query.size(), one.size() + 1));
  }
  const std::string* accepted = request.Find("accept-language");
  return accepted == nullptr ? Language::kEnglish : LanguageOf(*accepted);
}

// "/calendars/mutua_f_....ics"; empty: not of that form.
std::string_view SecretIn(std::string_view path) {
  constexpr std::string_view kBefore = "/calendars/";
  constexpr std::string_view kBehind = ".ics";
  if (!path.starts_with(kBefore) || !path.ends_with(kBehind)) return {};
  path.remove_prefix(kBefore.size());
  return path.substr(0, path.size() - std::min(path.size(), kBehind.size()));
}

std::string EtagOf(const std::string& text) {
  std::array<uint8_t, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string etag = "\"";
  for (const uint8_t byte : hash) etag += fmt::format("{:02x}", byte);
  return etag + '"';
}

bool Has(const http::Request& request, const std::string& etag) {
  const std::string* known = request.Find("if-none-match");
  return known != nullptr && (*known == "*" || known->find(etag) != std::string::npos);
}

// Nothing: the pool has no resource.
std::optional<query::BookingFilter> FilterOf(const core::State& state, const model::Feed& feed) {
  query::BookingFilter filter;
  if (feed.of == Of::kMember) filter.member = MemberId(feed.id);
  if (feed.of == Of::kCompany) filter.company = CompanyId(feed.id);
  if (feed.of == Of::kResource) filter.resources = {ResourceId(feed.id)};
  if (feed.of == Of::kPool) {
    filter.resources = state.ResourcesOf(PoolId(feed.id));
    if (filter.resources.empty()) return std::nullopt;
  }
  return filter;
}

std::string NameOf(const Scene& scene, const model::Feed& feed) {
  const auto name = [](const auto* record) {
    return record == nullptr ? std::string() : record->name;
  };
  switch (feed.of) {
    case Of::kNothing:
      return {};
    case Of::kMember: {
      const auto person = scene.people.Get(MemberId(feed.id));
      return person ? person->display_name : std::string();
    }
    case Of::kCompany:
      return name(scene.state.Find(CompanyId(feed.id)));
    case Of::kResource:
      return name(scene.state.Find(ResourceId(feed.id)));
    case Of::kPool:
      return name(scene.state.Find(PoolId(feed.id)));
  }
  return {};
}

void PutNames(const Scene& scene, const model::Feed& feed, const model::Booking& booking,
              Listed* out) {
  const core::State& state = scene.state;
  for (const model::Claim& claim : booking.kit) {
    const model::Resource* resource = state.Find(claim.resource);
    if (resource == nullptr) continue;
    if (!out->resources.empty()) out->resources += ", ";
    out->resources += resource->name.empty() ? resource->handle : resource->name;
  }
  out->where = out->resources;
  const model::Site* site = state.Find(state.Find(booking.kit.front().resource)->site);
  if (site != nullptr && !site->name.empty()) out->where += " (" + site->name + ")";
  if (out->booking.redacted() || feed.of == Of::kMember) return;
  if (const auto person = scene.people.Get(booking.member)) out->who = person->display_name;
  if (const model::Company* company = state.Find(booking.company)) out->company = company->name;
}

}  // namespace

// Makes the texts, one after the other, on the thread of house.slow.
class Calendars::Maker {
  template <class See>
  auto LookAs(const core::Caller& caller, Language language, See see) {
    return house_.engine.replica().Read([&](const core::State& state, const journal::Head& head) {
      const Scene scene{.state = state,
                        .people = house_.people,
                        .caller = caller,
                        .language = language,
                        .now = house_.NowIn(state)};
      return see(scene, head.position);
    });
  }

 public:
  explicit Maker(House& house) : house_(house), changes_(house.engine.journal()) {}

  House& house() { return house_; }

  http::Reply Make(TokenId id, const http::Request& request, Language language) {
    const model::Token token =
        LookAs({}, language, [&](const Scene& scene, Position) { return *scene.state.Find(id); });
    const std::string text = CalendarText(CalendarOf(token, language), language);
    http::Reply reply{
        .content_type = "text/calendar; charset=utf-8", .fields = {}, .body = nullptr};
    const std::string etag = EtagOf(text);
    reply.fields = {{"etag", etag},
                    {"cache-control", "private, no-cache"},
                    {"vary", "accept-language"},
                    {"content-disposition", "inline; filename=\"mutua.ics\""}};
    if (Has(request, etag)) {
      reply.status = 304;
    } else {
      reply.body = http::MakeBytes(text);
    }
    return reply;
  }

 private:
  Calendar CalendarOf(const model::Token& token, Language language) {
    const core::Caller eyes = core::EyesOf(token);
    Calendar calendar;
    std::optional<query::BookingScan> scan;
    LookAs(eyes, language, [&](const Scene& scene, Position) {
      calendar.name = NameOf(scene, token.feed);
      if (auto filter = FilterOf(scene.state, token.feed)) {
        scan.emplace(*std::move(filter), std::nullopt, kListedMost);
      }
    });
    if (!scan) return calendar;
    const auto look = [&](const Scene& scene, Position) {
      return scan->Look(scene.state, query::BookingScan::kSlice);
    };
    while (LookAs(eyes, language, look)) {
    }
    const query::BookingPage page = LookAs(
        eyes, language, [&](const Scene& scene, Position) { return scan->Take(scene.state); });
    calendar.cut = page.next.has_value();
    for (size_t first = 0; first < page.bookings.size(); first += kShownAtOnce) {
      const size_t last = std::min(page.bookings.size(), first + kShownAtOnce);
      const size_t before = calendar.bookings.size();
      std::vector<WantedText> wanted;
      const Position shown = LookAs(eyes, language, [&](const Scene& scene, Position position) {
        Showing show(scene);
        for (size_t i = first; i < last; ++i) {
          Add(&show, token.feed, page.bookings[i], &calendar);
        }
        wanted = std::move(show.wanted());
        return position;
      });
      house_.texts.Fill(wanted);
      PutChanges(shown, before, &calendar.bookings);
    }
    return calendar;
  }

  static void Add(Showing* show, const model::Feed& feed, BookingId id, Calendar* calendar) {
    const core::State& state = show->state();
    const model::Booking* booking = state.Find(id);
    if (booking == nullptr) return;  // gone since it was found
    // Of a person or company, what is redacted is left out: it would say whose it is.
    const bool personal = feed.of == Of::kMember || feed.of == Of::kCompany;
    if (personal && !show->Sees(booking->company)) return;
    Listed& one = calendar->bookings.emplace_back();
    show->Booking(*booking, &one.booking);
    one.interval = booking->interval;
    one.made_at = one.changed_at = booking->made_at;
    one.version = booking->version;
    const model::ZoneTable& zone = state.ZoneOf(booking->kit.front().resource);
    one.zone = zone.name();
    calendar->zones.try_emplace(one.zone, zone);
    PutNames(show->scene(), feed, *booking, &one);
  }

  // Since `before`: when each changed last, of what happened until `shown`. What is not known any
  // more is as old as the booking.
  void PutChanges(Position shown, size_t before, std::deque<Listed>* bookings) {
    std::optional<Instant> oldest;
    for (size_t i = before; i < bookings->size(); ++i) {
      const Listed& one = (*bookings)[i];
      if (one.version > 1) oldest = std::min(oldest.value_or(one.made_at), one.made_at);
    }
    if (!oldest) return;
    const absl::Status read = changes_.Read(*oldest, shown);
    if (!read.ok() && read.code() != absl::StatusCode::kOutOfRange) {
      house_.on_defect("reading when bookings changed: " + std::string(read.message()));
    }
    for (size_t i = before; i < bookings->size(); ++i) {
      Listed& one = (*bookings)[i];
      if (one.version > 1) one.changed_at = changes_.Of(IdOf(one)).value_or(one.made_at);
    }
  }

  static BookingId IdOf(const Listed& one) {
    return BookingId(ParseId('b', one.booking.booking()).value_or(0));
  }

  House& house_;
  LastChanges changes_;
};

Calendars::Calendars(House& house) : maker_(std::make_shared<Maker>(house)) {}
Calendars::~Calendars() = default;

std::shared_ptr<http::Source> Calendars::Handle(http::Request request,
                                                std::shared_ptr<http::Outlet> outlet) {
  const Language language = LanguageFor(request);
  if (request.verb != "GET" && request.verb != "HEAD") {
    http::Reply reply = Sentence(405, language, CalendarWord::kOnlyRead);
    reply.fields.push_back({"allow", "GET, HEAD"});
    outlet->Send(std::move(reply));
    return nullptr;
  }
  House& house = maker_->house();
  const std::string_view secret = SecretIn(request.path);
  std::string who;
  const absl::StatusOr<TokenId> token =
      house.engine.replica().Read([&](const core::State& state, const journal::Head&) {
        auto feed = house.authenticator.IdentifyFeed(secret, state, house.NowIn(state));
        if (feed.ok())
          who = pipeline::CountedFor({.member = state.Find(*feed)->member, .token = *feed});
        return feed;
      });
  if (!token.ok()) {
    outlet->Send(Sentence(404, language, CalendarWord::kNone));
    return nullptr;
  }
  auto make = [maker = maker_, id = *token, request = std::move(request), language, outlet] {
    outlet->Send(maker->Make(id, request, language));
  };
  if (house.slow.Post(who, std::move(make))) return std::make_shared<Waiting>();
  http::Reply full = Sentence(503, language, CalendarWord::kFull);
  full.fields.push_back({"retry-after", "5"});
  outlet->Send(std::move(full));
  return nullptr;
}

}  // namespace mutua::front
