// How a screen becomes the lab's: a code typed once; and how it stops being so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Lab, Screen, startBrowser, wide } from "./entrance.mjs";

let lab, browser;
before(async () => {
  lab = await Lab.open();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await lab?.close();
});

const kRefused = /40[13]|429|Failed to load|net::|ERR_/;
const wrong = (code) => code.slice(0, 7) + (code[7] === "0" ? "1" : "0");

test("a new screen asks for a code; typed on it, it is the lab's, and stays so over a reload", async () => {
  const screen = await Screen.bring(browser, lab);
  await screen.page.goto(`${lab.origin}/kiosk/`);
  await screen.says("Type the code that the lab was given for this screen.");
  await screen.isSound("the door");
  const code = await lab.code("by the stairs");
  await screen.touch(wrong(code));
  await screen.says("This code is not good: mistyped, used or too old.");
  await screen.isSound("a wrong code");
  await screen.touch(code.slice(0, 6));
  await screen.button("Erase the last digit").tap();
  await screen.touch(code.slice(5));
  await screen.card("laser-1").waitFor();
  assert.match(await screen.kept(), /mutua_k_/);
  assert.doesNotMatch(await screen.kept(), new RegExp(code));
  assert.match(await lab.mutua("kiosk", "list"), /t-\d+\s+atelier\s+by the stairs/);
  await screen.page.reload();
  await screen.card("laser-1").waitFor();
  assert.equal(await screen.page.getByText("Type the code").count(), 0);
  screen.calm(kRefused);
});

test("a link with a code enrols by itself; where there is a key already it changes nothing", async () => {
  const screen = await Screen.hang(browser, lab, { size: wide });
  const key = await screen.page.evaluate(() => localStorage.getItem("mutua.token.kiosk"));
  const code = await lab.code();
  await screen.page.goto(`${lab.origin}/kiosk/#code=${code}`, { waitUntil: "commit" });
  await screen.page.reload();
  await screen.card("laser-1").waitFor();
  await screen.page.waitForFunction(() => location.hash === "");
  assert.equal(await screen.page.evaluate(() => localStorage.getItem("mutua.token.kiosk")), key);
  // The code is as good as before, for another screen.
  const other = await Screen.bring(browser, lab, { locale: "fr-FR" });
  await other.page.goto(`${lab.origin}/kiosk/#code=${code}`, { waitUntil: "commit" });
  await other.card("laser-1").waitFor();
  // And no more for a third.
  const third = await Screen.bring(browser, lab, { locale: "fr-FR", size: wide, dark: true });
  await third.page.goto(`${lab.origin}/kiosk/#code=${code}`, { waitUntil: "commit" });
  await third.says("Ce code n'est pas valable");
  await third.isSound("la porte");
  await third.picture("door-wide");
  screen.calm(kRefused);
  other.calm(kRefused);
  third.calm(kRefused);
});

test("a token in a link, as it was once, is none of a screen's any more", async () => {
  const screen = await Screen.bring(browser, lab);
  await screen.page.goto(`${lab.origin}/kiosk/#token=${lab.manager}`);
  await screen.says("Type the code");
  assert.equal(await screen.page.evaluate(() => localStorage.getItem("mutua.token.kiosk")), null);
  screen.calm(kRefused);
});

test("a code is no good after 15 minutes, and none is tried after ten wrong ones", async () => {
  const screen = await Screen.bring(browser, lab);
  await screen.page.goto(`${lab.origin}/kiosk/`);
  const late = await lab.code();
  await lab.clock("2026-11-26 09:15");
  const refused = screen.page.getByText("This code is not good");
  await screen.touch(late);
  await refused.waitFor();
  const code = await lab.code();
  for (let i = 0; i < 10; ++i) {
    await screen.touch(wrong(code));
    await refused.waitFor();
  }
  await screen.touch(code);
  await screen.says("Too many wrong tries: nothing is tried before 2026-11-26 09:30.");
  await screen.touch(await lab.code()); // another is asked for: tries begin anew
  await screen.card("laser-1").waitFor();
  screen.calm(kRefused);
});

test("a screen whose key is revoked says so, shows and keeps nothing of the lab, and can be enrolled again", async () => {
  const screen = await Screen.bring(browser, lab);
  await screen.page.goto(`${lab.origin}/kiosk/#code=${await lab.code("lent out")}`, { waitUntil: "commit" });
  await screen.card("laser-1").waitFor();
  await screen.keepsOfBoard(2);
  const [, token] = /(t-\d+).*lent out/.exec(await lab.mutua("kiosk", "list"));
  await lab.mutua("kiosk", "revoke", token);
  await screen.says("The lab has ended this screen's key");
  await screen.isSound("a revoked screen");
  const isBare = async () => {
    assert.doesNotMatch(await screen.page.content(), /Atelier|Laser 80 W|laser-1/);
    assert.equal(await screen.page.locator("[data-resource]").count(), 0);
  };
  await isBare();
  await screen.keepsOfBoard(0);
  assert.doesNotMatch(await screen.kept(), /Atelier|laser-1/);
  // After a power cut it says the same.
  await screen.page.reload();
  await screen.says("The lab has ended this screen's key");
  await isBare();
  await screen.touch(await lab.code());
  await screen.card("laser-1").waitFor();
  screen.calm(kRefused);
});
