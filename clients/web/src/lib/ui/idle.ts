// Work that can wait until the browser has nothing better to do, where it says so (Safari does not).
const kSoon = 300; // milliseconds, where the browser cannot tell
const kAtLast = 3000; // milliseconds after which it is done even so

export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: kAtLast });
  else setTimeout(work, kSoon);
}
