#include "engine/front/translate_batch.h"

#include <google/protobuf/descriptor.h>

#include <charconv>
#include <set>
#include <utility>

#include "engine/front/request_id.h"
#include "engine/front/translate.h"

namespace mutua::front {
namespace {

constexpr int kItemsMost = 1000;
constexpr size_t kBatchBytesMax = size_t{1} << 20;

// "#3" as the number of an item before this one.
std::optional<size_t> ParseReference(const std::string& text, size_t index) {
  if (text.size() < 2 || text[0] != '#') return std::nullopt;
  size_t item = 0;
  const auto [end, wrong] = std::from_chars(text.data() + 1, text.data() + text.size(), item);
  if (wrong != std::errc() || end != text.data() + text.size() || item >= index) {
    return std::nullopt;
  }
  return item;
}

// Puts the id of what was made into the command that named it by "#n".
struct Put {
  uint64_t id;
  bool booking;  // else a wish
  template <class Body>
  void operator()(Body& body) const {
    if constexpr (requires { body.booking = BookingId(); }) {
      if (booking) body.booking = BookingId(id);
    }
    if constexpr (requires { body.wish = WishId(); }) {
      if (!booking) body.wish = WishId(id);
    }
  }
};

// `sent`: which of the requests that are submitted is the item named.
std::function<void(const std::vector<pipeline::Answer>&, core::Command*)> Completing(size_t sent) {
  return [sent](const std::vector<pipeline::Answer>& answers, core::Command* command) {
    // Of a refused item, nothing was made: the id stays nobody's, and is unknown.
    if (sent >= answers.size() || !answers[sent].decision.accepted()) return;
    const core::Subject& subject = answers[sent].decision.subject;
    const bool booking = subject.kind == core::Subject::Kind::kBooking;
    std::visit(Put{subject.id, booking}, command->body);
  };
}

// The booking or wish field of the request inside `command`, if it has one that is a reference.
struct Reference {
  const google::protobuf::FieldDescriptor* field = nullptr;
  std::string text;
};
Reference ReferenceIn(const google::protobuf::Message& request) {
  for (const char* name : {"booking", "wish"}) {
    const auto* field = request.GetDescriptor()->FindFieldByName(name);
    if (field == nullptr) continue;
    std::string text = request.GetReflection()->GetString(request, field);
    if (text.starts_with('#')) return {field, std::move(text)};
  }
  return {};
}

// Of the request inside a command; an objection when it has none.
std::optional<core::RequestId> RequestIdIn(Reading& in, const google::protobuf::Message& request,
                                           const Path& path) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  const std::string text = request.GetReflection()->GetString(request, field);
  std::optional<core::RequestId> id = ParseRequestId(text);
  if (!id) in.Malformed(Path(path, "request_id"), text.empty() ? Flaw::kMissing : Flaw::kBadForm);
  return id;
}

template <class Request>
void TranslateOne(Reading& in, Texts& texts, const Request& request, const Path& path, bool keyed,
                  pipeline::Request* out) {
  out->command.caller = in.scene().caller;
  if (keyed) {
    const std::optional<core::RequestId> id = RequestIdIn(in, request, path);
    if (!id) return;
    out->command.request = *id;
    out->command.digest = DigestOf(request);
  }
  Translate(in, texts, request, out);
}

// Of what another item makes nothing can be read now: an extension or a shortening of it says which
// ends are to be where, and is judged when it is decided.
core::Move ExtendUnseen(Reading& in, const v1::ExtendBookingRequest& request, const Path& path) {
  core::Move move{.booking = in.Booking(request.booking(), Path(path, "booking"))};
  const Instant end = in.At(request.end(), in.OnlyZone(), Path(path, "end"));
  move.interval = Interval::Make(kEarliest, end).value_or(move.interval);
  move.ends = core::Move::Ends::kLaterEnd;
  return move;
}
core::Move ShortenUnseen(Reading& in, const v1::ShortenBookingRequest& request, const Path& path) {
  using Ends = core::Move::Ends;
  core::Move move{.booking = in.Booking(request.booking(), Path(path, "booking"))};
  const Path end_path(path, "end");
  if (!request.has_start() && !request.has_end()) in.Malformed(end_path, Flaw::kMissing);
  Instant start = kEarliest;
  Instant end = kLatest;
  if (request.has_start()) start = in.At(request.start(), in.OnlyZone(), Path(path, "start"));
  if (request.has_end()) end = in.At(request.end(), in.OnlyZone(), end_path);
  const std::optional<Interval> interval = Interval::Make(start, end);
  if (!interval) {
    in.Object({.rule = v1::RULE_NO_ROOM_TO_SHRINK, .subject = end_path.ToString(), .at = {}});
  }
  move.interval = interval.value_or(move.interval);
  move.ends = !request.has_start() ? Ends::kEarlierEnd
              : request.has_end()  ? Ends::kWithin
                                   : Ends::kLaterStart;
  return move;
}

// False: it is neither of the two.
bool TranslateUnseen(Reading& in, Texts& texts, const v1::Command& command, const Path& path,
                     pipeline::Request* out) {
  const auto finish = [&](core::Move move, const auto& request) {
    move.override_policy = ReadOverride(in, texts, request.has_override(), request.override(), out);
    out->command.body = std::move(move);
    return true;
  };
  if (command.has_extend_booking()) {
    const v1::ExtendBookingRequest& request = command.extend_booking();
    return finish(ExtendUnseen(in, request, path), request);
  }
  if (command.has_shorten_booking()) {
    const v1::ShortenBookingRequest& request = command.shorten_booking();
    return finish(ShortenUnseen(in, request, path), request);
  }
  return false;
}

// Which of the requests submitted each item is; none of those refused before.
using Sent = std::vector<std::optional<size_t>>;

// Names an id that has the form but is nobody's: what a reference stands for until it is known.
void TranslateWithReference(Reading& in, Texts& texts, const v1::Command& command, const Path& path,
                            const Sent& sent, pipeline::Request* out) {
  const auto* which = v1::Command::descriptor()->FindFieldByNumber(command.command_case());
  const auto& inner = which == nullptr ? static_cast<const google::protobuf::Message&>(command)
                                       : command.GetReflection()->GetMessage(command, which);
  const Reference reference = which == nullptr ? Reference() : ReferenceIn(inner);
  if (reference.field == nullptr) return TranslateCommand(in, texts, command, path, true, out);
  const Path inner_path(path, which->name().c_str());
  const std::optional<size_t> item = ParseReference(reference.text, sent.size());
  if (!item) {
    return in.Malformed(Path(inner_path, reference.field->name().c_str()), Flaw::kBadForm);
  }
  v1::Command named = command;
  auto* changed = named.GetReflection()->MutableMessage(&named, which);
  const char* nobody =
      reference.field->name() == "booking" ? "b-18446744073709551615" : "w-18446744073709551615";
  changed->GetReflection()->SetString(changed, reference.field, nobody);
  const std::optional<core::RequestId> id = RequestIdIn(in, inner, inner_path);
  if (!id) return;
  out->command.caller = in.scene().caller;
  if (!TranslateUnseen(in, texts, named, inner_path, out)) {
    TranslateCommand(in, texts, named, path, true, out);
  }
  out->command.request = *id;
  out->command.digest = DigestOf(inner);
  // Of an item that was refused before, nothing is made.
  if (sent[*item]) out->complete = Completing(*sent[*item]);
}

// The field that is wrong, as a field of the batch.
Objection InItem(Objection objection, const v1::Command& command, const Path& path) {
  const auto* which = v1::Command::descriptor()->FindFieldByNumber(command.command_case());
  if (which == nullptr || objection.subject.starts_with("items[")) return objection;
  const std::string inner = Path(path, which->name().c_str()).ToString();
  objection.subject = inner + (objection.subject.empty() ? "" : ".") + objection.subject;
  return objection;
}

// What is no mistake of the whole batch refuses its item alone.
bool RefusesItemOnly(const Objection& objection) { return objection.rule != v1::RULE_MALFORMED; }

}  // namespace

