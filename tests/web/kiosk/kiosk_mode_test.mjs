// Chromium in its kiosk mode, started as clients/web/README.md tells people to: the page is all there is on the
// screen, nothing of it can be scrolled, marked or opened elsewhere, and it is there again after a reload and a restart.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Lab, Screen, openProfile, tall, wide } from "./entrance.mjs";

let lab, context;
before(async () => {
  lab = await Lab.open();
  await lab.book("lea", "laser-1", "today 09:00-11:00");
});
after(async () => {
  await context?.close();
  await lab?.close();
});

const readme = readFileSync(join(process.env.MUTUA_ROOT, "clients/web/README.md"), "utf8");
const [, command] = /^ +chromium (--kiosk [^']+)'http:\/\/HOST:7480\/kiosk\/'/m.exec(readme);
const flags = command.split(/[\s\\]+/).filter(Boolean);

/** The screen that such a Chromium fills, in a profile that outlives it. */
async function start(profile, { width, height }) {
  context = await openProfile(profile, { size: null, flags: [...flags, `--screen-info={${width}x${height}}`] });
  return Screen.show(context, lab, context.pages()[0]);
}

async function fills(screen, { width, height }) {
  const seen = await screen.page.evaluate(() => ({
    inner: [innerWidth, innerHeight],
    outer: [outerWidth, outerHeight],
    // What a scroll bar would take away.
    free: [document.documentElement.clientWidth, document.documentElement.clientHeight],
    beyond: [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight],
  }));
  const whole = [width, height];
  assert.deepEqual(seen, { inner: whole, outer: whole, free: whole, beyond: [0, 0] });
}

for (const [shape, size] of Object.entries({ tall, wide })) {
  test(`on a ${shape} screen it is all there is, before and after a reload and a restart`, async () => {
    const profile = mkdtempSync(join(tmpdir(), "profile-"));
    try {
      let screen = await start(profile, size);
      await screen.goOn(`#code=${await lab.code()}`);
      await screen.card("laser-1").getByText("until 11:00").first().waitFor();
      await fills(screen, size);
      await screen.isSound(`kiosk mode, ${shape}`);

      await screen.page.reload();
      await screen.card("laser-1").getByText("until 11:00").first().waitFor();
      await fills(screen, size);
      screen.calm();

      await context.close();
      screen = await start(profile, size);
      await screen.goOn();
      await screen.says("Live");
      await fills(screen, size);
      screen.calm();
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
}

test("nothing on it can be scrolled or marked, and neither a finger that rests nor a mouse opens a menu", async () => {
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  try {
    const screen = await start(profile, tall);
    const { page } = screen;
    await screen.goOn(`#code=${await lab.code()}`);
    const card = screen.card("laser-1");
    await card.getByText("until 11:00").first().waitFor();
    await page.evaluate(() => {
      globalThis.menus = [];
      addEventListener("contextmenu", (event) => globalThis.menus.push(event.defaultPrevented));
    });
    const { x, y, width, height } = await card.boundingBox();
    await page.mouse.wheel(300, 900);
    await page.keyboard.press("End");
    await page.mouse.dblclick(x + 40, y + 30);
    await page.mouse.move(x + 20, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + width - 20, y + height * 3, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.press("Control+a");
    assert.equal(await page.evaluate(() => getSelection().toString()), "");
    assert.deepEqual(await page.evaluate(() => [scrollX, scrollY]), [0, 0]);
    await page.mouse.click(x + 40, y + 30, { button: "right" });
    assert.deepEqual(await page.evaluate(() => globalThis.menus), [true]);
    assert.equal(context.pages().length, 1);
    screen.calm();
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
