// Sending to the office, and the officer's choice when both sides changed an interview.
import { alarm, app, button, choose, device, el, form, items, screen, show } from "./parts.js";
import { ChangedInAnotherTab } from "./store.js";
import { finishSignOut, send, whoIsSignedIn } from "./sync.js";
import { filled, gettext } from "../words.js";

const signIn = () => el("p", { class: "notice", role: "alert" }, el("a", { href: app.dataset.signIn }, gettext("Sign in to send the interviews.")));
let isSending = false;

/** Send everything that was not sent; then `list(said)`, unless the officer has moved to another screen. */
export async function sendAll(list, procedureOf) {
  if (isSending) return null;
  isSending = true;
  const [here, store] = [screen(), device.store];
  app.querySelector("h1")?.after(el("p", { class: "hint", role: "status" }, gettext("Sending…")));
  try {
    const found = await sendEach(store);
    if (screen() !== here || device.store !== store) return null;
    if (found.conflict) return compare(found.conflict, list, procedureOf);
    return list(found.said);
  } finally {
    isSending = false;
  }
}

/**
 * {said}: the result as an element; or the first {conflict}. A refused interview does not stop the others.
 */
async function sendEach(store) {
  await finishSignOut(app.dataset.leave);
  const who = await whoIsSignedIn();
  if (who.signIn) return { said: signIn() };
  if (store.officer && who.officer && who.officer !== store.officer) return { said: alarm(filled(gettext("The interviews on this device belong to {officer}. Sign in as {officer} to send them."), { officer: store.officer })) };
  const refused = [];
  let conflict = null;
  const waiting = (await store.all()).reverse().filter((it) => !it.sent);
  // The office must know an interview before the one that took over from it. Both began at the same time.
  for (const interview of [...waiting.filter((it) => !it.follows), ...waiting.filter((it) => it.follows)]) {
    const { rev } = interview;
    const result = await send(interview);
    if (result.cut) return { said: alarm(gettext("No network. The interviews stay on this device, encrypted.")) };
    if (result.signIn) return { said: signIn() };
    if (result.told) await store.keep(interview, (it) => ({ ...result.told, sent: it.rev === rev })).catch(passOther);
    else if (result.conflict) conflict ??= { interview, there: result.conflict, rev };
    else refused.push(`${interview.person}: ${result.problem}`);
  }
  if (conflict) return { conflict: { ...conflict, refused } };
  return { said: refused.length ? notTaken(refused) : el("p", { class: "message message-success", role: "status" }, gettext("Sent")) };
}

// Another tab changed it meanwhile, and will send it.
function passOther(problem) {
  if (!(problem instanceof ChangedInAnotherTab)) throw problem;
}

const notTaken = (refused) => el("div", { class: "error-summary", role: "alert" }, el("p", {}, gettext("Not accepted:")), items(refused));

/** Both sides changed: the officer chooses, answer by answer. Nothing is merged automatically. */
function compare({ interview, there, refused }, list, procedureOf) {
  const procedure = procedureOf(interview);
  const isOpen = there.state === "open";
  const differ = procedure.questions.filter((q) => interview.answers[q.id] !== there.answers[q.id]);
  const { answers } = device.bundle;
  const said = (q, value) => (value === undefined ? answers.not_asked : (answers[value] ?? q.choices.find((c) => c.id === value)?.text ?? String(value)));
  const both = (here, other) => [["here", `${gettext("On this device")}: ${here}`], ["there", `${gettext("In the office")}: ${other}`]];

  const merge = async (given) => {
    const theirs = differ.filter((q) => given.get(q.id) === "there");
    await device.store.keep(interview, (it) => {
      const merged = { ...it.answers };
      for (const q of theirs) {
        if (q.id in there.answers) merged[q.id] = there.answers[q.id];
        else delete merged[q.id];
      }
      // The decision was based on other answers: the officer decides again.
      const again = theirs.length && it.decided_at ? { decision: null, reason: "", reason_code: "", decided_at: null, draft: { decision: it.decision, reason: it.reason, reason_code: it.reason_code } } : {};
      return { answers: merged, base: there.version, sent: false, ...again };
    });
    return interview.draft && !interview.decided_at ? list(alarm(gettext("Answers changed after your decision. Open the interview and decide again."))) : sendAll(list, procedureOf);
  };
  const takeTheirs = async () => {
    await device.store.keep(interview, () => ({
      answers: there.answers, decision: there.decision || null, reason: there.reason ?? "", reason_code: there.reason_code ?? "", decided_at: there.decided_at,
      state: there.state, base: there.version, passed: there.state === "passed_on", refused: there.state === "refused", draft: null, sent: true,
    }));
    return sendAll(list, procedureOf);
  };

  const back = button(gettext("Interviews on this device"), () => list());
  const decisions = decided(procedure, interview, there, both);
  show(
    el("h1", {}, gettext("Changed on this device and in the office")),
    el("p", { class: "hint" }, `${procedure.title} · ${interview.person}`),
    refused.length ? notTaken(refused) : null,
    alarm(isOpen ? gettext("Changed elsewhere. Choose the correct answer to each question.") : gettext("The office has closed this interview. The answers on this device can no longer change it.")),
    isOpen
      ? form(merge, ...differ.map((q) => choose(q.text, q.id, both(said(q, interview.answers[q.id]), said(q, there.answers[q.id])), "here")), ...decisions, el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, gettext("Save the choice and send")), back))
      : el("div", { class: "stack" },
          ...differ.map((q) => pair(q.text, both(said(q, interview.answers[q.id]), said(q, there.answers[q.id])))),
          ...decisions,
          el("p", { class: "actions" }, button(gettext("Keep the version of the office"), takeTheirs, "btn-primary"), back)),
  );
}

const pair = (title, both) => el("div", {}, el("strong", {}, title), items(both.map(([, text]) => text)));

/** The decision of both sides, if they differ. */
function decided(procedure, here, there, both) {
  const [mine, theirs] = [here, there].map((it) => [(procedure.decisions ?? procedure.outcomes)[it.decision] ?? (it.decided_at ? gettext("decided") : "–"), it.reason].filter(Boolean).join(". "));
  return mine === theirs ? [] : [pair(gettext("Your decision"), both(mine, theirs))];
}
