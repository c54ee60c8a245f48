// Taking something out of service: who is in the way is seen before it is done, and comes back when it ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
const day = openDay();
await lab.mutua("lea", "book", "laser-1", "--when", `${day} 14:00-16:00`);
await lab.mutua("ines", "book", "laser-2", "--when", `${day} 15:00-16:00`);
await lab.mutua("ines", "book", "laser-1", "--when", `${day} 10:00-11:00`);

const open = () => browser.open(lab, "manager", { path: "/manager/" });

async function stretch(form, [from, fromTime, to, toTime]) {
  await form.getByLabel("First day").fill(from);
  await form.getByLabel("from", { exact: true }).fill(fromTime);
  await form.getByLabel("Last day").fill(to);
  await form.getByLabel("until", { exact: true }).fill(toTime);
}

test("the preview says where each booking would go, and what is done is what was said", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Take something out of service" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "What" }).selectOption({ label: "Laser 80 W" });
  await stretch(form, [day, "9", day, "18h30"]);
  await form.getByText("2 bookings in the way:").waitFor();
  const first = form.getByRole("listitem").filter({ hasText: "10:00–11:00" });
  assert.match(await first.innerText(), /Laser 80 W, Inès Roux[^]*moves to Laser 40 W/);
  const second = form.getByRole("listitem").filter({ hasText: "14:00–16:00" });
  assert.match(await second.innerText(), /Léa Martin[^]*displaced, first on the waitlist/);
  await accessible(page, "the preview of an outage");
  assert.match(await lab.mutua("lea", "my"), /laser-1 .*14:00–16:00 .*confirmed/, "a preview does nothing");
  await form.getByLabel("What people are told").fill("Tube <i>neuf</i>");
  await form.getByRole("button", { name: "Take it out of service" }).click();
  await page.getByText("Laser 80 W is out of service. 1 moved, 1 on the waitlist.").waitFor();
  await page.getByText("maintenance · Tube <i>neuf</i>").waitFor();
  // By the calendar, however late it is today.
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris" }).format();
  await page.getByText(`in ${(Date.parse(day) - Date.parse(today)) / 86_400_000} days`, { exact: true }).waitFor();
  assert.match(await lab.mutua("ines", "my"), /laser-2 .*10:00–11:00 .*confirmed/);
  Browser.calm(page);
});

test("a shorter outage and its end give back what can be given back, said before", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Change or end (Laser 80 W)" }).click();
  const form = page.getByRole("dialog");
  await form.getByText("2 bookings would come back:").waitFor();
  await form.getByLabel("until", { exact: true }).fill("12:00");
  await form.getByText("1 booking would come back:").waitFor();
  await form.getByText("back on Laser 80 W").waitFor();
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("Changed: Laser 80 W. 1 came back.").waitFor();
  assert.match(await lab.mutua("lea", "my"), /laser-1 .*14:00–16:00 .*confirmed/);
  await page.getByRole("button", { name: "Change or end (Laser 80 W)" }).click();
  await form.getByText("1 booking would come back:").waitFor();
  await form.getByRole("button", { name: "Call it off" }).click();
  await page.getByText("Laser 80 W can be used again. 1 came back.").waitFor();
  assert.match(await lab.mutua("ines", "my"), /laser-1 .*10:00–11:00 .*confirmed/);
  Browser.calm(page);
});

test("a fault leads to an outage, and mending it ends both and gives back", async () => {
  const page = await open();
  await lab.mutua("noe", "fault", "room-loft", "Il pleut dedans");
  await page.getByRole("button", { name: "Take it out of service (Salle sous les toits)" }).click();
  const form = page.getByRole("dialog");
  assert.equal(await form.getByLabel("What people are told").inputValue(), "Il pleut dedans");
  await form.getByText("No booking is in the way.").waitFor();
  await form.getByRole("button", { name: "Take it out of service" }).click();
  await page.getByText("Salle sous les toits is out of service.").waitFor();
  await page.getByText("1 open fault, 1 out of service.").waitFor();
  await page.getByRole("button", { name: "It works again (Salle sous les toits)" }).click();
  await page.getByText("0 open faults, 0 out of service.").waitFor();
  Browser.calm(page);
});

test("an outage that somebody else changed meanwhile is refused as stale, and nothing typed is lost", async () => {
  const page = await open();
  await lab.mutua("manager", "outage", "declare", "mill", "--when", `${day} 9:00-12:00`);
  await page.getByRole("button", { name: "Change or end (Grande fraiseuse)" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("until", { exact: true }).fill("17:30");
  const other = await open();
  await other.getByRole("button", { name: "Change or end (Grande fraiseuse)" }).click();
  await other.getByRole("dialog").getByLabel("until", { exact: true }).fill("13:00");
  await other.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await other.getByText("Changed: Grande fraiseuse.").waitFor();
  await form.getByRole("alert").getByText(/changed/).waitFor();
  assert.equal(await form.getByLabel("until", { exact: true }).inputValue(), "17:30");
  Browser.calm(page);
});
