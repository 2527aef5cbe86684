// Adaptive Cards as Teams draws them, as near as it gets: by Microsoft's own renderer, in a plain
// frame for messages and dialogs.

import { AdaptiveCard, HostConfig } from "adaptivecards";
import MarkdownIt from "markdown-it";

import { lookOf } from "./teams-look.js";

const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const look = new HostConfig(lookOf(theme));
const markdown = new MarkdownIt();
document.body.className = theme;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  // Teams puts mentions in before it reads the Markdown.
  const known = text.replace(/<at>(.*?)<\/at>/g, "@@$1@@");
  result.outputHtml = markdown.render(known).replace(/@@(.*?)@@/g, '<b class="at">$1</b>');
  result.didProcess = true;
};

let drawn = 0;

const make = (name, properties, ...inside) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...inside);
  return node;
};

function cardOf(content) {
  const card = new AdaptiveCard();
  card.hostConfig = look;
  card.parse(content);
  const shown = card.render();
  // On this page there are many cards, and what is chosen in one stays chosen.
  drawn += 1;
  for (const input of shown.querySelectorAll("input[type=radio]")) input.name += `-${drawn}`;
  return shown;
}

function message(payload) {
  const [{ content }] = payload.attachments;
  const wide = content.msteams?.width === "full" ? " wide" : "";
  return make(
    "div",
    { className: "message" },
    make("img", { src: "/icon.png", alt: "" }),
    make(
      "div",
      { className: "beside" },
      make("div", { className: "who" }, "Drumbeat", make("span", {}, "09:00")),
      make("div", { className: `card${wide}` }, cardOf(content)),
    ),
  );
}

function dialog(task) {
  return make(
    "div",
    { className: `dialog ${task.height}` },
    make("div", { className: "bar" }, make("img", { src: "/icon.png", alt: "" }), task.title),
    make("div", { className: "inside" }, cardOf(task.card.content)),
  );
}

document.getElementById("all").append(
  ...Object.entries(window.examples).map(([name, { surface, payload }]) =>
    make(
      "figure",
      {},
      make("figcaption", {}, name),
      surface === "dialog" ? dialog(payload) : message(payload),
    ),
  ),
);
