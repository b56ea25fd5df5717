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

// Changing the language opens the page anew: what was typed goes along and comes back in the same forms.
export function keepTypedInAnotherLanguage(page) {
  const address = page.documentElement.dataset.address;
  if (address) history.replaceState(null, "", address);
  page.querySelector("form.language")?.addEventListener("formdata", (event) => {
    const typed = [...page.querySelectorAll("form[method=post]:not(.language)")]
      .filter((form) => [...form.elements].some(isTyped))
      .map((form) => ({ action: new URL(form.action).pathname, sent: query(form) }));
    if (typed.length) event.formData.set("typed", JSON.stringify(typed));
  });
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
