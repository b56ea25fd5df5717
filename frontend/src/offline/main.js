// The screens of the device: unlock, list, begin, one question at a time, decide, send.
import { endTalk } from "./handover.js";
import { lawfulNotice, services } from "./country.js";
import { dueList, dueSoon, earliest } from "./due.js";
import { keepPage } from "./keep.js";
import { sendAll } from "./office.js";
import { decideScreen } from "./decide.js";
import { askPage } from "./questions.js";
import { carriedStop, ownStop, showStop } from "./stop.js";
import { alarm, app, button, choose, complain, device, el, field, form, guarded, items, leave, show, warning, wordsOf } from "./parts.js";
import { childTakesOver, findCourse, gatesKept, missingGates, readAge, relevant } from "./procedure.js";
import { isClosed, isSetUp, setUp, unlock, whenWiped, wipe } from "./store.js";
import { finishSignOut } from "./sync.js";
import { filled, gettext, longDate, longTime, ngettext } from "../words.js";

const IDLE = 10 * 60_000;
/** Warn of unsent interviews near the end of their time. */
const SOON = 3 * 86_400_000;
/** From this number of tries left the officer is warned. */
const FEW = 3;
const SHORTEST = 12;
const DIFFERENT = 5;

async function locked(problem = null) {
  device.store = null;
  // Without HTTPS the browser encrypts nothing, and nothing may be kept unencrypted.
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return show(el("h1", {}, "Palermo"), alarm(gettext("This page works only over a secure connection. Open it at an address that begins with https://, or ask the administrator for one. Nothing was stored.")));
  const known = await isSetUp();
  const again = known ? null : field(gettext("Repeat the passphrase"), "again", { type: "password", autocomplete: "off", required: true });
  const open = async (given) => {
    const passphrase = given.get("passphrase");
    if (known) return opened(await unlock(passphrase, app.dataset.officer));
    if (passphrase.length < SHORTEST) return locked(gettext("The passphrase needs 12 characters or more."));
    if (new Set(passphrase).size < DIFFERENT) return locked(gettext("Choose a passphrase with at least five different characters."));
    if (passphrase !== given.get("again")) return locked(gettext("The two passphrases differ."));
    const store = await setUp(passphrase, app.dataset.officer);
    return store ? opened({ store }) : locked();
  };
  show(
    el("h1", {}, "Palermo"),
    problem && alarm(problem),
    known ? null : el("p", {}, gettext("Choose a passphrase of 12 characters or more. It is not stored. If you forget it, interviews that were not sent are lost.")),
    form(open, field(gettext("Passphrase of this device"), "passphrase", { type: "password", autocomplete: "off", required: true }), ...(again ? [again] : []), el("button", { class: "btn btn-primary" }, gettext("Unlock"))),
    el("p", { class: "actions" }, button(gettext("Wipe this device"), askWipe, "btn-danger")),
  );
}

async function opened({ store, left }) {
  if (!store) {
    if (left <= 0) return locked(gettext("The passphrase was wrong ten times. The device was wiped."));
    const wrong = gettext("The passphrase is wrong.");
    if (left > FEW) return locked(wrong);
    const few = ngettext("{count} attempt is left before the device is wiped.", "{count} attempts are left before the device is wiped.", left);
    return locked(`${wrong} ${filled(few, { count: left })}`);
  }
  device.store = store;
  // Ask each time: a browser may refuse today and agree when the page is used more often.
  const asked = navigator.storage?.persist?.() ?? Promise.resolve(false);
  device.isLasting = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 1000, true))]).catch(() => false);
  return list();
}

function askWipe() {
  const sure = async () => {
    device.store = null;
    await wipe();
    show(el("p", { role: "status" }, gettext("The device was wiped.")));
  };
  show(alarm(gettext("Everything on this device will be deleted, including interviews that were not sent. Wipe this device?")), el("p", { class: "actions" }, button(gettext("Yes, continue"), sure, "btn-danger"), button(gettext("Cancel"), () => (device.store ? list() : locked()))));
}

const procedureOf = (interview) => device.bundle.procedures.find((p) => p.id === interview.procedure && p.version === interview.procedure_version) ?? withAgeRules(interview.kept_procedure);
// A procedure that was kept before the rules came with it has the marks of its questions only.
const withAgeRules = (kept) => (kept.age_rules ? kept : { ...kept, age_rules: { ...device.bundle.age_rules, questions: kept.questions.filter((q) => q.under_18).map((q) => q.id) } });
const ageOf = (interview) => readAge(procedureOf(interview), interview.age, interview.answers);
const mayBeChild = (interview) => childTakesOver(procedureOf(interview), interview.age, interview.answers);
const childOf = (procedure) => device.bundle.procedures.find((p) => p.id === (procedure.child_procedure ?? procedure.child_handover));
const isLate = (it) => !it.sent && it.expires < Date.now();

