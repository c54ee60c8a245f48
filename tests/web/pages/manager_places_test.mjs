// What can be booked, by which rules, in which hours: made and changed by hand, and as the lab file has it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

async function resources() {
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name: "Resources" }).click();
  await page.getByRole("heading", { level: 1, name: "Resources" }).waitFor();
  return page;
}

// What the lab file says of one thing.
const inFile = async (key) => (await lab.mutua("manager", "export")).split(`${key}\n`)[1].split(/\n {2}- /)[0];

test("a pool with rules and a resource in it are made, and the rules hold at once", async () => {
  const page = await resources();
  await page.getByRole("button", { name: "New pool" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill("Brodeuses");
  await form.getByText("Rules", { exact: true }).click();
  await form.getByLabel("Steps").fill("30 min");
  await form.getByLabel("Longest").fill("plenty");
  await form.getByText("This is no length").waitFor();
  await accessible(page, "a pool with a wrong length");
  await form.getByLabel("Longest").fill("1h30");
  await form.getByLabel("Price of an hour").fill("4,50");
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByText("Created: Brodeuses.").waitFor();
  await page.getByRole("button", { name: "New resource" }).click();
  await form.getByLabel("Name").fill("Brodeuse <u>1</u>");
  await form.getByLabel("Handle").fill("broder-1");
  await form.getByLabel("Pool", { exact: true }).selectOption({ label: "Brodeuses" });
  await form.getByRole("button", { name: "Create" }).click();
  await page.getByText("Created: Brodeuse <u>1</u>.").waitFor();
  const day = openDay();
  await assert.rejects(lab.mutua("lea", "book", "broder-1", "--when", `${day} 9:00-11:00`), /1 h 30 min/);
  assert.match(await lab.mutua("lea", "book", "broder-1", "--when", `${day} 9:00-10:00`), /confirmed/);
  const pool = await inFile("- pool: brodeuses");
  assert.match(pool, /granularity: 30min/);
  assert.match(pool, /longest: 90min/);
  assert.match(pool, /cents_per_hour: 450/);
  Browser.calm(page);
});

test("an edit sends what was changed alone: what the form does not show stays", async () => {
  const page = await resources();
  const before = await inFile("- pool: laser");
  await page.getByRole("button", { name: "Edit (Découpeuses laser)" }).click();
  const form = page.getByRole("dialog");
  assert.equal(await form.getByLabel("Clean-up").inputValue(), "15min");
  await form.getByLabel("Clean-up").fill("20min");
  await accessible(page, "a pool");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved: Découpeuses laser.").waitFor();
  assert.equal(await inFile("- pool: laser"), before.replace("cleanup: 15min", "cleanup: 20min"));
  await page.getByRole("button", { name: "Edit (Découpeuses laser)" }).click();
  await form.getByLabel("Clean-up").fill("");
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" }); // that it was saved is said since the first time
  assert.equal(await inFile("- pool: laser"), before.replace(/ +cleanup: 15min\n/, ""));
  Browser.calm(page);
});

test("a site's hours and a closure are typed, and nobody books in them", async () => {
  const page = await resources();
  const day = openDay(1);
  await page.getByRole("region", { name: "Sites" }).getByRole("button").click();
  const form = page.getByRole("dialog");
  assert.equal(await form.getByLabel("Monday").inputValue(), "08:00-22:00");
  await form.getByLabel("Sunday").fill("10h-1");
  await form.getByLabel("Saturday").fill("soon");
  await form.getByText("Hours look like").waitFor();
  await form.getByLabel("Saturday").fill("9h-12h30, 14-20");
  await form.getByLabel("Sunday").fill("");
  await form.getByLabel(/Exceptions/).fill(`${day}\n2026-12-24..2027-01-02\n2027-01-04 10-14`);
  await form.getByText("What stands in a pool that companies share spends their credits.").waitFor();
  await accessible(page, "a site");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved: L'Atelier partagé.").waitFor();
  await page.getByText(/Sat 09:00-12:30, 14:00-20:00 · Sun closed/).waitFor();
  await assert.rejects(lab.mutua("lea", "book", "room-garden", "--when", `${day} 9:00-10:00`), /closed/i);
  await page.getByRole("region", { name: "Sites" }).getByRole("button").click();
  const lines = `${day}\n2026-12-24..2027-01-02\n2027-01-04 10:00-14:00`;
  assert.equal(await form.getByLabel(/Exceptions/).inputValue(), lines);
  Browser.calm(page);
});

test("two tabs edit one resource: the second is told as it happens, and both changes end up in it", async () => {
  const [first, second] = [await resources(), await resources()];
  for (const page of [first, second]) await page.getByRole("button", { name: /Table d'hôtes/ }).click();
  const [one, other] = [first.getByRole("dialog"), second.getByRole("dialog")];
  await other.getByLabel("Name").fill("Grande table");
  await one.getByLabel("How many at once").fill("10");
  await one.getByRole("button", { name: "Save" }).click();
  await other.getByText("How many at once: was 8, is now 10.").waitFor();
  assert.equal(await other.getByLabel("Name").inputValue(), "Grande table");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Grande table.").waitFor();
  const desk = await inFile("- resource: desk-a");
  assert.match(desk, /Grande table/);
  assert.match(desk, /capacity: 10/);
  Browser.calm(first);
  Browser.calm(second);
});

test("what is in use is not deleted, said as a sentence; what is deleted elsewhere is told in the form", async () => {
  const page = await resources();
  await page.getByRole("button", { name: "Edit (Salles)" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Delete" }).click();
  await form.getByRole("button", { name: "Yes, delete it" }).click();
  await form.getByRole("alert").getByText(/is still in use: 2/).waitFor();
  await page.keyboard.press("Escape");
  const other = await resources();
  for (const each of [page, other]) await each.getByRole("button", { name: /Bureau au calme/ }).click();
  await form.getByLabel("Name").fill("Bureau du fond");
  await other.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Yes, delete it" }).click();
  await other.getByText("Deleted: Bureau au calme.").waitFor();
  await form.getByText("Somebody deleted this meanwhile.").waitFor();
  assert.equal(await form.getByLabel("Name").inputValue(), "Bureau du fond");
  Browser.calm(page);
  Browser.calm(other);
});

test("what few labs set is in the forms, too: peak hours, one of several certifications, members by name, who is named", async () => {
  const page = await resources();
  const before = await inFile("- pool: rooms");
  const form = page.getByRole("dialog");
  await page.getByRole("button", { name: "Edit (Salles)" }).click();
  await form.getByText("Peak hours: twice the rate", { exact: true }).click();
  const peak = form.getByRole("group").filter({ hasText: "Peak hours: twice the rate" });
  await peak.getByLabel("Monday").fill("17h-20");
  await form.getByText("Quiet hours: half the rate", { exact: true }).click();
  await form.getByRole("group").filter({ hasText: "Quiet hours: half the rate" }).getByLabel("Sunday").fill("10-18");
  await form.getByRole("group", { name: "One of these certifications is enough" }).getByLabel("Découpe laser").check();
  await form.getByText("Who may book", { exact: true }).click();
  await form.getByLabel("These members, too").fill("lea\nnobody-such");
  await form.getByText("Nobody has the handle nobody-such.").waitFor();
  await accessible(page, "a pool with all rules");
  await form.getByLabel("These members, too").fill("lea\ntom");
  await form.getByText("How it is shared", { exact: true }).click();
  await form.getByLabel("Explanations to other companies").selectOption({ label: "name the company" });
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved: Salles.").waitFor();
  const pool = await inFile("- pool: rooms");
  assert.match(pool, /any_of: \[laser\]/);
  assert.match(pool, /members: \[lea, tom\]/);
  assert.match(pool, /peak:\s+- days: \[monday\]\s+ranges:\s+- opens: 17:00\s+closes: 20:00\s+off_peak:\s+- days: \[sunday\]\s+ranges:\s+- opens: 10:00\s+closes: 18:00/);
  assert.match(pool, /explain_names: named/);
  await page.getByRole("button", { name: "Edit (Salles)" }).click();
  for (const group of ["Rules", "Who may book", "Peak hours: twice the rate", "How it is shared"]) await form.getByText(group, { exact: true }).waitFor();
  await form.getByLabel("Which hours cost more or less").selectOption({ label: "as usual" });
  await form.getByRole("group", { name: "One of these certifications is enough" }).getByLabel("Découpe laser").uncheck();
  await form.getByLabel("These members, too").fill("");
  await form.getByLabel("Explanations to other companies").selectOption("");
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" }); // that it was saved is said since the first time
  const after = await inFile("- pool: rooms");
  assert.doesNotMatch(after, /peak|named|lea/);
  assert.equal(after.split("\n")[1], before.split("\n")[1]);
  Browser.calm(page);
});

test("a company lends a person for credits, or as a favour, and takes it back", async () => {
  const page = await resources();
  const form = page.getByRole("dialog");
  const open = async () => {
    await page.getByRole("button", { name: /Une heure avec Sam/ }).click();
    await form.getByText("Who lends it", { exact: true }).waitFor(); // where it is set, it is open
    if (!(await form.getByLabel("Lent by").isVisible())) await form.getByText("Who lends it", { exact: true }).click();
  };
  const save = async () => {
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved: Une heure avec Sam.").waitFor();
    await form.waitFor({ state: "detached" });
  };
  await open();
  await form.getByLabel("Lent by").selectOption({ label: "Sam conseil" });
  await form.getByLabel("Cost of an hour").fill("45");
  await form.getByLabel("Credits to who lends it").fill("2000");
  await form.getByText("This is no such number.").waitFor();
  await form.getByLabel("Credits to who lends it").fill("2");
  await accessible(page, "a resource that is lent");
  await save();
  assert.match(await inFile("- resource: sam-time"), /lent:\s+company: sam\s+cost_cents_per_hour: 4500\s+credits_per_hour: 2/);
  await open();
  await form.getByLabel("Credits to who lends it").fill("");
  await save();
  assert.match(await inFile("- resource: sam-time"), /lent:\s+company: sam\s+cost_cents_per_hour: 4500$/m);
  await open();
  await form.getByLabel("Lent by").selectOption({ label: "nobody: it is the lab's" });
  await save();
  assert.doesNotMatch(await inFile("- resource: sam-time"), /lent/);
  Browser.calm(page);
});

test("two tabs edit one pool, one site: the second is told field by field, and its own change is sent on top", async () => {
  const [first, second] = [await resources(), await resources()];
  const [one, other] = [first.getByRole("dialog"), second.getByRole("dialog")];
  for (const page of [first, second]) await page.getByRole("button", { name: "Edit (Bureaux)" }).click();
  await other.getByLabel("Longest").fill("9h");
  await one.getByLabel("Longest").fill("10h");
  await one.getByLabel("Shortest").fill("30min");
  await one.getByRole("button", { name: "Save" }).click();
  await other.getByText("Longest: was 14h, is now 10h. What you typed stays").waitFor();
  await other.getByText("Shortest: was nothing, is now 30min.").waitFor();
  assert.equal(await other.getByLabel("Longest").inputValue(), "9h");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Bureaux.").waitFor();
  const pool = await inFile("- pool: desks");
  assert.match(pool, /shortest: 30min/);
  assert.match(pool, /longest: 9h/);
  for (const page of [first, second]) await page.getByRole("region", { name: "Sites" }).getByRole("button").click();
  await other.getByLabel("Name").fill("L'Atelier partagé de Lille");
  await one.getByLabel("Friday").fill("08:00-20:00");
  await one.getByRole("button", { name: "Save" }).click();
  await other.getByText("Friday: was 08:00-22:00, is now 08:00-20:00.").waitFor();
  await accessible(second, "changed meanwhile");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: L'Atelier partagé de Lille.").waitFor();
  const site = await inFile("- site: atelier");
  assert.match(site, /de Lille/);
  assert.match(site, /friday\]\s+ranges:\s+- opens: 08:00\s+closes: 20:00/);
  Browser.calm(first);
  Browser.calm(second);
});
