// A link as people subscribe to it: vdirsyncer fetches it, khal shows what is there.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Calendars } from "./shared.mjs";

let calendars;
before(async () => {
  calendars = await Calendars.start();
});
after(() => calendars.stop());

// Somebody's machine, subscribed to one link.
class Subscriber {
  constructor(link) {
    const folder = mkdtempSync(join(tmpdir(), "subscriber-"));
    mkdirSync(join(folder, "events"));
    writeFileSync(
      join(folder, "vdirsyncer"),
      `[general]
status_path = "${folder}/status"
[pair lab]
a = "local"
b = "feed"
collections = null
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "${folder}/events"
fileext = ".ics"
[storage feed]
type = "http"
url = "${link}"
`,
    );
    writeFileSync(
      join(folder, "khal"),
      `[calendars]
[[lab]]
path = ${folder}/events
readonly = True
[locale]
local_timezone = Europe/Paris
default_timezone = Europe/Paris
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = ${folder}/khal.db
`,
    );
    this.folder = folder;
    this.run("vdirsyncer", "-c", join(folder, "vdirsyncer"), "discover");
  }

  run(program, ...words) {
    const env = { ...process.env, HOME: this.folder, LC_ALL: "C.UTF-8" };
    return spawnSync(program, words, { env, encoding: "utf8", timeout: 60000 });
  }

  sync() {
    return this.run("vdirsyncer", "-c", join(this.folder, "vdirsyncer"), "sync");
  }

  // A line an event, as "2027-03-28 09:00-10:00 Title @ where".
  shown(day, days = 1) {
    const format = "{start-date} {start-time}-{end-time} {title} @ {location}";
    const ran = this.run(
      "khal", "-c", join(this.folder, "khal"), "list", "--day-format", "", "--format", format, day, `${days}d`,
    );
    assert.equal(ran.status, 0, ran.stderr);
    return ran.stdout.split("\n").filter((line) => line !== "");
  }
}

test("What is booked is shown at the site's hours, moves when it moves, and stays when the link is revoked", async () => {
  const { lea } = calendars;
  await calendars.book(lea, "salle", "2027-03-27T09:00", 60, { title: "La veille" });
  await calendars.book(lea, "salle", "2027-03-28T01:30", 60, { title: "Dans la nuit, d'été" });
  const moving = await calendars.book(lea, "salle", "2027-03-29T09:00", 60, { title: "Après; <b>ensuite</b>" });
  await calendars.book(lea, "office", "2027-03-29T09:00", 60, { title: "Over there" });
  const subscriber = new Subscriber(await calendars.link(lea, { member: "lea" }));
  const synced = subscriber.sync();
  assert.equal(synced.status, 0, synced.stderr);
  assert.deepEqual(subscriber.shown("2027-03-27", 4), [
    "2027-03-27 09:00-10:00 La veille @ Salle, bleue; 1 (Paris)",
    "2027-03-28 01:30-03:30 Dans la nuit, d'été @ Salle, bleue; 1 (Paris)",
    "2027-03-29 09:00-10:00 Après; <b>ensuite</b> @ Salle, bleue; 1 (Paris)",
    "2027-03-29 13:30-14:30 Over there @ Office (St. John's)",
  ]);

  await calendars.order(lea, "BookingsService/MoveBooking", {
    booking: moving.booking,
    time: { start: { civil: { local: "2027-03-30T14:00" } }, length: "3600s" },
  });
  assert.equal(subscriber.sync().status, 0);
  assert.deepEqual(subscriber.shown("2027-03-29"), ["2027-03-29 13:30-14:30 Over there @ Office (St. John's)"]);
  const moved = ["2027-03-30 14:00-15:00 Après; <b>ensuite</b> @ Salle, bleue; 1 (Paris)"];
  assert.deepEqual(subscriber.shown("2027-03-30"), moved);

  await calendars.order(lea, "FeedsService/RevokeFeed", { feed: calendars.feed });
  const refused = subscriber.sync();
  assert.notEqual(refused.status, 0);
  assert.match(refused.stderr, /Not Found/);
  assert.deepEqual(subscriber.shown("2027-03-30"), moved);
});
