// Sentences, dates and times in the reader's language. Each page loads the catalogue of its language
// (Django's JavaScriptCatalog) before its script; without one the English of the source is shown.
const english = {
  gettext: (text) => text,
  ngettext: (one, many, count) => (count === 1 ? one : many),
};

export const { gettext, ngettext } = "django" in globalThis ? globalThis : english;

/** The sentence with its {names} replaced by values. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// "en" alone would be American: the month first.
const locale = () => (document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang);
const formatted = (at, style) => new Intl.DateTimeFormat(locale(), style).format(at);

/** A day in words: 1 December 2026. */
export const longDate = (at) => formatted(at, { dateStyle: "long" });

/** A day and a time of day: 1 December 2026, 23:13. */
export const longTime = (at) => `${longDate(at)}, ${formatted(at, { timeStyle: "short" })}`;
