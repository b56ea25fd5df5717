// The screens of the device: unlock, list, begin, one question at a time, decide, send.
import { dutiesAfter, indicate, relevant, wordsFor } from "./procedure.js";
import { isSetUp, setUp, unlock, wipe } from "./store.js";
import { send } from "./sync.js";

const IDLE = 10 * 60_000;
/** What was not sent and goes from the device within this time is told of. */
const SOON = 3 * 86_400_000;
const app = document.getElementById("app");
const words = JSON.parse(document.getElementById("words").textContent);
let bundle = null;
let store = null;
let isKept = true;

/** An element: `el("p", {class: "hint"}, "words", child)`; functions in on… become listeners. */
function el(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
const button = (text, onclick, kind = "") => el("button", { class: `btn ${kind}`, type: "button", onclick }, text);
const alarm = (text) => el("p", { class: "error-summary", role: "alert" }, text);
const items = (list) => el("ul", {}, ...list.map((text) => el("li", {}, text)));
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** What is wrong, above what was typed: nothing that was typed is lost. */
function complain(text) {
  app.querySelector(":scope > .error-summary")?.remove();
  app.querySelector(".quick-exit").after(alarm(text));
  app.focus();
}

function show(...children) {
  const exit = el("p", { class: "quick-exit" }, button(words.leave, leave, "btn-danger"));
  app.replaceChildren(exit, ...children.filter((child) => child !== null));
  app.focus();
}

function leave() {
  store = null;
  document.body.replaceChildren();
  window.location.replace(app.dataset.leave);
}

function field(label, name, options = {}) {
  const id = `field-${name}`;
  return el("div", { class: "field" }, el("label", { for: id }, label), el("input", { id, name, ...options }));
}
function choose(legend, name, choices, given, large = false) {
  const rows = choices.map(([value, text]) => el("label", {}, el("input", { type: "radio", name, value, checked: value === given }), ` ${text}`));
  return el("fieldset", { class: large ? "ask ask-large" : "ask" }, el("legend", {}, legend), ...rows);
}
function form(onsubmit, ...children) {
  return el("form", { class: "stack", onsubmit: (event) => (event.preventDefault(), onsubmit(new FormData(event.target))) }, ...children);
}

async function locked(problem = null) {
  store = null;
  const known = await isSetUp();
  const again = known ? null : field(words.again, "again", { type: "password", autocomplete: "off", required: true });
  const open = async (given) => {
    const passphrase = given.get("passphrase");
    if (!known && passphrase.length < 12) return locked(words.short);
    if (!known && passphrase !== given.get("again")) return locked(words.differ);
    store = known ? await unlock(passphrase) : await setUp(passphrase);
    return store ? list() : locked(words.wrong);
  };
  show(
    el("h1", {}, "Palermo"),
    problem && alarm(problem),
    known ? null : el("p", {}, words.choose),
    form(open, field(words.passphrase, "passphrase", { type: "password", autocomplete: "off", required: true }), ...(again ? [again] : []), el("button", { class: "btn btn-primary" }, words.unlock)),
    el("p", {}, button(words.wipe, askWipe, "btn-danger btn-sm")),
  );
}

function askWipe() {
  const sure = async () => {
    store = null;
    await wipe();
    show(el("p", { role: "status" }, words.wiped));
  };
  show(alarm(words.wipe_sure), el("p", { class: "actions" }, button(words.yes_go_on, sure, "btn-danger"), button(words.cancel, () => (store ? list() : locked()))));
}

const procedureOf = (interview) => bundle.procedures.find((p) => p.id === interview.procedure && p.version === interview.procedure_version) ?? interview.kept_procedure;

async function list(problem = null) {
  const held = await store.all();
  const rows = held.map((it) =>
    el("li", { class: "card" },
      el("p", {}, el("strong", {}, it.person), ` ${it.sent ? words.sent : words.not_sent}${it.decided_at ? ` · ${words.decided}` : ""}${it.refused ? ` · ${words.refused}` : ""}`),
      el("p", {}, procedureOf(it).title),
      el("p", { class: "hint" }, `${words.expires} ${new Date(it.expires).toLocaleDateString(document.documentElement.lang)}`),
      it.decided_at || it.passed || it.refused ? null : button(words.go_on, () => next(it), "btn-sm"),
    ),
  );
  const begin = bundle.procedures.map((p) => el("li", { class: "card" }, el("p", {}, el("strong", {}, p.title)), el("p", {}, p.purpose), button(words.begin, () => start(p), "btn-sm")));
  show(
    el("h1", {}, words.interviews),
    problem,
    isKept ? null : alarm(words.not_kept),
    held.some((it) => !it.sent && it.expires - Date.now() < SOON) ? alarm(words.soon) : null,
    el("p", { class: "actions" }, button(words.send, sendAll, "btn-primary"), button(words.lock, () => locked()), button(words.wipe, askWipe, "btn-danger btn-sm")),
    rows.length ? el("ul", { class: "cards" }, ...rows) : el("p", {}, words.none),
    el("h2", {}, words.begin),
    el("ul", { class: "cards" }, ...begin),
  );
}

function start(procedure, note = null) {
  const go = async (given) => {
    const child = bundle.procedures.find((p) => p.id === procedure.child_procedure);
    if (child && given.get("adult") !== "yes") return start(child, words.to_child);
    if (places.length && !given.get("place")) return complain(words.choose_place);
    const confirmed = given.getAll("confirmed");
    if (confirmed.length < procedure.before.length) return complain(words.must_hold);
    const age = given.get("age") ? Number(given.get("age")) : null;
    return next(await begun(procedure, { place_kind: given.get("place") ?? "", confirmed, age }));
  };
  const refuse = async (event) => {
    const place = new FormData(event.target.form).get("place") ?? "";
    const interview = await begun(procedure, { place_kind: place, confirmed: [], refused: true });
    show(el("h1", {}, interview.person), el("p", { class: "notice" }, filled(words.refusal, interview)), button(words.interviews, () => list(), "btn-primary"));
  };
  const places = procedure.places.map((p) => [p, bundle.place_names[p] ?? p]);
  show(
    note && el("p", { class: "notice notice-warning", role: "status" }, note),
    el("h1", {}, procedure.title),
    form(go,
      el("fieldset", { class: "ask" }, el("legend", {}, words.before), ...procedure.before.map((gate) => el("label", {}, el("input", { type: "checkbox", name: "confirmed", value: gate.id }), ` ${gate.text}`))),
      el("div", { class: "notice" }, el("strong", {}, words.never), items(procedure.never)),
      ...(procedure.child_procedure ? [choose(words.adult, "adult", [["yes", words.surely], ["no", words.no], ["unknown", words.not_known]])] : [field(words.age, "age", { type: "number", min: 0, max: 129, step: 1 })]),
      choose(words.place, "place", places, places.length === 1 ? places[0][0] : null),
      el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, words.begin), button(words.refuses, refuse)),
    ),
  );
}

