// What one does with what one has: change, extend, shorten, hand over, check in, cancel; wait and be offered;
// a series; what the company may still book.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, accessible, goTo } from "./browser.mjs";
import { Lab, openDay, requestId } from "./lab.mjs";
import { stage } from "./stage.mjs";

const { lab, browser } = await stage({ yard: true });

const day = openDay();

async function openBooking(page, name) {
  await page.getByRole("link", { name: "My bookings" }).click();
  await page.getByRole("main").getByRole("button", { name }).click();
  return page.getByRole("dialog");
}

test("a booking is moved, extended, shortened, handed over and cancelled, and each is said", async () => {
  await lab.mutua("lea", "book", "room-garden", "--when", `${day} 10:00-11:00`, "--title", "Chantier");
  const page = await browser.open(lab, "lea");
  let sheet = await openBooking(page, /Chantier/);
  await accessible(page, "a booking");

  await sheet.getByRole("button", { name: "30 min more" }).click();
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed: Salle du jardin.*10:00–11:30/).waitFor();
  assert.match(await lab.mutua("lea", "my"), /room-garden .*10:00–11:30/);

  sheet = await openBooking(page, /Chantier/);
  await sheet.getByRole("button", { name: "Change", exact: true }).click();
  await sheet.getByLabel("until").fill("10:45");
  await sheet.getByLabel("until").blur();
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed: Salle du jardin.*10:00–10:45/).waitFor();

  sheet = await openBooking(page, /Chantier/);
  await sheet.getByRole("button", { name: "Change", exact: true }).click();
  await sheet.getByLabel("from").fill("14:00");
  await sheet.getByLabel("from").blur();
  await sheet.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Salle sous les toits" });
  await accessible(page, "changing a booking");
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed: Salle sous les toits.*14:00–14:45/).waitFor();
  assert.match(await lab.mutua("lea", "my"), /room-loft .*14:00–14:45/);

  sheet = await openBooking(page, /Chantier/);
  await sheet.getByText("What happened to it").click();
  await sheet.getByRole("listitem").nth(3).waitFor();
  await sheet.getByRole("button", { name: "Hand over" }).click();
  await sheet.getByLabel("To whom").selectOption({ label: "Noé Petit" });
  await sheet.locator("form").getByRole("button", { name: "Hand over" }).click();
  await page.getByText("Salle sous les toits is now Noé Petit's.").waitFor();
  assert.match(await lab.mutua("noe", "my"), /room-loft .*14:00–14:45/);
  Browser.calm(page);
});

test("what changes elsewhere shows in the open form, and what was typed there stays", async () => {
  await lab.mutua("lea", "book", "desk-b", "--when", `${day} 09:00-10:00`, "--title", "Deux onglets");
  const page = await browser.open(lab, "lea");
  const sheet = await openBooking(page, /Deux onglets/);
  await sheet.getByRole("button", { name: "Change", exact: true }).click();
  await sheet.getByLabel("until").fill("12:00");
  await sheet.getByLabel("until").blur();
  const id = /b-\d+(?=.*desk-b)/.exec(await lab.mutua("lea", "my"))[0];
  await lab.mutua("lea", "extend", id, "--until", `${day} 11:00`);
  await sheet.getByText(/09:00–11:00/).waitFor();
  assert.equal(await sheet.getByLabel("until").inputValue(), "12:00");
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed: Bureau au calme.*09:00–12:00/).waitFor();
  Browser.calm(page);
});

test("who is there checks in and out with one touch each", async () => {
  // In the yard, which never closes, three minutes from now: check-in is open a quarter of an hour before. An instant, for a
  // clock may show it twice.
  const soon = Math.ceil(Date.now() / 60_000 + 3) * 60_000;
  const [start, end] = [soon, soon + 7_200_000].map((at) => ({ instant: new Date(at).toISOString() }));
  await lab.call("lea", "BookingsService/CreateBooking", { requestId: requestId(), spec: { wants: [{ resource: "bench" }], time: { start, end } } });
  const page = await browser.open(lab, "lea");
  let sheet = await openBooking(page, /Banc de la cour/);
  await sheet.getByRole("button", { name: "Check in" }).click();
  await page.getByText("Checked in: Banc de la cour.").waitFor();
  sheet = await openBooking(page, /Banc de la cour/);
  await sheet.getByText("in use").waitFor();
  await sheet.getByRole("button", { name: "Check out" }).click();
  await page.getByText("Checked out: Banc de la cour.").waitFor();
  Browser.calm(page);
});

