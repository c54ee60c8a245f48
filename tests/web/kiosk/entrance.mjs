// A lab with a screen at its entrance: a mutuad of its own on free ports whose clock stands still at
// Thursday 2026-11-26 09:00 in Paris until it is moved, a browser, and a badge reader that types as fast as
// real ones do. Everything lies in one temporary folder and ends with the test.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const program = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** Pixels. On a screen of 32 inches they are 8 mm, of which a capital is 10 minutes of arc at 2 m: twice what eyes need. */
const kLeastLetters = 22;

export const badges = { lea: "04A1B2C3D4", tom: "04FFEE0011", ines: "0415926535" };
export const tall = { width: 1080, height: 1920 };
export const wide = { width: 1920, height: 1080 };

export class Lab {
  static async open(file = "lab.yaml") {
    const lab = new Lab();
    lab.folder = mkdtempSync(join(tmpdir(), "kiosk-"));
    await lab.serve();
    await lab.clock("2026-11-26 08:00"); // no site yet: UTC
    await lab.mutua("apply", file);
    for (const [member, badge] of Object.entries(badges)) await lab.mutua("badge", "register", badge, "--member", member);
    return lab;
  }

  /** Starts mutuad, the first time or again with the same store and HTTP port. */
  async serve() {
    const http = `127.0.0.1:${this.httpPort ?? 0}`;
    const flags = ["--data", join(this.folder, "store"), "--listen", "127.0.0.1:0", "--http", http, "--replay-clock"];
    // While pages are being written: from the folder, not those that the daemon holds.
    if (process.env.MUTUA_WEB_DIR) flags.push("--web-dir", process.env.MUTUA_WEB_DIR);
    const daemon = spawn(process.env.MUTUAD, flags, { stdio: ["ignore", "pipe", "pipe"] });
    this.daemon = daemon;
    this.gone = new Promise((resolve) => daemon.once("exit", resolve));
    // However this process ends, the daemon does not outlive it.
    process.once("exit", () => daemon.kill("SIGKILL"));
    let out = "";
    let log = "";
    this.log ??= "";
    const token = new Promise((resolve) =>
      daemon.stdout.on("data", (data) => {
        out += data;
        const found = /manager token: (\S+)/.exec(out);
        if (found) resolve(found[1]);
      }),
    );
    await new Promise((resolve, reject) => {
      daemon.once("exit", (code) => reject(new Error(`mutuad ended with ${code}:\n${log}`)));
      daemon.stderr.on("data", (data) => {
        log += data;
        this.log += data;
        const found = /event=serving grpc_port=(\d+) http_port=(\d+)/.exec(log);
        if (!found) return;
        this.grpcPort = found[1];
        this.httpPort = found[2];
        resolve();
      });
    });
    this.manager ??= await token;
    this.origin = `http://127.0.0.1:${this.httpPort}`;
  }

  /** The command line as the manager. */
  async mutua(...words) {
    const env = { ...process.env, MUTUA_ADDRESS: `127.0.0.1:${this.grpcPort}`, MUTUA_TOKEN: this.manager, HOME: this.folder, LANG: "C.UTF-8" };
    return (await run(process.env.MUTUA, words, { env })).stdout;
  }

  /** The same with something typed, as somebody else. */
  async type(token, text, ...words) {
    const env = { ...process.env, MUTUA_ADDRESS: `127.0.0.1:${this.grpcPort}`, MUTUA_TOKEN: token, HOME: this.folder, LANG: "C.UTF-8" };
    const running = run(process.env.MUTUA, words, { env });
    running.child.stdin.end(text);
    return (await running).stdout;
  }

  /** A code that enrols one screen. */
  async code(name = "") {
    return (await this.mutua("kiosk", "code", "--site", "atelier", "--name", name)).trim();
  }

  /** Part of a lab file, applied over what there is. */
  async change(yaml) {
    const file = join(this.folder, "change.yaml");
    writeFileSync(file, yaml);
    await this.mutua("apply", file);
  }

  clock(to) {
    return this.mutua("clock", "--to", to);
  }

  /** Books for a member; answers the booking's id. */
  async book(member, resource, when) {
    return /b-\d+/.exec(await this.mutua("book", resource, "--when", when, "--member", member))[0];
  }

  /** What the history says of a booking. */
  why(booking) {
    return this.mutua("why", booking);
  }

  /** How often the history says that somebody checked in. */
  async checkIns(booking) {
    return [...(await this.why(booking)).matchAll(/check(?:ed)?[ -]in/gi)].length;
  }

  async kill() {
    this.daemon.kill("SIGKILL");
    await this.gone;
  }

