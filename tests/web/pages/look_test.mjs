// Every part of the member's page and of the manager's, in both languages, light and dark, on a phone and on a desk: nothing that axe-core
// finds, nothing wider than the screen, nothing too small to touch, no word of the other language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
const day = openDay();
for (const words of [
  ["lea", "book", "laser-2", "--when", `${day} 10:00-12:00`, "--title", "Enseigne"],
  ["noe", "book", "desk-a", "--when", `${day} 09:00-18:00`],
  ["tom", "book", "fdm-2", "--when", `${day} 12:00-20:00`],
  ["lea", "book", "mill", "--when", `${day} 14:00-15:00`],
  ["manager", "outage", "declare", "fdm-3", "--when", `${day} 08:00-13:00`, "--reason", "Buse bouchée"],
  ["noe", "book", "mill", "--when", `${day} 16:00-17:00`],
  ["lea", "wait", "for", "fdm-2", "--when", `${day} 13:00-15:00`, "--for", "2h"],
  ["lea", "wait", "for", "fdm-2", "--when", `${day} 17:00-19:00`, "--for", "2h"],
]) await lab.mutua(...words);

/** What can be touched and is smaller than 24 pixels (WCAG 2.2 AA), or than 44 on a phone's own controls. */
function small(page, least) {
  return page.evaluate((pixels) => {
    const seen = [...document.querySelectorAll("button, select, input, summary, nav a")].filter((one) => one.checkVisibility());
    // A box to tick is touched by its words, too.
    const touched = (one) => (one.matches('[type="checkbox"], [type="file"]') && one.closest("label")) || one;
    return seen.filter((one) => touched(one).getBoundingClientRect().height < pixels - 0.5).map((one) => one.outerHTML.slice(0, 120));
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

/** Buttons that a list of all buttons, which a screen reader gives, does not tell apart. */
function alike(page) {
  return page.evaluate(() => {
    const over = document.querySelector("dialog[open]") ?? document;
    const names = [...over.querySelectorAll("button")].filter((one) => one.checkVisibility()).map((one) => one.ariaLabel ?? one.textContent.trim());
    return names.filter((name, i) => names.indexOf(name) !== i);
  });
}

async function judge(page, where) {
  await accessible(page, where);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wider <= 0, `${where}: ${wider} pixels wider than the screen`);
  const out = await page.evaluate(() =>
    [...document.querySelectorAll("nav a, header button, header select")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
      // The manager's many parts are a strip that is swiped.
      .filter((one) => !["auto", "scroll"].includes(getComputedStyle(one.closest("nav") ?? one).overflowX))
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(out, [], `${where}: out of the screen`);
  assert.deepEqual(await cut(page), [], `${where}: a date that is cut off`);
  assert.deepEqual(await alike(page), [], `${where}: buttons of one name`);
  assert.deepEqual(await small(page, 44), [], `${where}: too small to touch`);
}

const kSizes = { phone: { size: [390, 844], touch: true }, tablet: { size: [820, 1180] }, desk: { size: [1440, 900] } };
const kWords = {
  "en-GB": { parts: { "My bookings": "My bookings", Waiting: "What I wait for", "My company": "What my company may book" }, book: "Book", week: "Week", credits: "My company's credits", lend: "Lend guaranteed time", none: /Réserver|Aujourd'hui|Semaine/ },
  "fr-FR": { parts: { "Mes réservations": "Mes réservations", "En attente": "Ce que j'attends", "Mon entreprise": "Ce que mon entreprise peut réserver" }, book: "Réserver", week: "Semaine", credits: "Les crédits de mon entreprise", lend: "Céder du temps garanti", none: /\b(Booked|Today|Week|Find|Free|Closed)\b/ },
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
        for (const [part, title] of Object.entries(words.parts)) {
          await page.getByRole("link", { name: new RegExp(part) }).click();
          // The part before it has cards, too.
          await page.getByRole("main").getByRole("heading", { level: 1, name: title }).waitFor();
          await page.getByRole("main").locator(".card").first().waitFor();
          await judge(page, `${where} ${part}`);
          const text = await page.locator("body").innerText();
          assert.doesNotMatch(text, words.none, part);
        }
        await page.getByRole("button", { name: words.credits }).click();
        const credits = page.getByRole("region", { name: words.credits });
        await credits.getByRole("article").first().scrollIntoViewIfNeeded();
        await judge(page, `${where} credits`);
        await credits.getByRole("button", { name: words.lend }).first().click();
        await credits.getByRole("form").scrollIntoViewIfNeeded();
        await judge(page, `${where} lending`);
        assert.doesNotMatch(await page.locator("body").innerText(), words.none, "credits");
        Browser.calm(page);
        await person.close();
      });
    }
  }
}

// What only English says, of the words that stand on the manager's page.
const kEnglish = /\b(the|and|until|from|booked|free|used|left|none|Cancel|Save|Book|Close|Today|Week|Live|Edit|Delete|New|Name|Handle|Show|Open|Company|Member|Pool|Site|Rules|Sign-ins?|Badges are|Out of|In use)\b/;
const kManager = [
  // language, part, what is opened in it, in order
  ["en-GB", "Today", ["Take something out of service"]],
  ["en-GB", "Resources", ["Edit (Salles)", /^Laser 80 W/, "New site", "Import a calendar"]],
  ["en-GB", "People", [/Léa Martin/, "Edit (Cabane mobilier)", "New sign-in", "New kiosk", "New kind of certification"]],
  ["en-GB", "Rounds", ["Open a round"]],
  ["en-GB", "Statements", []],
  ["fr-FR", "Aujourd'hui", ["Mettre hors service"]],
  ["fr-FR", "Ressources", ["Modifier (Salles)", /^Laser 80 W/, "Nouveau lieu", "Importer un calendrier"]],
  ["fr-FR", "Personnes", [/Léa Martin/, "Modifier (Cabane mobilier)", "Nouvelle connexion", "Nouvelle borne", "Nouvelle habilitation"]],
  ["fr-FR", "Tours", ["Ouvrir un tour"]],
  ["fr-FR", "Relevés", []],
];

for (const [name, size] of Object.entries(kSizes)) {
  for (const locale of Object.keys(kWords)) {
    // Each size is seen light in one language and dark in the other: colours do not depend on words.
    const dark = (locale === "fr-FR") !== (name === "tablet");
    test(`every part of the manager's page on a ${name}, ${locale}, ${dark ? "dark" : "light"}, and what opens in it`, async () => {
      const person = await browser.person({ ...size, locale, dark });
      const page = await browser.open(lab, "manager", { path: "/manager/", person });
      const french = async (where) => {
        if (locale === "fr-FR") assert.doesNotMatch(await page.locator("body").innerText(), kEnglish, where);
      };
      for (const [, part, opens] of kManager.filter(([of]) => of === locale)) {
        await page.getByRole("link", { name: part, exact: true }).click();
        const today = ["Today", "Aujourd'hui"].includes(part); // which has the day over it
        await page.getByRole("main").getByRole("heading", { level: 1, ...(today ? {} : { name: part }) }).waitFor();
        await page.getByRole("main").locator(".card").first().waitFor();
        assert.equal(await page.evaluate(() => scrollY), 0, `${part} does not begin above`);
        await judge(page, part);
        await french(part);
        for (const opened of opens) {
          await page.getByRole("main").getByRole("button", { name: opened }).first().click();
          const sheet = page.getByRole("dialog");
          await sheet.waitFor();
          // All of it: what is folded is looked at, too.
          await sheet.evaluate((form) => form.querySelectorAll("details").forEach((one) => (one.open = true)));
          await judge(page, `${part}: ${opened}`);
          assert.equal(await sheet.evaluate((form) => form.scrollWidth - form.clientWidth), 0, `${part}: ${opened} is wider than its sheet`);
          await french(`${part}: ${opened}`);
          await page.keyboard.press("Escape");
          await sheet.waitFor({ state: "detached" });
        }
      }
      Browser.calm(page);
      await person.close();
    });
  }
}

test("an outage's preview and an import on a phone, in French: no word is left in English, and nothing overflows", async () => {
  const person = await browser.person({ ...kSizes.phone, locale: "fr-FR", dark: true });
  const page = await browser.open(lab, "manager", { path: "/manager/", person });
  const sheet = page.getByRole("dialog");
  const judged = async (where) => {
    await judge(page, where);
    assert.equal(await sheet.evaluate((form) => form.scrollWidth - form.clientWidth), 0, where);
    assert.doesNotMatch(await sheet.innerText(), kEnglish, where);
  };
  await page.getByRole("button", { name: "Mettre hors service" }).click();
  await sheet.getByRole("combobox", { name: "Quoi" }).selectOption({ label: "Laser 40 W" });
  for (const [label, text] of [["Premier jour", day], ["Dernier jour", day]]) await sheet.getByLabel(label).fill(text);
  for (const [label, text] of [["de", "9"], ["à", "18h30"]]) await sheet.getByLabel(label, { exact: true }).fill(text);
  await sheet.getByText("Léa Martin").first().waitFor();
  await judged("une indisponibilité");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Ressources", exact: true }).click();
  await page.getByRole("button", { name: "Importer un calendrier" }).click();
  const at = (time) => `DTSTART;TZID=Europe/Paris:${day.replaceAll("-", "")}T${time}0000`;
  const event = (uid, hour) => `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:Chantier\r\n${at(hour)}\r\nDURATION:PT1H\r\nEND:VEVENT\r\n`;
  const buffer = Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:essai\r\n${event("a", "10")}${event("b", "16")}END:VCALENDAR\r\n`);
  await sheet.getByRole("combobox").first().selectOption({ label: "Laser 40 W" });
  await sheet.locator('input[type="file"]').setInputFiles({ name: "chantier.ics", mimeType: "text/calendar", buffer });
  await sheet.getByText("Chantier").first().waitFor();
  await judged("une importation");
  Browser.calm(page);
  await person.close();
});

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

test("on a phone the header stays whole when the connection is lost, in both languages", async () => {
  const kLost = { "en-GB": ["Live", /Connection lost/, /as of \d+ (seconds?|min) ago/, "Language"], "fr-FR": ["En direct", /Connexion perdue/, /état d'il y a \d+ (secondes?|min)/, "Langue"] };
  const pages = [];
  for (const locale of Object.keys(kLost)) {
    const page = await browser.open(lab, "lea", { person: await browser.person({ ...kSizes.phone, locale }) });
    await page.getByText(kLost[locale][0]).waitFor();
    pages.push([locale, page]);
  }
  await lab.stop();
  for (const [locale, page] of pages) {
    const [, lost, age, language] = kLost[locale];
    await page.getByText(lost).waitFor();
    await page.getByText(age).waitFor();
    await judge(page, `a lost connection ${locale}`);
    const boxes = [];
    for (const one of [page.getByRole("combobox", { name: language }), page.locator("header .who summary"), page.getByText(age)]) boxes.push(await one.boundingBox());
    for (const box of boxes) assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(boxes));
    Browser.calm(page, /ERR_|Failed to load/);
  }
  await lab.serve();
});
