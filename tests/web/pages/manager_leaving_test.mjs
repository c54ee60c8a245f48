// Who changes company or role, who leaves, and what is kept of them: shown before it is done.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage({ members: ["lea", "noe", "ines", "tom", "sam"] });

async function people({ person, link = "People" } = {}) {
  const page = await browser.open(lab, "manager", { path: "/manager/", person });
  await page.getByRole("link", { name: link }).click();
  await page.getByRole("button", { name: /Sam Costa/ }).waitFor();
  return { page, form: page.getByRole("dialog") };
}

const bookingsOf = async (company) => {
  const found = JSON.parse(await lab.mutua("manager", "-o", "json", "my"));
  return (found.bookings ?? []).filter((one) => one.company === company).map((one) => one.booking);
};

test("a member goes to another company, and what is booked stays, or comes along", async () => {
  await lab.mutua("noe", "book", "room-loft", "--when", `${openDay()} 9:00-10:00`);
  const { page, form } = await people();
  await page.getByRole("button", { name: /Noé Petit/ }).click();
  await form.getByText("Is of Cabane mobilier.").waitFor();
  await form.getByLabel("Goes to").selectOption("papier-libre");
  await form.getByText("What is booked stays with the company that they leave.").waitFor();
  await accessible(page, "a member who moves");
  await form.getByRole("button", { name: "Move" }).click();
  await form.getByText("Noé Petit is of Papier libre now.").waitFor();
  assert.deepEqual(await bookingsOf("cabane"), ["b-1"]);
  // From where nothing stayed behind: all of it comes along.
  await lab.mutua("noe", "book", "room-loft", "--when", `${openDay()} 11:00-12:00`);
  await form.getByText("Is of Papier libre.").waitFor();
  await form.getByLabel("Goes to").selectOption("drone-doux");
  await form.getByLabel(/comes along/).check();
  await form.getByRole("button", { name: "Move" }).click();
  await form.getByText("Noé Petit is of Drone doux now.").waitFor();
  assert.deepEqual(await bookingsOf("drone-doux"), ["b-2"]);
  assert.deepEqual(await bookingsOf("papier-libre"), []);
  Browser.calm(page);
});

test("a member becomes a company manager, and then runs the lab", async () => {
  const { page, form } = await people();
  for (const [role, said] of [["6", "company manager"], ["2", "lab manager"], ["1", ""]]) {
    await page.getByRole("button", { name: /Inès Roux/ }).click();
    await form.getByLabel("What signing in makes of them").selectOption(role);
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved: Inès Roux.").waitFor();
    await form.waitFor({ state: "detached" });
    assert.match(await lab.mutua("manager", "member", "list"), new RegExp(`ines +Inès Roux +drone-doux *${said}\\s*\n`));
  }
  Browser.calm(page);
});

test("where a member is signed in with a password is listed, and ended", async () => {
  const { page, form } = await people();
  await page.getByRole("button", { name: /Inès Roux/ }).click();
  await form.getByText("Nowhere.").waitFor();
  await page.keyboard.press("Escape");
  const password = (await lab.mutua("manager", "member", "password", "ines")).trim();
  const own = await browser.open(lab, "");
  await own.getByLabel(/^Name, /).fill("ines");
  await own.getByLabel("Password", { exact: true }).fill(password);
  await own.keyboard.press("Enter");
  await own.getByText("The lab gave you this password for one time.").waitFor();
  await page.getByRole("button", { name: /Inès Roux/ }).click();
  const end = form.getByRole("button", { name: /^End it \(t-\d+\)/ });
  await end.waitFor();
  await accessible(page, "a session");
  await end.click();
  await form.getByText(/^Ended: t-\d+\.$/).waitFor();
  await form.getByText("Nowhere.").waitFor();
  Browser.calm(page);
});

test("all that is kept about a member is one file, the command line's", async () => {
  const { page, form } = await people();
  await page.getByRole("button", { name: /Noé Petit/ }).click();
  const [file] = await Promise.all([page.waitForEvent("download"), form.getByRole("button", { name: "Download all of it" }).click()]);
  assert.match(file.suggestedFilename(), /^noe-\d{4}-\d\d-\d\d\.json$/);
  const kept = JSON.parse(readFileSync(await file.path(), "utf8"));
  assert.deepEqual(kept, JSON.parse(await lab.mutua("manager", "member", "export", "noe")));
  assert.match(JSON.stringify(kept), /"Noé Petit"/);
  Browser.calm(page);
});

