// The network goes, the daemon is killed, the screen is reloaded: it shows and records, and promises nothing.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Lab, Screen, badges, startBrowser } from "./entrance.mjs";

let lab, browser;
beforeEach(async () => {
  lab = await Lab.open();
  browser = await startBrowser();
});
afterEach(async () => {
  await browser?.close();
  await lab?.close();
});

const kBroken = /ERR_|Failed to load|net::|registration blocked by Playwright/;

async function once(booking) {
  const control = await lab.book("tom", "garden", "today 09:00-10:00");
  await lab.mutua("checkin", control);
  assert.equal(await lab.checkIns(booking), await lab.checkIns(control));
}

test("P8 honest kiosk: a check-in that was noted while the daemon was dead has one effect when it is back, over a reload", async () => {
  const booking = await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await Screen.hang(browser, lab);
  await screen.card("laser-1").getByText("until 11:00").first().waitFor();
  await screen.isKept();

  await lab.kill();
  await screen.says(/The lab cannot be reached. This is as of 09:0\d, .* ago/);
  await screen.card("laser-1").getByText("until 11:00").first().waitFor();
  await screen.isSound("the lab is gone");
  await screen.badge("lea");
  await screen.says("Nothing can be booked right now.");
  assert.equal(await screen.page.locator("[data-take]").count(), 0);
  await screen.isSound("somebody is there, the lab is not");
  await screen.button("I am here: Laser 80 W").tap();
  await screen.says(/Noted for Laser 80 W: you were here at 09:0\d/);
  await screen.button("Done").tap();
  await screen.says("1 check-in kept, sent as soon as the lab answers");

  // A power cut: the page starts again without a network, with the board, its age and what waits.
  await screen.page.reload();
  await screen.card("laser-1").getByText("until 11:00").first().waitFor();
  await screen.says(/This is as of 09:0\d/);
  await screen.says("1 check-in kept");
  assert.match(await screen.kept(), new RegExp(badges.lea)); // the one place where it is, until it is sent

  await lab.serve();
  await screen.says("Live");
  await screen.page.getByText("1 check-in kept").waitFor({ state: "detached" });
  assert.match(await lab.mutua("my"), new RegExp(`${booking}.*checked in`));
  await once(booking);
  assert.doesNotMatch(await screen.kept(), new RegExp(badges.lea));
  screen.calm(kBroken);
});

test("a check-in whose answer is lost goes out again as the same, and counts once", async () => {
  const booking = await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await Screen.hang(browser, lab, { worker: false });
  let sent = 0;
  const bodies = new Set();
  await screen.page.route("**/mutua.v1.BookingsService/CheckIn", async (route) => {
    bodies.add(route.request().postDataBuffer().toString("hex"));
    if (++sent > 2) return route.continue();
    await route.fetch(); // the engine has it
    await route.abort();
  });
  await screen.badge("lea");
  await screen.button("I am here").tap();
  await screen.says(/Noted for Laser 80 W/);
  await screen.button("Done").tap();
  await screen.page.getByText("1 check-in kept").waitFor({ state: "detached" });
  assert.ok(sent > 2);
  assert.equal(bodies.size, 1, "the same request, byte for byte");
  assert.match(await lab.mutua("my"), new RegExp(`${booking}.*checked in`));
  await once(booking);
  screen.calm(kBroken);
});

