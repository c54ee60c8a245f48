// The rules of a resource, a row each: what is asked, and the refusal with its numbers, last. Then
// their precedence, and that every rule is named, not the first alone.
#include "engine/core/judge.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/unit/core/bare_lab.h"

namespace mutua::core {
namespace {

using testing::BareLab;

const Duration kHour = Duration::Hours(1);

// Nine to eighteen on working days.
model::Opening OfficeHours() {
  model::Opening opening;
  for (size_t day = 0; day < 5; ++day) opening.weekly[day] = {{9 * 60, 18 * 60}};
  return opening;
}

std::vector<Reason> JudgeOf(const BareLab& lab, const Ask& ask) {
  Refusal refusal;
  Judge(lab.state, ask, lab.now, &refusal);
  CHECK(WouldAccept(lab.state, ask, lab.now) == refusal.empty());
  return refusal.reasons();
}

std::string Print(const std::vector<Reason>& reasons) {
  std::string text;
  for (const Reason& r : reasons) {
    text += "{" + std::to_string(static_cast<int>(r.rule)) + " of " +
            std::to_string(r.resource.value()) + ": " + std::to_string(r.limit) + ", " +
            std::to_string(r.used) + ", " + std::to_string(r.asked) + "} ";
  }
  return text;
}

// What is asked of a lab with one resource under `rules`: by default Wednesday, 10 to 12.
struct Row {
  const char* what;
  model::Rules rules;
  std::function<void(BareLab&, Ask&)> change;
  std::vector<Reason> expected;  // the resource is filled in
};

void CheckRows(const std::vector<Row>& rows, uint32_t capacity = 1) {
  for (const Row& row : rows) {
    CAPTURE(row.what);
    BareLab lab;
    const ResourceId resource = lab.AddResource({.rules = row.rules, .capacity = capacity});
    Ask ask{.resource = resource,
            .interval = lab.Hours(2, 10, 12),
            .member = lab.member,
            .company = lab.company};
    if (row.change) row.change(lab, ask);
    std::vector<Reason> expected = row.expected;
    for (Reason& reason : expected) reason.resource = resource;
    const std::vector<Reason> reasons = JudgeOf(lab, ask);
    CAPTURE(Print(reasons));
    CAPTURE(Print(expected));
    CHECK(reasons == expected);
  }
}

int64_t Unix(Instant at) { return at.unix_seconds(); }

TEST_CASE("physics: what stands in the way is named with its numbers") {
  const BareLab known;
  CheckRows({
      {"nothing in the way", {}, {}, {}},
      {"retired for good",
       {},
       [](BareLab& lab, Ask& ask) {
         model::Resource record = *lab.state.Find(ask.resource);
         record.retired = true;
         lab.state.Apply(ResourceDefined{record});
       },
       {{.rule = Rule::kRetired}}},
      {"an outage touches the end",
       {},
       [](BareLab& lab, Ask& ask) { lab.AddOutage(lab.Hours(2, 11, 15), ask.resource); },
       {{.rule = Rule::kOutage,
         .limit = Unix(known.At(2, 11)),
         .used = 1,
         .asked = Unix(known.At(2, 15))}}},
      {"an outage of the whole site",
       {},
       [](BareLab& lab, Ask&) { lab.AddOutage(lab.Hours(2, 0, 24), {}, {}, lab.site); },
       {{.rule = Rule::kOutage,
         .limit = Unix(known.At(2, 0)),
         .used = 1,
         .asked = Unix(known.At(3, 0))}}},
      {"an outage that ends as it starts",
       {},
       [](BareLab& lab, Ask& ask) { lab.AddOutage(lab.Hours(2, 8, 10), ask.resource); },
       {}},
      {"a lifted outage",
       {},
       [](BareLab& lab, Ask& ask) {
         model::Outage outage = *lab.state.Find(lab.AddOutage(lab.Hours(2, 8, 20), ask.resource));
         outage.lifted = true;
         lab.state.Apply(OutageChanged{outage, {}});
       },
       {}},
      {"another booking",
       {},
       [](BareLab& lab, Ask& ask) { lab.Put(ask.resource, lab.Hours(2, 11, 13)); },
       {{.rule = Rule::kOverlap, .limit = 1, .used = 1, .asked = 1}}},
      {"its own booking, moved",
       {},
       [](BareLab& lab, Ask& ask) { ask.instead_of = lab.Put(ask.resource, lab.Hours(2, 11, 13)); },
       {}},
      {"back to back",
       {},
       [](BareLab& lab, Ask& ask) {
         lab.Put(ask.resource, lab.Hours(2, 8, 10));
         lab.Put(ask.resource, lab.Hours(2, 12, 14));
       },
       {}},
      {"another booking's clean-up",
       {.cleanup = Duration::Minutes(15)},
       [](BareLab& lab, Ask& ask) { lab.Put(ask.resource, lab.Hours(2, 8, 10)); },
       {{.rule = Rule::kOverlap, .limit = 1, .used = 1, .asked = 1}}},
      {"its own set-up over another booking",
       {.setup = Duration::Minutes(15)},
       [](BareLab& lab, Ask& ask) { lab.Put(ask.resource, lab.Hours(2, 8, 10)); },
       {{.rule = Rule::kOverlap, .limit = 1, .used = 1, .asked = 1}}},
      {"in the past",
       {},
       [](BareLab& lab, Ask&) { lab.now = lab.At(2, 11); },
       {{.rule = Rule::kInThePast,
         .limit = Unix(known.At(2, 11)),
         .asked = Unix(known.At(2, 10))}}},
      {"a record of the past",
       {},
       [](BareLab& lab, Ask& ask) {
         lab.now = lab.At(2, 11);
         ask.may_be_past = true;
       },
       {}},
      {"more units than there are",
       {},
       [](BareLab&, Ask& ask) { ask.units = 2; },
       {{.rule = Rule::kOverlap, .limit = 1, .asked = 2}}},
  });
}

TEST_CASE("counted resources: the peak and the capacity are named") {
  CheckRows(
      {
          {"the last units",
           {},
           [](BareLab& lab, Ask& ask) {
             lab.Put(ask.resource, lab.Hours(2, 9, 11), {.kit = {{ask.resource, 3, {}}}});
             lab.Put(ask.resource, lab.Hours(2, 11, 13), {.kit = {{ask.resource, 4, {}}}});
             ask.units = 1;
           },
           {}},
          {"one too many",
           {},
           [](BareLab& lab, Ask& ask) {
             lab.Put(ask.resource, lab.Hours(2, 9, 11), {.kit = {{ask.resource, 3, {}}}});
             lab.Put(ask.resource, lab.Hours(2, 11, 13), {.kit = {{ask.resource, 4, {}}}});
             ask.units = 2;
           },
           {{.rule = Rule::kOverlap, .limit = 5, .used = 4, .asked = 2}}},
      },
      5);
}

TEST_CASE("who may book, and what they must hold") {
  const BareLab known;
  CheckRows({
      {"another company's",
       {.companies = std::vector{CompanyId(9)}},
       {},
       {{.rule = Rule::kNotAllowed}}},
      {"another member's",
       {.members = std::vector{MemberId(9)}},
       {},
       {{.rule = Rule::kNotAllowed}}},
      {"the company is named", {.companies = std::vector{CompanyId(9), CompanyId(1)}}, {}, {}},
      {"the member is named beside another company",
       {.companies = std::vector{CompanyId(9)}, .members = std::vector{MemberId(1)}},
       {},
       {}},
      {"never certified",
       {.certifications = std::vector{CertificationId(7)}},
       {},
       {{.rule = Rule::kCertification, .used = 7, .asked = Unix(known.At(2, 10))}}},
      {"certified, but it ends before",
       {.certifications = std::vector{CertificationId(7)}},
       [](BareLab& lab, Ask& ask) {
         ask.member =
             lab.AddMember(lab.company, {{CertificationId(7), lab.At(-9, 0), lab.At(2, 0)}});
       },
       {{.rule = Rule::kCertification,
         .limit = Unix(known.At(2, 0)),
         .used = 7,
         .asked = Unix(known.At(2, 10))}}},
      {"certified from later on",
       {.certifications = std::vector{CertificationId(7)}},
       [](BareLab& lab, Ask& ask) {
         ask.member =
             lab.AddMember(lab.company, {{CertificationId(7), lab.At(1, 0), lab.At(9, 0)}});
       },
       {{.rule = Rule::kCertification,
         .limit = Unix(known.At(9, 0)),
         .used = 7,
         .asked = Unix(known.At(2, 10))}}},
      {"one of two",
       {.certifications = std::vector{CertificationId(7), CertificationId(8)}},
       [](BareLab& lab, Ask& ask) {
         ask.member = lab.AddMember(lab.company, {{CertificationId(7), lab.At(-9, 0), kLatest}});
       },
       {{.rule = Rule::kCertification, .used = 8, .asked = Unix(known.At(2, 10))}}},
      {"both",
       {.certifications = std::vector{CertificationId(7), CertificationId(8)}},
       [](BareLab& lab, Ask& ask) {
         ask.member = lab.AddMember(lab.company, {{CertificationId(7), lab.At(-9, 0), kLatest},
                                                  {CertificationId(8), lab.At(-9, 0), kLatest}});
       },
       {}},
      {"none of two that would do",
       {.any_certifications = std::vector{CertificationId(7), CertificationId(8)}},
       {},
       {{.rule = Rule::kAnyCertification, .asked = Unix(known.At(2, 10))}}},
      {"the second of two that would do",
       {.any_certifications = std::vector{CertificationId(7), CertificationId(8)}},
       [](BareLab& lab, Ask& ask) {
         ask.member = lab.AddMember(lab.company, {{CertificationId(8), lab.At(-9, 0), kLatest}});
       },
       {}},
      {"one that would do ends before",
       {.any_certifications = std::vector{CertificationId(7), CertificationId(8)}},
       [](BareLab& lab, Ask& ask) {
         ask.member =
             lab.AddMember(lab.company, {{CertificationId(7), lab.At(-9, 0), lab.At(2, 0)}});
       },
       {{.rule = Rule::kAnyCertification,
         .limit = Unix(known.At(2, 0)),
         .asked = Unix(known.At(2, 10))}}},
      {"one that would do, and none of what all need",
       {.certifications = std::vector{CertificationId(9)},
        .any_certifications = std::vector{CertificationId(7), CertificationId(8)}},
       [](BareLab& lab, Ask& ask) {
         ask.member = lab.AddMember(lab.company, {{CertificationId(8), lab.At(-9, 0), kLatest}});
       },
       {{.rule = Rule::kCertification, .used = 9, .asked = Unix(known.At(2, 10))}}},
  });
}

TEST_CASE("opening hours: how much is open is said, and who may run through the night") {
  CheckRows({
      {"within the hours", {.opening = OfficeHours()}, {}, {}},
      {"up to both ends",
       {.opening = OfficeHours()},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(2, 9, 18); },
       {}},
      {"past the end",
       {.opening = OfficeHours()},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(2, 17, 20); },
       {{.rule = Rule::kClosed, .limit = 3600, .used = 3600, .asked = 3 * 3600}}},
      {"on a Sunday",
       {.opening = OfficeHours()},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(6, 10, 12); },
       {{.rule = Rule::kClosed, .asked = 7200}}},
      {"through the night between open ends",
       {.opening = OfficeHours()},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(2, 17, 24 + 10); },
       {{.rule = Rule::kOvernight, .limit = 7200, .used = 7200, .asked = 17 * 3600}}},
      {"through the night, unattended as allowed",
       {.opening = OfficeHours(), .unattended_overnight = true},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(2, 17, 24 + 10); },
       {}},
      {"unattended does not mean closed at the end",
       {.opening = OfficeHours(), .unattended_overnight = true},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(2, 17, 24 + 8); },
       {{.rule = Rule::kClosed, .limit = 3600, .used = 3600, .asked = 15 * 3600}}},
      {"set-up and clean-up may lie in closed hours",
       {.opening = OfficeHours(), .setup = kHour, .cleanup = kHour},
       [](BareLab& lab, Ask& ask) { ask.interval = lab.Hours(2, 9, 18); },
       {}},
  });
}

