// The panel on the right: one message, its replies, and a composer of its own.

import { composer } from "./composer.js";
import { at, h, icon } from "./dom.js";
import { entriesOf, scroller } from "./messages.js";
import { change, messageOf, on, placeLabel, placeNow, same, state } from "./state.js";

export function thread(act) {
  const panel = at("thread");
  const place = h("span", { class: "who" });
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close the thread", title: "Close" },
    icon("close"),
  );
  const box = h("div", {
    class: "stream",
    tabindex: "0",
    role: "region",
    "aria-label": "Messages in this thread",
  });
  const list = scroller(box);
  const writer = composer({
    name: "reply",
    label: "Reply in this thread",
    placeholder: () => "Reply…",
    send: act.send,
    thread: () => state.thread,
  });
  panel.append(
    h("div", { class: "place-head" }, h("h2", { id: "thread-title" }, "Thread"), place, close),
    box,
    writer.node,
  );
  const inside = { ...act, openThread: null };
  let opener = null;

  close.addEventListener("click", leave);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave();
  });
  on("thread", () => {
    const isOpen = state.thread !== null;
    document.body.classList.toggle("with-thread", isOpen);
    panel.hidden = !isOpen;
    if (!isOpen) return;
    opener = document.activeElement?.closest("[data-message]")?.dataset.message ?? null;
    place.textContent = placeNow() ? placeLabel(placeNow()) : "";
    list.toBottom();
    writer.focus();
  });
  on("thread messages clock people", () => {
    const first = state.thread === null ? null : messageOf(state.thread);
    if (!first) return list.show([]);
    const replies = first.thread ?? [];
    const entries = entriesOf([{ ...first, thread: [] }], { act: inside, days: false });
    const words = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
    const rule = {
      key: "count",
      sign: words,
      build: () => h("li", { class: "day replies-line" }, h("span", {}, words)),
    };
    if (replies.length) entries.push(rule, ...entriesOf(replies, { act: inside, days: false }));
    list.show(entries, { mine: same(replies.at(-1)?.author, state.as) });
  });

  function leave() {
    change({ thread: null });
    const home = opener && document.querySelector(`#stream [data-message="${CSS.escape(opener)}"]`);
    (home?.querySelector(".replies") ?? home ?? at("stream")).focus();
  }
}
