// How long things are open: opening hours added up over days, on the wall clocks of their site. Both must be open, the
// site and what is asked about; hours that run past midnight belong to the day on which they began. An hour that the
// clocks skip or show twice is not told apart: it is for shares of months, not for bookings.
import type { OpeningHours, Resource, Site } from "../../gen/mutua/v1/place_pb";
import { addDays, parseClock, weekdayOf } from "../../lib/time/zone";

const kDay = 24 * 60; // minutes

interface Range {
  from: number;
  to: number;
}

/** Seconds that a resource of one unit is open from the first day up to, without, the last. */
export function openSeconds(site: Site | undefined, resource: Resource, first: string, last: string): number {
  const both = intersect(rangesOf(site?.hours, first, last), rangesOf(resource.effectiveRules?.hours, first, last));
  return both.reduce((sum, { from, to }) => sum + (to - from) * 60, 0);
}

// In minutes from the first midnight, ascending and disjoint.
function rangesOf(hours: OpeningHours | undefined, first: string, last: string): Range[] {
  const end = days(first, last) * kDay;
  if (!hours) return [{ from: 0, to: end }];
  const found: Range[] = [];
  // The day before may run on into the first.
  for (let i = -1, day = addDays(first, -1); day < last; ++i, day = addDays(day, 1)) {
    for (const { opens, closes } of onDay(hours, day)) {
      const [from, until] = [minutes(opens), minutes(closes)];
      found.push({ from: Math.max(0, i * kDay + from), to: Math.min(end, i * kDay + (until <= from ? until + kDay : until)) });
    }
  }
  return merged(found.filter(({ from, to }) => from < to));
}

function onDay(hours: OpeningHours, day: string) {
  const special = hours.exceptions.find((one) => one.firstDay <= day && day <= (one.lastDay || one.firstDay));
  if (special) return special.ranges;
  return hours.week.filter((one) => one.days.some((number) => Number(number) === weekdayOf(day))).flatMap((one) => one.ranges);
}

function minutes(text: string): number {
  const clock = parseClock(text);
  return clock ? clock.hour * 60 + clock.minute : 0;
}

function days(first: string, last: string): number {
  return Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000));
}

function merged(ranges: Range[]): Range[] {
  const all = ranges.sort((a, b) => a.from - b.from);
  const out: Range[] = [];
  for (const one of all) {
    const before = out.at(-1);
    if (before && one.from <= before.to) before.to = Math.max(before.to, one.to);
    else out.push({ ...one });
  }
  return out;
}

function intersect(a: Range[], b: Range[]): Range[] {
  const out: Range[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [one, other] = [a[i] as Range, b[j] as Range];
    const from = Math.max(one.from, other.from);
    const to = Math.min(one.to, other.to);
    if (from < to) out.push({ from, to });
    if (one.to < other.to) ++i;
    else ++j;
  }
  return out;
}
