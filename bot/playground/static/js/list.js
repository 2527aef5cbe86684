// A list that changes only where its entries changed, so that focus, selection and scroll stay.

/** Returns show(entries), an entry being `{key, sign, build}`; the same sign keeps the old node. */
export function keyed(container) {
  const known = new Map();
  return (entries) => {
    const keys = new Set(entries.map((entry) => entry.key));
    for (const [key, { node }] of known) {
      if (keys.has(key)) continue;
      node.remove();
      known.delete(key);
    }
    let cursor = container.firstChild;
    for (const { key, sign, build } of entries) {
      const old = known.get(key);
      let node = old?.node;
      if (old?.sign !== sign) {
        node = build();
        if (old) {
          if (cursor === old.node) cursor = node;
          replace(old.node, node);
        }
        known.set(key, { sign, node });
      }
      if (cursor === node) cursor = cursor.nextSibling;
      else container.insertBefore(node, cursor);
    }
  };
}

function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (!focused) return;
  const key = focused.dataset.focus;
  const twin = [...node.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === key);
  (twin ?? node.querySelector("[tabindex]"))?.focus({ preventScroll: true });
}
