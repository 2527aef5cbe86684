// Signs that people put to a message: the menu to put one, and those that are there.

import { h } from "./dom.js";
import { menuButton } from "./menu.js";
import { same, state } from "./state.js";

const SIGNS = [
  { sign: "👍", title: "Thumbs up" },
  { sign: "🎉", title: "Party" },
  { sign: "❤️", title: "Heart" },
];

export function signMenu(message, react) {
  return menuButton({
    label: `React to this message from ${message.author_name}`,
    picture: "smile",
    focusKey: "react",
    entries: () =>
      SIGNS.map(({ sign, title }) => {
        const isMine = isThere(message, sign);
        return {
          sign,
          title: isMine ? `${title}: take it back` : title,
          choose: () => react(message, sign, !isMine),
        };
      }),
  });
}

/** One button each, pressed where it is one's own. */
export function signRow(message, react) {
  return h(
    "div",
    { class: "signs", role: "group", "aria-label": "Reactions" },
    message.signs.map(({ sign, people }) => {
      const isMine = isThere(message, sign);
      const title = SIGNS.find((each) => each.sign === sign)?.title ?? sign;
      const names = people.map(nameOf).join(", ");
      return h(
        "button",
        {
          type: "button",
          class: "sign",
          title: names,
          "aria-label": `${title}: ${names}`,
          "aria-pressed": String(isMine),
          "data-focus": `sign ${sign}`,
          onclick: () => react(message, sign, !isMine),
        },
        h("span", { "aria-hidden": "true" }, sign),
        String(people.length),
      );
    }),
  );
}

const isThere = (message, sign) =>
  (message.signs ?? []).some(
    (each) => each.sign === sign && each.people.some((person) => same(person, state.as)),
  );

const nameOf = (id) => state.people.find((person) => same(person.id, id))?.name ?? id;
