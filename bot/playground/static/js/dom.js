// Building nodes. Words only ever become text nodes or attributes, never markup.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = new URL("../icons.svg", import.meta.url);
// Fetched once, and kept: an icon must not be missing when the line is down.
const drawings = await fetchDrawings();

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false || name === "value") continue;
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(isContent));
  // A select knows its options, and a textarea its text, only once it has its children.
  if (attributes.value !== undefined) {
    if ("value" in node && tag !== "li") node.value = attributes.value;
    else node.setAttribute("value", attributes.value);
  }
  return node;
}

/** A drawing of icons.svg, in the colour of the text around it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", "0 0 20 20");
  const drawing = drawings?.getElementById(name);
  if (drawing) svg.append(...drawing.cloneNode(true).childNodes);
  return svg;
}

export const at = (id) => document.getElementById(id);

let count = 0;
export const freshId = (stem) => `${stem}-${(count += 1)}`;

function isContent(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

async function fetchDrawings() {
  try {
    const answer = await fetch(ICONS);
    return new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  } catch {
    return null; // every icon stands beside words or has a label
  }
}
