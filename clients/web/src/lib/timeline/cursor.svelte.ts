// The keyboard's place on the time line: a row and a moment, and what Shift has stretched so far.
import type { Axis } from "./axis";
import type { Choice, Row, Segment } from "./model";

export class Cursor {
  resource = $state("");
  at = $state(0);
  /** Where the stretching began; undefined: nothing is stretched. */
  anchor = $state<number>();

  /** Keeps the cursor on something that is there. */
  settle(rows: Row[], axis: Axis, now: number): void {
    if (!rows.some((row) => row.resource === this.resource)) this.resource = rows[0]?.resource ?? "";
    if (!axis.shows(this.at)) this.at = axis.shows(now) ? this.#snap(rows, now) : axis.start;
  }

  #snap(rows: Row[], instant: number): number {
    const step = this.row(rows)?.step ?? 1800;
    return Math.floor(instant / step) * step;
  }

  row(rows: Row[]): Row | undefined {
    return rows.find((row) => row.resource === this.resource);
  }

  segment(rows: Row[]): Segment | undefined {
    return this.row(rows)?.segments.find((one) => this.at >= one.start && this.at < one.end);
  }

  /** Answers whether the key was one of ours. */
  move(key: string, shift: boolean, rows: Row[], axis: Axis, step: number): boolean {
    const index = rows.findIndex((row) => row.resource === this.resource);
    const sideways: Record<string, number> = {
      ArrowLeft: -step,
      ArrowRight: step,
      PageUp: -4 * step,
      PageDown: 4 * step,
    };
    const by = sideways[key];
    if (by !== undefined) {
      this.anchor = shift ? (this.anchor ?? this.at) : undefined;
      this.at = axis.step(this.at, by);
      return true;
    }
    const down = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (down !== 0) {
      this.anchor = undefined;
      this.resource = rows[Math.min(Math.max(index + down, 0), rows.length - 1)]?.resource ?? "";
      return true;
    }
    if (key === "Home" || key === "End") {
      this.anchor = shift ? (this.anchor ?? this.at) : undefined;
      this.at = key === "Home" ? axis.start : axis.step(axis.end, -step);
      return true;
    }
    return false;
  }

  /** What is stretched, or the usual length from here. */
  choice(rows: Row[], step: number): Choice | undefined {
    const row = this.row(rows);
    if (!row) return undefined;
    if (this.anchor === undefined) {
      return { resource: row.resource, start: this.at, end: this.at + row.usual };
    }
    const start = Math.min(this.anchor, this.at);
    return { resource: row.resource, start, end: Math.max(this.anchor, this.at) + step };
  }
}
