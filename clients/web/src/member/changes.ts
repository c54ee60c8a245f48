// Changing a booking that stands: which command what was typed amounts to, and sending it. The same
// command is previewed while one types and sent when the button is pressed.
import { BookingState, type Booking } from "../gen/mutua/v1/booking_pb";
import type { Alternative, Reason } from "../gen/mutua/v1/refusal_pb";
import type { Api } from "../lib/api/api";
import type { Catalogue } from "../lib/lab/catalogue.svelte";
import { asked, moment, seconds, spanOf, type Span } from "../lib/time/wire";
import type { Reach } from "../lib/timeline/carry.svelte";
import type { Rules } from "../gen/mutua/v1/place_pb";
import type { Draft } from "./draft.svelte";

const kClocksDiffer = 2; // seconds, between the page's idea of the engine's clock and that clock

type Wants = ReturnType<Draft["wants"]> | Alternative["bookings"][number]["wants"];

export type Change =
  | { case: "extendBooking"; end: number }
  | { case: "shortenBooking"; start: number | undefined; end: number | undefined }
  | { case: "moveBooking"; span: Span | undefined; wants: Wants };

/** Undefined: nothing was changed, or what is typed is no time. */
export function changeOf(booking: Booking, draft: Draft): Change | undefined {
  const old = spanOf(booking.interval);
  // Who took it as they stood there began at some second, which no form shows.
  const [start, end] = [sameMinute(draft.start, old.start), sameMinute(draft.end, old.end)];
  if (start === undefined || end === undefined || end <= start) return undefined;
  const otherThings = keysOf(draft) !== keysOfBooking(booking);
  const sameTime = start === old.start && end === old.end;
  if (otherThings) {
    return { case: "moveBooking", span: sameTime ? undefined : { start, end }, wants: draft.wants() };
  }
  if (sameTime) return undefined;
  if (start === old.start && end > old.end) return { case: "extendBooking", end };
  if (start >= old.start && end <= old.end) {
    return {
      case: "shortenBooking",
      start: start === old.start ? undefined : start,
      end: end === old.end ? undefined : end,
    };
  }
  return { case: "moveBooking", span: { start, end }, wants: [] };
}

const sameMinute = (typed: number | undefined, was: number) => (typed === was - (was % 60) ? was : typed);

function keysOf(draft: Draft): string {
  return draft.things
    .map((thing) => `${thing.pool}:${thing.handle}:${thing.count}`)
    .sort()
    .join();
}

function keysOfBooking(booking: Booking): string {
  return thingsOf(booking)
    .map((thing) => `${thing.pool}:${thing.handle}:${thing.count}`)
    .sort()
    .join();
}

export function thingsOf(booking: Booking) {
  return booking.parts.map((part) => ({ handle: part.resource, pool: false, count: 1 }));
}

/** `why`: a manager's reason, with which rules are set aside. */
export function commandOf(booking: Booking, change: Change, requestId: string, why = "") {
  const override = why ? { override: { reason: why } } : {};
  const base = { requestId, booking: booking.booking, etag: booking.etag, ...override };
  switch (change.case) {
    case "extendBooking":
      return { case: change.case, value: { ...base, end: moment(change.end) } };
    case "shortenBooking":
      return {
        case: change.case,
        value: {
          ...base,
          start: change.start === undefined ? undefined : moment(change.start),
          end: change.end === undefined ? undefined : moment(change.end),
        },
      };
    default:
      return {
        case: change.case,
        value: { ...base, time: change.span ? asked(change.span) : undefined, wants: change.wants },
      };
  }
}

/** What makes a booking as it was before; undefined where it is so. */
export function backTo(before: Booking, after: Booking): Change | undefined {
  const [was, is] = [spanOf(before.interval), spanOf(after.interval)];
  const things = (one: Booking) => one.parts.map((part) => part.resource).sort().join();
  const sameThings = things(before) === things(after);
  if (sameThings && was.start === is.start && was.end === is.end) return undefined;
  const wants = before.parts.map((part) => ({ what: { case: "resource" as const, value: part.resource }, units: part.units }));
  return { case: "moveBooking", span: was, wants: sameThings ? [] : wants };
}

/** `may`: whether the reader acts on it at all. */
export function reachOf(booking: Booking, may: boolean, now: number): Reach {
  const { start, end } = spanOf(booking.interval);
  if (!may || !isLive(booking) || end <= now) return "";
  return start <= now || booking.state === BookingState.CHECKED_IN ? "end" : "all";
}

export interface Changed {
  booking?: Booking;
  position: bigint;
  warnings: Reason[];
}

export async function send(api: Api, booking: Booking, change: Change, requestId: string, why = ""): Promise<Changed> {
  const command = commandOf(booking, change, requestId, why);
  switch (command.case) {
    case "extendBooking":
      return api.bookings.extendBooking(command.value);
    case "shortenBooking":
      return { ...(await api.bookings.shortenBooking(command.value)), warnings: [] };
    default:
      return api.bookings.moveBooking(command.value);
  }
}

/** Whether somebody may check in now, as the rules of its resources say. */
export function checkInOpen(booking: Booking, rules: Rules | undefined, now: number): boolean {
  if (booking.state !== BookingState.CONFIRMED) return false;
  const { start, end } = spanOf(booking.interval);
  const before = rules?.checkInBefore ? seconds(rules.checkInBefore) : 900;
  const after = seconds(rules?.checkInAfter);
  return now >= start - before && now < (after > 0 ? Math.min(end, start + after) : end);
}

/** Whether it should have begun, nobody has come, and who was there before has to check out: the stream does not tell
 * whether it can begin. */
export function isDue(booking: Booking, catalogue: Catalogue, now: number): boolean {
  if (booking.state !== BookingState.CONFIRMED) return false;
  const { start, end } = spanOf(booking.interval);
  return booking.parts.some(({ resource }) => {
    const begins = start - catalogue.lengths(resource).setup + kClocksDiffer;
    return catalogue.resources.get(resource)?.effectiveRules?.checkOut && begins <= now && now < end;
  });
}

export const kLive = [BookingState.HELD, BookingState.PENDING, BookingState.CONFIRMED, BookingState.CHECKED_IN];

export function isLive(booking: Booking): boolean {
  return kLive.includes(booking.state);
}
