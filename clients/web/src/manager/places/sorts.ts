// Sites, pools and resources as forms. `office.api` is asked for at each call: a sign-in may end and be
// renewed while a form is open.
import { create } from "@bufbuild/protobuf";
import { PoolSchema, ResourceSchema, SiteSchema } from "../../gen/mutua/v1/place_pb";
import { words } from "../../lib/i18n/manager/words.svelte";
import type { Office } from "../office.svelte";
import type { Field, Read, Sort, Values } from "../things/sort";
import { hoursAlso, hoursFields, hoursFrom, hoursValues, hoursWrong, isHours } from "./hours";
import { isLent, lentFields, lentFrom, lentValues, lentWrong } from "./lent";
import { isRule, ruleFields, rulesAlso, ruleValues, rulesFrom, rulesWrong } from "./rules";
import { sharingFields, sharingFrom, sharingValues, sharingWrong } from "./shares";

const named = (): Field[] => [
  { key: "display_name", label: words.m.things.name, type: "text", most: 100, required: true },
  { key: "handle", label: words.m.things.handle, hint: words.m.things.handleHint, type: "handle", onlyNew: true },
];

const paths = (changed: string[], is: (key: string) => boolean, whole: string) => [
  ...new Set(changed.map((key) => (is(key) ? whole : key))),
];

// What the kiosks of a site do, by the numbers of the contract.
function kioskChoice(key: string, label: string, names: readonly string[], hint?: string): Field {
  const options = names.map((name, at) => ({ value: String(at), label: name })).filter(({ label: name }) => name !== "");
  return { key, label, hint, group: words.m.places.kiosk, type: "choice", options };
}

export function siteSort(office: Office, site?: string): Sort {
  const is = () => office.lab.catalogue.sites.get(site ?? "");
  const from = (values: Values) => {
    const hours = hoursFrom(values);
    return {
      displayName: values["display_name"] ?? "",
      zone: (values["zone"] ?? "").trim(),
      kioskPeople: Number(values["kiosk_people"]),
      kioskPin: Number(values["kiosk_pin"]),
      ...(hours ? { hours } : {}),
    };
  };
  return {
    isNew: site === undefined,
    title: site === undefined ? words.m.places.newSite : is()?.displayName || site,
    fields: () => [
      ...named(),
      { key: "zone", label: words.m.places.zone, hint: words.m.places.zoneHint, type: "text", most: 60, required: true },
      ...hoursFields(words.m.places.always),
      kioskChoice("kiosk_people", words.m.places.kioskPeople, words.m.places.kioskPeoples),
      kioskChoice("kiosk_pin", words.m.places.kioskPin, words.m.places.kioskPins, words.m.places.kioskPinHint),
    ],
    read: (): Read | undefined => {
      const one = is();
      if (site === undefined) {
        const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
        const fresh = { display_name: "", handle: "", zone, kiosk_people: "1", kiosk_pin: "1" };
        return { values: { ...fresh, ...hoursValues(undefined) }, etag: "" };
      }
      if (!one) return undefined;
      // Unset means the first of each.
      const kiosks = { kiosk_people: String(one.kioskPeople || 1), kiosk_pin: String(one.kioskPin || 1) };
      return { values: { display_name: one.displayName, zone: one.zone, ...kiosks, ...hoursValues(one.hours) }, etag: one.etag };
    },
    also: hoursAlso,
    wrong: hoursWrong,
    save: (requestId, values, changed, etag) =>
      site === undefined
        ? office.api.catalogue.createSite({
            requestId,
            site: create(SiteSchema, { ...from(values), site: values["handle"] ?? "" }),
          })
        : office.api.catalogue.updateSite({
            requestId,
            site: create(SiteSchema, { ...from(values), site, etag }),
            updateMask: { paths: paths(changed, isHours, "hours") },
          }),
    remove: (requestId, etag) => office.api.catalogue.deleteSite({ requestId, site: site ?? "", etag }),
  };
}

