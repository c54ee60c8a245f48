// An allocation round from its opening to its replay: a manager opens it, companies rank what they would like by keyboard
// and by dragging, it is decided, and everybody reads why.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { openDay } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();
let office, lea;
const day = openDay(1);
const before1 = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const wishes = (page) => page.locator("ol li[data-wish] .text").allInnerTexts();

async function add(page, what, from, until) {
  await page.getByRole("button", { name: "Another wish" }).press("Enter");
  const form = page.getByRole("form", { name: "Another wish" });
  await form.getByLabel("What").selectOption({ label: what });
  await form.getByLabel("from").fill(from);
  await form.getByLabel("until").fill(until);
  await form.getByLabel("until").press("Enter");
}

test("a manager opens a round, and members see it without asking for it", async () => {
  lea = await browser.open(lab, "lea");
  await lea.getByRole("grid").waitFor();
  assert.equal(await lea.getByRole("link", { name: "Rounds" }).count(), 0);
  office = await browser.open(lab, "manager", { path: "/manager/" });
  await office.getByRole("link", { name: "Rounds" }).click();
  await office.getByText("There is no round.").waitFor();
  await office.getByRole("button", { name: "Open a round" }).click();
  const form = office.getByRole("dialog");
  await form.getByLabel("Pool").selectOption({ label: "Découpeuses laser" });
  await form.getByLabel("Day").fill(day);
  await form.getByLabel("Lists close on").fill(before1);
  await accessible(office, "a round to open");
  await form.getByRole("button", { name: "Open a round" }).click();
  await office.getByRole("heading", { level: 2, name: /Découpeuses laser a-1: lists can be filed/ }).waitFor();
  await office.getByRole("row", { name: /Cabane mobilier .* Cabane mobilier chooses \d.. of 4; no list is filed yet/ }).waitFor();
  await lea.getByRole("link", { name: "Rounds" }).click();
  await lea.getByRole("heading", { level: 2, name: /Découpeuses laser a-1/ }).waitFor();
  Browser.calm(office);
});

test("wishes are ranked by the keyboard and by dragging, filed, and still there after a reload", async () => {
  await add(lea, "Any: Découpeuses laser", "18:00", "20:00");
  await add(lea, "Laser 80 W", "20:00", "21:30");
  await add(lea, "Laser 40 W", "20:00", "21:00");
  assert.deepEqual((await wishes(lea)).map((one) => one.split(",")[0]), ["Any: Découpeuses laser", "Laser 80 W", "Laser 40 W"]);
  const up = lea.getByRole("button", { name: /^Up: Laser 80 W/ });
  await up.press("Enter");
  assert.ok(await up.evaluate((one) => one === document.activeElement), "the focus went elsewhere");
  await lea.getByRole("status").filter({ hasText: /Laser 80 W.*: now 1 of 3\./ }).waitFor();
  const items = lea.locator("ol li[data-wish]");
  await items.nth(2).dragTo(items.nth(0));
  await lea.getByRole("status").filter({ hasText: /Laser 40 W.*: now 1 of 3\./ }).waitFor();
  assert.deepEqual((await wishes(lea)).map((one) => one.split(",")[0]), ["Laser 40 W", "Laser 80 W", "Any: Découpeuses laser"]);
  await lea.getByRole("button", { name: /^Or else … Laser 40 W/ }).click();
  const form = lea.getByRole("form", { name: /instead, for wish 1/ });
  await form.getByLabel("from").fill("19:00");
  await form.getByLabel("until").fill("20:00");
  await form.getByRole("button", { name: "Put it on the list" }).click();
  await lea.getByText("This is not filed yet.").waitFor();
  await accessible(lea, "a list that is typed");
  await lea.getByRole("button", { name: "File the list" }).press("Enter");
  await lea.getByText("The list is filed.").waitFor();
  await lea.reload();
  await lea.getByText(/^Filed by Léa Martin/).waitFor();
  const filed = await wishes(lea);
  assert.match(filed[0], /^Laser 40 W.*20:00–21:00, or else Any: Découpeuses laser.*19:00–20:00$/);
  assert.equal(filed.length, 3);
});

test("what can never be had is refused with its sentence, and the list stays", async () => {
  await add(lea, "Laser 80 W", "07:00", "08:00");
  await lea.getByRole("button", { name: "File the list" }).click();
  await lea.getByText("The list cannot be filed as it is:").waitFor();
  await accessible(lea, "a list that is refused");
  assert.equal((await wishes(lea)).length, 4);
  await lea.getByRole("button", { name: "Back to what is filed" }).click();
  assert.equal((await wishes(lea)).length, 3);
  Browser.calm(lea, /40\d/);
});

