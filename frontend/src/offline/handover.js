// A talk that does not take place, or no longer: why, what is seen, who was called, when somebody comes.
// `screens` holds what main.js knows: begun, list, childOf, procedureOf, start.
import { services } from "./country.js";
import { dueList } from "./due.js";
import { alarm, button, choose, complain, device, el, field, form, items, show } from "./parts.js";
import { clockStart, findCourse, findSituations, firstSignAt, handoverDuties, observedQuestions, orderCalled, protectionsDue, settleAge } from "./procedure.js";
import { filled, gettext, longTime } from "../words.js";

/**
 * The next screen of a talk that does not take place. `talk`: {procedure, reason, adult, interview} and, where
 * no interview has begun, {place_kind, age, confirmed, came_from}. `adult`: null if the officer was not asked.
 */
export function endTalk(talk, screens) {
  const { procedure, interview } = talk;
  const found = findCourse(procedure, interview ? interview.age : talk.age, interview?.answers ?? {}, { adult: talk.adult, reason: talk.reason, begun: Boolean(interview) });
  if (found.course === "ask_age") return askAdult(talk, screens);
  if (found.course === "code_only") return keepCode(talk, screens);
  if (found.course === "decide") return screens.end(interview);
  return observe(talk, found.procedure === procedure.id ? procedure : (screens.childOf(procedure) ?? procedure), screens);
}

/** Why an interview that has begun cannot go on. */
export function askReason(interview, screens) {
  const procedure = screens.procedureOf(interview);
  const reasons = [["declined", device.bundle.declined], ...procedure.before.map((gate) => [gate.id, filled(gettext("Cannot be met: {gate}"), { gate: gate.text })])];
  const go = (given) => (given.get("reason") ? endTalk({ procedure, interview, reason: given.get("reason"), adult: null }, screens) : complain(gettext("Say why the talk does not take place.")));
  show(el("h1", {}, gettext("The talk does not take place")), el("p", { class: "hint" }, `${procedure.title} · ${interview.person}`), form(go, choose(gettext("Why does the talk not take place?"), "reason", reasons, null, true), el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, gettext("Continue")), button(gettext("Cancel"), () => screens.next(interview)))));
}

function askAdult(talk, screens) {
  const go = (given) => (given.get("adult") ? endTalk({ ...talk, adult: given.get("adult") === "yes" }, screens) : complain(gettext("Say whether the person is 18 or older.")));
  show(
    el("h1", {}, gettext("The talk does not take place")),
    form(go, choose(gettext("Is the person 18 or older?"), "adult", [["yes", gettext("Yes, certain")], ["no", gettext("No")], ["unknown", gettext("Not known")]]), el("p", { class: "hint" }, gettext("Do not ask the person. Answer from what you see and know.")), el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, gettext("Continue")), button(gettext("Cancel"), () => screens.list()))),
  );
}

async function keepCode({ procedure, place_kind }, screens) {
  const interview = await screens.begun(procedure, { place_kind, confirmed: [], refused: true, adult: true });
  screens.showCode(interview, procedure);
}

const words = (talk) => (talk.reason === "declined" ? device.bundle.declined : filled(gettext("Cannot be met: {gate}"), { gate: talk.procedure.before.find((gate) => gate.id === talk.reason)?.text ?? talk.reason }));

/** What is seen, who was called, when somebody comes. `kept`: the procedure of the record. */
function observe(talk, kept, screens) {
  const { interview, procedure } = talk;
  const isOwn = kept.id === procedure.id;
  const known = interview && isOwn ? interview.answers : {};
  const seen = observedQuestions(kept, known);
  const situations = findSituations(procedure, kept, interview ? interview.age : talk.age, interview?.answers ?? {}, talk.adult);
  const forChild = !isOwn || kept.people === "children";
  const save = async (given) => {
    const answers = { ...known, ...(talk.adult && isOwn ? procedure.age_rules.adult_answers : {}), ...observed(seen, given) };
    const expected = given.get("expected_at");
    const ended = {
      answers, adult: talk.adult === true, handover_reason: talk.reason, called: given.getAll("called"),
      first_sign_at: firstSignAt(kept, interview ?? {}, answers), expected_at: expected ? new Date(expected).toISOString() : null, handed_over_at: new Date().toISOString(),
    };
    const record = await keepRecord(talk, kept, ended, screens);
    return showRecord(record, kept, screens);
  };
  show(
    el("h1", {}, gettext("Observe and hand over")),
    el("p", { class: "hint" }, [procedure.title, interview?.person].filter(Boolean).join(" · ")),
    el("div", { class: "notice notice-warning" }, el("p", {}, el("strong", {}, words(talk))), items([
      gettext("Ask no questions. Keep the person safe and stay until somebody comes."),
      forChild && gettext("Call child protection and a guardian now. A companion who may be involved decides nothing."),
      gettext("No name is recorded."),
    ].filter(Boolean))),
    form(save,
      el("fieldset", { class: "ask" }, el("legend", {}, gettext("Who was called?")), ...orderCalled(device.bundle.called_groups, situations).map(calledGroup)),
      field(gettext("When does somebody come?"), "expected_at", { type: "datetime-local" }),
      el("p", { class: "hint" }, gettext("Leave it empty if it is not known yet.")),
      ...(seen.length ? [el("h2", {}, gettext("What you see")), el("p", { class: "hint" }, gettext("Answer only from what you see, without asking. Leave the rest empty."))] : []),
      ...seen.map((question) => (question.type === "number"
        ? field(question.text, `seen-${question.id}`, { type: "number", min: question.least, max: question.most, step: "any", value: known[question.id] ?? null })
        : choose(question.text, `seen-${question.id}`, question.choices.map((c) => [c.id, c.text]), known[question.id]))),
      el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, gettext("Save and hand over")), button(gettext("Cancel"), () => (interview ? screens.next(interview) : screens.list()))),
    ),
  );
}