// Drawn by chance here, so that a person can be given her code at once. 32 letters: no letter is likelier.
function newCode() {
  const drawn = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => bundle.code_letters[byte % bundle.code_letters.length]);
  return `${drawn.slice(0, 4).join("")}-${drawn.slice(4).join("")}`;
}

async function begun(procedure, more) {
  const interview = {
    key: crypto.randomUUID(), base: 0, procedure: procedure.id, procedure_version: procedure.version,
    // A later version on the device never changes an interview that was begun.
    kept_procedure: procedure, started_at: new Date().toISOString(), answers: {}, age: null,
    follows: null, decided_at: null, decision: null, reason: "", person: newCode(), refused: false,
    language: bundle.language, sent: false, ...more,
  };
  await store.keep(interview);
  return interview;
}

function next(interview, after = null) {
  const open = relevant(procedureOf(interview), interview.answers);
  const place = open.findIndex((q) => q.id === after);
  const asked = open.slice(place + 1).find((q) => !(q.id in interview.answers));
  return asked ? ask(interview, asked) : end(interview);
}

function ask(interview, question) {
  const procedure = procedureOf(interview);
  const open = relevant(procedure, interview.answers);
  const place = open.findIndex((q) => q.id === question.id);
  const given = interview.answers[question.id];
  const child = bundle.procedures.find((p) => p.id === procedure.child_procedure);
  const codes = question.choices.map((c) => [c.id, c.text]);
  const missing = bundle.missing.map((name) => [name, bundle.answers[name]]);
  const legend = el("h1", {}, wordsFor(question, interview.age));
  const number = question.type === "number" ? [field(words.number, "number", { inputmode: "decimal", type: "number", min: question.least, max: question.most, step: "any", value: typeof given === "number" ? given : null })] : [];
  const keep = async (value) => {
    if (interview.answers[question.id] === value) return;
    interview.answers[question.id] = value;
    interview.sent = false;
    await store.keep(interview);
  };
  const go = async (sent) => {
    const typed = sent.get("number");
    await keep(typed ? Number(typed) : (sent.get("answer") ?? "not_asked"));
    if (child && question.under_18 && interview.answers[question.id] === "yes") return toChild(interview, child);
    return next(interview, question.id);
  };
  const asked = choose(legend, "answer", [...codes, ...missing], given, true);
  const hints = [question.note, question.help, question.why && [el("strong", {}, words.why), ` ${question.why}`]].filter(Boolean);
  asked.querySelector("legend").after(...hints.map((hint) => el("p", { class: "hint" }, ...[hint].flat())));
  const made = form(go,
    asked,
    ...number,
    el("p", { class: "actions" },
      el("button", { class: "btn btn-primary" }, words.next),
      place > 0 ? button(words.back, () => ask(interview, open[place - 1])) : null,
      button(words.pause, () => list()),
      button(words.to_end, () => end(interview)),
    ),
  );
  // A choice is kept at once; leaving the page loses nothing.
  made.addEventListener("change", (event) => event.target.name === "answer" && keep(event.target.value));
  show(
    el("p", { class: "hint" }, `${filled(words.question, { number: place + 1, count: open.length })} · ${interview.person}`),
    el("progress", { max: open.length, value: place + 1, "aria-label": words.question }),
    // Whoever came here from the way of adults ticked nothing: what must hold is shown instead.
    place === 0 && !interview.confirmed.length && procedure.before.length ? el("div", { class: "notice notice-warning" }, el("strong", {}, words.before), items(procedure.before.map((gate) => gate.text))) : null,
    made,
    child ? button(words.may_be_child, () => toChild(interview, child), "btn-sm") : null,
  );
}

