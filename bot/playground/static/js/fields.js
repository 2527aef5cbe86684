// Inputs of forms and cards: each kind with its label, hint and error, read as words.

import { freshId, h } from "./dom.js";
import { placeLabel, state } from "./state.js";

const MISSING = "Please fill this in.";
const NO_ANSWER = { value: "", label: "No answer" };
const NO_CHOICE = "Please choose one.";

/** All fields together: `nodes`, `answers()` without what is empty, `check()`, `show(errors)`. */
export function fieldsOf(descriptions) {
  const fields = descriptions.map((description) => fieldOf(description));
  return {
    nodes: fields.map((field) => field.node),
    byId: new Map(fields.map((field) => [String(field.id), field])),
    answers: () =>
      Object.fromEntries(
        fields.map((field) => [field.id, field.read()]).filter(([, words]) => words !== ""),
      ),
    check: () =>
      Object.fromEntries(
        fields.map((field) => [field.id, field.wrong()]).filter(([, words]) => words !== ""),
      ),
    show(errors) {
      for (const field of fields) field.complain(errors[field.id] ?? "");
      fields.find((field) => errors[field.id])?.focus();
    },
  };
}

export function fieldOf(it) {
  const ids = { input: freshId("field"), hint: freshId("hint"), error: freshId("error") };
  const described = [it.hint && ids.hint, ids.error].filter(Boolean).join(" ");
  const control = controlOf(it, ids.input, described);
  const isGroup = control.group === true;
  const count = h("span", { class: "count", hidden: true });
  const error = h("p", { class: "field-error", id: ids.error });
  const mark = it.required
    ? h("span", { class: "required", "aria-hidden": "true", title: "Required" }, " *")
    : h("span", { class: "optional" }, " (optional)");
  const label = h(
    isGroup ? "legend" : "label",
    { class: "label", dir: "auto", for: isGroup ? null : ids.input },
    it.label,
    mark,
  );
  const below = h("div", { class: "field-foot" }, error, count);
  const hint = it.hint && h("p", { class: "hint", id: ids.hint, dir: "auto" }, it.hint);
  const node = h(
    isGroup ? "fieldset" : "div",
    { class: "field", "data-field": it.id, "aria-describedby": isGroup ? described : null },
    label,
    hint,
    control.node,
    below,
  );
  node.addEventListener("input", () => {
    complain("");
    showCount();
  });
  showCount();
  return { id: it.id, node, read: control.read, focus: control.focus, complain, wrong };

  function complain(words) {
    error.textContent = words;
    node.classList.toggle("wrong", words !== "");
    for (const input of control.inputs) {
      if (words) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function wrong() {
    const words = control.read();
    if (it.required && !words.trim()) return isGroup || it.kind === "choice" ? NO_CHOICE : MISSING;
    const over = it.longest ? words.length - it.longest : 0;
    return over > 0 ? `This is ${over} ${over === 1 ? "character" : "characters"} too long.` : "";
  }

  function showCount() {
    if (it.kind !== "text" || !it.longest) return;
    const left = it.longest - control.read().length;
    // Of a short one, such as a number, there is nothing to tell before it is too long.
    count.hidden = it.longest < 40 ? left >= 0 : left > Math.max(20, it.longest / 10);
    count.textContent = left >= 0 ? `${left} left` : `${-left} too many`;
    count.classList.toggle("over", left < 0);
  }
}

function controlOf(it, id, described) {
  const shared = {
    id,
    "aria-describedby": described,
    "aria-required": it.required ? "true" : null,
    "data-focus": `field ${it.id}`,
  };
  switch (it.kind) {
    case "choice":
      return it.look === "radio"
        ? group(it, "radio", described)
        : menu(it, shared, it.options ?? []);
    case "choices":
      return group(it, "checkbox", described);
    case "time":
      return single(h("input", { ...shared, type: "time", value: (it.value ?? "").slice(0, 5) }));
    case "day":
      return single(h("input", { ...shared, type: "date", value: it.value ?? "" }));
    case "person":
      return menu(it, shared, it.options?.length ? it.options : people());
    case "place":
      return menu(it, shared, it.options?.length ? it.options : channels());
    default:
      return single(words(it, shared));
  }
}

function words(it, shared) {
  const more = {
    ...shared,
    dir: "auto",
    placeholder: it.placeholder || null,
    value: it.value ?? "",
  };
  return it.multiline
    ? h("textarea", { ...more, rows: "4" })
    : h("input", { ...more, type: "text" });
}

function menu(it, shared, options) {
  const first = h("option", { value: "" }, it.required ? "Choose…" : "None");
  const select = h(
    "select",
    { ...shared, value: it.value ?? "" },
    first,
    options.map(({ value, label }) => h("option", { value }, label)),
  );
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  return single(select);
}

function group(it, type, described) {
  const name = freshId("group");
  const chosen = new Set(
    type === "radio" ? [it.value ?? ""] : (it.value ?? "").split(",").filter(Boolean),
  );
  const options =
    type === "radio" && !it.required ? [...it.options, NO_ANSWER] : (it.options ?? []);
  const inputs = options.map(({ value }, place) =>
    h("input", {
      type,
      name,
      value,
      id: `${name}-${place}`,
      checked: chosen.has(value),
      "aria-describedby": described,
      "data-focus": `field ${it.id} ${value}`,
    }),
  );
  const node = h(
    "div",
    { class: "options" },
    inputs.map((input, place) =>
      h(
        "label",
        { class: "option", for: input.id },
        input,
        h("span", { dir: "auto" }, options[place].label),
      ),
    ),
  );
  return {
    node,
    inputs,
    group: true,
    read: () =>
      inputs
        .filter((input) => input.checked)
        .map((input) => input.value)
        .join(","),
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0])?.focus(),
  };
}

const single = (input) => ({
  node: input,
  inputs: [input],
  read: () => input.value,
  focus: () => input.focus(),
});
const people = () => state.people.map((person) => ({ value: person.id, label: person.name }));
const channels = () =>
  state.places
    .filter((place) => place.kind === "channel")
    .map((place) => ({ value: place.id, label: placeLabel(place) }));
