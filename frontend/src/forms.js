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
