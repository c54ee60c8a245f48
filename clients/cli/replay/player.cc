#include "clients/cli/replay/player.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "clients/cli/progress.h"
#include "clients/cli/request_ids.h"
#include "mutua/v1/admin.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::cli::replay {
namespace {

using std::chrono::steady_clock;
using What = Answered::What;

// Before the first command: when the hotel is defined.
constexpr Duration kBefore = Duration::Minutes(1);

void SetInterval(Interval interval, v1::AskedInterval* out) {
  out->mutable_start()->mutable_instant()->set_seconds(interval.start().unix_seconds());
  out->mutable_end()->mutable_instant()->set_seconds(interval.end().unix_seconds());
}

bool IsForCapacity(const v1::Refusal& refusal) {
  return refusal.reasons_size() > 0 &&
         std::all_of(refusal.reasons().begin(), refusal.reasons().end(), [](const auto& reason) {
           return reason.rule() == v1::RULE_OVERLAP || reason.rule() == v1::RULE_POOL_FULL;
         });
}

}  // namespace

bool Player::Prepare() {
  const Instant at = commands_.front().at - kBefore;
  v1::GetStatisticsResponse found;
  if (!session_.Ask("AdminService/GetStatistics", v1::GetStatisticsRequest(), &found)) return false;
  if (found.resources() != 0) {
    session_.Fail(kUsage,
                  "a replay begins on an empty store, and this one has resources; start another: "
                  "mutuad --data NEW-FOLDER --replay-clock");
    return false;
  }
  v1::AdvanceClockRequest advance;
  advance.mutable_to()->set_seconds(at.unix_seconds());
  v1::AdvanceClockResponse advanced;
  if (!session_.Ask("AdminService/AdvanceClock", advance, &advanced)) {
    if (session_.exit() == kFailed) {
      fmt::print(stderr, "Start it with: mutuad --data NEW-FOLDER --replay-clock\n");
    }
    return false;
  }
  v1::ApplyLabRequest apply;
  *apply.mutable_lab() = LabFor(commands_, options_);
  apply.set_request_id(RequestIdFor(at.unix_seconds() * 1000, 0));
  v1::ApplyLabResponse applied;
  if (!session_.Ask("LabService/ApplyLab", apply, &applied)) return false;
  first_position_ = applied.position();
  return true;
}

bool Player::Play() {
  Progress progress("commands", commands_.size());
  for (size_t i = 0; i < commands_.size(); ++i) {
    if (!Put(i)) return false;
    if (filled_.size() == options_.batch && !Flush()) return false;
    progress.Show(i + 1);
  }
  return Flush();
}

bool Player::Put(size_t index) {
  const TraceCommand& command = commands_[index];
  Known& known = known_[command.booking];
  if (command.op != Op::kBook) {
    // What became of a wish decides what there is to do.
    if (!known.wish.empty() && known.booking.empty() && !Flush()) return false;
    answers_[index].met = std::exchange(known.met_later, false);
    if (command.op == Op::kWaitlistConfirm) {
      // The engine has promoted it by itself, or not yet: there is nothing to ask of it.
      answers_[index].what = known.booking.empty() ? What::kWaits : What::kDone;
      return true;
    }
    const bool withdraws = command.op == Op::kCancel && !known.wish.empty();
    if (known.booking.empty() && !withdraws) return true;
  }
  v1::BatchItem& item = *request_.add_items();
  item.mutable_at()->set_seconds(command.at.unix_seconds());
  Fill(command, known, item.mutable_command());
  const auto* which = v1::Command::descriptor()->FindFieldByNumber(item.command().command_case());
  auto* asked =
      item.mutable_command()->GetReflection()->MutableMessage(item.mutable_command(), which);
  asked->GetReflection()->SetString(
      asked, asked->GetDescriptor()->FindFieldByName("request_id"),
      RequestIdFor(command.at.unix_seconds() * 1000, static_cast<uint64_t>(index) + 1));
  if (command.op == Op::kBook) {
    (command.waitlisted ? known.wish : known.booking) =
        command.waitlisted ? "#" : fmt::format("#{}", filled_.size());
  }
  filled_.push_back(index);
  return true;
}

