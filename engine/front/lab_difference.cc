#include "engine/front/lab_difference.h"

#include <set>
#include <utility>

#include "engine/base/limits.h"
#include "engine/front/directory.h"
#include "engine/front/handled.h"

namespace mutua::front {
namespace {

// A record as it is compared and shown: of members with their names.
template <class Thing>
struct Side {
  using Known = RecordOf<Thing>;
  static const RecordOf<Thing>& RecordIn(const Known& known) { return known; }
  static Known From(const Scene&, const RecordOf<Thing>& record) { return record; }
};
template <>
struct Side<v1::Member> {
  using Known = NamedMember;
  static const model::Member& RecordIn(const Known& known) { return known.record; }
  static Known From(const Scene& scene, const model::Member& record) {
    return Named(scene, record);
  }
};

class Comparing {
 public:
  Comparing(Reading& in, House& house, const v1::ApplyLabRequest& request, pipeline::Request* out)
      : in_(in), house_(house), request_(request), out_(*out), names_(in.scene()) {}

  template <class Thing>
  void Compare(const google::protobuf::RepeatedPtrField<Thing>& things, size_t most) {
    const Path path(Nature<Thing>::kNames);
    if (!in_.Count(things.size(), most, false, path)) return;
    std::set<std::string>& named = named_[static_cast<size_t>(Nature<Thing>::kKind)];
    for (int i = 0; i < things.size() && in_.ok(); ++i) {
      const Path here(Nature<Thing>::kNames, static_cast<size_t>(i));
      const std::string handle = HandleOf<Thing>(things[i]);
      if (!named.insert(handle).second) {
        return in_.Malformed(Path(here, Nature<Thing>::kName), Flaw::kNotHere);
      }
      CompareOne(things[i], handle, here);
    }
  }

  // Deletes what was not named.
  template <class Thing>
  void Prune() {
    const std::set<std::string>& named = named_[static_cast<size_t>(Nature<Thing>::kKind)];
    in_.state().ForEach<RecordOf<Thing>>([&](const RecordOf<Thing>& record) {
      const std::string handle = KeyOf<Thing>(in_.scene(), record);
      if (record.retired || named.contains(handle)) return;
      auto known = Side<Thing>::From(in_.scene(), record);
      Thing shown;
      Show(names_, known, &shown);
      Note<Thing>(v1::LAB_ACTION_DELETE, handle, &shown, nullptr);
      RecordOf<Thing> retired = record;
      retired.retired = true;
      origins_.push_back(std::string(Nature<Thing>::kName) + " " + handle);
      Add<Thing>(std::move(retired), VersionOf(record), {}, "");
    });
  }

  LabDifference Take() {
    LabDifference difference;
    difference.changes = std::move(changes_);
    difference.command = names_.TakeLab();
    difference.origins = std::move(origins_);
    out_.command.body = difference.command;
    return difference;
  }

  size_t size() const { return names_.size(); }

 private:
  template <class Thing>
  void CompareOne(const Thing& thing, const std::string& handle, const Path& path) {
    using Known = typename Side<Thing>::Known;
    const RecordOf<Thing>* before = Find<Thing>(handle);
    if (before != nullptr && before->retired) return HandleTaken(in_, handle);
    Known now = before != nullptr ? Side<Thing>::From(in_.scene(), *before) : Known();
    const Known was = now;
    const size_t zones = names_.size();
    Read(in_, names_, thing, path, &now);
    // A zone that reading the site adopted comes before it.
    while (origins_.size() < names_.size()) origins_.push_back(path.ToString());
    if (!in_.ok()) return;
    if (before != nullptr && now == was && names_.size() == zones) return;
    Thing shown_before;
    Thing shown_after;
    if (before != nullptr) Show(names_, was, &shown_before);
    Show(names_, now, &shown_after);
    Note<Thing>(before != nullptr ? v1::LAB_ACTION_UPDATE : v1::LAB_ACTION_CREATE, handle,
                before != nullptr ? &shown_before : nullptr, &shown_after);
    model::Seal text{};
    if constexpr (std::is_same_v<Thing, v1::Member>) text = Seal(was, now, handle, path);
    origins_.push_back(path.ToString());
    Add<Thing>(Side<Thing>::RecordIn(now), before != nullptr ? VersionOf(*before) : 0, text,
               before != nullptr ? "" : handle);
  }

