// A member subscribes: a link is made, answers with what is booked, is listed and revoked.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

async function openCalendars(page, bookings, subscribe) {
  await page.getByRole("link", { name: bookings }).click();
  await page.getByRole("button", { name: subscribe }).click();
  return page.getByRole("dialog");
}

test("a link that was made answers with the member's bookings, until it is revoked", async () => {
  await lab.mutua("lea", "book", "room-garden", "--when", `${openDay()} 10:00-11:00`, "--title", "Chantier, <b>nord</b>");
  const page = await browser.open(lab, "lea");
  const sheet = await openCalendars(page, "My bookings", "Subscribe");
  await accessible(page, "calendars");
  await sheet.getByRole("button", { name: "Make a link" }).click();
  const link = await sheet.getByLabel("The link").inputValue();
  assert.match(link, new RegExp(`^${lab.origin}/calendars/mutua_f_[a-z2-7]{34}\\.ics\\?language=en$`));
  assert.equal(await sheet.getByRole("link", { name: "Open in my calendar" }).getAttribute("href"), link.replace("http:", "webcal:"));
  await sheet.getByRole("button", { name: "Copy" }).click();
  await sheet.getByText("Copied.").waitFor();
  await accessible(page, "a link that was made");

  const answer = await fetch(link);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /SUMMARY:Chantier\\, <b>nord<\/b>\r\n/);

  await sheet.getByRole("button", { name: /^Revoke: My bookings, t-\d+$/ }).click();
  await sheet.getByText("Links that answer").waitFor({ state: "detached" });
  const revoked = await fetch(link);
  assert.equal(revoked.status, 404);
  assert.equal(await revoked.text(), "No calendar is here: the link is wrong, or was revoked.\n");
  Browser.calm(page);
});

test("in French, of a machine that others have booked, they are busy", async () => {
  await lab.mutua("ines", "book", "room-loft", "--when", `${openDay()} 14:00-15:00`, "--title", "Secret");
  const person = await browser.person({ locale: "fr-FR", size: [390, 844], touch: true });
  const page = await browser.open(lab, "lea", { person });
  const sheet = await openCalendars(page, "Mes réservations", "S'abonner");
  await sheet.getByLabel("Quel calendrier").selectOption({ label: "Salle sous les toits" });
  await sheet.getByRole("button", { name: "Créer un lien" }).click();
  const text = await (await fetch(await sheet.getByLabel("Le lien").inputValue())).text();
  assert.match(text, /SUMMARY:Occupé\r\n/);
  assert.doesNotMatch(text, /Secret|Inès/);
  await accessible(page, "calendars, in French, on a phone");
  Browser.calm(page);
});

test("a manager makes a link of a machine, which shows who and what, and of anybody", async () => {
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Resources" }).click();
  await page.getByRole("button", { name: "Subscribe" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("It shows who and what, as you see it").waitFor();
  await sheet.getByLabel("Which calendar").selectOption({ label: "Salle sous les toits" });
  await sheet.getByRole("button", { name: "Make a link" }).click();
  const text = await (await fetch(await sheet.getByLabel("The link").inputValue())).text();
  assert.match(text, /Secret/);
  await sheet.getByLabel("Which calendar").selectOption({ label: "Cabane mobilier" });
  await sheet.getByRole("button", { name: "Make a link" }).click();
  await sheet.getByRole("button", { name: /^Revoke: Cabane mobilier, t-\d+$/ }).waitFor();
  await accessible(page, "a manager's calendars");
  Browser.calm(page);
});
