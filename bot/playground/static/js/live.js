// News as it happens. Whatever came while the line was down is fetched when it is back.

import { liveAddress } from "./api.js";
import { at } from "./dom.js";
import { loadAll, loadClock, loadPlace, quietly } from "./load.js";
import { change, on, placeNow, same, state } from "./state.js";
import { loadNews } from "./unread.js";

const SETTLE = 60; // milliseconds in which several pieces of news become one fetch
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
const PATIENCE = 1500; // milliseconds before a lost line is worth a word

export function live() {
  let socket = null;
  let wait = FIRST_WAIT;
  let news = nothing();
  let timer = 0;
  let wasLost = false;

  on("as", connect);
  on("online", () => {
    at("offline").hidden = state.online;
    at("offline").textContent = state.online ? "" : "The connection is lost. Trying again…";
  });
  window.addEventListener("online", connect);

  function connect() {
    if (!state.as) return;
    socket?.close();
    const mine = new WebSocket(liveAddress(state.as));
    socket = mine;
    mine.addEventListener("open", () => {
      wait = FIRST_WAIT;
      change({ online: true });
      if (wasLost) quietly(loadAll);
      wasLost = false;
    });
    mine.addEventListener("message", (event) => mine === socket && hear(JSON.parse(event.data)));
    mine.addEventListener("close", () => {
      if (mine !== socket) return;
      wasLost = true;
      setTimeout(() => mine === socket && change({ online: false }), PATIENCE);
      setTimeout(() => mine === socket && connect(), wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  }

  function hear({ changed = [], home = false, clock = null }) {
    for (const place of changed) news.places.add(String(place));
    news.home ||= home;
    if (clock) news.clock = true;
    clearTimeout(timer);
    timer = setTimeout(() => quietly(catchUp), SETTLE);
  }

  async function catchUp() {
    const { places, home, clock } = news;
    news = nothing();
    const current = placeNow();
    const isHere = current && (current.kind === "home" ? home : places.has(String(current.id)));
    await Promise.all([
      clock ? loadClock() : null,
      isHere ? loadPlace() : null,
      places.size
        ? loadNews(
            state.as,
            [...places].filter((place) => !same(place, state.place)),
          )
        : null,
    ]);
  }
}

const nothing = () => ({ places: new Set(), home: false, clock: false });
