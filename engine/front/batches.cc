// BookingsService: many commands in one call. BatchBook, ImportOccurrences, RealignBookings.
#include <sodium.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/base/limits.h"
#include "engine/core/party.h"
#include "engine/front/request_id.h"
#include "engine/front/services.h"
#include "engine/front/translate.h"
#include "engine/front/translate_batch.h"

namespace mutua::front {
namespace {

using access::Verb;

constexpr size_t kItemsMost = 1000;

// Item `index` of a call that has one request_id: the same moment, other random bits.
core::RequestId Derive(const core::RequestId& id, uint64_t index) {
  std::array<uint8_t, 16> mixed{};
  crypto_generichash(mixed.data(), mixed.size(), id.bytes.data(), id.bytes.size(),
                     reinterpret_cast<const unsigned char*>(&index), sizeof(index));
  core::RequestId derived;
  std::copy(id.bytes.begin(), id.bytes.begin() + 6, derived.bytes.begin());
  std::copy(mixed.begin() + 6, mixed.end(), derived.bytes.begin() + 6);
  return derived;
}

void ShowRefusal(const Scene& scene, const pipeline::Answer& answer, const core::Body* body,
                 v1::Refusal* out) {
  *out = RefusalOf(scene, answer.decision.refusal.reasons(), body);
  out->set_position(answer.position.value());
  if (answer.refusal) out->set_refusal(RefusalId(answer.position, *answer.refusal));
}

Position LastOf(const std::vector<pipeline::Answer>& answers) {
  Position last;
  for (const pipeline::Answer& answer : answers) last = std::max(last, answer.position);
  return last;
}

// --- BatchBook ---------------------------------------------------------------------------------

void ShowDone(Showing& show, const core::Subject& subject, bool brief, v1::BatchOutcome* out) {
  if (subject.kind == core::Subject::Kind::kWish) {
    const model::Wish* wish = show.state().Find(WishId(subject.id));
    if (wish != nullptr) return show.Wish(*wish, out->mutable_wish());
    return out->mutable_wish()->set_wish(IdText('w', subject.id));
  }
  const model::Booking* booking = show.state().Find(BookingId(subject.id));
  if (booking == nullptr) return out->mutable_booking()->set_booking(IdText('b', subject.id));
  if (brief) return show.BookingBrief(*booking, out->mutable_booking());
  show.Booking(*booking, out->mutable_booking());
}

// What is left to say of a batch when it was decided: of each item the objection that kept it from
// being submitted, or the kind of what was.
struct Submitted {
  std::vector<std::optional<Objection>> refused;
  std::vector<size_t> kinds;
};

void ShowOutcomes(Showing& show, const Submitted& batch,
                  const std::vector<pipeline::Answer>& answers, const v1::BatchBookRequest& asked,
                  v1::BatchBookResponse* response) {
  const model::ZoneTable* zone = Reading(show.scene()).OnlyZone();
  size_t next = 0;
  for (const std::optional<Objection>& objection : batch.refused) {
    v1::BatchOutcome& out = *response->add_outcomes();
    if (objection) {
      *out.mutable_refusal() = RefusalOf(show.scene().language, *objection, zone);
      continue;
    }
    const core::Body kind = EmptyBody(batch.kinds[next]);
    const pipeline::Answer& answer = answers[next++];
    out.set_position(answer.position.value());
    if (answer.decision.accepted()) {
      ShowDone(show, answer.decision.subject, asked.brief(), &out);
    } else {
      ShowRefusal(show.scene(), answer, &kind, out.mutable_refusal());
    }
  }
}

void ConcludeBatch(ExchangePtr back, const Submitted& batch,
                   const std::vector<pipeline::Answer>& answers) {
  const auto& asked = static_cast<const v1::BatchBookRequest&>(back->request());
  // In replay each item was decided at its own time: the clock follows.
  FedClock* const clock = back->house().fed_clock;
  for (const v1::BatchItem& item : asked.items()) {
    if (clock != nullptr && item.has_at()) clock->Feed(Instant::FromUnix(item.at().seconds()));
  }
  auto* response = static_cast<v1::BatchBookResponse*>(back->response());
  const Position shown =
      back->Show([&](Showing& show) { ShowOutcomes(show, batch, answers, asked, response); });
  back->SetPosition(answers.empty() ? shown : LastOf(answers));
  back->Answer();
}

void BatchBook(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::BatchBookRequest&>(exchange->request());
  Batch batch;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        return TranslateBatch(scene, exchange->house(), request, &batch);
      });
  if (objection) return exchange->Object(*objection);
  Submitted submitted{.refused = std::move(batch.refused), .kinds = {}};
  for (const pipeline::Request& one : batch.requests) {
    submitted.kinds.push_back(one.command.body.index());
  }
  SubmitAll(std::move(exchange), std::move(batch.requests),
            [submitted](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              ConcludeBatch(std::move(back), submitted, answers);
            });
}

