// Civil days and clocks, the axis of the time line, request ids: what is easy to get wrong by an hour.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sources } from "./sources.mjs";

let pages, zone, segments;
const paris = "Europe/Paris";
const utc = (text) => Date.parse(text) / 1000;
before(async () => {
  pages = await sources();
  zone = await pages.load("lib/time/zone.ts");
  segments = await pages.load("lib/timeline/segments.ts");
});
after(() => pages.close());

test("a civil time is its instant, skipped times the end of the gap, repeated ones the first", () => {
  const rows = [
    // day, hour, minute, instant
    ["2026-01-15", 14, 0, "2026-01-15T13:00Z"],
    ["2026-07-15", 14, 0, "2026-07-15T12:00Z"],
    ["2026-03-29", 1, 59, "2026-03-29T00:59Z"],
    ["2026-03-29", 2, 30, "2026-03-29T01:00Z"], // skipped: 03:00 is the first after
    ["2026-03-29", 3, 0, "2026-03-29T01:00Z"],
    ["2026-10-25", 2, 30, "2026-10-25T00:30Z"], // twice: the first
    ["2026-10-25", 3, 0, "2026-10-25T02:00Z"],
  ];
  for (const [day, hour, minute, instant] of rows) {
    assert.equal(zone.instantOf(paris, { day, hour, minute }), utc(instant), `${day} ${hour}:${minute}`);
  }
});

test("what a clock showed is kept for its own zone and moment, however many are asked for", () => {
  const noon = utc("2026-07-15T12:00Z");
  for (let again = 0; again < 2; ++again) {
    for (let i = 0; i < 3000; ++i) zone.civilOf(paris, noon + 60 * i);
    assert.deepEqual(zone.civilOf(paris, noon), { day: "2026-07-15", hour: 14, minute: 0 });
    assert.deepEqual(zone.civilOf("Asia/Kolkata", noon), { day: "2026-07-15", hour: 17, minute: 30 });
    assert.equal(zone.civilOf(paris, noon + 60).minute, 1);
  }
});

test("what the clocks show twice has a second time, and nothing else has", () => {
  const rows = [
    ["2026-10-25T00:30Z", "2026-10-25T01:30Z"],
    ["2026-10-25T00:00Z", "2026-10-25T01:00Z"],
    ["2026-10-24T23:59Z", undefined],
    ["2026-10-25T01:30Z", undefined], // is the second
    ["2026-10-25T02:00Z", undefined],
    ["2026-03-29T00:30Z", undefined],
    ["2026-07-15T00:30Z", undefined],
  ];
  for (const [at, again] of rows) assert.equal(zone.shownAgain(paris, utc(at)), again && utc(again), at);
  assert.equal(zone.shownAgain("Australia/Lord_Howe", utc("2026-04-04T14:45Z")), utc("2026-04-04T15:15Z")); // by half an hour
});

test("days that the clocks change have 23 and 25 hours", () => {
  const hours = (day) => (zone.startOfDay(paris, zone.addDays(day, 1)) - zone.startOfDay(paris, day)) / 3600;
  assert.deepEqual(["2026-03-28", "2026-03-29", "2026-10-25", "2026-12-31"].map(hours), [24, 23, 25, 24]);
  assert.equal(zone.civilOf("Pacific/Apia", utc("2011-12-30T10:00Z")).day, "2011-12-31"); // no 30th there
});

test("what is typed as a time of day is read leniently, and nonsense is not", () => {
  const rows = [["14:30", 14, 30], ["1430", 14, 30], ["930", 9, 30], ["9", 9, 0], ["14h", 14, 0], ["14 h 15", 14, 15], ["24:00", 24, 0], ["0:05", 0, 5],
    // as it comes from elsewhere by copying
    ["14:30:00", 14, 30], ["14 h 30 min", 14, 30], ["2.30 pm", 14, 30], ["12 a.m.", 0, 0], ["12PM", 12, 0], ["１４：３０", 14, 30], ["\u00a014\u202fh\u00a030", 14, 30]];
  for (const [text, hour, minute] of rows) assert.deepEqual(zone.parseClock(text), { hour, minute }, text);
  for (const text of ["", "25:00", "12:60", "24:15", "noon", "1:2:3", "13 pm", "0am", "14:30:30"]) assert.equal(zone.parseClock(text), undefined, text);
});

