// Data on the device: encrypted with a key from the officer's passphrase, for a limited time. The key is
// never stored. A wrong passphrase is detected because a sealed test word does not decrypt.

const DAYS = 14;
/**
 * Days that an interview stays on the device after the office has received it and nothing remains to be done.
 */
const DAYS_AFTER = 1;
const ROUNDS = 600_000;
const MOST_TRIES = 10;
const PROOF = "palermo";

/** The interview was changed or deleted in another tab: nothing was overwritten. */
export class ChangedInAnotherTab extends Error {}
export class DeviceWiped extends Error {}

const others = new BroadcastChannel("palermo");

/** Notify this tab that the device was wiped in another one. */
export function whenWiped(act) {
  others.onmessage = act;
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Only choosing a passphrase creates the database: a late write must not recreate it after a wipe.
async function open(make) {
  const request = indexedDB.open("palermo", 1);
  request.onupgradeneeded = () => {
    if (!make) return request.transaction.abort();
    request.result.createObjectStore("lock");
    request.result.createObjectStore("interviews", { keyPath: "key" });
  };
  return done(request).catch((problem) => {
    throw make || problem?.name !== "AbortError" ? problem : new DeviceWiped();
  });
}

async function within(mode, act, make = false) {
  const database = await open(make);
  database.onversionchange = () => database.close();
  try {
    const transaction = database.transaction(["lock", "interviews"], mode);
    const finished = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException("not kept", "AbortError"));
    });
    finished.catch(() => null);
    const result = await act(transaction.objectStore("lock"), transaction.objectStore("interviews"));
    if (mode === "readwrite") await finished;
    return result;
  } finally {
    database.close();
  }
}

const read = (act) => within("readonly", act);
const write = (act, make) => within("readwrite", act, make);

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
  return read((lock) => done(lock.get("lock"))).then(Boolean, (problem) => {
    if (problem instanceof DeviceWiped) return false;
    throw problem;
  });
}

/** Set the passphrase. Returns the open store; null if another tab was first. */
export async function setUp(passphrase, officer) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await keyFrom(passphrase, salt);
  const made = { id: crypto.randomUUID(), salt, proof: await seal(key, PROOF), tries: 0, officer: officer ? await seal(key, officer) : null };
  const isFirst = await write(async (lock) => {
    if (await done(lock.get("lock"))) return false;
    await done(lock.put(made, "lock"));
    return true;
  }, true);
  return isFirst ? opened(key, made.id, officer) : null;
}

/**
 * {store} if it opened, or {left}: the tries left after a wrong passphrase. After the last one the device is
 * wiped.
 */
export async function unlock(passphrase, officer) {
  // Count the try before checking it, so that closing the page does not save a try.
  const held = await write(async (lock) => {
    const row = await done(lock.get("lock"));
    if (!row) throw new DeviceWiped();
    const counted = { ...row, tries: row.tries + 1 };
    await done(lock.put(counted, "lock"));
    return counted;
  });
  const key = await keyFrom(passphrase, held.salt);
  try {
    await unseal(key, held.proof);
  } catch {
    if (held.tries >= MOST_TRIES) await wipe();
    return { left: MOST_TRIES - held.tries };
  }
  // A device that was set up before owners were recorded belongs to the officer who opens it.
  const sealed = held.officer ?? (officer ? await seal(key, officer) : null);
  await write((lock) => done(lock.put({ ...held, officer: sealed, tries: 0 }, "lock")));
  return { store: opened(key, held.id, sealed && (await unseal(key, sealed))) };
}

/** Remove everything from the device: interviews, the lock, the cached pages. Notifies other tabs. */
export async function wipe() {
  others.postMessage("wiped");
  await done(indexedDB.deleteDatabase("palermo"));
  for (const name of await caches.keys()) await caches.delete(name);
}

/** Whether nothing remains to be done with it. */
export const isClosed = (it) => Boolean(it.decided_at || it.passed || it.refused || it.handed_over_at || (it.state && it.state !== "open"));

function opened(key, id, officer) {
  // One shared object per interview, and one change after the other: if a send ends while the officer
  // answers, only the office's reply is changed.
  const live = new Map();
  let last = Promise.resolve();
  const queued = (task) => {
    const mine = last.then(task);
    last = mine.catch(() => null);
    return mine;
  };

  async function put(interview, changes) {
    const { rev = 0, expires: _, ...fields } = { ...interview, ...changes };
    const sealed = await seal(key, fields);
    const days = fields.sent && isClosed(fields) ? DAYS_AFTER : DAYS;
    const row = { key: fields.key, rev: rev + 1, expires: Date.now() + days * 86_400_000, ...sealed };
    await write(async (lock, rows) => {
      const held = await done(lock.get("lock"));
      if (!held || held.id !== id) throw new DeviceWiped();
      if (((await done(rows.get(row.key)))?.rev ?? 0) !== rev) throw new ChangedInAnotherTab();
      await done(rows.put(row));
    });
    Object.assign(interview, changes, { rev: row.rev, expires: row.expires });
    live.set(row.key, interview);
  }

  async function opens(row) {
    const known = live.get(row.key);
    if (known && known.rev === (row.rev ?? 0)) return known;
    try {
      const read = { ...(await unseal(key, row)), rev: row.rev ?? 0, expires: row.expires };
      live.set(row.key, read);
      return read;
    } catch {
      return null; // A row that does not decrypt must not hide the others.
    }
  }

  const remove = (keys) => write((_, rows) => Promise.all(keys.map((name) => done(rows.delete(name)))));

  return {
    officer,
    /**
     * All interviews, the latest first. Deletes those that the office has, after their time, and no others.
     */
    all: () =>
      queued(async () => {
        const rows = await read((_, held) => done(held.getAll()));
        const found = (await Promise.all(rows.map(opens))).filter(Boolean);
        const late = found.filter((it) => it.sent && it.expires < Date.now());
        if (late.length) await remove(late.map((it) => it.key));
        return found.filter((it) => !late.includes(it)).sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
      }),
    /** Save an interview with `changes`. It is unchanged if that fails. */
    keep: (interview, changes = () => ({})) => queued(() => put(interview, changes(interview))),
    /** Delete one interview from the device. */
    remove: (interview) => queued(() => remove([interview.key])),
  };
}
