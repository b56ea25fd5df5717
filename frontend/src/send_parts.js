// Forms that change only a part of the page. The server answers with elements that have an id; each takes
// the place of the element with the same id. Without a script the same form loads the whole page.
import { gettext } from "./words.js";

let queue = Promise.resolve();

// data-send-part: sends the form. data-fetch-part: asks for a part of the page at that address.
export function sendParts(page) {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-send-part]")) return;
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    enqueue(form, () => ask(form.action, { method: "POST", body: sent }));
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-fetch-part]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    enqueue(link, () => ask(link.dataset.fetchPart, {}));
  });
}

// One after the other: an answer must not overwrite what a later one shows.
function enqueue(source, request) {
  queue = queue.then(request).catch((error) => warn(source, error));
}

async function ask(address, options) {
  const response = await fetch(address, { ...options, headers: { "X-Palermo-Part": "1" } });
  if (response.redirected || response.headers.get("X-Palermo-Part") !== "1") throw new Error("no part");
  replace(await response.text(), response.ok);
}

function replace(html, succeeded) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const part of [...answer.body.children]) {
    const old = part.id && document.getElementById(part.id);
    if (!old) continue;
    const fresh = document.importNode(part, true);
    const open = [...old.querySelectorAll("details[open][id]")].map((each) => each.id);
    old.replaceWith(fresh);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    fresh.dispatchEvent(new CustomEvent("part:replaced", { bubbles: true, detail: { succeeded } }));
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
