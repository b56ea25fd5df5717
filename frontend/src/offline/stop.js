// What comes before every other question: duties after an answer that stops the interview.
import { dueWords } from "./due.js";
import { button, complain, device, el, form, show } from "./parts.js";
import { clockStart, dutyWords, findStop, isBan, wrongReferral } from "./procedure.js";
import { gettext } from "../words.js";

const doneOf = (it) => Object.keys(it?.done ?? {});

/** The stop of an open interview; null where nothing stops it. */
export const ownStop = (procedure, interview) => findStop(procedure, interview.answers, doneOf(interview), interview.handled_stops ?? []);

/** What stopped the interview that this one took over from, as far as it is still due. Only protections stay due. */
export async function carriedStop(interview, screens) {
  const first = interview.follows ? (await device.store.all()).find((it) => it.key === interview.follows) : null;
  if (!first) return null;
  const adults = screens.procedureOf(first);
  const ended = adults.duties.filter((duty) => !duty.protects).map((duty) => duty.id);
  const handled = [...(first.handled_stops ?? []), ...(interview.handled_stops ?? [])];
  const stop = findStop(adults, first.answers, [...ended, ...doneOf(first), ...doneOf(interview)], handled);
  return stop && { ...stop, duties: stop.duties.filter((duty) => duty.protects), since: clockStart(first) };
}

/** The screen of a stop that stays due from the interview before. */
export function showStop(interview, stop, screens) {
  show(el("h1", {}, interview.person), stopSection(interview, stop, () => screens.next(interview), screens));
}

const recipients = (duty) => (duty.to?.length ? el("fieldset", { class: "ask" }, el("legend", {}, gettext("To whom was the person referred? An adult chooses.")), ...duty.to.map((role) => el("label", {}, el("input", { type: "checkbox", name: "referred_to", value: role.id }), ` ${role.text}`))) : "");

/** The duties that come first, each with its time and a button; `again` shows the screen anew. */
export function stopSection(interview, stop, again, screens) {
  const since = stop.since ?? clockStart(interview);
  const mark = (duty) => async (given) => {
    const roles = given.getAll("referred_to");
    const wrong = wrongReferral(duty, roles);
    if (wrong) return complain(wrong === "none" ? gettext("Say to whom the person was referred.") : gettext("A child is not referred to the police alone. Refer the child to child protection, too."));
    await device.store.keep(interview, (it) => ({ done: { ...it.done, [duty.id]: new Date().toISOString() }, referred_to: roles.length ? { ...it.referred_to, [duty.id]: roles } : (it.referred_to ?? {}), sent: false }));
    return stop.duties.every((each) => isBan(each) || each.id in interview.done) ? screens.next(interview) : again();
  };
  const handle = async () => {
    await device.store.keep(interview, (it) => ({ handled_stops: [...(it.handled_stops ?? []), stop.question], sent: false }));
    return screens.next(interview);
  };
  const row = (duty) => el("li", { class: "card" },
    el("p", {}, dutyWords(duty, new Date()), dueWords({ duty, since })),
    isBan(duty) ? el("p", {}, gettext("in force")) : duty.id in (interview.done ?? {}) ? el("p", {}, gettext("done")) : form(mark(duty), recipients(duty), el("button", { class: "btn" }, gettext("Mark as done"))),
  );
  return el("section", { class: "notice notice-danger stop", role: "alert" },
    el("h2", {}, gettext("Stop. Do this first")),
    el("p", {}, gettext("The other questions wait until this is done.")),
    el("ul", { class: "cards" }, ...stop.duties.map(row)),
    button(gettext("It is taken care of: continue the questions"), handle),
    el("p", { class: "hint" }, gettext("What is not marked as done stays due, with its deadline.")),
  );
}
