// What stands in a row of the time line: each stretch that shows, with its place and its words. A board has many
// hundreds of them, so all that can be known of one is worked out here once, and drawing it is only that.
import { BookingState } from "../../gen/mutua/v1/booking_pb";
import { i18n } from "../i18n/i18n.svelte";
import { seconds } from "../time/wire";
import type { IconName } from "../ui/icon.svelte";
import type { Axis } from "./axis";
import type { Row, Segment, TimelineEvents, Viewer } from "./model";
import { sentenceOf, titleOf } from "./say";

export interface CellLook {
  start: number;
  end: number;
  left: string;
  width: string;
  /** Its kind, and in what it differs from others of the kind. */
  classes: string;
  /** For screen readers, and as its title where it is not simply free. */
  sentence: string;
  title: string | undefined;
  booking: string | undefined;
  /** Of the resource, 0 to 1, where only some of it is taken. */
  used: number | undefined;
  /** What is written on it; undefined: nothing. */
  label: { icon: IconName | undefined; text: string; more: number } | undefined;
  /** Its end can be pulled. */
  grip: boolean;
}

export interface Around {
  axis: Axis;
  zone: string;
  viewer: Viewer;
  now: number;
  reach: TimelineEvents["reach"];
}

export const percent = (fraction: number) => `${(fraction * 100).toFixed(4)}%`;

export function cellsOf(row: Row, around: Around): CellLook[] {
  const { axis } = around;
  return row.segments.flatMap((segment) => {
    const [left, right] = [axis.at(segment.start), axis.at(segment.end)];
    return right > left ? [cellOf(segment, row, around, percent(left), percent(right - left))] : [];
  });
}

function cellOf(segment: Segment, row: Row, { zone, viewer, now, reach }: Around, left: string, width: string): CellLook {
  const { kind, start, end } = segment;
  const first = segment.bookings[0];
  const held = kind === "mine" || kind === "company";
  const waiting = held && (first?.state === BookingState.PENDING || first?.state === BookingState.HELD);
  const carried = held && first ? reach(first) : "";
  const sentence = sentenceOf(segment, zone, viewer);
  return {
    start,
    end,
    left,
    width,
    classes: kind + (waiting ? " waiting" : "") + (end <= now ? " over" : "") + (carried === "all" ? " movable" : ""),
    sentence,
    title: kind === "free" ? undefined : sentence,
    booking: first?.booking,
    used: kind === "partly" ? segment.used / row.capacity : undefined,
    label: labelOf(segment, viewer, waiting),
    grip: carried !== "" && end === seconds(first?.interval?.end),
  };
}

function labelOf(segment: Segment, viewer: Viewer, waiting: boolean): CellLook["label"] {
  const { t } = i18n;
  const more = Math.max(segment.bookings.length - 1, 0);
  const checkedIn = segment.bookings[0]?.state === BookingState.CHECKED_IN;
  const icon = checkedIn ? "check" : waiting ? "clock" : undefined;
  switch (segment.kind) {
    case "mine":
    case "company":
      return { icon, text: titleOf(segment, viewer), more };
    case "busy":
      return { icon, text: t.kind.busy, more };
    case "partly":
      return { icon: undefined, text: t.kind.partly(segment.used), more: 0 };
    case "outage":
      return { icon: "wrench", text: t.kind.outage, more: 0 };
    default:
      return undefined;
  }
}
