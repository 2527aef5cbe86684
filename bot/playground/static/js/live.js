// News as it happens. Whatever came while the line was down is fetched when it is back.

import { liveAddress, Trouble } from "./api.js";
import { at } from "./dom.js";
import { loadAll, loadClock, loadPlace } from "./load.js";
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

  on("as", connect);
  on("online", () => {
    at("offline").hidden = state.online;
    at("offline").textContent = state.online ? "" : "The connection is lost. Trying again…";
  });
  window.addEventListener("online", () => {
    news.all = true;
    connect();
  });

  function connect() {
    if (!state.as) return;
    socket?.close();
    const mine = new WebSocket(liveAddress(state.as));
    socket = mine;
    mine.addEventListener("open", () => {
      if (mine !== socket) return;
      wait = FIRST_WAIT;
      change({ online: true });
      if (news.all) soon(0);
    });
    mine.addEventListener("message", (event) => mine === socket && hear(JSON.parse(event.data)));
    mine.addEventListener("close", () => {
      if (mine !== socket) return;
      news.all = true;
      setTimeout(() => mine === socket && change({ online: false }), PATIENCE);
      setTimeout(() => mine === socket && connect(), longer());
    });
  }

  function hear({ changed = [], home = false, clock = null }) {
    for (const place of changed) news.places.add(String(place));
    news.home ||= home;
    news.clock ||= clock !== null;
    soon(SETTLE);
  }

  function soon(after) {
    clearTimeout(timer);
    timer = setTimeout(catchUp, after);
  }

  async function catchUp() {
    const taken = news;
    news = nothing();
    try {
      await (taken.all ? loadAll() : loadOnly(taken));
      if (socket.readyState === WebSocket.OPEN) change({ online: true });
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      // Told of something, but it did not come: all of it once more, a little later.
      news.all = true;
      change({ online: false });
      soon(longer());
    }
  }

  function longer() {
    const now = wait;
    wait = Math.min(wait * 2, LONGEST_WAIT);
    return now;
  }
}

async function loadOnly({ places, home, clock }) {
  const current = placeNow();
  const isHome = current?.kind === "home";
  const isHere = current && (isHome ? home : places.has(String(current.id)));
  const others = [...places].filter((place) => !same(place, state.place));
  await Promise.all([
    clock ? loadClock() : null,
    isHere ? loadPlace() : null,
    others.length ? loadNews(state.as, others) : null,
  ]);
}

const nothing = () => ({ places: new Set(), home: false, clock: false, all: false });
