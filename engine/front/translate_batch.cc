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

std::function<void(const std::vector<pipeline::Answer>&, core::Command*)> Completing(size_t item) {
  return [item](const std::vector<pipeline::Answer>& answers, core::Command* command) {
    // Of a refused item, nothing was made: the id stays unset, and is unknown.
    if (item >= answers.size() || !answers[item].decision.accepted()) return;
    const core::Subject& subject = answers[item].decision.subject;
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

template <class Request>
void TranslateOne(Reading& in, Texts& texts, const Request& request, const Path& path, bool keyed,
                  pipeline::Request* out) {
  out->command.caller = in.scene().caller;
  if (keyed) {
    const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
    if (!id) {
      return in.Malformed(Path(path, "request_id"),
                          request.request_id().empty() ? Flaw::kMissing : Flaw::kBadForm);
    }
    out->command.request = *id;
    out->command.digest = DigestOf(request);
  }
  Translate(in, texts, request, out);
}

// Names an id that has the form but is nobody's: what a reference stands for until it is known.
void TranslateWithReference(Reading& in, Texts& texts, const v1::Command& command, const Path& path,
                            size_t index, pipeline::Request* out) {
  const auto* which = v1::Command::descriptor()->FindFieldByNumber(command.command_case());
  const auto& inner = which == nullptr ? static_cast<const google::protobuf::Message&>(command)
                                       : command.GetReflection()->GetMessage(command, which);
  const Reference reference = which == nullptr ? Reference() : ReferenceIn(inner);
  if (reference.field == nullptr) return TranslateCommand(in, texts, command, path, true, out);
  const Path inner_path(path, which->name().c_str());
  const std::optional<size_t> item = ParseReference(reference.text, index);
  const bool end_moves =
      command.has_extend_booking() || command.has_shorten_booking() || command.has_accept_offer();
  if (!item || end_moves) {
    // What is made of the present booking cannot be said of one that is not made yet.
    return in.Malformed(Path(inner_path, reference.field->name().c_str()),
                        item ? Flaw::kNotHere : Flaw::kBadForm);
  }
  v1::Command named = command;
  auto* changed = named.GetReflection()->MutableMessage(&named, which);
  const char* nobody =
      reference.field->name() == "booking" ? "b-18446744073709551615" : "w-18446744073709551615";
  changed->GetReflection()->SetString(changed, reference.field, nobody);
  TranslateCommand(in, texts, named, path, true, out);
  out->command.digest = DigestOf(inner);
  out->complete = Completing(*item);
}

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

void TranslateBatch(Reading& in, House& house, const v1::BatchBookRequest& request,
                    std::vector<pipeline::Request>* out) {
  in.Count(request.items_size(), kItemsMost, true, Path("items"));
  if (request.ByteSizeLong() > kBatchBytesMax) {
    in.Malformed(Path("items"), Flaw::kTooLong, static_cast<int64_t>(kBatchBytesMax));
  }
  if (!in.ok()) return;
  std::set<std::array<uint8_t, 16>> ids;
  out->resize(static_cast<size_t>(request.items_size()));
  for (size_t i = 0; i < out->size() && in.ok(); ++i) {
    const v1::BatchItem& item = request.items(static_cast<int>(i));
    const Path item_path("items", i);
    const Path path(item_path, "command");
    const bool series = item.command().has_create_series() || item.command().has_update_series() ||
                        item.command().has_refill_series() || item.command().has_cancel_series();
    if (series) return in.Malformed(path, Flaw::kNotHere);
    pipeline::Request& one = (*out)[i];
    TranslateWithReference(in, house.texts, item.command(), path, i, &one);
    if (in.ok() && !ids.insert(one.command.request.bytes).second) {
      return in.Object({.rule = v1::RULE_REQUEST_REUSED, .subject = path.ToString(), .at = {}});
    }
    if (!item.has_at()) continue;
    if (house.fed_clock == nullptr) {
      return in.Object({.rule = v1::RULE_NOT_IN_REPLAY_MODE, .subject = {}, .at = {}});
    }
    one.at = in.At(item.at(), Path(item_path, "at"));
  }
}

}  // namespace mutua::front
