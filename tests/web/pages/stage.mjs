// What a file of stories needs: a lab with its mutuad, and a browser; both are gone when its stories are told.
import { after } from "node:test";
import { Browser } from "./browser.mjs";
import { Lab } from "./lab.mjs";

/** `how`: the lab, as Lab.start takes it. */
export async function stage(how) {
  const on = {};
  after(async () => {
    await on.browser?.end();
    await on.lab?.end();
  });
  on.lab = await Lab.start(how);
  on.browser = await Browser.start();
  return on;
}