void Player::Fill(const TraceCommand& command, const Known& known, v1::Command* out) const {
  const auto spec = [&](v1::BookingSpec* filled) {
    v1::Want& want = *filled->add_wants();
    options_.as_capacity ? want.set_resource("room-1") : want.set_pool(kPool);
    filled->set_member(command.member);
  };
  switch (command.op) {
    case Op::kBook:
      if (command.waitlisted) {
        v1::FileWishRequest& wish = *out->mutable_file_wish();
        spec(wish.mutable_spec());
        SetInterval(*command.interval, wish.add_windows());
        wish.mutable_length()->set_seconds(command.interval->length().seconds());
        wish.set_mode(v1::WISH_MODE_BOOK_AT_ONCE);
      } else {
        spec(out->mutable_create_booking()->mutable_spec());
        out->mutable_create_booking()->mutable_spec()->set_may_move(true);
        SetInterval(*command.interval,
                    out->mutable_create_booking()->mutable_spec()->mutable_time());
      }
      return;
    case Op::kCancel:
      if (known.booking.empty()) {
        out->mutable_withdraw_wish()->set_wish(known.wish);
      } else {
        out->mutable_cancel_booking()->set_booking(known.booking);
      }
      return;
    case Op::kCheckIn:
      return out->mutable_check_in()->set_booking(known.booking);
    case Op::kCheckOut:
      return out->mutable_check_out()->set_booking(known.booking);
    case Op::kNoShow:
      return out->mutable_mark_no_show()->set_booking(known.booking);
    case Op::kWaitlistConfirm:
      return;  // never sent
  }
}

bool Player::Flush() {
  if (filled_.empty()) return true;
  request_.set_brief(true);
  v1::BatchBookResponse reply;
  const auto start = steady_clock::now();
  if (!session_.Ask("BookingsService/BatchBook", request_, &reply)) return false;
  const double took = std::chrono::duration<double>(steady_clock::now() - start).count();
  seconds_ += took;
  call_milliseconds_.push_back(took * 1000);
  if (reply.outcomes_size() != static_cast<int>(filled_.size())) {
    session_.Fail(kFailed,
                  fmt::format("{} commands got {} answers", filled_.size(), reply.outcomes_size()));
    return false;
  }
  for (size_t i = 0; i < filled_.size(); ++i) {
    const v1::BatchOutcome& outcome = reply.outcomes(static_cast<int>(i));
    Hear(filled_[i], outcome);
    if (!outcome.wish().booking().empty() && !AskWhenMet(filled_[i])) return false;
  }
  sent_ += filled_.size();
  filled_.clear();
  request_.Clear();
  return AskWishes();
}

void Player::Hear(size_t index, const v1::BatchOutcome& outcome) {
  Answered& answer = answers_[index];
  answer.position = outcome.position();
  answer.what = outcome.has_refusal() ? What::kRefused : What::kDone;
  if (outcome.has_refusal()) {
    answer.for_capacity = IsForCapacity(outcome.refusal());
    if (outcome.refusal().reasons_size() > 0) {
      answer.reason = v1::Rule_Name(outcome.refusal().reasons(0).rule());
    }
  }
  const TraceCommand& command = commands_[index];
  if (command.op != Op::kBook) return;
  Known& known = known_[command.booking];
  known.wish = outcome.wish().wish();
  known.booking = outcome.has_wish() ? outcome.wish().booking() : outcome.booking().booking();
  if (!outcome.has_wish() || !known.booking.empty()) return;
  answer.what = What::kWaits;
  waiting_.push_back(command.booking);
}

bool Player::AskWhenMet(size_t index) {
  const TraceCommand& command = commands_[index];
  if (command.op != Op::kBook) return true;
  Known& known = known_[command.booking];
  v1::GetBookingRequest get;
  get.set_booking(known.booking);
  v1::GetBookingResponse got;
  if (!session_.Ask("BookingsService/GetBooking", get, &got)) return false;
  if (got.booking().created_at().seconds() == command.at.unix_seconds()) return true;
  answers_[index].what = What::kWaits;
  known.met_later = true;
  return true;
}

bool Player::AskWishes() {
  std::vector<uint32_t> still;
  for (const uint32_t booking : waiting_) {
    Known& known = known_[booking];
    v1::GetWishRequest get;
    get.set_wish(known.wish);
    v1::GetWishResponse got;
    if (!session_.Ask("WishesService/GetWish", get, &got)) return false;
    known.booking = got.wish().booking();
    known.met_later = !known.booking.empty();
    if (got.wish().state() == v1::WISH_STATE_WAITING) still.push_back(booking);
  }
  waiting_ = std::move(still);
  return true;
}

}  // namespace mutua::cli::replay
