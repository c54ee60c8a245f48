// Lets the kiosk start without a network: keeps its page and all that the page names, hashed files for
// good, the page itself until a newer one can be had. Calls of the API never pass through here.
const kCache = "mutua-kiosk";
const kPage = "/kiosk/";
const kPatience = 4000; // milliseconds for the page before the kept one is taken

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(file(request));
});

async function page(event) {
  const kept = await caches.match(kPage);
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(kPatience) });
    if (!answer.ok) return kept ?? answer;
    event.waitUntil(keepAll());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// The page, what it names, what that names; then what no page names any more is let go.
async function keepAll() {
  const cache = await caches.open(kCache);
  const wanted = new Set([kPage]);
  const answers = new Map();
  for (const path of wanted) {
    const known = path === kPage ? undefined : await cache.match(path);
    const answer = known ?? (await fetch(path, { cache: "no-cache" }));
    // Half a page is worse than the one that was kept.
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    answers.set(path, known ? undefined : answer.clone());
    if (/\.(?:svg|png)$/.test(path)) continue;
    const text = await answer.text();
    for (const [, name] of text.matchAll(/(?:assets\/|["'`]\.\/)([\w-]+\.(?:js|css|svg))/g)) {
      wanted.add(`/assets/${name}`);
    }
  }
  for (const [path, answer] of answers) if (answer) await cache.put(path, answer);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}
