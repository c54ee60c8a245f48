// Where the site asks for a PIN: what has a price or spends shares needs it, it is typed unseen, and nothing keeps it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Lab, Screen, startBrowser } from "./entrance.mjs";

let lab, browser, lea;
before(async () => {
  lab = await Lab.open();
  await lab.change("sites: [{site: atelier, display_name: L'Atelier partagé, zone: Europe/Paris, kiosk_pin: when_charged}]");
  lea = (await lab.mutua("token", "create", "--member", "lea")).trim();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await lab?.close();
});

const kRefused = /40[0-9]|412|429|Failed to load/;

test("without a price the badge is enough; with one, who has no PIN is told how to get it", async () => {
  const screen = await Screen.hang(browser, lab);
  await screen.badge("tom");
  await screen.page.locator('[data-take="garden"]').tap();
  await screen.button(/until 10:00/).tap();
  await screen.says("Salle du jardin is yours until 10:00.");
  await screen.badge("lea");
  await screen.page.locator('[data-take="laser-2"]').tap();
  await screen.button(/until 10:00/).tap();
  await screen.says("This needs a PIN, and you have none yet: set one on your own page.");
  assert.doesNotMatch(await lab.mutua("my"), /laser-2/);
  screen.calm(kRefused);
});

test("with the PIN the machine is theirs; a wrong one is told with what is left, and neither is kept anywhere", async () => {
  assert.match(await lab.type(lea, "471147\n", "pin", "set"), /only a hash of it is kept/);
  const screen = await Screen.hang(browser, lab);
  await screen.badge("lea");
  await screen.page.locator('[data-take="laser-2"]').tap();
  await screen.button(/until 10:00/).tap();
  await screen.says("Your PIN, please");
  await screen.isSound("the PIN");
  await screen.touch("471148");
  assert.doesNotMatch(await screen.page.content(), /471148/);
  await screen.button("Go on").tap();
  await screen.says("This is not your PIN; tries left: 4.");
  await screen.isSound("a wrong PIN");
  await screen.touch("471147");
  await screen.button("Go on").tap();
  await screen.says("Laser 40 W is yours until 10:00.");
  assert.match(await lab.mutua("my"), /laser-2\s+.*09:00–10:00\s+checked in/);
  // Longer costs as well; leaving does not.
  await screen.button("Stay longer").tap();
  await screen.button(/until 10:30/).tap();
  await screen.touch("471147");
  await screen.button("Go on").tap();
  await screen.says("Laser 40 W is yours until 10:30 now.");
  await lab.clock("2026-11-26 09:05");
  await screen.button("I am done").tap();
  await screen.says("Done: Laser 40 W is free for others.");
  assert.doesNotMatch(await screen.kept(), /47114/);
  assert.doesNotMatch(lab.log, /47114/);
  screen.calm(kRefused);
});

test("five wrong PINs and none is tried for 15 minutes, as the screen says; then the right one is right", async () => {
  const screen = await Screen.hang(browser, lab);
  const begin = async () => {
    await screen.badge("lea");
    await screen.page.locator('[data-take="laser-1"]').tap();
    await screen.page.locator("[data-end]").first().tap();
    await screen.says("Your PIN, please");
  };
  const type = async (pin) => {
    await screen.touch(pin);
    await screen.button("Go on").tap();
  };
  await begin();
  for (let left = 4; left >= 0; --left) {
    await type("0000");
    await screen.says(`tries left: ${left}.`);
  }
  await type("471147");
  await screen.says("Too many wrong tries: nothing is tried before 2026-11-26 09:20.");
  assert.doesNotMatch(await lab.mutua("my"), /laser-1/);
  await screen.button("Done").tap();
  await lab.clock("2026-11-26 09:20");
  await screen.page.getByText("09:20", { exact: true }).waitFor(); // it has heard what time it is
  await begin();
  await type("471147");
  await screen.says("Laser 80 W is yours until");
  screen.calm(kRefused);
});

test("what has no price but spends the company's shares needs the PIN as well, and no longer where nobody has a share", async () => {
  const pool = "pools: [{pool: rooms, display_name: Salles, rules: {granularity: 15min, check_in_after: 20min}";
  await lab.change(`${pool}, shares: [{company: cabane, base: 1}, {company: drone, base: 1}]}]`);
  const screen = await Screen.hang(browser, lab);
  const take = async (resource) => {
    await screen.badge("lea");
    await screen.page.locator(`[data-take="${resource}"]`).tap();
    await screen.page.locator("[data-end]").first().tap();
  };
  await take("loft");
  await screen.says("Your PIN, please");
  assert.doesNotMatch(await lab.mutua("my"), /loft/);
  await screen.touch("471147");
  await screen.button("Go on").tap();
  await screen.says("Salle sous les toits is yours until");
  await lab.change(`${pool}, shares: []}]`);
  await take("table");
  await screen.says("Table d'hôtes is yours until");
  screen.calm(kRefused);
});
