// What somebody sent in a form is kept in this tab until a page says that it arrived. Where a page comes in between – the session has
// ended, something could not be done just then, another language was chosen – the form has it again, to be sent once more.

const KEY = "unsent",
  MOST = 400_000;

// What a form holds: name, place among the fields of that name, value, and whether it is ticked.
export function heldBy(fields) {
  const places = new Map();
  return fields
    .filter((one) => one.name && one.name !== "csrf_token" && one.type !== "file")
    .map((one) => {
      const at = places.get(one.name) ?? 0;
      places.set(one.name, at + 1);
      return [one.name, at, one.value, Boolean(one.checked)];
    });
}

// Puts it into the fields again; gives those that were changed by it.
export function putBack(fields, held) {
  return held.flatMap(([name, at, value, checked]) => {
    const field = fields.filter((one) => one.name === name)[at];
    if (!field || field.type === "file") return [];
    const changed = field.value !== value || Boolean(field.checked) !== checked;
    field.value = value;
    if ("checked" in field) field.checked = checked;
    return changed && field.type !== "hidden" ? [field] : [];
  });
}

// What becomes of what is kept when a page opens: it waits, it is shown, or it goes.
export function whatBecomes(kept, { who, held, path }) {
  if (!who || held) return "waits";
  if (kept.who !== who || !kept.waits) return "goes";
  return kept.path === path ? "shown" : "waits";
}

const isWritten = (one) =>
  one.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=search])") &&
  one.value !== one.defaultValue;
const said = globalThis.document?.querySelector("[data-unsent-who]");
const here = () => location.pathname + location.search;

function keep(form, waits) {
  const fields = [...form.elements];
  if (fields.some((one) => one.type === "password") || !fields.some(isWritten)) return;
  const text = JSON.stringify({
    who: said.dataset.unsentWho,
    path: here(),
    which: [...document.querySelectorAll("main form")].indexOf(form),
    waits,
    held: heldBy(fields),
  });
  if (text.length < MOST) sessionStorage.setItem(KEY, text);
}

function show(kept) {
  const form = document.querySelectorAll("main form")[kept.which];
  const changed = form ? putBack([...form.elements], kept.held) : [];
  if (!changed.length) return;
  changed.forEach((one) => one.closest("details")?.setAttribute("open", ""));
  const line = document.createElement("div");
  line.className = "flash";
  line.setAttribute("role", "status");
  line.append(document.createElement("span"));
  line.firstChild.textContent = said.dataset.unsentSaid;
  form.before(line);
  changed[0].focus();
}

function begin() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (kept) {
    const page = {
      who: said?.dataset.unsentWho,
      held: document.querySelector("[data-unsent-waits]") !== null,
      path: here(),
    };
    const becomes = whatBecomes(kept, page);
    if (becomes === "waits") sessionStorage.setItem(KEY, JSON.stringify({ ...kept, waits: true }));
    else sessionStorage.removeItem(KEY);
    if (becomes === "shown") show(kept);
  }
  if (!said) return;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.matches("main form:not([hx-post], [hx-boost=true])")) return keep(form, false);
    if (form.querySelector("[name=language]")) {
      const written = [...document.querySelectorAll("main form[method=post]")].find((one) =>
        [...one.elements].some(isWritten),
      );
      if (written) keep(written, true);
    } else sessionStorage.removeItem(KEY); // signed out
  });
}

if (globalThis.document?.querySelector && globalThis.sessionStorage) begin();