async function list(problem = null) {
  // What is due first comes first.
  const held = (await device.store.all()).map((it) => [isClosed(it) ? Infinity : earliest(it, procedureOf(it)), it]).sort(([a], [b]) => (a === b ? 0 : a - b)).map(([, it]) => it);
  const begin = device.bundle.procedures.map((p) => el("li", { class: "card" }, el("p", {}, el("strong", {}, p.title)), el("p", {}, p.purpose), el("p", { class: "hint" }, p.status.meaning), button(gettext("Begin"), () => start(p))));
  show(
    el("h1", {}, gettext("Interviews on this device")),
    problem,
    device.isKept ? null : alarm(gettext("This browser did not store the page. It will not open without a network.")),
    device.isLasting ? null : warning(gettext("This browser may delete interviews when storage runs short. Send them to the office often.")),
    held.some(isLate) ? alarm(gettext("Some interviews on this device are past the deadline and were not sent. Send them to the office now, or delete them.")) : null,
    held.some((it) => !it.sent && !isLate(it) && it.expires - Date.now() < SOON) ? alarm(gettext("Some interviews on this device must be sent within three days. Send them to the office now.")) : null,
    el("p", { class: "actions" }, button(gettext("Send to the office"), () => sendAll(list, procedureOf), "btn-primary"), button(gettext("Lock"), () => locked()), button(gettext("Wipe this device"), askWipe, "btn-danger")),
    held.length ? el("ul", { class: "cards" }, ...held.map(card)) : el("p", {}, gettext("None.")),
    el("h2", {}, gettext("Begin")),
    el("ul", { class: "cards" }, ...begin),
  );
}

function card(it) {
  const by = it.sent ? gettext("Will be removed from this device on {date}") : gettext("Send by {date}");
  const ends = isLate(it) ? gettext("Past the deadline") : filled(by, { date: longDate(it.expires) });
  return el("li", { class: "card" },
    el("p", {}, el("strong", {}, it.person), ` ${it.sent ? gettext("Sent") : gettext("Not sent yet")}${it.decided_at ? ` · ${gettext("decided")}` : ""}${it.refused ? ` · ${gettext("declined to talk")}` : ""}${it.handed_over_at ? ` · ${gettext("observed and handed over")}` : ""}`),
    it.expected_at ? el("p", {}, filled(gettext("Somebody comes {at}"), { at: longTime(it.expected_at) })) : null,
    el("p", {}, procedureOf(it).title),
    isClosed(it) ? null : dueList(dueSoon(it, procedureOf(it))),
    el("p", { class: "hint" }, ends),
    isClosed(it) || isLate(it) ? null : button(gettext("Continue"), () => next(it)),
    isLate(it) ? button(gettext("Delete from this device"), () => askRemove(it), "btn-danger") : null,
  );
}

// Unsent interviews are never removed silently: the officer sends or deletes them.
function askRemove(interview) {
  const sure = async () => {
    await device.store.remove(interview);
    return list();
  };
  show(el("h1", {}, interview.person), alarm(gettext("This interview was not sent. If you delete it, it cannot be restored. Delete it?")), el("p", { class: "actions" }, button(gettext("Yes, continue"), sure, "btn-danger"), button(gettext("Cancel"), () => list())));
}

/** What the other files of screens need of this file. */
const screens = () => ({ ageOf, ask, begun, childOf, end, list, mayBeChild, next, procedureOf, showCode, toChild });

function showCode(interview) {
  show(el("h1", {}, interview.person), el("p", { class: "notice" }, filled(gettext("The person did not wish to talk, and nothing was recorded. Give the person the code {person} on a piece of paper without any other words, and the number of the hotline. With the code they can come back later."), interview)), services(procedureOf(interview)), button(gettext("Interviews on this device"), () => list(), "btn-primary"));
}

/** `before`: what stays of the procedure for adults that was chosen before the one for children. */
function start(procedure, note = null, before = { from: "", place_kind: "", confirmed: [] }) {
  const met = (given) => ({ procedure, place_kind: given.get("place") ?? "", confirmed: given.getAll("confirmed"), age: given.get("age") ? Number(given.get("age")) : null, adult: given.get("adult") ? given.get("adult") === "yes" : null, came_from: before.from });
  const go = async (given) => {
    const { adult, age, came_from, confirmed, place_kind } = met(given);
    const child = childOf(procedure);
    if (findCourse(procedure, null, {}, { adult }).course === "child") return child ? start(child, gettext("The person is or may be under 18. Continue with the child procedure."), { from: procedure.id, place_kind, confirmed: gatesKept(confirmed, procedure, child) }) : noChild();
    if (places.length && !place_kind) return complain(gettext("Choose the kind of place."));
    if (missingGates(procedure, confirmed).length) return complain(gettext("Tick every safety condition before you start. If one cannot be met, ask no questions: observe and hand over."));
    // An adult with certain age is not asked again, and the office learns that the age was given.
    const answers = adult ? { ...procedure.age_rules.adult_answers } : {};
    return next(await begun(procedure, { place_kind, confirmed, age, answers, came_from }));
  };
  const endWith = (reason) => (event) => endTalk({ ...met(new FormData(event.target.form)), reason }, screens());
  const gateOf = (gate) => el("div", { class: "gate" }, el("label", {}, el("input", { type: "checkbox", name: "confirmed", value: gate.id, checked: before.confirmed.includes(gate.id) || null }), ` ${gate.text}`), el("button", { class: "btn btn-sm", type: "button", onclick: endWith(gate.id) }, gettext("Cannot be met"), el("span", { class: "visually-hidden" }, `: ${gate.text}`)));
  const places = procedure.places.map((p) => [p, device.bundle.place_names[p] ?? p]);
  show(
    note && el("p", { class: "notice notice-warning", role: "status" }, note),
    el("h1", {}, procedure.title),
    el("p", {}, procedure.status.meaning),
    lawfulNotice(procedure),
    form(go,
      el("fieldset", { class: "ask" }, el("legend", {}, gettext("Before the first question")), ...procedure.before.map(gateOf)),
      el("div", { class: "notice" }, el("strong", {}, gettext("Never")), items(procedure.never)),
      ...(procedure.child_procedure ? [choose(gettext("Is the person 18 or older?"), "adult", [["yes", gettext("Yes, certain")], ["no", gettext("No")], ["unknown", gettext("Not known")]])] : [field(gettext("Approximate age in years (optional)"), "age", { type: "number", min: 0, max: 129, step: 1 })]),
      choose(gettext("Kind of place"), "place", places, places.length === 1 ? places[0][0] : before.place_kind),
      el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, gettext("Begin")), button(gettext("The person does not wish to talk"), endWith("declined"))),
    ),
  );
}

