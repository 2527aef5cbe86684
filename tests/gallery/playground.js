// Cards and forms as the playground's own page draws them.

import { openForm } from "/playground/static/js/forms.js";
import { contentOf } from "/playground/static/js/message.js";
import { change } from "/playground/static/js/state.js";

change({
  as: "U0ADA",
  people: [{ id: "U0ADA", name: "Ada Brandt", role: "scrum master", zone: "Europe/Berlin" }],
  places: [{ id: "C0HARBOR", name: "team-harbor", kind: "channel" }],
});
const act = { press() {}, shortcut() {} };
const all = document.getElementById("all");

for (const [name, { surface, payload }] of Object.entries(window.examples)) {
  const figure = document.createElement("figure");
  figure.dataset.name = name;
  figure.append(Object.assign(document.createElement("figcaption"), { textContent: name }));
  all.append(figure);
  if (surface === "form") {
    openForm(payload, async () => null);
    const dialog = document.querySelector("body > dialog");
    const paper = document.createElement("div");
    paper.className = "dialog";
    paper.append(...dialog.childNodes);
    dialog.remove();
    figure.append(paper);
  } else if (surface === "home") {
    const home = Object.assign(document.createElement("div"), { className: "home" });
    home.append(...contentOf(payload, act).flat(Infinity).filter(Boolean));
    figure.append(home);
  } else {
    figure.append(...contentOf(payload, act).flat(Infinity).filter(Boolean));
  }
}
window.drawn = true;
