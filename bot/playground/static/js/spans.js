// The words of a card: spans into text nodes and a closed set of elements.

import { h } from "./dom.js";
import { personOf, placeOf, same, state, zone } from "./state.js";
import { inFull, inStyle } from "./time.js";

const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

export const spansOf = (spans) => spans.map(span);

/** What a person typed: shown as typed, addresses made clickable. */
export function typed(text) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(ADDRESS)) {
    nodes.push(text.slice(done, found.index), link(found[0], found[0]));
    done = found.index + found[0].length;
  }
  return [...nodes, text.slice(done)];
}

/** The address where it is one that a page may open; else null. */
export function safe(url) {
  const parsed = URL.canParse(url, window.location.href)
    ? new URL(url, window.location.href)
    : null;
  return parsed && ["http:", "https:", "mailto:"].includes(parsed.protocol) ? parsed.href : null;
}

function span(it) {
  switch (it.is_a) {
    case "plain":
      return it.text;
    case "bold":
      return h("strong", {}, it.text);
    case "italic":
      return h("em", {}, it.text);
    case "code":
      return h("code", {}, it.text);
    case "mention":
      return mention(it);
    case "place":
      return placeLink(it);
    case "link":
      return link(it.text, it.url);
    case "moment":
      return moment(it);
    default:
      return it.text ?? "";
  }
}

function mention({ person, name }) {
  const mine = same(person, state.as);
  const shown = (name || personOf(person).name).replace(/^@/, "");
  return h("span", { class: mine ? "mention mine" : "mention" }, `@${shown}`);
}

function placeLink({ place, name }) {
  const shown = `#${(name || placeOf(place)?.name || place).replace(/^#/, "")}`;
  if (!placeOf(place)) return h("span", { class: "mention" }, shown);
  return h("button", { type: "button", class: "mention place-link", "data-place": place }, shown);
}

function link(text, url) {
  const address = safe(url);
  if (!address) return text;
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

function moment({ at, style, text }) {
  if (!at || Number.isNaN(Date.parse(at))) return text ?? "";
  return h("time", { datetime: at, title: inFull(at, zone()) }, inStyle(at, zone(), style));
}
