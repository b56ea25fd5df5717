// Sends interviews one by one. Each stays on the device until the office has confirmed it, so a cut
// in the middle loses nothing: the next time goes on where this one stopped.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const SENT = [
  "procedure", "procedure_version", "place_kind", "confirmed", "started_at", "answers", "age", "follows", "decided_at",
  "decision", "reason", "language", "person", "refused",
];

async function ask(method, key, body) {
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  if (body) headers["Content-Type"] = "application/json";
  return fetch(`/api/v1/interviews/${key}`, { method, headers, body: body && JSON.stringify(body) });
}

/**
 * Send one interview. Gives {ok} with the interview as it now stands, {conflict} with what the
 * office holds, {problem} in words, {signIn}, or {cut} where there is no network.
 */
export async function send(interview) {
  try {
    const body = Object.fromEntries(SENT.map((name) => [name, interview[name]]));
    const answer = await ask("PUT", interview.key, { ...body, base: interview.base });
    if (answer.ok) {
      const kept = await answer.json();
      return { ok: { ...interview, base: kept.version, person: kept.person, state: kept.state, sent: true } };
    }
    if (answer.status === 401 || answer.status === 403) return { signIn: true };
    if (answer.status === 409) {
      const there = await ask("GET", interview.key);
      if (there.ok) return { conflict: await there.json() };
    }
    const problem = await answer.json().catch(() => ({}));
    return { problem: [problem.detail ?? problem.title ?? String(answer.status), problem.remedy ?? ""].join(" ") };
  } catch {
    return { cut: true };
  }
}
