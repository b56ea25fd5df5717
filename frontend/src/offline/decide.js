// The end of an interview: what is indicated and why, what is due, and the officer's decision.
import { lawfulNotice, services } from "./country.js";
import { dueList, notDone, withClock } from "./due.js";
import { carried } from "./handover.js";
import { ageContradicts, area, button, choose, complain, device, el, form, guarded, items, show, warning } from "./parts.js";
import { clockStart, denials, dutiesAfter, dutiesNow, hasLeft, indicate, indicated, isBelow, isDecisionComplete, mayDecide, needsSecondPerson, relevant, settled, wordsFor } from "./procedure.js";
import { carriedStop, ownStop, stopSection } from "./stop.js";
import { gettext } from "../words.js";

/** The last screen of an interview. `screens`: see main.js. */
export async function decideScreen(interview, screens) {
  const procedure = screens.procedureOf(interview);
  if (screens.mayBeChild(interview)) return screens.toChild(interview);
  const before = await carried(interview, screens);
  const stop = (await carriedStop(interview, screens)) ?? ownStop(procedure, interview);
  const found = indicate(procedure, settled(procedure, interview));
  const isAgeKnown = mayDecide(procedure, interview.age, interview.answers);
  const made = decisionForm(interview, procedure, found, isAgeKnown, screens);
  const words = (q) => wordsFor(procedure, q, screens.ageOf(interview), hasLeft(procedure, interview.answers));
  const has = indicated(found);
  show(
    el("p", { class: "hint" }, `${procedure.title} · ${interview.person} · ${procedure.status?.words ?? ""}`),
    stop && stopSection(interview, stop, () => decideScreen(interview, screens), screens),
    lawfulNotice(procedure),
    el("h1", {}, has ? gettext("What the answers indicate") : gettext("What to do next")),
    ...(has ? [...resultLines(procedure, found), el("p", {}, device.bundle.advice)] : []),
    screened(procedure.instrument),
    ...signs(found.grounds),
    answeredNo(found.against),
    ...(found.unknown.length ? [el("h2", {}, gettext("Unknown answers that could change the result")), el("ul", {}, ...found.unknown.map((q) => el("li", {}, button(words(q), () => screens.ask(interview, q)))))] : []),
    ...before,
    el("h2", {}, gettext("What to do next")),
    // What comes first stands in the stop already.
    dueList(withClock(notDone(interview, dutiesNow(procedure, settled(procedure, interview))).filter((duty) => !stop?.duties.includes(duty)), clockStart(interview))),
    services(procedure),
    el("h2", {}, gettext("Your decision")),
    ...(isAgeKnown ? [] : askAge(interview, procedure, screens)),
    made,
  );
  return null;
}

/** Reasonable grounds, which decide the duties, and a published classification beside them. */
function resultLines(procedure, found) {
  const incomplete = found.unknown.length ? procedure.incomplete : procedure.incomplete_signs;
  const said = (names, result) => (result === "incomplete" ? incomplete : names?.[result]) ?? "";
  const label = found.label?.text ?? "";
  if (!found.reasonable_grounds) return [el("p", { class: "big" }, said(procedure.outcomes, found.outcome)), label ? el("p", {}, label) : null].filter(Boolean);
  const published = procedure.published && found.outcome ? el("p", { class: "hint" }, el("strong", {}, gettext("Published classification:")), ` ${[said(procedure.outcomes, found.outcome), label].filter(Boolean).join(" · ")}`) : null;
  return [el("p", { class: "big" }, said(procedure.grounds, found.reasonable_grounds)), published].filter(Boolean);
}

/** The signs that hold, core and context apart, each with its reason. */
function signs(grounds) {
  const groups = [
    [gettext("Core signs"), grounds.filter((i) => i.sign === "core")],
    [gettext("Context signs: by themselves they call for further questions and an offer of help"), grounds.filter((i) => i.sign === "context")],
    [gettext("Reasons for this result"), grounds.filter((i) => !i.sign)],
  ];
  const line = (i) => el("li", {}, i.text, i.because ? el("span", { class: "hint" }, ` ${i.because}`) : "");
  return groups.filter(([, found]) => found.length).flatMap(([title, found]) => [el("h2", {}, title), el("ul", {}, ...found.map(line))]);
}

