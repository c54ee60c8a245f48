// How the manager's page names things that the API names by handles and numbers.
import type { Booking } from "../gen/mutua/v1/booking_pb";
import type { Outage, Site } from "../gen/mutua/v1/place_pb";
import { i18n } from "../lib/i18n/i18n.svelte";
import { words } from "../lib/i18n/manager/words.svelte";
import type { Catalogue } from "../lib/lab/catalogue.svelte";
import { dayOf } from "../lib/time/zone";

/** "Laser 80 W + Salle du jardin" */
export function thingsOf(catalogue: Catalogue, booking: Booking): string {
  return booking.parts
    .map((part) => catalogue.name(part.resource) + (part.units > 1 ? ` × ${part.units}` : ""))
    .join(" + ");
}

const kDay = 86_400; // seconds

const daysOf = (count: number) => new Intl.NumberFormat(i18n.language, { style: "unit", unit: "day", unitDisplay: "long" }).format(count);

/** "1 h 30 min", and in days when it is long. */
export function lengthOf(seconds: number): string {
  return seconds < 2 * kDay ? i18n.format.length(seconds) : daysOf(Math.round(seconds / kDay));
}

/** "in 1 h 30 min"; from the day after tomorrow on in days of the calendar: "in 3 days". */
export function inTime(zone: string, now: number, at: number): string {
  const [today, day] = [now, at].map((instant) => Date.parse(dayOf(zone, instant)) / 1000);
  const days = ((day ?? 0) - (today ?? 0)) / kDay;
  return words.m.outages.inTime(days < 2 ? i18n.format.length(at - now) : daysOf(days));
}

export function siteName(site: Site | undefined, handle: string): string {
  return site?.displayName || handle;
}

/** What an outage is of, and on whose clocks it is told. */
export function placeOf(catalogue: Catalogue, { what }: Outage): { name: string; zone: string } {
  const { m } = words;
  const handle = what.value ?? "";
  if (what.case === "site") {
    const site = catalogue.sites.get(handle);
    return { name: m.outages.site(siteName(site, handle)), zone: site?.zone || "UTC" };
  }
  const name = catalogue.name(handle);
  return { name: what.case === "pool" ? m.outages.pool(name) : name, zone: catalogue.zone(handle) };
}