// --- ImportOccurrences -------------------------------------------------------------------------

// What a second import of the same entry onto the same resource has in common with the first. What
// members import is their own: `of`, who does it, unset for who runs the lab. Nobody learns by it
// what somebody else imported.
model::Seal ImportKey(ResourceId resource, MemberId of, const v1::ImportedOccurrence& occurrence) {
  std::string text = std::to_string(resource.value()) + '\0' + occurrence.uid() + '\0' +
                     occurrence.recurrence_id();
  if (of.IsSet()) text += '\0' + std::to_string(of.value());
  model::Seal key{};
  crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  return key;
}

// What the import asks of each occurrence.
struct ImportFrame {
  core::Caller caller{};
  core::RequestId id{};
  core::BodyDigest digest{};
  ResourceId resource{};
  MemberId member{};
  const model::ZoneTable* zone = nullptr;
};

void TranslateOccurrence(Reading& in, Texts& texts, const ImportFrame& frame,
                         const v1::ImportOccurrencesRequest& request, int index,
                         pipeline::Request* out) {
  constexpr size_t kUidBytesMax = 255;
  constexpr size_t kTitleBytesMax = 200;
  const v1::ImportedOccurrence& occurrence = request.occurrences(index);
  const Path path("occurrences", static_cast<size_t>(index));
  in.Text(occurrence.uid(), kUidBytesMax, Path(path, "uid"));
  if (occurrence.uid().empty()) in.Malformed(Path(path, "uid"), Flaw::kMissing);
  in.Text(occurrence.recurrence_id(), kUidBytesMax, Path(path, "recurrence_id"));
  in.Text(occurrence.title(), kTitleBytesMax, Path(path, "title"));
  const auto interval = in.Time(occurrence.time(), frame.zone, Path(path, "time"));
  if (!in.ok()) return;
  out->command.caller = frame.caller;
  out->command.request = Derive(frame.id, static_cast<uint64_t>(index));
  out->command.digest = frame.digest;
  core::Book book;
  book.wants.push_back({.resource = frame.resource});
  book.interval = *interval;
  book.member = frame.member;
  const bool own = core::IsMember(frame.caller.role);
  book.import_key = ImportKey(frame.resource, own ? frame.caller.member : MemberId(), occurrence);
  store::SideText text;
  text.title = occurrence.title();
  book.text = texts.Add(store::SideFamily::kText, frame.member, text, out);
  book.override_policy = ReadOverride(in, texts, request.has_override(), request.override(), out);
  out->command.body = std::move(book);
}

}  // namespace

void TranslateImport(Reading& in, Texts& texts, const v1::ImportOccurrencesRequest& request,
                     std::vector<pipeline::Request>* out) {
  const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
  if (!id) {
    in.Malformed(Path("request_id"),
                 request.request_id().empty() ? Flaw::kMissing : Flaw::kBadForm);
  }
  ImportFrame frame;
  frame.caller = in.scene().caller;
  frame.resource = in.Resource(request.resource(), Path("resource"));
  frame.member = in.ForWhom(request.member(), Path("member"));
  in.Count(request.occurrences_size(), kItemsMost, true, Path("occurrences"));
  if (!in.ok()) return;
  frame.id = *id;
  frame.digest = DigestOf(request);
  frame.zone = &in.state().ZoneOf(frame.resource);
  for (int i = 0; i < request.occurrences_size() && in.ok(); ++i) {
    TranslateOccurrence(in, texts, frame, request, i, &out->emplace_back());
  }
}

