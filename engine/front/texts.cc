#include "engine/front/texts.h"

#include <sodium.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "engine/base/check.h"
#include "mutua/v1/place.pb.h"

namespace mutua::front {
namespace {

using core::Subject;

// The side record with the key of badges: a family of its own, of one record.
const char* const kBadgeKeyName = "b";

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
  if (absl::Status loaded = LoadBadgeKey(); !loaded.ok()) return loaded;
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
                                  model::Seal* seal, size_t part) {
  NewMember made{.person = person, .key = store::NewMemberKey(Random())};
  store::SealedText sealed = store::SealOwnText(TextOf(person), made.key, Random());
  request->texts.push_back(
      {static_cast<char>(store::SideFamily::kMemberKey), store::EncodeMemberKey(made.key), part});
  request->texts.push_back(
      {static_cast<char>(store::SideFamily::kText), std::move(sealed.bytes), part});
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

absl::Status Texts::Learn(MemberId member) {
  // Against an erasure that comes between the reading and the keeping.
  const std::lock_guard learning(learning_mutex_);
  const auto key = store::ReadMemberKey(journal_, member);
  if (!key.ok()) return key.status();
  const auto text = store::ReadText(journal_, store::SideFamily::kText, MemberSubject(member));
  if (!text.ok()) return text.status();
  if (!*key || !*text) return absl::OkStatus();  // erased
  Keep(member, {.person = PersonOf((*text)->text), .key = **key});
  return absl::OkStatus();
}

void Texts::Forget(MemberId member) {
  const std::lock_guard learning(learning_mutex_);
  {
    const std::unique_lock lock(mutex_);
    keys_.erase(member);
  }
  people_.Forget(member);
}

absl::Status Texts::ChangeMember(MemberId member, const access::Person& person,
                                 pipeline::Request* request, model::Seal* seal, size_t part) {
  const std::optional<store::MemberKey> key = KeyOf(member);
  if (!key) return absl::FailedPreconditionError("the names of this member were erased");
  store::SealedText sealed = store::SealOwnText(TextOf(person), *key, Random());
  request->texts.push_back(
      {static_cast<char>(store::SideFamily::kText), std::move(sealed.bytes), part});
  *seal = sealed.commitment;
  return absl::OkStatus();
}

absl::Status Texts::LoadBadgeKey() {
  const auto kept = journal_.ReadSide(kBadgeKeyName);
  if (!kept.ok()) return kept.status();
  if (!*kept) return absl::OkStatus();
  std::array<uint8_t, 32> key{};
  if ((*kept)->size() != key.size()) return absl::DataLossError("the key of badges is damaged");
  std::copy((*kept)->begin(), (*kept)->end(), key.begin());
  const std::unique_lock lock(mutex_);
  badge_key_ = key;
  return absl::OkStatus();
}

model::Seal Texts::SealBadge(SecretView badge, pipeline::Request* request) {
  const std::string_view number = badge.Reveal();
  std::array<uint8_t, 32> key{};
  {
    const std::unique_lock lock(mutex_);
    if (!badge_key_ && request == nullptr) return {};
    if (!badge_key_) {
      badge_key_.emplace();
      Random().Fill(badge_key_->data(), badge_key_->size());
    }
    key = *badge_key_;
  }
  // With each: the first registration may be refused, and the key must outlive the process.
  if (request != nullptr) {
    request->sides.push_back({kBadgeKeyName, std::string(key.begin(), key.end())});
  }
  model::Seal seal{};
  MUTUA_CHECK(crypto_generichash(seal.data(), seal.size(),
                                 reinterpret_cast<const unsigned char*>(number.data()),
                                 number.size(), key.data(), key.size()) == 0);
  return seal;
}

std::optional<store::SideText> Texts::Read(store::SideFamily family, Subject subject) const {
  absl::StatusOr<std::optional<store::OpenedText>> text =
      store::ReadText(journal_, family, subject);
  if (!text.ok() || !*text) return std::nullopt;
  return std::move((*text)->text);
}

void Texts::Fill(const std::vector<WantedText>& wanted) const {
  for (const WantedText& one : wanted) {
    if (one.ending) {
      const auto why = Read(store::SideFamily::kEnding, one.subject);
      if (why) static_cast<v1::Booking*>(one.message)->set_end_reason(why->note);
      continue;
    }
    std::optional<store::SideText> text = Read(store::SideFamily::kText, one.subject);
    // What met a wish has the texts of the wish.
    if (!text && one.wish.IsSet()) {
      text = Read(store::SideFamily::kText, {Subject::Kind::kWish, one.wish.value()});
    }
    // What a series became has those of the series.
    if (!text && one.series.IsSet()) {
      text = Read(store::SideFamily::kText, {Subject::Kind::kSeries, one.series.value()});
    }
    if (!text) continue;
    if (one.message->GetDescriptor() == v1::Outage::descriptor()) {
      static_cast<v1::Outage*>(one.message)->set_reason(text->note);
    } else if (one.message->GetDescriptor() == v1::Fault::descriptor()) {
      static_cast<v1::Fault*>(one.message)->set_description(text->note);
    } else if (one.message->GetDescriptor() == v1::Booking::descriptor()) {
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
