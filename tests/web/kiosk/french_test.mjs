// The screen in French, where its other stories are in English: how long, the PIN, a refusal, no lab, stores that are full.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Lab, Screen, startBrowser } from "./entrance.mjs";

let lab, browser;
beforeEach(async () => {
  lab = await Lab.open();
  browser = await startBrowser();
});
afterEach(async () => {
  await browser?.close();
  await lab?.close();
});

const kBroken = /ERR_|Failed to load|net::|registration blocked by Playwright/;
const hang = (options) => Screen.hang(browser, lab, { locale: "fr-FR", ...options });

/** Sound, and without a word of English; the language's own name is one. */
async function isFrench(screen, where) {
  await screen.isSound(where);
  const text = (await screen.page.locator("body").innerText()).replace("English", "");
  assert.doesNotMatch(text, /\b(until|your|free|booked|done|the|lab|hour|ago|noted)\b/i, where);
}

test("how long, the PIN that is wanted, a wrong one and what is refused are French", async () => {
  await lab.change("sites: [{site: atelier, display_name: L'Atelier partagé, zone: Europe/Paris, kiosk_pin: when_charged}]");
  const lea = (await lab.mutua("token", "create", "--member", "lea")).trim();
  const screen = await hang();
  const take = async () => {
    await screen.badge("lea");
    await screen.page.locator('[data-take="laser-2"]').tap();
    await screen.says("Laser 40 W : pour combien de temps ?");
  };
  await take();
  await isFrench(screen, "pour combien de temps");
  await screen.button(/jusqu'à 10:00/).tap();
  await screen.says("Il faut un code PIN, et vous n'en avez pas encore : choisissez-le sur votre page.");
  await isFrench(screen, "sans code PIN");
  await lab.type(lea, "471147\n", "pin", "set");
  await screen.button("Terminé").tap();
  await take();
  await screen.button(/jusqu'à 10:00/).tap();
  await screen.says("Votre code PIN");
  await screen.touch("471148");
  await screen.button("Continuer").tap();
  await screen.says("Ce n'est pas votre code PIN ; essais restants : 4.");
  await isFrench(screen, "un mauvais code PIN");
  await screen.touch("471147");
  await screen.button("Continuer").tap();
  await screen.says("Laser 40 W est à vous jusqu'à 10:00.");
  await isFrench(screen, "pris");
  screen.calm(/40[0-9]|412|429|Failed to load/);
});

test("what is out of service, and a badge that nobody has, are French", async () => {
  await lab.mutua("outage", "declare", "printer", "--when", "today 08:00-16:00", "--reason", "Buse bouchée");
  const screen = await hang();
  await screen.badge("tom");
  await screen.says("Hors service jusqu'à 16:00 : Buse bouchée.");
  await isFrench(screen, "hors service");
  await screen.badge("00998877");
  await screen.says("Ce badge n'est pas connu ici. Demandez au lieu de l'enregistrer.");
  await isFrench(screen, "un badge inconnu");
  screen.calm();
});

test("without the lab all that is said is French", async () => {
  await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await hang();
  await screen.card("laser-1").getByText("jusqu'à 11:00").first().waitFor();
  await lab.kill();
  await screen.says(/Le lieu ne répond pas\. Dernier état connu : 09:0\d, il y a/);
  await isFrench(screen, "sans le lieu");
  await screen.badge("lea");
  await screen.says("Rien ne peut être réservé en ce moment.");
  await screen.button("Je suis là: Laser 80 W").tap();
  await screen.says(/C'est noté pour Laser 80 W : vous étiez là à 09:0\d/);
  await isFrench(screen, "noté");
  await screen.button("Terminé").tap();
  await screen.says("1 arrivée en attente, à envoyer dès que le lieu répondra");
  screen.calm(kBroken);
});

test("a browser's store that is full is said in French", async () => {
  const before = (context) =>
    context.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
  const screen = await hang({ before });
  await screen.says("La mémoire de cet écran est pleine");
  await isFrench(screen, "mémoire pleine");
  screen.calm();
});

// A field of a message, of so many bytes.
const field = (number, bytes) => Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
const text = (number, words) => field(number, Buffer.from(words));

test("a check-in that the lab's full store cannot take is kept, said to be so, and counts when there is room", async () => {
  const booking = await lab.book("lea", "laser-1", "today 09:00-11:00");
  const screen = await hang({ worker: false });
  // google.rpc.Status with an ErrorInfo, as the daemon refuses to write on a disk without room.
  const info = Buffer.concat([text(1, "STORE_FULL"), text(2, "mutua")]);
  const any = Buffer.concat([text(1, "type.googleapis.com/google.rpc.ErrorInfo"), field(2, info)]);
  const status = Buffer.concat([Buffer.from([8, 8]), text(2, "full"), field(3, any)]);
  const headers = { "grpc-status": "8", "grpc-message": "full", "grpc-status-details-bin": status.toString("base64") };
  const path = "**/mutua.v1.BookingsService/CheckIn";
  await screen.page.route(path, (route) => route.fulfill({ status: 200, contentType: "application/grpc-web+proto", headers }));
  await screen.badge("lea");
  await screen.button("Je suis là").tap();
  await screen.says(/C'est noté pour Laser 80 W : vous étiez là à 09:0\d/);
  await isFrench(screen, "le lieu n'a plus de place");
  await screen.button("Terminé").tap();
  await screen.says("1 arrivée en attente");
  assert.match(await lab.mutua("my"), new RegExp(`${booking}.*confirmed`));
  await screen.page.unroute(path);
  await screen.page.getByText("1 arrivée en attente").waitFor({ state: "detached" });
  assert.match(await lab.mutua("my"), new RegExp(`${booking}.*checked in`));
  const control = await lab.book("tom", "garden", "today 09:00-10:00");
  await lab.mutua("checkin", control);
  assert.equal(await lab.checkIns(booking), await lab.checkIns(control));
  screen.calm(kBroken);
});
