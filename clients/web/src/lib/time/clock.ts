// The engine's clock as this browser knows it: its own, put right by what the engine last said. In
// milliseconds. Pages tell "now" by this, never by Date.now().
let ahead = 0;

export function engineSaid(milliseconds: number): void {
  ahead = milliseconds - Date.now();
}

export function engineNow(): number {
  return Math.round(Date.now() + ahead);
}

/** The same in whole seconds, as instants are kept everywhere else in these pages. */
export function nowSeconds(): number {
  return Math.floor(engineNow() / 1000);
}
