// What of a board is in sight when it does not fit, as on a phone.
import type { Axis } from "./axis";

const kBehind = 32; // pixels before now

/** Of today what is still to come, of other days their beginning. When the frame is laid out anyway, before it is painted. */
export function beginInSight(board: HTMLElement, axis: Axis, now: number): void {
  if (!matchMedia("(max-width:40rem)").matches) return;
  requestAnimationFrame(() => {
    board.scrollLeft = axis.shows(now) ? axis.at(now) * board.scrollWidth - kBehind : 0;
  });
}
