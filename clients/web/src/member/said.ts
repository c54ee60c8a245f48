// What was just booked, in a sentence.
import { BookingState, type Booking } from "../gen/mutua/v1/booking_pb";
import { i18n } from "../lib/i18n/i18n.svelte";
import type { Catalogue } from "../lib/lab/catalogue.svelte";
import { spanOf } from "../lib/time/wire";

/** "Laser 80 W + Laser 40 W" */
export function whatOf(catalogue: Catalogue, { parts }: Booking): string {
  return parts.map((part) => catalogue.name(part.resource)).join(" + ");
}

/** "Mon 23 Nov, 14:00–16:00" */
export function whenOf({ zone, interval }: Booking): string {
  const { start, end } = spanOf(interval);
  return i18n.format.when(zone, start, end);
}

export function sayBooked(catalogue: Catalogue, booking: Booking): string {
  const { said } = i18n.t;
  const say = booking.state === BookingState.PENDING ? said.pending : said.booked;
  return say(whatOf(catalogue, booking), whenOf(booking));
}
