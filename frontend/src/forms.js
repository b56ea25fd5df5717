import { gettext } from "./words.js";

// On narrow screens the navigation collapses under its summary.
export function foldMenu(page) {
  const menu = page.querySelector("details.menu");
  if (!menu) return;
  const narrow = window.matchMedia("(max-width: 56rem)");
  const fit = () => (menu.open = !narrow.matches);
  narrow.addEventListener("change", fit);
  fit();
}

// data-autosubmit: a choice in a list sends the form; typing does not.
export function sendOnChange(page) {
  for (const form of page.querySelectorAll("form[data-autosubmit]")) {
    form.addEventListener("change", (event) => {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
    });
  }
}

// data-confirm="question" on a form: ask in a dialog before sending.
export function askBeforeSending(page) {
  for (const form of page.querySelectorAll("form[data-confirm]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.confirmed) return;
      event.preventDefault();
      const dialog = confirmation(form.dataset.confirm);
      const sender = event.submitter;
      dialog.addEventListener("close", () => {
        dialog.remove();
        if (dialog.returnValue !== "yes") return;
        form.dataset.confirmed = "yes";
        form.requestSubmit(sender);
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }
}

function confirmation(question) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", gettext("Please confirm"));
  const form = Object.assign(document.createElement("form"), { method: "dialog" });
  const asked = document.createElement("p");
  asked.textContent = question;
  const actions = Object.assign(document.createElement("div"), { className: "actions" });
  const yes = Object.assign(document.createElement("button"), { className: "btn btn-danger", value: "yes", textContent: gettext("Yes, continue") });
  const no = Object.assign(document.createElement("button"), { className: "btn", value: "no", autofocus: true, textContent: gettext("Cancel") });
  actions.append(yes, " ", no);
  form.append(asked, actions);
  dialog.append(form);
  return dialog;
}
