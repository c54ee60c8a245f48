// What the screen tells of time where it cannot ask: days without the lab, a clock that is wrong, jumps, or is lost.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Lab, Screen, setClock, startBrowser } from "./entrance.mjs";

let lab, browser;
beforeEach(async () => {
  lab = await Lab.open();
  browser = await startBrowser();
});
afterEach(async () => {
  await browser?.close();
  await lab?.close();
});

const kBroken = /ERR_|Failed to load|net::/;
const clock = (screen) => screen.page.locator("header .clock");

/** A screen whose page could start without the lab, and a lab that is gone. */
async function alone(options) {
  await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await Screen.hang(browser, lab, options);
  await screen.card("laser-1").getByText("until 11:00").first().waitFor();
  await screen.isKept();
  await lab.kill();
  await screen.says(/The lab cannot be reached. This is as of 09:0\d/);
  return screen;
}

test("days without the lab: the last board stays, with its day and its age, and is live again when the lab is back", async () => {
  const screen = await alone({ before: (context) => context.clock.install() });
  const all = await screen.page.locator("[data-resource]").count();
  assert.ok(all > 4);
  for (const [hours, age] of [[30, "30 h"], [50, "80 h"]]) {
    await screen.page.clock.fastForward(hours * 3_600_000);
    await screen.says(new RegExp(`This is as of Thu,? 26 Nov 09:0\\d, ${age}[^.]* ago`));
    assert.equal(await screen.page.locator("[data-resource]").count(), all);
    await screen.card("laser-1").getByText(age === "80 h" ? "Booked until Thu 26 11:00" : "Free").first().waitFor();
  }
  await screen.isSound("days without the lab");
  await lab.serve();
  await lab.clock("2026-11-29 17:00");
  await screen.page.clock.fastForward(10_000);
  await screen.says("Live");
  await screen.card("laser-1").getByText("Free").first().waitFor();
  screen.calm(kBroken);
});

test("after a power cut that lasted days the old board is shown with its age", async () => {
  const screen = await alone();
  await screen.cutPower(80);
  await screen.says(/This is as of Thu,? 26 Nov 09:0\d, 80 h[^.]* ago/);
  await screen.card("laser-1").getByText("Booked").first().waitFor();
  screen.calm(kBroken);
});

test("after a power cut that cost the clock the age is unknown, no time is shown, and a check-in counts from what is known", async () => {
  const screen = await alone();
  await screen.cutPower(-24 * 365 * 10);
  await screen.says(/This is as of Thu,? 26 Nov 09:0\d, age unknown: this screen has lost the time/);
  await screen.card("laser-1").getByText("Booked").first().waitFor();
  assert.equal(await screen.page.getByText(/second.* ago/).count(), 0);
  assert.equal(await clock(screen).count(), 0);
  await screen.isSound("the time is lost");
  await screen.badge("lea");
  await screen.button("I am here: Laser 80 W").tap();
  await screen.says(/Noted for Laser 80 W. This screen has lost the time, so it counts as of 09:0\d/);
  await screen.button("Done").tap();
  await screen.button("Français").tap();
  await screen.says(/Dernier état connu : jeu. 26 nov. 09:0\d, âge inconnu/);
  await screen.button("English").tap();
  await lab.serve();
  await screen.says("Live");
  assert.match(await clock(screen).innerText(), /^09:0\d$/);
  await screen.page.getByText("1 check-in kept").waitFor({ state: "detached" });
  assert.match(await lab.mutua("my"), /laser-1\s+.*checked in/);
  screen.calm(kBroken);
});

test("a clock that jumps while the page runs changes neither the time that is shown, nor the age, nor when a badge was read", async () => {
  const booking = await lab.book("tom", "garden", "today 09:00-10:30");
  const screen = await alone();
  for (const hours of [5, -5]) {
    await screen.setClock(hours);
    // The jump is seen within a second; what is wrong then stays wrong.
    await screen.page.evaluate(() => new Promise((done) => setTimeout(done, 2500)));
    assert.match(await clock(screen).innerText(), /^09:0\d$/);
    await screen.says(/This is as of 09:0\d, (\d\d? seconds?|1 min) ago/);
  }
  await screen.badge("tom");
  await screen.button("I am here: Salle du jardin").tap();
  await screen.says(/Noted for Salle du jardin: you were here at 09:0\d/);
  // The power goes as well: what the clock was off by is known.
  await screen.cutPower(-5);
  await screen.says(/This is as of 09:0\d, (\d\d? seconds?|\d min) ago/);
  assert.match(await clock(screen).innerText(), /^09:0\d$/);
  await lab.serve();
  await screen.says("Live");
  await screen.page.getByText("1 check-in kept").waitFor({ state: "detached" });
  assert.equal(await screen.page.getByText("was not accepted").count(), 0);
  assert.match(await lab.mutua("my"), new RegExp(`${booking}.*checked in`));
  screen.calm(kBroken);
});

for (const hours of [1, -1]) {
  test(`a clock that is an hour ${hours > 0 ? "fast" : "slow"} is the engine's on the screen, and in a badge that is read without the lab`, async () => {
    await lab.book("lea", "laser-1", "today 09:00-09:30");
    const screen = await Screen.hang(browser, lab, { before: (context) => context.addInitScript(setClock, hours) });
    assert.match(await clock(screen).innerText(), /^09:0\d$/);
    await screen.says(/as of \d seconds? ago/);
    await screen.badge("lea");
    await screen.page.locator('[data-take="laser-2"]').tap();
    await screen.button(/until 10:00/).tap();
    await screen.says("Laser 40 W is yours until 10:00.");
    await screen.button("Done").tap();
    await screen.isKept();
    await lab.kill();
    await screen.says(/This is as of 09:0\d, \d\d? seconds? ago/);
    await screen.badge("lea");
    await screen.button("I am here: Laser 80 W").tap();
    await screen.says(/Noted for Laser 80 W: you were here at 09:0\d/);
    await screen.page.reload();
    await screen.says(/This is as of 09:0\d, (\d\d? seconds?|\d min) ago/);
    const badgeTime = Number(/"badgeTime":(\d+)/.exec(await screen.kept())[1]);
    assert.ok(Math.abs(badgeTime - Date.parse("2026-11-26T08:00:00Z") / 1000) < 300, `${badgeTime}`);
    await lab.serve();
    await screen.says("Live");
    await screen.page.getByText("1 check-in kept").waitFor({ state: "detached" });
    assert.match(await lab.mutua("my"), /laser-1\s+.*checked in/);
    screen.calm(kBroken);
  });
}
