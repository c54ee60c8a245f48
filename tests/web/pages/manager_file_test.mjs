// The lab as a file on the manager's page: what it says, what a change of it would do, and that nobody's work is lost.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Browser, accessible } from "./browser.mjs";
import { Lab } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage();

async function open({ person, title = "The lab as a file", link = "Lab file", text = "The lab as text (YAML)" } = {}) {
  const page = await browser.open(lab, "manager", { path: "/manager/", person });
  await page.getByRole("link", { name: link }).click();
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  const editor = page.getByRole("textbox", { name: text });
  await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("sites:"));
  return { page, editor };
}

async function replace(editor, from, to) {
  const text = await editor.inputValue();
  assert.ok(text.includes(from), `the text has no ${from}`);
  await editor.fill(text.replace(from, to));
}

const compare = (page) => page.getByRole("button", { name: "Show what would change" }).click();
const thing = (page, name) => page.getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) });

test("the text is that of the command line, byte for byte, and can be kept as a file", async () => {
  const { page, editor } = await open();
  assert.equal(await editor.inputValue(), await lab.mutua("manager", "export"));
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  assert.match(file.suggestedFilename(), /^lab-\d{4}-\d\d-\d\d\.yaml$/);
  assert.equal(readFileSync(await file.path(), "utf8"), await editor.inputValue());
  await compare(page);
  await page.getByText("Nothing: the lab is so already.").waitFor();
  await accessible(page, "the lab file");
  Browser.calm(page);
});

test("what a change would do is shown, old and new, and then done", async () => {
  const { page, editor } = await open();
  await replace(editor, "longest: 4h", "longest: 90min");
  await replace(editor, "display_name: Laser 80 W", "display_name: Laser <b>90</b> W");
  await replace(editor, "companies:\n", 'companies:\n  - company: new-one\n    display_name: "Neuf & fils"\n    kind: employer\n');
  await compare(page);
  await page.getByText("3 changes, in this order:").waitFor();
  const pool = thing(page, "Découpeuses laser");
  assert.match((await pool.innerText()).replace(/\s+/g, " "), /rules\.longest 4h →becomes 90min|rules\.longest 4h → becomes 90min/);
  await thing(page, "Laser <b>90</b> W").getByText("changed").waitFor();
  await thing(page, "Neuf & fils").getByText("new", { exact: true }).waitFor();
  await accessible(page, "what would change");
  await page.getByRole("button", { name: "Apply 3 changes" }).click();
  await page.getByRole("main").getByText("Applied: 3 changes.").waitFor();
  const now = await lab.mutua("manager", "export");
  assert.match(now, /longest: 90min/);
  assert.match(now, /Neuf & fils/);
  Browser.calm(page);
});

test("what cannot be read or cannot be is named with its line, and the line is shown", async () => {
  const { page, editor } = await open();
  const before = await lab.mutua("manager", "export");
  await replace(editor, "stand_in: true", "standin: true");
  await replace(editor, "kind: machine", "kind: engine");
  await compare(page);
  await page.getByText("2 places cannot be read. Nothing was changed.").waitFor();
  await page.getByText(/Nothing is called “standin” here/).waitFor();
  await page.getByText(/“engine” is no kind. It can be: machine, room, desk, person/).waitFor();
  const line = (await editor.inputValue()).split("\n").findIndex((one) => one.includes("standin")) + 1;
  await page.getByRole("button", { name: `Line ${line}`, exact: true }).click();
  assert.match(await editor.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), /^standin: true/);
  await accessible(page, "a file with mistakes");
  await editor.fill("sites:\n\t- site: a\n");
  await compare(page);
  await page.getByText("indent with spaces").waitFor();
  // Well written, and refused by the engine: it names the field by its path, the page shows the line.
  await editor.fill("resources:\n  - resource: saw\n    kind: machine\n    pool: nowhere\n    site: atelier\n");
  await compare(page);
  await page.getByText("The lab cannot be so. Nothing was changed.").waitFor();
  await page.getByRole("button", { name: "Line 4", exact: true }).waitFor();
  assert.equal(await lab.mutua("manager", "export"), before);
  Browser.calm(page);
});

test("a manager who was first is not overwritten: it is refused, shown, and what was typed stays", async () => {
  const [first, second] = [await open(), await open()];
  await replace(first.editor, "name: Salle du jardin", "name: Salle du potager");
  await replace(second.editor, "name: Salle sous les toits", "name: Salle des combles");
  await compare(second.page);
  await second.page.getByText("1 change, in this order:").waitFor();
  await compare(first.page);
  await first.page.getByRole("button", { name: "Apply 1 change" }).click();
  await first.page.getByRole("main").getByText("Applied: 1 change.").waitFor();
  await second.page.getByRole("button", { name: "Apply 1 change" }).click();
  await second.page.getByText("so nothing was applied").waitFor();
  assert.doesNotMatch(await lab.mutua("manager", "export"), /combles/);
  assert.match(await second.editor.inputValue(), /Salle des combles/);
  // What the other did, and that this text would undo it, is in view.
  await second.page.getByText("Others made 1 change since you began:").waitFor();
  await second.page.getByText("2 changes, in this order:").waitFor();
  await accessible(second.page, "late");
  await replace(second.editor, "name: Salle du jardin", "name: Salle du potager");
  await second.page.getByText("Not looked at yet").waitFor();
  await compare(second.page);
  await second.page.getByRole("button", { name: "Apply 1 change" }).click();
  await second.page.getByRole("main").getByText("Applied: 1 change.").waitFor();
  const now = await lab.mutua("manager", "export");
  assert.match(now, /potager/);
  assert.match(now, /combles/);
  Browser.calm(first.page);
  Browser.calm(second.page);
});

test("a file is opened, compared at once, and deletes what it does not name only when asked to", async () => {
  const { page } = await open();
  const path = join(lab.folder, "mine.yaml");
  writeFileSync(path, (await lab.mutua("manager", "export")).replace(/ {2}- quota: six-ahead\n(?: {4}.*\n)+/, "").replace("name: Tom Baker", "name: Tom le boulanger"));
  await page.getByLabel("Open a file").setInputFiles(path);
  await page.getByText("1 change, in this order:").waitFor();
  await page.getByLabel("Also delete what the file does not name").check();
  await page.getByText("Not looked at yet").waitFor();
  await compare(page);
  await page.getByText("2 changes, in this order:").waitFor();
  await thing(page, "Six d'avance").getByText("deleted").waitFor();
  // Another part of the page and back: the text is there.
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("heading", { level: 1, name: "People" }).waitFor();
  await page.getByRole("link", { name: "Lab file" }).click();
  await page.getByRole("button", { name: "Apply 2 changes" }).click();
  await page.getByRole("main").getByText("Applied: 2 changes.").waitFor();
  assert.doesNotMatch(await lab.mutua("manager", "export"), /six-ahead/);
  Browser.calm(page);
});

test("in French, on a phone, in the dark", async () => {
  const person = await browser.person({ locale: "fr-FR", dark: true, size: [390, 844], touch: true });
  const { page, editor } = await open({ person, title: "Le lieu en un fichier", link: "Fichier", text: "Le lieu en texte (YAML)" });
  await replace(editor, "cents_per_hour: 200", "cents_per_hour: 250");
  await page.getByRole("button", { name: "Montrer ce qui changerait" }).click();
  await page.getByText("1 changement, dans cet ordre :").waitFor();
  await accessible(page, "le fichier");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  assert.doesNotMatch(await page.locator("main").innerText(), /\b(changed|Apply|nothing|Show)\b/);
  Browser.calm(page);
});
