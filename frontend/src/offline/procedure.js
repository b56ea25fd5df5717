// Runs a procedure for one person on the device, with the same meaning as procedures/decide.py and
// procedures/interview_order.py; a test compares them on every scenario of every procedure.
import { holds, openNames, YES, UNKNOWN } from "../../../src/palermo/conditions/offline.js";

/** The questions to ask after these answers, in order. */
export function relevant(procedure, answers) {
  return procedure.questions.filter((question) => holds(question.when, answers) === YES);
}

const MAY_BE_CHILD = ["yes", "does_not_know", "prefers_not_to_say"];

/** Whether a person in a procedure for adults may be under 18 according to the answers. */
export function mayBeChild(procedure, answers) {
  return Boolean(procedure.child_procedure) && procedure.questions.some((q) => q.under_18 && MAY_BE_CHILD.includes(answers[q.id]));
}

/** The age answered in the interview, otherwise the estimate from before. */
export function ageOf(interview) {
  return typeof interview.answers.age === "number" ? interview.answers.age : interview.age;
}

/** The question in the words for this age. */
export function wordsFor(question, age) {
  const child = age !== null && age !== undefined && age < 18;
  const bands = Object.keys(question.for_children).map(Number).filter((first) => child && first <= age);
  return bands.length ? question.for_children[Math.max(...bands)] : question.ask || question.text;
}

/** Outcome (null if the procedure decides nothing), grounds, open questions, duties. */
export function indicate(procedure, answers, decided = null) {
  const given = decided === "positive" ? { ...answers, outcome: "yes" } : decided === "negative" ? { ...answers, outcome: "no" } : answers;
  const told = { ...given };
  for (const [name, node] of procedure.definitions) {
    if (name in given) continue;
    const answer = holds(node, told);
    told[name] = answer === UNKNOWN ? "not_asked" : answer;
  }
  const outcomes = { yes: "positive", no: "negative", not_asked: "undetermined" };
  return {
    outcome: procedure.decides ? outcomes[told.outcome] : null,
    label: procedure.labels.find((label) => told[`label_${label.id}`] === "yes") ?? null,
    unknown: procedure.decides && told.outcome === "not_asked" ? unknown(procedure, told) : [],
    grounds: procedure.indicators.filter((indicator) => told[indicator.id] === "yes"),
    duties: procedure.duties.filter((duty) => told[`duty_${duty.id}`] === "yes"),
  };
}

/** Questions whose answer could still change an undetermined outcome. */
function unknown(procedure, told) {
  const definitions = new Map(procedure.definitions);
  const waiting = ["outcome"];
  const found = new Set();
  while (waiting.length) {
    const node = definitions.get(waiting.pop());
    for (const name of node === undefined ? [] : openNames(node, told))
      if (!found.has(name)) waiting.push(found.add(name) && name);
  }
  return procedure.questions.filter((question) => found.has(question.id));
}

/** The duties of the answers and those that the officer's decision adds; it removes none. */
export function dutiesAfter(procedure, answers, decided) {
  const found = new Set([...indicate(procedure, answers).duties, ...indicate(procedure, answers, decided).duties]);
  return procedure.duties.filter((duty) => found.has(duty));
}
