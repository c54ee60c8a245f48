// The rules of a pool or resource as they stand in a form. An empty field is inherited.
import { create } from "@bufbuild/protobuf";
import { RulesSchema, type Rules } from "../../gen/mutua/v1/place_pb";
import { fieldWords } from "../../lib/i18n/fields/words.svelte";
import { i18n } from "../../lib/i18n/i18n.svelte";
import { words } from "../../lib/i18n/manager/words.svelte";
import { whole } from "../../lib/time/wire";
import type { Office } from "../office.svelte";
import { lengthText, parseLength } from "../things/lengths";
import { several, type Field, type Values } from "../things/sort";
import { hoursAlso, hoursFields, hoursFrom, hoursValues, hoursWrong, isHours } from "./hours";
import { isPeak, peakAlso, peakFields, peakFrom, peakValues, peakWrong } from "./peak";

export const kLengths = ["granularity", "shortest", "longest", "lead", "horizon", "gap", "setup", "cleanup", "checkInBefore", "checkInAfter"] as const;
const kChoices = ["needsApproval", "unattendedOvernight", "checkOut"] as const;

const yes = (value: boolean | undefined) => (value === undefined ? "" : value ? "yes" : "no");
const centsText = (cents: bigint | undefined) => (cents === undefined ? "" : (Number(cents) / 100).toFixed(2));

export function ruleValues(rules: Rules | undefined): Values {
  const values: Values = {};
  for (const key of kLengths) values[key] = lengthText(rules?.[key] && Number(rules[key].seconds));
  for (const key of kChoices) values[key] = yes(rules?.[key]);
  values["price"] = centsText(rules?.centsPerHour);
  values["tariff"] = rules?.tariff === undefined ? "" : String(rules.tariff);
  values["allOf"] = rules?.certifications?.allOf.join(",") ?? "";
  values["anyOf"] = rules?.certifications?.anyOf.join(",") ?? "";
  values["companies"] = rules?.who?.companies.join(",") ?? "";
  values["members"] = rules?.who?.members.join("\n") ?? "";
  return { ...values, ...hoursValues(rules?.hours), ...peakValues(rules?.peakHours) };
}

const linesOf = (text: string) => text.split("\n").map((line) => line.trim()).filter(Boolean);

export function isRule(key: string): boolean {
  const plain = [...kLengths, ...kChoices, "price", "tariff", "allOf", "anyOf", "companies", "members"];
  return plain.some((one) => one === key) || isHours(key) || isPeak(key);
}

/** Who types hours means them to hold. */
export function rulesAlso(key: string): Values {
  return { ...hoursAlso(key), ...peakAlso(key) };
}

/** `now`: the rules as they are. */
export function rulesFrom(now: Rules | undefined, values: Values): Rules {
  const rules = create(RulesSchema, now ? { ...now } : {});
  const drop = (key: keyof Rules) => delete (rules as Partial<Rules>)[key];
  for (const key of kLengths) {
    const seconds = parseLength(values[key] ?? "");
    if (seconds === undefined) drop(key);
    else rules[key] = create(RulesSchema, { [key]: whole(seconds) })[key]!;
  }
  for (const key of kChoices) {
    if (values[key]) rules[key] = values[key] === "yes";
    else drop(key);
  }
  const price = cents(values["price"] ?? "");
  if (price === undefined) drop("centsPerHour");
  else rules.centsPerHour = price;
  if (values["tariff"]) rules.tariff = BigInt(values["tariff"]);
  else drop("tariff");
  const built = create(RulesSchema, {
    ...(hoursFrom(values) ? { hours: hoursFrom(values)! } : {}),
    ...(peakFrom(values) ? { peakHours: peakFrom(values)! } : {}),
    certifications: { allOf: several(values["allOf"] ?? ""), anyOf: several(values["anyOf"] ?? "") },
    who: { companies: several(values["companies"] ?? ""), members: linesOf(values["members"] ?? "") },
  });
  if (built.hours) rules.hours = built.hours;
  else drop("hours");
  if (built.peakHours) rules.peakHours = built.peakHours;
  else drop("peakHours");
  // None named where none was set: still inherited. None named where some were: nothing is needed.
  const needs = built.certifications!.allOf.length + built.certifications!.anyOf.length > 0;
  if (needs || now?.certifications) rules.certifications = built.certifications!;
  const named = built.who!.companies.length + built.who!.members.length > 0;
  if (named || now?.who) rules.who = built.who!;
  return rules;
}

