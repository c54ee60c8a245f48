// What somebody is about to book, as it stands in the form: civil times as typed, things by handle.
import { create } from "@bufbuild/protobuf";
import { BookingSpecSchema, type BookingSpec } from "../gen/mutua/v1/booking_pb";
import type { AlternativeBooking } from "../gen/mutua/v1/refusal_pb";
import type { Lab } from "../lib/lab/lab.svelte";
import type { Choice } from "../lib/timeline/model";
import { moment, spanOf, type Span } from "../lib/time/wire";
import { civilOf, instantOf, parseClock, shownAgain } from "../lib/time/zone";

/** A resource, or any `count` of a pool. */
export interface Thing {
  handle: string;
  pool: boolean;
  count: number;
}

type Which = "start" | "end";

export class Draft {
  things = $state<Thing[]>([]);
  startDay = $state("");
  startClock = $state("");
  endDay = $state("");
  endClock = $state("");
  /** Of a time that the clocks show twice, the second is meant; no effect on others. */
  second = $state({ start: false, end: false });
  title = $state("");
  /** Empty: the caller. */
  member = $state("");
  guests = $state(0);

  constructor(
    things: Thing[],
    span: Span,
    readonly zone: string,
  ) {
    this.things = things;
    this.setSpan(span);
  }

  setSpan(span: Span): void {
    this.#set("start", span.start);
    this.#set("end", span.end);
  }

  /** Undefined while what is typed is no time. */
  get start(): number | undefined {
    return this.#instant("start");
  }

  get end(): number | undefined {
    return this.#instant("end");
  }

  get length(): number | undefined {
    return this.start === undefined || this.end === undefined ? undefined : this.end - this.start;
  }

  /** As the board shows it; undefined where it names no resource, or no time. */
  get choice(): Choice | undefined {
    const { start, end } = this;
    const resource = this.things.find((thing) => !thing.pool)?.handle;
    if (!resource || start === undefined || end === undefined || end <= start) return undefined;
    return { resource, start, end };
  }

  /** A new start takes the end along. */
  moveStart(day: string, clock: string): void {
    const length = this.length;
    this.startDay = day;
    this.startClock = clock;
    if (length !== undefined && length > 0 && this.start !== undefined) this.#set("end", this.start + length);
  }

  /** The clocks show it twice. */
  isTwice(which: Which): boolean {
    const first = this.#first(which);
    return first !== undefined && shownAgain(this.zone, first) !== undefined;
  }

  /** As the engine takes it: local "2026-03-29T14:00". */
  civil(which: Which): { local: string; second: boolean } {
    const { day, clock } = this.#typed(which);
    const second = this.second[which];
    if (clock?.hour === 24) return { local: `${civilOf(this.zone, this.#first(which) ?? 0).day}T00:00`, second };
    return { local: `${day}T${two(clock?.hour ?? 0)}:${two(clock?.minute ?? 0)}`, second };
  }

  wants() {
    return this.things.map((thing) =>
      thing.pool
        ? { what: { case: "pool" as const, value: thing.handle }, count: thing.count }
        : { what: { case: "resource" as const, value: thing.handle } },
    );
  }

  /** Everything but the time. */
  common() {
    return {
      wants: this.wants(),
      member: this.member,
      title: this.title.trim(),
      guests: this.guests > 0 ? { more: this.guests } : undefined,
    };
  }

  spec(): BookingSpec {
    const civil = (which: Which) => ({ moment: { case: "civil" as const, value: this.civil(which) } });
    return create(BookingSpecSchema, {
      ...this.common(),
      time: { start: civil("start"), finish: { case: "end", value: civil("end") } },
    });
  }

  /** A piece of it is to be asked for alone: any of a pool stays any, and what was typed beside it stays. */
  become({ wants, interval }: AlternativeBooking): void {
    if (!this.things.some((thing) => thing.pool)) this.things = wants.map(({ what, count }) => ({ handle: what.value ?? "", pool: what.case === "pool", count: Math.max(1, count) }));
    this.setSpan(spanOf(interval));
  }

  /** The same, as an alternative would have it. */
  alternative(booking: AlternativeBooking): BookingSpec {
    const { start, end } = spanOf(booking.interval);
    return create(BookingSpecSchema, {
      ...this.common(),
      wants: booking.wants,
      time: { start: moment(start), finish: { case: "end", value: moment(end) } },
    });
  }

  #typed(which: Which) {
    const [day, clock] = which === "start" ? [this.startDay, this.startClock] : [this.endDay, this.endClock];
    return { day, clock: parseClock(clock) };
  }

  // Of two that the clocks show alike, the first.
  #first(which: Which): number | undefined {
    const { day, clock } = this.#typed(which);
    return clock && /^\d{4}-\d\d-\d\d$/.test(day) ? instantOf(this.zone, { day, ...clock }) : undefined;
  }

  #instant(which: Which): number | undefined {
    const first = this.#first(which);
    return first !== undefined && this.second[which] ? (shownAgain(this.zone, first) ?? first) : first;
  }

  #set(which: Which, instant: number): void {
    const civil = civilOf(this.zone, instant);
    const clock = `${two(civil.hour)}:${two(civil.minute)}`;
    if (which === "start") {
      this.startDay = civil.day;
      this.startClock = clock;
    } else {
      this.endDay = civil.day;
      this.endClock = clock;
    }
    this.second[which] = instantOf(this.zone, civil) < instant - (instant % 60);
  }
}

/** Of what was chosen on the board. */
export function draftOf(lab: Lab, { resource, start, end }: Choice): Draft {
  return new Draft([{ handle: resource, pool: false, count: 1 }], { start, end }, lab.catalogue.zone(resource));
}

/** The next full hour of that day, or its morning. */
export function draftOn(lab: Lab, thing: Omit<Thing, "count">, day: string): Draft {
  const zone = lab.catalogue.zone(thing.handle);
  const morning = instantOf(zone, { day, hour: 9, minute: 0 });
  const start = Math.max(morning, Math.ceil(lab.now / 3600) * 3600);
  const { shortest } = lab.catalogue.lengths(thing.handle);
  return new Draft([{ ...thing, count: 1 }], { start, end: start + Math.max(3600, shortest) }, zone);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
