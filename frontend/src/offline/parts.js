// Parts that all device screens share, and the quick exit.
import { ChangedInAnotherTab, DeviceWiped } from "./store.js";
import { signOut } from "./sync.js";
import { filled, gettext } from "../words.js";

export const app = document.getElementById("app");

/**
 * State of the open device: the procedures, the store (null while locked), whether the browser persists data.
 */
export const device = { bundle: null, store: null, isKept: true, isLasting: true };

/** An element: `el("p", {class: "hint"}, "words", child)`; functions in on… become listeners. */
export function el(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), (event) => guarded(() => value(event)));
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
export const button = (text, onclick, kind = "") => el("button", { class: `btn ${kind}`, type: "button", onclick }, text);
export const alarm = (text) => el("p", { class: "error-summary", role: "alert" }, text);
export const warning = (text) => el("p", { class: "notice notice-warning" }, text);
export const items = (list) => el("ul", {}, ...list.map((text) => el("li", {}, text)));

/** The message for the officer when saving failed; rethrows a fault of the program. */
export function wordsOf(problem) {
  if (problem instanceof ChangedInAnotherTab) return gettext("Not saved: this interview was changed in another tab. Nothing was overwritten. Go back to the list and open it again.");
  if (problem instanceof DeviceWiped) return gettext("The device was wiped.");
  if (problem instanceof DOMException) return gettext("Not saved: the device could not store it. Free some storage, then try again.");
  throw problem;
}

/** Run it; a failed save is shown on the screen where the data was typed. */
export async function guarded(act) {
  try {
    return await act();
  } catch (problem) {
    complain(wordsOf(problem));
    return null;
  }
}

/**
 * The act, which leads to another screen. Until that is shown nothing on this one can be touched, so that no tap
 * lands on a question that is being left. The way to leave quickly stays.
 */
export const leading = (act) => async (event) => {
  const held = [...app.children].filter((child) => !child.matches(".quick-exit"));
  for (const child of held) child.inert = true;
  try {
    return await act(event);
  } finally {
    for (const child of held) child.inert = false;
  }
};

/** What is wrong where an answer denies the recorded age. */
export const ageContradicts = (age) => `${gettext("The age and the answers about the age contradict each other.")} ${filled(gettext("The recorded age is {age} years. Answer yes, or “does not know”."), { age })}`;

/** Shows the error above the form, so that no typed data is lost. */
export function complain(text) {
  app.querySelector(":scope > .error-summary")?.remove();
  app.querySelector(".quick-exit")?.after(alarm(text));
  app.focus();
}

let shown = 0;
/** The number of the current screen; a change means that another screen is shown. */
export const screen = () => shown;

export function show(...children) {
  shown += 1;
  const exit = el("p", { class: "quick-exit" }, button(gettext("Leave quickly"), leave, "btn-danger"));
  app.replaceChildren(exit, ...children.filter((child) => child !== null));
  app.focus();
}

/** Clears the screen, signs the officer out, and leaves no page to go back to. */
export async function leave() {
  device.store = null;
  document.title = "-";
  document.body.replaceChildren();
  await signOut(app.dataset.leave).catch(() => null);
  window.location.replace(app.dataset.leave);
}

export function field(label, name, options = {}) {
  const id = `field-${name}`;
  return el("div", { class: "field" }, el("label", { for: id }, label), el("input", { id, name, ...options }));
}

export function area(label, name, text) {
  const id = `field-${name}`;
  return el("div", { class: "field" }, el("label", { for: id }, label), el("textarea", { id, name, rows: 4 }, text));
}

export function choose(legend, name, choices, given, large = false) {
  const rows = choices.map(([value, text]) => el("label", {}, el("input", { type: "radio", name, value, checked: value === given }), ` ${text}`));
  return el("fieldset", { class: large ? "ask ask-large" : "ask" }, el("legend", {}, legend), ...rows);
}

export function form(onsubmit, ...children) {
  return el("form", { class: "stack", onsubmit: (event) => (event.preventDefault(), onsubmit(new FormData(event.target))) }, ...children);
}
