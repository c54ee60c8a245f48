// What the lab has: sites, pools, resources with the rules that hold, kinds of certification. Read
// once, and again when the stream says that one of them changed.
import type { Certification, Pool, Resource, Site } from "../../gen/mutua/v1/place_pb";
import { EventKind, type Event } from "../../gen/mutua/v1/watch_pb";
import type { Api } from "../api/api";
import { readAll } from "../api/pages";
import type { Problem } from "../api/problem";
import { seconds } from "../time/wire";

export interface Lengths {
  granularity: number;
  shortest: number;
  longest: number;
  setup: number;
  cleanup: number;
}

const kKinds = new Set([EventKind.SITE, EventKind.POOL, EventKind.RESOURCE, EventKind.CERTIFICATION]);
const kAPage = 1000;

export class Catalogue {
  sites = $state.raw(new Map<string, Site>());
  pools = $state.raw(new Map<string, Pool>());
  resources = $state.raw(new Map<string, Resource>());
  certifications = $state.raw(new Map<string, Certification>());

  async load(api: Api, minPosition: bigint): Promise<Problem | undefined> {
    const at = (pageToken: string) => ({ pageToken, pageSize: kAPage, minPosition });
    const [sites, pools, resources, certifications] = await Promise.all([
      readAll((token) => api.catalogue.listSites(at(token)), (page) => page.sites),
      readAll((token) => api.catalogue.listPools(at(token)), (page) => page.pools),
      readAll((token) => api.catalogue.listResources(at(token)), (page) => page.resources),
      readAll((token) => api.catalogue.listCertifications(at(token)), (page) => page.certifications),
    ]);
    if (!sites.ok) return sites.problem;
    if (!pools.ok) return pools.problem;
    if (!resources.ok) return resources.problem;
    if (!certifications.ok) return certifications.problem;
    this.sites = new Map(sites.value.items.map((site) => [site.site, site]));
    this.pools = new Map(pools.value.items.map((pool) => [pool.pool, pool]));
    this.resources = new Map(resources.value.items.map((one) => [one.resource, one]));
    this.certifications = new Map(certifications.value.items.map((one) => [one.certification, one]));
    return undefined;
  }

  /** Whether an event makes what is here old. */
  static touches(event: Event): boolean {
    return kKinds.has(event.kind);
  }

  name(handle: string): string {
    return this.resources.get(handle)?.displayName || this.pools.get(handle)?.displayName || handle;
  }

  certificationName(handle: string): string {
    return this.certifications.get(handle)?.displayName || handle;
  }

  /** The zone of a resource's or pool's site; a pool has that of its first resource. */
  zone(handle: string): string {
    const resource =
      this.resources.get(handle) ?? [...this.resources.values()].find((one) => one.pool === handle);
    const site = resource ? this.sites.get(resource.site) : [...this.sites.values()][0];
    return site?.zone || "UTC";
  }

  inPool(pool: string): Resource[] {
    return [...this.resources.values()].filter((one) => one.pool === pool);
  }

  lengths(handle: string): Lengths {
    const rules = (this.resources.get(handle) ?? this.inPool(handle)[0])?.effectiveRules;
    return {
      granularity: seconds(rules?.granularity) || 60,
      shortest: seconds(rules?.shortest) || 60,
      longest: seconds(rules?.longest) || 3660 * 86_400,
      setup: seconds(rules?.setup),
      cleanup: seconds(rules?.cleanup),
    };
  }

  centsPerHour(handle: string): number {
    const rules = (this.resources.get(handle) ?? this.inPool(handle)[0])?.effectiveRules;
    return Number(rules?.centsPerHour ?? 0n);
  }
}
