// How a pool is shared is set by the manager, and the member sees it on an open page; the manager sees how all
// companies stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage({ yard: true });

async function part(name) {
  const page = await browser.open(lab, "manager", { path: "/manager/" });
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page;
}

async function poolForm(page, name) {
  await page.getByRole("button", { name: `Edit (${name})` }).click();
  const form = page.getByRole("dialog");
  await form.getByText("How it is shared").waitFor(); // where it is, it is open
  if (!(await form.getByLabel("Who comes first").isVisible())) await form.getByText("How it is shared").click();
  return form;
}

test("shares that the manager sets show on the member's open page, and what is grabbed costs a quarter", async () => {
  const member = await browser.open(lab, "lea");
  await member.getByRole("link", { name: "My company" }).click();
  await member.getByRole("article", { name: "Découpeuses laser" }).waitFor();

  const page = await part("Resources");
  const form = await poolForm(page, "Bancs de la cour");
  await form.getByText("No company has a share.").waitFor();
  await form.getByLabel("What one share costs").fill("500");
  const add = async (company) => {
    await form.getByLabel("Company to add").selectOption({ label: company });
    await form.getByRole("button", { name: "Add" }).click();
  };
  await add("Cabane mobilier");
  await add("Drone doux");
  await add("Papier libre");
  await form.getByRole("button", { name: "Remove Papier libre" }).click();
  await form.getByLabel("Paid (Cabane mobilier)").fill("1250,50");
  await form.getByText("Together: 3").waitFor();
  await form.getByLabel("Donated (Drone doux)").fill("many");
  await form.getByText("Shares are whole numbers").waitFor();
  assert.ok(await form.getByRole("button", { name: "Save" }).isDisabled());
  await accessible(page, "shares with a wrong number");
  await form.getByLabel("Donated (Drone doux)").fill("2");
  await form.getByLabel("Guarantees are handed out").selectOption({ label: "by the month" });
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved: Bancs de la cour.").waitFor();
  Browser.calm(page);

  const benches = member.getByRole("article", { name: "Bancs de la cour" });
  await benches.getByText("3 of 6 shares: 50%").waitFor();
  await benches.getByRole("img", { name: "Rank 1 of 2" }).waitFor();

  // The next hour, which the sheet proposes, is within the day: it costs a quarter, before and after it is booked.
  await member.getByRole("link", { name: "Find time" }).click();
  await member.getByRole("main").getByRole("button", { name: "Book", exact: true }).click();
  const sheet = member.getByRole("dialog");
  await sheet.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Banc de la cour" });
  await sheet.getByText("It begins and ends within 24 hours: it costs a quarter.").waitFor();
  await sheet.getByText("0.25 credits").waitFor();
  await accessible(member, "booking within the day");
  await sheet.getByRole("button", { name: "Book", exact: true }).click();
  await member.getByText("Booked: Banc de la cour").waitFor();
  await member.getByRole("link", { name: "My bookings" }).click();
  await member.getByRole("main").getByRole("button", { name: /Banc de la cour/ }).click();
  await sheet.getByText("a quarter of the price").waitFor();
  await sheet.getByRole("button", { name: "Close" }).click();

  // It counts as used, but not against the guarantee of the month.
  await member.getByRole("link", { name: "My company" }).click();
  await benches.getByText("0.25 credits to come").waitFor();
  await benches.getByText(/^Now, until /).waitFor();
  assert.match(await benches.getByRole("listitem").first().innerText(), /\b0 min of .* used/);
  await accessible(member, "standings");
  Browser.calm(member);
});

test("the manager sees how all companies of a pool stand, by rank", async () => {
  const page = await part("Quotas");
  const benches = page.getByRole("region", { name: "Bancs de la cour" });
  const [first, second] = [benches.getByRole("listitem").first(), benches.getByRole("listitem").nth(1)];
  await first.getByText(/^Drone doux\s+Rank 1 of 2/).waitFor();
  await second.getByText(/^Cabane mobilier\s+Rank 2 of 2/).waitFor();
  await second.getByText(/^0\.08 credits a share · 3 of 6 shares: 50% · now 0 min of .* guaranteed/).waitFor();
  await accessible(page, "shared pools");
  Browser.calm(page);
});

test("a pool that is first come again is no longer shown to members as shared", async () => {
  const member = await browser.open(lab, "tom");
  await member.getByRole("link", { name: "My company" }).click();
  const page = await part("Resources");
  for (const name of ["Bancs de la cour", "Découpeuses laser"]) {
    await member.getByRole("article", { name }).waitFor();
    const form = await poolForm(page, name);
    await form.getByLabel("Who comes first").selectOption({ label: "first come, first served" });
    await form.getByRole("button", { name: "Save" }).click();
    await page.getByText(`Saved: ${name}.`).waitFor();
    await member.getByRole("article", { name }).waitFor({ state: "detached" });
  }
  await member.getByText("No pool is shared between companies").waitFor();
  await accessible(member, "no shared pool");
  Browser.calm(page);
  Browser.calm(member);
});

test("two tabs edit the shares of one pool: the second is told line by line, and nothing of either is lost unseen", async () => {
  const [first, second] = [await part("Resources"), await part("Resources")];
  const [one, other] = [await poolForm(first, "Découpeuses laser"), await poolForm(second, "Découpeuses laser")];
  await other.getByLabel("Base (Sam conseil)").fill("3");
  await one.getByLabel("Base (Drone doux)").fill("5");
  await one.getByRole("button", { name: "Save" }).click();
  await first.getByText("Saved: Découpeuses laser.").waitFor();
  await other.getByText(/^Shares of companies: was .*Drone doux: base 2.*, is now .*Drone doux: base 5.*What you typed stays/).waitFor();
  assert.equal(await other.getByLabel("Base (Sam conseil)").inputValue(), "3");
  await accessible(second, "shares that changed meanwhile");
  await other.getByLabel("Base (Drone doux)").fill("5");
  await other.getByRole("button", { name: "Save" }).click();
  await second.getByText("Saved: Découpeuses laser.").waitFor();
  const pool = (await lab.mutua("manager", "export")).split("- pool: laser\n")[1];
  assert.match(pool, /company: drone-doux\s+base: 5/);
  assert.match(pool, /company: sam\s+base: 3/);
  Browser.calm(first);
  Browser.calm(second);
});
