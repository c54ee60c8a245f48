// A stretch of the time line in words: for screen readers, and as the title of its cell.
import { i18n } from "../i18n/i18n.svelte";
import { here } from "../time/format";
import { BookingState } from "../../gen/mutua/v1/booking_pb";
import { belongsTo, type Segment, type Viewer } from "./segments";

export function sentenceOf(segment: Segment, zone: string, viewer: Viewer): string {
  const { t, format } = i18n;
  const own = format.own(zone, segment.start, segment.end);
  const when = format.span(zone, segment.start, segment.end) + (own && ` (${own}, ${here()})`);
  const first = segment.bookings[0];
  const what = first ? titleOf(segment, viewer) : "";
  const pending = first?.state === BookingState.PENDING ? `, ${t.state.pending}` : "";
  switch (segment.kind) {
    case "mine":
      return `${when}: ${t.kind.mine}${what && `, ${what}`}${pending}`;
    case "company":
      return `${when}: ${viewer.runs ? t.kind.busy : t.kind.company}${what && `, ${what}`}${pending}`;
    case "partly":
      return `${when}: ${t.kind.partly(segment.used)}`;
    default:
      return `${when}: ${t.kind[segment.kind]}`;
  }
}

/** What is written on it: the title, else who. */
export function titleOf(segment: Segment, viewer: Viewer): string {
  const first = segment.bookings[0];
  if (!first || first.redacted) return "";
  const whose = belongsTo(first, viewer);
  return first.title || (whose === "mine" ? i18n.t.kind.me : viewer.nameOf(first.member));
}
