// Sentences, dates and times in the reader's language. Each page loads the catalogue of its language
// (Django's JavaScriptCatalog) before its script; without one the English of the source is shown.
const english = {
  gettext: (text) => text,
  ngettext: (one, many, count) => (count === 1 ? one : many),
  pgettext: (context, text) => text,
};

export const { gettext, ngettext, pgettext } = "django" in globalThis ? globalThis : english;

/** The sentence with its {names} replaced by values. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// The browser's own names of months are not used: Chromium has none in Azerbaijani ("2026 M12 13").
const months = () => [
  pgettext("month in a date", "January"),
  pgettext("month in a date", "February"),
  pgettext("month in a date", "March"),
  pgettext("month in a date", "April"),
  pgettext("month in a date", "May"),
  pgettext("month in a date", "June"),
  pgettext("month in a date", "July"),
  pgettext("month in a date", "August"),
  pgettext("month in a date", "September"),
  pgettext("month in a date", "October"),
  pgettext("month in a date", "November"),
  pgettext("month in a date", "December"),
];

/** A day in words: 1 December 2026. */
export function longDate(at) {
  const date = new Date(at);
  return filled(gettext("{day} {month} {year}"), { day: date.getDate(), month: months()[date.getMonth()], year: date.getFullYear() });
}

/** A day and a time of day: 1 December 2026, 23:13. */
export function longTime(at) {
  const [hours, minutes] = [new Date(at).getHours(), new Date(at).getMinutes()].map((part) => String(part).padStart(2, "0"));
  return filled(gettext("{date}, {time}"), { date: longDate(at), time: `${hours}:${minutes}` });
}
