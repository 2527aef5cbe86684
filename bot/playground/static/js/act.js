// What a person does. Each answer may bring a form; messages come by fetching the place again.

import { toast } from "./announce.js";
import * as api from "./api.js";
import { confirmed } from "./confirm.js";
import { openForm } from "./forms.js";
import { loadPlace, open, quietly } from "./load.js";
import { placeOf, same, state } from "./state.js";

/** Sends what the composer holds. Raises Trouble, so that the composer can keep the text. */
export async function send(text, thread) {
  const { as, place } = state;
  if (text.startsWith("/")) await take(as, await api.command(as, place, text));
  else await take(as, await api.say(as, place, text, thread));
}

export async function press(message, button, answers) {
  if (button.confirm && !(await confirmed({ ...button.confirm, look: button.look }))) return;
  const as = state.as;
  await quietly(async () => take(as, await api.press(as, message.id, button.id, answers)));
}

export async function shortcut(name, message) {
  const as = state.as;
  await quietly(async () => take(as, await api.shortcut(as, name, message?.id)));
}

export async function react(message, sign, isThere) {
  const as = state.as;
  await quietly(async () => take(as, await api.react(as, message.id, sign, isThere)));
}

async function take(as, answer) {
  if (as !== state.as) return;
  if (answer.form) showForm(as, answer.form);
  tellOfElsewhere(answer.messages ?? []);
  await quietly(loadPlace);
}

/** An answer may land in another place: home has no messages, nor has a global shortcut. */
function tellOfElsewhere(messages) {
  const elsewhere = messages.filter(
    ({ place }) => place && place !== "home" && !same(place, state.place),
  );
  for (const { place, text } of elsewhere) {
    toast(shortened(text), {
      trouble: false,
      action: placeOf(place) && { label: "Show", run: () => quietly(() => open(place)) },
    });
  }
}

const shortened = (text) => (text.length > 200 ? `${text.slice(0, 200).trimEnd()}…` : text);

function showForm(as, form) {
  openForm(form, async (answers) => {
    const answer = await api.submit(as, form.id, answers);
    if (answer.errors && Object.keys(answer.errors).length) return answer.errors;
    // The dialog closes first, so that a following form is not stacked upon it.
    queueMicrotask(() => take(as, answer));
    return null;
  });
}
