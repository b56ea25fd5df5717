// What the country's own data says on the device: what is lawful today, and the services for the person.
import { device, el, items, warning } from "./parts.js";
import { lawfulOn } from "./procedure.js";

/** What is lawful today, where that is in question; else null. */
export function lawfulNotice(procedure) {
  const found = lawfulOn(procedure.lawful, new Date());
  if (!found || found.state === "lawful") return null;
  return warning(found.words);
}

/** The services for the people of a procedure. */
export function services(procedure) {
  // A procedure that was kept before it named its people shows all services.
  const list = device.bundle.services[procedure.people ?? "everybody"];
  const card = (it) => el("li", { class: "card" }, el("p", {}, el("strong", {}, it.name), ` ${it.kind_words}`), it.number ? el("p", { class: "big" }, el("a", { href: `tel:${it.number}` }, it.number)) : null, el("p", {}, it.police_words), items(it.lines.map(([label, words]) => `${label}: ${words}`)));
  return el("section", {}, el("h2", {}, list.heading), el("p", {}, list.lead), el("ul", { class: "cards" }, ...list.services.map(card)));
}
