// Interview pages: each choice is saved at once, and the quick exit leaves nothing on the screen.
import { gettext } from "./words.js";

const OUTCOMES = {
  said: gettext("Saved."),
  signedOut: gettext("You were signed out. Sign in again in another window. Your answer stays here; press Next to save it."),
  changed: gettext("Not saved: this interview was changed elsewhere. Open it again."),
  failed: gettext("Not saved: no connection. Press Next to try again."),
};

// data-keep="address" on a form: a choice is sent at once; the button still works without script. Requests
// are sent one after the other, so that the last choice is saved last; leaving waits for a request in
// progress.
export function keepAnswers(page) {
  for (const form of page.querySelectorAll("form[data-keep]")) {
    const status = form.querySelector("[data-kept]");
    let queue = Promise.resolve("said");
    const keep = () => {
      queue = queue.then(() => sent(form)).then((told) => {
        status.textContent = OUTCOMES[told];
        return told;
      });
      return queue;
    };
    form.addEventListener("change", keep);
    form.addEventListener("submit", async (event) => {
      if (form.dataset.ready) return;
      event.preventDefault();
      const sender = event.submitter;
      // After a sign-out the page would be lost with the choice: it stays until the officer signs in again.
      const told = (await queue) === "signedOut" ? await keep() : await queue;
      if (told === "signedOut") return;
      form.dataset.ready = "yes";
      // During the event a form does not submit itself again.
      setTimeout(() => form.requestSubmit(sender));
    });
  }
}

// Sends the current choice; returns its result: said, signedOut, changed or failed.
async function sent(form) {
  try {
    // Signing in again in another window changes the page's CSRF token.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return "signedOut";
    if (answer.status === 409) return "changed";
    if (!answer.ok) return "failed";
    const { version, next } = await answer.json();
    form.elements.version.value = version;
    if (next) window.location.assign(next);
    return "said";
  } catch {
    return "failed";
  }
}

/** Set while a sign-out waits for the network. Contains no data about a person. */
const LEAVING = "palermo-leaving";

// data-quick-exit="address": clears the screen, signs the officer out and replaces the page, so that Back
// does not return to it. Pressing Escape twice does the same.
export function leaveQuickly(page) {
  const form = page.querySelector("form[data-quick-exit]");
  if (!form) return;
  const leave = async () => {
    const sent = new FormData(form);
    page.title = "-";
    page.body.replaceChildren();
    window.localStorage.setItem(LEAVING, "yes");
    try {
      await fetch(form.dataset.quickExit, { method: "POST", body: sent, keepalive: true });
      window.localStorage.removeItem(LEAVING);
      window.location.replace(form.dataset.quickExit);
    } catch {
      // Without network the page stays empty; on return to it the officer is signed out first.
    }
  };
  if (window.localStorage.getItem(LEAVING)) leave();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  let last = -Infinity;
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
}
