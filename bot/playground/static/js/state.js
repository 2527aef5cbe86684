// What the page knows at this moment. Views listen for the keys they show.

export const state = {
  as: "", // the person who looks
  people: [],
  places: [],
  place: "", // the place that is open
  messages: null, // of that place; null while loading
  home: null,
  thread: null, // id of the message whose thread is open
  commands: [],
  shortcuts: [],
  clock: { now: new Date().toISOString(), next: null },
  moving: false, // the clock is on its way
  unread: new Set(),
  online: true,
};

const listeners = [];

export function on(keys, listener) {
  listeners.push([keys.split(" "), listener]);
}

export function change(news) {
  const changed = Object.keys(news).filter((key) => state[key] !== news[key]);
  Object.assign(state, news);
  for (const [keys, listener] of listeners) {
    if (keys.some((key) => changed.includes(key))) listener();
  }
}

const NOBODY = { id: "", name: "Somebody", role: "", zone: "UTC" };
const DRUMBEAT = { id: "drumbeat", name: "Drumbeat", role: "Keeps the beat", zone: "UTC" };

export const viewer = () => personOf(state.as);
export const zone = () => viewer().zone || "UTC";
export const placeNow = () => placeOf(state.place);
export const placeOf = (id) => state.places.find((place) => same(place.id, id)) ?? null;
export const same = (one, other) => String(one) === String(other);

export function personOf(id) {
  if (id === DRUMBEAT.id) return DRUMBEAT;
  return state.people.find((person) => same(person.id, id)) ?? { ...NOBODY, id };
}

export function messageOf(id) {
  return (state.messages ?? []).find((message) => same(message.id, id)) ?? null;
}

export const placeLabel = (place) =>
  place.kind === "channel" ? `#${bare(place.name)}` : place.name;
export const bare = (name) => name.replace(/^#/, "");