/** Undefined: nothing is typed, or nothing that can be read. */
function cents(text: string): bigint | undefined {
  return /^\s*\d+([.,]\d{1,2})?\s*$/.test(text) ? BigInt(Math.round(Number(text.replace(",", ".")) * 100)) : undefined;
}

/** `effective`: what holds, shown where a field is empty. */
export function ruleFields(office: Office, unset: string, unsetHours: string, effective?: Rules): Field[] {
  const { m } = words;
  const group = m.places.rules;
  const certifications = [...office.lab.catalogue.certifications.values()].map((one) => ({
    value: one.certification,
    label: one.displayName || one.certification,
  }));
  const inherited = (text: string) => (text === "" ? unset : `${unset}: ${text}`);
  const said = (value: boolean | undefined) =>
    inherited(value === undefined ? "" : value ? m.things.yes : m.things.no);
  return [
    ...kLengths.map((key): Field => {
      const holds = effective?.[key] ? lengthText(Number(effective[key].seconds)) : "";
      return { key, label: m.places.lengths[key], group, type: "text", most: 20, placeholder: inherited(holds) };
    }),
    ...kChoices.map((key): Field => ({
      key,
      label: m.places.choices[key],
      group,
      type: "choice",
      options: [
        { value: "", label: said(effective?.[key]) },
        { value: "yes", label: m.things.yes },
        { value: "no", label: m.things.no },
      ],
    })),
    {
      key: "price",
      label: m.places.price,
      group,
      type: "text",
      most: 12,
      typed: "decimal",
      placeholder: inherited(effective ? i18n.format.money(Number(effective.centsPerHour ?? 0n)) : ""),
    },
    {
      key: "tariff",
      label: m.places.tariff,
      group,
      type: "text",
      most: 5,
      typed: "numeric",
      placeholder: inherited(effective ? String(effective.tariff ?? 1n) : ""),
    },
    ...(certifications.length > 0
      ? [
          { key: "allOf", label: m.places.needs, group, type: "several" as const, options: certifications },
          { key: "anyOf", label: fieldWords.d.anyOf, group, type: "several" as const, options: certifications },
        ]
      : []),
    {
      key: "companies",
      label: m.places.who,
      group: m.places.whoGroup,
      type: "several",
      options: office.companies.map((one) => ({ value: one.company, label: one.displayName || one.company })),
    },
    { key: "members", label: fieldWords.d.members, hint: fieldWords.d.membersHint, group: m.places.whoGroup, type: "lines" },
    ...hoursFields(unsetHours),
    ...peakFields(unset),
  ];
}

export function rulesWrong(office: Office, values: Values): Values {
  const wrong: Values = { ...hoursWrong(values), ...peakWrong(values) };
  // One whose name was erased is "#<number>", and stays named.
  const nobody = linesOf(values["members"] ?? "").find((one) => !/^#\d+$/.test(one) && !office.lab.members.some(({ member }) => member === one));
  if (nobody) wrong["members"] = fieldWords.d.wrongMember(nobody);
  for (const key of kLengths) {
    if (values[key] && parseLength(values[key]) === undefined) wrong[key] = words.m.places.wrongLength;
  }
  if (values["price"] && cents(values["price"]) === undefined) wrong["price"] = words.m.places.wrongNumber;
  if (values["tariff"] && !/^\d{1,4}$/.test(values["tariff"])) wrong["tariff"] = words.m.places.wrongNumber;
  return wrong;
}
