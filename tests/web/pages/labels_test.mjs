// What is written on the time line can be read: no label stands on another, none is cut off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, row } from "./browser.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage({ clock: "2026-11-27 08:02" });
for (const words of [
  ["lea", "book", "laser-1", "--when", "2026-11-27 10:00-12:00", "--title", "Enseigne"],
  ["noe", "book", "room-garden", "--when", "2026-11-27 21:00-22:00", "--title", "Rideau"],
]) await lab.mutua(...words);

const kSizes = { desk: { size: [1280, 900] }, phone: { size: [390, 844], touch: true } };

/** Where the words of these elements are on the screen, not their boxes; of all at one moment. */
function words(page, ...selectors) {
  return page.evaluate((all) => {
    const wordsOf = (one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const track = one.closest(".track").getBoundingClientRect();
      const whole = left >= track.left && right <= track.right && top >= track.top && bottom <= track.bottom;
      return { text: one.textContent.trim(), left, right, top, bottom, whole };
    };
    return all.map((selector) => [...document.querySelectorAll(selector)].map(wordsOf));
  }, selectors);
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The one stands on none of the others, and is whole within its row. */
async function readable(page, selector, others, where) {
  const [[one], all] = await words(page, selector, others);
  assert.ok(one && all.length > 0, where);
  assert.deepEqual(all.filter((other) => overlap(one, other)), [], `${where}: what stands on "${one.text}"`);
  assert.ok(one.whole, `${where}: ${JSON.stringify(one)} is out of its row`);
}

/** By the keyboard, in steps of a quarter hour from the board's beginning at 8. */
async function choose(page, resource, from, to) {
  const step = (hours) => Math.round(hours * 4);
  await row(page, resource).getByRole("gridcell").first().focus();
  await page.keyboard.press("Home");
  for (let i = 0; i < step(from - 8); ++i) await page.keyboard.press("ArrowRight");
  for (let i = 1; i < step(to - from); ++i) await page.keyboard.press("Shift+ArrowRight");
}

const clock = (hour) => `${String(Math.floor(hour)).padStart(2, "0")}:${hour % 1 ? "30" : "00"}`;

test("what is chosen says from when to when beside what is booked there, however short it is and wherever it stands", async () => {
  for (const [name, size] of Object.entries(kSizes)) {
    for (const dark of [false, true]) {
      const page = await browser.open(lab, "lea", { person: await browser.person({ ...size, dark }) });
      for (const [resource, from, to] of [
        ["Laser 80 W", 8, 8.5],
        ["Laser 80 W", 9, 13],
        ["Laser 80 W", 9.5, 10],
        ["Laser 80 W", 12, 12.5],
        ["Salle du jardin", 20.5, 21],
        ["Salle du jardin", 21.5, 22],
      ]) {
        const where = `${name} ${dark ? "dark" : "light"} ${resource} ${clock(from)}`;
        await choose(page, resource, from, to);
        await page.locator(".chosen", { hasText: `${clock(from)}–${clock(to)}` }).waitFor();
        await readable(page, ".chosen", ".cell .label", where);
        if (to - from > 1) await accessible(page, where); // over a booking
      }
      Browser.calm(page);
      await page.context().close();
    }
  }
});

test("the clock on the time line stands on no hour, at any minute, and is whole at both ends of the day", async () => {
  for (const time of ["08:03", "11:01", "11:30", "14:55", "21:58"]) {
    await lab.mutua("manager", "clock", "--to", `2026-11-27 ${time}`);
    for (const [name, size] of Object.entries(kSizes)) {
      // New York's clocks stand below the lab's, where somebody looks from there.
      for (const zone of ["Europe/Paris", "America/New_York"]) {
        const where = `${time} ${name} ${zone}`;
        const page = await browser.open(lab, "lea", { person: await browser.person({ ...size, zone, dark: name === "phone" }) });
        await page.locator(".timeline .clock", { hasText: time }).waitFor();
        await readable(page, ".timeline .clock", ".timeline .hour", where);
        if (time === "11:01") await accessible(page, where);
        Browser.calm(page);
        await page.context().close();
      }
    }
  }
});
