// AuditService: all that is kept about one member, as one JSON object. What the member sees of the
// own company's affairs elsewhere is not in it: only what is theirs.
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <utility>

#include "engine/core/party.h"
#include "engine/front/handled.h"
#include "engine/front/outages.h"
#include "engine/front/services.h"
#include "engine/front/tokens.h"
#include "engine/store/keeper.h"
#include "mutua/v1/audit.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using google::protobuf::Message;

// Things of one kind; more would be no answer to one call.
constexpr size_t kThingsMost = 20'000;
// Shown while the replica is held: some microseconds each.
constexpr size_t kShownAtOnce = 50;
// Ids looked at while it is held.
constexpr uint32_t kIdsAtOnce = 2000;

// A JSON object that grows by named lists.
class Json {
 public:
  void List(const char* name) {
    text_ += text_.empty() ? "{" : "],";
    text_ += '"';
    text_ += name;
    text_ += "\":[";
    first_ = true;
  }
  void Add(const Message& message) {
    std::string one;
    google::protobuf::util::JsonPrintOptions options;
    options.always_print_primitive_fields = false;
    if (!google::protobuf::util::MessageToJsonString(message, &one, options).ok()) return;
    if (!first_) text_ += ',';
    first_ = false;
    text_ += one;
    ++things_;
  }
  size_t things() const { return things_; }
  std::string Take() { return text_ + "]}"; }

 private:
  std::string text_;
  bool first_ = true;
  size_t things_ = 0;
};

// Every record of a table that is the member's, in the order of ids; a slice of the table at a
// time.
template <class Record, class IdType, class IsTheirs, class ShowIt>
void AddAll(Exchange& exchange, uint32_t end, Json* json, IsTheirs is_theirs, ShowIt show_it) {
  uint32_t next = 1;
  while (next < end) {
    using Shown =
        std::decay_t<decltype(show_it(std::declval<Showing&>(), std::declval<Record&>()))>;
    std::vector<std::unique_ptr<Shown>> shown;
    exchange.Show([&](Showing& show) {
      for (uint32_t looked = 0; next < end && looked < kIdsAtOnce && shown.size() < kShownAtOnce;
           ++next, ++looked) {
        const Record* record = show.state().Find(IdType(next));
        if (record == nullptr || !is_theirs(*record)) continue;
        shown.push_back(std::make_unique<Shown>(show_it(show, *record)));
      }
    });
    for (const auto& one : shown) json->Add(*one);
  }
}

void AddBookings(Exchange& exchange, const std::vector<model::Booking>& bookings, Json* json) {
  for (size_t at = 0; at < bookings.size(); at += kShownAtOnce) {
    const size_t end = std::min(bookings.size(), at + kShownAtOnce);
    // Their titles are filled in when the replica is no longer held: they must not move.
    std::vector<v1::Booking> shown(end - at);
    exchange.Show([&](Showing& show) {
      for (size_t i = at; i < end; ++i) show.Booking(bookings[i], &shown[i - at]);
    });
    for (const v1::Booking& one : shown) json->Add(one);
  }
}

// Live ones, then past ones, newest first. False: there are more than are told.
bool AddBookings(Exchange& exchange, MemberId member, Json* json) {
  const std::vector<model::Booking> live =
      exchange.Look([&](const Scene& scene, const journal::Head&) {
        std::vector<model::Booking> found;
        for (const BookingId id : scene.state.BookingsOf(member)) {
          found.push_back(*scene.state.Find(id));
        }
        return found;
      });
  json->List("bookings");
  AddBookings(exchange, live, json);
  BookingId before;
  while (json->things() < kThingsMost) {
    const auto past = store::PastBookingsOf(exchange.house().engine.journal(), member, before, 500);
    if (!past.ok() || past->empty()) return past.ok();
    AddBookings(exchange, *past, json);
    before = past->back().id;
  }
  return false;
}

v1::Badge BadgeOf(Showing& show, const model::Badge& badge) {
  v1::Badge shown;
  shown.set_id(IdText(badge.id));
  shown.set_member(show.scene().people.HandleOf(badge.member));
  shown.set_revoked(badge.revoked);
  return shown;
}

struct Ends {
  uint32_t badge;
  uint32_t token;
};

