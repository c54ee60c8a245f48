// The board by single touches: free time that is tapped, by mouse and by finger, a stretch of a week, pools that fold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo, row } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();

/** Where an hour of a row is on the screen; a board of a day shows 8 to 22, one of a week that of each day. */
async function placeOf(page, name, hour, days = 1, which = 0) {
  const track = row(page, name).locator(".track");
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  return { x: box.x + (box.width * (which * 14 + hour - 8)) / (14 * days), y: box.y + box.height / 2 };
}

async function books(page, from, until, said) {
  const form = page.getByRole("dialog");
  await form.getByText("It is free").waitFor();
  assert.equal(await form.getByLabel("from").inputValue(), from);
  assert.equal(await form.getByLabel("until").inputValue(), until);
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(said).waitFor();
}

test("a click on free time asks for it as long as usual, but not into what stands behind it", async () => {
  await lab.mutua("tom", "book", "desk-b", "--when", `${day} 18:30-19:30`);
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  let { x, y } = await placeOf(page, "Bureau au calme", 16);
  await page.mouse.click(x + 3, y);
  await books(page, "16:00", "17:00", /Booked: Bureau au calme.*16:00–17:00/);
  ({ x, y } = await placeOf(page, "Bureau au calme", 18));
  await page.mouse.click(x + 3, y);
  await books(page, "18:00", "18:30", /Booked: Bureau au calme.*18:00–18:30/);
  assert.match(await lab.mutua("lea", "my"), /desk-b .*16:00–17:00[^]*desk-b .*18:00–18:30/);
  Browser.calm(page);
});

test("a finger that taps free time asks for it", async () => {
  const person = await browser.person({ size: [390, 844], touch: true });
  const page = await browser.open(lab, "noe", { person });
  await goTo(page, day);
  const { x, y } = await placeOf(page, "Bureau au calme", 9);
  await page.touchscreen.tap(x + 3, y);
  await books(page, "09:00", "10:00", /Booked: Bureau au calme.*09:00–10:00/);
  const { width: wide } = await page.locator(".toast").boundingBox();
  assert.ok(wide > 300, `what is said has ${wide} of 390 pixels`);
  assert.match(await lab.mutua("noe", "my"), /desk-b .*09:00–10:00/);
  Browser.calm(page);
});

test("the way back closes what lies over the page, and then leaves the page, however often something lay there", async () => {
  const page = await browser.open(lab, "noe", { person: await browser.person({ size: [390, 844], touch: true }) });
  await page.getByRole("link", { name: "My bookings" }).tap();
  await page.getByRole("heading", { level: 1, name: "My bookings" }).waitFor();
  await page.getByRole("link", { name: "Find time" }).tap();
  const sheet = page.getByRole("dialog");
  const gone = () => page.locator("dialog").waitFor({ state: "detached" }); // it has no role any more once it is closed
  const open = async () => {
    await page.getByRole("button", { name: "Book", exact: true }).tap();
    await sheet.getByLabel("What for").waitFor();
  };
  for (let i = 0; i < 2; ++i) {
    await open();
    await page.goBack();
    await gone();
    assert.match(page.url(), /#\/board$/);
  }
  await open();
  await page.keyboard.press("Escape");
  await gone();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "My bookings" }).waitFor();
  Browser.calm(page);
});

test("a stretch of a day of the week is booked from the week", async () => {
  const page = await browser.open(lab, "ines");
  await goTo(page, day);
  await page.getByRole("button", { name: "Week", exact: true }).click();
  await page.locator('.frame[aria-busy="false"] .timeline.week').waitFor();
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  const from = await placeOf(page, "Salle du jardin", 10, 7, weekday);
  const to = await placeOf(page, "Salle du jardin", 14, 7, weekday);
  await page.mouse.move(from.x + 2, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, from.y, { steps: 3 });
  await page.mouse.move(to.x - 2, to.y, { steps: 3 });
  await page.mouse.up();
  assert.equal(await page.getByRole("dialog").getByRole("textbox", { name: "Day" }).inputValue(), day);
  await books(page, "10:00", "14:00", /Booked: Salle du jardin.*10:00–14:00/);
  await row(page, "Salle du jardin").getByRole("gridcell", { name: /10:00–14:00: Mine/ }).waitFor();
  assert.match(await lab.mutua("ines", "my"), /room-garden .*10:00–14:00/);
  Browser.calm(page);
});

test("on the day on which the clocks go back what is tapped is what is asked for, in either of the two hours", async () => {
  const yard = await Lab.start({ yard: true, clock: "2027-10-29 10:00", members: ["lea"] });
  const closes = await Lab.start({ clock: "2027-10-29 10:00", members: ["lea"] });
  try {
    const page = await browser.open(yard, "lea", { origin: yard.origin });
    await goTo(page, "2027-10-31");
    const box = await row(page, "Banc de la cour").locator(".track").boundingBox();
    const tap = (hour) => page.mouse.click(box.x + (box.width * hour) / 25 + 3, box.y + box.height / 2);
    await tap(2);
    const form = page.getByRole("dialog");
    const second = form.getByRole("checkbox", { name: "The clocks show 02:00 twice then: I mean the second time" });
    // From the first to the second of the two.
    assert.deepEqual([await second.first().isChecked(), await second.last().isChecked()], [false, true]);
    await page.keyboard.press("Escape");
    await tap(3);
    assert.equal(await second.isChecked(), true);
    await accessible(page, "the second of two hours");
    await books(page, "02:00", "03:00", /Booked: Banc de la cour.*02:00–03:00/);
    const { bookings } = await yard.call("lea", "BookingsService/ListBookings", { member: "lea" });
    assert.deepEqual(bookings.map(({ interval }) => [interval.start, interval.end]), [["2027-10-31T01:00:00Z", "2027-10-31T02:00:00Z"]]);
    Browser.calm(page);

    // A board that shows opening hours only: 8 to 22 of each day, by its own clocks.
    const other = await browser.open(closes, "lea", { origin: closes.origin });
    await goTo(other, "2027-10-31");
    await other.getByRole("button", { name: "Week", exact: true }).click();
    await other.locator('.frame[aria-busy="false"] .timeline.week').waitFor();
    const { x, y } = await placeOf(other, "Salle du jardin", 12, 7, 6);
    await other.mouse.click(x + 2, y);
    await books(other, "12:00", "13:00", /Booked: Salle du jardin.*12:00–13:00/);
    Browser.calm(other);
  } finally {
    await yard.end();
    await closes.end();
  }
});

test("a pool is folded by a click and unfolded by the keyboard", async () => {
  const page = await browser.open(lab, "tom");
  await goTo(page, day);
  const fold = page.getByRole("button", { name: /^Salles/ });
  await row(page, "Salle du jardin").waitFor();
  await fold.click();
  assert.equal(await fold.getAttribute("aria-expanded"), "false");
  assert.equal(await row(page, "Salle du jardin").count(), 0);
  await row(page, "Bureau au calme").waitFor();
  await accessible(page, "a folded pool");
  await fold.press("Enter");
  await row(page, "Salle du jardin").waitFor();
  assert.equal(await fold.getAttribute("aria-expanded"), "true");
  Browser.calm(page);
});
