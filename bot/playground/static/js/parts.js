// Cards: each part of handlers/cards.py as elements.

import { h } from "./dom.js";
import { safe, spansOf, typed } from "./spans.js";

/** `onPress(button)` is called with the button as the message carries it. */
export function cardOf(parts, { onPress = null, level = 3 } = {}) {
  return parts.map((part) => partOf(part, onPress, level));
}

/** Whether it wants a frame around it: anything more than words. */
export const isCard = (parts) => parts.some((part) => !["text", "small"].includes(part.is_a));

export function buttonRow(buttons, onPress) {
  return h(
    "div",
    { class: "buttons" },
    buttons.map((button) => buttonOf(button, onPress)),
  );
}

export function pictureOf({ alt, url }) {
  const address = safe(url) ?? (url.startsWith("data:image/") ? url : null);
  if (!address) return h("p", { class: "small" }, alt);
  const image = h("img", { src: address, alt, loading: "lazy" });
  image.addEventListener("error", () =>
    image.replaceWith(h("p", { class: "small" }, `Picture: ${alt}`)),
  );
  return h("figure", { class: "picture" }, image);
}

function partOf(part, onPress, level) {
  switch (part.is_a) {
    case "heading":
      return h(`h${level}`, { class: "heading", dir: "auto" }, part.text);
    case "text":
      return h("p", { class: "words", dir: "auto" }, spansOf(part.spans));
    case "quote":
      return h("blockquote", { class: "quote", dir: "auto" }, typed(part.text));
    case "bullets":
      return h(
        "ul",
        { class: "bullets" },
        part.items.map((item) => h("li", { dir: "auto" }, spansOf(item))),
      );
    case "small":
      return h("p", { class: "small", dir: "auto" }, spansOf(part.spans));
    case "facts":
      return h("dl", { class: "facts" }, part.rows.map(factOf));
    case "divider":
      return h("hr", { class: "divider" });
    case "picture":
    case "chart":
      return pictureOf(part);
    case "buttons":
      return buttonRow(part.buttons, onPress);
    default:
      return h("p", { class: "small" }, "This part cannot be shown here.");
  }
}

function factOf([label, spans]) {
  return h(
    "div",
    { class: "fact" },
    h("dt", { dir: "auto" }, label),
    h("dd", { dir: "auto" }, spansOf(spans)),
  );
}

function buttonOf(button, onPress) {
  const node = h(
    "button",
    {
      type: "button",
      class: `button ${button.look ?? "plain"}`,
      "data-focus": `button ${button.id}`,
      "aria-haspopup": button.opens_form || button.confirm ? "dialog" : null,
    },
    h("span", { dir: "auto" }, button.label),
  );
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    try {
      await onPress?.(button);
    } finally {
      node.removeAttribute("aria-busy");
    }
  });
  return node;
}
