// What changed the company's accounts: the newest changes as the ledger tells them, those before them when somebody
// asks. The ledger tells a page of them as it was at some moment, so that two pages may overlap.
import type { GetLedgerResponse } from "../../gen/mutua/v1/shares_pb";
import { stepsOf, type Step } from "./entries";

const kAPage = 50; // changes that the ledger tells at once

export class Changes {
  /** Of all pools, oldest first. */
  steps = $state.raw<Step[]>([]);
  /** There may be older ones. */
  more = $state(false);

  /** The ledger as it is now. */
  takeNewest(ledger: GetLedgerResponse): void {
    const page = stepsOf(ledger);
    const whole = page.length < kAPage;
    const common = whole ? 0 : overlap(this.steps, page);
    this.steps = [...(common > 0 ? this.steps.slice(0, -common) : []), ...page];
    if (common === 0) this.more = !whole;
  }

  /** Reads what was before; answers what stood in the way. */
  async readOlder<T>(read: (at: number) => Promise<{ ok: true; value: GetLedgerResponse } | { ok: false; problem: T }>): Promise<T | undefined> {
    const oldest = this.steps[0];
    if (!oldest) return undefined;
    // What is known may fill a whole page of the oldest moment.
    for (const at of [oldest.at, oldest.at - 1]) {
      const answer = await read(at);
      if (!answer.ok) return answer.problem;
      const page = stepsOf(answer.value);
      this.more = page.length === kAPage;
      const older = page.slice(0, page.length - overlap(page, this.steps));
      this.steps = [...older, ...this.steps];
      if (older.length > 0 || !this.more) return undefined;
    }
    return undefined;
  }
}

/** How many at the end of one are those that the other begins with. */
function overlap(older: Step[], newer: Step[]): number {
  for (let common = Math.min(older.length, newer.length); common > 0; --common) {
    if (older.slice(-common).every((step, i) => isSame(step, newer[i]))) return common;
  }
  return 0;
}

function isSame(a: Step, b: Step | undefined): boolean {
  const key = ({ at, balance, entry }: Step) => [at, balance, entry.pool, entry.reason, entry.ticks, entry.booking].join();
  return b !== undefined && key(a) === key(b);
}
