// Runs a procedure for one person on the device, with the same meaning as procedures/decide.py, interview_order.py
// and the rules of cases; tests compare them on every scenario of every procedure, and on random answers.
import { holds, NO, openNames, UNKNOWN, YES } from "../../../src/palermo/conditions/offline.js";

/** The questions to ask after these answers, in order. */
export function relevant(procedure, answers) {
  return procedure.questions.filter((question) => holds(question.when, answers) === YES);
}

/** The age in years: the answer to a question about it, otherwise the estimate from before. */
export function readAge(procedure, age, answers) {
  const told = answers[procedure.age_rules.question];
  return typeof told === "number" ? Math.trunc(told) : (age ?? null);
}

/** The age group: "adult", "perhaps_child" or "unknown". Same rule as cases/child.py. */
export function ageGroup(procedure, age, answers, surelyAdult = false) {
  const rules = procedure.age_rules;
  const years = readAge(procedure, age, answers);
  const told = rules.questions.map((name) => answers[name]);
  if (told.some((answer) => rules.perhaps_child.includes(answer)) || (years !== null && years < rules.of_age)) return "perhaps_child";
  return years !== null || told.includes("no") || surelyAdult ? "adult" : "unknown";
}

/** The questions whose answers deny the known age below 18. Same rule as cases/child.py. */
export function denials(procedure, age, answers) {
  const years = readAge(procedure, age, answers);
  if (years === null || years >= procedure.age_rules.of_age) return [];
  return procedure.age_rules.questions.filter((name) => answers[name] === "no");
}

/** The answers by which duties are found: a known age below 18 outweighs every "no"; one of 18 or more answers what was not asked. Same rule as cases/child.py. */
export function settleAge(procedure, age, answers) {
  const years = readAge(procedure, age, answers);
  const isAdult = years !== null && years >= procedure.age_rules.of_age;
  const open = isAdult ? procedure.age_rules.questions.filter((name) => (answers[name] ?? "not_asked") === "not_asked") : [];
  const denied = denials(procedure, age, answers);
  return { ...answers, ...Object.fromEntries([...denied.map((name) => [name, "yes"]), ...open.map((name) => [name, "no"])]) };
}

/** The answers of an interview by which its duties are found. */
export const settled = (procedure, interview) => settleAge(procedure, interview.age, interview.answers);

/** Whether the procedure for children takes over after these answers. */
export function childTakesOver(procedure, age, answers) {
  return Boolean(procedure.child_procedure) && ageGroup(procedure, age, answers) === "perhaps_child";
}

/** Whether the procedure for children takes over at the beginning: not surely an adult. */
export function beginsWithChild(procedure, age, answers, surelyAdult) {
  return Boolean(procedure.child_procedure) && ageGroup(procedure, age, answers, surelyAdult) !== "adult";
}

/** Whether the procedure may decide about this person: one for adults needs to know the age. */
export function mayDecide(procedure, age, answers) {
  if (!procedure.child_procedure) return true;
  const group = ageGroup(procedure, age, answers);
  return group === "adult" || (group === "unknown" && !procedure.age_rules.questions.length);
}

/** The gates that are not confirmed. */
export function missingGates(procedure, confirmed) {
  return procedure.before.filter((gate) => !confirmed.includes(gate.id));
}

/** The confirmed gates that stay confirmed where the procedure for children is begun instead: those with the same words. Same rule as cases/interview.py. */
export function gatesKept(confirmed, adults, child) {
  const words = new Map(adults.before.map((gate) => [gate.id, gate.text]));
  return child.before.filter((gate) => confirmed.includes(gate.id) && words.get(gate.id) === gate.text).map((gate) => gate.id);
}

const RANKS = { negative: 0, undetermined: 1, positive: 2 };

/** The decision that agrees with an indication: after an incomplete one nothing is known yet. Same rule as procedures/decide.py. */
const agreeing = (indicated) => (indicated === "incomplete" ? "undetermined" : indicated);

/** Whether the officer decides below what is indicated. Same rule as cases/overruling.py. */
export const isBelow = (indicated, decision) => RANKS[decision] < RANKS[agreeing(indicated)];

/** Whether the decision is final only when a second person confirms or changes it. `reasons`: of the pack. */
export function needsSecondPerson(indicated, decision, code, reasons) {
  return isBelow(indicated, decision) && (!code || reasons.some((reason) => reason.id === code && reason.prohibited));
}

