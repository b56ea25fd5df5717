// Comfort of an interview: each choice is kept at once, and the quick exit leaves nothing behind.

// data-keep="address" on a form: a choice is sent at once; the button still works without it.
export function keepAnswers(page) {
  for (const form of page.querySelectorAll("form[data-keep]")) {
    const status = form.querySelector("[data-kept]");
    form.addEventListener("change", async () => {
      try {
        const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
        if (!answer.ok) throw new Error(String(answer.status));
        form.elements.version.value = (await answer.json()).version;
        status.textContent = status.dataset.said;
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
  }
}

// data-quick-exit="address": at once nothing is on the screen, then nobody is signed in, and the
// page has no way back. Pressing Escape twice does the same.
export function leaveQuickly(page) {
  const form = page.querySelector("form[data-quick-exit]");
  if (!form) return;
  const leave = async () => {
    page.title = "-";
    page.body.replaceChildren();
    try {
      await fetch(form.dataset.quickExit, { method: "POST", body: new FormData(form), keepalive: true });
    } finally {
      window.location.replace(form.dataset.quickExit);
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  let last = 0;
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - last < 800) leave();
    last = event.timeStamp;
  });
}
