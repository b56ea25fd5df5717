// The page of a year comes whole from the server: tiers, sources and counts belong together.
export function followYear(page) {
  const slider = page.querySelector(".year-slider input[type=range]");
  if (!slider) return;
  const output = page.querySelector(".year-slider output");
  slider.addEventListener("input", () => {
    if (output) output.value = slider.value;
  });
  slider.addEventListener("change", () => slider.form.requestSubmit());
}
