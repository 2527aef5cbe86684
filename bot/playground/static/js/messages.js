// The list of a place: days, grouping by author, staying at the bottom when at the bottom.

import { h } from "./dom.js";
import { keyed } from "./list.js";
import { messageView } from "./message.js";
import { same, state, zone } from "./state.js";
import { dayLabel, minutesBetween } from "./time.js";

const TOGETHER = 5; // minutes within which one author's messages form a group
const NEAR = 80; // pixels from the bottom that still count as at the bottom

/** Entries for `keyed`: a day's line before its first message. */
export function entriesOf(messages, { act, days = true }) {
  const entries = [];
  let before = null;
  let day = "";
  for (const message of messages) {
    const label = days ? dayLabel(message.at, zone(), state.clock.now) : "";
    if (label !== day) {
      entries.push({ key: `day ${message.id}`, sign: label, build: () => dayLine(label) });
      before = null;
    }
    day = label;
    const continued = follows(before, message);
    entries.push({
      key: `message ${message.id}`,
      sign: JSON.stringify([message, continued, zone(), state.as, same(state.thread, message.id)]),
      build: () => messageView(message, { continued, act }),
    });
    before = message;
  }
  return entries;
}

/** A scrolling list which stays where the reader is; `below(true)` tells of news out of sight. */
export function scroller(box, { below = () => {} } = {}) {
  const list = h("ol", { class: "messages" });
  const show = keyed(list);
  let stuck = true;
  let newest = "";
  box.append(list);
  box.addEventListener("scroll", () => {
    stuck = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    if (stuck) below(false);
  });
  // Pictures and windows change heights after the fact.
  new ResizeObserver(() => stuck && toBottom()).observe(list);
  new ResizeObserver(() => stuck && toBottom()).observe(box);

  function toBottom() {
    box.scrollTop = box.scrollHeight;
  }
  return {
    list,
    toBottom() {
      stuck = true;
      toBottom();
      below(false);
    },
    show(entries, { mine = false } = {}) {
      const last = entries.at(-1)?.key ?? "";
      const isNew = newest !== "" && last !== newest && last !== "";
      show(entries);
      newest = last;
      if (stuck || (isNew && mine)) this.toBottom();
      else if (isNew) below(true);
    },
  };
}

function follows(before, message) {
  return (
    before !== null &&
    same(before.author, message.author) &&
    !before.private === !message.private &&
    minutesBetween(before.at, message.at) < TOGETHER
  );
}

function dayLine(label) {
  return h("li", { class: "day" }, h("span", {}, label));
}