async function toChild(interview, child) {
  interview.passed = true;
  interview.sent = false;
  await store.keep(interview);
  next(await begun(child, { place_kind: interview.place_kind, confirmed: [], follows: interview.key, person: interview.person }));
}

function end(interview) {
  const procedure = procedureOf(interview);
  const found = indicate(procedure, interview.answers);
  const decide = async (given) => {
    const decision = given.get("decision");
    const reason = (given.get("reason") ?? "").trim();
    if (procedure.asks && (!decision || (decision !== found.outcome && !reason))) return complain(words.say);
    Object.assign(interview, { decision: decision ?? null, reason, decided_at: new Date().toISOString(), sent: false });
    await store.keep(interview);
    const due = dutiesAfter(procedure, interview.answers, interview.decision);
    return show(el("h1", {}, words.follows), duties(due, interview.decided_at), button(words.interviews, () => list(), "btn-primary"));
  };
  show(
    el("p", { class: "hint" }, `${procedure.title} · ${interview.person}`),
    el("h1", {}, found.outcome ? words.indicates : words.follows),
    ...(found.outcome ? [el("p", { class: "big" }, procedure.outcomes[found.outcome]), found.label ? el("p", {}, found.label.text) : null, el("p", {}, bundle.advice)] : []),
    screened(procedure.instrument),
    ...(found.grounds.length ? [el("h2", {}, words.speaks_for), items(found.grounds.map((i) => i.text))] : []),
    ...(found.unknown.length ? [el("h2", {}, words.unknown), el("ul", {}, ...found.unknown.map((q) => el("li", {}, button(wordsFor(q, interview.age), () => ask(interview, q), "btn-sm"))))] : []),
    el("h2", {}, words.follows),
    duties(found.duties),
    el("h2", {}, words.decision),
    form(decide,
      ...(procedure.asks ? [choose(words.decision, "decision", Object.entries(procedure.outcomes)), field(words.reason, "reason")] : []),
      el("p", { class: "actions" }, el("button", { class: "btn btn-primary" }, words.decide), button(words.pause, () => list())),
    ),
  );
}

