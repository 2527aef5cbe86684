// Fetching what the page shows. An answer that comes after the person or place changed is dropped.

import * as api from "./api.js";
import { announce, toast } from "./announce.js";
import { change, placeNow, same, state } from "./state.js";
import { loadNews, markSeen, resetSeen } from "./unread.js";

/** All that does not depend on the viewer. */
export async function begin(asked) {
  const [people, clock, commands, shortcuts] = await Promise.all([
    api.people(),
    api.clock(),
    api.commands(),
    api.shortcuts(),
  ]);
  resetSeen(clock.now);
  change({ people, clock, commands, shortcuts });
  const known = people.find((person) => same(person.id, asked));
  await enter((known ?? people[0])?.id ?? "");
}

/** Becomes another person, in the same place where they can see it, else in one of its kind. */
export async function enter(as) {
  const before = placeNow();
  change({ as, messages: null, home: null, thread: null, unread: new Set() });
  const places = await api.places(as);
  if (state.as !== as) return;
  const place =
    places.find((one) => before && same(one.id, before.id)) ??
    places.find((one) => one.kind === before?.kind) ??
    places[0];
  change({ places, place: place?.id ?? "" });
  await Promise.all([loadPlace(), loadNews(as)]);
}

export async function open(place) {
  if (same(place, state.place)) return change({ thread: null });
  change({ place, messages: null, thread: null });
  await loadPlace();
}

export async function loadPlace() {
  const { as, place } = state;
  const current = placeNow();
  if (!current) return;
  if (current.kind === "home") {
    const home = await api.home(as);
    if (state.as === as) change({ home });
    return;
  }
  const messages = await api.messages(as, place);
  if (state.as !== as || state.place !== place) return;
  tellOfNew(messages);
  markSeen(as, place, messages);
  const open = messages.some((message) => same(message.id, state.thread));
  change({ messages, thread: open ? state.thread : null });
}

export async function loadClock() {
  change({ clock: await api.clock() });
}

/** After a reconnect, a jump in time or a reset: nothing on screen can be trusted. */
export async function loadAll() {
  const as = state.as;
  const [people, places] = await Promise.all([api.people(), api.places(as), loadClock()]);
  if (state.as !== as) return;
  change({ people, places });
  await Promise.all([loadPlace(), loadNews(as)]);
}

/** Runs it; trouble becomes a toast. */
export async function quietly(task) {
  try {
    await task();
  } catch (trouble) {
    if (!(trouble instanceof api.Trouble)) throw trouble;
    toast(trouble.message);
  }
}

function tellOfNew(messages) {
  if (state.messages === null) return;
  const known = new Set(flat(state.messages).map((message) => String(message.id)));
  const fresh = flat(messages).filter(
    (message) => !known.has(String(message.id)) && !same(message.author, state.as),
  );
  if (fresh.length === 1) announce(`${fresh[0].author_name}: ${fresh[0].text.slice(0, 300)}`);
  else if (fresh.length > 1)
    announce(`${fresh.length} new messages, the last from ${fresh.at(-1).author_name}`);
}

const flat = (messages) => messages.flatMap((message) => [message, ...(message.thread ?? [])]);
