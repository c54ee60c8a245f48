// Where an instant stands on the time line. An axis is a row of spans of equal days, each cut to the
// hours in which something is open: one span for a day, seven for a week. Between spans no time shows.
import type { Span } from "../time/wire";

export class Axis {
  readonly #total: number;

  constructor(readonly spans: readonly Span[]) {
    this.#total = spans.reduce((sum, span) => sum + span.end - span.start, 0);
  }

  get start(): number {
    return this.spans[0]?.start ?? 0;
  }

  get end(): number {
    return this.spans.at(-1)?.end ?? 0;
  }

  /** Seconds that show. */
  get total(): number {
    return this.#total;
  }

  /** 0 at the left edge, 1 at the right; times that do not show fall on the edge beside them. */
  at(instant: number): number {
    let before = 0;
    for (const span of this.spans) {
      if (instant < span.start) break;
      before += Math.min(instant, span.end) - span.start;
      if (instant < span.end) break;
    }
    return this.#total === 0 ? 0 : before / this.#total;
  }

  instant(fraction: number): number {
    let rest = Math.min(Math.max(fraction, 0), 1) * this.#total;
    for (const span of this.spans) {
      const length = span.end - span.start;
      if (rest < length) return Math.round(span.start + rest);
      rest -= length;
    }
    return this.end;
  }

  shows(instant: number): boolean {
    return this.spans.some((span) => instant >= span.start && instant < span.end);
  }

  /** Each span's part of [start, end) that shows. */
  clip(start: number, end: number): Span[] {
    return this.spans
      .map((span) => ({ start: Math.max(start, span.start), end: Math.min(end, span.end) }))
      .filter((part) => part.start < part.end);
  }

  /** A step later or earlier, over the time that does not show. */
  step(instant: number, by: number): number {
    const index = this.spans.findIndex((span) => instant < span.end);
    const span = this.spans[index === -1 ? this.spans.length - 1 : index];
    if (!span) return instant;
    const moved = Math.max(instant, span.start) + by;
    if (moved >= span.end) return this.spans[index + 1]?.start ?? Math.max(span.end - Math.abs(by), span.start);
    if (moved >= span.start) return moved;
    const before = this.spans[index - 1];
    return before ? before.end + by : span.start;
  }
}
