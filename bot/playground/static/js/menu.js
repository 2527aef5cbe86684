// A button with a menu: arrow keys, Home, End, Escape; closes when focus or the pointer leaves.

import { freshId, h, icon } from "./dom.js";

const GAP = 6; // pixels between button and menu

/** `entries()` gives `[{title, hint, picture, sign, choose}]`; a sign is drawn as itself. It is asked each time it opens. */
export function menuButton({
  label,
  picture,
  entries,
  focusKey = null,
  empty = "Nothing to do here yet.",
}) {
  const id = freshId("menu");
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      title: label,
      "aria-label": label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-focus": focusKey,
    },
    icon(picture),
  );
  let menu = null;

  button.addEventListener("click", () => (menu ? close() : open()));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!menu) open();
  });
  return button;

  function open() {
    const items = entries().map((entry) => itemOf(entry, close));
    menu = h(
      "div",
      { class: "menu", id, role: "menu", popover: "manual", "aria-label": label },
      items.length
        ? items
        : h("p", { class: "menu-empty", role: "menuitem", tabindex: "-1" }, empty),
    );
    // Inside an open dialog or panel, not at the end of the page: reading order stays right.
    button.after(menu);
    menu.showPopover();
    beside(button, menu);
    button.setAttribute("aria-expanded", "true");
    menu.addEventListener("keydown", steer);
    document.addEventListener("pointerdown", outside, true);
    window.addEventListener("resize", leave);
    menu.addEventListener("focusout", (event) => {
      if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) leave();
    });
    menu.querySelector("[role=menuitem]").focus();
  }

  function leave() {
    if (!menu) return;
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", leave);
    const gone = menu;
    menu = null;
    gone.remove();
    button.setAttribute("aria-expanded", "false");
  }

  function close() {
    leave();
    button.focus();
  }

  function outside(event) {
    if (!menu.contains(event.target) && !button.contains(event.target)) leave();
  }

  function steer(event) {
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    const place = items.indexOf(document.activeElement);
    const moves = {
      ArrowDown: (place + 1) % items.length,
      ArrowUp: (place - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    if (event.key in moves) items[moves[event.key]].focus();
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function itemOf({ title, hint, picture, sign, choose }, close) {
  return h(
    "button",
    {
      type: "button",
      class: "menu-item",
      role: "menuitem",
      tabindex: "-1",
      onclick: () => {
        close();
        choose();
      },
    },
    sign ? h("span", { class: "menu-sign", "aria-hidden": "true" }, sign) : icon(picture ?? "bolt"),
    h(
      "span",
      {},
      h("span", { class: "menu-title" }, title),
      hint && h("span", { class: "menu-hint" }, hint),
    ),
  );
}

/** Under the button, or over it where there is more room; never outside the window. */
export function beside(button, menu) {
  const box = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = box.bottom + GAP + size.height <= window.innerHeight || box.top < size.height + GAP;
  const top = below ? box.bottom + GAP : box.top - GAP - size.height;
  const left = Math.min(
    Math.max(GAP, box.right - size.width),
    window.innerWidth - size.width - GAP,
  );
  const toTheRight = box.left + size.width + GAP <= window.innerWidth ? box.left : left;
  menu.style.setProperty("top", `${Math.max(GAP, top)}px`);
  menu.style.setProperty("left", `${box.left < window.innerWidth / 2 ? toTheRight : left}px`);
}
