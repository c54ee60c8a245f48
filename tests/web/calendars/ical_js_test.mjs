// Feeds read by ical.js, with no table of zones but what the feed itself says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { Calendars } from "./shared.mjs";

let calendars;
before(async () => {
  calendars = await Calendars.start();
});
after(() => calendars.stop());

// The events of a text, each with its instants.
function eventsOf(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component, { strictExceptions: true });
    for (const time of [event.startDate, event.endDate]) {
      assert.notEqual(time.zone, ICAL.Timezone.localTimezone, "its zone is not in the calendar");
    }
    return {
      uid: event.uid,
      start: event.startDate.toUnixTime() * 1000,
      end: event.endDate.toUnixTime() * 1000,
      summary: event.summary,
      where: event.location,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      changed: component.getFirstPropertyValue("last-modified").toJSDate().toISOString(),
    };
  });
}

test("Every event is at the instants of its booking, before, in and after the changes of the clocks", async () => {
  const { lea } = calendars;
  for (const [resource, local, minutes, second] of [
    ["salle", "2027-03-21T09:00", 60],
    ["salle", "2027-03-28T01:30", 60], // 02:00 to 03:00 is not shown
    ["salle", "2027-03-28T03:30", 30],
    ["salle", "2027-06-21T09:00", 60],
    ["salle", "2027-10-31T01:30", 60],
    ["salle", "2027-10-31T02:30", 30], // shown twice: the first
    ["salle", "2027-10-31T02:30", 45, true], // the second
    ["salle", "2028-01-10T09:00", 60],
    ["office", "2027-03-21T09:00", 60],
    ["office", "2027-11-07T00:30", 45], // clocks went back at 02:00 there, to 01:00
    ["office", "2027-11-07T01:30", 20],
    ["office", "2027-11-07T01:30", 90, true],
    ["office", "2028-01-10T09:00", 60],
  ]) {
    await calendars.book(lea, resource, local, minutes, { second });
  }
  const events = eventsOf(await calendars.read(await calendars.link(lea, { member: "lea" })));
  assert.equal(events.length, 13);
  const sorted = (intervals) => intervals.sort((a, b) => a[0] - b[0]);
  assert.deepEqual(
    sorted(events.map(({ start, end }) => [start, end])),
    sorted(await calendars.listed(lea, "lea")),
  );
  assert.equal(new Set(events.map(({ uid }) => uid)).size, 13);
});

test("A title comes out as it went in, whatever is in it", async () => {
  const title = "Découpe; plexi, 3 mm \\n <b>«œuvre»</b> BEGIN:VEVENT 🦀 à façonner jusqu'à la fin de l'été, ou plus";
  await calendars.book(calendars.lea, "salle", "2027-04-01T09:00", 60, { title });
  const events = eventsOf(await calendars.read(await calendars.link(calendars.lea, { member: "lea" })));
  const found = events.find(({ summary }) => summary === title);
  assert.ok(found, events.map(({ summary }) => summary).join("\n"));
  assert.equal(found.where, "Salle, bleue; 1 (Paris)");
});

test("A series is an event for each occurrence; one that is moved or cancelled changes alone", async () => {
  const made = await calendars.order(calendars.tom, "BookingsService/CreateSeries", {
    spec: { wants: [{ resource: "office" }], title: "Weekly" },
    recurrence: { start: { local: "2027-05-03T10:00" }, length: "3600s", rrule: "FREQ=WEEKLY;COUNT=6" },
    mode: "SERIES_MODE_ALL_OR_NOTHING",
  });
  const link = await calendars.link(calendars.tom, { member: "tom" });
  const before = eventsOf(await calendars.read(link));
  assert.equal(before.length, 6);
  assert.deepEqual([...new Set(before.map(({ summary }) => summary))], ["Weekly"]);
  const [first, second] = made.series.occurrences.map(({ booking }) => booking.booking);
  calendars.lab.mutua("clock", "--to", "2027-03-20T10:00:00"); // in Paris
  await calendars.order(calendars.tom, "BookingsService/CancelBooking", { booking: first });
  await calendars.order(calendars.tom, "BookingsService/MoveBooking", {
    booking: second,
    time: { start: { civil: { local: "2027-05-11T10:00" } }, length: "3600s" },
  });
  const later = eventsOf(await calendars.read(link));
  assert.deepEqual(later.map(({ uid }) => uid).sort(), before.map(({ uid }) => uid).sort());
  const of = (events, booking) => events.find(({ uid }) => uid.startsWith(`${booking}.`));
  assert.equal(of(later, first).status, "CANCELLED");
  assert.equal(of(later, first).sequence, of(before, first).sequence + 1);
  assert.equal(of(later, first).changed, "2027-03-20T09:00:00.000Z");
  assert.equal(of(later, second).start, Date.UTC(2027, 4, 11, 12, 30));
  assert.equal(of(later, second).sequence, of(before, second).sequence + 1);
  const untouched = (events) => events.filter(({ uid }) => ![first, second].includes(uid.split(".")[0]));
  assert.deepEqual(untouched(later), untouched(before));
  assert.equal(untouched(later).length, 4);
});

test("What others may not know is busy, in the language of whoever made the link", async () => {
  const { lea, tom } = calendars;
  await calendars.book(lea, "office", "2027-07-01T09:00", 60, { title: "Secret" });
  const link = await calendars.link(tom, { resource: "office" });
  const text = await calendars.read(link);
  assert.doesNotMatch(text, /Secret|Léa|acme/);
  const at = Date.UTC(2027, 6, 1, 11, 30);
  assert.equal(eventsOf(text).find(({ start }) => start === at).summary, "Busy");
  const french = await calendars.read(link.replace("language=en", "language=fr"));
  assert.equal(eventsOf(french).find(({ start }) => start === at).summary, "Occupé");
});
