// Choosing a stretch of a row with mouse, pen or finger. A mouse drags at once; a finger pans the
// board, and chooses after a long press. A press without a way is a tap. The board listens for all its rows: they are
// many, and each is an element with `data-resource`, whose width is the axis.
export interface Drag {
  /** The row that was pressed on. */
  resource: string;
  /** As fractions of its width. */
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
  ontap(resource: string, at: number): void;
  oncancel(): void;
}

const kLongPress = 350; // milliseconds
const kSlack = 6; // pixels that a press may wander and still be a tap

export function drag(board: HTMLElement, events: DragEvents) {
  let track: HTMLElement = board;
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
  const resource = () => track.dataset["resource"] ?? "";
  const way = ({ clientX: x, clientY: y }: PointerEvent): Drag => ({ resource: resource(), from, to: fraction(x), on, x, y });
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
    const row = event.target instanceof Element && event.target.closest<HTMLElement>("[data-resource]");
    if (event.button !== 0 || pointer !== undefined || !row) return;
    track = row;
    pointer = event.pointerId;
    startX = event.clientX;
    startY = event.clientY;
    from = fraction(event.clientX);
    on = event.target;
    if (event.pointerType !== "touch") return;
    timer = setTimeout(() => {
      choose();
      navigator.vibrate?.(10);
      events.ondrag(way(event));
    }, kLongPress);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    const far = Math.hypot(event.clientX - startX, event.clientY - startY) > kSlack;
    if (far) moved = true;
    if (far && !choosing && event.pointerType === "touch") return clearTimeout(timer);
    if (far && !choosing) choose();
    if (choosing) events.ondrag(way(event));
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    const done = choosing;
    const tapped = !choosing && !moved;
    end();
    if (done) events.ondrop(way(event));
    else if (tapped) events.ontap(resource(), from);
  };
  const cancel = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return;
    if (choosing) events.oncancel();
    end();
  };
  // Not passive, or the browser begins to pan in the middle of choosing.
  const touch = (event: TouchEvent) => choosing && event.preventDefault();
  const menu = (event: Event) => choosing && event.preventDefault();

  board.addEventListener("pointerdown", down);
  board.addEventListener("pointermove", move);
  board.addEventListener("pointerup", up);
  board.addEventListener("pointercancel", cancel);
  board.addEventListener("touchmove", touch, { passive: false });
  board.addEventListener("contextmenu", menu);
  return { destroy: end };
}
