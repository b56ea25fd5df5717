// table.stacked: on a phone a row is a card, and each value needs the heading of its column beside it.
export function labelCells(page) {
  for (const table of page.querySelectorAll("table.stacked")) {
    const headings = [...table.querySelectorAll("thead th")].map((heading) => heading.textContent.trim());
    for (const row of table.querySelectorAll("tbody tr")) {
      [...row.cells].forEach((cell, place) => {
        if (cell.tagName === "TD" && cell.colSpan === 1) cell.dataset.label = headings[place];
      });
    }
  }
}
