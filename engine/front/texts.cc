#include "engine/front/texts.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace mutua::front {
namespace {

using core::Subject;

core::Subject MemberSubject(MemberId member) { return {Subject::Kind::kMember, member.value()}; }

store::RandomSource& Random() {
  static store::SystemRandom random;
  return random;
}

template <class Message>
void PutText(const store::SideText& text, Message* message) {
  message->set_title(text.title);
  const auto named = static_cast<uint32_t>(text.guests.size());
  // The number of all guests is in the record; those that are named are not counted twice.
  const uint32_t all = message->guests().more();
  if (named == 0) return;
  for (const std::string& guest : text.guests) message->mutable_guests()->add_names(guest);
  message->mutable_guests()->set_more(all - std::min(all, named));
}

}  // namespace

absl::Status Texts::Load() {
  // Keys first, names after: a reader of the journal must not read it again.
  std::vector<std::pair<MemberId, store::MemberKey>> found;
  const std::string prefix(1, static_cast<char>(store::SideFamily::kMemberKey));
  const absl::Status walked =
      journal_.ForEachSide(prefix, [&](std::string_view key, std::string_view value) {
        const absl::StatusOr<Subject> subject = store::DecodeKey(key.substr(1));
        if (!subject.ok()) return subject.status();
        const absl::StatusOr<store::MemberKey> member_key = store::DecodeMemberKey(value);
        if (!member_key.ok()) return member_key.status();
        found.emplace_back(MemberId(static_cast<uint32_t>(subject->id)), *member_key);
        return absl::OkStatus();
      });
  if (!walked.ok()) return walked;
  for (const auto& [member, key] : found) {
    {
      const std::unique_lock lock(mutex_);
      keys_[member] = key;
    }
    absl::StatusOr<std::optional<store::OpenedText>> text =
        store::ReadText(journal_, store::SideFamily::kText, MemberSubject(member));
    if (!text.ok()) return text.status();
    if (*text) people_.Put(member, PersonOf((*text)->text));
  }
  return absl::OkStatus();
}

std::optional<store::MemberKey> Texts::KeyOf(MemberId member) const {
  const std::shared_lock lock(mutex_);
  const auto found = keys_.find(member);
  if (found == keys_.end()) return std::nullopt;
  return found->second;
}

model::Seal Texts::Add(store::SideFamily family, MemberId owner, const store::SideText& text,
                       pipeline::Request* request) {
  if (text == store::SideText()) return {};
  const std::optional<store::MemberKey> key = owner.IsSet() ? KeyOf(owner) : std::nullopt;
  store::SealedText sealed =
      key ? store::SealText(text, owner, *key, Random()) : store::SealPublicText(text, Random());
  request->texts.push_back({static_cast<char>(family), std::move(sealed.bytes)});
  return sealed.commitment;
}

Texts::NewMember Texts::AddMember(const access::Person& person, pipeline::Request* request,
                                  model::Seal* seal) {
  NewMember made{.person = person, .key = store::NewMemberKey(Random())};
  store::SealedText sealed = store::SealOwnText(TextOf(person), made.key, Random());
  request->texts.push_back(
      {static_cast<char>(store::SideFamily::kMemberKey), store::EncodeMemberKey(made.key)});
  request->texts.push_back({static_cast<char>(store::SideFamily::kText), std::move(sealed.bytes)});
  *seal = sealed.commitment;
  return made;
}

void Texts::Keep(MemberId member, const NewMember& made) {
  {
    const std::unique_lock lock(mutex_);
    keys_[member] = made.key;
  }
  people_.Put(member, made.person);
}

std::optional<store::SideText> Texts::Read(store::SideFamily family, Subject subject) const {
  absl::StatusOr<std::optional<store::OpenedText>> text =
      store::ReadText(journal_, family, subject);
  if (!text.ok() || !*text) return std::nullopt;
  return std::move((*text)->text);
}

void Texts::Fill(const std::vector<WantedText>& wanted) const {
  for (const WantedText& one : wanted) {
    const std::optional<store::SideText> text = Read(store::SideFamily::kText, one.subject);
    if (!text) continue;
    if (one.message->GetDescriptor() == v1::Booking::descriptor()) {
      PutText(*text, static_cast<v1::Booking*>(one.message));
    } else {
      PutText(*text, static_cast<v1::BookingSpec*>(one.message));
    }
  }
}

store::SideText TextOf(const v1::BookingSpec& spec) {
  store::SideText text;
  text.title = spec.title();
  text.guests.assign(spec.guests().names().begin(), spec.guests().names().end());
  return text;
}

access::Person PersonOf(const store::SideText& text) {
  return {.handle = text.handle, .display_name = text.name, .language = text.language};
}

store::SideText TextOf(const access::Person& person) {
  store::SideText text;
  text.handle = person.handle;
  text.name = person.display_name;
  text.language = person.language;
  return text;
}

}  // namespace mutua::front
