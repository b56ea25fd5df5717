// table.stacked: on a phone a row is a card, and each value needs the heading of its column beside it. A heading
// without a value is left out there.
export function labelCells(page) {
  for (const table of page.querySelectorAll("table.stacked")) {
    const headings = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, place) => {
        if (cell.tagName !== "TD" || cell.colSpan !== 1) return;
        if (cell.childElementCount || cell.textContent.trim()) cell.dataset.label = headings[place];
        else cell.classList.add("is-empty");
      });
    }
  }
}

// Browsers that cannot style what is folded print it unfolded all the same.
export function unfoldForPrint(page) {
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...page.querySelectorAll("main details:not([open])")].filter((box) => !box.querySelector(":scope > form"));
    for (const box of folded) box.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const box of folded) box.open = false;
  });
}
