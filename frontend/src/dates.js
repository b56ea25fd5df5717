// Browsers write the date in a control in figures, in the order of the machine (12/01 or 01/12). Beside the
// control the same date stands with its month in words, in the language of the page, on the screen and on paper.
export function spellDates(page) {
  const language = page.documentElement.lang;
  const begin = (part) => {
    for (const control of part.querySelectorAll("input[type=date], input[type=datetime-local]")) {
      spellBeside(control, language);
    }
  };
  begin(page);
  page.addEventListener("part:replaced", (event) => begin(event.target));
}

function spellBeside(control, language) {
  const words = document.createElement("output");
  words.className = "hint date-words";
  control.after(words);
  const spell = () => {
    words.textContent = control.value ? spellDate(control.value, language) : "";
  };
  control.addEventListener("input", spell);
  control.form?.addEventListener("reset", () => setTimeout(spell));
  spell();
}

/** A date of a control (`2026-12-01`, also with a time) in words. */
export function spellDate(value, language) {
  const [day, time] = value.split("T");
  const [year, month, date] = day.split("-").map(Number);
  const at = new Date(Date.UTC(year, month - 1, date));
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(at);
  return time ? `${words}, ${time.slice(0, 5)}` : words;
}
