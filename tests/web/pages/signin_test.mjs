// Signing in with a name and a password: given by a manager for one time, changed, wrong, tried too often; and out again,
// which ends the session.
import assert from "node:assert/strict";
import { test } from "node:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Browser, accessible, isForgotten } from "./browser.mjs";
import { stage } from "./stage.mjs";

const kRefused = /40[0139]|429|503/;
const { lab, browser } = await stage();

/** A call as any client makes it; answers the status and what was said. */
async function call(method, body, token = "") {
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await fetch(`${lab.origin}/mutua.v1.${method}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

/** The manager gives a password on the page of people; answers it. */
async function given(who, office) {
  const page = office ?? (await browser.open(lab, "manager", { path: "/manager/" }));
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: new RegExp(who) }).first().click();
  const part = page.getByRole("dialog").getByRole("region", { name: "Password" });
  await part.getByRole("button", { name: "Give a password for one time" }).click();
  const field = part.getByLabel(/To be told to/);
  await field.waitFor();
  await accessible(page, "a password that was given");
  const password = await field.inputValue();
  assert.ok(password.length >= 12);
  Browser.calm(page);
  await page.context().close();
  return password;
}

async function typeIn(page, name, password) {
  await page.getByLabel(/^Name, /).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

async function choose(page, password) {
  await page.getByLabel("New password, 12 characters at least").fill(password);
  await page.getByLabel("The same again").fill(password);
  await page.keyboard.press("Enter");
}

test("a password that the manager gave is good once, to choose one's own; signing out ends the session", async () => {
  const password = await given("Tom Baker");
  const page = await browser.open(lab, "");
  await page.getByLabel(/^Name, /).waitFor();
  await accessible(page, "the door");
  await typeIn(page, "tom", password);
  await page.getByText("The lab gave you this password for one time.").waitFor();
  await accessible(page, "a password to change");
  // It has to be typed again where the page began anew, and nothing else is reached before.
  await page.reload();
  await page.getByLabel("Present password").fill(password);
  await page.getByLabel("New password, 12 characters at least").fill("correct horse");
  await page.getByLabel("The same again").fill("correct house");
  await page.getByText("These are two different passwords.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Change the password" }).isDisabled());
  await choose(page, "correct horse battery");
  await page.getByRole("grid").waitFor();
  await page.reload();
  await page.getByRole("grid").waitFor();
  const secret = await page.evaluate(() => localStorage.getItem("mutua.token.member"));
  assert.equal((await call("DirectoryService/GetCaller", {}, secret)).body.member.member, "tom");
  const menu = page.locator(".who .menu");
  const opener = page.locator(".who summary");
  // It goes when one goes elsewhere, and by Escape.
  await opener.click();
  await menu.waitFor();
  await page.getByRole("main").getByRole("heading", { level: 1 }).click();
  await menu.waitFor({ state: "hidden" });
  await opener.press("Enter");
  await menu.waitFor();
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  assert.ok(await opener.evaluate((one) => one === document.activeElement));
  await opener.click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel(/^Name, /).waitFor();
  await isForgotten(lab, secret);
  assert.equal(await page.evaluate(() => Object.values(localStorage).some((one) => one.startsWith("mutua_"))), false);
  await typeIn(page, "tom", "correct horse battery");
  await page.getByRole("grid").waitFor();
  Browser.calm(page, kRefused);
});

test("one's own password is changed on the page, and what else was signed in with it is not any more", async () => {
  const there = await browser.open(lab, "");
  await typeIn(there, "tom", "correct horse battery");
  await there.getByRole("grid").waitFor();
  const here = await browser.open(lab, "");
  await typeIn(here, "tom", "correct horse battery");
  await here.locator(".who summary").click();
  await here.getByRole("button", { name: "Password" }).click();
  await here.getByLabel("Present password").fill("not the one it is");
  await choose(here, "staple of the horses");
  await here.getByText("The present password is not right.").waitFor();
  await accessible(here, "the present one was wrong");
  await here.getByLabel("Present password").fill("correct horse battery");
  await choose(here, "staple of the horses");
  await here.getByRole("dialog").waitFor({ state: "detached" });
  await here.getByRole("grid").waitFor();
  // Elsewhere it has ended: what stands on the page stays, and the new one opens it again.
  await there.getByText("Your sign-in has ended.").waitFor();
  await accessible(there, "ended elsewhere");
  await typeIn(there, "tom", "staple of the horses");
  await there.getByText("Your sign-in has ended.").waitFor({ state: "detached" });
  Browser.calm(here, kRefused);
  Browser.calm(there, kRefused);
});

test("whoever runs the lab signs in on the manager's page; a member there is told whose it is", async () => {
  const file = join(lab.folder, "roles.yaml");
  writeFileSync(file, "members: [{member: ines, display_name: Inès Roux, company: drone-doux, role: manager}]\n");
  await lab.mutua("manager", "apply", file);
  const password = await given("Inès Roux");
  const page = await browser.open(lab, "", { path: "/manager/" });
  await typeIn(page, "ines", password);
  await choose(page, "battery of the horse");
  await page.getByRole("heading", { level: 2, name: "To approve" }).waitFor();
  Browser.calm(page, kRefused);
  const other = await browser.open(lab, "", { path: "/manager/" });
  await typeIn(other, "tom", "staple of the horses");
  await other.getByText("This page is for those who run the lab").waitFor();
  Browser.calm(other, kRefused);
});

test("a wrong password is said in plain words, and who tried too often is told until when", async () => {
  const page = await browser.open(lab, "", { person: await browser.person({ locale: "fr-FR" }) });
  await page.getByLabel(/^Nom, /).fill("noe");
  await page.getByLabel("Mot de passe", { exact: true }).fill("pas le bon du tout");
  await page.keyboard.press("Enter");
  await page.getByText("Ce nom et ce mot de passe ne vont pas ensemble.").waitFor();
  assert.equal(await page.getByLabel(/^Nom, /).inputValue(), "noe");
  await accessible(page, "un mot de passe faux");
  // From this machine only the tries at a name are counted: a hundred.
  let last;
  for (let i = 0; i < 25; i++) {
    const four = Array.from({ length: 4 }, () => call("SignInService/SignIn", { member: "noe", password: `wrong ${i} wrong` }));
    last = (await Promise.all(four)).at(-1);
  }
  assert.equal(last.body.details?.length > 0 || last.status >= 400, true);
  await page.getByLabel("Mot de passe", { exact: true }).fill("pas le bon non plus");
  await page.keyboard.press("Enter");
  const said = page.getByText(/^Trop d'essais manqués. Réessayez après \d\d:\d\d\.$/);
  await said.waitFor();
  const [hour, minute] = /(\d\d):(\d\d)/.exec(await said.innerText()).slice(1).map(Number);
  const now = new Date(new Date().toLocaleString("en-US", { timeZone: "Europe/Paris" }));
  const ahead = (hour * 60 + minute - now.getHours() * 60 - now.getMinutes() + 1440) % 1440;
  assert.ok(ahead >= 10 && ahead <= 17, `${ahead} minutes`);
  await accessible(page, "trop d'essais");
  Browser.calm(page, kRefused);
});
