// Side by side: links between an item and its place in the text; j and k go through the items.
export function walkItems(page) {
  const board = page.querySelector(".side-by-side");
  if (!board) return;
  const items = [...board.querySelectorAll(".item[data-mark]")];
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const scroll = (element) => element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  let current = -1;

  const select = (item, from) => {
    for (const old of board.querySelectorAll(".is-current")) old.classList.remove("is-current");
    current = items.indexOf(item);
    const mark = document.getElementById(item.dataset.mark);
    item.classList.add("is-current");
    mark?.classList.add("is-current");
    if (mark && from !== "mark") scroll(mark);
    if (from !== "item") {
      scroll(item);
      item.setAttribute("tabindex", "-1");
      item.focus({ preventScroll: true });
    }
  };

  board.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    const item = event.target.closest(".item[data-mark]");
    if (mark) {
      const found = items.find((i) => i.dataset.mark === mark.id || mark.dataset.marks?.split(" ").includes(i.dataset.mark));
      if (found) {
        event.preventDefault();
        select(found, "mark");
      }
    } else if (item && !event.target.closest("a, button, input, select, textarea, label, summary")) {
      select(item, "item");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !items.length) return;
    event.preventDefault();
    select(items[Math.min(items.length - 1, Math.max(0, current + step))], "key");
  });
}
