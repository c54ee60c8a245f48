// How companies stand in shared pools: asked of the engine, and said in numbers with their units.
import { createClient, type Transport } from "@connectrpc/connect";
import { SharesService, type Guarantee, type ShareStanding } from "../../gen/mutua/v1/shares_pb";
import { ask } from "../api/send";
import { i18n } from "../i18n/i18n.svelte";
import { shareWords } from "../i18n/shares/words.svelte";
import { seconds } from "../time/wire";

const kTicksACredit = 3600;

/** Of the own company; for a manager, of each that has a share. */
export function readStandings(transport: Transport, minPosition: bigint) {
  return ask(() => createClient(SharesService, transport).getShareStanding({ minPosition }));
}

/** "2.5 credits" */
export function creditsOf(ticks: bigint | number): string {
  const credits = Math.round((Number(ticks) / kTicksACredit) * 100) / 100;
  return shareWords.w.credits(i18n.format.number(credits));
}

/** "2 of 6 shares: 33%" */
export function shareOf({ share, shares }: ShareStanding): string {
  const { w } = shareWords;
  if (share === 0n) return w.noShare;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const { format } = i18n;
  return w.ofAll(format.number(Number(share)), format.number(Number(shares)), percent.format(Number(share) / Number(shares)));
}

export function leftOf(guarantee: Guarantee): string {
  const { format } = i18n;
  const [used, all] = [seconds(guarantee.used), seconds(guarantee.guaranteed)];
  if (used > all) return shareWords.w.beyond(format.length(used), format.length(all));
  return shareWords.w.left(format.length(used), format.length(all), format.length(all - used));
}