test("it is decided and followed again, and everybody reads what they got and why, in French too", async () => {
  await lab.mutua("ines", "round", "file", "a-1", "--wish", `laser-2 @ ${day} 20:00-21:00`);
  const decide = office.getByRole("button", { name: /^Decide it now/ });
  await decide.click();
  await decide.click();
  await office.getByText("Decided: a-1.").waitFor();
  await office.getByRole("row", { name: /Cabane mobilier .*chose/ }).waitFor();
  await office.getByRole("button", { name: "Follow it again" }).click();
  await office.getByText(/it is decided as it must be/).waitFor();
  await accessible(office, "a round that was decided");
  await lea.getByText(/^You chose \d\w\w of \d/).waitFor();
  await lea.getByRole("heading", { name: "What became of your wishes" }).waitFor();
  await accessible(lea, "what became of it");
  const french = await browser.open(lab, "ines", { person: await browser.person({ locale: "fr-FR", size: [390, 844], touch: true }) });
  await french.getByRole("link", { name: "Tours" }).click();
  await french.getByText(/^Vous avez choisi en/).waitFor();
  await accessible(french, "en français");
  assert.equal(await french.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  Browser.calm(french);
  Browser.calm(office);
  Browser.calm(lea, /40\d/);
});

test("a colleague's list that was filed meanwhile is shown, and replaced only by who has seen it", async () => {
  const later = openDay(2);
  const wish = (from, until) => ["round", "file", "a-2", "--member", "lea", "--wish", `laser-2 @ ${later} ${from}-${until}`];
  const bundles = async () => JSON.parse(await lab.mutua("lea", "round", "show", "a-2", "-o", "json")).turns[0].list.bundles.length;
  await lab.mutua("manager", "round", "open", "laser", "--window", `${later} 18:00-22:00`, "--until", `${openDay(1)} 12:00`);
  const card = lea.getByRole("article", { name: /Découpeuses laser a-2/ });
  await card.getByText("Nothing is on the list yet.").waitFor();
  await add(card, "Laser 80 W", "18:00", "19:00");
  await add(card, "Laser 80 W", "19:00", "20:00");
  // A company's first list: nobody had filed one when this was sent.
  await lea.route("**/FileList", async (route) => {
    await lab.mutua("noe", ...wish("20:00", "21:00"));
    await route.continue();
  }, { times: 1 });
  await card.getByRole("button", { name: "File the list" }).press("Enter");
  const note = card.getByRole("alert");
  await note.getByText(/^Filed by Noé Petit/).waitFor();
  await note.getByText(/Laser 40 W.*20:00–21:00/).waitFor();
  assert.equal(await bundles(), 1);
  assert.equal((await wishes(card)).length, 2);
  await accessible(lea, "a list that was filed meanwhile");
  await note.getByRole("button", { name: "File mine in its place" }).press("Enter");
  await card.getByText("The list is filed.").waitFor();
  assert.equal(await bundles(), 2);
  // One that is filed between reading and filing.
  await lea.route("**/FileList", async (route) => {
    await lab.mutua("noe", ...wish("21:00", "22:00"));
    await route.continue();
  }, { times: 1 });
  await add(card, "Laser 80 W", "20:00", "21:00");
  await card.getByRole("button", { name: "File the list" }).click();
  await note.getByText(/Laser 40 W.*21:00–22:00/).waitFor();
  assert.equal(await bundles(), 1);
  assert.equal((await wishes(card)).length, 3);
  await note.getByRole("button", { name: "Leave theirs as it is" }).click();
  assert.match((await wishes(card)).join(), /^Laser 40 W.*21:00–22:00$/);
  // An answer that was lost on its way: pressed again, it is not taken for a colleague's.
  await add(card, "Laser 80 W", "18:00", "19:00");
  await lea.route("**/FileList", (route) => route.fetch().then(() => route.abort()));
  await card.getByRole("button", { name: "File the list" }).click();
  await card.getByText("The lab cannot be reached right now.").waitFor();
  await lea.unroute("**/FileList");
  await card.getByRole("button", { name: "File the list" }).click();
  await card.getByText("The list is filed.").waitFor();
  assert.equal(await bundles(), 2);
  Browser.calm(lea, /40\d|ERR_FAILED/);
});

test("things are wished for together, and ranked by a finger", async () => {
  const show = async () => JSON.parse(await lab.mutua("lea", "round", "show", "a-2", "-o", "json")).turns[0].list.bundles;
  const person = await browser.person({ size: [390, 844], touch: true });
  const page = await browser.open(lab, "lea", { person });
  await page.getByRole("link", { name: "Rounds" }).click();
  const card = page.getByRole("article", { name: /Découpeuses laser a-2/ });
  await card.locator("li[data-wish]").first().waitFor();
  const last = (await wishes(card)).at(-1);
  assert.match(last, /^Laser 80 W.*18:00–19:00$/);
  await card.getByRole("button", { name: `And also … ${last}` }).click();
  const form = card.getByRole("form", { name: "What goes with it, all or nothing, for wish 2" });
  await form.getByLabel("What").selectOption({ label: "Laser 40 W" });
  await form.getByLabel("from").fill("18:00");
  await form.getByLabel("until").fill("19:00");
  await form.getByRole("button", { name: "Put it on the list" }).click();
  assert.match((await wishes(card)).at(-1), /^Laser 80 W.*18:00–19:00 and Laser 40 W.*18:00–19:00$/);
  await accessible(page, "wishes on a phone");

  const handles = card.locator(".handle");
  await handles.first().evaluate((one) => one.scrollIntoView({ block: "center", behavior: "instant" }));
  const middle = async (one) => {
    const { x, y, width, height } = await one.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const [from, to] = [await middle(handles.nth(1)), await middle(handles.nth(0))];
  const touch = await page.context().newCDPSession(page);
  const send = (type, point) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [point] : [] });
  const scrolled = await page.evaluate(() => scrollY);
  await send("touchStart", from);
  for (const part of [0.3, 0.6, 1]) await send("touchMove", { x: from.x, y: from.y + (to.y - from.y) * part });
  await send("touchEnd");
  await card.getByRole("status").filter({ hasText: /: now 1 of 2\./ }).waitFor();
  assert.equal(await page.evaluate(() => scrollY), scrolled, "the page was panned");
  await card.getByRole("button", { name: "File the list" }).click();
  await card.getByText("The list is filed.").waitFor();
  assert.deepEqual((await show()).map(({ alternatives }) => alternatives.map(({ parts }) => parts.length)), [[2], [1]]);
  Browser.calm(page);
});
