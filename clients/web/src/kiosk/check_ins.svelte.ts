// Check-ins and check-outs, each written down before it is sent and struck out when it is answered: whatever
// breaks in between, the same request goes out again, with the same id and the time at which the badge was
// read, and the engine gives it one effect. The badge is kept with it for that long, and not a moment longer.
import { maySendAgain, problemOf } from "../lib/api/problem";
import type { Api } from "../lib/api/api";
import { newRequestId } from "../lib/api/request_id";
import { nowSeconds } from "../lib/time/clock";
import { whole } from "../lib/time/wire";
import type { Keep } from "./keep";

export interface Coming {
  /** Of one that an earlier page wrote down, absent: "in". */
  what?: "in" | "out";
  requestId: string;
  booking: string;
  badge: string;
  /** The engine's seconds. */
  badgeTime: number;
  resource: string;
  start: number;
}

export type Outcome =
  | { kind: "done"; clash: boolean }
  | { kind: "refused"; sentence: string }
  /** Written down, to be sent. */
  | { kind: "kept" }
  /** Neither sent nor written down: the store is full, or there is none. */
  | { kind: "lost" };

/** What became of one when nobody was there any more to be told. */
export interface Late {
  what: "in" | "out";
  resource: string;
  start: number;
  at: number;
  clash: boolean;
  sentence: string;
}

const kSentWithin = 5000; // milliseconds
const kLatesMost = 4;
const kLateShown = 600; // seconds

export class CheckIns {
  waiting = $state.raw<readonly Coming[]>([]);
  late = $state.raw<readonly Late[]>([]);
  #replaying = false;
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  async restore(): Promise<void> {
    const kept = await this.#keep.all<Coming>("check-ins");
    const known = new Set(this.waiting.map((one) => one.requestId));
    this.waiting = [...this.waiting, ...kept.filter((one) => !known.has(one.requestId))];
  }

  /** How many wait of each kind. */
  count(what: "in" | "out"): number {
    return this.waiting.filter((one) => (one.what ?? "in") === what).length;
  }

  /** The screen is another lab's from now on. */
  clear(): void {
    this.waiting = [];
    this.late = [];
  }

  /** `api`: undefined while the engine cannot be reached. */
  async add(api: Api | undefined, wish: Omit<Coming, "requestId">): Promise<Outcome> {
    const same = this.waiting.find(
      (one) => one.booking === wish.booking && one.badge === wish.badge && (one.what ?? "in") === wish.what,
    );
    const one = same ?? { ...wish, requestId: newRequestId() };
    const kept = same ? "kept" : await this.#keep.put("check-ins", one.requestId, one);
    if (kept === "kept" && !same) this.waiting = [...this.waiting, one];
    // Behind one that waits itself: who leaves has come first.
    const behind = this.waiting.some((other) => other !== one && other.booking === one.booking && other.badge === one.badge);
    const outcome = api && !behind ? await this.#send(api, one) : { kind: "kept" as const };
    return outcome.kind === "kept" && kept !== "kept" ? { kind: "lost" } : outcome;
  }

  /** All that waits, in the order of the badges; before anything else is asked of the engine. */
  async replay(api: Api): Promise<void> {
    if (this.#replaying) return;
    this.#replaying = true;
    try {
      for (const one of [...this.waiting].sort(inOrder)) {
        if (!this.waiting.includes(one)) continue;
        const outcome = await this.#send(api, one);
        if (outcome.kind === "kept") return; // unreachable again
        if (outcome.kind !== "refused" && !(outcome.kind === "done" && outcome.clash)) continue;
        this.#tell(one, outcome);
        // Who did not come in cannot leave: told once.
        for (const other of this.waiting.filter((each) => each.booking === one.booking && each.badge === one.badge)) {
          await this.#strike(other);
        }
      }
    } finally {
      this.#replaying = false;
    }
  }

  /** Forgets what was told long enough. */
  tidy(now: number): void {
    if (this.late.some((one) => now - one.at > kLateShown)) {
      this.late = this.late.filter((one) => now - one.at <= kLateShown);
    }
  }

  async #send(api: Api, one: Coming): Promise<Outcome> {
    let outcome: Outcome;
    try {
      const { requestId, booking, badge, badgeTime } = one;
      const body = { requestId, booking, badge, badgeTime: whole(badgeTime) };
      const options = { timeoutMs: kSentWithin };
      const out = one.what === "out";
      const clash = out ? false : (await api.bookings.checkIn(body, options)).clash;
      if (out) await api.bookings.checkOut(body, options);
      outcome = { kind: "done", clash };
    } catch (error) {
      const problem = problemOf(error);
      const undecided = maySendAgain(error) || problem.kind === "signed-out";
      if (undecided || (problem.kind === "failed" && problem.reason === "STORE_FULL")) return { kind: "kept" };
      outcome = {
        kind: "refused",
        sentence: problem.kind === "refused" ? (problem.refusal.reasons[0]?.sentence ?? "") : "",
      };
    }
    await this.#strike(one);
    return outcome;
  }

  async #strike(one: Coming): Promise<void> {
    await this.#keep.remove("check-ins", one.requestId);
    this.waiting = this.waiting.filter((other) => other.requestId !== one.requestId);
  }

  #tell(one: Coming, outcome: Outcome): void {
    const sentence = outcome.kind === "refused" ? outcome.sentence : "";
    const what = one.what ?? ("in" as const);
    const late = { what, resource: one.resource, start: one.start, at: nowSeconds(), clash: outcome.kind === "done", sentence };
    this.late = [late, ...this.late].slice(0, kLatesMost);
  }
}

function inOrder(a: Coming, b: Coming): number {
  return a.badgeTime - b.badgeTime || Number(a.what === "out") - Number(b.what === "out");
}
