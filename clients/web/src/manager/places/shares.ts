// How a pool is shared as it stands in a form: who comes first, by the week or month, what a share costs, and
// the shares of companies, a line each: "cabane|2|1500.00|0", base, paid and donated as they are typed.
import type { MessageInitShape } from "@bufbuild/protobuf";
import { ExplainNames, PoolPolicy, SharePeriod, type Pool, type PoolSchema } from "../../gen/mutua/v1/place_pb";
import { fieldWords } from "../../lib/i18n/fields/words.svelte";
import { shareWords } from "../../lib/i18n/shares/words.svelte";
import type { Office } from "../office.svelte";
import type { Field, Values } from "../things/sort";
import { cents, count, rowsFrom, rowsText, sharesOf } from "./share_rows";
import SharesTable from "./shares_table.svelte";

const kSharesMost = 1_000_000; // of all companies together

const money = (amount: bigint) => (amount === 0n ? "" : (Number(amount) / 100).toFixed(2));
const number = (amount: number) => (amount === 0 ? "" : String(amount));

export function sharingValues(pool: Pool | undefined): Values {
  return {
    policy: pool?.policy ? String(pool.policy) : "",
    share_period: pool?.sharePeriod === SharePeriod.MONTH ? String(SharePeriod.MONTH) : "",
    cents_a_share: money(pool?.centsAShare ?? 0n),
    explain_names: pool?.explainNames === ExplainNames.NAMED ? String(ExplainNames.NAMED) : "",
    shares: rowsText(
      (pool?.shares ?? []).map(({ company, base, fundedCents, donated }) => ({
        company,
        base: number(base),
        paid: money(fundedCents),
        donated: number(donated),
      })),
    ),
  };
}

export function sharingFrom(values: Values): MessageInitShape<typeof PoolSchema> {
  return {
    policy: Number(values["policy"] || PoolPolicy.UNSPECIFIED),
    sharePeriod: Number(values["share_period"] || SharePeriod.WEEK),
    centsAShare: cents(values["cents_a_share"] ?? "") ?? 0n,
    explainNames: Number(values["explain_names"] || ExplainNames.UNSPECIFIED),
    shares: rowsFrom(values["shares"] ?? "").map((row) => ({
      company: row.company,
      base: count(row.base) ?? 0,
      fundedCents: cents(row.paid) ?? 0n,
      donated: count(row.donated) ?? 0,
    })),
  };
}

export function sharingWrong(values: Values): Values {
  const { w } = shareWords;
  const wrong: Values = {};
  const costs = values["cents_a_share"] ?? "";
  if (cents(costs) === undefined) wrong["cents_a_share"] = w.wrongNumber;
  // A cost that cannot be read is said once, at its own field.
  const each = rowsFrom(values["shares"] ?? "").map((row) => sharesOf(row, wrong["cents_a_share"] ? "" : costs));
  const readable = each.filter((one) => one !== undefined);
  if (readable.length < each.length || readable.reduce((sum, one) => sum + one, 0) > kSharesMost) {
    wrong["shares"] = w.wrongNumber;
  }
  return wrong;
}

export function sharingFields(office: Office): Field[] {
  const { w } = shareWords;
  const group = w.sharing;
  return [
    {
      key: "policy",
      label: w.policy,
      group,
      type: "choice",
      options: [
        { value: "", label: w.policies.byShares },
        { value: String(PoolPolicy.FIRST_COME), label: w.policies.firstCome },
        { value: String(PoolPolicy.FAIR_SHARE), label: w.policies.fair },
      ],
    },
    {
      key: "share_period",
      label: w.per,
      hint: w.frozen,
      group,
      type: "choice",
      options: [
        { value: "", label: w.perWeek },
        { value: String(SharePeriod.MONTH), label: w.perMonth },
      ],
    },
    { key: "cents_a_share", label: w.costs, hint: w.costsHint, group, type: "text", most: 13, typed: "decimal" },
    {
      key: "explain_names",
      label: fieldWords.d.explain,
      group,
      type: "choice",
      options: [
        { value: "", label: fieldWords.d.anonymous },
        { value: String(ExplainNames.NAMED), label: fieldWords.d.named },
      ],
    },
    {
      key: "shares",
      label: w.whose,
      group,
      type: "table",
      table: SharesTable,
      options: office.companies.map((one) => ({ value: one.company, label: one.displayName || one.company })),
      say: (value) =>
        rowsFrom(value)
          .map((row) => w.line(office.companyName(row.company), row.base || "0", row.paid || "0", row.donated || "0"))
          .join("; "),
    },
  ];
}
