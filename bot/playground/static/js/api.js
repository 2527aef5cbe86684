// The wire. Every failure comes out as `Trouble`, in words fit for the person.

const BASE = "/playground/api/";
const UNREACHABLE = "Drumbeat is not answering. Check that it is running, then try again.";
const ODD = "Something went wrong on Drumbeat’s side. Nothing you wrote is lost; please try again.";

export class Trouble extends Error {}

export const people = () => get("people");
export const places = (as) => get("places", { as });
export const messages = (as, place) => get("messages", { as, place });
export const home = (as) => get("home", { as });
export const commands = () => get("commands");
export const shortcuts = () => get("shortcuts");
export const clock = () => get("clock");

export const say = (as, place, text, thread) =>
  post("say", thread ? { as, place, text, thread } : { as, place, text });
export const command = (as, place, text) => post("command", { as, place, text });
export const press = (as, message, button, answers) =>
  post("press", answers ? { as, message, button, answers } : { as, message, button });
export const shortcut = (as, name, message) =>
  post("shortcut", message ? { as, message, name } : { as, name });
export const react = (as, message, sign, is_there) =>
  post("react", { as, message, sign, is_there });
export const submit = (as, form, answers) => post("submit", { as, form, answers });
export const moveClock = (where) => post("clock", where);
export const reset = () => post("reset", {});

export function liveAddress(as) {
  const url = new URL(`${BASE}live`, window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("as", as);
  return url.href;
}

function get(call, query = {}) {
  const words = new URLSearchParams(query).toString();
  return ask(words ? `${call}?${words}` : call, {});
}

function post(call, body) {
  return ask(call, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(BASE + path, { ...options, cache: "no-store" });
  } catch {
    throw new Trouble(UNREACHABLE);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer ?? {};
  throw new Trouble(typeof answer?.error === "string" ? answer.error : ODD);
}
