// A quota as a form: whom it limits, what it counts, in which time, how much.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { QuotaSchema, QuotaWindow, type Quota } from "../../gen/mutua/v1/quotas_pb";
import { fieldWords } from "../../lib/i18n/fields/words.svelte";
import { i18n } from "../../lib/i18n/i18n.svelte";
import { words } from "../../lib/i18n/manager/words.svelte";
import { whole } from "../../lib/time/wire";
import type { Office } from "../office.svelte";
import { lengthText, parseLength } from "../things/lengths";
import { several, type Option, type Read, type Sort, type Values } from "../things/sort";

const kTicksACredit = 3600;

function subjectOf({ subject }: Quota): string {
  return typeof subject.value === "string" ? `${subject.case} ${subject.value}` : (subject.case ?? "");
}

function whatOf(quota: Quota): string {
  if (quota.pools.length > 0) return "pools";
  if (quota.resources.length > 0) return "resources";
  return quota.kind === 0 ? "" : `kind ${quota.kind}`;
}

const grabsOf = ({ grabCounts }: Quota) => (grabCounts === undefined ? "" : grabCounts ? "yes" : "no");

function amountOf({ limit }: Quota): string {
  if (limit.case === "time") return lengthText(Number(limit.value.seconds));
  if (limit.case === "ticks") return String(Number((Number(limit.value) / kTicksACredit).toFixed(6))); // to the tick
  return limit.case === "cents" ? (Number(limit.value) / 100).toFixed(2) : String(limit.value ?? "");
}

/** Undefined where it cannot be read: what the limit is, in the API's units. */
function limitFrom(unit: string, text: string): Quota["limit"] | undefined {
  if (unit === "time") {
    const seconds = parseLength(text);
    return seconds === undefined ? undefined : ({ case: "time", value: whole(seconds) } as Quota["limit"]);
  }
  const number = /^\s*\d+([.,]\d{1,6})?\s*$/.test(text) ? Number(text.replace(",", ".")) : undefined;
  if (number === undefined) return undefined;
  if (unit === "ticks") return { case: "ticks", value: BigInt(Math.round(number * kTicksACredit)) };
  if (unit === "cents") return { case: "cents", value: BigInt(Math.round(number * 100)) };
  return Number.isInteger(number) ? { case: "bookings", value: BigInt(number) } : undefined;
}

function quotaFrom(values: Values): MessageInitShape<typeof QuotaSchema> {
  const [who = "", whom = ""] = (values["subject"] ?? "").split(" ");
  const [what = "", which = ""] = (values["what"] ?? "").split(" ");
  const each = who === "each_company" || who === "each_member";
  const named = { company: "company", member: "member", each_member_of: "eachMemberOf" } as const;
  return {
    displayName: values["display_name"] ?? "",
    subject: each
      ? { case: who === "each_company" ? "eachCompany" : "eachMember", value: true }
      : { case: named[who as keyof typeof named], value: whom },
    pools: what === "pools" ? several(values["pools"] ?? "") : [],
    resources: what === "resources" ? several(values["resources"] ?? "") : [],
    kind: what === "kind" ? Number(which) : 0,
    window: Number(values["window"]),
    limit: limitFrom(values["unit"] ?? "", values["amount"] ?? "") ?? { case: undefined },
    peakOnly: values["peak_only"] === "yes",
    warning: values["warning"] === "yes",
    ...(values["grab_counts"] ? { grabCounts: values["grab_counts"] === "yes" } : {}),
  };
}

// The field of the API that holds what a field of the form says.
function pathsOf(changed: string[], values: Values): string[] {
  const paths = changed.flatMap((key) => {
    if (key === "subject") return [values["subject"]?.split(" ")[0] ?? ""];
    if (["what", "pools", "resources"].includes(key)) return ["pools", "resources", "kind"];
    return key === "amount" || key === "unit" ? [values["unit"] ?? ""] : [key];
  });
  return [...new Set(paths)];
}

