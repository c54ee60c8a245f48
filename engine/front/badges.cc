#include "engine/front/badges.h"

#include <algorithm>

namespace mutua::front {

void ReadBadgeNumber(Reading& in, const std::string& number, const Path& path) {
  constexpr size_t kLeast = 4;
  constexpr size_t kMost = 128;
  if (number.empty()) in.Malformed(path, Flaw::kMissing);
  if (number.size() < kLeast) in.Malformed(path, Flaw::kBadForm);
  in.Text(number, kMost, path);
}

MemberId MemberOfBadge(Reading& in, Texts& texts, const std::string& number, const Path& path) {
  ReadBadgeNumber(in, number, path);
  if (!in.ok()) return {};
  const model::Seal seal = texts.SealBadge(number, nullptr);
  MemberId found;
  in.state().ForEach<model::Badge>([&](const model::Badge& badge) {
    if (!badge.revoked && badge.seal == seal && seal != model::Seal{}) found = badge.member;
  });
  const model::Member* member = in.state().Find(found);
  if (member != nullptr && !member->retired) return found;
  in.Unknown("badge");
  return {};
}

void ReadBadge(Reading& in, Texts& texts, const std::string& badge, const Path& path,
               pipeline::Request* out) {
  if (in.scene().caller.role == model::Role::kKiosk) {
    out->command.caller.member = MemberOfBadge(in, texts, badge, path);
  } else if (!badge.empty()) {
    in.Malformed(path, Flaw::kNotHere);
  }
}

MemberId WhoActs(Reading& in, Texts& texts, const std::string& named, const Path& named_path,
                 const std::string& badge, const Path& badge_path, pipeline::Request* out) {
  ReadBadge(in, texts, badge, badge_path, out);
  if (in.scene().caller.role != model::Role::kKiosk) return in.ForWhom(named, named_path);
  if (!named.empty()) in.Malformed(named_path, Flaw::kNotHere);
  return out->command.caller.member;
}

MemberId WhoAsks(Reading& in, Texts& texts, const std::string& named, const std::string& badge) {
  if (badge.empty()) return {};
  if (in.scene().caller.role != model::Role::kKiosk) in.Malformed(Path("badge"), Flaw::kNotHere);
  if (!named.empty()) in.Malformed(Path("member"), Flaw::kNotHere);
  return in.ok() ? MemberOfBadge(in, texts, badge, Path("badge")) : MemberId();
}

std::optional<Instant> ReadBadgeTime(Reading& in, const google::protobuf::Timestamp* time,
                                     const Path& path) {
  if (time == nullptr) return std::nullopt;
  if (in.scene().caller.role != model::Role::kKiosk) in.Malformed(path, Flaw::kNotHere);
  const Instant at = in.At(*time, path);
  if (in.ok() && at < in.scene().last_contact) {
    in.Object({.subject = path.ToString(), .flaw = Flaw::kBefore, .at = in.scene().last_contact});
  }
  // A kiosk's clock may be ahead of ours: later than now is now.
  return std::min(at, in.scene().now);
}

}  // namespace mutua::front
