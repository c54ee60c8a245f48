// The page /kiosk/
import { mount } from "svelte";
import "../lib/theme.css";
import "./kiosk.css";
import Page from "./kiosk.svelte";

// What lets it start without a network looks after all below /kiosk/.
if (location.pathname === "/kiosk") history.replaceState(null, "", `/kiosk/${location.search}${location.hash}`);

// A finger that rests on the screen, or a mouse's other button, opens no menu of the browser's.
addEventListener("contextmenu", (event) => event.preventDefault());

mount(Page, { target: document.getElementById("page") as HTMLElement });

// So that it starts without a network, too; only https and localhost have it.
if ("serviceWorker" in navigator) {
  void navigator.serviceWorker.register("/kiosk/worker.js", { scope: "/kiosk/" }).catch(() => undefined);
}
