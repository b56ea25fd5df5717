// Adds convenience to pages that work without it. Each part looks for its own attributes and does nothing
// without them.
import { foldFilters, foldMenu, keepTypedInAnotherLanguage, sendOnChange, sendOnce } from "./forms.js";
import { keepAnswers, leaveQuickly } from "./interview.js";
import { drawCharts } from "./charts.js";
import { spellDates } from "./dates.js";
import { followYear } from "./map.js";
import { walkItems } from "./review.js";
import { sendParts } from "./send_parts.js";
import { labelCells, unfoldForPrint } from "./tables.js";

document.documentElement.classList.add("js");
for (const enhance of [foldMenu, foldFilters, sendOnChange, keepTypedInAnotherLanguage, followYear, drawCharts, labelCells, spellDates, walkItems, sendParts, keepAnswers, leaveQuickly, sendOnce, unfoldForPrint]) {
  enhance(document);
}
