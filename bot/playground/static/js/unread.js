// Which places have something the viewer has not looked at, since this page was opened.

import * as api from "./api.js";
import { change, same, state } from "./state.js";

let opened = "";
const seen = new Map(); // "person place" → the newest message they have seen there

export function resetSeen(now) {
  opened = now;
  seen.clear();
}

export function markSeen(as, place, messages) {
  seen.set(`${as} ${place}`, mark(messages));
  setUnread(place, false);
}

/** Looks into the other places; into all of them where `only` is not given. */
export async function loadNews(as, only = null) {
  const others = state.places.filter(
    (place) =>
      place.kind !== "home" &&
      !same(place.id, state.place) &&
      (only === null || only.some((id) => same(id, place.id))),
  );
  await Promise.all(
    others.map(async (place) => {
      const messages = await api.messages(as, place.id);
      if (state.as === as && !same(place.id, state.place)) {
        setUnread(place.id, isNews(as, place.id, messages));
      }
    }),
  );
}

function isNews(as, place, messages) {
  const newest = newestOf(messages);
  if (newest === undefined || same(newest.author, as)) return false;
  const last = seen.get(`${as} ${place}`);
  return last === undefined ? Date.parse(newest.at) > Date.parse(opened) : last !== mark(messages);
}

function mark(messages) {
  const newest = newestOf(messages);
  return newest === undefined ? "" : String(newest.id);
}

function newestOf(messages) {
  return messages
    .flatMap((message) => [message, ...(message.thread ?? [])])
    .reduce((last, message) => (last && last.at > message.at ? last : message), undefined);
}

function setUnread(place, isUnread) {
  const key = String(place);
  if (state.unread.has(key) === isUnread) return;
  const unread = new Set(state.unread);
  if (isUnread) unread.add(key);
  else unread.delete(key);
  change({ unread });
}
