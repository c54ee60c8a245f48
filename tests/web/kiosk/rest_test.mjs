// The board at rest in the demo lab, as it hangs on the wall: all of it is read, however much there is of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { Lab, Screen, startBrowser, tall, wide } from "./entrance.mjs";

let lab, browser;
before(async () => {
  lab = await Lab.open(join(process.env.MUTUA_ROOT, "clients/demo/lab.yaml"));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await lab?.close();
});

const sizes = [
  ["tall", tall],
  ["wide", wide],
];
const french = (screen) => screen.page.getByRole("button", { name: "Français" }).tap();

/** In both sizes and languages every word is whole and every resource is on a page. */
async function isWhole(count, where) {
  for (const [shape, size] of sizes) {
    const screen = await Screen.hang(browser, lab, { size });
    assert.equal(await screen.isWhole(`${where} ${shape} en`), count);
    await french(screen);
    await screen.says("Présentez votre badge au lecteur");
    assert.equal(await screen.isWhole(`${where} ${shape} fr`), count);
    await screen.isSound(`${where}, ${shape}`);
    screen.calm();
    await screen.context.close();
  }
}

test("the demo lab's eleven resources are told whole: by day, in use and out of order", async () => {
  await lab.change(
    "sites: [{site: atelier, display_name: L'Atelier partagé, zone: Europe/Paris, kiosk_people: initials," +
      ' hours: {week: [{days: [monday, tuesday, wednesday, thursday, friday], ranges: [{opens: "08:00", closes: "22:00"}]},' +
      ' {days: [saturday, sunday], ranges: [{opens: "10:00", closes: "18:00"}]}]}}]',
  );
  await lab.book("lea", "room-loft", "today 09:00-11:30");
  await lab.book("tom", "desk-a", "today 09:00-18:00");
  await lab.book("ines", "desk-a", "today 09:00-12:00");
  await lab.book("lea", "laser-1", "today 09:00-10:00");
  const reason = "Le tube est changé jeudi par le fabricant ; demandez à Nadia si c'est pressé";
  await lab.mutua("outage", "declare", "laser-2", "--when", "today 09:00-20:00", "--reason", reason);
  await isWhole(11, "day, 11");
});

test("forty resources are told whole, over several pages, with names and ways as long as they come", async () => {
  const ways = ["au fond", "rez-de-chaussée, derrière le bar, deuxième porte à gauche", "2e étage, à droite de l'escalier"];
  const names = ["Poste à souder", "Découpeuse à fil chaud pour mousses", "Table"];
  const more = Array.from(
    { length: 29 },
    (_, i) => `  - {resource: more-${i}, display_name: "${names[i % 3]} ${i + 1}", kind: desk, pool: desks, site: atelier, way: "${ways[(i + (i % 2)) % 3]}"}`,
  );
  await lab.change(`resources:\n${more.join("\n")}`);
  await isWhole(40, "day, 40");
});

test("at night all is closed, until when is said, and that is told whole too", async () => {
  await lab.clock("2026-11-28 04:45");
  await isWhole(40, "night, 40");
});
