// On which terms a resource is lent as they stand in a form: nobody lends it, or a company for credits or as a favour.
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { LentTerms, LentTermsSchema } from "../../gen/mutua/v1/place_pb";
import { fieldWords } from "../../lib/i18n/fields/words.svelte";
import { words } from "../../lib/i18n/manager/words.svelte";
import type { Office } from "../office.svelte";
import type { Field, Values } from "../things/sort";
import { cents } from "./share_rows";

const kCreditsMost = 1000; // of a unit-hour, as the contract has it
const kKeys = ["lender", "lent_cost", "lent_credits", "lent_pool"];

export function lentValues(lent: LentTerms | undefined): Values {
  const cost = lent?.costCentsPerHour ?? 0n;
  return {
    lender: lent?.company ?? "",
    lent_cost: cost === 0n ? "" : (Number(cost) / 100).toFixed(2),
    lent_credits: lent?.creditsPerHour ? String(lent.creditsPerHour) : "",
    lent_pool: lent?.pool ?? "",
  };
}

export function lentFrom(values: Values): MessageInitShape<typeof LentTermsSchema> | undefined {
  if (!values["lender"]) return undefined;
  return {
    company: values["lender"],
    costCentsPerHour: cents(values["lent_cost"] ?? "") ?? 0n,
    creditsPerHour: BigInt(values["lent_credits"] || 0),
    pool: values["lent_pool"] ?? "",
  };
}

export function isLent(key: string): boolean {
  return kKeys.includes(key);
}

export function lentFields(office: Office): Field[] {
  const { d } = fieldWords;
  const { catalogue } = office.lab;
  const group = d.lent;
  const companies = office.companies.map((one) => ({ value: one.company, label: one.displayName || one.company }));
  const pools = [...catalogue.pools.keys()].map((pool) => ({ value: pool, label: catalogue.name(pool) }));
  return [
    { key: "lender", label: d.lender, group, type: "choice", options: [{ value: "", label: d.theLab }, ...companies] },
    { key: "lent_cost", label: d.cost, hint: d.costHint, group, type: "text", most: 12, typed: "decimal" },
    { key: "lent_credits", label: d.credits, hint: d.creditsHint, group, type: "text", most: 4, typed: "numeric" },
    { key: "lent_pool", label: d.creditsOf, group, type: "choice", options: [{ value: "", label: d.ownPool }, ...pools] },
  ];
}

export function lentWrong(values: Values): Values {
  const wrong: Values = {};
  if (cents(values["lent_cost"] ?? "") === undefined) wrong["lent_cost"] = words.m.places.wrongNumber;
  const credits = values["lent_credits"] ?? "";
  if (credits && !(/^\d{1,4}$/.test(credits) && Number(credits) <= kCreditsMost)) wrong["lent_credits"] = words.m.places.wrongNumber;
  return wrong;
}
