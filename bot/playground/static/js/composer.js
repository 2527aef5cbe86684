// Where a person writes. Enter sends, Shift+Enter breaks the line; a failed send keeps the text.

import { Trouble } from "./api.js";
import { slashMenu } from "./commands.js";
import { freshId, h, icon } from "./dom.js";
import { menuButton } from "./menu.js";
import { on, state } from "./state.js";

/** `thread()` gives the message under which this one writes, or null; `shortcut` adds the + menu. */
export function composer({ name, label, placeholder, send, thread = () => null, shortcut = null }) {
  const ids = {
    text: freshId(name),
    error: freshId(`${name}-error`),
    hint: freshId(`${name}-hint`),
  };
  const text = h("textarea", {
    id: ids.text,
    rows: "1",
    "aria-label": label,
    "aria-describedby": ids.hint,
    autocomplete: "off",
  });
  const error = h("p", { class: "composer-error", id: ids.error, role: "alert" });
  const hint = h("p", { class: "composer-hint", id: ids.hint });
  const button = h(
    "button",
    { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send" },
    icon("send"),
  );
  const plus =
    shortcut &&
    menuButton({
      label: "Shortcuts",
      picture: "plus",
      empty: "There are no shortcuts yet.",
      entries: () =>
        state.shortcuts.filter(isGlobal).map((entry) => ({
          title: entry.title,
          hint: entry.hint,
          choose: () => shortcut(entry.name),
        })),
    });
  const line = h("div", { class: "composer-line" }, plus, text, button);
  const node = h("form", { class: "composer", autocomplete: "off" }, error, line, hint);
  const menu = slashMenu(text, line, (words) => (hint.textContent = words));
  const drafts = new Map();
  let key = draftKey();

  text.addEventListener("input", () => {
    fit();
    complain("");
  });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing || menu.handled(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    node.requestSubmit();
  });
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words || text.readOnly) return;
    const sentFrom = key;
    busy(true);
    menu.close();
    try {
      await send(words, thread());
      if (key === sentFrom) write("");
      else drafts.delete(sentFrom);
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      if (key === sentFrom) complain(trouble.message);
      else drafts.set(sentFrom, words);
    } finally {
      busy(false);
    }
  });
  // Each person and place keeps what was begun there.
  on("as place thread", () => {
    drafts.set(key, text.value);
    key = draftKey();
    if (text.value !== (drafts.get(key) ?? "")) write(drafts.get(key) ?? "");
    complain("");
  });
  on("as place places thread people", () => (text.placeholder = placeholder()));
  if (plus) on("shortcuts", () => (plus.hidden = !state.shortcuts.some(isGlobal)));

  if (plus) plus.hidden = true;
  return { node, focus: () => text.focus() };

  function draftKey() {
    return [state.as, state.place, thread() ?? ""].join(" ");
  }

  function write(words) {
    text.value = words;
    fit();
    menu.look();
  }

  function complain(words) {
    error.textContent = words;
    node.classList.toggle("has-error", words !== "");
    text.setAttribute("aria-describedby", words ? `${ids.error} ${ids.hint}` : ids.hint);
  }

  function busy(isBusy) {
    text.readOnly = isBusy;
    node.setAttribute("aria-busy", String(isBusy));
    button.setAttribute("aria-disabled", String(isBusy));
  }

  function fit() {
    text.style.setProperty("height", "auto");
    text.style.setProperty("height", `${text.scrollHeight}px`);
  }
}

const isGlobal = (entry) => entry.on === "global";
