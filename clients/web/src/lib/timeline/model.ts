// What the time line is given: groups of rows, each row one resource.
import type { Booking } from "../../gen/mutua/v1/booking_pb";
import type { Span } from "../time/wire";
import type { Reach } from "./carry.svelte";
import type { Segment, Viewer } from "./segments";

export interface Row {
  resource: string;
  name: string;
  /** Under the name: price, "needs approval". */
  detail: string;
  /** Why it is never free for this viewer; empty: it may be. */
  never: string;
  capacity: number;
  segments: Segment[];
  /** Starts and ends are multiples of this many seconds. */
  step: number;
  /** What a tap or Enter chooses, in seconds. */
  usual: number;
}

export interface Group {
  pool: string;
  name: string;
  /** "Any of them" can be booked. */
  any: boolean;
  rows: Row[];
}

export interface Choice extends Span {
  resource: string;
}

export interface TimelineEvents {
  onchoose(choice: Choice): void;
  onopen(booking: Booking): void;
  onany(pool: string): void;
  /** A booking was carried elsewhere: to be asked for. */
  onmove(booking: Booking, to: Choice): void;
  /** What of a booking may be carried. */
  reach(booking: Booking): Reach;
}

export type { Segment, Viewer };
