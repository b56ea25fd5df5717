// What the device holds: encrypted with a key from the officer's passphrase, for a limited time.
// The key is never written down. A wrong passphrase is known by a sealed word that does not open.

const DAYS = 14;
const ROUNDS = 600_000;
const MOST_TRIES = 10;
const PROOF = "palermo";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open() {
  const request = indexedDB.open("palermo", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("lock");
    request.result.createObjectStore("interviews", { keyPath: "key" });
  };
  return done(request);
}

async function within(store, mode, act) {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode);
    const result = await act(transaction.objectStore(store));
    if (mode === "readwrite")
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
    return result;
  } finally {
    database.close();
  }
}

const read = (store, act) => within(store, "readonly", act);
const write = (store, act) => within(store, "readwrite", act);

async function keyFrom(passphrase, salt) {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

async function unseal(key, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Whether a passphrase was chosen on this device. */
export async function isSetUp() {
  return Boolean(await read("lock", (s) => done(s.get("lock"))));
}

/** Choose the passphrase. Returns the open store. */
export async function setUp(passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await keyFrom(passphrase, salt);
  const proof = await seal(key, PROOF);
  await write("lock", (s) => done(s.put({ salt, proof, tries: 0 }, "lock")));
  await navigator.storage?.persist?.();
  return opened(key);
}

/** The open store, or null for a wrong passphrase. After ten wrong ones the device is wiped. */
export async function unlock(passphrase) {
  const lock = await read("lock", (s) => done(s.get("lock")));
  // Counted before it is tried, so that closing the page does not save a try.
  const tries = lock.tries + 1;
  await write("lock", (s) => done(s.put({ ...lock, tries }, "lock")));
  const key = await keyFrom(passphrase, lock.salt);
  try {
    await unseal(key, lock.proof);
  } catch {
    if (tries >= MOST_TRIES) await wipe();
    return null;
  }
  await write("lock", (s) => done(s.put({ ...lock, tries: 0 }, "lock")));
  return opened(key);
}

/** Remove everything from the device: interviews, the lock, the kept pages. */
export async function wipe() {
  await new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase("palermo");
    request.onsuccess = resolve;
    request.onblocked = request.onerror = () => reject(new Error("not wiped"));
  });
  for (const name of await caches.keys()) await caches.delete(name);
}

function opened(key) {
  return {
    /** All interviews, the latest first. What is past its time is removed. */
    async all() {
      const rows = await read("interviews", (s) => done(s.getAll()));
      const now = Date.now();
      const late = rows.filter((row) => row.expires < now);
      if (late.length) await write("interviews", (s) => Promise.all(late.map((row) => done(s.delete(row.key)))));
      const kept = rows.filter((row) => row.expires >= now);
      const found = await Promise.all(kept.map(async (row) => ({ ...(await unseal(key, row)), expires: row.expires })));
      return found.sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
    },
    /** Keep an interview; its time on the device begins anew. */
    async keep(interview) {
      const expires = Date.now() + DAYS * 86_400_000;
      const sealed = await seal(key, interview);
      await write("interviews", (s) => done(s.put({ key: interview.key, expires, ...sealed })));
    },
  };
}