test("who a member was is erased after all that goes was named, and not before it is said twice", async () => {
  await lab.mutua("manager", "badge", "register", "0405060708", "--member", "tom");
  const { page, form } = await people();
  await page.getByRole("button", { name: /Tom Baker/ }).click();
  await form.getByText(/^k-\d+$/).waitFor();
  await form.getByRole("button", { name: "Erase who they were" }).click();
  await form.getByText("Of Tom Baker is destroyed").waitFor();
  for (const what of ["handle, name and language", "1 badge, revoked", "1 sign-in, revoked"]) await form.getByText(what).waitFor();
  await accessible(page, "before erasing");
  // The button that keeps them has the focus.
  await page.keyboard.press("Enter");
  await form.getByText("Of Tom Baker is destroyed").waitFor({ state: "detached" });
  assert.match(await lab.mutua("manager", "member", "list"), /Tom Baker/);
  await form.getByRole("button", { name: "Erase who they were" }).click();
  await form.getByRole("button", { name: "Yes, erase for good" }).click();
  await page.getByText("Erased: Tom Baker, with 1 badge, 1 sign-in and 0 wishes.").waitFor();
  await form.waitFor({ state: "detached" });
  await page.getByRole("button", { name: /Tom Baker/ }).waitFor({ state: "detached" });
  assert.doesNotMatch(await lab.mutua("manager", "member", "list"), /Tom Baker|\btom\b/);
  await assert.rejects(lab.mutua("tom", "whoami"));
  Browser.calm(page);
});

test("who still has bookings is not erased: it is said why, and nothing is lost", async () => {
  const { page, form } = await people();
  await page.getByRole("button", { name: /Noé Petit/ }).click();
  await form.getByRole("button", { name: "Erase who they were" }).click();
  await form.getByRole("button", { name: "Yes, erase for good" }).click();
  await form.getByRole("alert").getByText(/still in use: 2/).waitFor();
  assert.match(await lab.mutua("manager", "member", "list"), /Noé Petit/);
  Browser.calm(page);
});

test("a company is wound up after its leaving was shown: what ends, what goes to whom, what is closed", async () => {
  const id = /b-\d+/.exec(await lab.mutua("lea", "book", "room-garden", "--when", `${openDay()} 9:00-10:00`))[0];
  const { page, form } = await people();
  await page.getByRole("button", { name: "Edit (Cabane mobilier)" }).click();
  assert.equal(await form.getByRole("button", { name: "Wind the company up" }).count(), 0); // not unseen
  await form.getByRole("button", { name: "Show what that would do" }).click();
  await form.getByText("2 bookings would end").waitFor();
  await form.getByText("It has no share any more of Découpeuses laser.").waitFor();
  await form.getByText("1 member, 0 badges and 1 sign-in are closed.").waitFor();
  await accessible(page, "a company that leaves");
  await form.getByLabel(/Who gets what has not begun/).selectOption("ines");
  await form.getByText("2 bookings would go to Inès Roux").waitFor();
  await form.getByText("Salle du jardin").waitFor();
  await form.getByRole("button", { name: "Wind the company up" }).click();
  assert.match(await lab.mutua("manager", "member", "list"), /Léa Martin/);
  await form.getByRole("button", { name: "Yes, for good" }).click();
  await page.getByText("Wound up: Cabane mobilier.").waitFor();
  await page.getByRole("heading", { name: "Cabane mobilier" }).waitFor({ state: "detached" });
  assert.ok((await bookingsOf("drone-doux")).includes(id));
  assert.doesNotMatch(await lab.mutua("manager", "export"), /cabane/);
  Browser.calm(page);
});

test("in French, on a phone, in the dark: a member's and a company's leaving", async () => {
  const person = await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true });
  const page = await browser.open(lab, "manager", { path: "/manager/", person });
  await page.getByRole("link", { name: "Personnes" }).click();
  const form = page.getByRole("dialog");
  const sound = async (where) => {
    await accessible(page, where);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, where);
    assert.doesNotMatch(await form.innerText(), /\b(company|Company|would|erase|Erase|sign-ins?|bookings?|members?|Move|Download)\b/, where);
  };
  await page.getByRole("button", { name: /Noé Petit/ }).click();
  await form.getByRole("button", { name: "Effacer qui c'était" }).click();
  await form.getByText("C'est sans retour.").waitFor();
  await sound("un membre");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /\(Drone doux\)/ }).click();
  await form.getByRole("button", { name: "Montrer ce que cela ferait" }).click();
  await form.getByText("réservations prendraient fin").waitFor();
  await sound("une entreprise");
  Browser.calm(page);
});
