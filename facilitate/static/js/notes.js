// Taking notes: Enter keeps a line, with or without a connection. Whatever is done gets a key of its own and waits on the device
// until the planner has it, so that no line is lost and none is there twice; other note-takers' lines appear by themselves.

import { changes, fieldsOf, inOrder, pending, same, signed } from "./note_lines.js";
import {
  $,
  asked,
  clock,
  element,
  fill,
  form,
  kindOf,
  list,
  own,
  root,
  row,
  say,
  scope,
  show,
  text,
  typed,
} from "./note_page.js";
import { ask, newKey, openOutbox } from "./outbox.js";
import { openStore } from "./store.js";

const placeKey = `${scope} ${JSON.stringify(own.spot)}`,
  facesKey = `${placeKey} ${document.documentElement.lang}`;
const LONGEST = 20000,
  POLL = 5000,
  MOST = 50;
export const store = openStore("facilitate-notes", ["places", "drafts"]);
const outbox = openOutbox({
  store,
  mine: (one) => one.scope === scope && !one.asked,
  most: MOST,
  post,
  took,
  changed: render,
});
let lines = new Map(),
  cursor = 0,
  complete = false,
  csrf = form.elements.csrf_token.value;
let said = "",
  editing = null,
  aside = null,
  keeps = true,
  written = own.written;

// ---- what is typed ----
// `aside`: a line that was half typed when another one was to be changed; it comes back afterwards.
const inField = () => ({ ...typed(), editing, aside });
let drafting = 0;
function draft() {
  clearTimeout(drafting);
  drafting = setTimeout(keepDraft, 250);
}
async function keepDraft() {
  clearTimeout(drafting);
  drafting = 0;
  try {
    await store.put("drafts", placeKey, inField());
  } catch {
    return; /* it is in the field */
  }
  if (text.value) {
    said = say.typing;
    status();
  }
}

// ---- what is shown ----
function status() {
  const words = [],
    { away, stuck } = outbox,
    waits = outbox.waiting.length;
  if (stuck)
    words.push({ gone: say.gone, not_allowed: say.not_allowed, signed_out: say.signed_out }[stuck]);
  else if (away) words.push(fill(say.offline, { time: clock(away) }));
  if (waits) words.push(waits === 1 ? say.waiting_one : fill(say.waiting, { number: waits }));
  const alone = $("alone"),
    quiet = $("status"),
    sentence = words.join(" ");
  alone.hidden = !(stuck || away);
  if (alone.textContent !== sentence) alone.textContent = sentence;
  const calm = stuck || away ? "" : sentence || said;
  quiet.hidden = !calm;
  if (quiet.textContent !== calm) quiet.textContent = calm;
}

// The first sentence of the page: the planner's own, as long as it counts the lines that stand here.
function first() {
  const place = document.querySelector(".head .lead"),
    number = list.children.length;
  let sentence = written.text;
  if (written.lines !== null && written.lines !== number)
    sentence = number === 1 ? say.line_one : number ? fill(say.lines, { number }) : say.none;
  if (place && place.textContent !== sentence) place.textContent = sentence;
}

const waits = () => pending(lines, outbox.waiting, placeKey);
const drawn = new Map(); // what each row was drawn from, so that only what changed is drawn again
function render() {
  const unsent = waits(),
    all = inOrder(lines, unsent);
  const wanted = new Set(all.map((one) => one.key));
  for (const item of [...list.children]) {
    const key = item.dataset.note; // what came with the page stays until the planner has told all there is
    if (!wanted.has(key) && (complete || lines.has(key) || unsent.has(key))) {
      item.remove();
      drawn.delete(key);
    }
  }
  let place = list.firstElementChild,
    refocus = null;
  for (const one of all) {
    let item = [...list.children].find((other) => other.dataset.note === one.key);
    const face = unsent.has(one.key) ? JSON.stringify({ ...one, html: "" }) : one.html;
    const held = item?.querySelector(".deed-form"); // a decision or an action is being made of it: drawn anew afterwards
    if (!item || (!held && drawn.get(one.key) !== face)) {
      const fresh = unsent.has(one.key) ? row(one) : element(one.html),
        self = item && item === document.activeElement;
      const focus =
        item?.contains(document.activeElement) &&
        [...item.querySelectorAll("a, button")].indexOf(document.activeElement);
      if (item) {
        if (place === item) place = item.nextElementSibling;
        item.replaceWith(fresh);
      }
      item = fresh;
      drawn.set(one.key, face);
      if (self) {
        item.tabIndex = -1;
        refocus = item;
      }
      if (Number.isInteger(focus) && focus >= 0) item.querySelectorAll("a, button")[focus]?.focus();
    }
    if (item === place) place = place.nextElementSibling;
    else list.insertBefore(item, place);
  }
  refocus?.focus({ preventScroll: true });
  root.toggleAttribute("data-note-complete", complete);
  status();
  first();
}

