// A stretch of time as it stands in a form: days and clocks as typed, of a zone that may yet change.
import type { Span } from "../../lib/time/wire";
import { civilOf, instantOf, parseClock } from "../../lib/time/zone";

export class Stretch {
  startDay = $state("");
  startClock = $state("");
  endDay = $state("");
  endClock = $state("");
  zone = $state("UTC");

  constructor(span: Span, zone: string) {
    this.zone = zone;
    this.set(span);
  }

  set(span: Span): void {
    [this.startDay, this.startClock] = shown(this.zone, span.start);
    [this.endDay, this.endClock] = shown(this.zone, span.end);
  }

  /** Undefined while what is typed is no time; reversed ones come as they are. */
  get span(): Span | undefined {
    const start = instant(this.zone, this.startDay, this.startClock);
    const end = instant(this.zone, this.endDay, this.endClock);
    return start === undefined || end === undefined ? undefined : { start, end };
  }
}

function shown(zone: string, at: number): [string, string] {
  const civil = civilOf(zone, at);
  return [civil.day, `${String(civil.hour).padStart(2, "0")}:${String(civil.minute).padStart(2, "0")}`];
}

function instant(zone: string, day: string, clock: string): number | undefined {
  const time = parseClock(clock);
  return time && /^\d{4}-\d\d-\d\d$/.test(day) ? instantOf(zone, { day, ...time }) : undefined;
}
