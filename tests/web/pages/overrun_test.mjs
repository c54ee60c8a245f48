// Somebody stays past their end: whoever comes next is told that they cannot begin, and what that is worth to them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, row } from "./browser.mjs";
import { stage } from "./stage.mjs";

const file = `
sites: [{site: house, display_name: L'Atelier, zone: Europe/Paris}]
pools:
  - {pool: laser, display_name: Découpeuses laser, rules: {granularity: 15min, check_out: true, cents_per_hour: 1800}}
resources:
  - {resource: laser-1, display_name: Laser 80 W, kind: machine, pool: laser, site: house}
companies:
  - {company: cabane, display_name: Cabane mobilier, kind: employer}
  - {company: drone, display_name: Drone doux, kind: employer}
members:
  - {member: lea, display_name: Léa Martin, company: cabane}
  - {member: tom, display_name: Tom Baker, company: drone}
`;
const { lab, browser } = await stage({ file, clock: "2026-11-26 08:00", members: ["lea", "tom"] });

const book = async (who, when) => /b-\d+/.exec(await lab.mutua(who, "book", "laser-1", "--when", `2026-11-26 ${when}`))[0];
const clock = (time) => lab.mutua("manager", "clock", "--to", `2026-11-26 ${time}`);
const before = await book("tom", "09:00-10:00");
const [first, second] = [await book("lea", "10:00-11:00"), await book("lea", "11:00-12:00")];

const english = "The one before has not left yet: this can be cancelled in full or moved, and nothing is charged.";
const french = "La personne d'avant n'est pas encore partie : cette réservation peut être annulée en entier ou déplacée, sans rien payer.";

test("who cannot begin reads it among their bookings as it happens, and gives back all of it", async () => {
  await clock("09:00");
  await lab.mutua("tom", "checkin", before);
  const page = await browser.open(lab, "lea");
  await page.getByRole("link", { name: "My bookings" }).click();
  const card = page.locator(`[data-booking="${first}"]`);
  await card.waitFor();
  assert.equal(await page.getByText(english).count(), 0);
  await clock("10:00");
  await card.getByText(english).waitFor();
  await accessible(page, "my bookings");
  const [whole, note] = [await card.boundingBox(), await card.getByText(english).boundingBox()];
  assert.ok(note.width > whole.width * 0.8, `${note.width} of ${whole.width}`);
  await card.click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText(english).waitFor();
  await sheet.getByText("€18.00").waitFor();
  await accessible(page, "the booking");
  await sheet.getByRole("button", { name: "Cancel", exact: true }).click();
  await sheet.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByText("Cancelled: Laser 80 W").waitFor();
  await page.getByText(/^The last 7 days/).click();
  await card.getByText("It could not begin, because the one before had not left. Nothing is charged.").waitFor();
  await card.click();
  await sheet.getByText("It could not begin").waitFor();
  assert.equal(await sheet.getByText("€18.00").count(), 0);
  await accessible(page, "what could not begin");
  Browser.calm(page);
});

test("sur le planning, sur un téléphone, la réservation le dit, et ne le dit plus dès que l'autre est parti", async () => {
  await clock("11:00");
  const page = await browser.open(lab, "lea", { person: await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true }) });
  await row(page, "Laser 80 W").getByRole("gridcell", { name: /^11:00–12:00\s?: À moi/ }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText(french).waitFor();
  await accessible(page, "sur le planning");
  assert.equal(await sheet.evaluate((form) => form.scrollWidth - form.clientWidth), 0);
  await lab.mutua("tom", "checkout", before);
  await sheet.getByText(french).waitFor({ state: "detached" });
  await sheet.getByRole("button", { name: "Je suis là" }).click();
  await page.getByText("Arrivée notée").waitFor();
  assert.match(await lab.mutua("lea", "my"), new RegExp(`${second}.*checked in`));
  Browser.calm(page);
});
