// A member books: by link in, by drag and by typing, refused with reasons, and what would do instead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, dragOver, goTo, row } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();

test("a link signs in, leaves the address clean, and is remembered", async () => {
  const page = await browser.open(lab, "lea");
  await page.getByRole("grid").waitFor();
  assert.equal(new URL(page.url()).hash, "");
  await page.reload();
  await page.getByText("Léa Martin").first().waitFor();
  await page.getByText("Live").waitFor();
  await accessible(page, "the board");
  Browser.calm(page);
});

test("dragging over free time books it at once, and it shows as mine", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await dragOver(page, "Laser 80 W", 14, 16);
  const form = page.getByRole("dialog");
  await form.getByText("It is free").waitFor();
  assert.equal(await form.getByLabel("from").inputValue(), "14:00");
  assert.equal(await form.getByLabel("until").inputValue(), "16:00");
  await form.getByText("€36.00").waitFor();
  await form.getByLabel("What for").fill("Enseigne <b>café</b>");
  await accessible(page, "the form");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText("Booked: Laser 80 W").waitFor();
  const mine = row(page, "Laser 80 W").getByRole("gridcell", { name: /14:00–16:00: Mine, Enseigne <b>café<\/b>/ });
  await mine.waitFor();
  assert.match(await lab.mutua("lea", "my"), /laser-1 .*14:00–16:00 .*confirmed/);
  Browser.calm(page);
});

test("a refusal shows every reason before one asks, and an alternative books when pressed", async () => {
  const page = await browser.open(lab, "ines");
  await goTo(page, day);
  await dragOver(page, "Laser 80 W", 15, 17);
  const form = page.getByRole("dialog");
  await form.getByRole("alert").getByText(/Laser 80 W is booked in that time: 1 of 1 in use/).waitFor();
  // Lasers have steps of a quarter hour: a second rule is broken, and both are said.
  await form.getByLabel("from").fill("15:05");
  await form.getByLabel("from").blur();
  await form.getByRole("alert").getByText(/multiple|15 min/).first().waitFor();
  assert.ok((await form.getByRole("alert").getByRole("listitem").count()) >= 2);
  await form.getByLabel("from").fill("15:00");
  await form.getByLabel("until").fill("17:00");
  await form.getByLabel("until").blur();
  await form.getByRole("button", { name: /Laser 40 W.*15:00–17:00.*equal/ }).waitFor();
  await accessible(page, "a refusal");
  await form.getByRole("button", { name: /Laser 40 W.*15:00–17:00.*equal/ }).click();
  await page.getByText(/Booked: Laser 40 W.*15:00–17:00/).waitFor();
  assert.match(await lab.mutua("ines", "my"), /laser-2 .*15:00–17:00/);
  Browser.calm(page);
});

test("who lacks a certification sees it on the board, before choosing", async () => {
  const page = await browser.open(lab, "tom");
  await row(page, "Laser 80 W").getByText("needs: Découpe laser").waitFor();
  Browser.calm(page);
});

test("what is free, but not for this person, looks and sounds so: machines are booked two weeks ahead at most, and it is said from when", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, openDay(4));
  await row(page, "Laser 80 W").getByRole("gridcell", { name: "08:00–22:00: Free, but not for me now" }).waitFor();
  await row(page, "Laser 80 W").getByText(/^bookable from \w{3},? \d+ \w{3,4}$/).waitFor();
  await row(page, "Salle du jardin").getByRole("gridcell", { name: "08:00–22:00: free" }).waitFor();
  assert.equal(await row(page, "Salle du jardin").getByText(/bookable from/).count(), 0);
  await accessible(page, "a day too far ahead");
  Browser.calm(page);
  const french = await browser.open(lab, "lea", { person: await browser.person({ locale: "fr-FR", size: [390, 844], touch: true }) });
  await goTo(french, openDay(4));
  await row(french, "Laser 80 W").getByText(/^réservable dès le \w{3}\. \d+ \S+$/).waitFor();
  await accessible(french, "un jour trop lointain");
  Browser.calm(french);
});

test("a time that is none says so, and how it is written; one that is pasted in another way is read", async () => {
  const page = await browser.open(lab, "lea", { person: await browser.person({ locale: "fr-FR" }) });
  await goTo(page, openDay(1));
  await page.getByRole("button", { name: "Réserver", exact: true }).click();
  const form = page.getByRole("dialog");
  const from = form.getByLabel("de", { exact: true });
  await form.getByText("C'est libre").waitFor();
  await from.fill("25:00");
  await from.press("Tab");
  await form.getByRole("alert").getByText("Ce n'est pas une heure. Écrivez 14:30.").waitFor();
  assert.ok(await form.getByRole("button", { name: "Réserver", exact: true }).isDisabled());
  assert.equal(await form.getByText("C'est libre").count(), 0);
  await accessible(page, "no time of day");
  await from.fill("14 h 30 min");
  await from.press("Tab");
  assert.equal(await from.inputValue(), "14:30");
  assert.equal(await form.getByText("Ce n'est pas une heure").count(), 0);
  Browser.calm(page);
});

