// Use by month: what statements add up, put beside the hours in which it could have been used.
import type { ListStatementsResponse, StatementSums } from "../../gen/mutua/v1/statements_pb";
import type { Catalogue } from "../../lib/lab/catalogue.svelte";
import { addMonths } from "../../lib/statement/month";
import { seconds } from "../../lib/time/wire";
import { openSeconds } from "./open";

/** Of one group or company, or all, in one month; seconds times units. */
export interface Use {
  month: string;
  used: number;
  /** Booked and not used: cancelled, nobody came, given back early, or yet to come. */
  unused: number;
  bookings: number;
  /** Until now, in the month that runs. 0: it has no such hours. */
  open: number;
}

export interface Line {
  key: string;
  months: Use[];
}

export function useOf(month: string, sums: StatementSums | undefined, open: number): Use {
  const used = seconds(sums?.used);
  return { month, used, unused: Math.max(0, seconds(sums?.booked) - used), bookings: Number(sums?.bookings ?? 0n), open };
}

/** How long the resources of a pool could be used in a month, until the day `today` is over; undefined: all pools. */
export function openIn(catalogue: Catalogue, pool: string | undefined, month: string, today: string): number {
  const first = `${month}-01`;
  const after = `${addMonths(month, 1)}-01`;
  const last = today < after ? nextDay(today) : after;
  const resources = [...catalogue.resources.values()].filter((one) => pool === undefined || one.pool === pool);
  return resources.reduce(
    (sum, one) => sum + openSeconds(catalogue.sites.get(one.site), one, first, last) * Math.max(1, one.capacity),
    0,
  );
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export function byPool(answers: ListStatementsResponse[], catalogue: Catalogue, today: string): Line[] {
  const pools = new Set([...catalogue.pools.keys(), ...answers.flatMap((one) => one.pools.map(({ pool }) => pool))]);
  return [...pools].map((pool) => ({
    key: pool,
    months: answers.map((one) =>
      useOf(one.month, one.pools.find((sums) => sums.pool === pool)?.sums, openIn(catalogue, pool, one.month, today)),
    ),
  }));
}

export function byCompany(answers: ListStatementsResponse[]): Line[] {
  const companies = new Set(answers.flatMap((one) => one.statements.map(({ company }) => company)));
  const lines = [...companies].map((company) => ({
    key: company,
    months: answers.map((one) => useOf(one.month, one.statements.find((sums) => sums.company === company)?.sums, 0)),
  }));
  const all = ({ months }: Line) => months.reduce((sum, one) => sum + one.used + one.unused, 0);
  return lines.sort((a, b) => all(b) - all(a));
}

export function inAll(answers: ListStatementsResponse[], catalogue: Catalogue, today: string): Line {
  return { key: "", months: answers.map((one) => useOf(one.month, one.total, openIn(catalogue, undefined, one.month, today))) };
}
