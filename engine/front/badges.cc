#include "engine/front/badges.h"

namespace mutua::front {

const std::string& ReadBadgeNumber(Reading& in, const std::string& number, const Path& path) {
  constexpr size_t kLeast = 4;
  constexpr size_t kMost = 128;
  if (number.empty()) in.Malformed(path, Flaw::kMissing);
  if (number.size() < kLeast) in.Malformed(path, Flaw::kBadForm);
  return in.Text(number, kMost, path);
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
  in.Unknown(path.ToString());
  return {};
}

}  // namespace mutua::front
