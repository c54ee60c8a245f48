// What the ledger says of accounts: each change in a sentence, and the balance behind it.
import { CreditReason, type CreditEntry, type GetLedgerResponse } from "../../gen/mutua/v1/shares_pb";
import { ResourceKind } from "../../gen/mutua/v1/common_pb";
import { creditWords } from "../../lib/i18n/credits/words.svelte";
import { i18n } from "../../lib/i18n/i18n.svelte";
import type { Catalogue } from "../../lib/lab/catalogue.svelte";
import { seconds } from "../../lib/time/wire";

/** A change of the balance, in ticks. */
export interface Step {
  at: number;
  entry: CreditEntry;
  balance: number;
}

/** Of all pools, oldest first, as far back as the ledger tells it. */
export function stepsOf({ accounts, entries }: GetLedgerResponse): Step[] {
  const balances = new Map(accounts.map(({ pool, balanceTicks }) => [pool, Number(balanceTicks)]));
  const steps = [...entries].reverse().map((entry) => {
    const balance = balances.get(entry.pool) ?? 0;
    balances.set(entry.pool, balance - Number(entry.ticks));
    return { at: seconds(entry.at), entry, balance };
  });
  return steps.reverse();
}

export function sayEntry(catalogue: Catalogue, { reason, beyond, used, resource }: CreditEntry): string {
  const { c } = creditWords;
  const { t, format } = i18n;
  const time = format.length(seconds(beyond));
  // Of a material an hour stands for a piece.
  const pieces = catalogue.resources.get(resource)?.kind === ResourceKind.MATERIAL;
  const amount = pieces ? t.board.pieces(seconds(used) / 3600) : format.length(seconds(used));
  const what = c.usedOf(amount, catalogue.name(resource));
  switch (reason) {
    case CreditReason.PAID:
      return c.paid(time);
    case CreditReason.GIVEN_BACK:
      return c.givenBack;
    case CreditReason.LENT:
      return c.usedOfLent(time);
    case CreditReason.RECIRCULATED:
      return c.recirculated;
    case CreditReason.GIVEN:
      return c.given(what);
    case CreditReason.FAVOUR:
      return c.favour(what);
    case CreditReason.RECEIVED:
      return c.received(what);
    default:
      return c.woundUp;
  }
}
