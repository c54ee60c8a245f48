// What somebody is looking at on the board; kept while they look elsewhere on the page.
import { ResourceKind } from "../gen/mutua/v1/common_pb";
import type { Span } from "../lib/time/wire";
import { addDays, startOfDay } from "../lib/time/zone";

export class Look {
  /** Empty: today. */
  day = $state("");
  days = $state<1 | 7>(1);
  kind = $state<ResourceKind>(ResourceKind.UNSPECIFIED);
  /** What today was when the board was last shown. */
  today = "";
  /** The first day to show was chosen. */
  settled = $state(false);
  /** The day that was chosen so, because today was over. */
  moved = $state("");
}

/** The days that are shown from `day` on, by the clocks of `zone`. */
export function windowOf(zone: string, day: string, days: number): Span {
  return { start: startOfDay(zone, day), end: startOfDay(zone, addDays(day, days)) };
}
