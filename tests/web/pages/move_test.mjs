// A booking of one's own goes elsewhere: dragged, pulled at its end, carried by the keyboard, refused with what would
// do, and taken back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo, row } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();
const booked = (page, name, when) => row(page, name).getByRole("gridcell", { name: new RegExp(`^${when}: Mine`) });

// From the middle of a booking to a time of the board, which shows 8 to 22; `edge`: from its end.
async function carry(page, cell, hours, { edge = false, over = cell } = {}) {
  await cell.scrollIntoViewIfNeeded();
  const box = await cell.boundingBox();
  const target = await over.boundingBox();
  const track = await row(page, "Salle du jardin").locator(".track").boundingBox();
  const x = edge ? box.x + box.width - 4 : box.x + box.width / 3;
  const y = box.y + box.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y, { steps: 2 });
  await page.mouse.move(x + (track.width * hours) / 14, target.y + target.height / 2, { steps: 4 });
  await page.mouse.up();
}

async function saved(page) {
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Save the change" }).click();
  await form.waitFor({ state: "detached" });
}

test("a booking is dragged to another time, saved from its form, and taken back", async () => {
  await lab.mutua("lea", "book", "room-garden", "--when", `${day} 09:00-10:30`, "--title", "Atelier");
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await carry(page, booked(page, "Salle du jardin", "09:00–10:30"), 4);
  const form = page.getByRole("dialog");
  assert.equal(await form.getByLabel("from").inputValue(), "13:00");
  assert.equal(await form.getByLabel("until").inputValue(), "14:30");
  await accessible(page, "the form of a booking that was dragged");
  await saved(page);
  await booked(page, "Salle du jardin", "13:00–14:30").waitFor();
  assert.match(await lab.mutua("lea", "my"), /room-garden .*13:00–14:30/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(/Moved back: Salle du jardin/).waitFor();
  await booked(page, "Salle du jardin", "09:00–10:30").waitFor();
  Browser.calm(page);
});

test("its end is pulled longer and shorter, and Escape in the form changes nothing", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await carry(page, booked(page, "Salle du jardin", "09:00–10:30"), 1, { edge: true });
  await saved(page);
  await booked(page, "Salle du jardin", "09:00–11:30").waitFor();
  await carry(page, booked(page, "Salle du jardin", "09:00–11:30"), -1.5, { edge: true });
  await saved(page);
  await booked(page, "Salle du jardin", "09:00–10:00").waitFor();
  await carry(page, booked(page, "Salle du jardin", "09:00–10:00"), 2);
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await booked(page, "Salle du jardin", "09:00–10:00").waitFor();
  Browser.calm(page);
});

test("over a resource of the same pool it goes there, and over another one it stays with its own", async () => {
  await lab.mutua("lea", "book", "laser-1", "--when", `${day} 16:00-17:00`);
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await carry(page, booked(page, "Laser 80 W", "16:00–17:00"), 1, { over: row(page, "Laser 40 W").locator(".track") });
  await saved(page);
  await booked(page, "Laser 40 W", "17:00–18:00").waitFor();
  assert.match(await lab.mutua("lea", "my"), /laser-2 .*17:00–18:00/);
  await carry(page, booked(page, "Laser 40 W", "17:00–18:00"), -1, { over: row(page, "Salle du jardin").locator(".track") });
  await saved(page);
  await booked(page, "Laser 40 W", "16:00–17:00").waitFor();
  Browser.calm(page);
});

test("where it cannot go every reason is said, and what would do moves it; what is another's cannot be taken up", async () => {
  await lab.mutua("tom", "book", "room-loft", "--when", `${day} 14:00-16:00`);
  await lab.mutua("lea", "book", "room-loft", "--when", `${day} 10:00-11:00`);
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await carry(page, booked(page, "Salle sous les toits", "10:00–11:00"), 4);
  const form = page.getByRole("dialog");
  await form.getByRole("alert").getByText(/is booked in that time/).waitFor();
  await form.getByRole("button", { name: /Salle sous les toits.*nearest/ }).first().click();
  await form.waitFor({ state: "detached" });
  await page.getByText(/Changed: Salle sous les toits/).waitFor();
  // A drag that begins on what another company has booked chooses time, as over free time.
  await carry(page, row(page, "Salle sous les toits").getByRole("gridcell", { name: /14:00–16:00: Booked/ }), 1);
  await form.getByRole("heading", { name: "Book", exact: true }).waitFor();
  Browser.calm(page);
});

test("the keyboard takes it up, says where it is, moves and lengthens it, and puts it back", async () => {
  await lab.mutua("lea", "book", "laser-1", "--when", `${day} 09:00-10:00`);
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  const said = page.locator('p[aria-live="polite"]');
  await booked(page, "Laser 80 W", "09:00–10:00").focus();
  await page.keyboard.press("m");
  assert.match(await said.textContent(), /^Taken up/);
  await page.keyboard.press("ArrowRight");
  assert.match(await said.textContent(), /Laser 80 W, .*09:15–10:15/);
  await page.keyboard.press("Escape");
  assert.match(await said.textContent(), /Put back/);
  await page.keyboard.press("m");
  for (let i = 0; i < 4; ++i) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("ArrowDown");
  assert.match(await said.textContent(), /Laser 40 W, .*10:00–11:15/);
  await accessible(page, "carried by the keyboard");
  await page.keyboard.press("Enter");
  await saved(page);
  await booked(page, "Laser 40 W", "10:00–11:15").waitFor();
  Browser.calm(page);
});
