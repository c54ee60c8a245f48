// The ends that a walk-up on a resource may have: round lengths from now, brought to the resource's grid,
// never past the time for which it is free. A walk-up begins at any second and ends on the grid.
import type { Lengths } from "../lib/lab/catalogue.svelte";
import { snapDown } from "../lib/time/zone";

const kRound = [1800, 3600, 7200, 14_400]; // seconds
const kLeast = 300; // a booking of less is not offered

export function endsFor(zone: string, lengths: Lengths, now: number, until: number | undefined): number[] {
  const latest = Math.min(until ?? Infinity, now + lengths.longest);
  const ends = new Set<number>();
  for (const length of kRound) {
    // The grid point nearest to the round length.
    const end = snapDown(zone, now + length + lengths.granularity / 2, lengths.granularity);
    if (end - now >= kLeast && end <= latest) ends.add(end);
  }
  // All of the time that is left, when that is not much more than what is offered already.
  if (until !== undefined) {
    const last = snapDown(zone, latest, lengths.granularity);
    if (last - now >= kLeast && last - now <= (kRound.at(-1) ?? 0)) ends.add(last);
  }
  return [...ends].sort((a, b) => a - b);
}

/** Later ends of a booking that is under way. */
export function laterEnds(zone: string, lengths: Lengths, start: number, end: number, until: number | undefined): number[] {
  const latest = Math.min(until ?? Infinity, start + lengths.longest);
  const ends = new Set<number>();
  for (const more of [1800, 3600, 7200]) {
    const later = snapDown(zone, end + Math.max(more, lengths.granularity), lengths.granularity);
    if (later > end && later <= latest) ends.add(later);
  }
  return [...ends].sort((a, b) => a - b);
}