// ---- what is done ----
function push(...all) {
  const common = { scope, place: placeKey, spot: own.spot, called: own.called };
  return outbox.add(
    all.map((op) => ({ ...common, key: newKey(), at: Date.now(), ...op })),
    ["drafts", placeKey, inField()],
  );
}
// The field is read and emptied in one tick: what is typed from here on is the next line. What the device cannot keep comes back.
async function keepLine() {
  const before = editing,
    one = before ? typed() : signed(typed()),
    line = before ? before.line : newKey(),
    { withheld, ...fields } = one;
  if (!one.text) {
    text.focus();
    return;
  }
  if (one.text.length > LONGEST) {
    problem(say.too_long);
    return;
  }
  const ops = before ? changed(before, fields, withheld) : [{ do: "add", line, fields, withheld }];
  leave();
  try {
    if (ops.length) await push(...ops);
    else await keepDraft();
  } catch {
    giveBack(one, before);
    problem(say.not_kept);
    return;
  }
  if (!before)
    for (const place of [list.querySelector(`[data-note="${line}"]`), form])
      place?.scrollIntoView({ block: "nearest" });
  said = "";
  status();
}
const changed = ({ line, was }, fields, withheld) =>
  changes(line, was, waits().get(line) || lines.get(line) || was, fields, withheld);
// The field is for the next line, of the same kind; who said it is typed anew. Or for the one that was half typed.
function leave() {
  const next = aside ?? { kind: form.elements.kind.value };
  clearTimeout(drafting);
  editing = aside = null;
  mark();
  form.querySelector("details").open = false;
  show(next);
  text.focus();
}
function mark() {
  $("changing").hidden = !editing;
  if (editing)
    $("changing").textContent = fill(say.changing, {
      time: clock((waits().get(editing.line) || lines.get(editing.line))?.at ?? Date.now()),
    });
}
// Back into the field, before what is being typed there by now.
function giveBack(one, before = null) {
  const now = editing ? aside : typed(),
    whole = { ...one, text: [one.text, now?.text].filter(Boolean).join("\n") };
  if (before && !editing && !text.value) {
    editing = before;
    mark();
    show(one);
  } else if (editing) aside = whole;
  else show(whole);
  draft();
}

function change(key) {
  if (editing && !same(fieldsOf(typed()), editing.was)) keepLine(); // the change that was begun counts
  const one = waits().get(key) || lines.get(key);
  if (!one || (editing && text.value.length > LONGEST)) return;
  if (!editing && text.value.trim()) aside = typed();
  editing = { line: key, was: fieldsOf(one) };
  show(one);
  mark();
  form.scrollIntoView({ block: "nearest" });
  text.focus();
  draft();
}

// ---- what the planner did not simply take ----
function problem(sentence) {
  if (!$("problems").textContent.includes(sentence)) asked([sentence], [["OK", async () => {}]]);
}

// It stays in the queue, out of the way of the others, until somebody has decided.
function question(op) {
  const done = async () => {
    await store.done(op.order);
    await outbox.read();
    render();
  };
  const words = `${kindOf(op.fields?.kind).sign} ${op.fields?.text ?? ""}`;
  if (op.asked === "conflict") {
    const theirs = lines.get(op.line) || op.theirs;
    asked(
      [
        say.both,
        fill(say.theirs, { text: theirs?.text ?? "" }),
        fill(say.mine, { text: op.fields.text }),
      ],
      [
        [say.take_theirs, done],
        [
          say.take_mine,
          async () => {
            await done();
            await push({
              ...bare(op),
              do: "edit",
              line: op.line,
              fields: op.fields,
              was: fieldsOf(lines.get(op.line) || op.theirs),
            });
          },
        ],
      ],
    );
  } else {
    asked(
      [fill(say.refused, { why: op.why }), words],
      [
        [
          say.again,
          async () => {
            giveBack({ ...op.fields, withheld: op.withheld });
            await done();
          },
        ],
        [say.drop, done],
      ],
    );
  }
}
const bare = ({ place, spot, called }) => ({ place, spot, called });

// ---- what is sent and heard ----
const headers = () => ({ "Content-Type": "application/json", "X-CSRFToken": csrf });

// What the planner tells of the lines; `since` 0: the answer holds all lines of this place.
async function learn(answer, since) {
  const told = await answer.json(); // a hotel's page in front of the network is none
  if (!Array.isArray(told.lines)) throw new TypeError("no answer of ours");
  csrf = told.csrf;
  written = told.written ?? written;
  if (!since) {
    lines = new Map();
    complete = true;
  }
  for (const one of told.lines) lines.set(one.key, one);
  cursor = Math.max(cursor, told.cursor);
  await store.put("places", facesKey, {
    lines: [...lines.values()].filter((one) => one.here),
    cursor,
  });
  return told;
}

