// The demo's clock: what time it is, what comes next, and ways to move on.

import * as api from "./api.js";
import { announce, toast } from "./announce.js";
import { confirmed } from "./confirm.js";
import { at, freshId, h, icon } from "./dom.js";
import { begin, loadAll, quietly } from "./load.js";
import { beside } from "./menu.js";
import { change, on, state, zone } from "./state.js";
import {
  city,
  clockTime,
  fromWall,
  inFull,
  nextMonday,
  plus,
  shortDay,
  soon,
  wall,
} from "./time.js";

export function clock() {
  const now = h("time", { class: "now" });
  const next = h("p", { class: "next" });
  const goThere = h("button", { type: "button", class: "button primary small-button" }, "Go there");
  const panel = morePanel();
  const more = h(
    "button",
    {
      type: "button",
      class: "button small-button",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-controls": panel.id,
    },
    "Go to…",
  );
  const over = startOverButton();
  at("clock").append(now, next, goThere, h("div", { class: "jumps" }, jumps()), more, panel, over);

  goThere.addEventListener("click", () => move({ next: true }));
  more.addEventListener("click", () => panel.togglePopover());
  panel.addEventListener("toggle", (event) => {
    more.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState !== "open") return;
    beside(more, panel);
    const field = panel.querySelector("input");
    field.value = wall(state.clock.now, zone());
    field.focus();
  });
  on("clock as people moving", () => {
    const { now: moment, next: coming } = state.clock;
    now.setAttribute("datetime", moment);
    now.title = inFull(moment, zone());
    now.replaceChildren(
      h("span", { class: "now-time" }, clockTime(moment, zone())),
      h(
        "span",
        { class: "now-day" },
        shortDay(moment, zone()),
        h("span", { class: "now-zone" }, ` · ${city(zone())}`),
      ),
    );
    next.replaceChildren(...nextWords(coming, moment));
    goThere.hidden = coming === null;
    const moving = state.moving;
    at("clock").setAttribute("aria-busy", String(moving));
    for (const button of at("clock").querySelectorAll("button"))
      button.setAttribute("aria-disabled", String(moving));
  });
}

function nextWords(coming, now) {
  if (state.moving)
    return [
      h("span", { class: "beats", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      "Moving the clock…",
    ];
  if (coming === null) return ["Nothing planned yet"];
  return [
    h("span", { class: "next-mark" }, "Next"),
    h("strong", {}, coming.title),
    ` ${soon(coming.at, zone(), now)}`,
  ];
}

const jumps = () => [
  jump("+1 hour", () => plus(state.clock.now, { hours: 1 })),
  jump("+1 day", () => plus(state.clock.now, { days: 1 }, zone())),
  jump("Monday 09:00", () => nextMonday(state.clock.now, zone())),
];

function jump(label, to) {
  return h(
    "button",
    { type: "button", class: "button small-button", onclick: () => move({ to: to() }) },
    label,
  );
}

function morePanel() {
  const id = freshId("go-to");
  const input = h("input", { id: `${id}-moment`, type: "datetime-local", required: true });
  const label = h("label", { for: `${id}-moment`, class: "label" });
  const form = h(
    "form",
    {},
    label,
    h(
      "div",
      { class: "go-to-line" },
      input,
      h("button", { type: "submit", class: "button primary" }, "Go to"),
    ),
  );
  const panel = h(
    "div",
    { class: "menu go-to", id, popover: "auto", role: "dialog", "aria-label": "Go to a moment" },
    form,
    h("div", { class: "jumps-narrow" }, jumps()),
  );
  on("as people", () => (label.textContent = `Day and time in ${city(zone())}`));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panel.hidePopover();
    move({ to: fromWall(input.value, zone()) });
  });
  return panel;
}

async function move(where) {
  if (state.moving) return;
  change({ moving: true });
  await quietly(async () => {
    await api.moveClock(where);
    await loadAll();
    announce(`It is now ${inFull(state.clock.now, zone())}.`);
  });
  change({ moving: false });
}

function startOverButton() {
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-button start-over",
      "aria-label": "Start over",
      title: "Start over",
      "aria-haspopup": "dialog",
    },
    icon("again"),
  );
  button.addEventListener("click", async () => {
    if (state.moving) return;
    const sure = await confirmed({
      title: "Start over?",
      yes: "Start over",
      no: "Keep going",
      look: "danger",
      text: "All messages and everything Drumbeat knows of this demo are cleared, and the clock shows the real time again.",
    });
    if (!sure) return;
    change({ moving: true });
    await quietly(async () => {
      await api.reset();
      await begin(state.as);
      toast("A fresh start: the demo is as it was at first.", { trouble: false });
    });
    change({ moving: false });
  });
  return button;
}
