// Opening hours as they stand in a form: a text for each day of the week, "08:00-12:00, 13:00-22:00", closed
// where it is empty; and the exceptions, a line each: "2026-12-24..2027-01-02" is closed, "2026-12-31
// 10:00-14:00" has other hours.
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { OpenDays, OpenDaysSchema, OpenRange, OpeningHours, OpeningHoursSchema } from "../../gen/mutua/v1/place_pb";
import { words } from "../../lib/i18n/manager/words.svelte";
import { i18n } from "../../lib/i18n/i18n.svelte";
import { clockText, parseClock } from "../../lib/time/zone";
import type { Field, Values } from "../things/sort";

const kWeek = [1, 2, 3, 4, 5, 6, 7];
type Range = { opens: string; closes: string };

function rangesText(ranges: readonly OpenRange[]): string {
  return ranges.map((range) => `${range.opens}-${range.closes}`).join(", ");
}

/** Undefined where it cannot be read. */
export function parseRanges(text: string): Range[] | undefined {
  const ranges: Range[] = [];
  for (const part of text.split(/[,;]/).map((one) => one.trim()).filter(Boolean)) {
    const [from = "", to = "", more] = part.split(/\s*[-–]\s*/);
    const [opens, closes] = [parseClock(from), parseClock(to)];
    if (!opens || !closes || more !== undefined) return undefined;
    ranges.push({ opens: clockText(opens), closes: clockText(closes) });
  }
  return ranges;
}

function parseException(line: string) {
  const found = /^\s*(\d{4}-\d\d-\d\d)(?:\s*\.\.\s*(\d{4}-\d\d-\d\d))?\s*(.*)$/.exec(line);
  const ranges = found ? parseRanges(found[3] ?? "") : undefined;
  return found && ranges ? { firstDay: found[1] ?? "", lastDay: found[2] ?? "", ranges } : undefined;
}

const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** A text for each day, "day1" to "day7" where `prefix` is "day". */
export function weekValues(prefix: string, week: readonly OpenDays[] = []): Values {
  return Object.fromEntries(
    kWeek.map((day) => [
      prefix + day,
      rangesText(week.filter((one) => one.days.includes(day)).flatMap((one) => one.ranges)),
    ]),
  );
}

export function weekFrom(prefix: string, values: Values): MessageInitShape<typeof OpenDaysSchema>[] {
  return kWeek
    .map((day) => ({ days: [day], ranges: parseRanges(values[prefix + day] ?? "") ?? [] }))
    .filter((one) => one.ranges.length > 0);
}

export function weekFields(prefix: string, group: string, placeholder: string): Field[] {
  const monday = "2026-01-05"; // any Monday: only its name is shown
  return kWeek.map((day): Field => {
    const label = i18n.format.weekday(monday.slice(0, 8) + String(4 + day).padStart(2, "0"));
    return { key: prefix + day, label, group, type: "text", most: 160, placeholder };
  });
}

export function weekWrong(prefix: string, values: Values): Values {
  const wrong = kWeek.map((day) => prefix + day).filter((key) => !parseRanges(values[key] ?? ""));
  return Object.fromEntries(wrong.map((key) => [key, words.m.places.wrongHours]));
}

export function hoursValues(hours: OpeningHours | undefined): Values {
  const values: Values = { hours: hours ? "own" : "", exceptions: "", ...weekValues("day", hours?.week) };
  values["exceptions"] = (hours?.exceptions ?? [])
    .map((one) => [one.lastDay ? `${one.firstDay}..${one.lastDay}` : one.firstDay, rangesText(one.ranges)])
    .map((parts) => parts.filter(Boolean).join(" "))
    .join("\n");
  return values;
}

export function hoursFrom(values: Values): MessageInitShape<typeof OpeningHoursSchema> | undefined {
  if (values["hours"] !== "own") return undefined;
  const week = weekFrom("day", values);
  const exceptions = linesOf(values["exceptions"] ?? "").flatMap((line) => parseException(line) ?? []);
  return { week, exceptions };
}

export function isHours(key: string): boolean {
  return key === "hours" || key === "exceptions" || /^day\d$/.test(key);
}

/** Who types hours means them to hold. */
export function hoursAlso(key: string): Values {
  return isHours(key) && key !== "hours" ? { hours: "own" } : {};
}

/** `unset`: what it means that a thing has no hours of its own. */
export function hoursFields(unset: string): Field[] {
  const { m } = words;
  const group = m.places.hours;
  return [
    {
      key: "hours",
      label: m.places.whichHours,
      group,
      type: "choice",
      options: [
        { value: "", label: unset },
        { value: "own", label: m.places.ownHours },
      ],
    },
    ...weekFields("day", group, m.places.closed),
    { key: "exceptions", label: m.places.exceptions, hint: m.places.exceptionsHint, group, type: "lines" },
  ];
}

export function hoursWrong(values: Values): Values {
  const wrong = weekWrong("day", values);
  if (!linesOf(values["exceptions"] ?? "").every(parseException)) wrong["exceptions"] = words.m.places.wrongExceptions;
  return wrong;
}
