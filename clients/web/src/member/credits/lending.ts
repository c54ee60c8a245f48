// What of a guarantee can be lent, and what that would bring, as FAIRSHARE.md 7 has it. The engine decides.
import type { CreditAccount, Guarantee } from "../../gen/mutua/v1/shares_pb";
import { seconds, spanOf } from "../../lib/time/wire";

const kCloses = 72 * 3600; // before the period ends: SharesService.LendGuarantee

/** The last moment at which time of the period is lent. */
export function closesAt({ interval }: Guarantee): number {
  return spanOf(interval).end - kCloses;
}

/** What is not used and not lent yet: whole minutes, in seconds. */
export function lendableOf({ guaranteed, used }: Guarantee): number {
  return Math.max(0, Math.floor((seconds(guaranteed) - seconds(used)) / 60) * 60);
}

/** What still fits under the ceiling, in ticks. */
export function roomOf({ ceilingTicks, balanceTicks, escrowTicks }: CreditAccount): number {
  return Math.max(0, Number(ceilingTicks - balanceTicks - escrowTicks));
}
