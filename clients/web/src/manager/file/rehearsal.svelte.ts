// A rehearsal of the lab that the text describes: the past decided again in it. It may take minutes, goes on while
// another part of the page is looked at, and ends when it is stopped: the engine rehearses one lab at a time.
import { createClient } from "@connectrpc/connect";
import type { Lab } from "../../gen/mutua/v1/lab_pb";
import { RehearsalsService, type RehearseLabResponse } from "../../gen/mutua/v1/rehearsals_pb";
import { problemOf, type Problem } from "../../lib/api/problem";
import { whole } from "../../lib/time/wire";
import type { Office } from "../office.svelte";

export const kDays = [7, 30, 90] as const;
const kAnswerWithin = 3_600_000; // milliseconds: a year of a busy lab takes minutes

/** What a rehearsal said, and of what. */
export interface Rehearsed {
  text: string;
  days: number;
  said: RehearseLabResponse;
}

export class Rehearsal {
  days = $state<number>(30);
  running = $state(false);
  stopped = $state(false);
  problem = $state.raw<Problem>();
  rehearsed = $state.raw<Rehearsed>();
  #call: AbortController | undefined;
  readonly #office: Office;

  constructor(office: Office) {
    this.#office = office;
  }

  /** A rehearsal begins with the first commit, and retention has let it go. */
  get expired(): boolean {
    return this.problem?.kind === "failed" && this.problem.reason === "HISTORY_EXPIRED";
  }

  /** Sent once: whoever was refused because another one runs asks again by hand. */
  async run(lab: Lab, text: string): Promise<void> {
    const { days } = this;
    const call = new AbortController();
    this.forget();
    this.#call = call;
    this.running = true;
    try {
      const rehearsals = createClient(RehearsalsService, this.#office.api.transport);
      const how = { timeoutMs: kAnswerWithin, signal: call.signal };
      const said = await rehearsals.rehearseLab({ lab, last: whole(days * 86_400) }, how);
      this.rehearsed = { text, days, said };
    } catch (error) {
      this.stopped = call.signal.aborted;
      if (!this.stopped) this.problem = problemOf(error);
      if (this.problem) this.#office.session.notice(this.problem);
    }
    this.running = false;
  }

  stop(): void {
    this.#call?.abort();
  }

  /** What was said is of a lab that is not looked at any more. */
  forget(): void {
    this.stopped = false;
    this.problem = undefined;
    this.rehearsed = undefined;
  }
}
