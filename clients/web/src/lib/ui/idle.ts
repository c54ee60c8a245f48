// Work that can wait: until the browser has nothing better to do, where it says so (Safari does not), or until what
// stands there is on the screen.
const kSoon = 300; // milliseconds, where the browser cannot tell
const kAtLast = 3000; // milliseconds after which it is done even so

export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: kAtLast });
  else setTimeout(work, kSoon);
}

/** Answers how to call it off. */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => (timer = setTimeout(work)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
