// Puts the page together: views first, then what they show.

import * as acts from "./act.js";
import { announce, toast } from "./announce.js";
import { Trouble } from "./api.js";
import { clock } from "./clock.js";
import { composer } from "./composer.js";
import { at, h } from "./dom.js";
import { face } from "./people.js";
import { begin, enter, loadClock, open, quietly } from "./load.js";
import { live } from "./live.js";
import { sidebar } from "./sidebar.js";
import { change, on, placeLabel, placeNow, same, state, viewer } from "./state.js";
import { stream } from "./stream.js";
import { thread } from "./thread.js";

const CLOCK_LOOK = 30_000; // milliseconds between looks at a clock that also runs by itself

const isNarrow = () => window.matchMedia("(max-width: 700px)").matches;
const asked = () => new URL(window.location.href).searchParams.get("as") ?? "";

const act = {
  ...acts,
  openThread: (message) => change({ thread: message }),
  openPlace: (place) =>
    quietly(async () => {
      await open(place);
      writer.focus();
    }),
  become: (person) =>
    quietly(async () => {
      if (same(person, state.as)) return;
      const url = new URL(window.location.href);
      url.searchParams.set("as", person);
      window.history.pushState(null, "", url);
      await enter(person);
      announce(`You are ${viewer().name} now.`);
    }),
};

const writer = composer({
  name: "message",
  label: "Message",
  send: act.send,
  shortcut: act.shortcut,
  placeholder,
});
at("composer").append(writer.node);
on("place places", () => (at("composer").hidden = placeNow()?.kind === "home"));

sidebar(act);
clock();
stream(act);
thread(act);
live();
start();

window.addEventListener("popstate", () => {
  const person = asked() || state.people[0]?.id;
  if (person && !same(person, state.as)) quietly(() => enter(person));
});
setInterval(() => {
  if (document.visibilityState === "visible" && !state.moving && state.online)
    loadClock().catch(() => {});
}, CLOCK_LOOK);

function placeholder() {
  if (!placeNow()) return "Message";
  const words = `Message ${placeLabel(placeNow())}`;
  return isNarrow() ? words : `${words}, or / for commands`;
}

async function start() {
  try {
    await begin(asked());
    // On a phone, focus would bring the keyboard up over everything.
    if (!isNarrow()) writer.focus();
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    toast(trouble.message);
    const again = h(
      "button",
      { type: "button", class: "button primary", onclick: () => window.location.reload() },
      "Try again",
    );
    at("stream").replaceChildren(
      h(
        "div",
        { class: "empty" },
        face("drumbeat", "large"),
        h("h3", {}, "Drumbeat is not answering"),
        h("p", {}, trouble.message),
        again,
      ),
    );
  }
}
