// Lets /offline/ open without network. It keeps that page, its procedures and what they load; no
// other page passes through it, so nothing about a person is ever kept here.
const KEPT = "palermo-offline";
const PAGES = ["/offline/", "/offline/procedures.json", "/manifest.webmanifest", "/leave/"];
/** A network that does not answer in this time is taken for none, where a kept copy exists. */
const PATIENCE = 3000;

// The pages differ by cookie and language for the network; the device keeps one of each.
const ANY = { ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  // The page itself asks for /offline/ to hear who is signed in: that answer is never a kept one.
  if (pathname === "/offline/" && request.mode !== "navigate") return;
  if (PAGES.includes(pathname) || ["/static/", "/words/"].some((folder) => pathname.startsWith(folder))) event.respondWith(fresh(request));
});

// The network's answer where it is the page itself; the kept one where there is no network, or where
// the session has ended: then the device still opens, and sending asks to sign in. Nothing is put
// here: the page keeps itself together with its files, so that no old page meets new files.
async function fresh(request) {
  const kept = await caches.match(request, ANY);
  const asked = fetch(request);
  if (!kept) return asked;
  const usable = asked.then(
    (answer) => (answer.ok && !answer.redirected && answer.type !== "opaqueredirect" ? answer : kept),
    () => kept,
  );
  return Promise.race([usable, new Promise((resolve) => setTimeout(resolve, PATIENCE, kept))]);
}