  async close() {
    if (this.daemon.exitCode === null && this.daemon.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const sandbox = process.getuid() === 0 ? ["--no-sandbox"] : [];

export async function startBrowser(...more) {
  return chromium.launch({ executablePath: program, args: [...sandbox, ...more] });
}

/** A browser whose profile lies in a folder and outlives it. `flags`: more of Chromium's own; without a `size` the page has
 * that of the window. */
export async function openProfile(folder, { flags = [], ...options } = {}) {
  const ignoreDefaultArgs = ["--hide-scrollbars"]; // what a screen shows is to be seen
  return chromium.launchPersistentContext(folder, { executablePath: program, args: [...sandbox, ...flags], ignoreDefaultArgs, ...profileOf(options) });
}

function profileOf({ size = tall, dark = false, locale = "en-GB", worker = true } = {}) {
  return { viewport: size, colorScheme: dark ? "dark" : "light", locale, timezoneId: "Europe/Paris", hasTouch: true, serviceWorkers: worker ? "allow" : "block", reducedMotion: "reduce" };
}

/** In a page: its clock is so many hours off. */
export function setClock(hours) {
  globalThis.trueNow ??= Date.now.bind(Date);
  Date.now = () => globalThis.trueNow() + hours * 3_600_000;
}

/** One screen: a browser profile and the kiosk's page in it. */
export class Screen {
  /** `worker`: with a service worker; a story that stands between page and engine goes without. */
  static async hang(browser, lab, options = {}) {
    const screen = await Screen.bring(browser, lab, options);
    await screen.goOn(`#code=${await lab.code()}`);
    return screen;
  }

  /** As it comes out of its box: it belongs to nobody, and shows no page yet. */
  static async bring(browser, lab, { before, ...options } = {}) {
    const context = await browser.newContext(profileOf(options));
    await before?.(context);
    return Screen.show(context, lab);
  }

  /** The page, in a profile of one's own; `page`: in a window that is there. */
  static async show(context, lab, page) {
    const screen = new Screen();
    screen.lab = lab;
    screen.context = context;
    screen.context.setDefaultTimeout(60_000); // of a slow machine with much else to do
    screen.page = page ?? (await screen.context.newPage());
    screen.wrong = [];
    screen.page.on("pageerror", (error) => screen.wrong.push(error.stack));
    screen.page.on("console", (message) => ["error", "warning"].includes(message.type()) && screen.wrong.push(message.text()));
    screen.page.on("request", (request) => request.url().startsWith(lab.origin) || screen.wrong.push(`asks ${request.url()}`));
    screen.keys = await screen.context.newCDPSession(screen.page);
    screen.at = Date.now() / 1000;
    return screen;
  }

  /** Opens the page until its board is there. */
  async goOn(hash = "") {
    // It begins anew once it has its key, maybe before all of it is there.
    await this.page.goto(`${this.lab.origin}/kiosk/${hash}`, { waitUntil: "commit" });
    await this.page.locator("[data-resource]").first().waitFor();
  }

  card(resource) {
    return this.page.locator(`[data-resource="${resource}"]`);
  }
  button(name) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }
  says(text) {
    return this.page.getByText(text).first().waitFor();
  }

  /** Keys as a device sends them: `gap` milliseconds apart by the device's own clock, however busy we are. `held`: one key
   * that stays down. */
  async type(text, gap, { key = (character) => character, held = false, end = ["Enter"] } = {}) {
    this.at = Math.max(this.at + 3, Date.now() / 1000);
    for (const [index, one] of [...text, ...end].entries()) {
      const code = one === "Enter" ? one : /\d/.test(one) ? `Digit${one}` : `Key${one.toUpperCase()}`;
      const modifiers = /^[A-Z]$/.test(one) ? 8 : 0;
      const event = { code, key: key(one), modifiers, timestamp: this.at };
      await this.keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event, autoRepeat: held && index > 0 && one !== "Enter" });
      await this.keys.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
      this.at += gap / 1000;
    }
  }
  badge(who) {
    return this.type(badges[who] ?? who, 12);
  }

  /** Sets this machine's clock while the page runs: so many hours off. */
  setClock(hours) {
    return this.page.evaluate(setClock, hours);
  }

  /** The page begins anew, and this machine's clock is so many hours off. */
  async cutPower(hours = 0) {
    await this.context.addInitScript(setClock, hours);
    await this.page.reload();
  }