test("what was taken on the spot, at some second of a minute, is prolonged where it stands", async () => {
  const yard = await Lab.start({ yard: true, clock: "2026-11-26T09:00:37Z", members: ["lea"] });
  try {
    await yard.mutua("lea", "book", "bench", "--now", "--for", "1h");
    const page = await browser.open(yard, "lea");
    const sheet = await openBooking(page, /Banc de la cour/);
    await sheet.getByRole("button", { name: "30 min more" }).click();
    await sheet.getByRole("button", { name: "Save the change" }).click();
    await page.getByText(/Changed: Banc de la cour.*10:00–11:31/).waitFor();
    assert.match(await yard.mutua("lea", "my"), /bench .*–11:31 .*checked in/);
    Browser.calm(page);
  } finally {
    await yard.end();
  }
});

test("what is taken is waited for, offered when it frees, in no quiet hour runs out, and is taken with one touch", async () => {
  await lab.mutua("ines", "book", "mill", "--when", `${day} 10:00-12:00`);
  const held = /b-\d+/.exec(await lab.mutua("ines", "my"))[0];
  const page = await browser.open(lab, "lea");
  await goTo(page, day);
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Grande fraiseuse" });
  await form.getByLabel("from").fill("10:00");
  await form.getByLabel("until").fill("12:00");
  await form.getByLabel("until").blur();
  await form.getByRole("button", { name: "Wait for it" }).click();
  await accessible(page, "waiting");
  await form.getByRole("button", { name: "Put me on the waitlist" }).click();
  await page.getByText(/You are on the waitlist/).waitFor();
  await page.getByRole("link", { name: /Waiting/ }).click();
  await page.getByText("Is offered to you as soon as it is free.").waitFor();
  const quiet = page.getByRole("region", { name: "Quiet hours" });
  await quiet.getByText("You have none").waitFor();
  await quiet.getByLabel("from").fill("2230");
  await quiet.getByLabel("until").fill("14:31");
  await quiet.getByRole("alert").getByText(/16 hours apart at most/).waitFor();
  await accessible(page, "a wish, and hours that are none");
  assert.ok(await quiet.getByRole("button", { name: "Save the hours" }).isDisabled());
  await quiet.getByLabel("until").fill("7");
  await page.keyboard.press("Enter");
  await quiet.getByText("Yours are from 22:30 until 07:00.").waitFor();
  assert.match(await lab.mutua("lea", "member", "list"), /lea .*22:30-07:00/);
  await lab.mutua("ines", "cancel", held);
  await page.getByText("It is free for you:").waitFor();
  await accessible(page, "an offer");
  // Nor does it take a board that shows that day to know which time is offered.
  await page.reload();
  await page.getByText(/^It is free for you:\s+.*, 10:00–12:00\.\s+Take it before /).waitFor();
  await page.getByRole("button", { name: "Take it" }).click();
  await page.getByText("Booked: Grande fraiseuse.").waitFor();
  assert.match(await lab.mutua("lea", "my"), /mill .*10:00–12:00/);
  await quiet.getByRole("button", { name: "Have none" }).click();
  await quiet.getByText("You have none").waitFor();
  Browser.calm(page);
});

