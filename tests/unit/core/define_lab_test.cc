#include "engine/base/limits.h"
#include "tests/unit/core/lab.h"

namespace mutua::core {
namespace {

using testing::Lab;

// A pool, a company, its member, and a machine that only that company may book.
std::vector<Definition> Workshop(const Lab& lab) {
  DefinePool pool;
  pool.pool.handle = "mills";
  DefineCompany company;
  company.company.handle = "cobalt";
  DefineMember member;
  member.member.company = TemporaryId<CompanyId>(1);
  DefineResource mill;
  mill.resource.handle = "mill";
  mill.resource.site = lab.site;
  mill.resource.pool = TemporaryId<PoolId>(0);
  mill.resource.rules.companies = {TemporaryId<CompanyId>(1)};
  mill.resource.rules.members = {TemporaryId<MemberId>(2)};
  return {pool, company, member, mill};
}

template <class RecordType, class IdType>
RecordType Get(const Lab& lab, IdType id) {
  REQUIRE(lab.state.Find(id) != nullptr);
  return *lab.state.Find(id);
}

// A definition again, retired: what Delete asks for.
template <class DefineIt, class RecordType>
DefineIt Retire(RecordType record) {
  record.retired = true;
  return DefineIt{record};
}

TEST_CASE("one command defines a lab whose parts refer to each other") {
  Lab lab;
  const Decision decision = lab.Do(lab.manager, DefineLab{Workshop(lab)});
  REQUIRE(decision.accepted());
  REQUIRE(decision.parts.size() == 4);
  const auto mill = Get<model::Resource>(lab, ResourceId(uint32_t(decision.parts[3].id)));
  CHECK(mill.pool == PoolId(uint32_t(decision.parts[0].id)));
  CHECK(mill.rules.companies == std::vector{CompanyId(uint32_t(decision.parts[1].id))});
  CHECK(mill.rules.members == std::vector{MemberId(uint32_t(decision.parts[2].id))});
  CHECK(lab.state.Find(mill.rules.members->front())->company == mill.rules.companies->front());
  CHECK(lab.state.FindHandle(Subject::Kind::kResource, "mill") == mill.id.value());
}

TEST_CASE("a lab with one bad definition is refused whole, and the reason says which one") {
  Lab lab;
  const Counters before = lab.state.counters();
  std::vector<Definition> definitions = Workshop(lab);
  std::get<DefineResource>(definitions[3]).resource.handle = "laser";
  const Decision decision = lab.Do(lab.manager, DefineLab{definitions});
  REQUIRE(decision.refusal.reasons().size() == 1);
  CHECK(decision.refusal.reasons()[0].rule == Rule::kHandleTaken);
  CHECK(decision.refusal.reasons()[0].occurrence == 4);
  CHECK(lab.state.counters().pool == before.pool);
  CHECK(lab.state.counters().member == before.member);
  CHECK_FALSE(lab.state.FindHandle(Subject::Kind::kPool, "mills"));
}

TEST_CASE("what refers to a refused definition is not blamed for it") {
  Lab lab;
  std::vector<Definition> definitions = Workshop(lab);
  std::get<DefineCompany>(definitions[1]).company.handle = "Not a handle";
  const Decision decision = lab.Do(lab.manager, DefineLab{definitions});
  REQUIRE(decision.refusal.reasons().size() == 1);
  CHECK(decision.refusal.reasons()[0].occurrence == 2);
}

TEST_CASE("a temporary id of another kind, or of what comes later, is unknown") {
  Lab lab;
  std::vector<Definition> definitions = Workshop(lab);
  std::get<DefineMember>(definitions[2]).member.company = TemporaryId<CompanyId>(0);
  CHECK(lab.Do(lab.manager, DefineLab{definitions}).refusal.reasons()[0].rule == Rule::kUnknown);
  std::get<DefineMember>(definitions[2]).member.company = TemporaryId<CompanyId>(3);
  CHECK(lab.Do(lab.manager, DefineLab{definitions}).refusal.reasons()[0].rule == Rule::kUnknown);
  std::get<DefineMember>(definitions[2]).member.company = TemporaryId<CompanyId>(77);
  CHECK(lab.Do(lab.manager, DefineLab{definitions}).refusal.reasons()[0].rule == Rule::kUnknown);
}

TEST_CASE("a lab of more definitions than a decision may hold is refused with both numbers") {
  Lab lab;
  const DefineLab command{std::vector<Definition>(kEventsMost + 1, DefinePool{})};
  const Decision decision = lab.Do(lab.manager, command);
  REQUIRE_FALSE(decision.accepted());
  CHECK(decision.refusal.reasons()[0].rule == Rule::kTooMany);
  CHECK(decision.refusal.reasons()[0].asked == int64_t{kEventsMost} + 1);
}

TEST_CASE("a member defines no lab") {
  Lab lab;
  const Decision decision = lab.Do(Lab::As(lab.ada), DefineLab{Workshop(lab)});
  CHECK(decision.refusal.reasons()[0].rule == Rule::kNotPermitted);
}

TEST_CASE("a site or pool with resources in service is not retired; an empty one is") {
  Lab lab;
  const Decision site = lab.Do(lab.manager, Retire<DefineSite>(Get<model::Site>(lab, lab.site)));
  REQUIRE_FALSE(site.accepted());
  CHECK(site.refusal.reasons()[0].rule == Rule::kInUse);
  CHECK(site.refusal.reasons()[0].used == 5);
  const auto retire_pool = Retire<DefinePool>(Get<model::Pool>(lab, lab.rooms));
  CHECK(lab.Do(lab.manager, retire_pool).refusal.reasons()[0].used == 1);
  REQUIRE(
      lab.Do(lab.manager, Retire<DefineResource>(Get<model::Resource>(lab, lab.room))).accepted());
  CHECK(lab.Do(lab.manager, retire_pool).accepted());
}

TEST_CASE("a resource is not retired while a booking holds it") {
  Lab lab;
  REQUIRE(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(1, 2))).accepted());
  const auto retire = Retire<DefineResource>(Get<model::Resource>(lab, lab.laser));
  const Decision decision = lab.Do(lab.manager, retire);
  REQUIRE(decision.refusal.reasons().size() == 1);
  CHECK(decision.refusal.reasons()[0].rule == Rule::kInUse);
  CHECK(decision.refusal.reasons()[0].resource == lab.laser);
  CHECK(decision.refusal.reasons()[0].used == 1);
  lab.Advance(testing::kMonday + Duration::Hours(3));
  CHECK(lab.Do(lab.manager, retire).accepted());
}

