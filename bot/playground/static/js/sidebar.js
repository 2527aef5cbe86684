// Places on top, and below them everybody whose eyes the demo can be seen through.

import { at, h, icon } from "./dom.js";
import { keyed } from "./list.js";
import { face } from "./people.js";
import { bare, on, same, state } from "./state.js";
import { clockTime } from "./time.js";

const PICTURES = { channel: "hash", direct: "direct", home: "home" };
const GROUPS = [
  ["home", ""],
  ["channel", "Channels"],
  ["direct", "Direct messages"],
];

/** `act` is `{openPlace, become}`. */
export function sidebar(act) {
  const groups = GROUPS.map(([kind, title]) => [kind, h("ul", { class: "side-list" }), title]);
  const people = h("ul", { class: "side-list" });
  at("sidebar").append(
    h(
      "nav",
      { "aria-label": "Places" },
      groups.map(([, list, title]) => group(title, list)),
    ),
    h("nav", { "aria-label": "People", class: "side-people" }, group("You are", people)),
  );
  const showPlaces = groups.map(([kind, list]) => [kind, keyed(list)]);
  const showPeople = keyed(people);

  on("places place unread", () => {
    for (const [kind, show] of showPlaces) {
      show(
        state.places.filter((place) => place.kind === kind).map((place) => placeEntry(place, act)),
      );
    }
  });
  on("people as clock", () => showPeople(state.people.map((person) => personEntry(person, act))));
  drawer();
}

function group(title, list) {
  return h("section", {}, title && h("h2", { class: "side-title" }, title), list);
}

function placeEntry(place, act) {
  const isCurrent = same(place.id, state.place);
  const isUnread = state.unread.has(String(place.id));
  return {
    key: String(place.id),
    sign: JSON.stringify([place, isCurrent, isUnread]),
    build: () =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: isUnread ? "side-row unread" : "side-row",
            "data-focus": "place",
            "aria-current": isCurrent ? "page" : null,
            onclick: () => {
              act.openPlace(place.id);
              closeDrawer();
            },
          },
          icon(PICTURES[place.kind]),
          h("span", { class: "side-name", dir: "auto" }, bare(place.name)),
          isUnread && h("span", { class: "dot" }, h("span", { class: "unseen" }, "unread")),
        ),
      ),
  };
}

function personEntry(person, act) {
  const isCurrent = same(person.id, state.as);
  const time = clockTime(state.clock.now, person.zone || "UTC");
  return {
    key: String(person.id),
    sign: JSON.stringify([person, isCurrent, time]),
    build: () =>
      h(
        "li",
        {},
        h(
          "a",
          {
            // A real address: opened in a new tab, it is a second person beside this one.
            href: `?as=${encodeURIComponent(person.id)}`,
            class: "side-row person",
            "data-focus": "person",
            "aria-current": isCurrent ? "true" : null,
            title: `${person.name}, ${person.role}, ${person.zone}`,
            onclick: (event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              act.become(person.id);
              closeDrawer();
            },
          },
          face(person.id, "small"),
          h(
            "span",
            { class: "side-name" },
            h("span", { class: "person-name", dir: "auto" }, person.name),
            h("span", { class: "person-role" }, person.role),
          ),
          h("span", { class: "person-time" }, time),
        ),
      ),
  };
}

function drawer() {
  const button = at("drawer-button");
  button.append(icon("menu"));
  button.addEventListener("click", () =>
    document.body.classList.contains("with-drawer") ? closeDrawer() : openDrawer(),
  );
  at("scrim").addEventListener("click", closeDrawer);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && closeDrawer()) button.focus();
  });
}

function openDrawer() {
  document.body.classList.add("with-drawer");
  at("drawer-button").setAttribute("aria-expanded", "true");
  at("sidebar").querySelector("[aria-current]")?.focus();
}

function closeDrawer() {
  const wasOpen = document.body.classList.contains("with-drawer");
  document.body.classList.remove("with-drawer");
  at("drawer-button").setAttribute("aria-expanded", "false");
  return wasOpen;
}
