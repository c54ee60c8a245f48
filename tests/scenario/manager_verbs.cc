// Verbs about outages, faults and certifications.
#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Stub = v1::CatalogueService::Stub;

// "laser-1 10:00-18:00 "the tube is dead"", "pool lasers ...", "site house ...".
void ReadOutage(Words& words, v1::OutageSpec* spec) {
  if (words.Take("pool")) {
    spec->set_pool(words.Next());
  } else if (words.Take("site")) {
    spec->set_site(words.Next());
  } else {
    spec->set_resource(words.Next());
  }
  *spec->mutable_time() = words.Time();
  if (words.NextIsQuoted()) spec->set_reason(words.Next());
  if (words.Take("because of")) spec->set_fault(words.Next());
}

void SayOutage(Act& act, const v1::Outage& outage) {
  act.Own(outage.outage());
  act.Say(act.show().Outage(outage));
}

template <class Victims>
void SayVictims(Act& act, const Victims& victims) {
  for (const v1::OutageVictim& victim : victims) act.SayVictim(victim);
}

void PreviewsOutage(Act& act) {
  v1::PreviewOutageRequest request;
  if (act.words().Take("the end of")) {
    request.mutable_lift()->set_outage(act.words().Next());
  } else {
    act.words().Expect("an outage of");
    ReadOutage(act.words(), request.mutable_declare());
  }
  v1::PreviewOutageResponse previewed;
  if (!act.Ask(act.services().catalogue, &Stub::PreviewOutage, request, &previewed)) return;
  SayVictims(act, previewed.victims());
  if (previewed.victims().empty()) act.Say("nobody");
}

void DeclaresOutage(Act& act) {
  v1::DeclareOutageRequest request;
  ReadOutage(act.words(), request.mutable_spec());
  v1::DeclareOutageResponse declared;
  if (!act.Do(act.services().catalogue, &Stub::DeclareOutage, request, &declared)) return;
  SayOutage(act, declared.outage());
  SayVictims(act, declared.victims());
}

void ChangesOutage(Act& act) {
  v1::UpdateOutageRequest request;
  request.set_outage(act.words().Next());
  act.words().Expect("to");
  *request.mutable_time() = act.words().Time();
  v1::UpdateOutageResponse changed;
  if (!act.Do(act.services().catalogue, &Stub::UpdateOutage, request, &changed)) return;
  SayOutage(act, changed.outage());
  SayVictims(act, changed.victims());
}

void LiftsOutage(Act& act) {
  v1::LiftOutageRequest request;
  request.set_outage(act.words().Next());
  v1::LiftOutageResponse lifted;
  if (!act.Do(act.services().catalogue, &Stub::LiftOutage, request, &lifted)) return;
  SayOutage(act, lifted.outage());
  SayVictims(act, lifted.victims());
}

void ReportsFault(Act& act) {
  v1::ReportFaultRequest request;
  request.set_resource(act.words().Next());
  request.set_description(act.words().Quoted());
  v1::ReportFaultResponse reported;
  if (!act.Do(act.services().catalogue, &Stub::ReportFault, request, &reported)) return;
  act.Own(reported.fault().fault());
  act.Say(act.show().Fault(reported.fault()));
}

void ResolvesFault(Act& act) {
  v1::ResolveFaultRequest request;
  request.set_fault(act.words().Next());
  request.set_lift_outage(act.words().Take("and lifts its outage"));
  v1::ResolveFaultResponse resolved;
  if (!act.Do(act.services().catalogue, &Stub::ResolveFault, request, &resolved)) return;
  act.Own(resolved.fault().fault());
  act.Own(resolved.fault().outage());
  act.Say(act.show().Fault(resolved.fault()));
  SayVictims(act, resolved.victims());
}

void ListsFaults(Act& act) {
  v1::ListFaultsResponse listed;
  if (!act.Ask(act.services().catalogue, &Stub::ListFaults, v1::ListFaultsRequest(), &listed)) {
    return;
  }
  for (const v1::Fault& fault : listed.faults()) act.Say(act.show().Fault(fault));
  if (listed.faults().empty()) act.Say("none");
}

// "limits laser-week to 2h", "limits six-ahead to 4 bookings".
void LimitsQuota(Act& act) {
  v1::UpdateQuotaRequest request;
  request.mutable_quota()->set_quota(act.words().Next());
  act.words().Expect("to");
  if (act.words().NextIsNumber()) {
    request.mutable_quota()->set_bookings(std::stoll(act.words().Next()));
    act.words().Expect("bookings");
    request.mutable_update_mask()->add_paths("bookings");
  } else {
    request.mutable_quota()->mutable_time()->set_seconds(act.words().Length());
    request.mutable_update_mask()->add_paths("time");
  }
  v1::UpdateQuotaResponse updated;
  if (!act.Do(act.services().quotas, &v1::QuotasService::Stub::UpdateQuota, request, &updated)) {
    return;
  }
  act.Say(updated.quota().quota() + " is changed");
}

// "revokes laser of anna": from now on the certification is not held.
void RevokesCertification(Act& act) {
  v1::RevokeCertificationRequest request;
  request.set_certification(act.words().Next());
  act.words().Expect("of");
  request.set_member(act.words().Next());
  v1::RevokeCertificationResponse revoked;
  if (act.Do(act.services().directory, &v1::DirectoryService::Stub::RevokeCertification, request,
             &revoked)) {
    act.Say(request.member() + " no longer holds " + request.certification());
  }
}

}  // namespace

const std::vector<Verb> kManagerVerbs{
    {"previews", PreviewsOutage},      {"declares an outage of", DeclaresOutage},
    {"changes outage", ChangesOutage}, {"lifts", LiftsOutage},
    {"reports that", ReportsFault},    {"resolves", ResolvesFault},
    {"lists the faults", ListsFaults}, {"revokes", RevokesCertification},
    {"limits", LimitsQuota},
};

}  // namespace mutua::scenario