test("of any of a group it is said which one is offered, and when", async () => {
  const when = `${openDay(1)} 10:00-12:00`;
  for (const one of ["fdm-1", "fdm-2", "fdm-3"]) await lab.mutua("ines", "book", one, "--when", when);
  await lab.mutua("tom", "wait", "for", "any:fdm", "--when", when, "--for", "2h", "--offer");
  const page = await browser.open(lab, "tom", { person: await browser.person({ locale: "fr-FR" }) });
  await page.getByRole("link", { name: /En attente/ }).click();
  await page.getByText("Vous sera proposé dès que c'est libre.").waitFor();
  await lab.mutua("ines", "cancel", /b-\d+(?=.*fdm-2)/.exec(await lab.mutua("ines", "my"))[0]);
  await page.getByText(/^C'est libre pour vous :\s+Imprimante 2,\s.*, 10:00–12:00\.\s+Prenez-le avant /).waitFor();
  Browser.calm(page);
});

test("a wish is taken back", async () => {
  await lab.mutua("tom", "book", "desk-b", "--when", `${openDay(1)} 10:00-12:00`);
  await lab.mutua("ines", "wait", "for", "desk-b", "--when", `${openDay(1)} 10:00-12:00`, "--for", "2h");
  const page = await browser.open(lab, "ines");
  await page.getByRole("link", { name: /Waiting/ }).click();
  await page.getByRole("button", { name: "Wait no longer" }).click();
  await page.getByText("You wait for nothing.").waitFor();
  Browser.calm(page);
});

test("a series is previewed, occurrence by occurrence, before it is booked", async () => {
  await lab.mutua("tom", "book", "room-garden", "--when", `${openDay(2)} 10:00-11:00`);
  const page = await browser.open(lab, "ines");
  await goTo(page, openDay(1));
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "What", exact: true }).selectOption({ label: "Salle du jardin" });
  await form.getByLabel("from").fill("10:00");
  await form.getByLabel("until").fill("11:00");
  await form.getByLabel("until").blur();
  await form.getByRole("combobox", { name: "How often" }).selectOption({ label: "Every week" });
  await form.getByLabel("How many times").fill("3");
  await form.getByRole("alert").waitFor();
  await form.getByRole("combobox", { name: "Where it does not fit" }).selectOption({ label: "Leave those out" });
  await form.getByText("2 times would be booked, 1 left out").waitFor();
  assert.equal(await form.getByRole("listitem").filter({ hasText: "left out" }).count(), 1);
  await accessible(page, "a series");
  await form.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByText("Booked: 2 times, 1 skipped.").waitFor();
  await page.getByRole("link", { name: "My bookings" }).click();
  await page.getByRole("button", { name: /Salle du jardin.*series, no. 1/ }).waitFor();
  Browser.calm(page);
});

test("what the company may still book is a picture with its sentence, and is live", async () => {
  const page = await browser.open(lab, "ines");
  await page.getByRole("link", { name: "My company" }).click();
  const card = page.getByRole("article", { name: "Lasers par mois" });
  await card.getByText("0 min of 40 h used, 40 h left.").waitFor();
  await accessible(page, "quotas");
  const six = page.getByRole("article", { name: "Six d'avance" });
  const before = Number(/(\d) bookings? of 6 bookings used/.exec(await six.textContent())[1]);
  await lab.mutua("ines", "book", "room-loft", "--when", `${openDay(1)} 09:00-10:00`);
  await six.getByText(`${before + 1} bookings of 6 bookings used`).waitFor();
  await six.getByText(`What counts (${before + 1})`).click();
  await six.getByRole("listitem").filter({ hasText: "09:00–10:00" }).waitFor();
  Browser.calm(page);
});

