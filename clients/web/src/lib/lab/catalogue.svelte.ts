// What the lab has: sites, pools, resources with the rules that hold, kinds of certification. Read
// once, and again when the stream says that one of them changed.
import type { Certification, Pool, Resource, Site } from "../../gen/mutua/v1/place_pb";
import { EventKind, type Event } from "../../gen/mutua/v1/watch_pb";
import type { Api } from "../api/api";
import { readAll } from "../api/pages";
import type { Problem, Result } from "../api/problem";
import { seconds } from "../time/wire";
import { learnCertifications, learnNames } from "./reason";

export interface Lengths {
  granularity: number;
  shortest: number;
  longest: number;
  setup: number;
  cleanup: number;
}

export interface CatalogueRead {
  sites: Site[];
  pools: Pool[];
  resources: Resource[];
  certifications: Certification[];
  /** Of the oldest of them. */
  position: bigint;
}

const kKinds = new Set([EventKind.SITE, EventKind.POOL, EventKind.RESOURCE, EventKind.CERTIFICATION]);
const kAPage = 1000;

/** "seat-9" before "seat-10". */
function asCounted(a: Resource, b: Resource): number {
  return a.resource.localeCompare(b.resource, "en", { numeric: true });
}

export class Catalogue {
  sites = $state.raw(new Map<string, Site>());
  pools = $state.raw(new Map<string, Pool>());
  resources = $state.raw(new Map<string, Resource>());
  certifications = $state.raw(new Map<string, Certification>());

  async load(api: Api, minPosition: bigint): Promise<Problem | undefined> {
    const read = await readCatalogue(api, minPosition);
    if (!read.ok) return read.problem;
    this.take(read.value);
    return undefined;
  }

  take({ sites, pools, resources, certifications }: CatalogueRead): void {
    this.sites = new Map(sites.map((site) => [site.site, site]));
    this.pools = new Map(pools.map((pool) => [pool.pool, pool]));
    this.resources = new Map(resources.sort(asCounted).map((one) => [one.resource, one]));
    this.certifications = new Map(certifications.map((one) => [one.certification, one]));
    learnNames(sites.map((one) => [one.site, one.displayName]));
    learnCertifications(certifications.map((one) => [one.certification, one.displayName]));
    learnNames(pools.map((one) => [one.pool, one.displayName]));
    learnNames(resources.map((one) => [one.resource, one.displayName]));
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

  /** Whom to ask for these, where the lab has said it. */
  whomToAsk(certifications: string[]): string {
    const whom = certifications.map((one) => this.certifications.get(one)?.ask ?? "").filter(Boolean);
    return [...new Set(whom)].join(" / ");
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

export async function readCatalogue(api: Api, minPosition: bigint): Promise<Result<CatalogueRead>> {
  const at = (pageToken: string) => ({ pageToken, pageSize: kAPage, minPosition });
  const [sites, pools, resources, certifications] = await Promise.all([
    readAll((token) => api.catalogue.listSites(at(token)), (page) => page.sites),
    readAll((token) => api.catalogue.listPools(at(token)), (page) => page.pools),
    readAll((token) => api.catalogue.listResources(at(token)), (page) => page.resources),
    readAll((token) => api.catalogue.listCertifications(at(token)), (page) => page.certifications),
  ]);
  if (!sites.ok) return sites;
  if (!pools.ok) return pools;
  if (!resources.ok) return resources;
  if (!certifications.ok) return certifications;
  const positions = [sites, pools, resources, certifications].map((one) => one.value.position);
  return {
    ok: true,
    value: {
      sites: sites.value.items,
      pools: pools.value.items,
      resources: resources.value.items,
      certifications: certifications.value.items,
      position: positions.reduce((a, b) => (a < b ? a : b)),
    },
  };
}
