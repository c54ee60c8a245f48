// The families of commands, one file each: book.cc, attend.cc, series.cc, wish.cc, outage.cc,
// catalogue.cc, define_lab.cc, member.cc, lend.cc, round*.cc, wind_up.cc. Each overload decides one
// kind of command on a Draft: it emits events and accepts, or returns a refusal, in which case the
// caller rolls the Draft back.
#pragma once

#include "engine/core/command.h"
#include "engine/core/decision.h"
#include "engine/core/draft.h"

namespace mutua::core {

Decision DecideOn(Draft&, const Caller&, const Book&, Instant at);
Decision DecideOn(Draft&, const Caller&, const Confirm&, Instant at);
Decision DecideOn(Draft&, const Caller&, const Approve&, Instant at);
Decision DecideOn(Draft&, const Caller&, const Reject&, Instant at);
Decision DecideOn(Draft&, const Caller&, const Move&, Instant at);
Decision DecideOn(Draft&, const Caller&, const Cancel&, Instant at);
Decision DecideOn(Draft&, const Caller&, const HandOver&, Instant at);

Decision DecideOn(Draft&, const Caller&, const CheckIn&, Instant at);
Decision DecideOn(Draft&, const Caller&, const CheckOut&, Instant at);
Decision DecideOn(Draft&, const Caller&, const MarkNoShow&, Instant at);

Decision DecideOn(Draft&, const Caller&, const BookSeries&, Instant at);
Decision DecideOn(Draft&, const Caller&, const MoveSeries&, Instant at);
Decision DecideOn(Draft&, const Caller&, const CancelSeries&, Instant at);
Decision DecideOn(Draft&, const Caller&, const RefillSeries&, Instant at);

Decision DecideOn(Draft&, const Caller&, const FileWish&, Instant at);
Decision DecideOn(Draft&, const Caller&, const WithdrawWish&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DeclineOffer&, Instant at);
Decision DecideOn(Draft&, const Caller&, const AcceptOffer&, Instant at);

Decision DecideOn(Draft&, const Caller&, const DeclareOutage&, Instant at);
Decision DecideOn(Draft&, const Caller&, const ChangeOutage&, Instant at);
Decision DecideOn(Draft&, const Caller&, const LiftOutage&, Instant at);
Decision DecideOn(Draft&, const Caller&, const ReportFault&, Instant at);
Decision DecideOn(Draft&, const Caller&, const ResolveFault&, Instant at);

Decision DecideOn(Draft&, const Caller&, const DefineZone&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineSite&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefinePool&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineResource&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineCertification&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineCompany&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineMember&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineBadge&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineToken&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineQuota&, Instant at);
Decision DecideOn(Draft&, const Caller&, const DefineLab&, Instant at);
Decision DecideOn(Draft&, const Caller&, const MoveMember&, Instant at);
Decision DecideOn(Draft&, const Caller&, const EraseMember&, Instant at);
Decision DecideOn(Draft&, const Caller&, const SetPin&, Instant at);
Decision DecideOn(Draft&, const Caller&, const SetQuietHours&, Instant at);
Decision DecideOn(Draft&, const Caller&, const SetPassword&, Instant at);
Decision DecideOn(Draft&, const Caller&, const SignIn&, Instant at);

Decision DecideOn(Draft&, const Caller&, const Lend&, Instant at);
Decision DecideOn(Draft&, const Caller&, const WindUp&, Instant at);

Decision DecideOn(Draft&, const Caller&, const OpenRound&, Instant at);
Decision DecideOn(Draft&, const Caller&, const FileList&, Instant at);
Decision DecideOn(Draft&, const Caller&, const CloseRound&, Instant at);
Decision DecideOn(Draft&, const Caller&, const CancelRound&, Instant at);

Decision DecideOn(Draft&, const Caller&, const StartServing&, Instant at);
Decision DecideOn(Draft&, const Caller&, const StopServing&, Instant at);

}  // namespace mutua::core