  template <class Thing>
  const RecordOf<Thing>* Find(const std::string& handle) const {
    if constexpr (std::is_same_v<Thing, v1::Member>) {
      return in_.state().Find(house_.people.Find(handle));
    } else {
      return in_.state().Find(
          IdOf<Thing>(in_.state().FindHandle(Nature<Thing>::kKind, handle).value_or(0)));
    }
  }

  // The names of a new or renamed member, kept beside: about the next definition.
  model::Seal Seal(const NamedMember& was, const NamedMember& now, const std::string& handle,
                   const Path& path) {
    model::Seal seal{};
    const size_t part = names_.size() + 1;
    if (!was.record.id.IsSet()) {
      const bool claimed =
          request_.dry_run() || ClaimHandle(house_.people, handle, request_.request_id(), &out_);
      if (!claimed) HandleTaken(in_, handle);
      house_.texts.AddMember(now.person, &out_, &seal, part);
    } else if (!(was.person == now.person) &&
               !house_.texts.ChangeMember(was.record.id, now.person, &out_, &seal, part).ok()) {
      in_.Malformed(path, Flaw::kNotHere);
    }
    return seal;
  }

  template <class Thing>
  void Add(RecordOf<Thing> record, uint32_t version, const model::Seal& text,
           const std::string& new_handle) {
    if constexpr (std::is_same_v<Thing, v1::Member>) {
      names_.Add(core::DefineMember{.member = std::move(record), .version = version, .text = text},
                 Nature<Thing>::kKind, new_handle);
    } else {
      names_.Add(Nature<Thing>::Define(std::move(record), version), Nature<Thing>::kKind,
                 new_handle);
    }
  }

  template <class Thing>
  void Note(v1::LabAction action, const std::string& handle, const Thing* before,
            const Thing* after) {
    v1::LabChange& change = changes_.emplace_back();
    change.set_action(action);
    change.set_type(Nature<Thing>::kName);
    change.set_handle(handle);
    CompareFields(before, after, change.mutable_fields());
  }

  Reading& in_;
  House& house_;
  const v1::ApplyLabRequest& request_;
  pipeline::Request& out_;
  Definitions names_;
  std::array<std::set<std::string>, core::Subject::kKinds> named_;
  std::vector<v1::LabChange> changes_;
  std::vector<std::string> origins_;
};

}  // namespace

LabDifference CompareLab(Reading& in, House& house, const v1::ApplyLabRequest& request,
                         pipeline::Request* out) {
  Comparing comparing(in, house, request, out);
  const v1::Lab& lab = request.lab();
  comparing.Compare(lab.sites(), 1000);
  comparing.Compare(lab.certifications(), 1000);
  comparing.Compare(lab.companies(), 100'000);
  comparing.Compare(lab.members(), 100'000);
  comparing.Compare(lab.pools(), 10'000);
  comparing.Compare(lab.resources(), 100'000);
  comparing.Compare(lab.quotas(), 10'000);
  if (request.prune() && in.ok()) {
    comparing.Prune<v1::Quota>();
    comparing.Prune<v1::Resource>();
    comparing.Prune<v1::Pool>();
    comparing.Prune<v1::Member>();
    comparing.Prune<v1::Company>();
    comparing.Prune<v1::Certification>();
    comparing.Prune<v1::Site>();
  }
  if (comparing.size() > kEventsMost) {
    in.Object({.rule = v1::RULE_TOO_LARGE,
               .subject = "lab",
               .limit = kEventsMost,
               .asked = static_cast<int64_t>(comparing.size()),
               .at = {},
               .unit = v1::UNIT_COUNT});
  }
  return comparing.Take();
}

}  // namespace mutua::front