/** Whether the office would accept this decision: there is one if required, a reason if it differs, and a coded one if it is below. */
export function isDecisionComplete(procedure, indicated, decision, reason, code = "", reasons = []) {
  if (procedure.asks !== Boolean(decision)) return false;
  if (isBelow(indicated, decision) && reasons.length && !reasons.some((known) => known.id === code)) return false;
  return decision === agreeing(indicated) || Boolean(reason.trim());
}

/** When a duty must be done, in milliseconds since 1970; null if it has no deadline. `since`: when its clock began. */
export function dueTime(duty, since) {
  return duty.within_hours ? Date.parse(since) + duty.within_hours * 3_600_000 : null;
}

/** Whether any sign is answered yes; any indicator where the procedure declares no signs. Same rule as cases/clock.py. */
export function hasSign(procedure, answers) {
  const declares = procedure.indicators.some((indicator) => indicator.sign);
  return indicate(procedure, answers).grounds.some((indicator) => indicator.sign || !declares);
}

/** When deadlines begin to run: with the first sign, otherwise with the first contact. */
export const clockStart = (interview) => interview.first_sign_at ?? interview.started_at;

/** The time of the first sign: set once, by the first answer that makes one. */
export const firstSignAt = (procedure, interview, answers) => interview.first_sign_at ?? (hasSign(procedure, answers) ? new Date().toISOString() : null);

/** The duties of an open interview: those that follow, and what holds while it is not known. */
export function dutiesNow(procedure, answers) {
  const found = indicate(procedure, answers);
  return procedure.duties.filter((duty) => found.duties.includes(duty) || (found.possible.includes(duty) && isBan(duty)));
}

