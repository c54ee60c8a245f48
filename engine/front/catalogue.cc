// CatalogueService: sites, pools, resources, kinds of certification.
#include <algorithm>

#include "engine/front/listed.h"
#include "engine/front/services.h"
#include "mutua/v1/catalogue.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

Matcher<v1::Resource> ResourcesOf(Reading& in, const v1::ListResourcesRequest& request) {
  const v1::ResourceSelector& selector = request.resources();
  constexpr size_t kNamedMost = 1000;
  in.Count(selector.resources_size(), kNamedMost, false, Path("resources.resources"));
  const PoolId pool =
      selector.pool().empty() ? PoolId() : in.Pool(selector.pool(), Path("resources.pool"));
  const SiteId site =
      selector.site().empty() ? SiteId() : in.Site(selector.site(), Path("resources.site"));
  std::vector<ResourceId> named;
  for (int i = 0; i < selector.resources_size() && in.ok(); ++i) {
    const Path path("resources.resources", static_cast<size_t>(i));
    named.push_back(in.Resource(selector.resources(i), path));
  }
  std::sort(named.begin(), named.end());
  const int kind = static_cast<int>(selector.kind());
  return [named, pool, site, kind](const Showing&, const model::Resource& resource) {
    return (named.empty() || std::binary_search(named.begin(), named.end(), resource.id)) &&
           (!pool.IsSet() || resource.pool == pool) && (!site.IsSet() || resource.site == site) &&
           (kind == v1::RESOURCE_KIND_UNSPECIFIED || static_cast<int>(resource.kind) == kind);
  };
}

}  // namespace

void AddCatalogue(Service& service) {
  AddCreate<v1::Site, v1::CreateSiteRequest, v1::CreateSiteResponse>(service, Verb::kCreateSite);
  AddGet<v1::Site, v1::GetSiteRequest, v1::GetSiteResponse>(service, Verb::kGetSite);
  AddList<v1::Site, v1::ListSitesRequest, v1::ListSitesResponse>(service, Verb::kListSites);
  AddUpdate<v1::Site, v1::UpdateSiteRequest, v1::UpdateSiteResponse>(service, Verb::kUpdateSite);
  AddDelete<v1::Site, v1::DeleteSiteRequest, v1::DeleteSiteResponse>(service, Verb::kDeleteSite);

  AddCreate<v1::Pool, v1::CreatePoolRequest, v1::CreatePoolResponse>(service, Verb::kCreatePool);
  AddGet<v1::Pool, v1::GetPoolRequest, v1::GetPoolResponse>(service, Verb::kGetPool);
  AddList<v1::Pool, v1::ListPoolsRequest, v1::ListPoolsResponse>(service, Verb::kListPools);
  AddUpdate<v1::Pool, v1::UpdatePoolRequest, v1::UpdatePoolResponse>(service, Verb::kUpdatePool);
  AddDelete<v1::Pool, v1::DeletePoolRequest, v1::DeletePoolResponse>(service, Verb::kDeletePool);

  AddCreate<v1::Resource, v1::CreateResourceRequest, v1::CreateResourceResponse>(
      service, Verb::kCreateResource);
  AddGet<v1::Resource, v1::GetResourceRequest, v1::GetResourceResponse>(service,
                                                                        Verb::kGetResource);
  AddList<v1::Resource, v1::ListResourcesRequest, v1::ListResourcesResponse>(
      service, Verb::kListResources, ResourcesOf);
  AddUpdate<v1::Resource, v1::UpdateResourceRequest, v1::UpdateResourceResponse>(
      service, Verb::kUpdateResource);
  AddDelete<v1::Resource, v1::DeleteResourceRequest, v1::DeleteResourceResponse>(
      service, Verb::kDeleteResource);

  AddCreate<v1::Certification, v1::CreateCertificationRequest, v1::CreateCertificationResponse>(
      service, Verb::kCreateCertification);
  AddGet<v1::Certification, v1::GetCertificationRequest, v1::GetCertificationResponse>(
      service, Verb::kGetCertification);
  AddList<v1::Certification, v1::ListCertificationsRequest, v1::ListCertificationsResponse>(
      service, Verb::kListCertifications);
  AddUpdate<v1::Certification, v1::UpdateCertificationRequest, v1::UpdateCertificationResponse>(
      service, Verb::kUpdateCertification);
  AddDelete<v1::Certification, v1::DeleteCertificationRequest, v1::DeleteCertificationResponse>(
      service, Verb::kDeleteCertification);
}

}  // namespace mutua::front