void TranslateCommand(Reading& in, Texts& texts, const v1::Command& command, const Path& path,
                      bool keyed, pipeline::Request* out) {
  const auto one = [&](const auto& request, const char* name) {
    TranslateOne(in, texts, request, Path(path, name), keyed, out);
  };
  switch (command.command_case()) {
    case v1::Command::kCreateBooking:
      return one(command.create_booking(), "create_booking");
    case v1::Command::kConfirmBooking:
      return one(command.confirm_booking(), "confirm_booking");
    case v1::Command::kMoveBooking:
      return one(command.move_booking(), "move_booking");
    case v1::Command::kExtendBooking:
      return one(command.extend_booking(), "extend_booking");
    case v1::Command::kShortenBooking:
      return one(command.shorten_booking(), "shorten_booking");
    case v1::Command::kCancelBooking:
      return one(command.cancel_booking(), "cancel_booking");
    case v1::Command::kApproveBooking:
      return one(command.approve_booking(), "approve_booking");
    case v1::Command::kRejectBooking:
      return one(command.reject_booking(), "reject_booking");
    case v1::Command::kCheckIn:
      return one(command.check_in(), "check_in");
    case v1::Command::kCheckOut:
      return one(command.check_out(), "check_out");
    case v1::Command::kMarkNoShow:
      return one(command.mark_no_show(), "mark_no_show");
    case v1::Command::kHandOver:
      return one(command.hand_over(), "hand_over");
    case v1::Command::kFileWish:
      return one(command.file_wish(), "file_wish");
    case v1::Command::kAcceptOffer:
      return one(command.accept_offer(), "accept_offer");
    case v1::Command::kDeclineOffer:
      return one(command.decline_offer(), "decline_offer");
    case v1::Command::kWithdrawWish:
      return one(command.withdraw_wish(), "withdraw_wish");
    case v1::Command::kCreateSeries:
      return one(command.create_series(), "create_series");
    case v1::Command::kUpdateSeries:
      return one(command.update_series(), "update_series");
    case v1::Command::kRefillSeries:
      return one(command.refill_series(), "refill_series");
    case v1::Command::kCancelSeries:
      return one(command.cancel_series(), "cancel_series");
    default:
      return in.Malformed(path, Flaw::kMissing);
  }
}

