// What is typed, over what there was when it was read. When somebody else changes the thing meanwhile, what
// was not touched here follows; what was touched stays as typed, and the other's change is told.
import type { Values } from "./sort";

export interface Meanwhile {
  key: string;
  before: string;
  after: string;
  /** It was changed here, too. */
  mine: boolean;
}

export class Edit {
  now = $state<Values>({});
  meanwhile = $state.raw<Meanwhile[]>([]);
  gone = $state(false);
  etag = "";
  #base = $state.raw<Values>({});

  constructor(read: { values: Values; etag: string }) {
    this.now = { ...read.values };
    this.#base = read.values;
    this.etag = read.etag;
  }

  changed(): string[] {
    return Object.keys(this.now).filter((key) => this.now[key] !== (this.#base[key] ?? ""));
  }

  follow(read: { values: Values; etag: string } | undefined): void {
    this.gone = read === undefined;
    if (!read || read.etag === this.etag) return;
    const told = new Map(this.meanwhile.map((one) => [one.key, one]));
    for (const [key, after] of Object.entries(read.values)) {
      const before = this.#base[key] ?? "";
      if (after === before) continue;
      const mine = this.now[key] !== before && this.now[key] !== after;
      if (!mine) this.now[key] = after;
      told.set(key, { key, before: told.get(key)?.before ?? before, after, mine });
    }
    this.meanwhile = [...told.values()];
    this.#base = read.values;
    this.etag = read.etag;
  }
}
