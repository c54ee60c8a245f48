// A calendar of somebody else's is imported: what it would do is shown first, and done twice it is done once.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();
const at = (time) => `${day.replaceAll("-", "")}T${time}00`;
const event = (uid, summary, start, end, more = "") =>
  `BEGIN:VEVENT\nUID:${uid}\nSUMMARY:${summary}\nDTSTART;TZID=Europe/Paris:${at(start)}\nDTEND;TZID=Europe/Paris:${at(end)}\n${more}END:VEVENT\n`;

test("a file is previewed, with what clashes and what is left out, then booked; again it changes nothing", async () => {
  await lab.mutua("lea", "book", "room-garden", "--when", `${day} 10:00-11:00`, "--title", "Chantier");
  const file = join(lab.folder, "calendar.ics");
  const text = `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n${event("a", "Atelier\\, <b>bois</b>", "1400", "1500")}${event("b", "Trop tard", "1030", "1130")}${event("c", "Aussi", "1430", "1530")}${event("d", "Sans fin", "1600", "1600")}BEGIN:VTODO\nUID:e\nSUMMARY:Penser\nEND:VTODO\nEND:VCALENDAR\n`;
  writeFileSync(file, text.replaceAll("\n", "\r\n"));
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Resources" }).click();
  const open = async () => {
    await page.getByRole("button", { name: "Import a calendar" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("Onto").selectOption({ label: "Salle du jardin" });
    await sheet.getByLabel(/Calendar file/).setInputFiles(file);
    return sheet;
  };
  let sheet = await open();
  await sheet.getByText("1 to book, 0 there already, 2 not possible, 2 left out.").waitFor();
  await accessible(page, "an import");
  const clashing = sheet.getByRole("region", { name: "Not possible" });
  await clashing.getByText("Trop tard").waitFor();
  await clashing.getByText(/Salle du jardin|room-garden is booked in that time/).first().waitFor();
  await clashing.getByText("Aussi").waitFor();
  await sheet.getByRole("region", { name: "Left out" }).getByText("Penser").waitFor();
  await sheet.getByRole("region", { name: "To book" }).getByText("Atelier, <b>bois</b>").waitFor();
  await sheet.getByRole("button", { name: "Book 1" }).click();
  await sheet.getByText("1 booked, 0 there already, 2 refused.").waitFor();
  assert.match(await lab.mutua("manager", "board", "room-garden", "--when", day), /14:00/);
  await sheet.getByRole("button", { name: "Close" }).click();

  sheet = await open();
  await sheet.getByText("0 to book, 1 there already, 2 not possible, 2 left out.").waitFor();
  assert.ok(await sheet.getByRole("button", { name: "Book 0" }).isDisabled());
  Browser.calm(page);
});

test("what is no calendar is said, and nothing is lost", async () => {
  const file = join(lab.folder, "no.ics");
  writeFileSync(file, "BEGIN:VCALENDAR\r\nSUMMARY:caf\xE9\r\n", "latin1");
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Resources" }).click();
  await page.getByRole("button", { name: "Import a calendar" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("Onto").selectOption({ label: "Salle du jardin" });
  await sheet.getByLabel(/Calendar file/).setInputFiles(file);
  await sheet.getByRole("alert").waitFor();
  assert.equal(await sheet.getByLabel("Onto").inputValue(), "room-garden");
});