  /** Waits until it could start again without a network. */
  async isKept() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const files = async () => (await (await caches.open("mutua-kiosk")).keys()).length;
      // A promise is true at once for waitForFunction.
      while ((await files()) <= 4) await new Promise((wake) => setTimeout(wake, 100));
    });
    await this.keepsOfBoard(2); // what it is, and the clock
  }

  /** Waits until the browser keeps so many things of the board. */
  async keepsOfBoard(count) {
    await this.page.evaluate(async (wanted) => {
      const kept = () => new Promise((done) => {
        const open = indexedDB.open("mutua-kiosk");
        open.onsuccess = () => {
          const all = open.result.transaction("board").objectStore("board").getAllKeys();
          all.onsuccess = () => { open.result.close(); done(all.result.length); };
        };
      });
      while ((await kept()) !== wanted) await new Promise((wake) => setTimeout(wake, 100));
    }, count);
  }

  /** Digits on the keypad. */
  async touch(digits) {
    for (const digit of digits) await this.page.getByRole("button", { name: digit, exact: true }).tap();
  }

  /** Nothing that axe-core knows is wrong with the screen as it stands, what WCAG 2.2 has added among it, and
   * nothing leaves it. MUTUA_SHOTS=FOLDER leaves a picture of it there, FILE-where.png. */
  async isSound(where) {
    // Looking takes longer on a slow machine than a person stays who touches nothing.
    const stay = () => this.page.evaluate(() => document.querySelector("main.visit")?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true })));
    await stay();
    await this.picture(where);
    await this.page.evaluate(axe);
    const violations = await this.page.evaluate(async () => {
      const rules = Object.fromEntries(globalThis.axe.getRules(["wcag22aa"]).map(({ ruleId }) => [ruleId, { enabled: true }]));
      if (Object.keys(rules).length === 0) throw new Error("this axe-core knows no rule of WCAG 2.2");
      return (await globalThis.axe.run(document, { resultTypes: ["violations"], rules })).violations;
    });
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
    assert.equal(found.slice(0, 5).join("\n"), "", where);
    await stay();
    const beyond = await this.page.evaluate(() => {
      const out = [...document.querySelectorAll("h1, h2, h3, button, li p")].filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return right > innerWidth + 1 || left < -1;
      });
      return out.map((one) => one.textContent);
    });
    assert.deepEqual(beyond, [], `${where}: out of the picture`);
    const small = await this.page.evaluate(() =>
      [...document.querySelectorAll("button")].map((one) => [one.textContent.trim(), one.getBoundingClientRect()]).filter(([, box]) => box.height < 60 || box.width < 60).map(([text]) => text),
    );
    assert.deepEqual(small, [], `${where}: too small to touch`);
    const fine = await this.page.evaluate((least) => {
      const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (words.nextNode()) {
        const { parentElement: one, textContent: text } = words.currentNode;
        const seen = text.trim() !== "" && one.checkVisibility() && !one.closest(".hidden");
        if (seen && parseFloat(getComputedStyle(one).fontSize) < least) found.push(text.trim());
      }
      return found;
    }, kLeastLetters);
    assert.deepEqual(fine, [], `${where}: too small to read`);
  }

  /** Every word of the board at rest lies in its place and on the screen, on each of its pages. */
  async isWhole(where) {
    const turns = this.page.getByRole("button", { name: /^Page/ });
    const seen = new Set();
    // A page that is too full becomes two while it is looked at.
    for (let one = 0, pages = 1; one < pages; one++, pages = Math.max(1, await turns.count())) {
      const { cut, names } = await this.#read(turns, one);
      assert.deepEqual(cut, [], `${where}, page ${one + 1}`);
      names.forEach((name) => seen.add(name));
      await this.picture(`${where} ${one + 1}`);
    }
    return seen.size;
  }

  // One page, for as long as it is that one: pages turn by themselves.
  async #read(turns, which) {
    for (;;) {
      if ((await turns.count()) > 0) await turns.nth(which).tap();
      // What is measured has been laid out anew.
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const found = await this.page.evaluate(() => {
        const clips = (one) => one.matches("main ul") || getComputedStyle(one).overflowY !== "visible";
        const tight = [...document.querySelectorAll("body, main, main :not(.hidden, svg *)")].filter((one) => clips(one) && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2));
        const out = [...document.querySelectorAll("li p, li h3, li span, footer p, header h1, header p")].filter((one) => {
          const words = document.createRange();
          words.selectNodeContents(one);
          const box = (one.closest("li, footer") ?? document.body).getBoundingClientRect();
          return [...words.getClientRects()].some((at) => at.bottom > box.bottom + 1 || at.top < box.top - 1 || at.right > box.right + 1 || at.bottom > innerHeight);
        });
        const shown = [...document.querySelectorAll("nav button")].findIndex((one) => one.ariaCurrent === "page");
        return {
          shown: Math.max(0, shown),
          cut: [...tight, ...out].map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`),
          names: [...document.querySelectorAll("li[data-resource]")].map((one) => one.dataset.resource),
        };
      });
      if (found.shown === which) return found;
    }
  }

  async picture(where) {
    const folder = process.env.MUTUA_SHOTS;
    const name = `kiosk ${basename(process.argv[1], "_test.mjs")} ${where}`.replaceAll(/[^\p{L}\p{N}]+/gu, "-");
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** Everything that the browser keeps, as text. */
  async kept() {
    return this.page.evaluate(async () => {
      const open = indexedDB.open("mutua-kiosk");
      await new Promise((done) => (open.onsuccess = done));
      const base = open.result;
      const stores = [...base.objectStoreNames];
      const text = (value) => JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}` : one instanceof Map ? [...one] : one));
      const all = stores.map(
        (name) =>
          new Promise((done) => {
            const request = base.transaction(name).objectStore(name).getAll();
            request.onsuccess = () => done(`${name}: ${text(request.result)}`);
          }),
      );
      const found = (await Promise.all(all)).join("\n");
      base.close();
      return `${found}\n${text({ ...localStorage })}\n${text({ ...sessionStorage })}\n${location.href}`;
    });
  }

  /** What went wrong unseen. `but`: what the story provoked. */
  calm(but = /^$/) {
    assert.deepEqual(this.wrong.filter((line) => !but.test(line)), []);
  }
}
