// No answer in the middle of a form: what was typed stays, it is said that nobody knows, and whoever presses again has it
// once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();
const unsure = /this may be booked or not.*it will not be booked twice/;

async function asks(page, what, from, until) {
  await goTo(page, day);
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: what });
  await form.getByLabel("from").fill(from);
  await form.getByLabel("until").fill(until);
  await form.getByLabel("until").blur();
  await form.getByLabel("What for").fill("Atelier du soir");
  return form;
}

/** The engine gets what is asked, and its answer is lost, once or for good. */
const loseAnswers = (page, method, options) => page.route(`**/${method}`, (route) => route.fetch().then(() => route.abort()), options);

async function bookings(who, what) {
  const list = await lab.mutua(who, "my");
  return list.split("\n").filter((line) => what.test(line));
}

test("the daemon stops under an open form: nothing typed is lost, and pressed again it is booked once", async () => {
  const page = await browser.open(lab, "lea");
  const form = await asks(page, "Salle du jardin", "10:00", "11:00");
  await form.getByText("It is free").waitFor();
  await lab.stop();
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await form.getByText(unsure).waitFor();
  await accessible(page, "no answer");
  assert.equal(await form.getByLabel("What for").inputValue(), "Atelier du soir");
  await lab.serve();
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(/Booked: Salle du jardin.*10:00–11:00/).waitFor();
  assert.equal((await bookings("lea", /room-garden .*10:00–11:00/)).length, 1);
  Browser.calm(page, /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE/);
});

test("an answer is lost: the form goes on asking this alone, though the booking shows on the board meanwhile", async () => {
  const page = await browser.open(lab, "lea");
  const form = await asks(page, "Salle du jardin", "14:00", "15:00");
  await form.getByText("It is free").waitFor();
  await loseAnswers(page, "CreateBooking");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await form.getByText(unsure).waitFor();
  // Another booking makes the page look again at what it shows: its own stands in the way by now.
  const looked = page.waitForResponse("**/FindFreeTime");
  await lab.mutua("tom", "book", "room-loft", "--when", `${day} 14:00-15:00`);
  await looked;
  assert.equal(await form.getByText(unsure).count(), 1);
  assert.equal(await form.getByText("What would work").count(), 0);
  await page.unroute("**/CreateBooking");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(/Booked: Salle du jardin.*14:00–15:00/).waitFor();
  assert.equal((await bookings("lea", /room-(garden|loft) .*14:00/)).length, 1);
  Browser.calm(page, /ERR_FAILED/);
});

test("what is split over a pool is booked once, though its answer was lost and the daemon stopped", async () => {
  // Of three printers each is free for a part of the time alone.
  await lab.mutua("tom", "book", "fdm-1", "--when", `${day} 14:00-16:00`);
  await lab.mutua("tom", "book", "fdm-2", "--when", `${day} 12:00-14:00`);
  await lab.mutua("tom", "book", "fdm-3", "--when", `${day} 12:00-16:00`);
  const page = await browser.open(lab, "lea");
  const form = await asks(page, "Any: Imprimantes à filament", "12:00", "16:00");
  const split = form.getByRole("button", { name: /in pieces/ });
  await split.waitFor();
  await page.route("**/BatchBook", (route) => route.abort());
  await loseAnswers(page, "BatchBook", { times: 1 });
  await split.click();
  await form.getByText(unsure).waitFor();
  await lab.stop();
  await page.getByText("Connection lost").waitFor();
  await lab.serve();
  await page.unroute("**/BatchBook");
  await accessible(page, "no answer to a split");
  await split.click();
  await page.getByText(/Booked: Imprimante 1.*12:00–14:00.*Booked: Imprimante 2.*14:00–16:00/).waitFor();
  assert.equal((await bookings("lea", /fdm-/)).length, 2);
  Browser.calm(page, /ERR_FAILED|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE/);
});

test("a wish for some time today is filed once, though its answer was lost and seconds have passed", async (story) => {
  const yard = await Lab.start({ yard: true, clock: "2026-11-25 10:00" });
  story.after(() => yard.end());
  await yard.mutua("tom", "book", "bench", "--when", "2026-11-25 10:05", "--for", "2h");
  const page = await browser.open(yard, "lea");
  await goTo(page, "2026-11-25");
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Banc de la cour" });
  await form.getByLabel("from").fill("10:05");
  await form.getByLabel("from").blur();
  await form.getByRole("button", { name: "Wait for it" }).click();
  await form.getByLabel("When it would do").selectOption({ label: "Any time that day" });
  await loseAnswers(page, "FileWish");
  const file = form.getByRole("button", { name: "Put me on the waitlist" });
  await file.click();
  await form.getByText("The lab cannot be reached right now.").waitFor();
  await page.unroute("**/FileWish");
  await file.click();
  await page.getByText(/You are on the waitlist|could be met at once/).waitFor();
  assert.equal(JSON.parse(await yard.mutua("lea", "wait", "list", "-o", "json")).wishes.length, 1);
  Browser.calm(page, /ERR_FAILED/);
});
