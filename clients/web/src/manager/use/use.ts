// Use by month or week: what statements add up, put beside the hours in which it could have been used.
import type { ListStatementsResponse, StatementSums } from "../../gen/mutua/v1/statements_pb";
import type { Resource } from "../../gen/mutua/v1/place_pb";
import type { Catalogue } from "../../lib/lab/catalogue.svelte";
import { addDays } from "../../lib/time/zone";
import { seconds } from "../../lib/time/wire";
import { openSeconds } from "./open";
import type { Period } from "./period";

/** Of one resource, group or company, or all, in one month or week; seconds times units. */
export interface Use {
  period: Period;
  used: number;
  /** Booked and not used: cancelled, nobody came, given back early, or yet to come. */
  unused: number;
  bookings: number;
  /** Until now, in the period that runs. 0: it has no such hours. */
  open: number;
}

export interface Line {
  key: string;
  uses: Use[];
}

/** What was answered about a period. */
export interface Answer {
  period: Period;
  said: ListStatementsResponse;
}

type Sums = Pick<StatementSums, "bookings" | "booked" | "used">;

function useOf(period: Period, sums: Sums | undefined, open: number): Use {
  const used = seconds(sums?.used);
  return { period, used, unused: Math.max(0, seconds(sums?.booked) - used), bookings: Number(sums?.bookings ?? 0n), open };
}

/** How long these could be used in a period, until the day `today` is over. */
export function openIn(catalogue: Catalogue, resources: Resource[], { first, after }: Period, today: string): number {
  const last = today < after ? addDays(today, 1) : after;
  return resources.reduce(
    (sum, one) => sum + openSeconds(catalogue.sites.get(one.site), one, first, last) * Math.max(1, one.capacity),
    0,
  );
}

const all = (catalogue: Catalogue) => [...catalogue.resources.values()];

export function byPool(answers: Answer[], catalogue: Catalogue, today: string): Line[] {
  const pools = new Set([...catalogue.pools.keys(), ...answers.flatMap(({ said }) => said.pools.map(({ pool }) => pool))]);
  return [...pools].map((pool) => ({
    key: pool,
    uses: answers.map(({ period, said }) => {
      const open = openIn(catalogue, all(catalogue).filter((one) => one.pool === pool), period, today);
      return useOf(period, said.pools.find((sums) => sums.pool === pool)?.sums, open);
    }),
  }));
}

/** In the order of their groups, then of what is gone meanwhile. */
export function byResource(answers: Answer[], catalogue: Catalogue, today: string): Line[] {
  const grouped = [...catalogue.pools.keys()].flatMap((pool) => catalogue.inPool(pool).map(({ resource }) => resource));
  const booked = answers.flatMap(({ said }) => said.resources.map(({ resource }) => resource));
  return [...new Set([...grouped, ...booked])].map((resource) => ({
    key: resource,
    uses: answers.map(({ period, said }) => {
      const open = openIn(catalogue, all(catalogue).filter((one) => one.resource === resource), period, today);
      return useOf(period, said.resources.find((one) => one.resource === resource), open);
    }),
  }));
}

export function byCompany(answers: Answer[]): Line[] {
  const companies = new Set(answers.flatMap(({ said }) => said.statements.map(({ company }) => company)));
  const lines = [...companies].map((company) => ({
    key: company,
    uses: answers.map(({ period, said }) => useOf(period, said.statements.find((sums) => sums.company === company)?.sums, 0)),
  }));
  const total = ({ uses }: Line) => uses.reduce((sum, one) => sum + one.used + one.unused, 0);
  return lines.sort((a, b) => total(b) - total(a));
}

export function inAll(answers: Answer[], catalogue: Catalogue, today: string): Line {
  const open = (period: Period) => openIn(catalogue, all(catalogue), period, today);
  return { key: "", uses: answers.map(({ period, said }) => useOf(period, said.total, open(period))) };
}
