// ImportsService: what a calendar file would book. The file is read where rules are expanded as our
// own are (front/calendar); what then becomes of each occurrence is asked as a preview, one by one.
#include <algorithm>
#include <utility>

#include "engine/front/calendar/calendar_file.h"
#include "engine/front/calendar/calendar_sentence.h"
#include "engine/front/calendar/calendar_text.h"
#include "engine/front/civil.h"
#include "engine/front/services.h"
#include "engine/front/translate_batch.h"
#include "mutua/v1/imports.pb.h"

namespace mutua::front {
namespace {

constexpr size_t kTextBytesMost = size_t{1} << 20;
constexpr size_t kListedMost = 1000;
constexpr size_t kUidBytesMost = 255;    // mutua/v1/bookings.proto
constexpr size_t kTitleBytesMost = 200;  // mutua/v1/bookings.proto

// What is asked, looked up.
struct Asked {
  ResourceId resource{};
  model::ZoneTable zone;
  uint32_t capacity = 1;
  Interval window{kEarliest, kLatest};
  Language language = Language::kEnglish;
};

std::optional<Objection> Read(const Scene& scene, const v1::PreviewImportRequest& request,
                              Asked* out) {
  Reading in(scene);
  in.Text(request.text(), kTextBytesMost, Path("text"));
  if (request.text().empty()) in.Malformed(Path("text"), Flaw::kMissing);
  out->resource = in.Resource(request.resource(), Path("resource"));
  in.ForWhom(request.member(), Path("member"));
  const Instant from = request.has_from() ? in.At(request.from(), Path("from")) : scene.now;
  const Instant until = request.has_until() ? in.At(request.until(), Path("until"))
                                            : std::min(from + Duration::Days(366), kLatest);
  if (!in.ok()) return in.objection();
  const std::optional<Interval> window = Interval::Make(from, until);
  if (!window) in.Malformed(Path("until"), Flaw::kOutOfRange);
  if (window) out->window = *window;
  out->zone = scene.state.ZoneOf(out->resource);
  out->language = scene.language;
  out->capacity = scene.state.Find(out->resource)->capacity;
  return in.objection();
}

void Skip(Language language, const calendar::SkippedComponent& from,
          v1::PreviewImportResponse* response) {
  if (static_cast<size_t>(response->skipped_size()) >= kListedMost) return;
  v1::SkippedEntry& entry = *response->add_skipped();
  entry.set_kind(from.kind);
  entry.set_uid(from.uid);
  entry.set_title(from.summary);
  entry.set_at(from.at);
  entry.set_reason(calendar::SentenceOf(language, from.reason));
}

void List(const calendar::CalendarOccurrence& one, const Asked& asked,
          v1::PreviewImportResponse* response) {
  if (one.uid.size() > kUidBytesMost) {
    return Skip(asked.language,
                {.kind = "VEVENT",
                 .uid = one.uid.substr(0, kUidBytesMost),
                 .summary = one.summary,
                 .at = LocalText(asked.zone, one.interval.start()),
                 .reason = {.why = calendar::WhySkipped::kLongUid, .number = kUidBytesMost}},
                response);
  }
  if (static_cast<size_t>(response->occurrences_size()) >= kListedMost) {
    return response->set_more(response->more() + 1);
  }
  v1::PreviewedOccurrence& listed = *response->add_occurrences();
  v1::ImportedOccurrence& occurrence = *listed.mutable_occurrence();
  occurrence.set_uid(one.uid);
  if (one.recurrence_id) occurrence.set_recurrence_id(CivilText(*one.recurrence_id));
  Put(one.interval.start(), occurrence.mutable_time()->mutable_start()->mutable_instant());
  Put(one.interval.end(), occurrence.mutable_time()->mutable_end()->mutable_instant());
  occurrence.set_title(calendar::CutText(one.summary, kTitleBytesMost));
  listed.set_local_start(LocalText(asked.zone, one.interval.start()));
  listed.set_local_end(LocalText(asked.zone, one.interval.end()));
}

// Judges what was listed; an objection is the request's.
class Judge {
 public:
  Judge(Exchange& exchange, const Asked& asked) : exchange_(exchange), asked_(asked) {}

