// Months of a company beside what it may have: its time in what a quota counts beside the quota's limit, and its time in a
// shared pool beside the part of all use that its shares come to. Sums are those of statements, limits and shares those
// of today. The contract tells the months of a company by pool: quotas of time a month on pools, or on everything.
import { QuotaWindow, type Quota } from "../../gen/mutua/v1/quotas_pb";
import type { ShareStanding } from "../../gen/mutua/v1/shares_pb";
import type { GetStatementResponse, ListStatementsResponse, StatementSums } from "../../gen/mutua/v1/statements_pb";
import { seconds } from "../../lib/time/wire";
import type { Period } from "../use/period";
import type { Use } from "../use/use";

/** What was answered about a month: of the company, and of all. */
export interface Month {
  period: Period;
  own: Pick<GetStatementResponse, "pools" | "total">;
  all: Pick<ListStatementsResponse, "pools">;
}

export interface Marked {
  /** A quota's or a pool's handle. */
  key: string;
  uses: Use[];
  /** What each month is held against, in seconds times units. */
  marks: number[];
}

type Sums = Pick<StatementSums, "bookings" | "booked" | "used">;

function useOf(period: Period, parts: (Sums | undefined)[]): Use {
  const sum = (of: (one: Sums | undefined) => number) => parts.reduce((all, one) => all + of(one), 0);
  const used = sum((one) => seconds(one?.used));
  const booked = sum((one) => seconds(one?.booked));
  return { period, used, unused: Math.max(0, booked - used), bookings: sum((one) => Number(one?.bookings ?? 0n)), open: 0 };
}

const inPool = (pools: Month["own"]["pools"], pool: string) => pools.find((one) => one.pool === pool)?.sums;

/** Whether its months can be told. */
export function isTold(quota: Quota, company: string): boolean {
  const { subject, limit } = quota;
  const theirs = subject.case === "eachCompany" || (subject.case === "company" && subject.value === company);
  const ofPools = quota.resources.length === 0 && quota.kind === 0 && !quota.peakOnly;
  return theirs && ofPools && quota.window === QuotaWindow.MONTH && limit.case === "time";
}

export function againstQuotas(quotas: Quota[], company: string, months: Month[]): Marked[] {
  return quotas
    .filter((quota) => isTold(quota, company))
    .map((quota) => {
      const limit = quota.limit.case === "time" ? seconds(quota.limit.value) : 0;
      const of = ({ own }: Month) => (quota.pools.length > 0 ? quota.pools.map((pool) => inPool(own.pools, pool)) : [own.total]);
      return { key: quota.quota, uses: months.map((month) => useOf(month.period, of(month))), marks: months.map(() => limit) };
    });
}

export function againstShares(standings: ShareStanding[], company: string, months: Month[]): Marked[] {
  return standings
    .filter((one) => one.company === company && one.share > 0n)
    .map(({ pool, share, shares }) => ({
      key: pool,
      uses: months.map(({ period, own }) => useOf(period, [inPool(own.pools, pool)])),
      marks: months.map(({ all }) => (seconds(inPool(all.pools, pool)?.used) * Number(share)) / Number(shares)),
    }));
}
