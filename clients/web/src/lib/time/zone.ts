// Instants and what a wall clock shows, by the zone's name and the browser's own tables (Intl). An
// instant is whole seconds since 1970 UTC; a day is "2026-03-29"; a civil time "2026-03-29T14:00".
// Days are added on the calendar and only then turned into instants, so that 23 and 25 hours come out.

import { remembered } from "./remembered";

export interface Civil {
  day: string;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clocks show at this instant; seconds are dropped. */
export const civilOf = remembered((zone, instant): Readonly<Civil> => {
  const parts = new Map(formatOf(zone).formatToParts(instant * 1000).map((part) => [part.type, part.value]));
  return {
    day: `${parts.get("year")?.padStart(4, "0")}-${parts.get("month")}-${parts.get("day")}`,
    hour: Number(parts.get("hour")),
    minute: Number(parts.get("minute")),
  };
});

function asUtc(civil: Civil): number {
  return Date.parse(`${civil.day}T00:00:00Z`) / 1000 + civil.hour * 3600 + civil.minute * 60;
}

/** Seconds that the clocks are ahead of UTC. */
export function offsetAt(zone: string, instant: number): number {
  const minute = Math.floor(instant / 60) * 60;
  return asUtc(civilOf(zone, minute)) - minute;
}

/**
 * The instant of a civil time: the first one if the clocks show it twice; if they skip it, the first
 * instant after the gap.
 */
export function instantOf(zone: string, civil: Civil): number {
  const utc = asUtc(civil);
  const before = offsetAt(zone, utc - 86_400);
  const after = offsetAt(zone, utc + 86_400);
  if (before === after) return utc - before;
  for (const offset of [before, after]) {
    if (offsetAt(zone, utc - offset) === offset) return utc - offset;
  }
  return transition(zone, utc - 86_400, utc + 86_400);
}

/** Where the clocks show once more what they show at this instant: when that is. */
export function shownAgain(zone: string, instant: number): number | undefined {
  const back = offsetAt(zone, instant) - offsetAt(zone, instant + 86_400);
  const again = instant + back;
  return back > 0 && offsetAt(zone, again) === offsetAt(zone, instant + 86_400) ? again : undefined;
}

// The one change of offset between two instants, to the minute.
function transition(zone: string, from: number, to: number): number {
  const first = offsetAt(zone, from);
  while (to - from > 60) {
    const middle = Math.floor((from + to) / 120) * 60;
    if (offsetAt(zone, middle) === first) from = middle;
    else to = middle;
  }
  return to;
}

export function startOfDay(zone: string, day: string): number {
  return instantOf(zone, { day, hour: 0, minute: 0 });
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function dayOf(zone: string, instant: number): string {
  return civilOf(zone, instant).day;
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The first day of the week that holds `day`. */
export function startOfWeek(day: string, firstWeekday: number): string {
  return addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
}

/** Down to a multiple of `step` seconds from the local midnight before, as the rules count. */
export function snapDown(zone: string, instant: number, step: number): number {
  const midnight = startOfDay(zone, dayOf(zone, instant));
  return midnight + Math.floor((instant - midnight) / step) * step;
}

/** "14:30"; midnight at the end of a day stays "24:00". */
export function clockText({ hour, minute }: { hour: number; minute: number }): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** "14:30", "1430", "14h30", "14 h", "9", "2.30 pm", "14:30:00", and digits of full width: hours and minutes; undefined when
 * it is none of these. */
export function parseClock(text: string): { hour: number; minute: number } | undefined {
  const found = /^\s*(\d{1,2})\s*[:h.]?\s*(?:(\d{2})\s*(?:min|:00)?)?\s*(?:([ap])\.?m\.?)?\s*$/i.exec(text.normalize("NFKC"));
  const half = found?.[3]?.toLowerCase();
  let hour = Number(found?.[1]);
  const minute = Number(found?.[2] ?? 0);
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return found && hour <= 24 && minute < 60 && (hour < 24 || minute === 0) ? { hour, minute } : undefined;
}
