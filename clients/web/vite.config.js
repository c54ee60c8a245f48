// One build, three entries: / (member), /kiosk/ and /manager/. The output depends on the sources and
// the lock file alone, so that it can be committed and compared. Nothing is inlined: mutuad serves the
// pages with `default-src 'self'`.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { member: "index.html", kiosk: "kiosk/index.html", manager: "manager/index.html" },
    },
  },
  worker: { format: "es" },
});
