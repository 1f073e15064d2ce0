// What was typed into an agenda and not saved yet: kept in this browser for the person who typed it, until it is saved or discarded.

const DAYS = 14,
  UNKEPT = ["csrf_token", "day", "seen"];

// `key`: whose it is, and of which agenda. Each place has its `values` and what the page says of it.
export function openTyped(key, storage = globalThis.localStorage, now = Date.now) {
  const read = () => {
    try {
      const all = Object.entries(JSON.parse(storage.getItem(key)) ?? {});
      return Object.fromEntries(all.filter(([, one]) => now() - one.at < DAYS * 86400000));
    } catch {
      return {};
    }
  };
  const write = (all) => {
    try {
      if (Object.keys(all).length) storage.setItem(key, JSON.stringify(all));
      else storage.removeItem(key);
    } catch {
      /* the browser keeps nothing: it is still in the field */
    }
  };
  return {
    all: () => Object.entries(read()),
    of: (place) => read()[place] ?? null,
    keep: (place, one) => write({ ...read(), [place]: { ...one, at: now() } }),
    forget(place) {
      const { [place]: gone, ...rest } = read();
      if (gone) write(rest);
    },
  };
}

// What stands in a form, as pairs; the revision it was opened at belongs to it.
export const valuesOf = (form) =>
  [...new FormData(form)].filter(
    ([name, value]) => !UNKEPT.includes(name) && typeof value === "string",
  );

// Puts these pairs back into a form; what the form does not have is left out.
export function fillForm(fields, values) {
  const left = new Map();
  for (const [name, value] of values) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of fields) {
    if (!field.name || UNKEPT.includes(field.name) || field.type === "submit") continue;
    const mine = left.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio")
      field.checked = mine.includes(field.value);
    else if (mine.length) field.value = mine.shift();
  }
}
