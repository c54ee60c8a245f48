// What somebody is about to book, as it stands in the form: civil times as typed, things by handle.
import { create } from "@bufbuild/protobuf";
import { BookingSpecSchema, type BookingSpec } from "../gen/mutua/v1/booking_pb";
import type { Alternative } from "../gen/mutua/v1/refusal_pb";
import { moment, spanOf, type Span } from "../lib/time/wire";
import { civilOf, instantOf, parseClock } from "../lib/time/zone";

/** A resource, or any `count` of a pool. */
export interface Thing {
  handle: string;
  pool: boolean;
  count: number;
}

export class Draft {
  things = $state<Thing[]>([]);
  startDay = $state("");
  startClock = $state("");
  endDay = $state("");
  endClock = $state("");
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
    return this.#instant(this.startDay, this.startClock);
  }

  get end(): number | undefined {
    return this.#instant(this.endDay, this.endClock);
  }

  get length(): number | undefined {
    return this.start === undefined || this.end === undefined ? undefined : this.end - this.start;
  }

  /** A new start takes the end along. */
  moveStart(day: string, clock: string): void {
    const length = this.length;
    this.startDay = day;
    this.startClock = clock;
    if (length !== undefined && length > 0 && this.start !== undefined) this.#set("end", this.start + length);
  }

  /** "2026-03-29T14:00", as the engine takes it. */
  civil(which: "start" | "end"): string {
    const clock = parseClock(which === "start" ? this.startClock : this.endClock);
    const day = which === "start" ? this.startDay : this.endDay;
    if (clock?.hour === 24) {
      const end = civilOf(this.zone, this.#instant(day, "24:00") ?? 0);
      return `${end.day}T00:00`;
    }
    return `${day}T${two(clock?.hour ?? 0)}:${two(clock?.minute ?? 0)}`;
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
    const civil = (which: "start" | "end") => ({
      moment: { case: "civil" as const, value: { local: this.civil(which) } },
    });
    return create(BookingSpecSchema, {
      ...this.common(),
      time: { start: civil("start"), finish: { case: "end", value: civil("end") } },
    });
  }

  /** The same, as an alternative would have it. */
  alternative(booking: Alternative["bookings"][number]): BookingSpec {
    const { start, end } = spanOf(booking.interval);
    return create(BookingSpecSchema, {
      ...this.common(),
      wants: booking.wants,
      time: { start: moment(start), finish: { case: "end", value: moment(end) } },
    });
  }

  #instant(day: string, clock: string): number | undefined {
    const time = parseClock(clock);
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || !time) return undefined;
    return instantOf(this.zone, { day, ...time });
  }

  #set(which: "start" | "end", instant: number): void {
    const civil = civilOf(this.zone, instant);
    const clock = `${two(civil.hour)}:${two(civil.minute)}`;
    if (which === "start") {
      this.startDay = civil.day;
      this.startClock = clock;
    } else {
      this.endDay = civil.day;
      this.endClock = clock;
    }
  }
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
