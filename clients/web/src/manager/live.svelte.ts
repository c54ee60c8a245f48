// A list that is kept true: read once, and again after whatever the stream brings or this page does.
// One read at a time: what happens during a read is one more read, however much it was.
import { untrack } from "svelte";
import type { Problem, Result } from "../lib/api/problem";
import { readAll } from "../lib/api/pages";
import type { Office } from "./office.svelte";

interface Page {
  nextPageToken: string;
  position: bigint;
}

export class Live<T> {
  items = $state.raw<T[]>([]);
  loaded = $state(false);
  problem = $state.raw<Problem>();
  readonly #read: () => Promise<Result<{ items: T[] }>>;
  readonly #office: Office;
  readonly #hour = $derived.by(() => Math.floor(this.#office.lab.now / 3600));
  /** Milliseconds between two reads: for what is dear to read. */
  readonly #pause: number;
  #reading = false;
  #again = false;

  /** To be made while a component is: it is kept true as long as the component stands. */
  constructor(office: Office, read: () => Promise<Result<{ items: T[] }>>, pause = 0) {
    this.#office = office;
    this.#pause = pause;
    this.#read = read;
    $effect(() => {
      void office.lab.changes;
      void this.#hour; // windows of time move on, if nothing else does
      if (office.session.state === "in") void untrack(() => this.#refresh()); // what it asks for names the present
    });
  }

  async #refresh(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#again) {
      this.#again = false;
      const answer = await this.#read();
      if (answer.ok) {
        this.items = answer.value.items;
        this.loaded = true;
        this.problem = undefined;
      } else if (!this.#office.session.notice(answer.problem)) {
        this.problem = answer.problem;
      }
      if (this.#pause > 0) await new Promise((wake) => setTimeout(wake, this.#pause));
    }
    this.#reading = false;
  }
}

/** A Live of all pages of a list. */
export function live<P extends Page, T>(
  office: Office,
  once: (at: { pageToken: string; pageSize: number; minPosition: bigint }) => Promise<P>,
  items: (page: P) => T[],
): Live<T> {
  return new Live(office, () =>
    readAll((pageToken) => once({ pageToken, pageSize: 1000, minPosition: office.session.position }), items),
  );
}
