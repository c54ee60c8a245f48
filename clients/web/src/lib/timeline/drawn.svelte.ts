// What of the time line is drawn so far: of a very large lab so many rows that nobody waits for them, the others behind
// the first look.
import { afterPaint } from "../ui/idle";
import type { Group, Row } from "./model";

const kAtOnce = 256; // rows: some 30 ms of computing, and no frame is waited for

export class Drawn {
  /** From the top on. */
  readonly groups: { group: Group; rows: Row[] }[] = $derived.by(() => {
    let left = this.#most;
    return this.#all().flatMap((group) => {
      if (left <= 0) return [];
      const rows = this.#rowsOf(group).slice(0, left);
      left -= rows.length + 1;
      return [{ group, rows }];
    });
  });
  readonly complete = $derived.by(() => this.#most >= this.#all().reduce((sum, group) => sum + this.#rowsOf(group).length + 1, 0));
  #most = $state(kAtOnce);
  readonly #all: () => Group[];
  readonly #rowsOf: (group: Group) => Row[];

  /** To be made while a component begins. `rowsOf`: none of a group that is folded. */
  constructor(all: () => Group[], rowsOf: (group: Group) => Row[]) {
    this.#all = all;
    this.#rowsOf = rowsOf;
    $effect(() => {
      if (this.complete) return;
      void this.#most;
      return afterPaint(() => (this.#most *= 2));
    });
  }
}
