// A form as a dialog. What was typed stays until the answer is in.

import { Trouble } from "./api.js";
import { at, freshId, h, icon } from "./dom.js";
import { fieldsOf } from "./fields.js";
import { cardOf } from "./parts.js";

/** `send(answers)` gives errors by field, or null when the form is done. */
export function openForm(form, send) {
  const titleId = freshId("form");
  const fields = fieldsOf(form.fields);
  const trouble = h("p", { class: "form-error", role: "alert" });
  const save = h("button", { type: "submit", class: "button primary" }, form.submit || "Save");
  const cancel = h("button", { type: "button", class: "button" }, "Cancel");
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close", title: "Close" },
    icon("close"),
  );
  const body = h("div", { class: "dialog-body" }, itemsOf(form, fields), trouble);
  const paper = h(
    "form",
    { novalidate: true, autocomplete: "off" },
    h("div", { class: "dialog-head" }, h("h2", { id: titleId }, form.title), close),
    body,
    h("div", { class: "dialog-foot" }, cancel, save),
  );
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": titleId }, paper);

  for (const button of [cancel, close]) button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    // The button that opened it may have been redrawn since.
    if (document.activeElement === document.body) at("main").querySelector("textarea")?.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) paper.requestSubmit();
  });
  paper.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (save.disabled) return;
    trouble.textContent = "";
    const wrong = fields.check();
    if (Object.keys(wrong).length) return fields.show(wrong);
    busy(true);
    try {
      const errors = await send(fields.answers());
      busy(false);
      if (errors === null) dialog.close();
      else show(errors);
    } catch (failure) {
      busy(false);
      if (!(failure instanceof Trouble)) throw failure;
      trouble.textContent = failure.message;
    }
  });

  document.body.append(dialog);
  dialog.showModal();
  const first = fields.byId.get(String(form.fields[0]?.id));
  (first ?? { focus: () => save.focus() }).focus();

  function show(errors) {
    fields.show(errors);
    const elsewhere = Object.entries(errors).filter(([id]) => !fields.byId.has(id));
    trouble.textContent = elsewhere.map(([, words]) => words).join(" ");
  }

  function busy(isBusy) {
    save.disabled = isBusy;
    save.textContent = isBusy ? "Sending…" : form.submit || "Save";
    paper.setAttribute("aria-busy", String(isBusy));
  }
}

/** In the order of `items`; a form without them is its fields. */
function itemsOf(form, fields) {
  if (!form.items?.length) return fields.nodes;
  return form.items.map((item) => {
    const field = fields.byId.get(String(item.id));
    return field && item.is_a === "field" ? field.node : cardOf([item], { level: 3 });
  });
}
