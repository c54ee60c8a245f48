// A series after it was booked: what was left out is tried again, this one and those after it are moved, and cancelled.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
let page;

async function openBooking(name) {
  await page.getByRole("link", { name: "My bookings" }).click();
  await page.getByRole("main").getByRole("button", { name }).click();
  return page.getByRole("dialog");
}
const times = async () => (await lab.mutua("ines", "my")).split("\n").filter((line) => /room-garden/.test(line) && !/cancelled/.test(line));

test("what was left out of a series is tried again when it has become free", async () => {
  await lab.mutua("tom", "book", "room-garden", "--when", `${openDay(1)} 10:00-11:00`);
  await lab.mutua("ines", "series", "book", "room-garden", "--when", `${openDay()} 10:00-11:00`, "--rule", "FREQ=WEEKLY;COUNT=4", "--mode", "best");
  assert.equal((await times()).length, 3);
  page = await browser.open(lab, "ines");
  let sheet = await openBooking(/series, no. 1/);
  await sheet.getByText("1 time of this series is left out.").waitFor();
  await accessible(page, "a series with one left out");
  await sheet.getByRole("button", { name: "Try again" }).click();
  await sheet.getByRole("alert").getByText(/Salle du jardin is booked in that time/).waitFor();
  await lab.mutua("tom", "cancel", /b-\d+/.exec(await lab.mutua("tom", "my"))[0]);
  await sheet.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Booked: 1 time; none is left out any more.").waitFor();
  assert.equal((await times()).length, 4);
  sheet = await openBooking(/series, no. 2/);
  await sheet.getByRole("button", { name: "Change", exact: true }).waitFor();
  assert.equal(await sheet.getByText(/left out/).count(), 0);
  await page.keyboard.press("Escape");
  Browser.calm(page, /400/);
});

test("this one and all after it are moved together, those before it stay", async () => {
  const sheet = await openBooking(/series, no. 3/);
  await sheet.getByRole("button", { name: "Change", exact: true }).click();
  await sheet.getByLabel("from").fill("15:00");
  await sheet.getByLabel("from").blur();
  await sheet.getByLabel("Which of the series").selectOption({ label: "This one and all after it" });
  await accessible(page, "moving a series");
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed, with all after it: Salle du jardin.*15:00–16:00/).waitFor();
  assert.deepEqual((await times()).map((line) => /\d\d:\d\d–\d\d:\d\d/.exec(line)[0]), ["10:00–11:00", "10:00–11:00", "15:00–16:00", "15:00–16:00"]);
  Browser.calm(page, /400/);
});

test("all that have not begun are moved in one go, from any of them", async () => {
  const sheet = await openBooking(/series, no. 2/);
  await sheet.getByRole("button", { name: "Change", exact: true }).click();
  await sheet.getByLabel("from").fill("11:30");
  await sheet.getByLabel("from").blur();
  await sheet.getByLabel("Which of the series").selectOption({ label: "All that have not begun" });
  await accessible(page, "moving all of a series");
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed, with all that have not begun: Salle du jardin.*11:30–12:30/).waitFor();
  assert.deepEqual((await times()).map((line) => /\d\d:\d\d–\d\d:\d\d/.exec(line)[0]), ["11:30–12:30", "11:30–12:30", "15:00–16:00", "15:00–16:00"]);
  Browser.calm(page, /400/);
});

test("this one and all after it are cancelled, and said so", async () => {
  const sheet = await openBooking(/series, no. 2/);
  await sheet.getByRole("button", { name: "Cancel", exact: true }).click();
  await sheet.getByLabel("Which of the series").selectOption({ label: "This one and all after it" });
  await sheet.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByText("Cancelled: the series of Salle du jardin.").waitFor();
  // The third is of a series of its own since it was moved.
  assert.deepEqual((await times()).map((line) => /\d\d:\d\d–\d\d:\d\d/.exec(line)[0]), ["11:30–12:30", "15:00–16:00", "15:00–16:00"]);
  Browser.calm(page, /400/);
});

test("of a series that has begun only what lies ahead is moved", async () => {
  const later = await Lab.start({ clock: "2026-11-23 09:00", members: ["ines"] });
  try {
    await later.mutua("ines", "series", "book", "room-garden", "--when", "2026-11-23 10:00-11:00", "--rule", "FREQ=WEEKLY;COUNT=4");
    await later.mutua("manager", "clock", "--to", "2026-11-30 12:00");
    const own = await browser.open(later, "ines");
    await own.getByRole("link", { name: "My bookings" }).click();
    await own.getByRole("main").getByRole("button", { name: /series, no. 4/ }).click();
    const sheet = own.getByRole("dialog");
    await sheet.getByRole("button", { name: "Change", exact: true }).click();
    await sheet.getByLabel("from").fill("12:00");
    await sheet.getByLabel("from").blur();
    await sheet.getByLabel("Which of the series").selectOption({ label: "All that have not begun" });
    await sheet.getByRole("button", { name: "Save the change" }).click();
    await own.getByText(/Changed, with all that have not begun: Salle du jardin, Mon 14 Dec, 12:00–13:00/).waitFor();
    const ahead = (await later.mutua("ines", "my")).split("\n").filter((line) => /room-garden.*(07|14) Dec/.test(line));
    assert.deepEqual(ahead.map((line) => /\d\d:\d\d–\d\d:\d\d/.exec(line)[0]), ["12:00–13:00", "12:00–13:00"]);
    Browser.calm(own);
  } finally {
    await later.end();
  }
});
