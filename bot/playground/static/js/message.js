// One message: who, when, the card or the words, its replies and its menu.

import { h, icon } from "./dom.js";
import { fieldsOf } from "./fields.js";
import { menuButton } from "./menu.js";
import { buttonRow, cardOf, isCard, pictureOf } from "./parts.js";
import { face } from "./people.js";
import { typed } from "./spans.js";
import { signMenu, signRow } from "./signs.js";
import { same, state, zone } from "./state.js";
import { clockTime, inFull } from "./time.js";

const LONG = 3000; // characters from which a message starts folded

/** `act` is `{press, shortcut, react, openThread}`; without `openThread` the message is inside one. */
export function messageView(message, { continued, act }) {
  const { author, author_name: name, at } = message;
  const time = h("time", { datetime: at, title: inFull(at, zone()) }, clockTime(at, zone()));
  const isBot = author === "drumbeat";
  const article = h(
    "article",
    {
      tabindex: "-1",
      "aria-label": `${name}, ${clockTime(at, zone())}`,
      "data-message": message.id,
    },
    h("div", { class: "gutter" }, continued ? time : face(author)),
    h(
      "div",
      { class: "body" },
      !continued &&
        h(
          "div",
          { class: "byline" },
          h("span", { class: "author", dir: "auto" }, name),
          isBot && h("span", { class: "badge" }, "App"),
          time,
        ),
      message.private && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      contentOf(message, act),
      message.signs?.length > 0 && signRow(message, act.react),
      act.openThread && (message.thread ?? []).length > 0 && repliesButton(message, act.openThread),
    ),
    h(
      "div",
      { class: "tools" },
      act.react && !message.private && signMenu(message, act.react),
      toolsOf(message, act),
    ),
  );
  const classes = [
    "message",
    continued && "continued",
    message.private && "private",
    isBot && "bot",
  ];
  return h("li", { class: classes.filter(Boolean).join(" ") }, article);
}

export function contentOf(message, act, { level = 3 } = {}) {
  const parts = message.parts ?? [];
  const buttons = message.buttons ?? [];
  const inputs = message.inputs?.length ? fieldsOf(message.inputs) : null;
  const onPress = (button) => act.press(message, button, inputs?.answers());
  const isTyped = message.author !== "drumbeat" || !parts.length;
  const edited = message.edited && h("p", { class: "edited" }, "edited");
  if (isTyped) {
    const words = h("p", { class: "words", dir: "auto" }, typed(message.text));
    const images = (message.images ?? []).map(pictureOf);
    return [
      folded(words, message.text),
      images,
      buttons.length > 0 && buttonRow(buttons, onPress),
      edited,
    ];
  }
  const card = cardOf(withIds(parts, buttons), { onPress, level });
  if (inputs) card.push(inputs.nodes);
  const hasRow = parts.some((part) => part.is_a === "buttons");
  if (!hasRow && buttons.length) card.push(buttonRow(buttons, onPress));
  const framed = isCard(parts) || inputs || buttons.length;
  const box = h("div", { class: framed ? "card" : "plain-card" }, card);
  return [framed ? box : folded(box, message.text), edited];
}

/** A part's buttons are drawn, the message's are pressed: the same ones, in the same order. */
function withIds(parts, buttons) {
  let next = 0;
  return parts.map((part) =>
    part.is_a === "buttons"
      ? {
          ...part,
          buttons: part.buttons.map((button) => ({ ...button, ...(buttons[next++] ?? {}) })),
        }
      : part,
  );
}

function folded(node, text) {
  if (text.length < LONG) return node;
  const more = h(
    "button",
    { type: "button", class: "link-button", "aria-expanded": "false" },
    "Show all of it",
  );
  const box = h("div", { class: "fold folded" }, node);
  more.addEventListener("click", () => {
    const isFolded = box.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!isFolded));
    more.textContent = isFolded ? "Show all of it" : "Show less";
  });
  return [box, more];
}

function repliesButton(message, openThread) {
  const replies = message.thread;
  const authors = [...new Set(replies.map((reply) => reply.author))].slice(0, 4);
  const words = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  return h(
    "button",
    {
      type: "button",
      class: "replies",
      "data-focus": "replies",
      "aria-expanded": String(same(state.thread, message.id)),
      "aria-controls": "thread",
      onclick: () => openThread(message.id),
    },
    h(
      "span",
      { class: "faces" },
      authors.map((author) => face(author, "tiny")),
    ),
    h("span", { class: "replies-count" }, words),
    h("span", { class: "replies-last" }, `last at ${clockTime(replies.at(-1).at, zone())}`),
  );
}

function toolsOf(message, act) {
  return menuButton({
    label: `More for this message from ${message.author_name}`,
    picture: "dots",
    focusKey: "menu",
    entries: () =>
      [
        act.openThread &&
          !message.private && {
            title: "Reply in a thread",
            picture: "reply",
            choose: () => act.openThread(message.id),
          },
        ...state.shortcuts
          .filter((entry) => entry.on === "message")
          .map(({ name, title, hint }) => ({
            title,
            hint,
            choose: () => act.shortcut(name, message),
          })),
        {
          title: "Copy the text",
          picture: "copy",
          choose: () => navigator.clipboard?.writeText(message.text),
        },
      ].filter(Boolean),
  });
}
