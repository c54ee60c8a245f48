// The things that a lab names by handles, between the contract and the model: sites,
// certifications, companies, members, pools, resources, quotas. A Nature says what one kind of them is
// called and how it is defined; Read and Show are each other's inverse.
//
// Thread-safe: no state.
#pragma once

#include "engine/access/people.h"
#include "engine/front/definitions.h"
#include "engine/front/reading.h"
#include "engine/front/showing.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/place.pb.h"
#include "mutua/v1/quotas.pb.h"

namespace mutua::front {

// A member's record with the names that lie beside it.
struct NamedMember {
  model::Member record;
  access::Person person;
  bool operator==(const NamedMember&) const = default;
};

// kName: of the handle's field in the thing, and of the thing's field in requests and answers.
template <class Thing>
struct Nature;
template <>
struct Nature<v1::Site> {
  using Record = model::Site;
  static constexpr auto kKind = core::Subject::Kind::kSite;
  static constexpr const char* kName = "site";
  static constexpr const char* kNames = "sites";
  static core::DefineSite Define(Record record, uint32_t version) {
    return {std::move(record), version};
  }
};
template <>
struct Nature<v1::Pool> {
  using Record = model::Pool;
  static constexpr auto kKind = core::Subject::Kind::kPool;
  static constexpr const char* kName = "pool";
  static constexpr const char* kNames = "pools";
  static core::DefinePool Define(Record record, uint32_t version) {
    return {std::move(record), version};
  }
};
template <>
struct Nature<v1::Resource> {
  using Record = model::Resource;
  static constexpr auto kKind = core::Subject::Kind::kResource;
  static constexpr const char* kName = "resource";
  static constexpr const char* kNames = "resources";
  static core::DefineResource Define(Record record, uint32_t version) {
    return {std::move(record), version};
  }
};
template <>
struct Nature<v1::Certification> {
  using Record = model::Certification;
  static constexpr auto kKind = core::Subject::Kind::kCertification;
  static constexpr const char* kName = "certification";
  static constexpr const char* kNames = "certifications";
  static core::DefineCertification Define(Record record, uint32_t version) {
    return {std::move(record), version};
  }
};
template <>
struct Nature<v1::Company> {
  using Record = model::Company;
  static constexpr auto kKind = core::Subject::Kind::kCompany;
  static constexpr const char* kName = "company";
  static constexpr const char* kNames = "companies";
  static core::DefineCompany Define(Record record, uint32_t version) {
    return {std::move(record), version};
  }
};
template <>
struct Nature<v1::Member> {
  using Record = model::Member;
  static constexpr auto kKind = core::Subject::Kind::kMember;
  static constexpr const char* kName = "member";
  static constexpr const char* kNames = "members";
};
template <>
struct Nature<v1::Quota> {
  using Record = model::Quota;
  static constexpr auto kKind = core::Subject::Kind::kQuota;
  static constexpr const char* kName = "quota";
  static constexpr const char* kNames = "quotas";
  static core::DefineQuota Define(Record record, uint32_t version) {
    return {std::move(record), version};
  }
};

// What the thing says, without its id, version and whether it is retired: these stay as they are in
// `to`.
void Read(Reading& in, Definitions& names, const v1::Site& from, const Path& path, model::Site* to);
void Read(Reading& in, Definitions& names, const v1::Certification& from, const Path& path,
          model::Certification* to);
void Read(Reading& in, Definitions& names, const v1::Company& from, const Path& path,
          model::Company* to);
void Read(Reading& in, Definitions& names, const v1::Member& from, const Path& path,
          NamedMember* to);
void Read(Reading& in, Definitions& names, const v1::Pool& from, const Path& path, model::Pool* to);
void Read(Reading& in, Definitions& names, const v1::Resource& from, const Path& path,
          model::Resource* to);
void Read(Reading& in, Definitions& names, const v1::Quota& from, const Path& path,
          model::Quota* to);

// Everything, as a manager sees it; effective rules of a resource that the state knows.
void Show(const Definitions& names, const model::Site& from, v1::Site* to);
void Show(const Definitions& names, const model::Certification& from, v1::Certification* to);
void Show(const Definitions& names, const model::Company& from, v1::Company* to);
void Show(const Definitions& names, const NamedMember& from, v1::Member* to);
void Show(const Definitions& names, const model::Pool& from, v1::Pool* to);
void Show(const Definitions& names, const model::Resource& from, v1::Resource* to);
void Show(const Definitions& names, const model::Quota& from, v1::Quota* to);

// How a pool is shared (things_share.cc).
void ReadSharing(Reading& in, const Definitions& names, const v1::Pool& from, const Path& path,
                 model::Sharing* to);
void ShowSharing(const Definitions& names, const model::Sharing& from, v1::Pool* to);

// Whether the quota limits the caller, the caller's company or one of its members; managers may know
// of all.
bool MayKnow(const Showing& show, const model::Quota& quota);

// A member with the names as they are now; "en" where no language was chosen.
NamedMember Named(const Scene& scene, const model::Member& member);

// As the caller may see them: of other companies, and of their members, the handles.
void ShowAllowed(const Showing& show, const model::Company& company, v1::Company* to);
void ShowAllowed(const Showing& show, const model::Member& member, v1::Member* to);
// Of its shares the caller's company's own.
void ShowAllowed(const Showing& show, const model::Pool& pool, v1::Pool* to);
template <class Record, class Thing>
void ShowAllowed(const Showing& show, const Record& record, Thing* to) {
  Show(Definitions(show.scene()), record, to);
}

}  // namespace mutua::front
