// A person as a face: initials on a colour that stays theirs.

import { h } from "./dom.js";
import { personOf, same, state } from "./state.js";

const COLOURS = 10;
const LOGO = new URL("../drum.svg", import.meta.url).pathname;

export function face(id, size = "") {
  if (id === "drumbeat")
    return h("img", { class: `face ${size && `face-${size}`}`, src: LOGO, alt: "" });
  return h(
    "span",
    {
      class: `face ${size && `face-${size}`}`,
      "data-colour": String(colour(id)),
      "aria-hidden": "true",
    },
    initials(personOf(id).name),
  );
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...word][0].toUpperCase()).join("");
}

function colour(id) {
  const place = state.people.findIndex((person) => same(person.id, id));
  if (place >= 0) return place % COLOURS;
  return [...String(id)].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS;
}