TEST_CASE("granularity, lengths, notice and gaps, with limit and asked") {
  const auto minutes = [](int day, int hour, int from, int length) {
    return [=](BareLab& lab, Ask& ask) {
      const Instant start = lab.At(day, hour, from);
      ask.interval = {start, start + Duration::Minutes(length)};
    };
  };
  const Duration half = Duration::Minutes(30);
  CheckRows({
      {"on the half hour", {.granularity = half}, minutes(2, 10, 30, 60), {}},
      {"start off the grid",
       {.granularity = half},
       minutes(2, 10, 10, 50),
       {{.rule = Rule::kGranularity, .limit = 1800, .asked = 600}}},
      {"end off the grid",
       {.granularity = half},
       minutes(2, 10, 30, 45),
       {{.rule = Rule::kGranularity, .limit = 1800, .asked = 900}}},
      {"a walk-up starts when it starts",
       {.granularity = half, .shortest = kHour},
       [](BareLab& lab, Ask& ask) {
         lab.now = lab.At(2, 10, 7);
         ask.interval = {lab.now, lab.At(2, 10, 30)};
         ask.walk_up = true;
       },
       {}},
      {"a walk-up must end on the grid",
       {.granularity = half},
       [](BareLab& lab, Ask& ask) {
         lab.now = lab.At(2, 10, 7);
         ask.interval = {lab.now, lab.At(2, 10, 37)};
         ask.walk_up = true;
       },
       {{.rule = Rule::kGranularity, .limit = 1800, .asked = 420}}},
      {"exactly the shortest", {.shortest = kHour}, minutes(2, 10, 0, 60), {}},
      {"too short",
       {.shortest = kHour},
       minutes(2, 10, 0, 59),
       {{.rule = Rule::kTooShort, .limit = 3600, .asked = 3540}}},
      {"exactly the longest", {.longest = kHour}, minutes(2, 10, 0, 60), {}},
      {"too long",
       {.longest = kHour},
       minutes(2, 10, 0, 61),
       {{.rule = Rule::kTooLong, .limit = 3600, .asked = 3660}}},
      {"with exactly the notice", {.lead = Duration::Hours(58)}, {}, {}},
      {"too soon",
       {.lead = Duration::Hours(59)},
       {},
       {{.rule = Rule::kLeadTime, .limit = 59 * 3600, .asked = 58 * 3600}}},
      {"a walk-up needs no notice",
       {.lead = kHour},
       [](BareLab& lab, Ask& ask) {
         lab.now = lab.At(2, 10);
         ask.walk_up = true;
       },
       {}},
      {"exactly at the horizon", {.horizon = Duration::Hours(58)}, {}, {}},
      {"too far ahead",
       {.horizon = Duration::Hours(57)},
       {},
       {{.rule = Rule::kHorizon, .limit = 57 * 3600, .asked = 58 * 3600}}},
      {"a gap kept",
       {.gap = kHour},
       [](BareLab& lab, Ask& ask) { lab.Put(ask.resource, lab.Hours(2, 7, 9)); },
       {}},
      {"too close after one's own",
       {.gap = kHour},
       [](BareLab& lab, Ask& ask) {
         lab.Put(ask.resource, {lab.At(2, 8), lab.At(2, 9, 30)});
       },
       {{.rule = Rule::kGap, .limit = 3600, .asked = 1800}}},
      {"too close before one's own",
       {.gap = kHour},
       [](BareLab& lab, Ask& ask) { lab.Put(ask.resource, lab.Hours(2, 12, 14)); },
       {{.rule = Rule::kGap, .limit = 3600}}},
      {"somebody else's asks for no gap",
       {.gap = kHour},
       [](BareLab& lab, Ask& ask) {
         lab.Put(ask.resource, lab.Hours(2, 12, 14), {.member = lab.AddMember(lab.company)});
       },
       {}},
  });
}

