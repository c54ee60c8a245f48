// The definitions that a request asks for, on their way into one command: what they name is looked
// up among those before them in the request, then in the state.
//
// Lives for one translation, under the replica's shared lock. Thread-bound.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/core/command.h"
#include "engine/front/reading.h"

namespace mutua::front {

class Definitions {
 public:
  using Kind = core::Subject::Kind;

  explicit Definitions(const Scene& scene) : scene_(scene) {}

  const Scene& scene() const { return scene_; }
  const core::State& state() const { return scene_.state; }

  // What is in service under this handle, or is defined before; an objection by name if nothing is.
  SiteId Site(Reading& in, const std::string& handle, const Path& path) const;
  PoolId Pool(Reading& in, const std::string& handle, const Path& path) const;
  // What a quota counts: retired ones too, for what they were booked for still counts.
  PoolId AnyPool(Reading& in, const std::string& handle, const Path& path) const;
  ResourceId AnyResource(Reading& in, const std::string& handle, const Path& path) const;
  CertificationId Certification(Reading& in, const std::string& handle, const Path& path) const;
  CompanyId Company(Reading& in, const std::string& handle, const Path& path) const;
  // Who may book: those retired, too, since a rule that named only them would else be for
  // everybody.
  CompanyId AnyCompany(Reading& in, const std::string& handle, const Path& path) const;
  MemberId AnyMember(Reading& in, const std::string& handle, const Path& path) const;
  // What stands for a member whose name was erased, "#12", where a rule still names them; and back.
  // Nobody chose it, and no handle has this form.
  static std::string OpaqueName(MemberId id) { return "#" + std::to_string(id.value()); }
  // An adopted zone by its name; one that is not yet adopted is loaded, and defined first.
  ZoneId Zone(Reading& in, const std::string& name, const Path& path);

  // The other way round; empty for what is not there.
  std::string HandleOf(SiteId id) const { return NameOf(Kind::kSite, id.value()); }
  std::string HandleOf(PoolId id) const { return NameOf(Kind::kPool, id.value()); }
  std::string HandleOf(ResourceId id) const { return NameOf(Kind::kResource, id.value()); }
  std::string HandleOf(CertificationId id) const {
    return NameOf(Kind::kCertification, id.value());
  }
  std::string HandleOf(CompanyId id) const { return NameOf(Kind::kCompany, id.value()); }
  std::string HandleOf(MemberId id) const { return NameOf(Kind::kMember, id.value()); }
  std::string HandleOf(ZoneId id) const { return NameOf(Kind::kZone, id.value()); }

  // Adds one. `name`: the handle (of a zone its name) by which later ones may refer to it; empty:
  // they refer to it in the state.
  void Add(core::Definition definition, Kind kind, const std::string& name);

  size_t size() const { return list_.size(); }
  // One definition as itself, several as a DefineLab; nothing is left. Precondition: size() > 0.
  core::Body TakeBody();
  core::DefineLab TakeLab() { return {std::move(list_)}; }

 private:
  // Zero, and an objection, when there is none.
  uint32_t Named(Reading& in, Kind kind, const std::string& handle, const Path& path,
                 bool retired_too = false) const;
  std::optional<uint32_t> Known(Kind kind, const std::string& handle, bool retired_too) const;
  std::string NameOf(Kind kind, uint32_t id) const;

  const Scene& scene_;
  std::vector<core::Definition> list_;
  std::vector<std::string> names_;  // of list_, empty ones of what was there before
  std::array<absl::flat_hash_map<std::string, uint32_t>, core::Subject::kKinds> fresh_;
};

}  // namespace mutua::front
