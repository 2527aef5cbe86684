// Moments, in the zone of whoever looks. Nothing here asks what time it is.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LANGUAGE = "en-GB";
const made = new Map();

export const clockTime = (at, zone) => format(at, zone, { hour: "2-digit", minute: "2-digit" });
export const longDay = (at, zone) =>
  format(at, zone, { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (at, zone) =>
  format(at, zone, { weekday: "short", day: "numeric", month: "short" });
export const inFull = (at, zone) =>
  `${longDay(at, zone)}, ${clockTime(at, zone)}, ${city(zone)} time`;
export const city = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

/** "Today", "Yesterday", "Monday 23 November", with the year where it is another one. */
export function dayLabel(at, zone, now) {
  const apart = daysApart(at, zone, now);
  if (apart === 0) return "Today";
  if (apart === -1) return "Yesterday";
  if (apart === 1) return "Tomorrow";
  const sameYear = wall(at, zone).slice(0, 4) === wall(now, zone).slice(0, 4);
  const year = sameYear ? "" : ` ${wall(at, zone).slice(0, 4)}`;
  return longDay(at, zone) + year;
}

/** "09:00 tomorrow", "14:00 today", "09:00 on Friday", "09:00 on Mon 4 Jan". */
export function soon(at, zone, now) {
  const apart = daysApart(at, zone, now);
  const time = clockTime(at, zone);
  if (apart === 0) return `${time} today`;
  if (apart === 1) return `${time} tomorrow`;
  if (apart > 1 && apart < 7) return `${time} on ${format(at, zone, { weekday: "long" })}`;
  return `${time} on ${shortDay(at, zone)}`;
}

export function inStyle(at, zone, style) {
  if (style === "day") return shortDay(at, zone);
  if (style === "day and time") return `${shortDay(at, zone)}, ${clockTime(at, zone)}`;
  return clockTime(at, zone);
}

export const plus = (at, { hours = 0, days = 0 }, zone) => {
  if (hours) return new Date(Date.parse(at) + hours * 60 * MINUTE).toISOString();
  // A day later is the same time on the wall, even where the clocks change in between.
  return fromWall(shifted(wall(at, zone), days), zone);
};

/** The first Monday 09:00 after `now`, by the wall clock of that zone. */
export function nextMonday(now, zone) {
  const today = wall(now, zone);
  const weekday = new Date(`${today.slice(0, 10)}T00:00Z`).getUTCDay();
  let moment = `${shifted(today, (8 - weekday) % 7).slice(0, 10)}T09:00`;
  if (moment <= today) moment = shifted(moment, 7);
  return fromWall(moment, zone);
}

/** `YYYY-MM-DDTHH:MM` on the wall of that zone. */
export function wall(at, zone) {
  const parts = Object.fromEntries(
    formatter(zone, {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

export function fromWall(words, zone) {
  const asUtc = Date.parse(`${words}Z`);
  const ahead = (at) => Date.parse(`${wall(at, zone)}Z`) - Math.floor(at / MINUTE) * MINUTE;
  const guess = asUtc - ahead(asUtc);
  return new Date(asUtc - ahead(guess)).toISOString();
}

export const minutesBetween = (earlier, later) =>
  (Date.parse(later) - Date.parse(earlier)) / MINUTE;

function daysApart(at, zone, now) {
  const midnight = (moment) => Date.parse(`${wall(moment, zone).slice(0, 10)}T00:00Z`);
  return Math.round((midnight(at) - midnight(now)) / DAY);
}

function shifted(words, days) {
  return new Date(Date.parse(`${words}Z`) + days * DAY).toISOString().slice(0, 16);
}

function format(at, zone, options) {
  return formatter(zone, options).format(new Date(at));
}

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!made.has(key)) made.set(key, build(zone, options));
  return made.get(key);
}

function build(zone, options) {
  try {
    return new Intl.DateTimeFormat(LANGUAGE, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(LANGUAGE, { ...options, timeZone: "UTC" });
  }
}
