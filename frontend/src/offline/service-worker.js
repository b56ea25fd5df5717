// Lets /offline/ open without network. It keeps that page, its procedures and what they load; no
// other page passes through it, so nothing about a person is ever kept here.
const KEPT = "palermo-offline";
const PAGES = ["/offline/", "/offline/procedures.json", "/manifest.webmanifest", "/leave/"];

// The pages differ by cookie and language for the network; the device keeps one of each.
const ANY = { ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (PAGES.includes(pathname)) event.respondWith(fresh(event.request));
  else if (pathname.startsWith("/static/")) event.respondWith(kept(event.request));
});

// The network's answer where it is the page itself; the kept one where there is no network, or where
// the session has ended: then the device still opens, and sending asks to sign in.
async function fresh(request) {
  const cache = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && answer.type !== "opaqueredirect") {
      if (await cache.match("/offline/", ANY)) await cache.put(request, answer.clone());
      return answer;
    }
    return (await cache.match(request, ANY)) ?? answer;
  } catch (error) {
    const found = await cache.match(request, ANY);
    if (!found) throw error;
    return found;
  }
}

// Network first, so that a new version is seen at once; the kept file where there is none.
async function kept(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(request, ANY);
    if (!found) throw error;
    return found;
  }
}
