// The same stories in French, from start to end: a member books, is refused, moves, cancels; the manager sets a quota.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, dragOver, goTo, row } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();
// What only English says, of the words that stand on these pages.
const kEnglish = /\b(the|and|until|booked|free|used|left|Cancel|Save|Book|Close|Today|Week|Live)\b/;

async function french(page, where) {
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr", where);
  const text = await page.evaluate(() => document.body.innerText);
  assert.doesNotMatch(text, kEnglish, where);
  await accessible(page, where);
}

test("un membre réserve, apprend pourquoi pas, déplace, et annule", async () => {
  const person = await browser.person({ locale: "fr-FR" });
  const page = await browser.open(lab, "lea", { person });
  await goTo(page, day);
  await dragOver(page, "Laser 80 W", 14, 16);
  const form = page.getByRole("dialog");
  await form.getByText("C'est libre : rien ne s'y oppose.").waitFor();
  await form.getByText(new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(`${day}T12:00Z`))).waitFor();
  await french(page, "le formulaire");
  await form.getByRole("button", { name: "Réserver", exact: true }).click();
  await page.getByText(/^Réservé : Laser 80 W, .*14:00–16:00/).waitFor();
  await row(page, "Laser 80 W").getByRole("gridcell", { name: /^14:00–16:00\s?: À moi/ }).click();
  await form.getByRole("button", { name: "Modifier" }).click();
  await form.getByLabel("de", { exact: true }).fill("23:00");
  await form.getByLabel("de", { exact: true }).blur();
  await form.getByRole("alert").getByRole("listitem").first().waitFor();
  await french(page, "un refus");
  await form.getByLabel("de", { exact: true }).fill("9h30");
  await form.getByLabel("de", { exact: true }).blur();
  await form.getByRole("alert").waitFor({ state: "detached" });
  await form.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText(/^Modifié : Laser 80 W, .*09:30–11:30/).waitFor();
  await page.getByRole("link", { name: "Mes réservations" }).click();
  await page.getByRole("button", { name: /Laser 80 W/ }).click();
  await form.getByText("confirmée").waitFor();
  await form.getByRole("button", { name: "Annuler", exact: true }).click();
  await form.getByRole("button", { name: "Oui, l'annuler" }).click();
  await page.getByText(/^Annulé : Laser 80 W/).waitFor();
  await page.getByRole("link", { name: "Mon entreprise" }).click();
  await page.getByText(/Utilisé : .* Reste : /).first().waitFor();
  await french(page, "les quotas d'un membre");
  await page.getByRole("link", { name: "En attente" }).click();
  await page.getByRole("region", { name: "Heures calmes" }).getByText("Vous n'en avez pas").waitFor();
  await french(page, "les heures calmes");
  Browser.calm(page);
});

test("le responsable définit un quota, qui refuse ce qui le dépasse, en français", async () => {
  const person = await browser.person({ locale: "fr-FR" });
  const page = await browser.open(lab, "manager", { path: "/manager/", person });
  await page.getByRole("link", { name: "Quotas" }).click();
  await page.getByRole("button", { name: "Nouveau quota" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Nom").fill("Salles de Cabane");
  await form.getByLabel("Qui il limite").selectOption({ label: "Cabane mobilier" });
  await form.getByText("Quels groupes", { exact: true }).first().click();
  await form.getByLabel("Salles").check();
  await form.getByLabel("Combien").fill("1h30");
  await form.getByLabel("Sur quelle durée").selectOption({ label: "par jour" });
  await french(page, "un nouveau quota");
  await form.getByRole("button", { name: "Créer" }).click();
  await page.getByText("Créé : Salles de Cabane.").waitFor();
  await page.getByRole("region", { name: "Salles de Cabane" }).getByText("1 h 30 min par jour").waitFor();
  await french(page, "les quotas");
  const member = await browser.open(lab, "noe", { person: await browser.person({ locale: "fr-FR" }) });
  await goTo(member, day);
  await dragOver(member, "Salle du jardin", 14, 16);
  await member.getByRole("dialog").getByRole("alert").getByText(/1 h 30 min/).first().waitFor();
  await french(member, "un quota dépassé");
  Browser.calm(page);
  Browser.calm(member);
});