TEST_CASE("a certification is not retired while a rule asks for it") {
  Lab lab;
  DefineCertification define;
  define.certification.handle = "welding";
  const CertificationId id(lab.Define(define));
  model::Pool pool = Get<model::Pool>(lab, lab.lasers);
  pool.rules.certifications = {id};
  lab.Define(DefinePool{pool});
  const auto retire = Retire<DefineCertification>(Get<model::Certification>(lab, id));
  CHECK(lab.Do(lab.manager, retire).refusal.reasons()[0].used == 1);
  pool.rules.certifications = std::nullopt;
  lab.Define(DefinePool{pool});
  CHECK(lab.Do(lab.manager, retire).accepted());
}

TEST_CASE("a company is not retired while it has members; what members booked stands") {
  Lab lab;
  REQUIRE(lab.Do(Lab::As(lab.bea), Lab::On(lab.laser, Lab::Hours(1, 2))).accepted());
  const auto retire = Retire<DefineCompany>(Get<model::Company>(lab, lab.bolt));
  CHECK(lab.Do(lab.manager, retire).refusal.reasons()[0].rule == Rule::kInUse);
  REQUIRE(lab.Do(lab.manager, Retire<DefineMember>(Get<model::Member>(lab, lab.bea))).accepted());
  CHECK(lab.Do(lab.manager, retire).accepted());
  CHECK(lab.state.BookingsOf(lab.bea).size() == 1);
}

TEST_CASE("nothing new refers to what is retired, and what referred to it before may change") {
  Lab lab;
  model::Company bolt = Get<model::Company>(lab, lab.bolt);
  const model::Member bea = Get<model::Member>(lab, lab.bea);
  REQUIRE(lab.Do(lab.manager, Retire<DefineMember>(bea)).accepted());
  REQUIRE(lab.Do(lab.manager, Retire<DefineCompany>(bolt)).accepted());
  DefineMember joins;
  joins.member.company = lab.bolt;
  CHECK(lab.Do(lab.manager, joins).refusal.reasons()[0].rule == Rule::kUnknown);
  DefineMember again{Get<model::Member>(lab, lab.bea)};
  again.text = {1};
  CHECK(lab.Do(lab.manager, again).accepted());
}

}  // namespace
}  // namespace mutua::core
