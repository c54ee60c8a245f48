// How a resource stands, as somebody at the door wants to know it: free or not, until when, what comes
// next. Set-up and clean-up count as the engine counts them, so "free until" is a time that can be booked.
import type { Segment } from "../lib/timeline/segments";
import type { Span } from "../lib/time/wire";

export type Stand = "free" | "busy" | "closed" | "outage";

export interface Outlook {
  stand: Stand;
  /** Units that are free, of `capacity`. */
  places: number;
  /** Undefined: for as long as we can see. */
  until: number | undefined;
  /** What comes then, and until when. */
  next: { stand: Stand; until: number | undefined } | undefined;
  outage: string;
}

interface Blocked extends Span {
  stand: Exclude<Stand, "free">;
  outage: string;
}

const kTooShort = 300; // seconds: what is free for less is no use to anybody

const kStands: Partial<Record<Segment["kind"], Blocked["stand"]>> = {
  busy: "busy",
  company: "busy",
  mine: "busy",
  buffer: "busy",
  closed: "closed",
  outage: "outage",
};

export interface Facts {
  segments: readonly Segment[];
  window: Span;
  capacity: number;
  setup: number;
  cleanup: number;
}

function blockedOf(facts: Facts): Blocked[] {
  const all: Blocked[] = [];
  for (const segment of facts.segments) {
    const stand = kStands[segment.kind];
    if (!stand) continue;
    // A booking before it must leave room to clean up, one behind it to set up.
    const around = stand === "closed" ? { setup: 0, cleanup: 0 } : facts;
    const next = { start: segment.start - around.cleanup, end: segment.end + around.setup, stand, outage: segment.outage ?? "" };
    const last = all.at(-1);
    if (last && last.stand === stand && last.outage === next.outage && next.start <= last.end) last.end = Math.max(last.end, next.end);
    else all.push(next);
  }
  return all;
}

const kOrder = { outage: 0, busy: 1, closed: 2 };

function at(all: readonly Blocked[], instant: number): Blocked | undefined {
  return all
    .filter((one) => one.start <= instant && instant < one.end)
    .sort((a, b) => kOrder[a.stand] - kOrder[b.stand])[0];
}

function startBehind(all: readonly Blocked[], instant: number): number | undefined {
  const starts = all.map((one) => one.start).filter((start) => start > instant);
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

export function outlookOf(facts: Facts, now: number): Outlook {
  const all = blockedOf(facts);
  const limit = (instant: number | undefined) => (instant !== undefined && instant < facts.window.end ? instant : undefined);
  const used = facts.segments.find((one) => one.start <= now && now < one.end)?.used ?? 0;
  const soon = startBehind(all, now);
  const here = at(all, now) ?? (soon !== undefined && soon - now < kTooShort ? at(all, soon) : undefined);
  if (!here) {
    const behind = soon === undefined ? undefined : at(all, soon);
    return {
      stand: "free",
      places: Math.max(1, facts.capacity - used),
      until: limit(soon),
      next: behind && { stand: behind.stand, until: limit(behind.end) },
      outage: "",
    };
  }
  const then = limit(here.end);
  const behind = then === undefined ? undefined : at(all, then);
  return {
    stand: here.stand,
    places: 0,
    until: then,
    next:
      then === undefined
        ? undefined
        : behind
          ? { stand: behind.stand, until: limit(behind.end) }
          : { stand: "free", until: limit(startBehind(all, then)) },
    outage: here.outage,
  };
}
