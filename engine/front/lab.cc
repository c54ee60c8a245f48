// LabService: a lab as a file, compared, applied in one commit, exported.
#include <algorithm>
#include <utility>
#include <variant>

#include "engine/core/decide.h"
#include "engine/front/catalogue_copy.h"
#include "engine/front/handled.h"
#include "engine/front/lab.h"
#include "engine/front/lab_difference.h"
#include "engine/front/request_id.h"
#include "engine/front/sentences.h"
#include "engine/front/services.h"

namespace mutua::front {
namespace {

using access::Verb;

// --- Apply -------------------------------------------------------------------------------------

// One ApplyLab under way.
struct Applying {
  LabDifference difference;
  std::vector<pipeline::Request> requests = std::vector<pipeline::Request>(1);
  std::optional<Objection> objection;
  bool repeated = false;
  Position judged_on;
  Instant now;

  core::Command& command() { return requests.front().command; }
};

bool ReadHead(Exchange& exchange, const v1::ApplyLabRequest& request, Applying* applying) {
  core::Command& command = applying->command();
  command.caller = exchange.call().caller;
  command.digest = DigestOf(request);
  if (!request.request_id().empty() || !request.dry_run()) {
    const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
    if (!id) {
      const Flaw flaw = request.request_id().empty() ? Flaw::kMissing : Flaw::kBadForm;
      applying->objection = Objection{.subject = "request_id", .flaw = flaw, .at = {}};
      return false;
    }
    if (!request.dry_run()) command.request = *id;
  }
  return true;
}

void AnswerLab(ExchangePtr exchange, const std::vector<v1::LabChange>& changes, Position position) {
  auto* response = static_cast<v1::ApplyLabResponse*>(exchange->response());
  for (const v1::LabChange& change : changes) *response->add_changes() = change;
  exchange->SetPosition(position);
  exchange->Answer();
}

// Whether what is booked decides: a resource goes, shrinks or moves. All else is judged on the
// catalogue alone.
bool DependsOnBookings(const core::State& state, const core::DefineLab& lab) {
  return std::any_of(
      lab.definitions.begin(), lab.definitions.end(), [&](const core::Definition& definition) {
        const auto* define = std::get_if<core::DefineResource>(&definition);
        if (define == nullptr) return false;
        const model::Resource* before = state.Find(define->resource.id);
        return before != nullptr &&
               (define->resource.retired || define->resource.capacity < before->capacity ||
                define->resource.site != before->site || define->resource.kind != before->kind);
      });
}

// Would it be accepted? A dry run that promises what would be refused is no help. Decided on a
// state of its own: the readers' is not held, however big the lab.
void AnswerDryRun(ExchangePtr exchange, Applying& applying, CatalogueCopy copy) {
  if (DependsOnBookings(*copy.state, applying.difference.command)) {
    auto beside = exchange->house().engine.RestoreBeside();
    if (!beside.ok()) return exchange->Refuse(StatusOf(beside.status(), exchange->call().language));
    copy.state = std::move(beside->state);
  }
  std::vector<core::Event> events;
  pipeline::Answer answer;
  answer.position = applying.judged_on;
  answer.decision = core::Preview(*copy.state, applying.command(), applying.now, &events);
  if (!answer.decision.accepted()) {
    return RefuseLab(std::move(exchange), answer, applying.difference.origins);
  }
  AnswerLab(std::move(exchange), applying.difference.changes, applying.judged_on);
}

void ConcludeLab(ExchangePtr exchange, const pipeline::Answer& answer,
                 const LabDifference& difference) {
  if (!answer.decision.accepted()) {
    return RefuseLab(std::move(exchange), answer, difference.origins);
  }
  for (const core::Subject& part : answer.decision.parts) {
    if (part.kind != core::Subject::Kind::kMember) continue;
    House& house = exchange->house();
    const absl::Status learnt = house.texts.Learn(MemberId(static_cast<uint32_t>(part.id)));
    if (!learnt.ok()) house.on_defect("the names of a member: " + learnt.ToString());
  }
  static_cast<v1::ApplyLabResponse*>(exchange->response())->set_repeated(answer.decision.repeated);
  AnswerLab(std::move(exchange), difference.changes, answer.position);
}

void SubmitLab(ExchangePtr exchange, Applying applying) {
  const auto difference = std::make_shared<const LabDifference>(std::move(applying.difference));
  SubmitAll(std::move(exchange), std::move(applying.requests),
            [difference](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              ConcludeLab(std::move(back), answers.front(), *difference);
            });
}

// How a whole lab is looked at, without holding the replica.
Scene SceneOf(const Exchange& exchange, const CatalogueCopy& copy, Instant now) {
  return {.state = *copy.state,
          .people = exchange.house().people,
          .caller = exchange.call().caller,
          .language = exchange.call().language,
          .now = now};
}

// The definitions name the versions that were compared with: if one changed meanwhile, it is STALE.
void Compare(Exchange& exchange, const CatalogueCopy& copy, Applying* applying) {
  const auto& request = static_cast<const v1::ApplyLabRequest&>(exchange.request());
  applying->judged_on = copy.position;
  const Scene scene = SceneOf(exchange, copy, applying->now);
  Reading in(scene);
  applying->difference = CompareLab(in, exchange.house(), request, &applying->requests.front());
  applying->objection = in.objection();
}

void Apply(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ApplyLabRequest&>(exchange->request());
  Applying applying;
  if (!ReadHead(*exchange, request, &applying)) return exchange->Object(*applying.objection);
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    applying.now = scene.now;
    const core::Command& command = applying.command();
    applying.repeated = command.request.IsSet() &&
                        scene.state.Remembered(command.caller, command.request) != nullptr;
  });
  if (applying.repeated) {
    applying.command().body = core::DefineLab{};
    return SubmitLab(std::move(exchange), std::move(applying));
  }
  absl::StatusOr<CatalogueCopy> copy = CopyCatalogue(exchange->house());
  if (!copy.ok()) return exchange->Refuse(StatusOf(copy.status(), exchange->call().language));
  Compare(*exchange, *copy, &applying);
  if (applying.objection) return exchange->Object(*applying.objection);
  if (request.if_position() != 0) {
    const absl::StatusOr<bool> changed =
        CatalogueChangedSince(exchange->house(), Position(request.if_position()));
    if (!changed.ok()) {
      return exchange->Refuse(StatusOf(changed.status(), exchange->call().language));
    }
    if (*changed) {
      return exchange->Object({.rule = v1::RULE_STALE, .subject = "if_position", .at = {}});
    }
  }
  if (applying.difference.changes.empty()) {
    return AnswerLab(std::move(exchange), {}, applying.judged_on);
  }
  if (request.dry_run()) return AnswerDryRun(std::move(exchange), applying, *std::move(copy));
  SubmitLab(std::move(exchange), std::move(applying));
}