test("what several times of a series are refused for is said once; a kind of certification by its own name", async () => {
  const page = await browser.open(lab, "tom");
  await goTo(page, openDay(1));
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const form = page.getByRole("dialog");
  const what = form.getByRole("combobox", { name: "What", exact: true });
  await what.selectOption({ label: "Bureau au calme" });
  await form.getByLabel("How often").selectOption({ label: "Every week" });
  const reasons = form.getByRole("alert").getByRole("listitem");
  await reasons.filter({ hasText: "6 bookings still to come" }).waitFor();
  await form.getByLabel("How often").selectOption({ label: "Once" });
  await what.selectOption({ label: "Laser 80 W" });
  await reasons.filter({ hasText: "Laser 80 W needs the certification Découpe laser" }).waitFor();
  Browser.calm(page);
});

test("any of a pool, a kit of two, and a colleague: what was typed is booked", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, openDay(1));
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Any: Imprimantes à filament" });
  await form.getByLabel("How many").fill("2");
  await form.getByRole("button", { name: "Together with something else" }).click();
  await form.getByRole("combobox", { name: "and", exact: true }).selectOption({ label: "Salle du jardin" });
  await form.getByLabel("from").fill("9h30");
  await form.getByLabel("until").fill("1130");
  await form.getByLabel("until").blur();
  await form.getByRole("combobox", { name: "For whom" }).selectOption({ label: "Noé Petit" });
  await form.getByText("It is free").waitFor();
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(/Booked: .*Salle du jardin.*09:30–11:30/).waitFor();
  const his = await lab.mutua("noe", "my");
  assert.match(his, /09:30–11:30/);
  assert.equal([...his.matchAll(/fdm-\d|room-garden/g)].length, 3, his);
  Browser.calm(page);
});

test("a sign-in that ends in the middle of a form loses nothing that was entered", async () => {
  const person = await browser.person();
  const token = (await lab.mutua("manager", "token", "create", "--role", "member", "--member", "lea")).trim();
  lab.tokens.brief = token;
  const page = await browser.open(lab, "brief", { person });
  await goTo(page, day);
  await dragOver(page, "Salle du jardin", 10, 11);
  const form = page.getByRole("dialog");
  await form.getByLabel("What for").fill("Atelier du soir");
  const list = await lab.mutua("manager", "token", "list", "-o", "json");
  const last = [...list.matchAll(/t-\d+/g)].map(([id]) => id).sort((a, b) => Number(a.slice(2)) - Number(b.slice(2))).at(-1);
  await lab.mutua("manager", "token", "revoke", last);
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await form.getByText("Your sign-in has ended. What you entered is still here").waitFor();
  await accessible(page, "an ended sign-in");
  await form.getByLabel("Sign-in link").fill(`${lab.origin}/#token=${lab.tokens.lea}`);
  await form.getByRole("button", { name: "Sign in with the link" }).click();
  // The question for a new sign-in, and what was asked meanwhile: both are gone.
  for (const said of ["What you entered is still here", "Nothing you entered is lost"]) {
    await form.getByText(`Your sign-in has ended. ${said}`).waitFor({ state: "detached" });
  }
  assert.equal(await form.getByLabel("What for").inputValue(), "Atelier du soir");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText("Booked: Salle du jardin").waitFor();
  Browser.calm(page);
});

test("a refusal for an outage is said without the id that no member knows", async () => {
  await lab.mutua("manager", "outage", "declare", "fdm-3", "--when", `${openDay(1)} 09:00-12:00`);
  for (const [locale, book, what, said] of [
    ["en-GB", "Book", "What", /^Imprimante 3 cannot be used from \S+ 09:00 to \S+ 12:00\.$/],
    ["fr-FR", "Réserver", "Quoi", /^Imprimante 3 est indisponible du \S+ 09:00 au \S+ 12:00\.$/],
  ]) {
    const page = await browser.open(lab, "lea", { person: await browser.person({ locale }) });
    await goTo(page, openDay(1));
    await page.getByRole("button", { name: book, exact: true }).click();
    const form = page.getByRole("dialog");
    await form.getByRole("combobox", { name: what, exact: true }).selectOption({ label: "Imprimante 3" });
    await form.getByRole("alert").getByText(said).waitFor();
    Browser.calm(page);
  }
});
