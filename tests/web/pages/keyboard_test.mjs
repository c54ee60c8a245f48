// The keyboard alone, a finger, and clocks that differ from the lab's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, dragOver, goTo, row } from "./browser.mjs";
import { Lab, openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

const day = openDay();

test("the keyboard alone finds a time, marks it, books it, opens it and cancels it", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  const cells = page.getByRole("gridcell");
  await cells.first().waitFor();
  // Tab from the last control before the grid: into the grid's pools, then its cell.
  await page.getByRole("button", { name: "Book", exact: true }).focus();
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.getAttribute("role") === "gridcell")) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("role")), "gridcell");
  await page.keyboard.press("Home");
  for (let i = 0; i < 4; ++i) await page.keyboard.press("ArrowRight");
  const said = page.locator('p[aria-live="polite"]');
  const first = await said.textContent();
  assert.match(first, /\d\d:\d\d\. .*free/, first);
  for (let i = 0; i < 3; ++i) await page.keyboard.press("Shift+ArrowRight");
  const marked = /, (\d\d:\d\d–\d\d:\d\d)$/.exec(await said.textContent())?.[1];
  assert.ok(marked, await said.textContent());
  await page.keyboard.press("Escape");
  assert.match(await said.textContent(), /Nothing marked/);
  for (let i = 0; i < 3; ++i) await page.keyboard.press("Shift+ArrowLeft");
  const again = /, (\d\d:\d\d–\d\d:\d\d)$/.exec(await said.textContent())[1];
  await page.keyboard.press("Enter");
  const form = page.getByRole("dialog");
  await form.getByText("It is free").waitFor();
  assert.equal(`${await form.getByLabel("from").inputValue()}–${await form.getByLabel("until").inputValue()}`, again);
  await form.getByLabel("What for").focus();
  await page.keyboard.type("By keys");
  await page.keyboard.press("Enter");
  await page.getByRole("gridcell", { name: new RegExp(`${again}: Mine, By keys`) }).waitFor();

  await page.getByRole("gridcell", { name: /By keys/ }).focus();
  await page.keyboard.press("Enter");
  await form.getByText("confirmed").waitFor();
  await form.getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("Enter");
  await accessible(page, "cancelling");
  await form.getByRole("button", { name: "Yes, cancel it" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(/Cancelled: /).waitFor();
  await page.getByRole("gridcell", { name: /By keys/ }).waitFor({ state: "detached" });
  Browser.calm(page);
});

test("Escape closes a form and gives the focus back to where one was", async () => {
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  const button = page.getByRole("button", { name: "Book", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), "Book");
  Browser.calm(page);
});

