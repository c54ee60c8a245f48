// A member's own calendar file becomes bookings: what would clash is seen first, by the same rules as booking by hand, and
// done twice it is done once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();
const at = (time) => `${day.replaceAll("-", "")}T${time}00`;
const event = (uid, summary, start, end) =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:${summary}\r\nDTSTART;TZID=Europe/Paris:${at(start)}\r\nDTEND;TZID=Europe/Paris:${at(end)}\r\nEND:VEVENT\r\n`;
const file = (...events) => ({
  name: "mine.ics",
  mimeType: "text/calendar",
  buffer: Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n${events.join("")}END:VCALENDAR\r\n`),
});

const rooms = async (who) => (await lab.mutua(who, "my")).split("\n").filter((line) => /room-/.test(line));

test("what fits is booked for the member alone, what clashes or breaks a rule is named with its reason, and again nothing changes", async () => {
  await lab.mutua("tom", "book", "room-garden", "--when", `${day} 10:00-11:00`);
  const page = await browser.open(lab, "lea");
  await page.getByRole("link", { name: "My bookings" }).click();
  const sheet = page.getByRole("dialog");
  const open = async () => {
    await page.getByRole("button", { name: "Import a calendar" }).click();
    // It is for nobody else, and says by which rules.
    await sheet.getByText("what a rule forbids stays out").waitFor();
    assert.equal(await sheet.getByLabel("For whom").count(), 0);
    await sheet.getByLabel("Onto").selectOption({ label: "Salle du jardin" });
    const calendar = file(event("a", "Chorale", "1400", "1500"), event("b", "Taken", "1030", "1130"), event("c", "Late", "2130", "2230"));
    await sheet.getByLabel(/Calendar file/).setInputFiles(calendar);
  };
  await open();
  await sheet.getByText("1 to book, 0 there already, 2 not possible, 0 left out.").waitFor();
  const clashing = sheet.getByRole("region", { name: "Not possible" });
  await clashing.getByText("Salle du jardin is booked in that time").waitFor();
  await clashing.getByText("Salle du jardin is closed in that time").waitFor();
  await accessible(page, "an import of one's own");
  await sheet.getByRole("button", { name: "Book 1" }).click();
  await sheet.getByText("1 booked, 0 there already, 2 refused.").waitFor();
  await sheet.getByRole("button", { name: "Close" }).click();
  // It stands among the bookings behind the sheet.
  await page.getByRole("button", { name: /Salle du jardin.*Chorale/ }).waitFor();
  assert.equal((await rooms("lea")).length, 1);
  await open();
  await sheet.getByText("0 to book, 1 there already, 2 not possible, 0 left out.").waitFor();
  assert.ok(await sheet.getByRole("button", { name: "Book 0" }).isDisabled());
  Browser.calm(page);
});

test("le même fichier importé par quelqu'un d'une autre entreprise : pris, sans dire par qui ; sur un téléphone, en français", async () => {
  const page = await browser.open(lab, "ines", { person: await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true }) });
  await page.getByRole("link", { name: "Mes réservations" }).click();
  await page.getByRole("button", { name: "Importer un calendrier" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Sur").selectOption({ label: "Salle du jardin" });
  await sheet.getByLabel(/Fichier de calendrier/).setInputFiles(file(event("a", "Chorale", "1400", "1500")));
  await sheet.getByText("0 à réserver, 0 déjà là, 1 impossible, 0 laissé de côté.").waitFor();
  await sheet.getByText("Salle du jardin est déjà réservé à ce moment : 1 sur 1 pris, 1 de plus demandé.").waitFor();
  assert.doesNotMatch(await sheet.innerText(), /Léa|lea|cabane|b-\d/);
  assert.equal(await sheet.evaluate((form) => form.scrollWidth - form.clientWidth), 0);
  await accessible(page, "importer son calendrier");
  // What is no calendar is said, and nothing is lost.
  await sheet.getByLabel(/Fichier de calendrier/).setInputFiles({ name: "x.ics", mimeType: "text/calendar", buffer: Buffer.from("bonjour") });
  await sheet.getByRole("alert").waitFor();
  assert.equal(await sheet.getByLabel("Sur").inputValue(), "room-garden");
  assert.equal((await rooms("ines")).length, 0);
});
