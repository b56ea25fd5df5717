// Conditions in the browser of an officer without network, with the same meaning as explain.py; tests compare
// them. A condition is its written form in JSON; an answer is a value, or one of MISSING.

export const NO = "no";
export const UNKNOWN = "unknown";
export const YES = "yes";
export const MISSING = ["not_asked", "does_not_know", "prefers_not_to_say"];

const isValue = (value) => value !== undefined && value !== null && !MISSING.includes(value);
const known = (value, test) => (isValue(value) ? (test(value) ? YES : NO) : UNKNOWN);
const only = (pair) => Object.entries(pair)[0];

const READERS = {
  yes: (name, answers) => known(answers[name], (given) => given === "yes"),
  no: (name, answers) => known(answers[name], (given) => given === "no"),
  is: (pair, answers) => {
    const [name, value] = only(pair);
    return known(answers[name], (given) => given === value);
  },
  one_of: (pair, answers) => {
    const [name, values] = only(pair);
    return known(answers[name], (given) => values.includes(given));
  },
  less_than: (pair, answers) => {
    const [name, limit] = only(pair);
    return known(answers[name], (given) => Number(given) < limit);
  },
  answered: (name, answers) => (isValue(answers[name]) ? YES : NO),
  not: (part, answers) => ({ [NO]: YES, [UNKNOWN]: UNKNOWN, [YES]: NO })[holds(part, answers)],
  all: (parts, answers) => atLeast(parts.length, parts, answers),
  any: (parts, answers) => atLeast(1, parts, answers),
  at_least: ({ n, of }, answers) => atLeast(n, of, answers),
};

function atLeast(n, parts, answers) {
  const told = parts.map((part) => holds(part, answers));
  if (told.filter((answer) => answer === YES).length >= n) return YES;
  return told.filter((answer) => answer !== NO).length >= n ? UNKNOWN : NO;
}

/** The names whose values could still settle an unknown condition; otherwise empty. */
export function openNames(node, answers) {
  if (holds(node, answers) !== UNKNOWN) return [];
  if (typeof node === "string") return [node];
  const [kind, inner] = only(node);
  if (kind === "not") return openNames(inner, answers);
  if (["all", "any", "at_least"].includes(kind)) return (inner.of ?? inner).flatMap((part) => openNames(part, answers));
  return [typeof inner === "string" ? inner : only(inner)[0]];
}

/** The value of a written condition: "yes", "no" or "unknown". */
export function holds(node, answers) {
  if (node === "always") return YES;
  if (typeof node === "string") return READERS.yes(node, answers);
  const [kind, inner] = only(node);
  if (!Object.hasOwn(READERS, kind)) throw new Error(`unknown condition: ${kind}`);
  return READERS[kind](inner, answers);
}