/** What the calendar says on a day (local time); null if it is silent. `spells` begin on ISO days, in order. */
export function lawfulOn(spells, day) {
  const iso = [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
  return (spells ?? []).findLast((spell) => spell.first <= iso) ?? null;
}

/** What is to be done on a day: what is unlawful then, or may be, is replaced, and why is said. Same rule as saying/lawful_texts.py. */
export function dutyWords(duty, day) {
  const found = lawfulOn(duty.lawful, day);
  if (!found || found.state === "lawful") return duty.text;
  const words = found.state === "not_known" ? duty.ask_first : duty.instead;
  return `${words || duty.text} ${found.words}`;
}

/** The question in the words for this age, or about that time for an adult who has left. */
export function wordsFor(procedure, question, age, left = false) {
  const child = age !== null && age !== undefined && age < procedure.age_rules.of_age;
  if (left && question.past && !child) return question.past;
  const bands = Object.keys(question.for_children).map(Number).filter((first) => child && first <= age);
  return bands.length ? question.for_children[Math.max(...bands)] : question.ask || question.text;
}

/** Outcome (null if the procedure decides nothing), grounds, open questions, duties. */
export function indicate(procedure, answers, decided = null) {
  // A published classification stays as computed; the officer decides about the grounds.
  const deciding = procedure.definitions.some(([name]) => name === "reasonable_grounds") ? "reasonable_grounds" : "outcome";
  const said = { positive: "yes", negative: "no" }[decided];
  const found = run(procedure, said ? { ...answers, [deciding]: said } : answers, deciding);
  if (said || indicated(found) !== "negative" || !(found.unknown.length || stands(procedure, found))) return found;
  // Screening that is not complete rules nothing out, and core signs stand. Same rule as procedures/decide.py.
  const open = run(procedure, { ...answers, [deciding]: "not_asked" }, deciding);
  // Where nothing is left to ask, the way on is that of a no after signs: a second meeting.
  const due = (duty) => open.duties.includes(duty) || (!found.unknown.length && found.duties.includes(duty));
  const follows = (duty) => [open.possible, found.duties, found.possible].some((duties) => duties.includes(duty));
  // Where every answer is known, a published classification stays as it was computed.
  const denies = found.outcome === "negative" && (found.unknown.length > 0 || !procedure.published);
  return {
    ...found,
    outcome: denies ? "incomplete" : found.outcome,
    reasonable_grounds: notDenied(found.reasonable_grounds),
    label: denies ? null : found.label,
    duties: procedure.duties.filter(due),
    possible: procedure.duties.filter((duty) => follows(duty) && !due(duty)),
  };
}

const notDenied = (result) => (result === "negative" ? "incomplete" : result);

function run(procedure, given, deciding) {
  const has = new Set(procedure.definitions.map(([name]) => name));
  const told = { ...given };
  for (const [name, node] of procedure.definitions) {
    if (name in given) continue;
    const answer = holds(node, told);
    told[name] = answer === UNKNOWN ? "not_asked" : answer;
  }
  const outcomes = { yes: "positive", no: "negative", not_asked: "undetermined" };
  return {
    outcome: procedure.decides ? outcomes[told.outcome] : null,
    reasonable_grounds: has.has("reasonable_grounds") ? outcomes[told.reasonable_grounds] : null,
    label: procedure.labels.find((label) => told[`label_${label.id}`] === "yes") ?? null,
    unknown: has.has(deciding) ? open(procedure, given, told, deciding) : [],
    grounds: procedure.indicators.filter((indicator) => told[indicator.id] === "yes"),
    against: procedure.indicators.filter((indicator) => told[indicator.id] === "no"),
    duties: procedure.duties.filter((duty) => told[`duty_${duty.id}`] === "yes"),
    possible: procedure.duties.filter((duty) => told[`duty_${duty.id}`] === "not_asked"),
  };
}

const open = (procedure, answers, told, deciding) => ({ not_asked: unknown, no: openSigns }[told[deciding]]?.(procedure, told, deciding, answers) ?? []);
const isSaid = (answer) => answer === "yes" || answer === "no";

/** Whether a core sign is yes: then nothing is ruled out, though nothing is left to ask. An instrument's result is its publisher's. */
const stands = (procedure, found) => !procedure.instrument && found.grounds.some((indicator) => indicator.sign === "core");

/** Questions about signs that are unknown; without signs of its own, only where an indicator is yes. Same rule as procedures/open_signs.py. */
function openSigns(procedure, told, deciding, answers) {
  const declares = procedure.indicators.some((indicator) => indicator.sign);
  const counted = procedure.instrument ? [] : procedure.indicators.filter((indicator) => indicator.sign || !declares);
  if (!declares && !counted.some((indicator) => told[indicator.id] === "yes")) return [];
  const asked = new Set(counted.filter((indicator) => !isSaid(told[indicator.id])).flatMap((indicator) => indicator.reads ?? []));
  return procedure.questions.filter((q) => asked.has(q.id) && holds({ answered: q.id }, answers) === NO && holds(q.when, answers) !== NO);
}

/** Whether nothing is ruled out, although no unknown answer can change the result: it is never read as a no. */
export const isIncomplete = (found) => indicated(found) === "incomplete";

/** Questions whose answer could still change an undetermined outcome. */
function unknown(procedure, told, deciding) {
  const definitions = new Map(procedure.definitions);
  const waiting = [deciding];
  const found = new Set();
  while (waiting.length) {
    const node = definitions.get(waiting.pop());
    for (const name of node === undefined ? [] : openNames(node, told))
      if (!found.has(name)) waiting.push(found.add(name) && name);
  }
  return procedure.questions.filter((question) => found.has(question.id));
}

/** What the duties follow from: reasonable grounds, otherwise the outcome; null if neither. */
export function indicated(found) {
  return found.reasonable_grounds ?? found.outcome;
}

/** Questions without an answer before a page that was answered. Same rule as procedures/stops.py. */
function passedOver(procedure, answers) {
  const given = (question) => answers[question.id] !== undefined;
  const rules = procedure.age_rules;
  const counts = (question) => given(question) && question.id !== rules.question && !rules.questions.includes(question.id);
  const open = procedure.questions.filter((question) => question.stops?.length && !given(question));
  if (!open.length) return [];
  const all = pages(procedure, answers);
  const last = all.findLastIndex((page) => page.questions.some(counts));
  const place = (question) => all.findIndex((page) => page.questions.includes(question));
  return open.filter((question) => place(question) >= 0 && place(question) < last).map((question) => question.id);
}

/** Whether it forbids something, so that it is never done and over. Same rule as procedures/shapes.py. */
export const isBan = (duty) => duty.protects === "no_penalty";

/** The first answer that stops the interview, with its duties that come first; null if there is none. Same rule as procedures/stops.py. */
export function findStop(procedure, answers, done, handled = []) {
  const passed = passedOver(procedure, answers);
  const stops = (question) => question.stops?.includes(passed.includes(question.id) ? "not_asked" : answers[question.id]);
  if (!procedure.questions.some(stops)) return null;
  const following = new Set(indicate(procedure, answers).duties);
  for (const question of procedure.questions) {
    if (!stops(question) || handled.includes(question.id)) continue;
    const duties = procedure.duties.filter((duty) => following.has(duty) && duty.reads.includes(question.id));
    if (duties.some((duty) => !isBan(duty) && !done.includes(duty.id))) return { question: question.id, duties };
  }
  return null;
}

/** The pages of an interview: the questions of one chapter together, any other question alone. Same rule as procedures/chapters.py. */
export function pages(procedure, answers) {
  const chapters = new Map((procedure.chapters ?? []).map((chapter) => [chapter.id, chapter]));
  const found = new Map();
  for (const question of relevant(procedure, answers)) {
    const chapter = chapters.get(question.chapter) ?? null;
    const name = chapter ? `chapter ${chapter.id}` : question.id;
    if (!found.has(name)) found.set(name, { chapter, questions: [] });
    found.get(name).questions.push(question);
  }
  return [...found.values()];
}

/** Whether the person has left the situation, so that questions are about that time. */
export function hasLeft(procedure, answers) {
  return procedure.questions.some((question) => question.left && answers[question.id] === "yes");
}

/** The duties of the answers and those that the officer's decision adds; it removes none. What holds while it is not known ends with a decision that rules it out, but not while a result is incomplete. */
export function dutiesAfter(procedure, answers, decided) {
  const before = indicate(procedure, answers);
  const after = indicate(procedure, answers, decided);
  const possible = [...after.possible, ...(isIncomplete(before) ? before.possible : [])];
  const held = possible.filter(isBan);
  const found = new Set([...before.duties, ...after.duties, ...held]);
  return procedure.duties.filter((duty) => found.has(duty));
}

/**
 * What a page leads to, and under which procedure. Same rule as cases/handover.py. `adult`: null if the officer was
 * not asked yet; `reason`: why there is no talk, empty where there is one; `begun`: questions were asked before.
 */
export function findCourse(procedure, age, answers, { adult = null, reason = "", begun = false } = {}) {
  const child = procedure.child_procedure;
  const group = ageGroup(procedure, age, answers, adult === true);
  if (!reason) return child && group !== "adult" ? { course: "child", procedure: child } : { course: "talk", procedure: procedure.id };
  if (adult === null && group === "unknown" && procedure.people !== "children") return { course: "ask_age", procedure: procedure.id };
  if (procedure.people === "children" || group !== "adult") return { course: "hand_over", procedure: child || procedure.child_handover || procedure.id };
  if (reason !== "declined") return { course: "hand_over", procedure: procedure.id };
  return { course: begun ? "decide" : "code_only", procedure: procedure.id };
}

/** What the officer can answer from what is seen, without what is ruled out. */
export function observedQuestions(procedure, answers) {
  return procedure.questions.filter((question) => question.observed && holds(question.when, answers) !== NO);
}

/** Why a referral to these roles may not be marked as done: "none" or "alone" (the police alone, of a child); null if it may. Same rule as cases/obligation.py. */
export function wrongReferral(duty, roles) {
  if (!duty.to?.length) return null;
  if (!roles.length) return "none";
  return roles.every((role) => duty.not_alone.includes(role)) ? "alone" : null;
}

/** What is known of the person that says who is to be called first. `kept`: the procedure of the record. Same rule as cases/handover.py. */
export function findSituations(procedure, kept, age, answers, adult = null) {
  const people = kept.people === "children" ? ["children"] : ageGroup(procedure, age, answers, adult === true) === "adult" ? ["adults"] : [];
  return new Set([...people, ...procedure.questions.filter((question) => answers[question.id] === "yes").flatMap((question) => question.about ?? [])]);
}

/** The groups that fit the person first, then the others, then those that seldom matter. Same rule as cases/handover.py. */
export function orderCalled(groups, situations) {
  const fits = (names) => names.some((name) => situations.has(name));
  const rank = (group) => (fits(group.first_for) ? 0 : fits(group.last_for) ? 2 : 1);
  return groups.map((group) => [rank(group), group]).sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** What is due after a hand-over: what follows, and what protects while it is not known; not how a talk is held. */
export function handoverDuties(procedure, answers, isAdult) {
  const found = indicate(procedure, answers);
  const held = found.possible.filter((duty) => (isAdult ? isBan(duty) : duty.protects && !(duty.protects === "danger" && duty.discloses)));
  return procedure.duties.filter((duty) => duty.during !== "talk" && (found.duties.includes(duty) || held.includes(duty)));
}

/** What a change of procedure never leaves. */
const NEVER_LEFT = ["no_penalty", "charge"];

/** The protections that the answers have made due; they survive a change of procedure. What holds only while the grounds are open is left to the procedure that takes over. */
export function protectionsDue(procedure, answers) {
  const found = indicate(procedure, answers);
  const open = ["undetermined", "incomplete"].includes(found.reasonable_grounds);
  const firm = open ? indicate(procedure, answers, "negative").duties : found.duties;
  return found.duties.filter((duty) => duty.protects && !duty.begins_child && (firm.includes(duty) || NEVER_LEFT.includes(duty.protects)));
}