// What is published of the instrument that was run; null where none was.
function screened(it) {
  if (!it) return null;
  const studies = it.studies.flatMap((study) => [el("p", {}, study.people), items([study.figures_said, ...study.computed.said].filter(Boolean))]);
  return el("div", { class: "notice" }, el("p", {}, el("strong", {}, it.name)), el("p", {}, `${it.rule}. ${it.referral}`), ...studies, el("p", { class: "hint" }, it.language));
}

/** The duties; once it is decided, each with the hour by which it is due. */
function duties(list, decided = null) {
  const due = (duty) => {
    if (!decided) return duty.within;
    const at = new Date(Date.parse(decided) + duty.within_hours * 3_600_000);
    return filled(words.by, { time: at.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }) });
  };
  return items(list.map((duty) => duty.text + (duty.within_hours ? ` (${due(duty)})` : "")));
}

async function sendAll() {
  const held = (await store.all()).reverse();
  for (const interview of held.filter((it) => !it.sent)) {
    const result = await send(interview);
    if (result.ok) await store.keep(result.ok);
    else if (result.cut) return list(alarm(words.no_network));
    else if (result.signIn) return list(el("p", { class: "notice", role: "alert" }, el("a", { href: app.dataset.signIn }, words.sign_in)));
    else if (result.conflict) return compare(interview, result.conflict);
    else return list(alarm(`${words.failed} ${result.problem}`));
  }
  return list(el("p", { class: "message message-success", role: "status" }, words.sent));
}

// Both changed: a person chooses, answer by answer. Nothing is merged by the machine.
function compare(interview, there) {
  const procedure = procedureOf(interview);
  const differ = procedure.questions.filter((q) => interview.answers[q.id] !== there.answers[q.id]);
  const said = (q, value) => (value === undefined ? bundle.answers.not_asked : (bundle.answers[value] ?? q.choices.find((c) => c.id === value)?.text ?? String(value)));
  const choice = async (given) => {
    for (const q of differ) {
      if (given.get(q.id) !== "there") continue;
      if (q.id in there.answers) interview.answers[q.id] = there.answers[q.id];
      else delete interview.answers[q.id];
    }
    interview.base = there.version;
    await store.keep(interview);
    return sendAll();
  };
  show(
    alarm(words.conflict),
    form(choice,
      ...differ.map((q) => choose(q.text, q.id, [["here", `${words.here}: ${said(q, interview.answers[q.id])}`], ["there", `${words.there}: ${said(q, there.answers[q.id])}`]], "here")),
      el("button", { class: "btn btn-primary" }, words.keep),
    ),
  );
}

function lockWhenIdle() {
  let timer = null;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => store && locked(), IDLE);
  };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, again);
  let last = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
}

// Keep this page, its procedures and its files for the days without network.
async function keepPage() {
  await navigator.serviceWorker.register("/service-worker.js");
  const files = [...document.querySelectorAll("link[href], script[src]")].map((part) => part.href || part.src);
  const cache = await caches.open("palermo-offline");
  const pages = ["/offline/", app.dataset.bundle, app.dataset.leave].map((page) => new URL(page, window.location).href);
  // Each once: a list with one address twice is refused as a whole.
  await cache.addAll([...new Set([...pages, ...files])]);
}

async function run() {
  lockWhenIdle();
  if (navigator.onLine) isKept = await keepPage().then(() => true, () => false);
  const answer = await fetch(app.dataset.bundle).catch(() => caches.match(app.dataset.bundle, { ignoreVary: true }));
  if (!answer?.ok) return show(alarm(words.no_procedures));
  bundle = await answer.json();
  app.dataset.ready = "yes";
  return locked();
}

run();
