// When somebody who tried too often may try again, on the clock of whoever reads it.
import type { Problem } from "../api/problem";
import { Rule } from "../../gen/mutua/v1/refusal_pb";
import { i18n } from "../i18n/i18n.svelte";

export function sayTries(problem: Problem): string | undefined {
  if (problem.kind !== "refused") return undefined;
  const shut = problem.refusal.reasons.find((one) => one.rule === Rule.TOO_MANY_TRIES);
  if (!shut?.at) return undefined;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // The minute after: a clock that shows it has passed it.
  return i18n.t.signin.tooOften(i18n.format.clock(zone, Math.ceil(Number(shut.at.seconds) / 60) * 60));
}
