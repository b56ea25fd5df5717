// Forms that change only a part of the page. The server answers with elements that have an id; each takes
// the place of the element with the same id. Without a script the same form loads the whole page.
import { holdsTyped } from "./forms.js";
import { gettext } from "./words.js";

let queue = Promise.resolve();

// data-send-part: sends the form. data-fetch-part: asks for a part of the page at that address.
export function sendParts(page) {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-send-part]")) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    enqueue(form, () => ask(form.action, { method: "POST", body: sent }, form));
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-fetch-part]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enqueue(link, () => ask(link.dataset.fetchPart, {}, link.closest("form")));
  });
}

// One after the other: an answer must not overwrite what a later one shows.
function enqueue(source, request) {
  queue = queue.then(request).catch((error) => warn(source, error));
}

async function ask(address, options, sender) {
  const response = await fetch(address, { ...options, headers: { "X-Palermo-Part": "1" } });
  if (response.redirected || response.headers.get("X-Palermo-Part") !== "1") throw new Error("no part");
  replace(await response.text(), response.ok, sender);
}

function replace(html, succeeded, sender) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const part of [...answer.body.children]) {
    const old = part.id && document.getElementById(part.id);
    if (!old) continue;
    const fresh = document.importNode(part, true);
    const open = [...old.querySelectorAll("details[open][id]")].map((each) => each.id);
    const hadFocus = old.contains(document.activeElement);
    carryTyped(old, fresh, sender);
    old.replaceWith(fresh);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    fresh.dispatchEvent(new CustomEvent("part:replaced", { bubbles: true, detail: { succeeded, hadFocus } }));
  }
}

// What was typed in the other forms of a part stays in them. A form that only a request opens stays itself.
function carryTyped(old, fresh, sender) {
  for (const form of old.querySelectorAll("form[method=post]")) {
    if (form === sender || !holdsTyped(form)) continue;
    const same = [...fresh.querySelectorAll("form[method=post]")].find((each) => asksTheSame(each, form));
    if (same) {
      fill(same, form);
    } else if (form.dataset.openedBy) {
      const version = fresh.querySelector("input[name=version]");
      if (version) form.elements.version.value = version.value;
      form.dataset.carried = "";
      fresh.append(form);
    }
  }
}

function asksTheSame(one, other) {
  return one.getAttribute("action") === other.getAttribute("action") && one.dataset.openedBy === other.dataset.openedBy
    && [...other.elements].every((each) => each.type === "hidden" || each.localName === "button" || one.elements[each.name]);
}

function fill(form, typed) {
  for (const control of form.elements) {
    if (!control.name || ["hidden", "submit", "button"].includes(control.type)) continue;
    const twins = [...typed.elements].filter((each) => each.name === control.name);
    if (["checkbox", "radio"].includes(control.type)) {
      const twin = twins.find((each) => each.value === control.value);
      if (twin) control.checked = twin.checked;
    } else if (twins.length) {
      control.value = twins[0].value;
    }
  }
}

function warn(source, error) {
  console.error(error);
  const place = source.closest("[id]") ?? source.parentElement;
  place.querySelector(".part-failed")?.remove();
  const note = document.createElement("p");
  note.className = "field-error part-failed";
  note.setAttribute("role", "alert");
  note.textContent = gettext(
    "This was not saved: the server did not answer, or you are signed out. Nothing you typed is lost. Sign in in another tab if needed, then try again.",
  );
  place.append(note);
}
