// When the lab is open, as one sentence can say it: over all resources, and whether they all have the same hours.
// What is out of service is open all the same: that is said where it stands.
import type { Api } from "../lib/api/api";
import { backgroundOf, readBoard } from "../lib/lab/board.svelte";
import type { Background } from "../lib/timeline/segments";
import type { Span } from "../lib/time/wire";
import { addDays } from "../lib/time/zone";
import { windowOf } from "./look.svelte";

const kDaysAhead = 14;

export interface Opening {
  /** In order, apart from each other; never empty. */
  open: Span[];
  /** Every resource that is open on this day at all has these hours. */
  alike: boolean;
}

function openOf(background: readonly Background[], day: Span): Span[] {
  const open: Span[] = [];
  let at = day.start;
  const closed = background.filter((one) => one.kind === "closed").sort((a, b) => a.start - b.start);
  for (const { start, end } of [...closed, { start: day.end, end: day.end }]) {
    if (Math.min(start, day.end) > at) open.push({ start: at, end: Math.min(start, day.end) });
    at = Math.max(at, end);
  }
  return open;
}

/** Undefined: nothing is open on this day. */
export function openingOf(backgrounds: Iterable<readonly Background[]>, day: Span): Opening | undefined {
  const rows = [...backgrounds].map((one) => openOf(one, day)).filter((open) => open.length > 0);
  const first = rows[0];
  if (!first) return undefined;
  const same = (one: Span[]) =>
    one.length === first.length && one.every(({ start, end }, i) => start === first[i]?.start && end === first[i]?.end);
  const open: Span[] = [];
  for (const { start, end } of rows.flat().sort((a, b) => a.start - b.start)) {
    const last = open.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else open.push({ start, end });
  }
  return { open, alike: rows.every(same) };
}

/** The first day from `day` on, of two weeks, on which anything is open; undefined: none, or it cannot be read. */
export async function nextOpenDay(api: Api, zone: string, day: string, minPosition: bigint): Promise<string | undefined> {
  for (let ahead = 0; ahead < kDaysAhead; ahead++) {
    const one = addDays(day, ahead);
    const window = windowOf(zone, one, 1);
    const read = await readBoard(api, window, minPosition);
    if (!read.ok) return undefined;
    if (openingOf(read.value.items.map(backgroundOf), window)) return one;
  }
  return undefined;
}