test("who manages a company moves, hands over and cancels what colleagues booked, and passes on their offers", async () => {
  const later = openDay(1);
  await lab.mutua("noe", "book", "room-loft", "--when", `${later} 14:00-15:00`, "--title", "Devis");
  await lab.mutua("noe", "book", "desk-b", "--when", `${later} 14:00-15:00`, "--title", "Calme");
  await lab.mutua("tom", "book", "room-loft", "--when", `${later} 16:00-17:00`);
  await lab.mutua("noe", "wait", "for", "room-loft", "--when", `${later} 16:00-17:00`, "--for", "1h", "--offer");
  // As a plain member one sees it, and changes nothing.
  let page = await browser.open(lab, "lea");
  const colleagues = async (name) => {
    await page.getByRole("link", { name: "My bookings" }).click();
    await page.getByRole("button", { name: "My company's" }).click();
    await page.getByRole("main").getByRole("button", { name }).click();
    return page.getByRole("dialog");
  };
  let sheet = await colleagues(/Devis/);
  await sheet.getByText("For Noé Petit").waitFor();
  assert.equal(await sheet.getByRole("button", { name: /Change|Cancel|Hand over/ }).count(), 0);
  await page.close();

  await lab.mutua("manager", "member", "role", "lea", "company-manager");
  page = await browser.open(lab, "lea");
  await goTo(page, later);
  await page.getByRole("gridcell", { name: /14:00–15:00: My company, Devis/ }).press("m");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Save the change" }).click();
  await page.getByText(/Changed: Salle sous les toits.*13:45–14:45/).waitFor();
  sheet = await colleagues(/Devis/);
  await sheet.getByRole("button", { name: "Hand over" }).click();
  await sheet.getByLabel("To whom").selectOption({ label: "Léa Martin" });
  await sheet.locator("form").getByRole("button", { name: "Hand over" }).click();
  await page.getByText("Salle sous les toits is now Léa Martin's.").waitFor();
  sheet = await colleagues(/Calme/);
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await sheet.getByRole("button", { name: "Yes, cancel it" }).click();
  await page.getByText(/Cancelled: Bureau au calme/).waitFor();
  assert.doesNotMatch(await lab.mutua("noe", "my"), /14:00–15:00.*confirmed|13:45/);

  await lab.mutua("tom", "cancel", /b-\d+(?=.*room-loft .*16:00)/.exec(await lab.mutua("tom", "my"))[0]);
  await page.getByRole("link", { name: /Waiting/ }).click();
  await page.getByText("It is free for you:").waitFor();
  await accessible(page, "a colleague's offer");
  await page.getByRole("button", { name: "Pass on" }).click();
  await page.getByText("Passed on.").waitFor();
  assert.doesNotMatch(await lab.mutua("noe", "my"), /16:00/);
  Browser.calm(page);
});

test("a booking is handed over to somebody of another company, by the name that is typed", async () => {
  await lab.mutua("ines", "book", "room-loft", "--when", `${openDay(2)} 09:00-10:00`, "--title", "Entre nous");
  const page = await browser.open(lab, "ines");
  const sheet = await openBooking(page, /Entre nous/);
  await sheet.getByRole("button", { name: "Hand over" }).click();
  await sheet.getByLabel("To whom").selectOption({ label: "Somebody of another company" });
  const give = sheet.locator("form").getByRole("button", { name: "Hand over" });
  const name = sheet.getByLabel(/^Their short name/);
  await name.fill("nobody-here");
  await accessible(page, "handing over to another company");
  await give.click();
  await sheet.getByRole("alert").getByText(/nobody-here/).waitFor();
  await name.fill(" Tom ");
  await give.click();
  await page.getByText("Salle sous les toits is now tom's.").waitFor();
  const his = await lab.mutua("tom", "my");
  assert.match(his, /room-loft .*09:00–10:00/);
  assert.doesNotMatch(his, /Entre nous/);
  Browser.calm(page, /404/);
});

test("a fault is reported from one's booking, and managers have it at once", async () => {
  await lab.mutua("lea", "book", "room-loft", "--when", `${day} 16:00-17:00`, "--title", "Relecture");
  const page = await browser.open(lab, "lea");
  const office = await browser.open(lab, "manager", { path: "/manager/" });
  const sheet = await openBooking(page, /Relecture/);
  await sheet.getByRole("button", { name: "Report a fault" }).click();
  const tell = sheet.getByRole("button", { name: "Tell the lab" });
  assert.ok(await tell.isDisabled(), "nothing is said yet");
  await sheet.getByLabel("What is wrong with it").fill("é".repeat(1001));
  await sheet.getByText("This is longer than can be sent").waitFor();
  assert.ok(await tell.isDisabled(), "too long to be sent");
  await sheet.getByLabel("What is wrong with it").fill("<b>Il pleut</b> dedans");
  await accessible(page, "a fault");
  await tell.click();
  await sheet.getByText("The lab's managers know about Salle sous les toits. Thank you.").waitFor();
  await office.getByText("<b>Il pleut</b> dedans").waitFor();
});
