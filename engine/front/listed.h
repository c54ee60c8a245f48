// Lists of things with a handle, by handle and a page at a time. They are looked through a slice at
// a time, so that a directory of 100,000 members holds the replica for no longer than a small one.
//
// Thread-safe: no state.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "engine/front/handled.h"
#include "engine/front/page.h"
#include "engine/query/id_walk.h"
#include "engine/query/page_of.h"

namespace mutua::front {

// Whether a record is asked for, and the caller may know of it.
template <class Thing>
using Matcher = std::function<bool(const Showing&, const RecordOf<Thing>&)>;

// One list under way.
template <class Thing>
struct ThingScan {
  // Ids looked at while the replica is held: some 200 ns each record, names included.
  static constexpr size_t kSlice = 40'000;
  using Key = std::pair<std::string, IdOf<Thing>>;

  Matcher<Thing> matches;
  std::string after;
  bool retired_too = false;
  query::IdWalk<RecordOf<Thing>> walk{query::IdOrder::kAscending, {}};

  bool Passes(const Showing& show, const RecordOf<Thing>& record) const {
    return (retired_too || !record.retired) && matches(show, record);
  }
  // False when all were looked at.
  bool Look(const Scene& scene, query::PageOf<Key>* page) {
    const Showing show(scene);
    return walk.Look(scene.state, kSlice, [&](const RecordOf<Thing>& record) {
      if (!Passes(show, record)) return true;
      std::string key = KeyOf<Thing>(scene, record);
      // The name of a member who was erased is gone, and so is the line.
      if (!key.empty() && key > after) page->Offer({std::move(key), record.id});
      return true;
    });
  }
};

// `prepare(Reading&, const Request&)`: a Matcher of what the request asks for.
template <class Thing, class Request, class Response, class Prepare>
void ListThings(ExchangePtr exchange, Prepare prepare) {
  const auto& request = static_cast<const Request&>(exchange->request());
  auto* response = static_cast<Response*>(exchange->response());
  ThingScan<Thing> scan;
  scan.retired_too = request.include_retired();
  size_t size = 0;
  Position began;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        Reading in(scene);
        began = head.position;
        scan.matches = prepare(in, request);
        size = PageSize(request.page_size(), 100, 1000, &in);
        scan.after = ReadPageToken(request, request.page_token(), &in);
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  query::PageOf<typename ThingScan<Thing>::Key> page(size);
  while (exchange->Look(
      [&](const Scene& scene, const journal::Head&) { return scan.Look(scene, &page); })) {
  }
  bool more = false;
  const auto listed = page.Take(&more);
  const auto* field = response->GetDescriptor()->FindFieldByName(Nature<Thing>::kNames);
  exchange->Show([&](Showing& show) {
    for (const auto& [key, id] : listed) {
      const RecordOf<Thing>* record = show.state().Find(id);
      if (record == nullptr || !scan.Passes(show, *record)) continue;
      ShowAllowed(show, *record,
                  static_cast<Thing*>(response->GetReflection()->AddMessage(response, field)));
    }
  });
  if (more) response->set_next_page_token(MakePageToken(request, listed.back().first));
  // All that was there when the first slice was looked at was looked at.
  exchange->SetPosition(began);
  exchange->Answer();
}

template <class Thing, class Request, class Response, class Prepare>
void AddList(Service& service, access::Verb verb, Prepare prepare) {
  service.Free<Request, Response>(verb, [prepare](ExchangePtr exchange) {
    const Position least(static_cast<const Request&>(exchange->request()).min_position());
    WhenReached(std::move(exchange), least, [prepare](ExchangePtr back) {
      ListThings<Thing, Request, Response>(std::move(back), prepare);
    });
  });
}

// Of all there are.
template <class Thing, class Request, class Response>
void AddList(Service& service, access::Verb verb) {
  AddList<Thing, Request, Response>(service, verb, [](Reading&, const Request&) -> Matcher<Thing> {
    return [](const Showing&, const RecordOf<Thing>&) { return true; };
  });
}

}  // namespace mutua::front
