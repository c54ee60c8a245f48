// Lists by id, a page at a time, looked through a slice at a time: a table of a million holds the
// replica for no longer than a short one.
//
// Thread-safe: no state.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "engine/front/page.h"
#include "engine/front/service.h"
#include "engine/query/booking_scan.h"
#include "engine/query/id_walk.h"

namespace mutua::front {

// Finds the next of what was asked for behind `after`: `most` at most, looking at what `work`
// allows (query::LookThrough).
template <class IdType>
using FindMore =
    std::function<query::IdPage<IdType>(const Scene&, IdType after, size_t most, size_t work)>;

struct PageSizes {
  size_t usual = 100;
  size_t most = 1000;
};

// `prepare(Reading&, const Request&)`: a FindMore of what the request asks for; null: nothing can
// match. `show(Showing&, IdType, Response*)` adds one, unless it is gone by now or not the caller's
// to see.
template <class IdType, class Request, class Response, class Prepare, class Show>
void ListById(ExchangePtr exchange, char letter, PageSizes sizes, Prepare prepare, Show show) {
  const auto& request = static_cast<const Request&>(exchange->request());
  auto* response = static_cast<Response*>(exchange->response());
  FindMore<IdType> find;
  size_t size = 0;
  Position began;
  query::IdPage<IdType> page;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        Reading in(scene);
        began = head.position;
        find = prepare(in, request);
        size = PageSize(request.page_size(), sizes.usual, sizes.most, &in);
        const std::string token = ReadPageToken(request, request.page_token(), &in);
        using Number = decltype(IdType().value());
        page.next = IdType(static_cast<Number>(ParseId(letter, token).value_or(0)));
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  std::vector<IdType> found;
  while (find && page.next && found.size() <= size) {
    page = exchange->Look([&](const Scene& scene, const journal::Head&) {
      return find(scene, *page.next, size + 1 - found.size(), query::BookingScan::kSlice);
    });
    found.insert(found.end(), page.ids.begin(), page.ids.end());
  }
  // One more than fits says that there is another page.
  if (found.size() > size) {
    found.pop_back();
    response->set_next_page_token(MakePageToken(request, IdText(found.back())));
  }
  exchange->Show([&](Showing& showing) {
    for (const IdType id : found) show(showing, id, response);
  });
  // All that was there when the first slice was looked at was looked at.
  exchange->SetPosition(began);
  exchange->Answer();
}

template <class IdType, class Request, class Response, class Prepare, class Show>
void AddListById(Service& service, access::Verb verb, char letter, PageSizes sizes, Prepare prepare,
                 Show show) {
  service.Free<Request, Response>(verb, [=](ExchangePtr exchange) {
    const Position least(static_cast<const Request&>(exchange->request()).min_position());
    WhenReached(std::move(exchange), least, [=](ExchangePtr back) {
      ListById<IdType, Request, Response>(std::move(back), letter, sizes, prepare, show);
    });
  });
}

}  // namespace mutua::front
