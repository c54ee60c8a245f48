// Shared pools on the member's page: where the company stands, how that follows what is booked, and what is
// grabbed within a day says so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, dragOver, goTo } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

test("ce que l'on réserve à plus d'un jour compte aussitôt : crédits, rang et garantie de l'entreprise", async () => {
  const page = await browser.open(lab, "lea", { person: await browser.person({ locale: "fr-FR" }) });
  await page.getByRole("link", { name: "Mon entreprise" }).click();
  const laser = page.getByRole("article", { name: "Découpeuses laser" });
  await laser.getByText(/2 parts sur 6 : 33,3\s%/).waitFor();
  await laser.getByRole("img", { name: "Rang 1 sur 4" }).waitFor();
  await laser.getByText("0 crédit à venir").waitFor();
  assert.equal(await laser.getByText(/Utilisé : 0 min sur .* h/).count(), await laser.getByRole("listitem").count());
  await accessible(page, "où en est l'entreprise");

  await page.getByRole("link", { name: "Trouver un créneau" }).click();
  await goTo(page, openDay());
  await dragOver(page, "Laser 80 W", 14, 16);
  const form = page.getByRole("dialog");
  await form.getByText("C'est libre").waitFor();
  assert.equal(await form.getByText("un quart du prix").count(), 0);
  await form.getByRole("button", { name: "Réserver", exact: true }).click();
  await page.getByText("Réservé : Laser 80 W").waitFor();

  await page.getByRole("link", { name: "Mon entreprise" }).click();
  await laser.getByRole("img", { name: "Rang 4 sur 4" }).waitFor();
  await laser.getByText("2 crédits à venir").waitFor();
  await laser.getByText("0 crédit passé").waitFor();
  await laser.getByText(/a utilisé dernièrement 1 crédits? par part .* rang 4 sur 4/).waitFor();
  await laser.getByText(/Utilisé : 2 h sur .* h/).waitFor();
  // Of the other companies, numbers at most.
  assert.doesNotMatch(await laser.innerText(), /drone|papier|sam/i);
  Browser.calm(page);
});

test("what others book moves the rank of a page that is open, without a reload", async () => {
  const page = await browser.open(lab, "ines", { person: await browser.person({ dark: true, size: [390, 844], touch: true }) });
  await page.getByRole("link", { name: "My company" }).click();
  const laser = page.getByRole("article", { name: "Découpeuses laser" });
  await laser.getByRole("img", { name: "Rank 1 of 4" }).waitFor();
  await lab.mutua("ines", "book", "laser-2", "--when", `${openDay()} 9:00-12:00`);
  await laser.getByRole("img", { name: "Rank 4 of 4" }).waitFor();
  await laser.getByText("3 credits to come").waitFor();
  await lab.mutua("lea", "book", "laser-2", "--when", `${openDay()} 14:00-18:00`);
  await laser.getByRole("img", { name: "Rank 3 of 4" }).waitFor();
  await accessible(page, "standings on a phone, dark");
  Browser.calm(page);
});

test("while nothing happens, what is open is not asked for again each second", async () => {
  for (const [who, path, link, call] of [
    ["ines", "/", "My company", "GetShareStanding"],
    ["manager", "/manager/", "Today", "ListOutages"],
  ]) {
    const person = await browser.person();
    await person.clock.install();
    const page = await browser.open(lab, who, { path, person });
    const answers = [];
    page.on("response", (response) => response.url().endsWith(call) && answers.push(response.url()));
    const first = page.waitForResponse(`**/${call}`);
    await page.getByRole("link", { name: link }).click();
    await person.clock.runFor(2000);
    await first;
    await person.clock.runFor(2000);
    const asked = answers.length;
    await person.clock.runFor(30_000);
    // An answer that came behind the last tick would have been asked for before this one.
    const later = page.waitForResponse("**/GetCaller");
    await page.reload();
    await later;
    assert.ok(answers.length - asked <= 2, `${call}: ${answers.length - asked} times in 30 s`);
    await person.close();
  }
});
