// How long things are open, and months: what shares of use are made of.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sources } from "./sources.mjs";

let pages, open, month, period;
before(async () => {
  pages = await sources();
  open = await pages.load("manager/use/open.ts");
  month = await pages.load("lib/statement/month.ts");
  period = await pages.load("manager/use/period.ts");
});
after(() => pages.close());

const kHour = 3600;
const week = (days, ...ranges) => ({ days, ranges: ranges.map(([opens, closes]) => ({ opens, closes })) });
const hours = (weeks, exceptions = []) => ({ week: weeks, exceptions });
const exception = (firstDay, lastDay, ...ranges) => ({ firstDay, lastDay, ranges: ranges.map(([opens, closes]) => ({ opens, closes })) });

test("hours add up over days, where both the site and the thing are open", () => {
  const weekdays = hours([week([1, 2, 3, 4, 5], ["08:00", "12:00"], ["13:00", "18:00"])]);
  const rows = [
    // site, thing, first day, day after the last, hours
    [undefined, undefined, "2026-11-02", "2026-11-03", 24],
    [undefined, undefined, "2026-11-02", "2026-11-02", 0],
    [weekdays, undefined, "2026-11-02", "2026-11-09", 45], // Monday to Sunday
    [weekdays, hours([week([1], ["10:00", "14:00"])]), "2026-11-02", "2026-11-09", 3],
    [weekdays, hours([]), "2026-11-02", "2026-11-09", 0], // only by exceptions, and there is none
    [hours(weekdays.week, [exception("2026-11-04", "")]), undefined, "2026-11-02", "2026-11-09", 36],
    [hours(weekdays.week, [exception("2026-11-04", "2026-11-05", ["10:00", "11:00"])]), undefined, "2026-11-02", "2026-11-09", 29],
    [hours([week([6], ["22:00", "02:00"])]), undefined, "2026-11-02", "2026-11-08", 2], // Saturday's, until midnight
    [hours([week([6], ["22:00", "02:00"])]), undefined, "2026-11-08", "2026-11-09", 2], // and the rest on Sunday
    [hours([week([6], ["18:00", "24:00"])]), undefined, "2026-11-07", "2026-11-09", 6],
    [hours([week([1], ["08:00", "12:00"], ["10:00", "14:00"])]), undefined, "2026-11-02", "2026-11-03", 6], // merged
  ];
  for (const [site, thing, first, last, expected] of rows) {
    const found = open.openSeconds({ hours: site }, { effectiveRules: { hours: thing } }, first, last);
    assert.equal(found / kHour, expected, `${first} ${last} ${JSON.stringify(site)}`);
  }
});

test("months go on over the turn of a year, and only those that the engine takes are taken", () => {
  const rows = [["2026-11", 1, "2026-12"], ["2026-12", 1, "2027-01"], ["2026-01", -1, "2025-12"], ["2026-05", -24, "2024-05"], ["2026-05", 0, "2026-05"]];
  for (const [from, count, to] of rows) assert.equal(month.addMonths(from, count), to);
  for (const good of ["1970-01", "2199-12"]) assert.ok(month.isMonth(good));
  for (const bad of ["1969-12", "2200-01", "2026-13", "2026-00", "2026", "", "2026-1"]) assert.ok(!month.isMonth(bad), bad);
});

test("weeks are from their Monday, months from their first, up to the one that runs", () => {
  const rows = [
    ["2026-11-26", "week", 3, [["2026-11-09", "2026-11-16"], ["2026-11-16", "2026-11-23"], ["2026-11-23", "2026-11-30"]]],
    ["2026-11-23", "week", 1, [["2026-11-23", "2026-11-30"]]],
    ["2026-11-29", "week", 1, [["2026-11-23", "2026-11-30"]]],
    ["2027-01-02", "week", 2, [["2026-12-21", "2026-12-28"], ["2026-12-28", "2027-01-04"]]],
    ["2027-01-31", "month", 2, [["2026-12-01", "2027-01-01"], ["2027-01-01", "2027-02-01"]]],
  ];
  for (const [today, kind, count, expected] of rows) {
    assert.deepEqual(period.periodsUntil(today, kind, count).map(({ first, after }) => [first, after]), expected, today);
  }
});