std::optional<Objection> TranslateBatch(const Scene& scene, House& house,
                                        const v1::BatchBookRequest& request, Batch* out) {
  Reading whole(scene);
  whole.Count(request.items_size(), kItemsMost, true, Path("items"));
  if (request.ByteSizeLong() > kBatchBytesMax) {
    whole.Malformed(Path("items"), Flaw::kTooLong, static_cast<int64_t>(kBatchBytesMax));
  }
  if (!whole.ok()) return whole.objection();
  std::set<std::array<uint8_t, 16>> ids;
  Sent sent;
  for (const v1::BatchItem& item : request.items()) {
    const Path item_path("items", sent.size());
    const Path path(item_path, "command");
    const bool series = item.command().has_create_series() || item.command().has_update_series() ||
                        item.command().has_refill_series() || item.command().has_cancel_series();
    Reading in(scene);
    if (series) in.Malformed(path, Flaw::kNotHere);
    pipeline::Request one;
    if (in.ok()) TranslateWithReference(in, house.texts, item.command(), path, sent, &one);
    if (one.command.request.IsSet() && !ids.insert(one.command.request.bytes).second) {
      return Objection{.rule = v1::RULE_REQUEST_REUSED, .subject = path.ToString(), .at = {}};
    }
    if (item.has_at() && house.fed_clock == nullptr) {
      return Objection{.rule = v1::RULE_NOT_IN_REPLAY_MODE, .subject = {}, .at = {}};
    }
    // What was accepted before has the same answer now, whatever became of what it names.
    const bool known =
        !in.ok() && scene.state.Remembered(one.command.caller, one.command.request) != nullptr;
    if (!in.ok() && !known && !RefusesItemOnly(*in.objection())) {
      return InItem(*in.objection(), item.command(), path);
    }
    if (item.has_at()) one.at = whole.At(item.at(), Path(item_path, "at"));
    if (!whole.ok()) return whole.objection();
    if (in.ok() || known) {
      sent.emplace_back(out->requests.size());
      out->refused.emplace_back();
      out->requests.push_back(std::move(one));
    } else {
      sent.emplace_back();
      out->refused.push_back(in.objection());
    }
  }
  return std::nullopt;
}

}  // namespace mutua::front
