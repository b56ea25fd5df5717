// Sends interviews one by one. Each stays on the device until the office has confirmed it, so an interruption
// loses nothing: the next send continues there.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
/** Set after a quick exit until the office has ended the session. */
const LEAVING = "leaving";
/** Time for the office to answer the quick exit before the page is left. */
const MOMENT = 1000;

const SENT = [
  "procedure", "procedure_version", "place_kind", "confirmed", "started_at", "answers", "age", "follows", "decided_at",
  "decision", "reason", "reason_code", "language", "person", "refused", "adult", "came_from", "handed_over_at", "handover_reason",
  "called", "expected_at", "first_sign_at", "handled_stops", "done", "referred_to",
];

async function ask(method, address, body, more = {}) {
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  return fetch(address, { method, headers, body: body && JSON.stringify(body), ...more });
}

/** The signed-in user according to the office: {officer}, {signIn} or {cut}. It also renews the cookie. */
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
 * Send one interview. Returns {told} with the office's reply, {conflict} with the office's version, {problem}
 * in words, {signIn}, or {cut} without network.
 */
export async function send(interview) {
  const address = `/api/v1/interviews/${interview.key}`;
  const body = { ...Object.fromEntries(SENT.map((name) => [name, interview[name]])), base: interview.base };
  try {
    let answer = await ask("PUT", address, body);
    // The cookie may be missing: it comes with the page.
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

/** End the session that a quick exit without network could not end. The wait is short. */
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
