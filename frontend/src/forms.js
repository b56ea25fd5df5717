/** So long a button waits for its answer; a file may be downloaded again after that. */
const ANSWER_TAKES = 15_000;

// Where the sections do not fit into one row of the bar, they fold under their summary.
export function foldMenu(page) {
  const menu = page.querySelector("details.menu");
  if (!menu) return;
  const fit = () => {
    menu.classList.remove("is-folded");
    menu.open = true;
    const rows = new Set([...menu.querySelectorAll(".sections > li")].map((item) => item.offsetTop));
    const folds = rows.size > 1 || document.documentElement.scrollWidth > document.documentElement.clientWidth;
    menu.classList.toggle("is-folded", folds);
    menu.open = !folds;
  };
  let width = 0;
  new ResizeObserver(([bar]) => {
    if (bar.contentRect.width === width) return;
    width = bar.contentRect.width;
    fit();
  }).observe(page.querySelector(".bar"));
  fit();
}

// data-fold-narrow: on a phone the list comes before its filters.
export function foldFilters(page) {
  if (!window.matchMedia("(max-width: 40rem)").matches) return;
  for (const box of page.querySelectorAll("details[data-fold-narrow]")) box.open = false;
}

// data-autosubmit: a choice in a list sends the form; typing does not.
export function sendOnChange(page) {
  for (const form of page.querySelectorAll("form[data-autosubmit]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  }
}

// Changing the language opens the page anew: what was typed goes along and comes back in the same forms.
export function keepTypedInAnotherLanguage(page) {
  const address = page.documentElement.dataset.address;
  if (address) {
    history.replaceState(null, "", address);
    page.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "nearest" });
  }
  page.querySelector("form.language")?.addEventListener("formdata", (event) => {
    const forms = [...page.querySelectorAll("form[method=post]:not(.language)")].filter(holdsTyped);
    if (!forms.length) return;
    const typed = forms.map((form) => ({ action: new URL(form.action).pathname, sent: query(form) }));
    event.formData.set("typed", JSON.stringify(typed));
    event.formData.set("next", addressWith(forms, event.formData.get("next")));
  });
}

// data-opened-by: what the address of the page must ask for, so that a form that came later is on it.
function addressWith(forms, next) {
  const address = new URL(next, location.href);
  const openers = forms.filter((form) => form.dataset.openedBy);
  if (openers.length) address.searchParams.delete(openers[0].dataset.openedBy.split("=")[0]);
  for (const form of openers) address.searchParams.append(...form.dataset.openedBy.split("="));
  const place = forms[0].closest("[id]")?.id ?? "";
  return `${address.pathname}${address.search}#${place}`;
}

// data-typed: the server put back what was typed, so the controls do not differ from the page as it came.
export function holdsTyped(form) {
  const refused = form.querySelector(".field-wrong, .field-error, [aria-invalid=true]");
  return "typed" in form.dataset || Boolean(refused) || [...form.elements].some(isTyped);
}

function isTyped(control) {
  if (["hidden", "password", "file", "submit", "button"].includes(control.type) || !control.name) return false;
  if (["checkbox", "radio"].includes(control.type)) return control.checked !== control.defaultChecked;
  if (control.options) {
    const anySet = [...control.options].some((option) => option.defaultSelected);
    return [...control.options].some((option, at) => option.selected !== (anySet ? option.defaultSelected : at === 0));
  }
  return control.value !== control.defaultValue;
}

function query(form) {
  const secret = (name) => form.elements[name]?.type === "password" || name === "csrfmiddlewaretoken";
  const pairs = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !secret(name));
  return new URLSearchParams(pairs).toString();
}

// Until the answer comes, a second click on the same button sends nothing: it would do the same twice.
export function sendOnce(page) {
  const sent = new Map();
  page.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const method = submitter?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "";
    if (event.defaultPrevented || method.toLowerCase() !== "post") return;
    const what = submitter ?? form;
    if (Date.now() - (sent.get(what) ?? -Infinity) < ANSWER_TAKES) return event.preventDefault();
    sent.set(what, Date.now());
    form.setAttribute("aria-busy", "true");
  });
  // The page may come back as it was left.
  window.addEventListener("pageshow", () => {
    sent.clear();
    for (const form of page.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  });
}
