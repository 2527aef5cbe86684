// Short words for everybody: toasts on screen, and a polite line for screen readers.

import { at, h, icon } from "./dom.js";

const STAYS = 7000; // milliseconds

export function announce(words) {
  const line = at("announcer");
  // Each is a node of its own: one said right after another does not take its place.
  line.append(h("span", {}, `${words} `));
  while (line.children.length > 3) line.firstChild.remove();
}

/** `action` is `{label, run}`. Trouble stays until it is dismissed. */
export function toast(words, { trouble = true, action = null } = {}) {
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Dismiss" },
    icon("close"),
  );
  const note = h(
    "div",
    { class: trouble ? "toast trouble" : "toast", role: trouble ? "alert" : "status" },
    trouble && icon("warn"),
    h("p", { dir: "auto" }, words),
    action &&
      h(
        "button",
        {
          type: "button",
          class: "button small-button",
          onclick: () => {
            note.remove();
            action.run();
          },
        },
        action.label,
      ),
    close,
  );
  close.addEventListener("click", () => note.remove());
  at("toasts").append(note);
  if (!trouble) setTimeout(() => note.remove(), STAYS);
  while (at("toasts").children.length > 3) at("toasts").firstChild.remove();
}
