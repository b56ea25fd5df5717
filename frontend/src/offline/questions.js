// The questions of one chapter on one screen, or one question alone. Every answer is saved at once.
import { askReason } from "./handover.js";
import { ownStop, stopSection } from "./stop.js";
import { dueAlready, dueList } from "./due.js";
import { ageContradicts, alarm, app, button, choose, complain, device, el, field, form, guarded, items, leading, show, wordsOf } from "./parts.js";
import { denials, firstSignAt, hasLeft, pages, readAge, relevant, wordsFor } from "./procedure.js";
import { filled, gettext } from "../words.js";

/** The screen of a question, with those of its chapter. `screens`: see main.js. */
export function askPage(interview, question, screens) {
  const procedure = screens.procedureOf(interview);
  const all = pages(procedure, interview.answers);
  const place = all.findIndex((page) => page.questions.some((q) => q.id === question.id));
  const page = all[place];
  const stop = ownStop(procedure, interview);
  if (stop && stop.question !== question.id) return askPage(interview, procedure.questions.find((q) => q.id === stop.question), screens);
  // While something comes first, the other questions of the chapter wait.
  const asked = stop ? [question] : page.questions;
  const again = () => askPage(interview, question, screens);
  const fields = { asked, isAlone: !page.chapter };
  const which = filled(page.chapter ? gettext("Part {number} of {count}") : gettext("Question {number} of {count}"), { number: place + 1, count: all.length });
  const status = el("p", { class: "hint", role: "status" });
  // Check after every exit from the questions: any answer that may mean a child counts.
  const left = (way) => leading(async () => {
    try {
      await keepMarked(made, interview, fields, screens);
    } catch (problem) {
      // Keep the list accessible, where sending frees space; otherwise show only the failed save.
      if (way === screens.list) return screens.list(alarm(wordsOf(problem)));
      throw problem;
    }
    return screens.mayBeChild(interview) ? screens.toChild(interview, way === screens.list) : way();
  });
  const go = leading(async () => {
    const said = asked.map((q) => [q, marked(made, q, fields) ?? "not_asked"]);
    const answers = { ...interview.answers, ...Object.fromEntries(said.map(([q, answer]) => [q.id, answer])) };
    if (denials(procedure, interview.age, answers).length) return complain(ageContradicts(readAge(procedure, interview.age, answers)));
    await keepAnswers(interview, said, procedure);
    const open = relevant(procedure, interview.answers).map((q) => q.id);
    return screens.next(interview, open[open.indexOf(page.questions[0].id) - 1] ?? null);
  });
  const isLast = place === all.length - 1;
  const made = form(go,
    ...asked.flatMap((q) => fieldsOf(interview, q, fields, screens)),
    status,
    el("p", { class: "actions" },
      stop ? null : el("button", { class: "btn btn-primary" }, page.chapter && !isLast ? gettext("To the next chapter") : gettext("Next")),
      place > 0 && !stop ? button(gettext("Back"), left(() => askPage(interview, all[place - 1].questions[0], screens))) : null,
      button(gettext("Pause"), left(screens.list)),
      button(gettext("Enough is known"), left(() => screens.end(interview))),
    ),
  );
  keepAsTyped(made, interview, fields, status, screens, again);
  // What comes first stands in the stop already.
  const due = dueAlready(interview, procedure).filter((it) => !stop?.duties.includes(it.duty));
  show(
    el("p", { class: "hint" }, `${which} · ${interview.person}`),
    el("progress", { max: all.length, value: place + 1, "aria-label": which }),
    page.chapter ? el("h1", {}, page.chapter.text) : null,
    stop ? stopSection(interview, stop, again, screens) : null,
    // An officer who comes from the procedure for adults ticked nothing: show the safety conditions instead.
    place === 0 && !interview.confirmed.length && procedure.before.length ? el("div", { class: "notice notice-warning" }, el("strong", {}, gettext("Before the first question")), items(procedure.before.map((gate) => gate.text))) : null,
    made,
    ...(due.length ? [el("h2", {}, gettext("Due already")), dueList(due)] : []),
    procedure.child_procedure ? button(gettext("The person may be under 18"), () => screens.toChild(interview)) : null,
    button(gettext("The talk cannot go on"), left(() => askReason(interview, screens))),
  );
  return null;
}

