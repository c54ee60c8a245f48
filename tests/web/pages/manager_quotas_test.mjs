// Limits are defined, changed and deleted by the manager, who sees who holds and uses what of each.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

async function quotas() {
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Quotas" }).click();
  await page.getByRole("heading", { level: 1, name: "Quotas" }).waitFor();
  return page;
}

test("a quota shows each company's use with its sentence, and follows what is booked", async () => {
  const page = await quotas();
  const ahead = page.getByRole("region", { name: "Six d'avance" });
  await ahead.getByText("0 bookings of 6 bookings used, 6 bookings left.").first().waitFor();
  await lab.mutua("lea", "book", "room-garden", "--when", `${openDay()} 9:00-10:00`);
  const lea = ahead.getByRole("listitem").filter({ hasText: "Léa Martin" });
  await lea.getByText("1 booking of 6 bookings used, 5 bookings left.").waitFor();
  await accessible(page, "quotas");
  Browser.calm(page);
});

test("a quota that is defined here refuses what exceeds it, and raised lets it pass", async () => {
  const page = await quotas();
  await page.getByRole("button", { name: "New quota" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Salles de Cabane");
  await form.getByLabel("Whom it limits").selectOption({ label: "Cabane mobilier" });
  await form.getByText("Which pools", { exact: true }).first().click();
  await form.getByLabel("Salles").check();
  assert.equal(await form.getByLabel("What it counts", { exact: true }).inputValue(), "pools");
  await form.getByLabel("How much").fill("much");
  await form.getByText("This is no such amount").waitFor();
  await accessible(page, "a quota with a wrong amount");
  await form.getByLabel("How much").fill("1h30");
  await form.getByLabel("In which time").selectOption({ label: "a day" });
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByText("Created: Salles de Cabane.").waitFor();
  await page.getByRole("region", { name: "Salles de Cabane" }).getByText("1 h 30 min a day").waitFor();
  const book = () => lab.mutua("noe", "book", "room-loft", "--when", `${openDay()} 14:00-16:00`);
  await assert.rejects(book(), /of your company's 1 h 30 min on Salles/);
  await page.getByRole("button", { name: "Edit (Salles de Cabane)" }).click();
  assert.equal(await form.getByLabel("How much").inputValue(), "1h30min");
  await form.getByLabel("How much").fill("4h");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved: Salles de Cabane.").waitFor();
  assert.match(await book(), /confirmed/);
  Browser.calm(page);
});

test("two tabs edit one quota: the second is told what changed, and its own change is sent on top", async () => {
  const [first, second] = [await quotas(), await quotas()];
  for (const page of [first, second]) await page.getByRole("button", { name: "Edit (Lasers par mois)" }).click();
  const [one, other] = [first.getByRole("dialog"), second.getByRole("dialog")];
  await one.getByLabel("How much").fill("20h");
  await one.getByRole("button", { name: "Save" }).click();
  await first.getByText("Saved: Lasers par mois.").waitFor();
  await other.getByLabel("Name").fill("Lasers, chaque mois");
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByText("How much: was 40h, is now 20h.").waitFor();
  assert.equal(await other.getByLabel("Name").inputValue(), "Lasers, chaque mois");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Lasers, chaque mois.").waitFor();
  const quota = (await lab.mutua("manager", "export")).split("quota: laser-month")[1].slice(0, 220);
  assert.match(quota, /Lasers, chaque mois/);
  assert.match(quota, /time: 20h/);
  Browser.calm(first);
  Browser.calm(second);
});

test("a quota that is deleted limits nobody any more", async () => {
  const page = await quotas();
  await page.getByRole("button", { name: "Edit (Six d'avance)" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Delete" }).click();
  await form.getByRole("button", { name: "Yes, delete it" }).click();
  await page.getByText("Deleted: Six d'avance.").waitFor();
  await page.getByRole("region", { name: "Six d'avance" }).waitFor({ state: "detached" });
  assert.doesNotMatch(await lab.mutua("manager", "export"), /six-ahead/);
  Browser.calm(page);
});

test("in a lab of hundreds whoever has used most comes first, and the rest is shown when asked for", async () => {
  const members = Array.from({ length: 250 }, (_, i) => `  - {member: guest-${i}, display_name: Guest ${String(i).padStart(3, "0")}, company: cabane}\n`);
  const path = join(lab.folder, "many.yaml");
  writeFileSync(path, `quotas:\n  - {quota: each, display_name: Chacun, each_member: true, window: outstanding, bookings: 2}\nmembers:\n${members.join("")}`);
  await lab.mutua("manager", "apply", path);
  const token = (await lab.mutua("manager", "token", "create", "--role", "member", "--member", "guest-249")).trim();
  lab.tokens.last = token;
  const page = await quotas();
  const each = page.getByRole("region", { name: "Chacun" });
  await each.getByRole("button", { name: "Show all 255" }).waitFor();
  assert.equal(await each.getByRole("listitem").count(), 12);
  // The last of all, whom nobody would find by hand.
  await lab.mutua("last", "book", "desk-a", "--when", `${openDay()} 10:00-11:00`);
  const first = each.getByRole("listitem").first();
  await first.getByText("Guest 249").waitFor();
  await first.getByText("1 booking of 2 bookings used, 1 booking left.").waitFor();
  await each.getByRole("button", { name: "Show all 255" }).click();
  assert.equal(await each.getByRole("listitem").count(), 255);
  await accessible(page, "quotas of hundreds");
  Browser.calm(page);
});

test("a company's months stand as pictures beside its quotas and its shares", async () => {
  const past = await Lab.start({ clock: "2026-11-25 10:00", members: ["lea", "ines"] });
  try {
    await past.mutua("lea", "book", "laser-1", "--when", "2026-11-25 11:00-14:00");
    await past.mutua("ines", "book", "laser-2", "--when", "2026-11-25 11:00-12:00");
    for (const [clock, who, what] of [["11:00", "lea", "checkin"], ["11:00", "ines", "checkin"]]) {
      await past.mutua("manager", "clock", "--to", `2026-11-25 ${clock}`);
      await past.mutua(who, what, who === "lea" ? "b-1" : "b-2");
    }
    await past.mutua("lea", "book", "laser-1", "--when", "2026-11-26 9:00-10:00");
    await past.mutua("manager", "clock", "--to", "2026-11-25 15:00");
    const page = await browser.open(past, "manager", { path: "/manager/" });
    await page.getByRole("link", { name: "Quotas" }).click();
    await page.getByRole("button", { name: "Show month by month" }).press("Enter");
    const part = page.getByRole("region", { name: "Month by month" });
    await part.getByLabel("Company").selectOption({ label: "Cabane mobilier" });
    // Of its 40 hours a month; and a third of the shares, of four hours that all used.
    const quota = part.getByRole("region", { name: "Lasers par mois · Cabane mobilier" });
    await quota.getByRole("img", { name: "Lasers par mois · Cabane mobilier: 3 h used by 2 bookings in 6 months" }).waitFor();
    const row = async (of) => (await of.getByRole("row").last().innerText()).replace(/\s+/g, " ");
    await quota.getByText("As a table").click();
    assert.equal(await row(quota), "November 2026 3 h 1 h 2 40 h");
    const share = part.getByRole("region", { name: "Découpeuses laser · Cabane mobilier" });
    await share.getByText("As a table").click();
    assert.equal(await row(share), "November 2026 3 h 1 h 2 1 h 20 min");
    assert.equal(await quota.getByRole("row").count(), 7);
    await accessible(page, "month by month");
    await part.getByLabel("Company").selectOption({ label: "Drone doux" });
    await part.getByRole("img", { name: "Découpeuses laser · Drone doux: 1 h used by 1 booking in 6 months" }).waitFor();
    Browser.calm(page);
    const person = await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true });
    const french = await browser.open(past, "manager", { path: "/manager/", person });
    await french.getByRole("link", { name: "Quotas" }).click();
    await french.getByRole("button", { name: "Montrer mois par mois" }).click();
    await french.getByRole("img", { name: /en 6 mois$/ }).first().waitFor();
    await accessible(french, "mois par mois");
    assert.equal(await french.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    Browser.calm(french);
  } finally {
    await past.end();
  }
});
