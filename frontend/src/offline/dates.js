// Dates in words, as the pages of the office write them: 1 December 2026, 23:13.

/** The language of the page; English is British, which puts the day before the month. */
const language = () => (document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang);

/** The day of `moment`, with the month in words. */
export const longDay = (moment) => moment.toLocaleDateString(language(), { dateStyle: "long" });

/** Day and time of `moment`, from 00:00 to 23:59. */
export const longTime = (moment) =>
  `${longDay(moment)}, ${moment.toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