test("a finger pans the board, and books after a long press", async () => {
  const person = await browser.person({ size: [390, 844], touch: true });
  const page = await browser.open(lab, "lea", { person });
  await goTo(page, day);
  const track = row(page, "Bureau au calme").locator(".track");
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  const y = box.y + box.height / 2;
  const touch = await page.context().newCDPSession(page);
  const send = (type, x) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  // A quick swipe scrolls and chooses nothing. Sent at once: a finger that waits has pressed long.
  await Promise.all([send("touchStart", 300), ...[270, 220, 150, 80].map((x) => send("touchMove", x)), send("touchEnd", 80)]);
  await page.waitForFunction(() => document.querySelector("[role=grid]").scrollLeft > 50);
  assert.equal(await page.getByRole("dialog").count(), 0);
  // A long press, once it came to rest, then a way: that stretch.
  await page.getByRole("grid").evaluate(async (grid) => {
    for (let last = -1; last !== grid.scrollLeft; ) {
      last = grid.scrollLeft;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    grid.scrollLeft = 0;
  });
  await send("touchStart", 100);
  await page.locator(".chosen").waitFor();
  for (const x of [120, 160, 200]) await send("touchMove", x);
  await send("touchEnd", 200);
  const form = page.getByRole("dialog");
  await form.getByText("It is free").waitFor();
  await accessible(page, "the form on a phone");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText("Booked: Bureau au calme").waitFor();
  Browser.calm(page);
});

test("who is in another zone sees the lab's time, and the own beside it", async () => {
  const person = await browser.person({ zone: "America/New_York", locale: "en-US" });
  const page = await browser.open(lab, "tom", { person });
  await goTo(page, day);
  // This comes over the board, and moves it.
  await page.getByText("Times are those of the lab (Europe/Paris). The small ones are on your clock (America/New_York).").waitFor();
  await dragOver(page, "Salle du jardin", 16, 17);
  const form = page.getByRole("dialog");
  assert.equal(await form.getByLabel("from").inputValue(), "16:00");
  await form.getByText(/Times are those of the lab \(Europe\/Paris\)\..*On your clock: .*10:00–11:00 \(America\/New_York\)/s).waitFor();
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText(/Booked: Salle du jardin.*16:00–17:00/).waitFor();
  assert.match(await lab.mutua("tom", "my"), /room-garden .*16:00–17:00/);
  // On the board: the hours, what stands there, and what the small ones are.
  await page.getByRole("columnheader").getByText(/^16:00/).getByText("10:00").waitFor();
  await page.getByRole("gridcell", { name: /^16:00–17:00 \(.*10:00–11:00, America\/New_York\): Mine/ }).waitFor();
  await accessible(page, "the board elsewhere");
  const own = /^On your clock: .*10:00–11:00 \(America\/New_York\)\.$/;
  await page.getByRole("link", { name: "My bookings" }).click();
  await page.getByRole("button", { name: /Salle du jardin/ }).getByText(own).waitFor();
  await page.getByRole("button", { name: /Salle du jardin/ }).click();
  await page.getByRole("dialog").getByText(own).waitFor();
  await accessible(page, "a booking elsewhere");
  await page.keyboard.press("Escape");
  // What is waited for, and offered.
  await lab.mutua("ines", "book", "mill", "--when", `${day} 16:00-17:00`);
  await lab.mutua("tom", "wait", "for", "mill", "--when", `${day} 16:00-17:00`, "--for", "1h", "--offer");
  await page.getByRole("link", { name: "Waiting" }).click();
  await page.getByRole("listitem").getByText(own).waitFor();
  await lab.mutua("ines", "cancel", /b-\d+(?=.*mill)/.exec(await lab.mutua("ines", "my"))[0]);
  await page.locator(".note", { hasText: "It is free for you:" }).getByText(own).waitFor();
  Browser.calm(page);
});

test("who is in the lab's own zone, or one with the same clocks, reads each time once", async () => {
  const person = await browser.person({ zone: "Europe/Brussels" });
  const page = await browser.open(lab, "tom", { person });
  await goTo(page, day);
  await row(page, "Salle du jardin").getByRole("gridcell", { name: /^16:00–17:00: Mine/ }).waitFor();
  assert.equal(await page.getByText(/On your clock|Times are those of the lab/).count(), 0);
  Browser.calm(page);
});

for (const [which, hours] of [["slow", -1], ["fast", 1]]) {
  test(`a browser whose clock is an hour ${which} books all the same, and shows the lab's now`, async () => {
    const yard = await Lab.start({ yard: true }); // open at this moment
    try {
      const person = await browser.person();
      await person.addInitScript((milliseconds) => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + milliseconds;
      }, hours * 3_600_000);
      const page = await browser.open(yard, "ines", { person });
      const clock = page.locator(".timeline .clock");
      await clock.waitFor();
      const minutes = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" });
      // The lab's clock is this machine's, and a minute may have passed.
      const near = [-60_000, 0, 60_000].map((by) => minutes.format(Date.now() + by));
      assert.ok(near.includes(await clock.innerText()), `${await clock.innerText()}, not ${near}`);
      await goTo(page, day);
      await dragOver(page, "Salle sous les toits", 18, 19);
      await page.getByRole("dialog").getByRole("button", { name: "Book", exact: true }).click();
      await page.getByText(/Booked: Salle sous les toits/).waitFor();
      Browser.calm(page);
    } finally {
      await yard.end();
    }
  });
}
