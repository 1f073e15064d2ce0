// What somebody sent in a form is kept in this tab until a page says that it arrived. Where a page comes in between – the session has
// ended, something could not be done just then, another language was chosen – the form has it again, to be sent once more.
// A page that came back with mistakes is remembered by the address of its form, which can be opened again: by Back and by reloading,
// a browser would ask whether to send it all once more, or show nothing. The form then has what was typed.

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
export function whatBecomes(kept, { who, held, path, again }) {
  if (!who || held) return "waits";
  if (kept.who !== who || !kept.waits) return "goes";
  if (kept.path !== path) return "waits";
  return kept.wrong && !again ? "goes" : "shown";
}

// The address by which a page that came back with mistakes can be opened: its own if that is the form's, else that of the page from
// which it was sent; null where that was no page of the planner.
export function addressOfForm(address, before) {
  if (!before || new URL(before).origin !== new URL(address).origin) return null;
  return new URL(before).pathname === new URL(address).pathname ? address : before;
}

const isWritten = (one) =>
  one.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=search])") &&
  one.value !== one.defaultValue;
const said = globalThis.document?.querySelector("[data-unsent-who]");
const here = () => location.pathname + location.search;

const again = () =>
  ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);

function keep(form, waits, wrong = false) {
  const fields = [...form.elements];
  if (fields.some((one) => one.type === "password") || !(wrong || fields.some(isWritten))) return;
  const text = JSON.stringify({
    who: said.dataset.unsentWho,
    path: here(),
    which: [...document.querySelectorAll("main form")].indexOf(form),
    waits,
    wrong,
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

function rememberMistakes() {
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) =>
    [...one.elements].some((field) => field.matches("[aria-invalid=true]")),
  );
  const address = addressOfForm(location.href, document.referrer);
  if (!form || !address) return;
  for (const one of document.forms)
    if (!one.getAttribute("action")) one.setAttribute("action", location.href);
  history.replaceState(history.state, "", address);
  keep(form, true, true);
}

function begin() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (kept) {
    const page = {
      who: said?.dataset.unsentWho,
      held: document.querySelector("[data-unsent-waits]") !== null,
      path: here(),
      again: again(),
    };
    const becomes = whatBecomes(kept, page);
    if (becomes === "waits") sessionStorage.setItem(KEY, JSON.stringify({ ...kept, waits: true }));
    else sessionStorage.removeItem(KEY);
    if (becomes === "shown") show(kept);
  }
  if (!said) return;
  if (document.querySelector("main [data-mistakes]")) rememberMistakes();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (form.matches("main form:not([hx-post], [hx-boost=true])")) {
      if (kept?.wrong) sessionStorage.removeItem(KEY);
      return keep(form, false);
    }
    if (form.querySelector("[name=language]")) {
      const written = [...document.querySelectorAll("main form[method=post]")].find((one) =>
        [...one.elements].some(isWritten),
      );
      if (written) keep(written, true);
      else if (kept?.wrong) sessionStorage.setItem(KEY, JSON.stringify({ ...kept, wrong: false }));
    } else sessionStorage.removeItem(KEY); // signed out
  });
}

if (globalThis.document?.querySelector && globalThis.sessionStorage) begin();
