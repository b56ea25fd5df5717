// Duties with the time they are due; what is overdue says so while the interview is still open.
import { el } from "./parts.js";
import { clockStart, dueTime, dutiesNow, dutyWords, isBan, settled } from "./procedure.js";
import { filled, gettext, longTime } from "../words.js";

/** Duties with their clock, for `dueList`. */
export const withClock = (duties, since) => duties.map((duty) => ({ duty, since }));

/** What is due, with its time. `due`: a list of {duty, since}. */
export const dueList = (due) => el("ul", {}, ...due.map((it) => el("li", {}, dutyWords(it.duty, new Date()), dueWords(it))));

/** When a duty is due, in words; null if it has no deadline. */
export function dueWords({ duty, since }) {
  const due = dueTime(duty, since);
  if (due === null) return null;
  const time = longTime(new Date(due));
  if (due < Date.now()) return el("strong", { class: "field-error" }, ` ${filled(gettext("overdue since {time}"), { time })}`);
  return ` (${filled(gettext("by {time}"), { time })})`;
}

/** The duties that were not marked as done on this device; a ban cannot be. */
export const notDone = (interview, duties) => duties.filter((duty) => isBan(duty) || !(duty.id in (interview.done ?? {})));

/** What an open interview has made due so far and has a deadline, the earliest first. */
export function dueSoon(interview, procedure) {
  const waiting = notDone(interview, dutiesNow(procedure, settled(procedure, interview))).filter((duty) => duty.within_hours);
  const due = withClock(waiting, clockStart(interview));
  return due.sort((a, b) => dueTime(a.duty, a.since) - dueTime(b.duty, b.since));
}

/** What holds while an interview is open: no penalty first, then what has a deadline. */
export function dueAlready(interview, procedure) {
  const holding = notDone(interview, dutiesNow(procedure, settled(procedure, interview))).filter((duty) => isBan(duty) && !duty.within_hours);
  return [...withClock(holding, clockStart(interview)), ...dueSoon(interview, procedure)];
}

/** The earliest deadline of an open interview in milliseconds; infinity without one. */
export function earliest(interview, procedure) {
  const [first] = dueSoon(interview, procedure);
  return first ? dueTime(first.duty, first.since) : Infinity;
}
