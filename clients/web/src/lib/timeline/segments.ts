// One resource's time cut into stretches of one kind, as a row of the time line shows them. Bookings
// come with their set-up and clean-up; closures and outages are what the engine's board said.
import type { Booking } from "../../gen/mutua/v1/booking_pb";
import { BookingState } from "../../gen/mutua/v1/booking_pb";
import { seconds, spanOf, type Span } from "../time/wire";

export type SegmentKind =
  | "free"
  | "shut" // free, but not for this viewer: too soon, too far ahead, no quota left
  | "partly" // some of the capacity is booked
  | "busy"
  | "company" // held by a colleague
  | "mine"
  | "buffer" // set-up or clean-up
  | "closed"
  | "outage";

export interface Segment extends Span {
  kind: SegmentKind;
  /** What is booked in it, mine first. */
  bookings: Booking[];
  used: number;
  outage?: string;
}

export interface Background extends Span {
  kind: "closed" | "outage";
  outage: string;
}

export interface RowFacts {
  resource: string;
  capacity: number;
  setup: number;
  cleanup: number;
  background: readonly Background[];
  bookings: readonly Booking[];
}

export interface Viewer {
  member: string;
  company: string;
  /** Runs the lab: acts on what everybody booked. */
  runs?: boolean;
  /** What members are called. */
  nameOf: (member: string) => string;
}

const kHolding = new Set([
  BookingState.HELD,
  BookingState.PENDING,
  BookingState.CONFIRMED,
  BookingState.CHECKED_IN,
  BookingState.COMPLETED,
]);

export function holdsTime(booking: Booking): boolean {
  return kHolding.has(booking.state);
}

export function belongsTo(booking: Booking, viewer: Viewer): "mine" | "company" | "busy" {
  if (booking.redacted) return "busy";
  if (viewer.member !== "" && booking.member === viewer.member) return "mine";
  return viewer.runs || (viewer.company !== "" && booking.company === viewer.company) ? "company" : "busy";
}

interface Held extends Span {
  booking: Booking;
  units: number;
  buffer: boolean;
}

/** Cuts free stretches where this viewer could not book; `from`: what was before is left as it is. */
export function cutToViewer(segments: Segment[], free: readonly Span[], from: number): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.kind !== "free" || segment.end <= from) return [segment];
    const parts: Segment[] = [];
    let at = segment.start;
    const put = (kind: SegmentKind, end: number) => {
      if (end > at) parts.push({ ...segment, kind, start: at, end });
      at = Math.max(at, end);
    };
    put("free", Math.min(from, segment.end));
    for (const span of free) {
      if (span.end <= at || span.start >= segment.end) continue;
      put("shut", Math.min(span.start, segment.end));
      put("free", Math.min(span.end, segment.end));
    }
    put("shut", segment.end);
    return parts;
  });
}

export function segmentsOf(facts: RowFacts, window: Span, viewer: Viewer): Segment[] {
  const held = facts.bookings.filter(holdsTime).flatMap((booking) => heldBy(booking, facts));
  const borders = new Set([window.start, window.end]);
  for (const span of [...held, ...facts.background]) {
    if (span.start > window.start && span.start < window.end) borders.add(span.start);
    if (span.end > window.start && span.end < window.end) borders.add(span.end);
  }
  const sorted = [...borders].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < sorted.length; ++i) {
    const span = { start: sorted[i] ?? 0, end: sorted[i + 1] ?? 0 };
    const next = segmentAt(span, held, facts, viewer);
    const last = segments.at(-1);
    if (last && alike(last, next)) last.end = next.end;
    else segments.push(next);
  }
  return segments;
}

function heldBy(booking: Booking, facts: RowFacts): Held[] {
  const units = booking.parts.filter((part) => part.resource === facts.resource);
  if (units.length === 0) return [];
  const { start, end } = spanOf(booking.interval);
  const over = booking.endedAt ? Math.min(end, seconds(booking.endedAt)) : end;
  const count = units.reduce((sum, part) => sum + (part.units || 1), 0);
  const spans: Held[] = [{ start, end: over, booking, units: count, buffer: false }];
  if (facts.setup > 0) spans.push({ start: start - facts.setup, end: start, booking, units: count, buffer: true });
  if (facts.cleanup > 0) spans.push({ start: over, end: over + facts.cleanup, booking, units: count, buffer: true });
  return spans.filter((span) => span.start < span.end);
}

function segmentAt(span: Span, held: Held[], facts: RowFacts, viewer: Viewer): Segment {
  const here = held.filter((one) => one.start <= span.start && one.end >= span.end);
  const bookings = here.filter((one) => !one.buffer).map((one) => one.booking);
  const used = here.reduce((sum, one) => sum + one.units, 0);
  const order = { mine: 0, company: 1, busy: 2 };
  bookings.sort((a, b) => order[belongsTo(a, viewer)] - order[belongsTo(b, viewer)]);
  const behind = facts.background.find((one) => one.start <= span.start && one.end >= span.end);
  const first = bookings[0];
  const base = { ...span, bookings, used };
  if (first) {
    // Of what many can use at once, only the own booking is more than "some of it is taken".
    const whose = belongsTo(first, viewer);
    const partly = whose !== "mine" && used < facts.capacity;
    return { ...base, kind: partly ? "partly" : whose };
  }
  if (behind?.kind === "outage") return { ...base, kind: "outage", outage: behind.outage };
  if (used >= facts.capacity) return { ...base, kind: "buffer" };
  if (behind) return { ...base, kind: "closed" };
  return { ...base, kind: "free" };
}

function alike(a: Segment, b: Segment): boolean {
  return (
    a.kind === b.kind &&
    a.end === b.start &&
    a.used === b.used &&
    a.outage === b.outage &&
    a.bookings.length === b.bookings.length &&
    a.bookings.every((booking, i) => booking.booking === b.bookings[i]?.booking)
  );
}
