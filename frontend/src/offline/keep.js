import { app } from "./parts.js";

/**
 * Cache this page, its procedures and its files for days without network: the files first, the page last, so
 * that an interruption leaves the old page with its old files. Returns whether it is cached.
 */
export async function keepPage() {
  await navigator.serviceWorker.register("/service-worker.js");
  const address = new URL("/offline/", window.location).href;
  const page = await fetch(address, { headers: { Accept: "text/html" } });
  if (!page.ok || page.redirected) return Boolean(await caches.match(address, { ignoreVary: true }));
  const read = new DOMParser().parseFromString(await page.clone().text(), "text/html");
  const named = [...read.querySelectorAll("link[href], script[src]")].map((part) => part.getAttribute("href") ?? part.getAttribute("src"));
  const cache = await caches.open("palermo-offline");
  // Each address once: a list with a duplicate is refused as a whole.
  const files = [...new Set([...named, app.dataset.bundle, app.dataset.leave].map((name) => new URL(name, address).href))];
  await cache.addAll(files);
  await cache.put(address, page);
  for (const old of await cache.keys()) if (old.url !== address && !files.includes(old.url)) await cache.delete(old);
  return true;
}
