// Draws figure.chart from the table inside it; the table stays available below the drawing. A row is a year;
// td[data-value] is a number, or empty if the text reports none.

// It is drawn in the pixels of its place, so that letters have the size that the style sheet gives them.
const HEIGHT = 190;
// Left of the first year there is room for half of its number.
const EDGE = { top: 26, right: 22, bottom: 28, left: 20 };
const LETTER = 9;
const YEAR_WIDTH = 52;

export function drawCharts(page) {
  for (const figure of page.querySelectorAll("figure.chart")) {
    const rows = [...figure.querySelectorAll("tbody tr")].map(readRow);
    const place = figure.querySelector("figcaption");
    let width = 0;
    const fit = () => {
      if (place.clientWidth === width || place.clientWidth === 0) return;
      width = place.clientWidth;
      figure.querySelector("svg")?.remove();
      place.after(draw(rows, width));
    };
    fit();
    window.addEventListener("resize", fit);
  }
}

function readRow(row) {
  const cell = row.querySelector("td[data-value]");
  const raw = cell?.dataset.value ?? "";
  return {
    year: row.querySelector("th").textContent.trim(),
    value: raw === "" ? null : Number(raw),
    shown: cell?.textContent.trim() ?? "",
  };
}

function draw(rows, width) {
  const top = rows.reduce((most, row) => ((row.value ?? 0) > (most.value ?? 0) ? row : most), { value: 1, shown: "1" });
  const left = LETTER * top.shown.length + 10;
  const step = (width - left - EDGE.left - EDGE.right) / Math.max(1, rows.length - 1);
  const x = (place) => left + EDGE.left + place * step;
  const y = (value) => HEIGHT - EDGE.bottom - (value / top.value) * (HEIGHT - EDGE.top - EDGE.bottom);
  const svg = node("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" });
  for (const { value, shown } of [{ value: 0, shown: "0" }, top]) {
    svg.append(node("line", { class: "axis", x1: left - 4, x2: width, y1: y(value), y2: y(value) }));
    svg.append(node("text", { x: left - 8, y: y(value) + 5, "text-anchor": "end" }, shown));
  }
  svg.append(node("path", { class: "line", d: path(rows, x, y) }));
  const every = Math.ceil(rows.length / Math.max(1, Math.floor((width - left) / YEAR_WIDTH)));
  rows.forEach((row, place) => {
    const at = { cx: x(place), cy: row.value === null ? y(0) : y(row.value) };
    const dot = node("circle", { class: row.value === null ? "gap" : "dot", r: 4, ...at });
    dot.append(node("title", {}, `${row.year}: ${row.shown}`));
    svg.append(dot);
    if ((rows.length - 1 - place) % every) return;
    svg.append(node("text", { x: at.cx, y: HEIGHT - 6, "text-anchor": "middle" }, row.year));
    if (row.value === null) return;
    svg.append(node("text", { class: "value", x: at.cx, y: at.cy - 9, "text-anchor": "middle" }, row.shown));
  });
  return svg;
}

// Years without a number break the line: nothing is drawn between unknown values.
function path(rows, x, y) {
  return rows
    .map(({ value }, place) => {
      if (value === null) return "";
      const joined = place > 0 && rows[place - 1].value !== null;
      return `${joined ? "L" : "M"}${x(place)},${y(value)}`;
    })
    .join("");
}

function node(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
