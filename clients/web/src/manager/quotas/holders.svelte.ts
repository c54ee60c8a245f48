// How every quota stands for every company and member: asked of each once, and again of those whom something that
// happened concerns, so that a lab of thousands costs no more to follow than one of ten. To be made while a component
// is: it is kept true as long as the component stands.
import { untrack } from "svelte";
import type { QuotaStanding } from "../../gen/mutua/v1/quotas_pb";
import type { Event } from "../../gen/mutua/v1/watch_pb";
import type { Problem } from "../../lib/api/problem";
import { ask } from "../../lib/api/send";
import type { Office } from "../office.svelte";

const kAtOnce = 4; // a browser has six connections to one server, and one is the stream's
const kTryAgain = 3000; // milliseconds, while no answer comes
const kShownEach = 100; // answers, while many are asked

/** Members beyond these are not asked after. */
export const kMembersMost = 5000;

interface Holder {
  company: string;
  member: string;
}

export class Holders {
  items = $state.raw<QuotaStanding[]>([]);
  loaded = $state(false);
  problem = $state.raw<Problem>();
  readonly #office: Office;
  readonly #hour = $derived.by(() => Math.floor(this.#office.lab.now / 3600));
  readonly #of = new Map<string, QuotaStanding[]>();
  #waiting = new Map<string, Holder>();
  #working = 0;
  #answers = 0;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(office: Office) {
    this.#office = office;
    $effect(() => {
      void office.quotas;
      void office.companies;
      void office.lab.members;
      void this.#hour; // periods end, if nothing else happens
      if (office.session.state === "in") untrack(() => this.#askAll());
    });
    $effect(() => {
      const leave = office.session.watch.follow((events) => this.#hear(events));
      return () => {
        leave();
        clearTimeout(this.#later);
        this.#waiting.clear();
      };
    });
  }

  #askAll(): void {
    const { quotas, companies, lab } = this.#office;
    const ofMembers = quotas.some(({ subject }) => !["eachCompany", "company"].includes(subject.case ?? ""));
    const members = ofMembers ? lab.members.slice(0, kMembersMost) : [];
    this.#of.clear();
    this.#waiting = new Map();
    for (const { company } of companies) this.#want({ company, member: "" });
    for (const { member } of members) this.#want({ company: "", member });
    this.#work();
  }

  #hear(events: Event[]): void {
    for (const { thing } of events) {
      if (thing.case !== "booking") continue;
      const { company, member } = thing.value;
      // Handed over, it counts no more for whom it was: whoever has it in an answer is asked, too.
      for (const standings of this.#of.values()) {
        const [first] = standings;
        const counted = standings.some(({ shares }) => shares.some((one) => one.booking === thing.value.booking));
        if (counted && first) this.#want({ company: first.member ? "" : first.company, member: first.member });
      }
      if (company) this.#want({ company, member: "" });
      if (this.#of.has(`m ${member}`)) this.#want({ company: "", member });
    }
    this.#work();
    void this.#office.readQuotas(); // of which the stream tells nothing
  }

  #want(holder: Holder): void {
    this.#waiting.set(holder.member ? `m ${holder.member}` : `c ${holder.company}`, holder);
  }

  #work(): void {
    if (this.#waiting.size === 0 && this.#working === 0) this.#show();
    while (this.#working < kAtOnce && this.#waiting.size > 0) void this.#one();
  }

  async #one(): Promise<void> {
    const [key, whose] = this.#waiting.entries().next().value as [string, Holder];
    this.#waiting.delete(key);
    ++this.#working;
    const { api, position: minPosition } = this.#office.session;
    const answer = await ask(() => api.quotas.getQuotaStanding({ ...whose, minPosition }));
    --this.#working;
    if (answer.ok) {
      // A member's answer holds the company's quotas, too: those came with the company.
      this.#of.set(key, answer.value.standings.filter((one) => (whose.member ? one.member : one.company) !== ""));
      this.problem = undefined;
    } else {
      this.#stop(answer.problem);
    }
    if (++this.#answers % kShownEach === 0) this.#show();
    this.#work();
  }

  // What one question meets, the others would: they are put off.
  #stop(problem: Problem): void {
    this.#waiting.clear();
    if (this.#office.session.notice(problem)) return;
    this.problem = problem;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#askAll(), kTryAgain);
  }

  #show(): void {
    this.items = [...this.#of.values()].flat();
    this.loaded = true;
  }
}
