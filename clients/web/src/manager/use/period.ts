// What use is added up over: months, or weeks from their Monday, as the API names them.
import { addMonths, monthOf } from "../../lib/statement/month";
import { addDays, startOfWeek } from "../../lib/time/zone";

export type Kind = "month" | "week";

export interface Period {
  kind: Kind;
  /** "2026-11", or the Monday: "2026-11-23". */
  key: string;
  /** The first day, and the one behind the last. */
  first: string;
  after: string;
}

const kMonday = 1;

/** The last `count` of them, up to that of the day `today`, in order. */
export function periodsUntil(today: string, kind: Kind, count: number): Period[] {
  return Array.from({ length: count }, (_, i) => before(today, kind, count - 1 - i));
}

function before(today: string, kind: Kind, ago: number): Period {
  if (kind === "week") {
    const first = addDays(startOfWeek(today, kMonday), -7 * ago);
    return { kind, key: first, first, after: addDays(first, 7) };
  }
  const key = addMonths(monthOf(today), -ago);
  return { kind, key, first: `${key}-01`, after: `${addMonths(key, 1)}-01` };
}
