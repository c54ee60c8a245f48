// A company's credits on the member's page: what it lends and takes back, what that brings, what it paid, and why;
// as the command line tells it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

// Of two lasers' week Cabane is guaranteed 42 h and Drone doux 126.
const file = `
sites: [{site: house, display_name: L'Atelier, zone: Europe/Paris}]
pools:
  - pool: laser
    display_name: Découpeuses laser
    stand_in: true
    shares: [{company: cabane, base: 1}, {company: drone-doux, base: 3}]
  - {pool: rooms, display_name: Salles}
resources:
  - {resource: laser-1, display_name: Laser 80 W, kind: machine, pool: laser, site: house}
  - {resource: laser-2, display_name: Laser 40 W, kind: machine, pool: laser, site: house}
  - {resource: room, display_name: Salle, kind: room, pool: rooms, site: house}
companies:
  - {company: cabane, display_name: Cabane mobilier, kind: employer}
  - {company: drone-doux, display_name: Drone doux, kind: employer}
  - {company: sam, display_name: Sam conseil, kind: independent}
members:
  - {member: lea, display_name: Léa Martin, company: cabane}
  - {member: ines, display_name: Inès Roux, company: drone-doux}
  - {member: sam, display_name: Sam Costa, company: sam}
`;
const { lab, browser } = await stage({ file, clock: "2026-11-23 08:00", members: ["lea", "ines", "sam"] });

const spoken = {
  "en-GB": ["My company", "My company's credits"],
  "fr-FR": ["Mon entreprise", "Les crédits de mon entreprise"],
};

async function credits(who, { locale = "en-GB", of = lab, ...how } = {}) {
  const [part, button] = spoken[locale];
  const page = await browser.open(of, who, { person: await browser.person({ locale, ...how }) });
  await page.getByRole("link", { name: part }).click();
  await page.getByRole("button", { name: button }).click();
  const section = page.getByRole("region", { name: button });
  await section.locator(".card").first().waitFor();
  return { page, section, account: section.getByRole("article", { name: "Découpeuses laser" }) };
}

/** The balance that the command line tells of the own company, in credits. */
async function told(who) {
  const ledger = JSON.parse(await lab.mutua(who, "ledger", "-o", "json"));
  return Number(ledger.accounts[0].balance_ticks ?? 0) / 3600;
}

