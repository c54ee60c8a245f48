// What others do shows at once: another page, the command line; and what happens when the line breaks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, dragOver, goTo, row } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();

test("a booking made on another page or at the command line appears without a reload, and goes when cancelled", async () => {
  const [mine, theirs] = [await browser.open(lab, "lea"), await browser.open(lab, "ines")];
  await goTo(mine, day);
  await goTo(theirs, day);
  await row(theirs, "Salle du jardin").waitFor();
  await dragOver(mine, "Salle du jardin", 9, 11);
  await mine.getByRole("dialog").getByRole("button", { name: "Book", exact: true }).click();
  await row(mine, "Salle du jardin").getByRole("gridcell", { name: /09:00–11:00: Mine/ }).waitFor();
  // Another company sees that it is taken, and neither who nor what for.
  await row(theirs, "Salle du jardin").getByRole("gridcell", { name: /09:00–11:00: Booked/ }).waitFor();
  assert.ok(!/Léa|\blea\b|cabane/i.test(await theirs.content()), "it says who");

  // A colleague's is theirs, by name.
  await lab.mutua("noe", "book", "desk-b", "--when", `${day} 10:00-11:00`);
  await row(mine, "Bureau au calme").getByRole("gridcell", { name: /10:00–11:00: My company, Noé Petit/ }).waitFor();
  await row(theirs, "Bureau au calme").getByRole("gridcell", { name: /10:00–11:00: Booked$/ }).waitFor();

  await lab.mutua("tom", "book", "room-loft", "--when", `${day} 13:00-14:30`);
  for (const page of [mine, theirs]) await row(page, "Salle sous les toits").getByRole("gridcell", { name: /13:00–14:30: Booked/ }).waitFor();
  const list = await lab.mutua("tom", "my");
  await lab.mutua("tom", "cancel", /b-\d+/.exec(list)[0]);
  for (const page of [mine, theirs]) {
    await row(page, "Salle sous les toits").getByRole("gridcell", { name: /13:00–14:30: Booked/ }).waitFor({ state: "detached" });
  }
  Browser.calm(mine);
  Browser.calm(theirs);
});

test("an outage shows on every page at once", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await row(page, "Laser 40 W").waitFor();
  await lab.mutua("manager", "outage", "declare", "laser-2", "--when", `${day} 09:00-12:00`);
  await row(page, "Laser 40 W").getByRole("gridcell", { name: /09:00–12:00: Out of service/ }).waitFor();
  Browser.calm(page);
});

test("eight tabs of one browser share one stream, and every one still hears and asks", async () => {
  const streams = async () => Number(/^mutua_http_streams (\d+)$/m.exec(await (await fetch(`${lab.origin}/metrics`)).text())[1]);
  const before = await streams();
  const person = await browser.person();
  const pages = [];
  for (let i = 0; i < 8; ++i) pages.push(await browser.open(lab, "lea", { person }));
  for (const page of pages) await goTo(page, openDay(1));
  await lab.mutua("tom", "book", "room-loft", "--when", `${openDay(1)} 10:00-11:00`);
  for (const page of pages) await row(page, "Salle sous les toits").getByRole("gridcell", { name: /10:00–11:00: Booked/ }).waitFor();
  assert.equal((await streams()) - before, 1);
  for (const page of pages) Browser.calm(page);
});

test("over plain http from a local network two tabs share one worker, which loads nothing that the page has not", async () => {
  const person = await browser.person();
  const origin = lab.origin.replace("127.0.0.1", "lab.test");
  const pages = [];
  for (let i = 0; i < 2; ++i) pages.push(await browser.open(lab, "lea", { person, origin }));
  assert.equal(await pages[0].evaluate(() => globalThis.isSecureContext), false);
  for (const page of pages) await page.getByText("Live").waitFor();
  const session = await browser.chromium.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  const workers = targetInfos.filter((one) => one.type === "shared_worker" && one.url.startsWith(origin));
  assert.equal(workers.length, 1, JSON.stringify(targetInfos));
  for (const page of pages) await goTo(page, openDay(1));
  await lab.mutua("tom", "book", "room-garden", "--when", `${openDay(1)} 12:00-13:00`);
  for (const page of pages) await row(page, "Salle du jardin").getByRole("gridcell", { name: /12:00–13:00: Booked/ }).waitFor();
  for (const page of pages) Browser.calm(page, /Cross-Origin-Opener-Policy/);
});

const withoutWorker = {
  "that has no SharedWorker": () => delete globalThis.SharedWorker,
  "whose SharedWorker takes no modules": () => {
    globalThis.SharedWorker = class {
      port = new MessageChannel().port1;
      constructor() {
        setTimeout(() => this.onerror?.(new Event("error")), 500);
      }
    };
  },
};
for (const [hour, [which, script]] of Object.entries(withoutWorker).entries()) {
  test(`a browser ${which} has a stream of the page's own`, async () => {
    const person = await browser.person();
    await person.addInitScript(script);
    const page = await browser.open(lab, "ines", { person });
    await page.getByText("Live").waitFor();
    await goTo(page, openDay(1));
    const when = `${15 + hour}:00-${16 + hour}:00`;
    await lab.mutua("tom", "book", "room-garden", "--when", `${openDay(1)} ${when}`);
    await row(page, "Salle du jardin").getByRole("gridcell", { name: `${when.replace("-", "–")}: Booked` }).waitFor();
    Browser.calm(page);
  });
}

test("when the daemon goes, the page says so with the age of what it shows, and comes back by itself with what it missed", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, openDay(2));
  await page.getByText("Live").waitFor();
  await lab.stop();
  await page.getByText("Connection lost").waitFor();
  await page.getByText(/as of \d+ (seconds?|min) ago/).waitFor();
  await accessible(page, "a lost connection");
  await lab.serve();
  await lab.mutua("tom", "book", "room-loft", "--when", `${openDay(2)} 16:00-17:00`);
  await page.getByText("Live").waitFor();
  await row(page, "Salle sous les toits").getByRole("gridcell", { name: /16:00–17:00: Booked/ }).waitFor();
  Browser.calm(page, /ERR_|Failed to load/);
});
