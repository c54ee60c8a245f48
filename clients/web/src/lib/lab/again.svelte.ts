// What others' changes move is read anew: at once when it is opened, then soon after each change, as others book in
// swarms; and every ten minutes, as time passes.
import { i18n } from "../i18n/i18n.svelte";
import type { Lab } from "./lab.svelte";

const kReadAgainAfter = 1000; // milliseconds
const kPasses = 600; // seconds

/** To be called while a component begins; until it ends. `read` takes the lab's newest position by itself. */
export function readAgain(lab: Lab, read: () => Promise<void>): void {
  let readAt = 0;
  const passed = $derived(Math.floor(lab.now / kPasses));
  $effect(() => {
    void lab.changes;
    void i18n.language; // sentences are the engine's
    void passed;
    const timer = setTimeout(() => {
      readAt = Date.now();
      void read();
    }, Math.max(0, readAt + kReadAgainAfter - Date.now()));
    return () => clearTimeout(timer);
  });
}
