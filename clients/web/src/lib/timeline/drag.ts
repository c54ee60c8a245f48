// Choosing a stretch of a row with mouse, pen or finger. A mouse drags at once; a finger pans the
// board, and chooses after a long press. A press without a way is a tap. Works on any element whose
// width is the axis.
export interface Drag {
  /** As fractions of the width. */
  from: number;
  to: number;
  /** What was pressed on, and where on the screen the pointer is now. */
  on: EventTarget | null;
  x: number;
  y: number;
}

export interface DragEvents {
  /** While choosing. */
  ondrag(drag: Drag): void;
  ondrop(drag: Drag): void;
  ontap(at: number, target: EventTarget | null): void;
  oncancel(): void;
}

const kLongPress = 350; // milliseconds
const kSlack = 6; // pixels that a press may wander and still be a tap

export function drag(track: HTMLElement, events: DragEvents) {
  let current = events;
  let pointer: number | undefined;
  let from = 0;
  let on: EventTarget | null = null;
  let startX = 0;
  let startY = 0;
  let choosing = false;
  let moved = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const fraction = (x: number) => {
    const box = track.getBoundingClientRect();
    return (x - box.left) / box.width;
  };
  const way = ({ clientX: x, clientY: y }: PointerEvent): Drag => ({ from, to: fraction(x), on, x, y });
  const end = () => {
    clearTimeout(timer);
    pointer = undefined;
    choosing = moved = false;
  };
  const choose = () => {
    choosing = true;
    if (pointer !== undefined) track.setPointerCapture(pointer);
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || pointer !== undefined) return;
    pointer = event.pointerId;
    startX = event.clientX;
    startY = event.clientY;
    from = fraction(event.clientX);
    on = event.target;
    if (event.pointerType !== "touch") return;
    timer = setTimeout(() => {
      choose();
      navigator.vibrate?.(10);
      current.ondrag(way(event));
    }, kLongPress);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    const far = Math.hypot(event.clientX - startX, event.clientY - startY) > kSlack;
    if (far) moved = true;
    if (far && !choosing && event.pointerType === "touch") return clearTimeout(timer);
    if (far && !choosing) choose();
    if (choosing) current.ondrag(way(event));
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    const done = choosing;
    const tapped = !choosing && !moved;
    end();
    if (done) current.ondrop(way(event));
    else if (tapped) current.ontap(from, event.target);
  };
  const cancel = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    if (choosing) current.oncancel();
    end();
  };
  // Not passive, or the browser begins to pan in the middle of choosing.
  const touch = (event: TouchEvent) => choosing && event.preventDefault();
  const menu = (event: Event) => choosing && event.preventDefault();

  track.addEventListener("pointerdown", down);
  track.addEventListener("pointermove", move);
  track.addEventListener("pointerup", up);
  track.addEventListener("pointercancel", cancel);
  track.addEventListener("touchmove", touch, { passive: false });
  track.addEventListener("contextmenu", menu);
  return {
    update(next: DragEvents) {
      current = next;
    },
    destroy: end,
  };
}
