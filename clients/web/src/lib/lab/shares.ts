// How companies stand in shared pools: asked of the engine, and said in numbers with their units.
import { createClient, type Transport } from "@connectrpc/connect";
import { SharesService, type Guarantee, type ShareStanding } from "../../gen/mutua/v1/shares_pb";
import { ask } from "../api/send";
import { i18n } from "../i18n/i18n.svelte";
import { shareWords } from "../i18n/shares/words.svelte";
import type { Interval } from "../../gen/mutua/v1/common_pb";
import { seconds, spanOf } from "../time/wire";

const kTicksACredit = 3600;

/** Of the own company; for a manager, of each that has a share. */
export function readStandings(transport: Transport, minPosition: bigint) {
  return ask(() => createClient(SharesService, transport).getShareStanding({ minPosition }));
}

/** "2.5 credits" */
export function creditsOf(ticks: bigint | number): string {
  const credits = Math.round((Number(ticks) / kTicksACredit) * 100) / 100;
  return shareWords.w.credits(credits, i18n.format.number(credits));
}

/** "Now, until Sun 29 Nov", "Mon 30 Nov to Sun 6 Dec" */
export function periodOf(interval: Interval | undefined, zone: string, now: number): string {
  const { start, end } = spanOf(interval);
  const [first, last] = [start, end - 1].map((at) => i18n.format.day(zone, at));
  return start <= now && now < end ? shareWords.w.running(last ?? "") : shareWords.w.period(first ?? "", last ?? "");
}

/** "2 of 6 shares: 33%" */
export function shareOf({ share, shares }: ShareStanding): string {
  const { w } = shareWords;
  if (share === 0n) return w.noShare;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const { format } = i18n;
  return w.ofAll(Number(share), format.number(Number(shares)), percent.format(Number(share) / Number(shares)));
}

export function leftOf(guarantee: Guarantee): string {
  const { format } = i18n;
  const [used, all] = [seconds(guarantee.used), seconds(guarantee.guaranteed)];
  if (used > all) return shareWords.w.beyond(format.length(used), format.length(all));
  return shareWords.w.left(format.length(used), format.length(all), format.length(all - used));
}
