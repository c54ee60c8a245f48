// The first minute of somebody who was never here: by night, at noon, late, on a closed Sunday, in a lab that has
// nothing yet. What is to be seen is said in words, and nothing is promised that is not so.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo } from "./browser.mjs";
import { Lab, demoLab } from "./lab.mjs";
import { stage } from "./stage.mjs";

// The demo lab, closed on Sundays.
const file = demoLab().replace("days: [saturday, sunday]", "days: [saturday]");
const { lab, browser } = await stage({ clock: "2026-11-27 04:45", file });

const kSizes = { desk: { size: [1280, 900] }, phone: { size: [390, 844], touch: true } };
const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

/** What the page says first, in a language and on a screen. */
async function firstLook(locale, size, day, sentence) {
  const page = await browser.open(lab, "tom", { person: await browser.person({ ...size, locale }) });
  await heading(page, day);
  await page.getByRole("status").filter({ hasText: sentence }).waitFor();
  await accessible(page, sentence);
  const out = await page.evaluate(() =>
    [...document.querySelectorAll("main .opening *, .pool button")].filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent),
  );
  assert.deepEqual(out, [], "out of the screen");
  return page;
}

async function inAll(words) {
  for (const size of Object.values(kSizes)) {
    for (const [locale, [day, sentence]] of Object.entries(words)) {
      const page = await firstLook(locale, size, day, sentence);
      Browser.calm(page);
      await page.context().close();
    }
  }
}

test("before dawn it says when the lab opens, and what white means", async () => {
  await inAll({ "en-GB": ["Friday 27 November", "Closed now; opens at 08:00."], "fr-FR": ["vendredi 27 novembre", "Fermé en ce moment ; ouvre à 08:00."] });
  const page = await firstLook("en-GB", kSizes.desk, "Friday 27 November", "Closed now");
  await page.getByText("Free: drag over it, or tap it").waitFor();
  Browser.calm(page);
});

test("on a phone the week begins at today, by night too; the next one at its Monday", async () => {
  const page = await firstLook("en-GB", kSizes.phone, "Friday 27 November", "Closed now");
  await page.getByRole("button", { name: "Week", exact: true }).click();
  const left = async (day) => (await page.locator(".timeline.week .day", { hasText: day }).boundingBox()).x;
  await page.waitForFunction(() => document.querySelector(".timeline.week")?.scrollLeft > 0);
  const friday = await left("Fri 27");
  assert.ok(friday >= 0 && friday < 100, `${friday}`);
  await page.getByRole("button", { name: "The week after" }).click();
  await page.locator(".timeline.week .day", { hasText: "Mon 30" }).waitFor();
  await page.waitForFunction(() => document.querySelector(".timeline.week").scrollLeft <= 0);
  Browser.calm(page);
});

test("at noon it says until when the lab is open", async () => {
  await lab.mutua("manager", "clock", "--to", "2026-11-27 12:00");
  await inAll({ "en-GB": ["Friday 27 November", "Open now, until 22:00."], "fr-FR": ["vendredi 27 novembre", "Ouvert en ce moment, jusqu'à 22:00."] });
});

test("on a phone today's board begins at what is still to come, another day's at its opening", async () => {
  const page = await firstLook("en-GB", kSizes.phone, "Friday 27 November", "Open now, until 22:00.");
  const now = await page.locator(".timeline .clock").boundingBox();
  assert.ok(now.x > 16 && now.x + now.width < 390 / 3, `${now.x}`);
  const opens = page.locator(".hour", { hasText: "08:00" });
  assert.ok((await opens.boundingBox()).x < 0);
  await goTo(page, "2026-11-30");
  assert.ok((await opens.boundingBox()).x >= 0);
  Browser.calm(page);
});

test("late on a Saturday it shows Monday, and says why; today is still a touch away", async () => {
  await lab.mutua("manager", "clock", "--to", "2026-11-28 19:30");
  const page = await firstLook("en-GB", kSizes.desk, "Monday 30 November", "Nothing more is open today; this is the next open day.");
  await page.getByText("Open: 08:00–22:00.").waitFor();
  await page.getByRole("button", { name: "Today" }).click();
  await heading(page, "Saturday 28 November");
  await page.getByText("Closed for today.").waitFor();
  Browser.calm(page);
});

test("a closed Sunday is said to be closed, and the next open day is one key away", async () => {
  await lab.mutua("manager", "clock", "--to", "2026-11-29 11:00");
  const page = await firstLook("fr-FR", kSizes.phone, "lundi 30 novembre", "voici le prochain jour d'ouverture");
  await page.getByRole("button", { name: "Aujourd'hui" }).click();
  await page.getByText("Fermé toute la journée.").waitFor();
  await accessible(page, "a closed day");
  await page.getByRole("button", { name: "Le prochain jour d'ouverture" }).press("Enter");
  await heading(page, "lundi 30 novembre");
  await page.getByText("Ouvert : 08:00–22:00.").waitFor();
  Browser.calm(page);
});

test("a page that is left open on today shows today the next morning, though it was asked for by its name", async () => {
  const person = await browser.person();
  await person.clock.install();
  const page = await browser.open(lab, "tom", { person });
  await heading(page, "Monday 30 November");
  await page.getByRole("button", { name: "Today" }).click();
  await heading(page, "Sunday 29 November");
  await lab.mutua("manager", "clock", "--to", "2026-11-30 09:00");
  await page.clock.fastForward(22 * 3_600_000);
  await heading(page, "Monday 30 November");
  await page.getByText("Open now, until 22:00.").waitFor();
  Browser.calm(page);
});

test("a lab without anything says so to its member, and where to begin to its manager; what is added appears", async () => {
  const nothing = "companies: [{company: cabane, display_name: Cabane, kind: employer}]\nmembers: [{member: tom, display_name: Tom, company: cabane}]\n";
  const empty = await Lab.start({ file: nothing, members: ["tom"] });
  try {
    const page = await browser.open(empty, "tom");
    await page.getByText("There is nothing to book here yet.").waitFor();
    assert.ok(await page.getByRole("button", { name: "Book", exact: true }).isDisabled());
    await accessible(page, "an empty lab");
    const office = await browser.open(empty, "manager", { path: "/manager/" });
    await office.getByRole("link", { name: "Add resources" }).waitFor();
    await accessible(office, "an empty lab's manager");
    await office.getByRole("link", { name: "Add resources" }).press("Enter");
    await office.getByText("Begin with a site, then a pool, then a resource.").waitFor();
    await empty.mutua("manager", "apply", `${process.env.MUTUA_ROOT}/clients/demo/lab.yaml`);
    await page.getByRole("rowheader", { name: "Laser 80 W" }).waitFor();
    Browser.calm(page);
    Browser.calm(office);
  } finally {
    await empty.end();
  }
});
