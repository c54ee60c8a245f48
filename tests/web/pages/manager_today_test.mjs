// A manager's day: what is in use, who waits for a yes, what is broken; as it happens elsewhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage({ yard: true });

const open = (who, options) => browser.open(lab, who, { path: "/manager/", ...options });
const part = (page, name) => page.getByRole("region", { name });

test("a member who comes to the manager's page is told so in one sentence, and sees nothing of it", async () => {
  const page = await open("lea");
  await page.getByText("This page is for those who run the lab").waitFor();
  assert.equal(await page.getByRole("region").count(), 0);
  assert.equal(await page.getByRole("link", { name: "Go to the page where you book" }).getAttribute("href"), "/");
  await accessible(page, "not for members");
  Browser.calm(page);
});

test("what a member asks for appears by itself; approved, it stands, and nobody is asked twice", async () => {
  const page = await open("manager");
  const approvals = part(page, "To approve");
  await approvals.getByText("Nothing waits for you.").waitFor();
  await lab.mutua("tom", "book", "mill", "--when", `${openDay()} 10:00-12:00`, "--title", "Plateau <b>de chêne</b>");
  await approvals.getByText("Plateau <b>de chêne</b>").waitFor();
  await page.getByText("1 to approve").waitFor();
  await accessible(page, "today");
  await approvals.getByRole("button", { name: "Approve" }).click();
  await page.getByText("Approved: Grande fraiseuse.").waitFor();
  await approvals.getByText("Nothing waits for you.").waitFor();
  assert.match(await lab.mutua("tom", "my"), /mill .*10:00–12:00 .*confirmed/);
  Browser.calm(page);
});

test("a rejection carries its reason to whoever asked, and the keyboard alone gives it", async () => {
  const page = await open("manager");
  await lab.mutua("noe", "book", "mill", "--when", `${openDay(1)} 14:00-17:00`);
  await part(page, "To approve").getByRole("textbox", { name: "If you reject it: why" }).focus();
  await page.keyboard.type("La fraise est usée");
  await page.keyboard.press("Enter");
  await page.getByText("Rejected: Grande fraiseuse.").waitFor();
  assert.match(await lab.mutua("noe", "my", "--all", "-o", "json"), /CANCELLED[^]*La fraise est usée/);
  Browser.calm(page);
});

test("what stands in a form stays there while the page around it changes", async () => {
  const page = await open("manager");
  await lab.mutua("noe", "book", "mill", "--when", `${openDay(1)} 9:00-11:00`);
  const reason = part(page, "To approve").getByRole("textbox");
  await reason.fill("Trop tôt");
  await lab.mutua("tom", "book", "mill", "--when", `${openDay(1)} 15:00-16:00`);
  await page.getByText("2 to approve").waitFor();
  assert.equal(await reason.first().inputValue(), "Trop tôt");
  Browser.calm(page);
});

test("a fault appears as it is reported, and is gone when it works again", async () => {
  const page = await open("manager");
  const faults = part(page, "Faults");
  await lab.mutua("noe", "fault", "laser-1", "La vitre est fendue");
  await faults.getByText("La vitre est fendue").waitFor();
  await faults.getByText(/Noé Petit, \d\d:\d\d/).waitFor();
  await faults.getByRole("button", { name: "It works again (Laser 80 W)" }).click();
  await page.getByText("Laser 80 W works again.").waitFor();
  await faults.getByText("La vitre est fendue").waitFor({ state: "detached" });
  Browser.calm(page);
});

async function isInUse(on, until) {
  const page = await browser.open(on, "manager", { path: "/manager/" });
  const running = part(page, "In use now");
  await running.getByText("Nothing is in use.").waitFor();
  const booked = await on.mutua("lea", "book", "bench", "--now", "--for", "2h");
  await running.getByText("Léa Martin · Cabane mobilier").waitFor();
  await running.getByText(until).waitFor();
  const [booking] = /b-\d+/.exec(booked);
  await on.mutua("lea", "checkout", booking);
  await running.getByText("Nothing is in use.").waitFor();
  Browser.calm(page);
}

test("what is in use is seen with its end, and is gone when somebody checks out", () => isInUse(lab, /until \d\d:\d\d, (1|2) h/));

for (const [which, now] of [["first", "2027-10-31T00:40:00Z"], ["second", "2027-10-31T01:40:00Z"]]) {
  test(`so it is in the ${which} of the two hours that the clocks show alike`, async () => {
    const night = await Lab.start({ yard: true, clock: now, members: ["lea"] });
    try {
      await isInUse(night, which === "first" ? /until 03:40, 2 h/ : /until 04:40, 2 h/);
    } finally {
      await night.end();
    }
  });
}
