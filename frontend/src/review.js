import { holdsTyped } from "./forms.js";
import { gettext } from "./words.js";

// The reviewer's desk: links between an item and its place in the text; keys go through the items and decide.
const STEPS = { j: 1, k: -1 };

export function walkItems(page) {
  const board = page.querySelector(".side-by-side");
  if (!board) return;
  const text = board.querySelector(".source-text");
  let currentId = "";

  const items = () => [...board.querySelectorAll(".item[data-mark]")];
  const current = () => document.getElementById(currentId);

  const select = (item, from) => {
    for (const old of board.querySelectorAll(".is-current")) old.classList.remove("is-current");
    currentId = item.id;
    item.classList.add("is-current");
    const mark = document.getElementById(item.dataset.mark)?.closest("mark") ?? findMark(text, item.dataset.mark);
    mark?.classList.add("is-current");
    if (mark && from !== "mark") showInside(text, mark);
    if (from !== "item") {
      item.setAttribute("tabindex", "-1");
      item.focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest" });
    }
  };

  const move = (step) => {
    const all = items();
    const at = all.indexOf(current());
    if (all.length) select(all[Math.min(all.length - 1, Math.max(0, at + step))], "key");
  };
  // After a decision: the next one without a decision, from here on and then from the top.
  const moveOn = () => {
    const all = items();
    const at = all.indexOf(current());
    const open = (item) => item.dataset.decision === "proposed" && item.id !== currentId;
    const next = all.slice(at + 1).find(open) ?? all.find(open);
    if (next) select(next, "key");
  };

  board.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const item = event.target.closest(".item[data-mark]");
    if (mark) {
      const found = items().find((each) => mark.dataset.marks?.split(" ").includes(each.dataset.mark));
      if (found) {
        event.preventDefault();
        select(found, "mark");
      }
    } else if (item && !event.target.closest("a, button, input, select, textarea, label, summary, fieldset")) {
      select(item, "item");
    }
  });
  board.addEventListener("part:replaced", (event) => {
    const item = event.target;
    if (!item.matches(".item")) {
      const holder = event.detail.hadFocus ? item.closest(".item") : null;
      holder?.setAttribute("tabindex", "-1");
      (item.querySelector("[autofocus]") ?? holder)?.focus({ preventScroll: true });
      return;
    }
    const problem = item.querySelector("[autofocus], [aria-invalid=true]");
    if (problem) select(item, "item");
    else if (item.id === currentId) item.classList.add("is-current");
    const field = problem ?? item.querySelector("form.stack:not([data-carried]) :is(textarea, input:not([type=hidden]), select)");
    if (field && item.id !== currentId) select(item, "item");
    field?.focus();
    if (!field && item.id === currentId) {
      item.setAttribute("tabindex", "-1");
      item.focus({ preventScroll: true });
    }
  });
  board.addEventListener("keydown", (event) => {
    const form = event.target.closest("form.stack[method=post]");
    if (!form || event.repeat) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.btn-primary"));
    } else if (event.key === "Escape") {
      closeForm(form);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("textarea, select, input:not([type=checkbox], [type=radio])")) return;
    const step = STEPS[event.key];
    if (!step && "are".includes(event.key) && !current()) return moveOn();
    const control = current()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!step && !control) return;
    event.preventDefault();
    if (step) {
      move(step);
    } else {
      control.click();
      if (control.name === "decision") moveOn();
    }
  });
}

// A form that stays on the page keeps what was typed; one that goes is asked about first.
function closeForm(form) {
  const link = form.querySelector("a[data-fetch-part]");
  const box = form.closest("details");
  if (link) {
    if (!holdsTyped(form) || window.confirm(gettext("Close without saving what you typed?"))) link.click();
  } else if (box) {
    box.open = false;
    box.querySelector("summary").focus();
  }
}

function findMark(text, id) {
  return text?.querySelector(`mark[data-marks~="${CSS.escape(id)}"]`);
}

// Scrolls the text beside the items, never the page.
function showInside(box, mark) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const above = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const top = box.scrollTop + above - box.clientHeight / 3;
  box.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
}