// Random, so that the person can be given their code at once. 32 letters: all are equally likely.
function newCode() {
  const letters = device.bundle.code_letters;
  const drawn = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]);
  return `${drawn.slice(0, 4).join("")}-${drawn.slice(4).join("")}`;
}

async function begun(procedure, more) {
  const interview = {
    key: crypto.randomUUID(), base: 0, procedure: procedure.id, procedure_version: procedure.version,
    // A later version on the device never changes an interview that has begun.
    kept_procedure: procedure, started_at: new Date().toISOString(), answers: {}, age: null,
    follows: null, decided_at: null, decision: null, reason: "", reason_code: "", person: newCode(), refused: false,
    adult: false, came_from: "", handed_over_at: null, handover_reason: "", called: [], expected_at: null, first_sign_at: null,
    handled_stops: [], done: {}, referred_to: {},
    language: device.bundle.language, sent: false, ...more,
  };
  await device.store.keep(interview);
  return interview;
}

async function next(interview, after = null) {
  const procedure = procedureOf(interview);
  if (mayBeChild(interview)) return toChild(interview);
  const stop = await carriedStop(interview, screens());
  if (stop) return showStop(interview, stop, screens());
  const own = ownStop(procedure, interview);
  if (own) return ask(interview, procedure.questions.find((q) => q.id === own.question));
  const open = relevant(procedure, interview.answers);
  const place = open.findIndex((q) => q.id === after);
  const asked = open.slice(place + 1).find((q) => !(q.id in interview.answers));
  return asked ? ask(interview, asked) : end(interview);
}

const ask = (interview, question) => askPage(interview, question, screens());

/** Continue with the procedure for children, under the same code; or stop if the device has none. */
async function toChild(interview, pause = false) {
  const child = childOf(procedureOf(interview));
  if (!child) return noChild();
  // Begin it before closing the other, and only once: an interruption between the two loses no child.
  const known = (await device.store.all()).find((it) => it.follows === interview.key);
  const follows = known ?? (await begun(child, { place_kind: interview.place_kind, confirmed: [], follows: interview.key, person: interview.person, started_at: interview.started_at, first_sign_at: interview.first_sign_at }));
  await device.store.keep(interview, () => ({ passed: true, sent: false }));
  if (pause) return list(el("p", { class: "notice notice-warning", role: "status" }, gettext("The person is or may be under 18. Continue with the child procedure.")));
  return next(follows);
}

function noChild() {
  show(el("h1", {}, gettext("The person may be under 18")), alarm(gettext("The child procedure is not on this device. Do not continue with the questions for adults. Open this page with a network connection to fetch it, or hand over to an officer who has it.")), button(gettext("Interviews on this device"), () => list(), "btn-primary"));
}

const end = (interview) => decideScreen(interview, screens());

function lockWhenIdle() {
  let timer = null;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => device.store && locked(), IDLE);
  };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, again);
  // Not 0, the time at which the page was opened: then a single Escape would be enough.
  let last = -Infinity;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
}

async function run() {
  lockWhenIdle();
  whenWiped(() => guarded(() => locked(gettext("The device was wiped."))));
  await finishSignOut(app.dataset.leave);
  const answer = await fetch(app.dataset.bundle).catch(() => caches.match(app.dataset.bundle, { ignoreVary: true }));
  if (!answer?.ok || answer.redirected) return show(alarm(gettext("There are no procedures on this device yet. Open this page once with a network connection.")));
  device.bundle = await answer.json();
  app.dataset.ready = "yes";
  if (navigator.onLine)
    keepPage().catch(() => false).then((isKept) => {
      device.isKept = isKept;
      app.dataset.kept = isKept ? "yes" : "no";
    });
  return locked();
}

run();