export function quotaSort(office: Office, quota?: string): Sort {
  const is = () => office.quotas.find((one) => one.quota === quota);
  const { catalogue } = office.lab;
  const yesNo = () => [
    { value: "", label: words.m.things.no },
    { value: "yes", label: words.m.things.yes },
  ];
  const subjects = (): Option[] => {
    const { m } = words;
    return [
      { value: "each_company", label: m.quotas.eachCompany },
      { value: "each_member", label: m.quotas.eachMember },
      ...office.companies.map((one) => ({ value: `company ${one.company}`, label: one.displayName || one.company })),
      ...office.companies.map((one) => ({
        value: `each_member_of ${one.company}`,
        label: m.quotas.eachMemberOf(one.displayName || one.company),
      })),
      ...office.lab.members.map((one) => ({ value: `member ${one.member}`, label: one.displayName || one.member })),
    ];
  };
  const whats = (): Option[] => [
    { value: "", label: i18n.t.quotas.everything },
    ...[1, 2, 3, 4, 5].map((kind) => ({ value: `kind ${kind}`, label: i18n.t.board.kinds[kind] ?? "" })),
    { value: "pools", label: fieldWords.d.thesePools },
    { value: "resources", label: fieldWords.d.theseResources },
  ];
  const named = (handles: Iterable<string>): Option[] =>
    [...handles].map((value) => ({ value, label: catalogue.name(value) }));
  return {
    isNew: quota === undefined,
    title: quota === undefined ? words.m.quotas.create : is()?.displayName || quota,
    fields: () => {
      const { m } = words;
      const { d } = fieldWords;
      const choice = (key: string, label: string, options: Option[]) => ({ key, label, type: "choice" as const, options });
      return [
        { key: "display_name", label: m.things.name, type: "text", most: 100, required: true },
        { key: "handle", label: m.things.handle, hint: m.things.handleHint, type: "handle", onlyNew: true },
        choice("subject", m.quotas.whom, subjects()),
        choice("what", m.quotas.what, whats()),
        { key: "pools", label: d.whichPools, group: d.whichPools, type: "several", options: named(catalogue.pools.keys()) },
        { key: "resources", label: d.whichResources, group: d.whichResources, type: "several", options: named(office.lab.resources()) },
        choice("unit", m.quotas.unit, ["time", "bookings", "ticks", "cents"].map((value) => ({
          value,
          label: m.quotas.units[value as keyof typeof m.quotas.units],
        }))),
        { key: "amount", label: m.quotas.amount, hint: m.quotas.amountHint, type: "text", most: 20, required: true },
        choice("window", m.quotas.window, [1, 2, 3, 4, 5, 6].map((window) => ({
          value: String(window),
          label: i18n.t.quotas.windows[window] ?? "",
        }))),
        choice("peak_only", m.quotas.peakOnly, yesNo()),
        choice("grab_counts", d.grabs, [
          { value: "", label: d.grabsUsual },
          { value: "yes", label: d.grabsCount },
          { value: "no", label: d.grabsFree },
        ]),
        choice("warning", m.quotas.warning, yesNo()),
      ];
    },
    read: (): Read | undefined => {
      const one = is();
      if (quota === undefined) {
        const values = { display_name: "", handle: "", subject: "each_company", what: "", pools: "", resources: "", grab_counts: "", unit: "time", amount: "", window: String(QuotaWindow.MONTH), peak_only: "", warning: "" };
        return { values, etag: "" };
      }
      return (
        one && {
          values: {
            display_name: one.displayName,
            subject: snake(subjectOf(one)),
            what: whatOf(one),
            pools: one.pools.join(","),
            resources: one.resources.join(","),
            grab_counts: grabsOf(one),
            unit: one.limit.case ?? "",
            amount: amountOf(one),
            window: String(one.window),
            peak_only: one.peakOnly ? "yes" : "",
            warning: one.warning ? "yes" : "",
          },
          etag: one.etag,
        }
      );
    },
    again: () => office.readQuotas(),
    // Who ticks one means it to be counted.
    also: (key): Values => (key === "pools" || key === "resources" ? { what: key } : {}),
    wrong: (values): Values => {
      if (!values["amount"] || limitFrom(values["unit"] ?? "", values["amount"])) return {};
      return { amount: words.m.quotas.wrongAmount };
    },
    save: (requestId, values, changed, etag) =>
      quota === undefined
        ? office.api.quotas.createQuota({
            requestId,
            quota: create(QuotaSchema, { ...quotaFrom(values), quota: values["handle"] ?? "" }),
          })
        : office.api.quotas.updateQuota({
            requestId,
            quota: create(QuotaSchema, { ...quotaFrom(values), quota, etag }),
            updateMask: { paths: pathsOf(changed, values) },
          }),
    remove: (requestId, etag) => office.api.quotas.deleteQuota({ requestId, quota: quota ?? "", etag }),
  };
}

// "eachMemberOf cabane" -> "each_member_of cabane"
function snake(text: string): string {
  const [first = "", ...rest] = text.split(" ");
  return [first.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), ...rest].join(" ");
}