test("a week begins as the reader's country counts, and clocks have 24 hours everywhere", async () => {
  const { Format } = await pages.load("lib/time/format.ts");
  const rows = [
    // what the browser asks for, the page's language, first day, week of Thursday 26 November, midnight, afternoon
    [["fr-FR", "fr"], "fr", 1, "2026-11-23", "00:05", "16:30"],
    [["fr-CA"], "fr", 7, "2026-11-22", "00 h 05", "16 h 30"],
    [["en-US", "en"], "en", 7, "2026-11-22", "00:05", "16:30"],
    [["en-GB"], "en", 1, "2026-11-23", "00:05", "16:30"],
    [["de-DE"], "en", 1, "2026-11-23", "00:05", "16:30"], // English for want of German: that of Great Britain
    [["en-US"], "fr", 1, "2026-11-23", "00:05", "16:30"],
  ];
  const own = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  try {
    for (const [languages, language, first, week, night, afternoon] of rows) {
      Object.defineProperty(globalThis, "navigator", { value: { languages }, configurable: true });
      const format = new Format(language);
      const where = `${languages} ${language}`;
      assert.equal(format.firstWeekday(), first, where);
      assert.equal(zone.startOfWeek("2026-11-26", format.firstWeekday()), week, where);
      assert.equal(format.clock(paris, utc("2026-11-25T23:05Z")), night, where);
      assert.equal(format.clock(paris, utc("2026-11-26T15:30Z")), afternoon, where);
    }
  } finally {
    if (own) Object.defineProperty(globalThis, "navigator", own);
    else delete globalThis.navigator;
  }
});

test("a week's axis leaves closed nights out and finds its way back", async () => {
  const { Axis } = await pages.load("lib/timeline/axis.ts");
  const axis = new Axis([{ start: 100, end: 200 }, { start: 300, end: 400 }]);
  assert.equal(axis.at(150), 0.25);
  assert.equal(axis.at(250), 0.5);
  assert.equal(axis.at(350), 0.75);
  for (const instant of [100, 199, 300, 399]) assert.equal(axis.instant(axis.at(instant)), instant);
  assert.deepEqual(axis.clip(150, 350), [{ start: 150, end: 200 }, { start: 300, end: 350 }]);
  assert.equal(axis.step(190, 20), 300);
  assert.equal(axis.step(300, -20), 180);
});

test("set-up and clean-up stand around a booking, and shared capacity is partly taken", () => {
  const { segmentsOf } = segments;
  const booking = (id, start, end, more) => ({
    booking: id, state: 3, redacted: true, company: "", member: "", title: "",
    parts: [{ resource: "r", units: 1 }],
    interval: { start: { seconds: BigInt(start) }, end: { seconds: BigInt(end) } }, ...more,
  });
  const facts = { resource: "r", capacity: 1, setup: 10, cleanup: 20, background: [{ start: 0, end: 50, kind: "closed", outage: "" }] };
  const kinds = (found) => found.map((one) => [one.start, one.end, one.kind]);
  const viewer = { member: "lea", company: "cabane" };
  assert.deepEqual(kinds(segmentsOf({ ...facts, bookings: [booking("b-1", 100, 200)] }, { start: 0, end: 400 }, viewer)),
    [[0, 50, "closed"], [50, 90, "free"], [90, 100, "buffer"], [100, 200, "busy"], [200, 220, "buffer"], [220, 400, "free"]]);
  const shared = { ...facts, capacity: 2, setup: 0, cleanup: 0, background: [] };
  const two = [booking("b-1", 0, 100), booking("b-2", 50, 150), booking("b-3", 150, 160, { redacted: false, member: "lea" })];
  assert.deepEqual(kinds(segmentsOf({ ...shared, bookings: two }, { start: 0, end: 200 }, viewer)),
    [[0, 50, "partly"], [50, 100, "busy"], [100, 150, "partly"], [150, 160, "mine"], [160, 200, "free"]]);
  const gone = [booking("b-1", 0, 100, { state: 6 })];
  assert.deepEqual(kinds(segmentsOf({ ...shared, bookings: gone }, { start: 0, end: 200 }, viewer)), [[0, 200, "free"]]);
});

test("free time is cut where this viewer could not book, and what is over is left", () => {
  const free = (start, end) => ({ start, end, kind: "free", bookings: [], used: 0 });
  const cut = (...args) => segments.cutToViewer(...args).map((one) => [one.start, one.end, one.kind]);
  const day = [free(0, 100), { ...free(100, 150), kind: "busy" }, free(150, 300)];
  assert.deepEqual(cut(day, [{ start: 60, end: 90 }, { start: 150, end: 200 }, { start: 250, end: 300 }], 40), [
    [0, 40, "free"], [40, 60, "shut"], [60, 90, "free"], [90, 100, "shut"], [100, 150, "busy"],
    [150, 200, "free"], [200, 250, "shut"], [250, 300, "free"],
  ]);
  assert.deepEqual(cut(day, [], 400), [[0, 100, "free"], [100, 150, "busy"], [150, 300, "free"]]);
});

test("request ids are version 7, in order of the engine's clock, and never twice", async () => {
  const { newRequestId } = await pages.load("lib/api/request_id.ts");
  const clock = await pages.load("lib/time/clock.ts");
  clock.engineSaid(Date.now() + 3_600_000); // this machine is an hour slow
  const ids = Array.from({ length: 1000 }, newRequestId);
  assert.equal(new Set(ids).size, 1000);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const made = parseInt(ids[0].replaceAll("-", "").slice(0, 12), 16);
  assert.ok(Math.abs(made - Date.now() - 3_600_000) < 5000);
});
