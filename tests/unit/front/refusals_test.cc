// How "no" travels: codes, numbers, sentences, and never more than a header holds.
#include <doctest/doctest.h>

#include "engine/front/plural.h"
#include "engine/front/quota_sentence.h"
#include "engine/front/refusals.h"
#include "engine/front/sentences.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace mutua::front {
namespace {

v1::Refusal RefusalIn(const grpc::Status& status) {
  google::rpc::Status whole;
  REQUIRE(whole.ParseFromString(status.error_details()));
  v1::Refusal refusal;
  for (const auto& detail : whole.details()) {
    if (detail.UnpackTo(&refusal)) return refusal;
  }
  return refusal;
}

TEST_CASE("Every rule of the contract has a sentence in both languages") {
  const auto* rules = v1::Rule_descriptor();
  for (int i = 0; i < rules->value_count(); ++i) {
    const auto rule = static_cast<v1::Rule>(rules->value(i)->number());
    if (rule == v1::RULE_UNSPECIFIED) continue;
    CAPTURE(rules->value(i)->name());
    CHECK(HasSentence(rule));
    v1::Reason reason;
    reason.set_rule(rule);
    const std::string english = SentenceOf(Language::kEnglish, reason, Flaw::kMissing, nullptr);
    const std::string french = SentenceOf(Language::kFrench, reason, Flaw::kMissing, nullptr);
    CHECK(!english.empty());
    CHECK(!french.empty());
    CHECK(english != french);
  }
}

TEST_CASE(
    "Words agree with their number: of nothing and of one and a half French has the singular") {
  struct Row {
    int64_t ticks;
    const char* english;
    const char* french;
  };
  const Row rows[] = {
      {0, "0 credits", "0 crédit"},     {900, "0.25 credits", "0,25 crédit"},
      {3600, "1 credit", "1 crédit"},   {5400, "1.5 credits", "1,5 crédit"},
      {7200, "2 credits", "2 crédits"}, {9000, "2.5 credits", "2,5 crédits"},
  };
  for (const Row& row : rows) {
    CHECK(AmountText(false, Ticks(row.ticks)) == row.english);
    CHECK(AmountText(true, Ticks(row.ticks)) == row.french);
  }
  constexpr Words kShare{.english = "share", .french = "part"};
  CHECK(Counted(false, 0, kShare) == "0 shares");
  CHECK(Counted(true, 0, kShare) == "0 part");
  CHECK(Counted(false, 1, kShare) == "1 share");
  CHECK(Counted(true, 2, kShare) == "2 parts");
}

TEST_CASE("A refusal's words agree with its numbers") {
  struct Row {
    v1::Rule rule;
    int64_t limit, used, asked;
    const char* english;
    const char* french;
  };
  const Row rows[] = {
      {v1::RULE_OVERLAP, 1, 1, 1, "1 of 1 in use, 1 more asked for.",
       "1 sur 1 pris, 1 de plus demandé."},
      {v1::RULE_OVERLAP, 8, 6, 3, "6 of 8 in use, 3 more asked for.",
       "6 sur 8 pris, 3 de plus demandés."},
      {v1::RULE_TOO_FEW_PIECES, 1, 1, 1,
       "of 1 piece on offer 1 is taken or booked, 1 more asked for.",
       "sur 1 pièce offerte 1 est prise ou réservée, 1 de plus demandée."},
      {v1::RULE_TOO_FEW_PIECES, 9, 0, 10,
       "of 9 pieces on offer 0 are taken or booked, 10 more asked for.",
       "sur 9 pièces offertes 0 est prise ou réservée, 10 de plus demandées."},
      {v1::RULE_POOL_FULL, 2, 1, 2, "1 of the 2 in the group is not free; 2 are wanted.",
       "1 sur 2 n'est pas libre ; 2 sont demandés."},
      {v1::RULE_POOL_FULL, 2, 2, 1, "2 of the 2 in the group are not free; 1 is wanted.",
       "2 sur 2 ne sont pas libres ; 1 est demandé."},
      {v1::RULE_TOO_MANY, 1, 0, 3, "3 were asked for, 1 is possible.",
       "3 ont été demandés, 1 est possible."},
  };
  for (const Row& row : rows) {
    v1::Reason reason;
    reason.set_rule(row.rule);
    reason.set_unit(v1::UNIT_COUNT);
    reason.set_limit(row.limit);
    reason.set_used(row.used);
    reason.set_asked(row.asked);
    const auto says = [&](Language language) {
      return SentenceOf(language, reason, Flaw::kNone, nullptr);
    };
    CHECK(says(Language::kEnglish).ends_with(row.english));
    CHECK(says(Language::kFrench).ends_with(row.french));
  }
}

TEST_CASE(
    "A hundred reasons and five alternatives stay under 4 KiB, and what is left out counted") {
  v1::Refusal refusal;
  for (uint32_t i = 0; i < 100; ++i) {
    v1::Reason& reason = *refusal.add_reasons();
    reason.set_rule(v1::RULE_OVERLAP);
    reason.set_resource(std::string(63, 'x'));
    reason.set_occurrence(i);
    reason.set_sentence(std::string(150, 'y'));
  }
  for (int i = 0; i < 5; ++i) {
    v1::AlternativeBooking& booking = *refusal.add_alternatives()->add_bookings();
    for (int k = 0; k < 16; ++k) booking.add_wants()->set_resource(std::string(63, 'z'));
  }
  const grpc::Status status = StatusOf(refusal);
  CHECK(status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(status.error_details().size() <= kStatusBytesMax);
  const v1::Refusal cut = RefusalIn(status);
  CHECK(cut.reasons_size() >= 1);
  CHECK(cut.reasons_size() + static_cast<int>(cut.reasons_left_out()) == 100);
  CHECK(cut.reasons(0).occurrence() == 0);
}

TEST_CASE("The first reason gives the code and the reason of ErrorInfo") {
  struct Row {
    v1::Rule rule;
    grpc::StatusCode code;
    const char* reason;
  };
  const Row rows[] = {
      {v1::RULE_OVERLAP, grpc::StatusCode::FAILED_PRECONDITION, "OVERLAP"},
      {v1::RULE_UNKNOWN, grpc::StatusCode::NOT_FOUND, "UNKNOWN"},
      {v1::RULE_NOT_PERMITTED, grpc::StatusCode::PERMISSION_DENIED, "NOT_PERMITTED"},
      {v1::RULE_STALE, grpc::StatusCode::ABORTED, "STALE"},
      {v1::RULE_REQUEST_REUSED, grpc::StatusCode::ALREADY_EXISTS, "REQUEST_REUSED"},
      {v1::RULE_REQUEST_TOO_OLD, grpc::StatusCode::FAILED_PRECONDITION, "REQUEST_TOO_OLD"},
      {v1::RULE_SKIPPED_TIME, grpc::StatusCode::INVALID_ARGUMENT, "SKIPPED_TIME"},
      {v1::RULE_QUEUE_FULL, grpc::StatusCode::RESOURCE_EXHAUSTED, "QUEUE_FULL"},
      {v1::RULE_DEADLINE_PASSED, grpc::StatusCode::DEADLINE_EXCEEDED, "DEADLINE_PASSED"},
      {v1::RULE_TOO_LARGE, grpc::StatusCode::INVALID_ARGUMENT, "TOO_LARGE"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.reason));
    CHECK(CodeOf(row.rule) == row.code);
    CHECK(ReasonName(row.rule) == row.reason);
    CHECK(StatusOf(RefusalOf(Language::kEnglish, row.rule)).error_code() == row.code);
  }
}

TEST_CASE("Numbers of the core are read as what they are") {
  core::State state;
  const access::People people;
  const core::Caller caller;
  const Scene scene{.state = state,
                    .people = people,
                    .caller = caller,
                    .language = Language::kEnglish,
                    .now = Instant::FromUnix(1000)};
  const v1::Refusal refusal =
      RefusalOf(scene,
                {{.rule = core::Rule::kOutage, .limit = 3600, .used = 7, .asked = 7200},
                 {.rule = core::Rule::kInThePast, .limit = 1000, .asked = 900},
                 {.rule = core::Rule::kTooLong, .limit = 7200, .asked = 9000},
                 {.rule = core::Rule::kHorizon, .limit = 500, .asked = 800},
                 {.rule = core::Rule::kBadRecurrence, .asked = 8}},
                nullptr);
  CHECK(refusal.reasons(0).interval().start().seconds() == 3600);
  CHECK(refusal.reasons(0).interval().end().seconds() == 7200);
  CHECK(refusal.reasons(0).subject() == "o-7");
  CHECK(refusal.reasons(0).used() == 0);
  CHECK(refusal.reasons(1).at().seconds() == 1000);
  CHECK(refusal.reasons(2).unit() == v1::UNIT_SECONDS);
  CHECK(refusal.reasons(2).sentence() == "The resource: 2 h at most, 2 h 30 min asked for.");
  CHECK(refusal.reasons(3).at().seconds() == 1300);
  CHECK(refusal.reasons(4).subject() == "BYDAY");
}

TEST_CASE("An unknown id is named by what the command was about") {
  core::State state;
  const access::People people;
  const core::Caller caller;
  const Scene scene{.state = state, .people = people, .caller = caller};
  const core::Body cancel = core::Cancel{};
  const core::Body withdraw = core::WithdrawWish{};
  const std::vector<core::Reason> unknown = {{.rule = core::Rule::kUnknown, .asked = 12}};
  CHECK(RefusalOf(scene, unknown, &cancel).reasons(0).sentence() == "b-12 is unknown.");
  CHECK(RefusalOf(scene, unknown, &withdraw).reasons(0).subject() == "w-12");
}

TEST_CASE("An id is taken for a member's only where the command is for a member") {
  core::State state;
  access::People people;
  people.Put(MemberId(12), {.handle = "lea", .display_name = "Lea", .language = "en"});
  const core::Caller caller;
  const Scene scene{.state = state, .people = people, .caller = caller};
  const std::vector<core::Reason> unknown = {{.rule = core::Rule::kUnknown, .asked = 12}};
  size_t members = 0;
  for (size_t kind = 0; kind < std::variant_size_v<core::Body>; ++kind) {
    CAPTURE(kind);
    const core::Body body = EmptyBody(kind);
    REQUIRE(body.index() == kind);
    const std::string subject = RefusalOf(scene, unknown, &body).reasons(0).subject();
    members += subject == "lea" ? 1 : 0;
    const bool for_a_member = std::holds_alternative<core::Book>(body) ||
                              std::holds_alternative<core::BookSeries>(body) ||
                              std::holds_alternative<core::FileWish>(body);
    CHECK((subject == "lea") == for_a_member);
  }
  CHECK(members == 3);
  CHECK(RefusalOf(scene, unknown, nullptr).reasons(0).subject().empty());
  const core::Body to_lea = core::HandOver{.booking = BookingId(3), .to = MemberId(12)};
  CHECK(RefusalOf(scene, unknown, &to_lea).reasons(0).subject() == "lea");
  const core::Body of_that = core::HandOver{.booking = BookingId(12), .to = MemberId(4)};
  CHECK(RefusalOf(scene, unknown, &of_that).reasons(0).subject() == "b-12");
}

TEST_CASE("Lengths of time are said in the language") {
  CHECK(DurationText(Language::kEnglish, 0) == "0 s");
  CHECK(DurationText(Language::kEnglish, 90061) == "1 d 1 h 1 min 1 s");
  CHECK(DurationText(Language::kFrench, 2 * 86400) == "2 j");
  CHECK(DurationText(Language::kEnglish, -60) == "-1 min");
}

TEST_CASE("The language is the first of ours that a browser asks for") {
  CHECK(LanguageOf("") == Language::kEnglish);
  CHECK(LanguageOf("fr-CH, fr;q=0.9, en;q=0.8") == Language::kFrench);
  CHECK(LanguageOf("de-DE,de;q=0.9,fr;q=0.5") == Language::kFrench);
  CHECK(LanguageOf("en-GB,fr") == Language::kEnglish);
  CHECK(LanguageOf(",,;;") == Language::kEnglish);
}

}  // namespace
}  // namespace mutua::front