test("P8 honest kiosk: a walk-up whose answer is lost is not shown as booked, and touched again it is booked once", async () => {
  const screen = await Screen.hang(browser, lab, { worker: false });
  let lose = true;
  await screen.page.route("**/mutua.v1.BookingsService/CreateBooking", async (route) => {
    if (!lose) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await screen.badge("tom");
  await screen.page.locator('[data-take="garden"]').tap();
  await screen.button(/until 10:00/).tap();
  await screen.says("No answer came. It may be booked or not");
  assert.equal(await screen.page.getByText("is yours until").count(), 0);
  lose = false;
  await screen.button(/until 10:00/).tap();
  await screen.says("Salle du jardin is yours until 10:00.");
  assert.equal([...(await lab.mutua("my")).matchAll(/garden/g)].length, 1);
  screen.calm(kBroken);
});

test("a noted check-in that is refused later is told at rest, without the person", async () => {
  await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await Screen.hang(browser, lab);
  await lab.kill();
  await screen.says(/This is as of/);
  await screen.badge("tom"); // not his
  await screen.button("I am here: Laser 80 W").tap();
  await screen.button("Done").tap();
  await screen.says("1 check-in kept");
  await lab.serve();
  await screen.says("The check-in for Laser 80 W at 09:00 was not accepted: You may not do this.");
  assert.doesNotMatch(await screen.kept(), new RegExp(badges.tom));
  assert.match(await lab.mutua("my"), /laser-1.*confirmed/);
  screen.calm(kBroken);
});

test("a full store is told, and a check-in that could be neither sent nor kept is not called noted", async () => {
  await lab.book("lea", "laser-1", "today 09:00-11:00");
  const before = (context) =>
    context.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
  const screen = await Screen.hang(browser, lab, { before });
  await screen.says("The storage of this screen is full");
  await lab.kill();
  await screen.says(/This is as of/);
  await screen.badge("lea");
  await screen.button("I am here: Laser 80 W").tap();
  await screen.says("This could not be noted");
  screen.calm(kBroken);
});

test("over plain http from another machine it works, and says what it lacks", async () => {
  await browser.close();
  browser = await startBrowser("--host-resolver-rules=MAP entrance.test 127.0.0.1");
  lab.origin = `http://entrance.test:${lab.httpPort}`;
  const screen = await Screen.hang(browser, lab);
  assert.equal(await screen.page.evaluate(() => isSecureContext), false);
  await screen.says(`--unsafely-treat-insecure-origin-as-secure=${lab.origin}`);
  await screen.badge("lea");
  await screen.page.locator('[data-take="laser-2"]').tap();
  await screen.button(/until 10:00/).tap();
  await screen.says("Laser 40 W is yours until 10:00.");
  screen.calm(/Cross-Origin-Opener-Policy/); // the header is for https
});

test("who leaves while the lab is away is checked out as of then, once, behind the check-in", async () => {
  const booking = await lab.book("lea", "laser-1", "today 09:00-09:30");
  const screen = await Screen.hang(browser, lab);
  await screen.card("laser-1").getByText("until 09:30").first().waitFor();
  await lab.kill();
  await screen.says(/This is as of/);
  await screen.badge("lea");
  await screen.button("I am here: Laser 80 W").tap();
  await screen.says(/Noted for Laser 80 W: you were here at 09:0\d/);
  await screen.button("I am done: Laser 80 W").tap();
  await screen.says(/Noted for Laser 80 W: you were done at 09:0\d/);
  await screen.button("Done").tap();
  await screen.says("1 check-in and 1 check-out kept, sent as soon as the lab answers");
  // The lab is back, and the screen hears of it only when the booking is over.
  await screen.context.setOffline(true);
  await lab.serve();
  await lab.clock("2026-11-26 09:45");
  assert.match(await lab.mutua("my", "--all"), /no show/i);
  await screen.context.setOffline(false);
  await screen.says("Live");
  await screen.page.getByText(/1 check-out kept/).waitFor({ state: "detached" }); // both: the check-in goes first
  assert.equal(await screen.page.getByText("was not accepted").count(), 0);
  const told = await lab.why(booking);
  assert.match(told, /Cut short/);
  assert.equal([...told.matchAll(/Restored/g)].length, 1);
  assert.doesNotMatch(await screen.kept(), new RegExp(badges.lea));
  screen.calm(kBroken);
});

test("a check-out whose answer is lost goes out again as the same, and counts once", async () => {
  const booking = await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await Screen.hang(browser, lab, { worker: false });
  await screen.badge("lea");
  await screen.button("I am here").tap();
  await screen.says("You are checked in: Laser 80 W");
  let sent = 0;
  const bodies = new Set();
  await screen.page.route("**/mutua.v1.BookingsService/CheckOut", async (route) => {
    bodies.add(route.request().postDataBuffer().toString("hex"));
    if (++sent > 2) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await lab.clock("2026-11-26 09:05");
  await screen.page.getByText("09:05", { exact: true }).waitFor(); // it has heard what time it is
  await screen.button("I am done").tap();
  await screen.says("Noted for Laser 80 W: you were done at 09:05.");
  await screen.button("Done").tap();
  await screen.page.getByText("1 check-out kept").waitFor({ state: "detached" });
  assert.ok(sent > 2);
  assert.equal(bodies.size, 1, "the same request, byte for byte");
  assert.equal([...(await lab.why(booking)).matchAll(/Over:/g)].length, 1);
  screen.calm(kBroken);
});