  std::optional<Objection> All(v1::PreviewImportResponse* response) {
    if (response->occurrences_size() == 0) return std::nullopt;
    const std::optional<Objection> objection = Translate(*response);
    if (objection) return objection;
    for (size_t i = 0; i < requests_.size(); ++i) {
      One(requests_[i].command, response->mutable_occurrences(static_cast<int>(i)));
    }
    return std::nullopt;
  }

 private:
  std::optional<Objection> Translate(const v1::PreviewImportResponse& response) {
    const auto& request = static_cast<const v1::PreviewImportRequest&>(exchange_.request());
    v1::ImportOccurrencesRequest import;
    import.set_request_id("00000000-0000-7000-8000-000000000000");  // of a preview that has none
    import.set_resource(request.resource());
    import.set_member(request.member());
    if (request.has_override()) *import.mutable_override() = request.override();
    for (const v1::PreviewedOccurrence& one : response.occurrences()) {
      *import.add_occurrences() = one.occurrence();
    }
    return exchange_.Look([&](const Scene& scene, const journal::Head&) {
      Reading in(scene);
      TranslateImport(in, exchange_.house().texts, import, &requests_);
      return in.objection();
    });
  }

  void One(core::Command command, v1::PreviewedOccurrence* out) {
    const auto& book = std::get<core::Book>(command.body);
    const std::optional<BookingId> known = exchange_.Look(
        [&](const Scene& scene, const journal::Head&) { return KnownIn(scene.state, book); });
    if (known) return out->set_booking(IdText(*known));
    command.request = {};
    command.digest = {};
    House& house = exchange_.house();
    std::vector<core::Event> events;
    core::Decision decision = house.engine.replica().Preview(command, house.engine.Now(), &events);
    std::vector<core::Reason> reasons = decision.refusal.reasons();
    if (decision.accepted() && asked_.capacity == 1 && book.interval.start() < taken_until_) {
      core::Reason overlap;
      overlap.rule = core::Rule::kOverlap;
      overlap.resource = asked_.resource;
      overlap.limit = overlap.used = overlap.asked = 1;
      reasons.push_back(overlap);
    }
    if (reasons.empty()) {
      taken_until_ = std::max(taken_until_, book.interval.end());
      return;
    }
    exchange_.Look([&](const Scene& scene, const journal::Head&) {
      *out->mutable_refusal() = RefusalOf(scene, reasons, &command.body);
    });
  }

  static std::optional<BookingId> KnownIn(const core::State& state, const core::Book& book) {
    const auto known = state.Imported(*book.import_key);
    return known ? std::optional<BookingId>(*known) : std::nullopt;
  }

  Exchange& exchange_;
  const Asked& asked_;
  std::vector<pipeline::Request> requests_;
  Instant taken_until_ = kEarliest;  // by an earlier occurrence of the file
};

void Malformed(Exchange& exchange, const absl::Status& status) {
  const std::string message(status.message().data(), status.message().size());
  exchange.Refuse(StatusOf(grpc::StatusCode::INVALID_ARGUMENT, "MALFORMED", message));
}

void Preview(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::PreviewImportRequest&>(exchange->request());
  auto* response = static_cast<v1::PreviewImportResponse*>(exchange->response());
  Asked asked;
  Position began;
  std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        began = head.position;
        return Read(scene, request, &asked);
      });
  if (objection) return exchange->Object(*objection);
  const auto file = calendar::ParseCalendarFile(request.text(), asked.zone.name());
  if (!file.ok()) return Malformed(*exchange, file.status());
  const auto expansion = calendar::ExpandCalendar(*file, asked.zone.name(), {asked.window});
  if (!expansion.ok()) return Malformed(*exchange, expansion.status());
  for (const auto& skipped : expansion->skipped) Skip(asked.language, skipped, response);
  for (const auto& one : expansion->occurrences) List(one, asked, response);
  objection = Judge(*exchange, asked).All(response);
  if (objection) return exchange->Object(*objection);
  exchange->SetPosition(began);
  exchange->Answer();
}

}  // namespace

void AddImports(Service& service) {
  service.Free<v1::PreviewImportRequest, v1::PreviewImportResponse>(
      access::Verb::kPreviewImport, [](ExchangePtr exchange) {
        const Position least(
            static_cast<const v1::PreviewImportRequest&>(exchange->request()).min_position());
        WhenReached(std::move(exchange), least, [](ExchangePtr back) {
          Aside& slow = back->house().slow;
          PostAside(std::move(back), slow, Preview);
        });
      });
}

}  // namespace mutua::front
