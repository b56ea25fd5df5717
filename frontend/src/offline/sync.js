// Sends interviews one by one. Each stays on the device until the office has confirmed it, so a cut
// in the middle loses nothing: the next time goes on where this one stopped.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
/** Set while somebody left quickly and the office has not heard yet that the session is to end. */
const LEAVING = "leaving";
/** Time for the office to answer the quick exit, before the page goes on. */
const MOMENT = 1000;

const SENT = [
  "procedure", "procedure_version", "place_kind", "confirmed", "started_at", "answers", "age", "follows", "decided_at",
  "decision", "reason", "language", "person", "refused",
];

async function ask(method, address, body, more = {}) {
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  return fetch(address, { method, headers, body: body && JSON.stringify(body), ...more });
}

/** Who is signed in now, as the office says: {officer}, {signIn} or {cut}. It renews the cookie, too. */
export async function whoIsSignedIn() {
  try {
    const answer = await fetch("/offline/", { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.status >= 500) return { cut: true };
    const app = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("app");
    return answer.ok && !answer.redirected && app ? { officer: app.dataset.officer } : { signIn: true };
  } catch {
    return { cut: true };
  }
}

/**
 * Send one interview. Gives {told} with what the office says of it, {conflict} with what the
 * office holds, {problem} in words, {signIn}, or {cut} where there is no network.
 */
export async function send(interview) {
  const address = `/api/v1/interviews/${interview.key}`;
  const body = { ...Object.fromEntries(SENT.map((name) => [name, interview[name]])), base: interview.base };
  try {
    let answer = await ask("PUT", address, body);
    // Perhaps only the cookie is missing: it comes with the page.
    if (answer.status === 403 && "officer" in (await whoIsSignedIn())) answer = await ask("PUT", address, body);
    if (answer.ok) {
      const kept = await answer.json();
      return { told: { base: kept.version, person: kept.person, state: kept.state } };
    }
    if (answer.status === 401 || answer.status === 403) return { signIn: true };
    if (answer.status === 409) {
      const there = await ask("GET", address);
      if (there.ok) return { conflict: await there.json() };
    }
    const problem = await answer.json().catch(() => ({}));
    return { problem: [problem.detail ?? problem.title ?? String(answer.status), problem.remedy ?? ""].join(" ").trim() };
  } catch {
    return { cut: true };
  }
}

/** End the session for the quick exit; without network it is ended when the page next opens. */
export async function signOut(address) {
  localStorage.setItem(LEAVING, "yes");
  return finishSignOut(address);
}

/** End the session that a quick exit without network could not end. Nobody waits long for it. */
export async function finishSignOut(address) {
  if (!localStorage.getItem(LEAVING)) return null;
  return Promise.race([askSignOut(address), new Promise((resolve) => setTimeout(resolve, MOMENT))]);
}

async function askSignOut(address) {
  try {
    let answer = await ask("POST", address, null, { keepalive: true });
    if (answer.status === 403 && "officer" in (await whoIsSignedIn())) answer = await ask("POST", address, null, { keepalive: true });
    if (answer.ok) localStorage.removeItem(LEAVING);
  } catch {
    // Still without network: the mark stays.
  }
}
