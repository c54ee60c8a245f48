// Sums of statements as people read them. Credits and money stand beside each other, each where there is any.
import type { Charge } from "../../gen/mutua/v1/common_pb";
import { i18n } from "../i18n/i18n.svelte";
import { statementWords } from "../i18n/statement/words.svelte";
import { seconds } from "../time/wire";

const kTicksACredit = 3600;

export function hours(value: Parameters<typeof seconds>[0]): string {
  return i18n.format.length(seconds(value));
}

export function credits(charge: Charge | undefined): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return statementWords.b.credits(new Intl.NumberFormat(i18n.language, digits).format(Number(charge?.ticks ?? 0n) / kTicksACredit));
}

export function money(charge: Charge | undefined): string {
  return i18n.format.money(Number(charge?.cents ?? 0n));
}