const calledGroup = (group) => el("fieldset", { class: "ask" }, el("legend", {}, group.text), ...group.roles.map((role) => el("label", {}, el("input", { type: "checkbox", name: "called", value: role.id }), ` ${role.text}`)));

function observed(seen, given) {
  const found = {};
  for (const question of seen) {
    const value = given.get(`seen-${question.id}`);
    if (value) found[question.id] = question.type === "number" ? Number(value) : value;
  }
  return found;
}

/** Keep the record: in the interview that has begun, in the child's that takes over, or in a new one. */
async function keepRecord(talk, kept, ended, screens) {
  const { interview, procedure } = talk;
  if (!interview) {
    const { place_kind, age, confirmed } = talk;
    return screens.begun(kept, { place_kind, age, confirmed, came_from: kept.id === procedure.id ? (talk.came_from ?? "") : procedure.id, ...ended });
  }
  if (kept.id === procedure.id) {
    await device.store.keep(interview, () => ({ ...ended, draft: null, sent: false }));
    return interview;
  }
  // As in the change to the procedure for children: the child's record first, then the other is closed.
  const known = (await device.store.all()).find((it) => it.follows === interview.key);
  const record = known ?? (await screens.begun(kept, { place_kind: interview.place_kind, confirmed: [], follows: interview.key, person: interview.person, started_at: interview.started_at, first_sign_at: interview.first_sign_at, ...ended }));
  if (known) await device.store.keep(known, () => ({ ...ended, sent: false }));
  await device.store.keep(interview, () => ({ passed: true, sent: false }));
  return record;
}

async function showRecord(record, kept, screens) {
  const isAdult = record.adult && kept.people !== "children";
  const before = await carriedDuties(record, screens);
  const own = handoverDuties(kept, settleAge(kept, record.age, record.answers), isAdult).map((duty) => ({ duty, since: clockStart(record) }));
  const due = own.filter(({ duty }) => !before.some((it) => it.duty.id === duty.id));
  show(
    el("h1", {}, record.person),
    el("p", { class: "notice" }, filled(gettext("The talk did not take place; the protection goes on. Give the code {person} to the person who comes, so that nothing is asked twice."), record)),
    record.called.length ? null : alarm(gettext("No call was made yet. Call now; see below what must be done.")),
    el("p", {}, record.expected_at ? filled(gettext("Somebody comes {at}"), { at: longTime(record.expected_at) }) : gettext("It is not known when somebody comes.")),
    ...carriedSection(before),
    el("h2", {}, gettext("What to do next")),
    dueList(due),
    services(kept),
    button(gettext("Interviews on this device"), () => screens.list(), "btn-primary"),
  );
}

/** The protections that the procedure for adults made due before that for children took over, with their clock. */
async function carriedDuties(interview, screens) {
  const first = interview.follows ? (await device.store.all()).find((it) => it.key === interview.follows) : null;
  const adults = first ? screens.procedureOf(first) : device.bundle.procedures.find((p) => p.id === interview.came_from);
  const since = clockStart(first ?? interview);
  return adults ? protectionsDue(adults, first?.answers ?? {}).map((duty) => ({ duty, since })) : [];
}

const carriedSection = (due) => (due.length ? [el("h2", {}, gettext("Protection that was due before and stays due")), dueList(due)] : []);

/** The section of the protections that stay due; empty if there are none. */
export const carried = async (interview, screens) => carriedSection(await carriedDuties(interview, screens));