const nameOf = (kind, question, { isAlone }) => (isAlone ? kind : `${kind}-${question.id}`);

function fieldsOf(interview, question, fields, screens) {
  const procedure = screens.procedureOf(interview);
  const given = interview.answers[question.id];
  const codes = question.choices.map((c) => [c.id, c.text]);
  const missing = device.bundle.missing.map((name) => [name, device.bundle.answers[name]]);
  const words = wordsFor(procedure, question, screens.ageOf(interview), hasLeft(procedure, interview.answers));
  const asked = choose(fields.isAlone ? el("h1", {}, words) : words, nameOf("answer", question, fields), [...codes, ...missing], given, true);
  const hints = [question.note, question.help, question.why && [el("strong", {}, gettext("Why this is asked:")), ` ${question.why}`]].filter(Boolean);
  asked.querySelector("legend").after(...hints.map((hint) => el("p", { class: "hint" }, ...[hint].flat())));
  if (question.type !== "number") return [asked];
  const value = typeof given === "number" ? given : null;
  return [asked, field(gettext("Number"), nameOf("number", question, fields), { inputmode: "decimal", type: "number", min: question.least, max: question.most, step: "any", value })];
}

/** The answer in the form; undefined if there is none. */
function marked(made, question, fields) {
  const given = new FormData(made);
  const number = given.get(nameOf("number", question, fields));
  return given.get(nameOf("answer", question, fields)) ?? (number ? Number(number) : undefined);
}

// An answer that is saved while typing may have failed: save it again before the questions are left.
async function keepMarked(made, interview, fields, screens) {
  await device.store.all();
  if (!made.checkValidity()) return;
  const said = fields.asked.map((q) => [q, marked(made, q, fields)]).filter(([q, value]) => value !== interview.answers[q.id]);
  if (said.length) await keepAnswers(interview, said, screens.procedureOf(interview));
}

/** Save answers, pairs of question and value; undefined removes one. */
function keepAnswers(interview, said, procedure) {
  return device.store.keep(interview, (it) => {
    const answers = { ...it.answers };
    for (const [question, value] of said) {
      if (value === undefined) delete answers[question.id];
      else answers[question.id] = value;
    }
    const isSame = said.every(([question, value]) => it.answers[question.id] === value);
    return { answers, first_sign_at: firstSignAt(procedure, it, answers), sent: it.sent && isSame };
  });
}

// A choice or a number is saved at once, so that leaving the page loses nothing. The last action wins.
function keepAsTyped(made, interview, fields, status, screens, again) {
  const procedure = screens.procedureOf(interview);
  made.addEventListener("input", async ({ target }) => {
    const question = fields.asked.find((q) => [nameOf("answer", q, fields), nameOf("number", q, fields)].includes(target.name));
    const number = made.elements[nameOf("number", question, fields)];
    if (target.name === nameOf("answer", question, fields) && number) number.value = "";
    if (target === number) for (const radio of made.querySelectorAll(`input[name="${nameOf("answer", question, fields)}"]`)) radio.checked = false;
    if (!target.checkValidity()) return;
    status.textContent = "";
    await guarded(async () => {
      const before = ownStop(procedure, interview)?.question;
      await keepAnswers(interview, [[question, marked(made, question, fields)]], procedure);
      status.textContent = gettext("Saved.");
      app.querySelector(":scope > .error-summary")?.remove();
      // What comes first is shown at once, on the same screen.
      const stop = ownStop(procedure, interview)?.question;
      if (stop !== before && !screens.mayBeChild(interview)) await (stop ? screens.next(interview) : again());
    });
  });
}