let since = 0,
  waited = false;
async function post(lot) {
  const operations = lot.map(
    ({ key, line, do: what, at, spot, called, fields, was, withheld }) => ({
      key,
      line,
      do: what,
      at,
      spot,
      called,
      fields,
      was,
      withheld,
    }),
  );
  waited ||= Boolean(outbox.away);
  for (let stale = false; ; stale = true) {
    since = cursor;
    const body = JSON.stringify({ operations, sent: Date.now(), spot: own.spot, since });
    const answer = await ask(own.sync, { method: "POST", body, headers: headers() });
    if (answer.status !== 400 || stale || !(await poll())) return answer;
  }
}

async function took(answer, lot) {
  const told = await learn(answer, since);
  for (const one of told.answers) {
    const op = lot.find((other) => other.key === one.key);
    if (!op) continue;
    if (one.outcome === "done") {
      await store.done(op.order);
      continue;
    }
    const kept = {
      ...op,
      asked: one.outcome,
      why: one.why,
      theirs: one.line ? fieldsOf(lines.get(one.line) ?? {}) : null,
    };
    await store.change(kept);
    question(kept);
  }
  const rest = (await outbox.read()).length;
  said = waited && !rest ? say.sent : say.saved;
  if (!rest) waited = false;
}

// What others have written meanwhile; gives whether the planner has told.
async function poll() {
  let told = null;
  try {
    const from = cursor,
      address = new URL(own.newer, location.href);
    address.searchParams.set("since", from);
    const away = outbox.away,
      answer = await ask(address, { headers: headers() });
    if (outbox.heard(answer)) {
      told = await learn(answer, from);
      if (away && !outbox.waiting.length) said = say.sent;
    }
  } catch {
    outbox.lost();
  }
  if (told) render();
  else status();
  return Boolean(told);
}

// ---- by hand ----
form.addEventListener(
  "submit",
  (event) => {
    event.preventDefault();
    event.stopPropagation();
    keepLine();
  },
  true,
);
text.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    keepLine();
  }
  if (event.key === "Escape" && editing) {
    event.preventDefault();
    leave();
    draft();
  }
});
form.addEventListener("keydown", (event) => {
  const at =
    event.altKey &&
    !event.ctrlKey &&
    !event.metaKey &&
    /^Digit[1-9]$/.test(event.code) &&
    form.querySelector(`[data-note-kind="${event.code[5]}"]`);
  if (at) {
    event.preventDefault();
    at.checked = true;
    draft();
  }
});
form.addEventListener("input", draft);
form.addEventListener("change", draft);
list.addEventListener("click", (event) => {
  const item = event.target.closest("[data-note]"),
    key = item?.dataset.note;
  if (!key) return;
  if (event.target.closest("[data-note-edit]") && (lines.has(key) || waits().has(key))) {
    event.preventDefault();
    change(key);
  }
  if (event.target.closest("[data-note-drop]")) push({ do: "remove", line: key });
});
list.addEventListener(
  "submit",
  (event) => {
    const what = event.target.dataset.noteDo,
      key = event.target.closest("[data-note]")?.dataset.note;
    if (!what || !key) return;
    event.preventDefault();
    event.stopPropagation();
    push({ do: what, line: key });
    if (what === "remove") undoable(key);
  },
  true,
);
function undoable(key) {
  asked(
    [say.removed],
    [
      [say.undo, () => push({ do: "back", line: key })],
      ["OK", async () => {}],
    ],
  );
}

// ---- from here on ----
const meet = async () => {
  await outbox.send();
  await poll();
};
addEventListener("online", meet);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) meet();
  else if (drafting) keepDraft();
});
addEventListener("beforeunload", (event) => {
  if (store.wouldLose() || (!keeps && text.value)) event.preventDefault();
});
setInterval(async () => {
  if (!document.hidden && (await poll()) && outbox.waiting.length) outbox.send();
}, POLL);

(async () => {
  $("how").hidden = false;
  const desk = matchMedia("(min-width: 1000px) and (hover: hover) and (pointer: fine)").matches; // with keys, most likely
  if (
    desk &&
    ["", "#more"].includes(location.hash) &&
    document.activeElement === document.body &&
    !document.querySelector("[autofocus]")
  )
    text.focus({ preventScroll: true });
  keeps = await store.keeps();
  if (!keeps) said = say.memory;
  const kept = await store.get("places", facesKey);
  for (const one of kept?.lines ?? []) lines.set(one.key, one);
  await outbox.read();
  for (const one of await store.waiting()) if (one.scope === scope && one.asked) question(one);
  const begun = await store.get("drafts", placeKey);
  if (begun && (begun.text || begun.who) && !text.value) {
    ({ editing, aside = null } = begun);
    show(begun);
    mark();
  }
  if (lines.size || outbox.waiting.length) render();
  await meet();
})();
