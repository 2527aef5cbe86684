// A question before something counts.

import { freshId, h } from "./dom.js";

/** True for yes; false for no, Escape and the cancel button. */
export function confirmed({ title, text, yes, no = "Cancel", look = "primary" }) {
  const [titleId, textId] = [freshId("ask"), freshId("ask")];
  const dialog = h(
    "dialog",
    { class: "dialog ask", "aria-labelledby": titleId, "aria-describedby": textId },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: titleId }, title),
      h("p", { id: textId, dir: "auto" }, text),
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { class: "button", value: "no" }, no),
        h(
          "button",
          { class: `button ${look === "danger" ? "danger" : "primary"}`, value: "yes" },
          yes,
        ),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((settle) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      settle(dialog.returnValue === "yes");
    });
  });
}
