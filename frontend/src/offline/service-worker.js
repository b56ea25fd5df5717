// Lets /offline/ open without network. It caches that page, its procedures and their files; no other page
// passes through it, so no data about a person is ever cached here.
const KEPT = "palermo-offline";
const PAGES = ["/offline/", "/offline/procedures.json", "/manifest.webmanifest", "/leave/"];
/** A network without an answer after this time counts as none if there is a cached copy. */
const PATIENCE = 3000;

// For the network the pages differ by cookie and language; the device caches one of each.
const ANY = { ignoreVary: true };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  // The page requests /offline/ to learn who is signed in: that answer must not come from the cache.
  if (pathname === "/offline/" && request.mode !== "navigate") return;
  if (PAGES.includes(pathname) || ["/static/", "/words/"].some((folder) => pathname.startsWith(folder))) event.respondWith(fresh(request));
});

// The network's answer if it is the page itself; the cached copy without network, or if the session has
// ended: then the device still opens, and sending asks the officer to sign in. Nothing is cached here: the
// page caches itself together with its files, so that an old page never meets new files.
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
