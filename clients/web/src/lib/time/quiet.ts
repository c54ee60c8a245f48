// A member's quiet hours, as they are typed.
import { clockText, parseClock } from "./zone";

const kDay = 1440; // minutes
const kLongest = 16 * 60;

export interface Quiet {
  from: string;
  until: string;
}

/** Undefined where these are none: not times of the day, or equal ones, or more than 16 hours apart. */
export function quietOf(from: string, until: string): Quiet | undefined {
  const [begins, ends] = [parseClock(from), parseClock(until)];
  if (!begins || !ends) return undefined;
  const length = ((ends.hour - begins.hour) * 60 + ends.minute - begins.minute + kDay) % kDay;
  if (length === 0 || length > kLongest) return undefined;
  const shown = (clock: { hour: number; minute: number }) => clockText({ ...clock, hour: clock.hour % 24 });
  return { from: shown(begins), until: shown(ends) };
}