TEST_CASE("the grid counts from civil midnight, on days of 23 and 25 hours too") {
  // Clocks change on 2026-03-29 (day 27) and 2026-10-25 (day 237): after it, two o'clock is still
  // even.
  BareLab lab;
  const ResourceId resource = lab.AddResource(
      {.rules = {.granularity = Duration::Hours(2), .horizon = Duration::Days(400)}});
  const auto asks = [&](Interval interval) {
    return JudgeOf(
        lab,
        {.resource = resource, .interval = interval, .member = lab.member, .company = lab.company});
  };
  CHECK(asks(lab.Hours(27, 4, 6)).empty());
  CHECK(asks(lab.Hours(237, 4, 6)).empty());
  const std::vector<Reason> spring = asks(lab.Hours(27, 5, 7));
  REQUIRE(spring.size() == 1);
  CHECK(spring[0] ==
        Reason{.rule = Rule::kGranularity, .resource = resource, .limit = 7200, .asked = 3600});
}

TEST_CASE("every broken rule is named, in the order of precedence") {
  BareLab lab;
  const CompanyId other = lab.AddCompany();
  const ResourceId resource =
      lab.AddResource({.rules = {.opening = OfficeHours(),
                                 .granularity = kHour,
                                 .shortest = Duration::Hours(2),
                                 .lead = Duration::Days(9),
                                 .gap = kHour,
                                 .certifications = std::vector{CertificationId(3)},
                                 .companies = std::vector{other}}});
  lab.Put(resource, lab.Hours(6, 9, 11));
  lab.AddOutage(lab.Hours(6, 8, 12), resource);
  model::Resource record = *lab.state.Find(resource);
  record.retired = true;
  lab.state.Apply(ResourceDefined{record});
  const Instant start = lab.At(6, 10, 10);
  const std::vector<Reason> reasons =
      JudgeOf(lab, {.resource = resource,
                    .interval = {start, start + Duration::Minutes(10)},
                    .member = lab.member,
                    .company = lab.company});
  std::vector<Rule> rules;
  for (const Reason& reason : reasons) rules.push_back(reason.rule);
  CHECK(rules == std::vector{Rule::kRetired, Rule::kOutage, Rule::kOverlap, Rule::kNotAllowed,
                             Rule::kCertification, Rule::kClosed, Rule::kGranularity,
                             Rule::kTooShort, Rule::kLeadTime, Rule::kGap});
}

}  // namespace
}  // namespace mutua::core
