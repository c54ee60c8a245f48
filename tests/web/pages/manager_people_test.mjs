// Who uses the lab: made, changed, certified, badged, let in and shut out again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

async function people(who = "manager") {
  const page = await browser.open(lab, who, { path: "/manager/" });
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
  return page;
}

test("a company and its first member are made, found, and let in by a link that is shown once, until it is revoked", async () => {
  const page = await people();
  await page.getByRole("button", { name: "New company" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Fonderie <i>Été</i>");
  assert.equal(await form.getByLabel("Handle").inputValue(), "fonderie-i-ete-i");
  await form.getByLabel("Handle").fill("fonderie");
  await accessible(page, "a new company");
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByText("Created: Fonderie <i>Été</i>.").waitFor();
  await page.getByRole("button", { name: "New member" }).click();
  await form.getByLabel("Name").fill("Zoé Blanc");
  await form.getByLabel("Company").selectOption("fonderie");
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByText("Created: Zoé Blanc.").waitFor();
  await page.getByRole("searchbox").fill("zoe");
  await page.getByRole("button", { name: /Zoé Blanc/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: /Léa Martin/ }).count(), 0);
  await page.getByRole("button", { name: "New sign-in" }).click();
  await form.getByLabel("For whom").selectOption("zoe-blanc");
  await form.getByRole("button", { name: "Make the link" }).click();
  const link = await form.getByLabel(/shown once/).inputValue();
  await accessible(page, "a link");
  assert.ok(link.startsWith(`${lab.origin}/#token=`), link);
  lab.tokens.zoe = link.split("token=")[1];
  await form.getByRole("button", { name: "Done" }).click();
  assert.match(await lab.mutua("zoe", "whoami"), /zoe-blanc/);
  // And shut out again.
  const way = page.getByRole("region", { name: "Sign-ins" }).getByRole("listitem").filter({ hasText: "Zoé Blanc" });
  await way.getByRole("button", { name: /^Revoke \(t-\d+\)$/ }).click();
  await page.getByText(/^Revoked: t-\d+\.$/).waitFor();
  await assert.rejects(lab.mutua("zoe", "whoami"));
  await way.waitFor({ state: "detached" });
  Browser.calm(page);
});

test("what is refused is said as a sentence, and what was typed stays", async () => {
  const page = await people();
  await page.getByRole("button", { name: "New company" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Une autre cabane");
  await form.getByLabel("Handle").fill("cabane");
  await form.getByRole("button", { name: "Create" }).click();
  await form.getByRole("alert").getByText(/cabane/).waitFor();
  assert.equal(await form.getByLabel("Name").inputValue(), "Une autre cabane");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit (Cabane mobilier)" }).click();
  await form.getByRole("button", { name: "Delete" }).click();
  await form.getByRole("button", { name: "Yes, delete it" }).click();
  await form.getByRole("alert").getByText(/is still in use: 2/).waitFor(); // it has members
  Browser.calm(page);
});

test("a certification that is granted lets its holder book, and revoked no more", async () => {
  const page = await people();
  await page.getByRole("button", { name: /Noé Petit/ }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/Valid until/).fill("2030-12-31");
  await form.getByRole("button", { name: "Grant" }).click();
  await form.getByText("Granted: Découpe laser.").waitFor();
  await form.getByText("until 31 December 2030").waitFor();
  await accessible(page, "a member");
  assert.match(await lab.mutua("noe", "book", "laser-1", "--when", `${openDay()} 9:00-10:00`), /confirmed/);
  await form.getByRole("button", { name: "Revoke (Découpe laser)" }).click();
  await form.getByText("Revoked: Découpe laser.").waitFor();
  await assert.rejects(lab.mutua("noe", "book", "laser-1", "--when", `${openDay()} 11:00-12:00`), /laser/);
  Browser.calm(page);
});

test("a badge is registered by typing and Enter, is one person's only, and is revoked", async () => {
  const page = await people();
  await page.getByRole("button", { name: /Léa Martin/ }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/Number/).fill("04A2B91C");
  await page.keyboard.press("Enter");
  await form.getByText(/Badge k-1 is registered/).waitFor();
  assert.equal(await form.getByLabel(/Number/).inputValue(), "");
  assert.match(await lab.mutua("manager", "badge", "list"), /k-1 +lea/);
  await form.getByLabel(/Number/).fill("04A2B91C");
  await page.keyboard.press("Enter");
  await form.getByRole("alert").waitFor();
  await form.getByRole("button", { name: "Revoke (k-1)" }).click();
  await form.getByText("No badge.").waitFor();
  Browser.calm(page);
});

test("a badge reader is understood on a French keyboard: its keys count, not its characters", async () => {
  const page = await people();
  await page.getByRole("button", { name: /Tom Baker/ }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(/Number/).focus();
  await form.getByLabel(/Number/).evaluate((field) => {
    const press = (code, key) =>
      field.dispatchEvent(new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }));
    for (const digit of "40718253") press(`Digit${digit}`, "à&é\"'(-è_ç"[digit]);
    press("Enter", "Enter");
  });
  await form.getByText(/Badge k-\d+ is registered/).waitFor();
  await assert.rejects(lab.mutua("manager", "badge", "register", "40718253", "--member", "lea"), /has it|taken|somebody/i);
  Browser.calm(page);
});

test("a code lets a kiosk in, which is listed where it stands, and revoked it is out", async () => {
  const page = await people();
  await page.getByText("No kiosk.").waitFor();
  await page.getByRole("button", { name: "New kiosk" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Where it stands").selectOption({ label: "L'Atelier partagé" });
  await form.getByLabel(/What it is called/).fill("By the stairs");
  await form.getByRole("button", { name: "Get a code" }).click();
  const code = await form.getByText(/^\d{4} \d{4}$/).innerText();
  await form.getByText(`Open ${lab.origin}/kiosk/ on the screen`).waitFor();
  await accessible(page, "the code of a kiosk");
  lab.tokens.entrance = (await lab.mutua("manager", "kiosk", "enrol", code)).trim();
  await form.getByRole("button", { name: "Done" }).click();
  assert.match(await lab.mutua("entrance", "whoami"), /kiosk/i);
  const kiosk = page.getByRole("listitem").filter({ hasText: "By the stairs" });
  await kiosk.getByText(/L'Atelier partagé · t-\d+/).waitFor();
  await kiosk.getByRole("button", { name: /^Revoke \(t-\d+\)/ }).click();
  await page.getByText(/Revoked: t-\d+\./).waitFor();
  await assert.rejects(lab.mutua("entrance", "whoami"));
  await page.getByText("No kiosk.").waitFor();
  Browser.calm(page);
});

test("a member sets a PIN on their own page; the manager sees that there is one, and can only take it away", async () => {
  const own = await browser.open(lab, "lea");
  await own.locator("summary").filter({ hasText: "Léa Martin" }).click();
  await own.getByRole("button", { name: "PIN for kiosks" }).click();
  const sheet = own.getByRole("dialog");
  await sheet.getByLabel("New PIN, 4 to 8 digits").fill("471147");
  await accessible(own, "one's PIN");
  await sheet.getByRole("button", { name: "Set it" }).click();
  await sheet.waitFor({ state: "detached" });
  const page = await people();
  await page.getByRole("button", { name: /Léa Martin/ }).click();
  const form = page.getByRole("dialog");
  await form.getByText("Has one. Only they know it").waitFor();
  await form.getByRole("button", { name: "Remove the PIN" }).click();
  await form.getByText("None. They set it on their own page.").waitFor();
  Browser.calm(own);
  Browser.calm(page);
});

test("two tabs edit one member: the second is told field by field, and loses nothing it typed", async () => {
  const [first, second] = [await people(), await people()];
  for (const page of [first, second]) await page.getByRole("button", { name: /Inès Roux/ }).click();
  const [one, other] = [first.getByRole("dialog"), second.getByRole("dialog")];
  await other.getByLabel("Name").fill("Inès Roux-Morel");
  await one.getByLabel("Name").fill("Inès R");
  await one.getByLabel("Language").selectOption("en");
  await one.getByLabel("Quiet hours").fill("22:00-15:00");
  await one.getByText("Quiet hours look like 22:00-07:00").waitFor();
  await one.getByLabel("Quiet hours").fill("22h-7");
  await one.getByRole("button", { name: "Save" }).click();
  await first.getByText("Saved: Inès R.").waitFor();
  await other.getByText("Name: was Inès Roux, is now Inès R. What you typed stays").waitFor();
  await other.getByText("Language: was Français, is now English.").waitFor();
  assert.equal(await other.getByLabel("Name").inputValue(), "Inès Roux-Morel");
  await other.getByText("Quiet hours: was nothing, is now 22:00-07:00.").waitFor();
  await accessible(second, "changed meanwhile");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Inès Roux-Morel.").waitFor();
  const member = (await lab.mutua("manager", "export")).split("member: ines")[1];
  assert.match(member, /^[^]{0,60}Inès Roux-Morel[^]{0,80}language: en/);
  assert.match(await lab.mutua("manager", "member", "list"), /ines .*22:00-07:00/);
  Browser.calm(first);
  Browser.calm(second);
});

test("a sign-in that ends in the middle of a form loses nothing, and the form goes on", async () => {
  lab.tokens.brief = (await lab.mutua("manager", "token", "create", "--role", "manager")).trim();
  const list = await lab.mutua("manager", "token", "list", "-o", "tsv");
  const id = Math.max(...[...list.matchAll(/t-(\d+)/g)].map((found) => Number(found[1])));
  const page = await people("brief");
  await page.getByRole("button", { name: "New member" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Paul Vert");
  await lab.mutua("manager", "token", "revoke", `t-${id}`);
  await form.getByText("Your sign-in has ended. What you entered is still here").waitFor();
  await form.getByLabel("Sign-in link").fill(`${lab.origin}/manager/#token=${lab.tokens.manager}`);
  await form.getByRole("button", { name: "Sign in with the link" }).click();
  // The question for a new sign-in, and what was asked meanwhile: both are gone.
  for (const said of ["What you entered is still here", "Nothing you entered is lost"]) {
    await form.getByText(`Your sign-in has ended. ${said}`).waitFor({ state: "detached" });
  }
  assert.equal(await form.getByLabel("Name").inputValue(), "Paul Vert");
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByText("Created: Paul Vert.").waitFor();
  Browser.calm(page);
});

test("a kind of certification is made, says whom to ask, and two tabs that save at one moment do not overwrite each other", async () => {
  const first = await people();
  await first.getByRole("button", { name: "New kind of certification" }).click();
  const one = first.getByRole("dialog");
  await one.getByLabel("Name").fill("Soudure");
  await one.getByLabel("Whom to ask for it").fill("Karim, le lundi");
  await one.getByRole("button", { name: "Create" }).click();
  await first.getByText("Created: Soudure.").waitFor();
  assert.match(await lab.mutua("manager", "export"), /certification: soudure\n +display_name: Soudure\n +ask: Karim, le lundi/);
  const second = await people();
  const other = second.getByRole("dialog");
  for (const page of [first, second]) await page.getByRole("button", { name: "Soudure" }).click();
  await one.getByLabel("Whom to ask for it").fill("Karim, le mardi");
  await other.getByLabel("Whom to ask for it").fill("Nadia");
  // What the second sends is under way when the first saves.
  await second.route(/UpdateCertification/, async (route) => {
    await one.getByRole("button", { name: "Save" }).click();
    await first.getByText("Saved: Soudure.").waitFor();
    await route.continue();
  }, { times: 1 });
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByText("Whom to ask for it: was Karim, le lundi, is now Karim, le mardi. What you typed stays").waitFor();
  await other.getByRole("button", { name: "Save", disabled: false }).waitFor();
  assert.match(await lab.mutua("manager", "export"), /ask: Karim, le mardi/);
  assert.equal(await other.getByLabel("Whom to ask for it").inputValue(), "Nadia");
  await accessible(second, "changed meanwhile");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Soudure.").waitFor();
  assert.match(await lab.mutua("manager", "export"), /ask: Nadia/);
  Browser.calm(first);
  Browser.calm(second);
});

test("two tabs edit one company: the second is told what changed, and both changes end up in it", async () => {
  const [first, second] = [await people(), await people()];
  const [one, other] = [first.getByRole("dialog"), second.getByRole("dialog")];
  for (const page of [first, second]) await page.getByRole("button", { name: "Edit (Papier libre)" }).click();
  await other.getByLabel("What it is").selectOption({ label: "independent" });
  await one.getByLabel("Name").fill("Papier très libre");
  await one.getByRole("button", { name: "Save" }).click();
  await other.getByText("Name: was Papier libre, is now Papier très libre.").waitFor();
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Papier très libre.").waitFor();
  assert.match(await lab.mutua("manager", "export"), /display_name: Papier très libre\n +kind: independent/);
  Browser.calm(first);
  Browser.calm(second);
});
