// Draws figure.chart from the table inside it; the table stays available below the drawing. A row is a year;
// td[data-value] is a number, or empty if the text reports none.

const WIDTH = 360;
const HEIGHT = 170;
const EDGE = { top: 22, right: 24, bottom: 24, left: 24 };

export function drawCharts(page) {
  for (const figure of page.querySelectorAll("figure.chart")) {
    const rows = [...figure.querySelectorAll("tbody tr")].map(readRow);
    if (rows.some((row) => row.value !== null)) {
      figure.querySelector("figcaption").after(draw(rows));
    } else {
      figure.querySelector("details")?.setAttribute("open", "");
    }
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

function draw(rows) {
  const most = Math.max(1, ...rows.map((row) => row.value ?? 0));
  const step = rows.length > 1 ? (WIDTH - EDGE.left - EDGE.right) / (rows.length - 1) : 0;
  const x = (place) => (step ? EDGE.left + place * step : WIDTH / 2);
  const y = (value) => HEIGHT - EDGE.bottom - (value / most) * (HEIGHT - EDGE.top - EDGE.bottom);
  const svg = node("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  svg.append(node("line", { class: "axis", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) }));
  svg.append(node("path", { class: "line", d: path(rows, x, y) }));
  const every = Math.ceil(rows.length / 8);
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
