// Times, lengths, dates and money as people of a language read them: always 24 hours, on the clocks of
// the zone that is given.
import { remembered } from "./remembered";
import { dayOf } from "./zone";

let zoneHere: string | undefined;

/** The zone of this browser, whose first look at a clock takes it a while. */
export function here(): string {
  return (zoneHere ??= Intl.DateTimeFormat().resolvedOptions().timeZone);
}

const kWeek = 6 * 86_400; // seconds: within it the day's name tells which one

export class Format {
  readonly #tag: string;
  #number: Intl.NumberFormat | undefined;
  #money: Intl.NumberFormat | undefined;
  #cache = new Map<string, Intl.DateTimeFormat>();

  constructor(language: string) {
    this.#tag = tagOf(language);
  }

  #format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = zone + JSON.stringify(options);
    let format = this.#cache.get(key);
    if (!format) {
      format = new Intl.DateTimeFormat(this.#tag, { timeZone: zone, hourCycle: "h23", ...options });
      this.#cache.set(key, format);
    }
    return format;
  }

  /** "14:30" */
  readonly clock = remembered((zone, instant) =>
    this.#format(zone, { hour: "2-digit", minute: "2-digit" }).format(instant * 1000),
  );

  /** "14:30" where that is today, "Thu 26 14:30" where it is within a week of `now`, else "Mon 23 Nov 14:30". */
  near(zone: string, instant: number, now: number): string {
    const day = dayOf(zone, instant);
    if (day === dayOf(zone, now)) return this.clock(zone, instant);
    const named = Math.abs(instant - now) < kWeek ? this.shortDay(day) : this.day(zone, instant);
    return `${named} ${this.clock(zone, instant)}`;
  }

  /** "Mon 23 Nov" */
  day(zone: string, instant: number): string {
    return this.#format(zone, { weekday: "short", day: "numeric", month: "short" }).format(instant * 1000);
  }

  /** "Monday 23 November" */
  longDay(day: string): string {
    return this.#format("UTC", { weekday: "long", day: "numeric", month: "long" }).format(noon(day));
  }

  /** "23 November 2026" */
  longDate(day: string): string {
    return this.#format("UTC", { day: "numeric", month: "long", year: "numeric" }).format(noon(day));
  }

  /** "Monday 23 November", with the year where it is another one. */
  wholeDay(day: string): string {
    const year = day.slice(0, 4) === new Date().toISOString().slice(0, 4) ? undefined : ("numeric" as const);
    return this.#format("UTC", { weekday: "long", day: "numeric", month: "long", year }).format(noon(day));
  }

  /** "Mon 23" */
  shortDay(day: string): string {
    return this.#format("UTC", { weekday: "short", day: "numeric" }).format(noon(day));
  }

  /** "23/11", as the language writes it. */
  dayMonth(day: string): string {
    return this.#format("UTC", { day: "numeric", month: "numeric" }).format(noon(day));
  }

  /** "November 2026" */
  month(day: string): string {
    return this.#format("UTC", { month: "long", year: "numeric" }).format(noon(day));
  }

  weekday(day: string): string {
    return this.#format("UTC", { weekday: "long" }).format(noon(day));
  }

  /** "14:00–16:00", or with the day where it ends on another one. */
  span(zone: string, start: number, end: number): string {
    const last = dayOf(zone, end);
    const sameDay = dayOf(zone, start) === last || dayOf(zone, end - 1) === dayOf(zone, start);
    const to = sameDay && dayOf(zone, start) !== last ? "24:00" : this.clock(zone, end);
    if (sameDay) return `${this.clock(zone, start)}–${to}`;
    return `${this.clock(zone, start)} – ${this.day(zone, end)} ${to}`;
  }

  /** "Mon 23 Nov, 14:00–16:00" */
  when(zone: string, start: number, end: number): string {
    return `${this.day(zone, start)}, ${this.span(zone, start, end)}`;
  }

  /** The same on the clocks of this browser; empty where they show the same. */
  own(zone: string, start: number, end: number): string {
    if (zone === here()) return "";
    const own = this.when(here(), start, end);
    return own === this.when(zone, start, end) ? "" : own;
  }

  /** "1 h 30 min" */
  length(seconds: number): string {
    const sign = seconds < 0 ? "−" : "";
    const minutes = Math.round(Math.abs(seconds) / 60);
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${sign}${rest} min`;
    return rest === 0 ? `${sign}${this.number(hours)} h` : `${sign}${this.number(hours)} h ${rest} min`;
  }

  number(value: number): string {
    this.#number ??= new Intl.NumberFormat(this.#tag);
    return this.#number.format(value);
  }

  /** The lab's currency has no name in the API yet: two decimals, as prices are written. */
  money(cents: number): string {
    this.#money ??= new Intl.NumberFormat(this.#tag, { style: "currency", currency: "EUR" });
    return this.#money.format(cents / 100);
  }

  /** 1 Monday to 7 Sunday. */
  firstWeekday(): number {
    const locale = new Intl.Locale(this.#tag) as Intl.Locale & {
      getWeekInfo?: () => { firstDay: number };
      weekInfo?: { firstDay: number };
    };
    return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
  }
}

function noon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

// The reader's own kind of the language, "fr-CA", where the browser names one.
function tagOf(language: string): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return own ?? (language === "en" ? "en-GB" : language);
}
