// Every part of the member's page, in both languages, light and dark, on a phone and on a desk: nothing that axe-core
// finds, nothing wider than the screen, nothing too small to touch, no word of the other language.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, accessible, goTo } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";

let lab, browser;
const day = openDay();
before(async () => {
  lab = await Lab.start();
  browser = await Browser.start();
  for (const words of [
    ["lea", "book", "laser-2", "--when", `${day} 10:00-12:00`, "--title", "Enseigne"],
    ["noe", "book", "desk-a", "--when", `${day} 09:00-18:00`],
    ["tom", "book", "fdm-2", "--when", `${day} 12:00-20:00`],
    ["lea", "book", "mill", "--when", `${day} 14:00-15:00`],
    ["manager", "outage", "declare", "fdm-3", "--when", `${day} 08:00-13:00`, "--reason", "Buse bouchée"],
    ["lea", "wait", "for", "fdm-2", "--when", `${day} 13:00-15:00`, "--for", "2h"],
  ]) await lab.mutua(...words);
});
after(async () => {
  await browser?.end();
  await lab?.end();
});

/** What can be touched and is smaller than 24 pixels (WCAG 2.2 AA), or than 44 on a phone's own controls. */
function small(page, least) {
  return page.evaluate((pixels) => {
    const seen = [...document.querySelectorAll("button, select, input, summary, nav a")].filter((one) => one.checkVisibility());
    return seen.filter((one) => one.getBoundingClientRect().height < pixels - 0.5).map((one) => one.outerHTML.slice(0, 120));
  }, least);
}

/** Dates that are too narrow to be whole beside the sign that opens the calendar. */
function cut(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("input[type=date]")]
      .filter((one) => one.checkVisibility() && one.clientWidth - parseFloat(getComputedStyle(one).paddingLeft) - parseFloat(getComputedStyle(one).paddingRight) < 118)
      .map((one) => one.outerHTML.slice(0, 120)),
  );
}

async function judge(page, where) {
  await accessible(page, where);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `${where}: ${wider} pixels wider than the screen`);
  const out = await page.evaluate(() =>
    [...document.querySelectorAll("nav a, header button, header select")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(out, [], `${where}: out of the screen`);
  assert.deepEqual(await cut(page), [], `${where}: a date that is cut off`);
  assert.deepEqual(await small(page, 44), [], `${where}: too small to touch`);
}

const kSizes = { phone: { size: [390, 844], touch: true }, tablet: { size: [820, 1180] }, desk: { size: [1440, 900] } };
const kWords = {
  "en-GB": { parts: ["Find time", "My bookings", "Waiting", "My company"], book: "Book", week: "Week", none: /Réserver|Aujourd'hui|Semaine/ },
  "fr-FR": { parts: ["Trouver un créneau", "Mes réservations", "En attente", "Mon entreprise"], book: "Réserver", week: "Semaine", none: /\b(Booked|Today|Week|Find|Free|Closed)\b/ },
};

for (const [name, size] of Object.entries(kSizes)) {
  for (const [locale, words] of Object.entries(kWords)) {
    for (const dark of [false, true]) {
      const where = `${name} ${locale} ${dark ? "dark" : "light"}`;
      test(`every part of the member's page: ${where}`, async () => {
        const person = await browser.person({ ...size, locale, dark });
        const page = await browser.open(lab, "lea", { person });
        await page.getByRole("grid").waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2));
        await goTo(page, day);
        await page.getByRole("gridcell", { name: /Enseigne/ }).waitFor();
        await judge(page, `${where} board`);
        await page.getByRole("button", { name: words.week }).click();
        await page.locator(".timeline.week").waitFor();
        await judge(page, `${where} week`);
        await page.getByRole("button", { name: words.book, exact: true }).click();
        await page.getByRole("dialog").locator(".note").first().waitFor();
        await judge(page, `${where} form`);
        await page.keyboard.press("Escape");
        for (const part of words.parts.slice(1)) {
          await page.getByRole("link", { name: new RegExp(part) }).click();
          await page.getByRole("main").locator(".card").first().waitFor();
          await judge(page, `${where} ${part}`);
          const text = await page.locator("body").innerText();
          assert.doesNotMatch(text, words.none, part);
        }
        Browser.calm(page);
        await person.close();
      });
    }
  }
}

test("who is not signed in sees how to, in both languages, and a bad link says so", async () => {
  for (const [locale, link, refused] of [["en-GB", "Sign-in link", /no longer good/], ["fr-FR", "Lien de connexion", /plus valable/]]) {
    const page = await browser.open(lab, "", { person: await browser.person({ locale }) });
    await page.getByLabel(link).waitFor();
    await judge(page, `the door ${locale}`);
    await page.getByLabel(link).fill("mutua_m_nobody");
    await page.keyboard.press("Enter");
    await page.getByText(refused).waitFor();
    await judge(page, `a bad link ${locale}`);
    Browser.calm(page, /401/);
  }
});

test("the language is chosen on the page, and kept", async () => {
  const page = await browser.open(lab, "lea");
  await page.getByRole("combobox", { name: "Language" }).selectOption("fr");
  await page.getByRole("button", { name: "Aujourd'hui" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Aujourd'hui" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
  Browser.calm(page);
});
