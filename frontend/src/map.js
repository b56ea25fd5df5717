// The map, the table below it and the address follow the year slider.
export function followYear(page) {
  const data = page.querySelector("#world-data");
  const slider = page.querySelector(".year-slider input[type=range]");
  if (!data || !slider) return;
  const { tiers, labels } = JSON.parse(data.textContent);
  const output = page.querySelector(".year-slider output");

  const show = (year) => {
    for (const element of page.querySelectorAll("[data-iso3]")) {
      const tier = tiers[element.dataset.iso3]?.[year] ?? "none";
      if (element.matches(".country")) paint(element, tier, labels);
      else label(element.querySelector(".tier"), tier, labels);
    }
    if (output) output.value = year;
    for (const place of page.querySelectorAll("[data-year-shown]")) place.textContent = year;
  };
  slider.addEventListener("input", () => show(slider.value));
  slider.addEventListener("change", () => {
    const address = new URL(window.location.href);
    address.searchParams.set("year", slider.value);
    window.history.replaceState(null, "", address);
  });
}

function paint(country, tier, labels) {
  for (const shape of country.querySelectorAll("path, circle")) {
    shape.setAttribute("class", `fill-${tier.toLowerCase()}`);
  }
  const title = country.querySelector("title");
  if (title) title.textContent = `${country.dataset.name}: ${labels[tier]}`;
}

function label(badge, tier, labels) {
  if (!badge) return;
  badge.className = `tier tier-${tier.toLowerCase()}`;
  badge.textContent = labels[tier];
}
