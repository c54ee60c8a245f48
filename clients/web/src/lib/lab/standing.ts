// How a quota stands, in numbers with their units and in one sentence.
import type { QuotaStanding } from "../../gen/mutua/v1/quotas_pb";
import { i18n } from "../i18n/i18n.svelte";

/** "12 h", "3 bookings", "40 credits", "€18.00", by what the quota limits. */
export function amountOf(standing: QuotaStanding, value: bigint): string {
  const { t, format } = i18n;
  switch (standing.quota?.limit.case) {
    case "time":
      return format.length(Number(value));
    case "ticks":
      return t.quotas.credits(Number(value) / 3600, format.number(Number(value) / 3600));
    case "cents":
      return format.money(Number(value));
    default:
      return t.quotas.bookings(Number(value));
  }
}

export function sentenceOf(standing: QuotaStanding): string {
  const { t } = i18n;
  const used = amountOf(standing, standing.used);
  const limit = amountOf(standing, standing.limit);
  if (standing.over) return t.quotas.over(used, limit);
  return standing.left === 0n ? t.quotas.full(limit) : t.quotas.left(used, limit, amountOf(standing, standing.left));
}
