// Sentences, dates and times in the reader's language. Each page loads the catalogue of its language
// (Django's JavaScriptCatalog) before its script; without one the English of the source is shown.
const english = {
  gettext: (text) => text,
  ngettext: (one, many, count) => (count === 1 ? one : many),
};

export const { gettext, ngettext } = "django" in globalThis ? globalThis : english;

/** The sentence with its {names} replaced by values. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// The browser's own names of months are not used: Chromium has none in Azerbaijani ("2026 M12 13").
// Whole dates, as in palermo/kernel/messages.py: other languages inflect the month.
const dates = () => [
  gettext("{day} January {year}"),
  gettext("{day} February {year}"),
  gettext("{day} March {year}"),
  gettext("{day} April {year}"),
  gettext("{day} May {year}"),
  gettext("{day} June {year}"),
  gettext("{day} July {year}"),
  gettext("{day} August {year}"),
  gettext("{day} September {year}"),
  gettext("{day} October {year}"),
  gettext("{day} November {year}"),
  gettext("{day} December {year}"),
];

/** A day in words: 1 December 2026. */
export function longDate(at) {
  const date = new Date(at);
  return filled(dates()[date.getMonth()], { day: date.getDate(), year: date.getFullYear() });
}

/** A day and a time of day: 1 December 2026, 23:13. */
export function longTime(at) {
  const [hours, minutes] = [new Date(at).getHours(), new Date(at).getMinutes()].map((part) => String(part).padStart(2, "0"));
  return filled(gettext("{date}, {time}"), { date: longDate(at), time: `${hours}:${minutes}` });
}
