// A running day: counts by itself, acts at once, keeps presses while there is no connection and sends them later.

import { counting, look, modeOf, rowTexts, texts, wall } from "./live_day.js";
import { ask, newKey, openOutbox } from "./outbox.js";
import { openStore, takeOver } from "./store.js";

const BACK = "back:",
  MOST = 100;
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
let root = document.getElementById("live");
let state,
  say,
  titles,
  hidden,
  offset,
  best = Infinity,
  refusal = "",
  asking = false;
const { slug } = root.dataset;
export const store = openStore("facilitate-live");
const outbox = openOutbox({
  store,
  mine: (one) => one.slug === slug,
  sends: Boolean(root.dataset.act),
  most: MOST,
  post,
  took,
  changed: show,
});
const others = new BroadcastChannel(`facilitate-live-${slug}`); // other tabs of this device: the projector beside the phone's page
others.addEventListener("message", async () => {
  await outbox.read();
  show();
});

function read() {
  state = JSON.parse(root.dataset.state);
  say = JSON.parse(root.dataset.say);
  offset ??= state.now - Date.now();
  take(state);
}
function take(found) {
  state = found;
  titles = Object.fromEntries(state.steps.map((step) => [step.id, step.title]));
  hidden = new Set(state.steps.filter((step) => step.hidden).map((step) => step.id));
}

const moment = () => Date.now() + offset; // the planner's own clock
const seconds = (milliseconds) => (milliseconds - state.zero) / 1000;
const presses = () => [
  ...state.presses,
  ...outbox.waiting.map((one) => ({ ...one, at: seconds(one.at) })),
];
const put = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;
};

function show() {
  const now = state.runs ? seconds(moment()) : state.wall;
  const seen = look(state.steps, presses(), now, state.earliest);
  const { track } = seen,
    text = texts(seen, titles, say, hidden);
  root.dataset.mode = modeOf(track);
  root.querySelectorAll("[data-slot]").forEach((slot) => {
    if (slot.dataset.slot in text) put(slot, text[slot.dataset.slot]);
  });
  put(root.querySelector("[data-slot=wall]"), wall(Math.floor(seconds(moment()) / 60)).slice(0, 5));
  track.rows.forEach((row) => {
    const line = root.querySelector(`[data-row="${row.id}"]`);
    if (!line) return;
    line.dataset.is = row.state;
    Object.entries(rowTexts(row, say)).forEach(([name, words]) =>
      put(line.querySelector(`[data-slot=${name}]`), words),
    );
  });
  const of = {
    start: track.next?.id,
    skip: track.next?.id,
    extend: track.current?.id,
    less: track.current?.id,
    end: track.current?.id,
    back: track.last,
  };
  root.querySelectorAll("[data-press]").forEach((button) => {
    const about = of[button.dataset.press];
    button.hidden = !about;
    button.value = `${button.dataset.press}-${about ?? ""}`;
  });
  tellConnection();
}

function tellConnection() {
  const line = root.querySelector("[data-live-status]");
  const many = outbox.waiting.length,
    alone = Boolean(outbox.away);
  const text = outbox.stuck
    ? say.signed_out
    : alone
      ? fill(say[many > 1 ? "offline_many" : many ? "offline_one" : "offline"], { minutes: many })
      : refusal;
  root.toggleAttribute("data-alone", alone);
  if (!line) return;
  line.hidden = !text;
  put(line, text);
}

// --- presses: counted here at once, kept, and sent in order as soon as there is a connection
function act(value, step) {
  const [did, ...rest] = value.split("-");
  const about = rest.join("-");
  const one = {
    slug,
    key: newKey(),
    did,
    step: Number(about || step),
    minutes: 0,
    at: Math.round(moment()),
  };
  if (did === "back")
    Object.assign(one, {
      key: BACK + about,
      step: counting(presses()).find((press) => press.key === about)?.step ?? 0,
    });
  if (did === "extend" || did === "less")
    Object.assign(one, { did: "extend", minutes: did === "less" ? -5 : 5 });
  refusal = "";
  outbox.add([one]).then(() => others.postMessage("pressed"));
}

function post(lot) {
  const presses = lot.map(({ order: _order, slug: _slug, ...press }) => press);
  return ask(root.dataset.act, {
    method: "POST",
    body: JSON.stringify({ presses }),
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": root.querySelector("[name=csrf_token]")?.value ?? "",
    },
  });
}

async function took(answer, lot) {
  let done = lot; // unreadable: it would be so again
  if (answer.status !== 422) {
    const found = await json(answer),
      counted = new Set(found.counted);
    const sentences = [...new Set(Object.values(found.refused))].join(" ");
    refusal = sentences ? fill(say.refused, { title: sentences }) : "";
    await learn(); // what was sent is among what the planner knows before it leaves the queue
    done = lot.filter((one) => counted.has(one.key));
  }
  for (const one of done) await store.done(one.order);
  others.postMessage("sent");
}

// The answer as JSON; a page in its place is none of ours.
async function json(answer) {
  if (!answer.headers.get("Content-Type")?.includes("json"))
    throw new TypeError("no answer of ours");
  return answer.json();
}

async function learn() {
  if (asking) return;
  asking = true;
  try {
    const asked = Date.now();
    const at = seconds(asked + offset); // the day may have begun, or be over, since the page was opened
    const mark = (at >= 0 && at < 36 * 3600) === state.runs ? state.mark : "";
    const answer = await ask(
      `${root.dataset.ask}${root.dataset.ask.includes("?") ? "&" : "?"}mark=${mark}`,
    );
    const spent = Date.now() - asked;
    if (answer.headers.has("X-Now") && spent <= Math.max(best * 2, 300)) {
      best = Math.min(best, spent);
      offset = Number(answer.headers.get("X-Now")) - (asked + spent / 2);
    }
    if (outbox.heard(answer) && answer.status !== 204) await changed(await json(answer));
  } catch {
    outbox.lost();
  }
  asking = false;
  show();
}

// What was planned is other than what stands here: take the page as it is now.
async function changed(found) {
  const shape = (one) => JSON.stringify([one.steps.map((step) => [step.id, step.title]), one.runs]);
  if (shape(found) === shape(state)) {
    take(found);
    return;
  }
  const answer = await ask(location.href);
  const fresh = new DOMParser()
    .parseFromString(await answer.text(), "text/html")
    .getElementById("live");
  if (!answer.ok || !fresh) {
    take(found);
    return;
  }
  root.replaceWith(fresh);
  root = fresh;
  read();
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("[data-live-form]") || !event.submitter) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // nothing is sent that could be sent twice
    act(event.submitter.value, event.target.elements.step?.value);
    const other = event.target.closest("details");
    if (other) other.open = false;
  },
  true,
);

// --- the screen stays on, where the browser can
async function awake() {
  if (document.visibilityState !== "visible" || !state.runs) return;
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    /* the battery is low, or it may not */
  }
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    learn();
    awake();
  }
});
addEventListener("online", learn);

async function meet() {
  await learn();
  if (outbox.waiting.length && !outbox.away) outbox.send();
}

read();
awake();
takeOver(store, `facilitate-live-${slug}`, (kept) => kept.map((one) => ({ slug, ...one })))
  .then(outbox.read)
  .then(() => {
    show();
    meet();
  });
setInterval(meet, 4000);
setInterval(show, 250);
