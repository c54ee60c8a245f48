// Loads TypeScript of the pages as Vite understands it, without a browser.
import { createServer } from "vite";

export async function sources() {
  globalThis.localStorage ??= { getItem: () => null, setItem() {}, removeItem() {} };
  globalThis.navigator ??= { languages: ["en"] };
  globalThis.document ??= { documentElement: { lang: "" } };
  const server = await createServer({ server: { middlewareMode: true, ws: false, watch: null }, appType: "custom", logLevel: "error" });
  return { load: (path) => server.ssrLoadModule(`/src/${path}`), close: () => server.close() };
}
