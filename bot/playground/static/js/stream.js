// The middle of the page: a place's messages, the home pane, and what stands there when empty.

import { at, h, icon } from "./dom.js";
import { contentOf } from "./message.js";
import { entriesOf, scroller } from "./messages.js";
import { face } from "./people.js";
import { on, placeLabel, placeNow, same, state, viewer } from "./state.js";
import { soon } from "./time.js";

export function stream(act) {
  const box = at("stream");
  const jump = at("jump");
  jump.prepend(icon("down"));
  const list = scroller(box, { below: (isNews) => (jump.hidden = !isNews) });
  const aside = h("div", { class: "aside" });
  box.prepend(aside);
  jump.addEventListener("click", () => {
    list.toBottom();
    box.focus();
  });

  on("messages home place places thread clock people", () => {
    const place = placeNow();
    box.setAttribute("aria-label", place ? `Messages in ${placeLabel(place)}` : "Messages");
    const isHome = place?.kind === "home";
    const messages = isHome ? [] : (state.messages ?? []);
    list.list.hidden = messages.length === 0;
    aside.hidden = messages.length > 0;
    if (isHome) showHome(aside, act);
    else if (state.messages === null) aside.replaceChildren(loading());
    else if (!messages.length) aside.replaceChildren(empty(place));
    list.show(entriesOf(messages, { act }), { mine: same(messages.at(-1)?.author, state.as) });
  });
  on("place as", () => list.toBottom());
  box.addEventListener("click", (event) => {
    const link = event.target.closest(".place-link");
    if (link) act.openPlace(link.dataset.place);
  });
  head(at("place-head"));
}

function head(box) {
  on("place places people as", () => {
    const place = placeNow();
    if (!place) return;
    const ids =
      place.members ?? (place.kind === "channel" ? state.people.map((person) => person.id) : []);
    const about = {
      channel: h(
        "span",
        { class: "who" },
        h(
          "span",
          { class: "faces" },
          ids.slice(0, 5).map((id) => face(id, "tiny")),
        ),
        `${ids.length} people and Drumbeat`,
      ),
      direct: h("span", { class: "who" }, "Just Drumbeat and you"),
      home: h("span", { class: "who" }, `What Drumbeat keeps for ${viewer().name}`),
    };
    box.replaceChildren(h("h2", { id: "place-name" }, placeLabel(place)), about[place.kind] ?? "");
    document.title = `${placeLabel(place)} – ${viewer().name} – Drumbeat playground`;
  });
}

function showHome(aside, act) {
  if (state.home === null) return aside.replaceChildren(loading());
  const sign = JSON.stringify([state.home, state.as]);
  if (aside.firstChild?.sign === sign) return;
  const focused = aside.contains(document.activeElement)
    ? document.activeElement.dataset.focus
    : null;
  const pane = h("div", { class: "home" }, contentOf(state.home, act, { level: 3 }));
  pane.sign = sign;
  aside.replaceChildren(pane);
  if (focused)
    [...pane.querySelectorAll("[data-focus]")]
      .find((one) => one.dataset.focus === focused)
      ?.focus();
}

function loading() {
  const line = () => h("div", { class: "ghost" }, h("span"), h("span"), h("span"));
  return h(
    "div",
    { class: "loading" },
    h("p", { class: "unseen" }, "Loading the messages"),
    line(),
    line(),
    line(),
  );
}

function empty(place) {
  const next = state.clock.next;
  const words = {
    channel: "Nobody has said anything yet. Write a line, or type / to see what Drumbeat can do.",
    direct:
      "Drumbeat writes to you here, for example when your stand-up is due. Type / to see what you can ask of it.",
  };
  return h(
    "div",
    { class: "empty" },
    face("drumbeat", "large"),
    h("h3", {}, place?.kind === "direct" ? "A quiet line to Drumbeat" : "Quiet here so far"),
    h("p", {}, words[place?.kind] ?? "There is nothing to show here."),
    next &&
      h(
        "p",
        { class: "small" },
        `Next on the clock: ${next.title}, ${soon(next.at, viewer().zone || "UTC", state.clock.now)}.`,
      ),
  );
}
