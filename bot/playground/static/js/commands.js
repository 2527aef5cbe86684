// The menu that opens on "/": filters while typing; arrows, Tab, Enter and Escape.

import { freshId, h } from "./dom.js";
import { on, state } from "./state.js";

/** `say(words)` shows how the command goes on, once it is chosen and its words are being typed. */
export function slashMenu(text, anchor, say) {
  const id = freshId("commands");
  const box = h("ul", {
    class: "slash",
    id,
    role: "listbox",
    "aria-label": "Commands",
    hidden: true,
  });
  anchor.before(box);
  let options = [];
  let active = 0;
  let dismissed = false;

  text.setAttribute("aria-autocomplete", "list");
  text.addEventListener("input", () => {
    if (!text.value.startsWith("/")) dismissed = false;
    active = 0;
    look();
  });
  text.addEventListener("blur", close);
  text.addEventListener("focus", look);
  on("commands", look);

  return { handled, look, close };

  function look() {
    const typed = text.value;
    options = dismissed || document.activeElement !== text ? [] : fitting(typed);
    say(options.length ? "" : howItGoesOn(typed));
    draw();
  }

  function close() {
    options = [];
    draw();
  }

  /** True where the key was the menu's. */
  function handled(event) {
    if (!options.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      active = (active + (event.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
      draw();
    } else if (event.key === "Tab" && !event.shiftKey) choose(options[active]);
    else if (event.key === "Enter" && !event.shiftKey && !isComplete()) choose(options[active]);
    else if (event.key === "Escape") {
      dismissed = true;
      look();
    } else return false;
    event.preventDefault();
    return true;
  }

  /** The active command is typed in full already: Enter sends it. */
  function isComplete() {
    return fullName(options[active]) === text.value.trim().toLowerCase();
  }

  function choose(entry) {
    text.value = `${fullName(entry)}${entry.usage ? " " : ""}`;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }

  function draw() {
    const isOpen = options.length > 0;
    box.hidden = !isOpen;
    box.replaceChildren(...options.map((entry, place) => optionOf(entry, place)));
    // A textarea is a plain text box by right; it is a combobox only while the list is there.
    const marks = {
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": id,
      "aria-haspopup": "listbox",
      "aria-activedescendant": `${id}-${active}`,
    };
    for (const [name, value] of Object.entries(marks)) {
      if (isOpen) text.setAttribute(name, value);
      else text.removeAttribute(name);
    }
    if (isOpen) box.children[active].scrollIntoView({ block: "nearest" });
  }

  function optionOf(entry, place) {
    return h(
      "li",
      {
        role: "option",
        id: `${id}-${place}`,
        "aria-selected": String(place === active),
        class: "slash-option",
        // Before the text loses focus, which would close the list.
        onpointerdown: (event) => {
          event.preventDefault();
          choose(entry);
        },
      },
      h(
        "span",
        { class: "slash-name" },
        fullName(entry),
        entry.usage && h("span", { class: "slash-usage" }, ` ${entry.usage}`),
      ),
      h("span", { class: "slash-hint" }, entry.hint),
    );
  }
}

const fullName = (entry) => (entry.verb ? `${entry.command} ${entry.verb}` : entry.command);

const isExactly = (entry, typed) => fullName(entry) === typed.trimEnd();

function fitting(typed) {
  if (!typed.startsWith("/") || typed.includes("\n")) return [];
  const wanted = typed.toLowerCase().replace(/\s+/g, " ");
  const starts = state.commands.filter((entry) => fullName(entry).startsWith(wanted.trimEnd()));
  // After "/standup " only what stands alone or continues it, not "/standups".
  // What is typed in full comes first, so that Enter sends it.
  starts.sort((one, other) => isExactly(other, wanted) - isExactly(one, wanted));
  return wanted.endsWith(" ")
    ? starts.filter((entry) => `${fullName(entry)} `.startsWith(wanted))
    : starts;
}

function howItGoesOn(typed) {
  if (!typed.startsWith("/")) return "";
  const words = `${typed.toLowerCase()} `;
  const family = state.commands
    .filter((entry) => words.startsWith(`${fullName(entry)} `))
    .sort((one, other) => fullName(other).length - fullName(one).length);
  if (!family.length) return "";
  const { usage, hint, example } = family[0];
  return usage ? `${fullName(family[0])} ${usage} · for example: ${example}` : hint;
}