void AddBadgesAndTokens(Exchange& exchange, MemberId member, Json* json) {
  const Ends ends = exchange.Look([](const Scene& scene, const journal::Head&) {
    return Ends{scene.state.counters().badge, scene.state.counters().token};
  });
  json->List("badges");
  AddAll<model::Badge, BadgeId>(
      exchange, ends.badge, json, [&](const model::Badge& badge) { return badge.member == member; },
      BadgeOf);
  json->List("tokens");
  access::LastUse& last_use = exchange.house().authenticator.last_use();
  AddAll<model::Token, TokenId>(
      exchange, ends.token, json, [&](const model::Token& token) { return token.member == member; },
      [&](Showing& show, const model::Token& token) {
        v1::Token shown;
        ShowToken(show.scene(), token, &shown);
        ShowLastUse(last_use.Of(token.id), &shown);
        return shown;
      });
}

void AddSeriesAndWishes(Exchange& exchange, MemberId member, Json* json) {
  json->List("series");
  const std::vector<SeriesId> series = exchange.Look([&](const Scene& scene, const journal::Head&) {
    std::vector<SeriesId> ids;
    scene.state.ForEach<model::Series>([&](const model::Series& one) {
      if (one.member == member) ids.push_back(one.id);
    });
    return ids;
  });
  for (const SeriesId id : series) {
    v1::Series shown;
    exchange.Show([&](Showing& show) {
      const model::Series* one = show.state().Find(id);
      if (one != nullptr) show.Series(*one, /*occurrences=*/false, &shown);
    });
    json->Add(shown);
  }
  json->List("wishes");
  const std::vector<WishId> wishes = exchange.Look(
      [&](const Scene& scene, const journal::Head&) { return scene.state.waitlist().Of(member); });
  for (const WishId id : wishes) {
    v1::Wish shown;
    exchange.Show([&](Showing& show) {
      const model::Wish* one = show.state().Find(id);
      if (one != nullptr) show.Wish(*one, &shown);
    });
    json->Add(shown);
  }
}

void AddFaults(Exchange& exchange, MemberId member, Json* json) {
  json->List("faults");
  const std::vector<FaultId> faults = exchange.Look([&](const Scene& scene, const journal::Head&) {
    std::vector<FaultId> ids;
    scene.state.ForEach<model::Fault>([&](const model::Fault& one) {
      if (one.reporter == member) ids.push_back(one.id);
    });
    return ids;
  });
  for (const FaultId id : faults) {
    v1::Fault shown;
    exchange.Show([&](Showing& show) {
      const model::Fault* one = show.state().Find(id);
      if (one != nullptr) ShowFault(show, *one, &shown);
    });
    json->Add(shown);
  }
}

void Export(ExchangePtr exchange, MemberId member) {
  Json json;
  json.List("member");
  v1::Member shown;
  const Position position = exchange->Show([&](Showing& show) {
    const model::Member* record = show.state().Find(member);
    if (record != nullptr) ShowAllowed(show, *record, &shown);
  });
  json.Add(shown);
  AddBadgesAndTokens(*exchange, member, &json);
  AddSeriesAndWishes(*exchange, member, &json);
  AddFaults(*exchange, member, &json);
  if (!AddBookings(*exchange, member, &json)) {
    return exchange->Object({.rule = v1::RULE_TOO_MANY,
                             .subject = {},
                             .limit = static_cast<int64_t>(kThingsMost),
                             .at = {}});
  }
  static_cast<v1::ExportMemberResponse*>(exchange->response())->set_json(json.Take());
  exchange->SetPosition(position);
  exchange->Answer();
}

void ExportMember(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ExportMemberRequest&>(exchange->request());
  MemberId member;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        const core::Caller& caller = scene.caller;
        member =
            request.member().empty() ? caller.member : in.Member(request.member(), Path("member"));
        if (in.ok() && !member.IsSet()) in.Malformed(Path("member"), Flaw::kMissing);
        if (in.ok() && member != caller.member && caller.role != model::Role::kManager) {
          in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
        }
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  Aside& slow = exchange->house().slow;
  PostAside(std::move(exchange), slow,
            [member](ExchangePtr back) { Export(std::move(back), member); });
}

}  // namespace

void AddExport(Service& service) {
  service.Free<v1::ExportMemberRequest, v1::ExportMemberResponse>(
      Verb::kExportMember, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::ExportMemberRequest&>(exchange->request());
        WhenReached(std::move(exchange), Position(request.min_position()), ExportMember);
      });
}

}  // namespace mutua::front