namespace {

// Ids that earlier imports made, by the keys of this one.
std::set<uint64_t> AlreadyImported(const core::State& state,
                                   const std::vector<pipeline::Request>& requests) {
  std::set<uint64_t> ids;
  for (const pipeline::Request& request : requests) {
    const auto* book = std::get_if<core::Book>(&request.command.body);
    if (book == nullptr || state.Remembered(request.command.caller, request.command.request)) {
      continue;
    }
    if (const auto known = state.Imported(*book->import_key)) ids.insert(known->value());
  }
  return ids;
}

void ConcludeImport(ExchangePtr back, const std::vector<pipeline::Answer>& answers,
                    std::set<uint64_t> known) {
  const auto& asked = static_cast<const v1::ImportOccurrencesRequest&>(back->request());
  auto* response = static_cast<v1::ImportOccurrencesResponse*>(back->response());
  const core::Body book = core::Book{};
  back->Look([&](const Scene& scene, const journal::Head&) {
    for (size_t i = 0; i < answers.size(); ++i) {
      const v1::ImportedOccurrence& occurrence = asked.occurrences(static_cast<int>(i));
      v1::ImportOutcome& outcome = *response->add_outcomes();
      outcome.set_uid(occurrence.uid());
      outcome.set_recurrence_id(occurrence.recurrence_id());
      const core::Decision& decision = answers[i].decision;
      if (!decision.accepted()) {
        ShowRefusal(scene, answers[i], &book, outcome.mutable_refusal());
        continue;
      }
      outcome.set_booking(IdText('b', decision.subject.id));
      // An entry that is named twice in one import is the first one's booking.
      outcome.set_unchanged(!known.insert(decision.subject.id).second);
    }
  });
  back->SetPosition(LastOf(answers));
  back->Answer();
}

void ImportOccurrences(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ImportOccurrencesRequest&>(exchange->request());
  std::vector<pipeline::Request> requests;
  std::set<uint64_t> known;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        TranslateImport(in, exchange->house().texts, request, &requests);
        if (in.ok()) known = AlreadyImported(scene.state, requests);
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  SubmitAll(std::move(exchange), std::move(requests),
            [known](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              ConcludeImport(std::move(back), answers, known);
            });
}

// --- RealignBookings ---------------------------------------------------------------------------

// The instants of the civil times that were meant.
std::optional<Interval> Meant(const core::State& state, const model::Booking& booking) {
  const model::ZoneTable& zone = state.ZoneOf(booking.kit.front().resource);
  const int64_t offset = int64_t{booking.offset_minutes} * 60;
  const Instant start =
      zone.FirstAtOrAfter(CivilSecond() + booking.interval.start().unix_seconds() + offset);
  return Interval::Make(start, start + booking.interval.length());
}

void TranslateRealign(Reading& in, const v1::RealignBookingsRequest& request,
                      std::vector<pipeline::Request>* out) {
  const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
  if (!id) {
    in.Malformed(Path("request_id"),
                 request.request_id().empty() ? Flaw::kMissing : Flaw::kBadForm);
  }
  in.Count(request.bookings_size(), kItemsMost, true, Path("bookings"));
  if (!in.ok()) return;
  const core::BodyDigest digest = DigestOf(request);
  for (int i = 0; i < request.bookings_size() && in.ok(); ++i) {
    core::Move move;
    move.booking = in.Booking(request.bookings(i), Path("bookings", static_cast<size_t>(i)));
    if (const model::Booking* booking = in.state().Find(move.booking)) {
      move.version = booking->version;
      move.interval = Meant(in.state(), *booking).value_or(booking->interval);
    }
    pipeline::Request& one = out->emplace_back();
    one.command.caller = in.scene().caller;
    one.command.request = Derive(*id, static_cast<uint64_t>(i));
    one.command.digest = digest;
    one.command.body = std::move(move);
  }
}

void RealignBookings(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::RealignBookingsRequest&>(exchange->request());
  std::vector<pipeline::Request> requests;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        TranslateRealign(in, request, &requests);
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  SubmitAll(std::move(exchange), std::move(requests),
            [](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              const auto& asked = static_cast<const v1::RealignBookingsRequest&>(back->request());
              auto* response = static_cast<v1::RealignBookingsResponse*>(back->response());
              const core::Body body = core::Move{};
              back->Show([&](Showing& show) {
                for (size_t i = 0; i < answers.size(); ++i) {
                  v1::BookingOutcome& outcome = *response->add_outcomes();
                  outcome.set_booking(asked.bookings(static_cast<int>(i)));
                  if (!answers[i].decision.accepted()) {
                    ShowRefusal(show.scene(), answers[i], &body, outcome.mutable_refusal());
                    continue;
                  }
                  const model::Booking* booking =
                      show.state().Find(BookingId(answers[i].decision.subject.id));
                  if (booking != nullptr) show.Booking(*booking, outcome.mutable_done());
                }
              });
              back->SetPosition(LastOf(answers));
              back->Answer();
            });
}

}  // namespace

void AddBatches(Service& service) {
  service.Free<v1::BatchBookRequest, v1::BatchBookResponse>(Verb::kBatchBook, BatchBook);
  service.Free<v1::ImportOccurrencesRequest, v1::ImportOccurrencesResponse>(
      Verb::kImportOccurrences, ImportOccurrences);
  service.Free<v1::RealignBookingsRequest, v1::RealignBookingsResponse>(Verb::kRealignBookings,
                                                                        RealignBookings);
}

}  // namespace mutua::front
