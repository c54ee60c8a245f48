// The power goes: Chromium is killed with its page, its worker and its store as they are, and starts again from
// the profile on the disk, without what it writes there some seconds late.
import assert from "node:assert/strict";
import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Lab, Screen, badges, openProfile } from "./entrance.mjs";

let lab, profile, context;
before(async () => {
  lab = await Lab.open();
});
after(async () => {
  await lab?.close();
});
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), "profile-"));
});
afterEach(async () => {
  await context?.close();
  rmSync(profile, { recursive: true, force: true });
});

/** Kills the browser of the profile, which names itself in its lock. */
async function kill() {
  const pid = Number(/-(\d+)$/.exec(readlinkSync(join(profile, "SingletonLock")))[1]);
  const gone = new Promise((done) => context.once("close", done));
  process.kill(pid, "SIGKILL");
  await gone;
  rmSync(join(profile, "Default/Local Storage"), { recursive: true });
}

test("killed in the moment in which it was enrolled, it is the lab's, and asks for no code", async () => {
  context = await openProfile(profile);
  const first = await Screen.show(context, lab);
  await first.goOn(`#code=${await lab.code()}`);
  await kill();

  context = await openProfile(profile);
  const again = await Screen.show(context, lab);
  await again.goOn();
  await again.says("Live");
  assert.equal(await again.page.getByText("Type the code").count(), 0);
  again.calm(/ERR_|Failed to load|net::/);
});

test("killed with a check-in that waits, it starts without the lab with the old board and its age; the check-in counts once", async () => {
  const booking = await lab.book("lea", "laser-1", "today 09:00-11:00");
  context = await openProfile(profile);
  const first = await Screen.show(context, lab);
  await first.goOn(`#code=${await lab.code()}`);
  await first.card("laser-1").getByText("until 11:00").first().waitFor();
  await first.isKept();
  await lab.kill();
  await first.says(/This is as of 09:0\d/);
  await first.badge("lea");
  await first.button("I am here: Laser 80 W").tap();
  await first.says(/Noted for Laser 80 W: you were here at 09:0\d/);
  await kill(); // while Léa stands there

  context = await openProfile(profile);
  const again = await Screen.show(context, lab);
  await again.goOn();
  await again.card("laser-1").getByText("until 11:00").first().waitFor();
  await again.says(/The lab cannot be reached. This is as of 09:0\d, (\d\d? seconds?|\d min) ago/);
  await again.says("1 check-in kept, sent as soon as the lab answers");
  assert.doesNotMatch(await again.page.locator("body").innerText(), /Noted for/); // at rest

  await lab.serve();
  await again.says("Live");
  await again.page.getByText("1 check-in kept").waitFor({ state: "detached" });
  assert.match(await lab.mutua("my"), new RegExp(`${booking}.*checked in`));
  const control = await lab.book("tom", "garden", "today 09:00-10:00");
  await lab.mutua("checkin", control);
  assert.equal(await lab.checkIns(booking), await lab.checkIns(control));
  assert.doesNotMatch(await again.kept(), new RegExp(badges.lea));
  again.calm(/ERR_|Failed to load|net::/);
});
