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

// data-confirm="question" on a form: ask in a dialog before sending. The labels of the buttons come from the
// page's template #confirm, so that they are in the reader's language.
export function askBeforeSending(page) {
  const template = page.querySelector("template#confirm");
  if (!template) return;
  for (const form of page.querySelectorAll("form[data-confirm]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.confirmed) return;
      event.preventDefault();
      const dialog = template.content.firstElementChild.cloneNode(true);
      dialog.querySelector("p").textContent = form.dataset.confirm;
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