export function poolSort(office: Office, pool?: string): Sort {
  const is = () => office.lab.catalogue.pools.get(pool ?? "");
  const from = (values: Values) => ({
    displayName: values["display_name"] ?? "",
    standIn: values["stand_in"] === "yes",
    ...sharingFrom(values),
    rules: rulesFrom(is()?.rules, values),
  });
  return {
    isNew: pool === undefined,
    title: pool === undefined ? words.m.places.newPool : is()?.displayName || pool,
    fields: () => {
      const { m } = words;
      return [
        ...named(),
        {
          key: "stand_in",
          label: m.places.standIn,
          type: "choice",
          options: [
            { value: "", label: m.things.no },
            { value: "yes", label: m.things.yes },
          ],
        },
        ...sharingFields(office),
        ...ruleFields(office, m.places.usual, m.places.asSite),
      ];
    },
    read: (): Read | undefined => {
      const one = is();
      if (pool === undefined) {
        return { values: { display_name: "", handle: "", stand_in: "", ...sharingValues(undefined), ...ruleValues(undefined) }, etag: "" };
      }
      const own = one && { display_name: one.displayName, stand_in: one.standIn ? "yes" : "", ...sharingValues(one) };
      return one && { values: { ...own, ...ruleValues(one.rules) } as Values, etag: one.etag };
    },
    also: rulesAlso,
    wrong: (values) => ({ ...rulesWrong(office, values), ...sharingWrong(values) }),
    save: (requestId, values, changed, etag) =>
      pool === undefined
        ? office.api.catalogue.createPool({
            requestId,
            pool: create(PoolSchema, { ...from(values), pool: values["handle"] ?? "" }),
          })
        : office.api.catalogue.updatePool({
            requestId,
            pool: create(PoolSchema, { ...from(values), pool, etag }),
            updateMask: { paths: paths(changed, isRule, "rules") },
          }),
    remove: (requestId, etag) => office.api.catalogue.deletePool({ requestId, pool: pool ?? "", etag }),
  };
}

export function resourceSort(office: Office, resource?: string, inPool = ""): Sort {
  const { catalogue } = office.lab;
  const is = () => catalogue.resources.get(resource ?? "");
  const from = (values: Values) => ({
    displayName: values["display_name"] ?? "",
    kind: Number(values["kind"]),
    pool: values["pool"] ?? "",
    site: values["site"] ?? "",
    capacity: Number(values["capacity"]),
    way: values["way"] ?? "",
    rules: rulesFrom(is()?.rules, values),
    ...(lentFrom(values) ? { lent: lentFrom(values)! } : {}),
  });
  return {
    isNew: resource === undefined,
    title: resource === undefined ? words.m.places.newResource : is()?.displayName || resource,
    fields: () => {
      const { m } = words;
      return [
        ...named(),
        {
          key: "kind",
          label: m.places.kind,
          type: "choice",
          options: [1, 2, 3, 4, 5].map((kind) => ({ value: String(kind), label: m.places.kindsOfOne[kind] ?? "" })),
        },
        {
          key: "pool",
          label: m.places.pool,
          type: "choice",
          options: [...catalogue.pools.keys()].map((value) => ({ value, label: catalogue.name(value) })),
        },
        {
          key: "site",
          label: m.places.site,
          type: "choice",
          options: [...catalogue.sites.values()].map((one) => ({ value: one.site, label: one.displayName || one.site })),
        },
        { key: "capacity", label: m.places.capacity, hint: m.places.capacityHint, type: "text", most: 6, typed: "numeric" },
        { key: "way", label: m.places.way, hint: m.places.wayHint, type: "text", most: 200 },
        ...lentFields(office),
        ...ruleFields(office, m.places.asPool, m.places.asPoolAndSite, is()?.effectiveRules),
      ];
    },
    read: (): Read | undefined => {
      const one = is();
      if (resource === undefined) {
        const pool = inPool || (catalogue.pools.keys().next().value ?? "");
        const site = catalogue.sites.keys().next().value ?? "";
        const fresh = { display_name: "", handle: "", kind: "1", pool, site, capacity: "1", way: "" };
        return { values: { ...fresh, ...lentValues(undefined), ...ruleValues(undefined) }, etag: "" };
      }
      if (!one) return undefined;
      const own = {
        display_name: one.displayName,
        kind: String(one.kind),
        pool: one.pool,
        site: one.site,
        capacity: String(one.capacity || 1),
        way: one.way,
      };
      return { values: { ...own, ...lentValues(one.lent), ...ruleValues(one.rules) }, etag: one.etag };
    },
    also: rulesAlso,
    wrong: (values) => {
      const wrong = { ...rulesWrong(office, values), ...lentWrong(values) };
      if (!/^[1-9]\d{0,5}$/.test(values["capacity"] ?? "")) wrong["capacity"] = words.m.places.wrongNumber;
      return wrong;
    },
    save: (requestId, values, changed, etag) =>
      resource === undefined
        ? office.api.catalogue.createResource({
            requestId,
            resource: create(ResourceSchema, { ...from(values), resource: values["handle"] ?? "" }),
          })
        : office.api.catalogue.updateResource({
            requestId,
            resource: create(ResourceSchema, { ...from(values), resource, etag }),
            updateMask: { paths: paths(paths(changed, isRule, "rules"), isLent, "lent") },
          }),
    remove: (requestId, etag) => office.api.catalogue.deleteResource({ requestId, resource: resource ?? "", etag }),
  };
}
