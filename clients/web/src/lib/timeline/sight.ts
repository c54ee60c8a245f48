// What of a board is in sight when it does not fit, as on a phone.

const kBehind = 32; // pixels before now

/**
 * Of today, or its week, what is still to come; of other days their beginning. When the frame is laid out anyway, before it is painted.
 * `nowAt`: 0 to 1 of the board's width; false: now is not on it.
 */
export function beginInSight(board: HTMLElement, nowAt: () => number | false): void {
  if (!matchMedia("(max-width:40rem)").matches) return;
  requestAnimationFrame(() => {
    board.scrollLeft = (nowAt() || 0) * board.scrollWidth - kBehind;
  });
}