// Comparing a big lab and reading the history take a while.
void PostSlow(ExchangePtr exchange, void (*work)(ExchangePtr)) {
  Aside& slow = exchange->house().slow;
  PostAside(std::move(exchange), slow, work);
}

// --- Export ------------------------------------------------------------------------------------

template <class Thing>
void Export(const Definitions& names, google::protobuf::RepeatedPtrField<Thing>* out) {
  std::vector<std::pair<std::string, const RecordOf<Thing>*>> found;
  names.state().ForEach<RecordOf<Thing>>([&](const RecordOf<Thing>& record) {
    if (!record.retired) found.emplace_back(KeyOf<Thing>(names.scene(), record), &record);
  });
  std::sort(found.begin(), found.end());
  for (const auto& [handle, record] : found) {
    if (handle.empty()) continue;  // a member who was erased
    Thing& shown = *out->Add();
    if constexpr (std::is_same_v<Thing, v1::Member>) {
      Show(names, Named(names.scene(), *record), &shown);
    } else {
      Show(names, *record, &shown);
    }
    if constexpr (requires { shown.clear_etag(); }) shown.clear_etag();
    if constexpr (requires { shown.clear_effective_rules(); }) shown.clear_effective_rules();
    if constexpr (requires { shown.clear_taken(); }) shown.clear_taken();
  }
}

void ExportLab(ExchangePtr exchange) {
  const absl::StatusOr<CatalogueCopy> copy = CopyCatalogue(exchange->house());
  if (!copy.ok()) return exchange->Refuse(StatusOf(copy.status(), exchange->call().language));
  const Scene scene = SceneOf(*exchange, *copy, Instant());
  const Definitions names(scene);
  v1::Lab& lab = *static_cast<v1::ExportLabResponse*>(exchange->response())->mutable_lab();
  Export(names, lab.mutable_sites());
  Export(names, lab.mutable_certifications());
  Export(names, lab.mutable_pools());
  Export(names, lab.mutable_resources());
  Export(names, lab.mutable_companies());
  Export(names, lab.mutable_members());
  Export(names, lab.mutable_quotas());
  exchange->SetPosition(copy->position);
  exchange->Answer();
}

}  // namespace

void RefuseLab(ExchangePtr exchange, const pipeline::Answer& answer,
               const std::vector<std::string>& origins) {
  v1::Refusal refusal = exchange->Look([&](const Scene& scene, const journal::Head&) {
    v1::Refusal made = RefusalOf(scene, answer.decision.refusal.reasons(), nullptr);
    for (v1::Reason& reason : *made.mutable_reasons()) {
      if (reason.occurrence() == 0 || reason.occurrence() > origins.size()) continue;
      const std::string& origin = origins[reason.occurrence() - 1];
      reason.clear_occurrence();
      // What names another thing has said so.
      const bool names_another = reason.rule() == v1::RULE_QUOTA_CONTRADICTS;
      const std::string said = reason.sentence();
      reason.set_subject(origin);
      const std::string sentence =
          names_another ? said : SentenceOf(scene.language, reason, Flaw::kNone, nullptr);
      reason.set_sentence(sentence.starts_with(origin) ? sentence : origin + ": " + sentence);
    }
    return made;
  });
  refusal.set_position(answer.position.value());
  if (answer.refusal) refusal.set_refusal(RefusalId(answer.position, *answer.refusal));
  exchange->Refuse(StatusOf(std::move(refusal)));
}

void AddLab(Service& service) {
  service.Free<v1::ApplyLabRequest, v1::ApplyLabResponse>(
      Verb::kApplyLab, [](ExchangePtr exchange) { PostSlow(std::move(exchange), Apply); });
  service.Free<v1::ExportLabRequest, v1::ExportLabResponse>(
      Verb::kExportLab, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::ExportLabRequest&>(exchange->request());
        WhenReached(std::move(exchange), Position(request.min_position()),
                    [](ExchangePtr back) { PostSlow(std::move(back), ExportLab); });
      });
}

}  // namespace mutua::front
