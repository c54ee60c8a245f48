// How this screen gets a key of its own: the 8 digits that a manager was given, typed here or brought by a
// link, `/kiosk/#code=...`. The engine's answer to one try is the same each time it is sent.
import { createClient } from "@connectrpc/connect";
import { KiosksService } from "../gen/mutua/v1/kiosks_pb";
import { makeTransport } from "../lib/api/api";
import { problemOf } from "../lib/api/problem";
import { newRequestId } from "../lib/api/request_id";
import { i18n } from "../lib/i18n/i18n.svelte";

export const kCodeDigits = 8;

export class Enrol {
  digits = $state("");
  working = $state(false);
  said = $state("");
  readonly #onkey: (secret: string) => void;
  #tries = new Map<string, string>();

  constructor(onkey: (secret: string) => void) {
    this.#onkey = onkey;
  }

  type(digits: string): void {
    this.digits = digits;
    this.said = "";
    if (digits.length === kCodeDigits) void this.#send();
  }

  /** Takes a code from the address, which it leaves clean. */
  takeFromAddress(): void {
    const code = codeInAddress();
    if (code) this.type(code);
  }

  async #send(): Promise<void> {
    const code = this.digits;
    const requestId = this.#tries.get(code) ?? newRequestId();
    this.#tries.set(code, requestId);
    this.working = true;
    try {
      const kiosks = createClient(KiosksService, makeTransport("", () => i18n.language));
      const { secret } = await kiosks.enrol({ requestId, code });
      this.#onkey(secret);
    } catch (error) {
      const problem = problemOf(error);
      const sentence = problem.kind === "refused" ? problem.refusal.reasons[0]?.sentence : undefined;
      this.said = sentence ?? (problem.kind === "unreachable" ? i18n.t.kiosk.enrolUnreachable : i18n.t.problem.failed);
    } finally {
      this.digits = "";
      this.working = false;
    }
  }
}

/** Of a link; the address is clean afterwards. */
export function codeInAddress(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get("code")?.replace(/\s/g, "") ?? "";
  if (location.hash.includes("code=")) history.replaceState(null, "", location.pathname + location.search);
  return new RegExp(`^\\d{${kCodeDigits}}$`).test(code) ? code : "";
}
