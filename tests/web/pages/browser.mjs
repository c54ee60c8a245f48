// Debian's Chromium, headless, and what every page must keep whatever the story: no error in its console, no
// request to anybody else, nothing that axe finds.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

export class Browser {
  static async start() {
    const browser = new Browser();
    // A name that is not the machine's own: over plain http it is no secure context, as on a local network.
    const args = ["--host-resolver-rules=MAP lab.test 127.0.0.1", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])];
    browser.chromium = await chromium.launch({ executablePath: program, args });
    return browser;
  }

  /** A browser of somebody's own: storage, language, zone, size. */
  async person({ locale = "en-GB", zone = "Europe/Paris", dark = false, size = [1280, 900], touch = false } = {}) {
    const context = await this.chromium.newContext({
      locale,
      timezoneId: zone,
      colorScheme: dark ? "dark" : "light",
      viewport: { width: size[0], height: size[1] },
      hasTouch: touch,
      isMobile: touch,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(60_000); // of a slow machine with much else to do
    context.wrong = [];
    context.expected = [];
    return context;
  }

  /** Opens a page of the lab, signed in as somebody unless `who` is empty. */
  async open(lab, who, { path = "/", person, origin = lab.origin } = {}) {
    const context = person ?? (await this.person());
    const page = await context.newPage();
    page.on("pageerror", (error) => context.wrong.push(`${error.stack}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) context.wrong.push(message.text());
    });
    page.on("response", (response) => {
      if (response.status() >= 400) context.wrong.push(`${response.status()} ${response.url()}`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(origin)) context.wrong.push(`asks ${request.url()}`);
    });
    await page.goto(origin + path + (who ? `#token=${lab.tokens[who]}` : ""));
    return page;
  }

  /** To be called when a story is over: what went wrong unseen. `but`: what the story provoked. */
  static calm(page, but = /^$/) {
    assert.deepEqual(page.context().wrong.filter((line) => !but.test(line)), []);
  }

  async end() {
    await this.chromium.close();
  }
}

/** Nothing that axe-core knows is wrong with the page as it stands, what WCAG 2.2 has added among it.
 * MUTUA_SHOTS=FOLDER leaves a picture of it there, FILE-where.png. */
export async function accessible(page, where) {
  await picture(page, where);
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const rules = Object.fromEntries(globalThis.axe.getRules(["wcag22aa"]).map(({ ruleId }) => [ruleId, { enabled: true }]));
    if (Object.keys(rules).length === 0) throw new Error("this axe-core knows no rule of WCAG 2.2");
    return (await globalThis.axe.run(document, { resultTypes: ["violations"], rules })).violations;
  });
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  assert.equal(found.slice(0, 5).join("\n"), "", where);
}

async function picture(page, where) {
  const folder = process.env.MUTUA_SHOTS;
  const name = `${basename(process.argv[1], "_test.mjs")} ${where}`.replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The cells of one resource's row on the board. */
export function row(page, name) {
  return page.getByRole("row", { name: new RegExp(name) }).filter({ has: page.getByRole("rowheader") });
}

/** Waits until the engine does not know this secret any more. */
export async function isForgotten(lab, secret) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
  const asks = () => fetch(`${lab.origin}/mutua.v1.DirectoryService/GetCaller`, { method: "POST", headers, body: "{}" });
  while ((await asks()).status !== 401) await new Promise((wake) => setTimeout(wake, 100));
}

/** Another day on the board, until it is there. */
export async function goTo(page, day) {
  await page.getByRole("main").locator('input[type="date"]').fill(day);
  await page.locator('.frame[aria-busy="false"]').waitFor();
}

/** Drags over a row between two times of the day, on a board that shows 8 to 22. */
export async function dragOver(page, name, from, to) {
  const track = row(page, name).locator(".track");
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  const x = (hour) => box.x + (box.width * (hour - 8)) / 14;
  await page.mouse.move(x(from) + 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x((from + to) / 2), box.y + box.height / 2, { steps: 3 });
  await page.mouse.move(x(to) - 2, box.y + box.height / 2, { steps: 3 });
  await page.mouse.up();
}