/** The signs that were answered no. Their text alone reads as a fact, so it is introduced. */
function answeredNo(against) {
  if (!against.length) return null;
  return el("details", {}, el("summary", {}, `${device.bundle.answered_no} ${against.length}`), items(against.map((i) => i.text)));
}

function decisionForm(interview, procedure, found, isAgeKnown, screens) {
  const reasons = device.bundle.closing_reasons ?? [];
  const has = indicated(found);
  const decide = async (given) => {
    const decision = given.get("decision");
    const reason = (given.get("reason") ?? "").trim();
    const code = isBelow(has, decision) ? (given.get("reason_code") ?? "") : "";
    if (!isAgeKnown) return complain(ageFirst());
    if (denials(procedure, interview.age, interview.answers).length) return complain(ageContradicts(screens.ageOf(interview)));
    if (!isDecisionComplete(procedure, has, decision ?? null, reason, code, reasons)) return complain(isBelow(has, decision) && !code ? gettext("The decision is below what the answers indicate. Choose the reason from the list.") : gettext("Choose a decision. If you decide differently, give your reason."));
    await device.store.keep(interview, () => ({ decision: decision ?? null, reason, reason_code: code, decided_at: new Date().toISOString(), draft: null, sent: false }));
    return showDecided(interview, procedure, needsSecondPerson(has, decision, code, reasons), screens);
  };
  const draft = interview.draft ?? {};
  const coded = reasons.map((reason) => [reason.id, reason.prohibited ? `${reason.text} ${gettext("(not a reason in law: a second person decides)")}` : reason.text]);
  const made = form(decide,
    ...(procedure.asks ? [
      choose(gettext("Your decision"), "decision", Object.entries(procedure.decisions ?? procedure.outcomes), draft.decision),
      choose(gettext("Your reason, if you decide below what is indicated"), "reason_code", coded, draft.reason_code),
      area(gettext("In your own words, without a name (required if you decide differently)"), "reason", draft.reason ?? ""),
    ] : []),
    el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, gettext("Decide")), button(gettext("Pause"), () => screens.list())),
  );
  // Saved like all input, but not sent before the decision.
  made.addEventListener("input", () => {
    const given = new FormData(made);
    return guarded(() => device.store.keep(interview, () => ({ draft: { decision: given.get("decision"), reason: given.get("reason"), reason_code: given.get("reason_code") } })));
  });
  return made;
}

/** What is due after the decision. One that waits for a second person adds nothing yet. */
function showDecided(interview, procedure, waits, screens) {
  const due = notDone(interview, dutiesAfter(procedure, settled(procedure, interview), waits ? null : interview.decision));
  show(
    el("h1", {}, gettext("What to do next")),
    waits ? warning(gettext("The decision waits for a second person. What is indicated stays due until then.")) : null,
    dueList(withClock(due, clockStart(interview))),
    services(procedure),
    button(gettext("Interviews on this device"), () => screens.list(), "btn-primary"),
  );
  return null;
}

const ageFirst = () => gettext("Answer first whether the person may be under 18, or continue with the child procedure.");

/** The questions about being under 18, if none was answered and the procedure is for adults. */
function askAge(interview, procedure, screens) {
  const open = relevant(procedure, interview.answers).filter((q) => procedure.age_rules.questions.includes(q.id));
  return [warning(ageFirst()), el("p", { class: "actions" }, ...open.map((q) => button(wordsFor(procedure, q, null), () => screens.ask(interview, q))), button(gettext("The person may be under 18"), () => screens.toChild(interview)))];
}

// The published facts of the instrument that was run; null if there was none.
function screened(it) {
  if (!it) return null;
  const studies = it.studies.flatMap((study) => [el("p", {}, study.people), items([study.figures_said, ...study.computed.said].filter(Boolean))]);
  return el("div", { class: "notice" }, el("p", {}, el("strong", {}, it.name)), el("p", {}, `${it.rule}. ${it.referral}`), ...studies, el("p", { class: "hint" }, it.language));
}
