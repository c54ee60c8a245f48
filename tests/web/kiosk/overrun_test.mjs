// Somebody has not left: the one who comes next reads at the entrance that they cannot begin, and what they can do about it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Lab, Screen, startBrowser, wide } from "./entrance.mjs";

let lab, browser, late;
before(async () => {
  lab = await Lab.open();
  await lab.change("resources: [{resource: garden, display_name: Salle du jardin, kind: room, pool: rooms, site: atelier, rules: {check_out: true}}]");
  late = await lab.book("tom", "garden", "today 09:00-10:00");
  await lab.mutua("checkin", late);
  await lab.book("lea", "garden", "today 10:00-11:00");
  await lab.clock("2026-11-26 10:00");
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await lab?.close();
});

test("who comes next is told that the one before has not left, until that one leaves", async () => {
  const screen = await Screen.hang(browser, lab);
  const note = screen.page.getByText("The one before you has not left. Move or cancel your booking on your page: nothing is charged.");
  await screen.badge("lea");
  await note.waitFor();
  await screen.isSound("the one before is there");
  assert.doesNotMatch(await screen.page.content(), /Tom|\btom\b|drone/);
  await screen.badge("tom");
  const his = screen.page.locator(`[data-booking="${late}"]`);
  await his.getByText("over its time").waitFor();
  await screen.isSound("past one's time");
  await his.getByRole("button", { name: "I am done" }).tap();
  await screen.says("Done: Salle du jardin is free for others.");
  await screen.badge("lea");
  await screen.button("I am here").waitFor();
  assert.equal(await note.count(), 0);
  screen.calm();
});

test("the same in French, while somebody stays past their time elsewhere", async () => {
  await lab.change("resources: [{resource: loft, display_name: Salle sous les toits, kind: room, pool: rooms, site: atelier, rules: {check_out: true}}]");
  const stays = await lab.book("tom", "loft", "today 10:00-10:30");
  await lab.mutua("checkin", stays);
  await lab.book("lea", "loft", "today 10:30-11:30");
  await lab.clock("2026-11-26 10:30");
  const screen = await Screen.hang(browser, lab, { size: wide, dark: true, locale: "fr-FR" });
  await screen.badge("lea");
  await screen.says("La personne avant vous n'est pas partie. Déplacez ou annulez votre réservation sur votre page : rien n'est facturé.");
  await screen.isSound("l'autre est encore là");
  await screen.badge("tom");
  await screen.says("temps dépassé");
  screen.calm();
});
