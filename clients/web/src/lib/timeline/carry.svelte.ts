// A booking of one's own on its way to another time, another length or an equal resource, by pointer or by
// keyboard. Nothing is asked of the engine here: what comes out is a choice, which a form previews.
import type { Booking } from "../../gen/mutua/v1/booking_pb";
import { snapDown } from "../time/zone";
import { spanOf } from "../time/wire";
import type { Axis } from "./axis";
import type { Choice, Group, Row, Segment } from "./model";

/** What of a booking may be changed: nothing, only its end, or all of it. */
export type Reach = "" | "end" | "all";

export class Carry {
  booking = $state.raw<Booking>();
  choice = $state.raw<Choice>();
  #from: Choice | undefined;
  #onlyEnd = false;

  constructor(
    readonly reach: (booking: Booking) => Reach,
    readonly groups: () => Group[],
    readonly step: (row: Row) => number,
  ) {}

  /** Takes up what stands in a segment; answers whether there is something that may be carried. */
  take(row: Row, segment: Segment | undefined, byEnd: boolean): boolean {
    const booking = segment?.bookings.find((one) => !one.redacted && this.reach(one) !== "");
    if (!booking) return false;
    this.booking = booking;
    this.#onlyEnd = byEnd || this.reach(booking) === "end";
    this.#from = { resource: row.resource, ...spanOf(booking.interval) };
    this.choice = this.#from;
    return true;
  }

  drop(): void {
    this.booking = this.choice = this.#from = undefined;
  }

  get moved(): boolean {
    const [a, b] = [this.#from, this.choice];
    return a !== undefined && b !== undefined && (a.resource !== b.resource || a.start !== b.start || a.end !== b.end);
  }

  /** By the way of a pointer between two places of the axis, over the row of a resource. */
  drag(from: number, to: number, over: string, axis: Axis, zone: string): void {
    const old = this.#from;
    const row = old && this.#row(old.resource);
    if (!old || !row) return;
    const step = this.step(row);
    const near = (instant: number) => snapDown(zone, instant + step / 2, step);
    if (this.#onlyEnd) {
      this.choice = { ...old, end: Math.max(near(axis.instant(to)), old.start + step) };
      return;
    }
    const start = near(this.#along(old.start, to - from, axis));
    this.choice = { resource: this.#equal(over), start, end: start + old.end - old.start };
  }

  /** Answers whether the key was one of ours. */
  key(key: string, shift: boolean): boolean {
    const at = this.choice;
    const row = at && this.#row(at.resource);
    if (!at || !row) return false;
    const step = this.step(row);
    const by = key === "ArrowLeft" ? -step : key === "ArrowRight" ? step : 0;
    if (by !== 0 && (shift || this.#onlyEnd)) {
      this.choice = { ...at, end: Math.max(at.end + by, at.start + step) };
    } else if (by !== 0) {
      this.choice = { ...at, start: at.start + by, end: at.end + by };
    } else if (key === "ArrowUp" || key === "ArrowDown") {
      const equals = this.#equals();
      const index = equals.indexOf(at.resource) + (key === "ArrowDown" ? 1 : -1);
      this.choice = { ...at, resource: equals[index] ?? at.resource };
    } else {
      return false;
    }
    return true;
  }

  // On a week's axis the nights between are no way.
  #along(instant: number, by: number, axis: Axis): number {
    if (axis.shows(instant)) return axis.instant(axis.at(instant) + by);
    return instant + by * axis.total;
  }

  #row(resource: string): Row | undefined {
    return this.groups()
      .flatMap((group) => group.rows)
      .find((row) => row.resource === resource);
  }

  // What can stand in for it; several things together stay what they are.
  #equals(): string[] {
    const own = this.#from?.resource ?? "";
    const group = this.groups().find((one) => one.rows.some((row) => row.resource === own));
    if (!group?.any || this.#onlyEnd || (this.booking?.parts.length ?? 0) !== 1) return [own];
    return group.rows.map((row) => row.resource);
  }

  #equal(over: string): string {
    return this.#equals().find((one) => one === over) ?? this.#from?.resource ?? "";
  }
}