test("ce qu'on ne va pas utiliser se cède : combien c'est possible et ce que cela rapporte se lit avant, et se reprend tant que personne ne l'a pris", async () => {
  await lab.mutua("ines", "book", "room", "--when", "2026-11-23 10:00-11:00"); // with it the periods are handed out
  const { page, account } = await credits("ines", { locale: "fr-FR", size: [390, 844], touch: true });
  await account.getByText("0 crédit", { exact: true }).first().waitFor();
  await account.getByText("encore 126 crédits à dépenser").waitFor();
  await account.getByRole("img", { name: "0 crédit, entre -126 crédits et 378 crédits" }).waitFor();
  await accessible(page, "un compte");

  await account.getByRole("button", { name: "Céder du temps garanti" }).click();
  const form = account.getByRole("form", { name: "De quoi n'aurez-vous pas besoin ?" });
  await form.getByText(/^On peut en céder 126 h au plus, jusqu'au ven\. 27 nov\. 00:00\.$/).waitFor();
  // More than there is: the engine says no with its numbers, and what was typed stays.
  await form.getByLabel("Heures").fill("200");
  await form.getByText("cela rapportera 200 crédits").waitFor();
  await form.getByRole("button", { name: "Céder 200 h" }).click();
  await form.getByRole("alert").getByText("Des 5 j 6 h garantis pour cette période 0 s sont pris : impossible d'en céder 8 j 8 h.").waitFor();
  await accessible(page, "un refus");
  assert.equal(await form.getByLabel("Heures").inputValue(), "200");
  await form.getByLabel("Heures").fill("10");
  await form.getByText("cela rapportera 10 crédits").waitFor();
  await form.getByRole("button", { name: "Céder 10 h" }).click();
  await account.getByText("Cédé : 10 h. Les crédits viendront quand d'autres l'auront utilisé.").waitFor();
  await account.getByText("En cours, jusqu'au dim. 29 nov. : 10 h en tout, dont 0 min pris par d'autres").waitFor();

  // Somebody takes six of them while the page is open.
  await lab.mutua("lea", "book", "laser-1", "--when", "2026-11-24 09:00 to 2026-11-26 09:00");
  await account.getByText("10 h en tout, dont 6 h pris par d'autres").waitFor();
  await account.getByRole("button", { name: /^Reprendre/ }).click();
  const back = account.getByRole("form", { name: "De quoi avez-vous besoin finalement ?" });
  await back.getByText(/On peut en reprendre 4 h au plus/).waitFor();
  await back.getByLabel("Heures").fill("5");
  await back.getByRole("button", { name: "Reprendre 5 h" }).click();
  await back.getByRole("alert").getByText("Des 10 h cédés d'autres ont pris 6 h : impossible d'en reprendre 5 h.").waitFor();
  await accessible(page, "reprendre");
  await back.getByRole("button", { name: "Tout : 4 h" }).click();
  await back.getByRole("button", { name: "Reprendre 4 h" }).click();
  await account.getByText("Repris : 4 h.").waitFor();
  await account.getByText("6 h en tout, dont 6 h pris par d'autres").waitFor();
  assert.equal(await account.getByRole("button", { name: /^Reprendre/ }).count(), 0);
  assert.match(await lab.mutua("ines", "ledger"), /laser .* 6 h +6 h/);
  Browser.calm(page, /400|412/);
});

test("what was paid and given back is told one by one, with the balance behind each, and which booking it was", async () => {
  const { page, account } = await credits("lea");
  assert.equal(await told("lea"), -6);
  await account.getByText("-6 credits", { exact: true }).first().waitFor();
  await account.getByText("36 credits left to spend").waitFor();
  await account.getByText("Paid ahead").waitFor();
  const changes = account.getByRole("listitem");
  await changes.getByText("Paid for 6 h beyond the guarantee.").waitFor();
  await account.getByRole("button", { name: "Which booking?" }).click();
  await changes.getByText("Laser 80 W, Tue 24 Nov, 09:00 – Thu 26 Nov 09:00, Léa Martin").waitFor();
  // Another one is booked and cancelled meanwhile.
  const [second] = /b-\d+/.exec(await lab.mutua("lea", "book", "laser-2", "--when", "2026-11-25 09:00 to 2026-11-26 19:00"));
  await account.getByText("-40 credits", { exact: true }).first().waitFor();
  await lab.mutua("lea", "cancel", second);
  await changes.getByText("Given back: a booking that had been paid needs less, or nothing any more.").waitFor();
  assert.equal(await changes.count(), 3);
  assert.deepEqual(
    (await changes.locator("p:first-child").allInnerTexts()).map((text) => text.replaceAll(/ Mon 23 Nov \d\d:\d\d/g, "")),
    ["+34 credits, then -6 credits", "-34 credits, then -40 credits", "-6 credits, then -6 credits"],
  );
  await account.getByText("The balance since Mon 23 Nov").waitFor();
  await accessible(page, "what was paid");
  Browser.calm(page);
});

test("when the time has passed, who lent it reads what it brought; where a period is too near its end, the page says so and the engine why", async () => {
  const { page, account } = await credits("ines", { size: [820, 1180], dark: true });
  await lab.mutua("manager", "clock", "--to", "2026-11-27 10:00");
  await page.reload();
  await page.getByRole("button", { name: "My company's credits" }).click();
  await account.getByText("6 credits", { exact: true }).first().waitFor();
  await account.getByText("+6 credits").waitFor();
  await account.getByText("Others used 6 h of what you lent.").waitFor();
  assert.equal(await told("ines"), 6);
  await account.getByRole("button", { name: "Lend guaranteed time" }).click();
  const form = account.getByRole("form");
  // The first of which something can still be lent.
  const period = form.getByLabel("Period");
  assert.match(await period.evaluate((one) => one.selectedOptions[0].text), /^Mon 30 Nov to Sun 6 Dec$/);
  await form.getByText(/^Up to 126 h can be lent, until Fri 4 Dec 00:00\.$/).waitFor();
  await period.selectOption({ label: "Now, until Sun 29 Nov" });
  await form.getByText("Nothing more can be lent of it: that was possible until Fri 27 Nov 00:00.").waitFor();
  await form.getByRole("button", { name: /^Lend / }).click();
  await form.getByRole("alert").getByText(/^Guaranteed time is released until 72 h before its period ends/).waitFor();
  await accessible(page, "too late");
  Browser.calm(page, /400|412/);
});

test("changes older than the ledger tells at once are shown when they are asked for, each with its balance", async (story) => {
  // With a clock that nobody moves: what was before a leap is not kept.
  const of = await Lab.start({ file, members: ["lea"] });
  story.after(() => of.end()); // a daemon that stays would hold up the end of a story that fails
  // In a week of 168 hours: where the clocks change less or more of it is guaranteed.
  const offset = (date) => new Intl.DateTimeFormat("en", { timeZone: "Europe/Paris", timeZoneName: "longOffset" }).format(Date.parse(date)).slice(-6);
  const monday = (date, weeks) => new Date(Date.parse(date) + (7 * weeks + 1 - new Date(date).getUTCDay()) * 86_400_000);
  const day = [openDay(), openDay(1)].find((date) => offset(monday(date, 0)) === offset(monday(date, 1)));
  const two = new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10);
  const book = async () => /b-\d+/.exec(await of.mutua("lea", "book", "laser-2", "--when", `${day} 00:00 to ${two} 00:00`))[0];
  for (let i = 0; i < 30; ++i) await of.mutua("lea", "cancel", await book());
  const { page, section, account } = await credits("lea", { of });
  const changes = account.locator("li");
  await account.getByText("Earlier (45)").click();
  assert.equal(await changes.count(), 50);
  const older = section.getByRole("button", { name: "Show older changes" });
  await accessible(page, "older changes can be shown");
  await older.click();
  await account.getByText("Earlier (55)").waitFor();
  assert.equal(await older.count(), 0);
  const told = (await changes.locator("p:first-child").allInnerTexts()).map((text) => /^(\+?-?[\d.]+) credits?.*then (-?[\d.]+) credits?$/s.exec(text)?.slice(1).map(Number));
  told.reverse();
  assert.deepEqual(told.slice(0, 2), [[-6, -6], [6, 0]]);
  told.slice(1).forEach(([by, then], i) => assert.equal(then, told[i][1] + by, `change ${i + 1}`));
  // One more, while the older ones stand there.
  await book();
  await account.getByText("Earlier (56)").waitFor();
  Browser.calm(page);
});

test("a company without a share is told that it has none", async () => {
  const { page, section } = await credits("sam", { locale: "fr-FR" });
  await section.getByText("Votre entreprise n'a de part dans aucun groupe partagé : elle n'a pas de crédits.").waitFor();
  await accessible(page, "sans part");
  Browser.calm(page);
});
