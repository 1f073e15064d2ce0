// A vote on a phone: sent without a reload, kept on the phone while there is no connection and sent later. Each form carries how
// many this phone has sent before: whatever arrives twice or late, the latest counts.

import { ask, newKey, openOutbox } from "./outbox.js";
import { openStore } from "./store.js";

const path = location.pathname;
const SCRIPT = { "X-Requested-With": "fetch" };
const WAITING = 10000,
  VOTING = 30000;
const store = openStore("facilitate-votes", ["turns"]);
const outbox = openOutbox({
  store,
  mine: (one) => one.path === path,
  changed: show,
  took,
  post: ([one]) =>
    ask(path, {
      method: "POST",
      headers: SCRIPT,
      body: new URLSearchParams(one.fields),
    }),
});

const part = () => document.getElementById("voting");
const form = () => document.getElementById("vote");

function show() {
  const status = document.querySelector("[data-vote-alone]");
  const says = form().dataset;
  const sentence = outbox.waiting.length
    ? outbox.stuck
      ? says.gone
      : outbox.away
        ? says.alone
        : ""
    : "";
  status.hidden = !sentence;
  if (status.textContent !== sentence) status.textContent = sentence;
}

// How many dots are left, while they are being given.
function dotsLeft(most, given) {
  const left = most - given.reduce((sum, one) => sum + one, 0);
  return { left: Math.max(0, left), over: Math.max(0, -left) };
}

function count() {
  const status = document.querySelector("[data-vote-left]");
  const most = Number(status?.dataset.dots);
  if (!(most > 1)) return;
  const given = [...form().querySelectorAll(".vote-dots :checked")].map((one) => Number(one.value));
  const { left, over } = dotsLeft(most, given);
  const says = form().dataset;
  status.hidden = !given.some(Boolean);
  status.textContent = (over ? says.over : says.left).replace("{dots}", over || left);
}

async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("voting");
  if (!fresh) throw new TypeError("no answer of ours"); // a hotel's page in front of the network
  return fresh;
}

function take(fresh) {
  part().replaceWith(fresh);
  count();
  show();
}

async function took(answer, [one]) {
  const fresh = await read(answer);
  await store.done(one.order);
  const later = (await outbox.read()).length;
  if (!later) {
    take(fresh);
    part().querySelector("[role=alert], [role=status]")?.scrollIntoView({ block: "nearest" });
  }
}

// A page that waits opens by itself; one on which somebody chooses stays as it is until the vote is closed.
async function look() {
  const { state } = part().dataset;
  try {
    if (!document.hidden && !outbox.waiting.length) {
      const answer = await ask(path, { headers: SCRIPT });
      if (outbox.heard(answer)) {
        const fresh = await read(answer);
        const same = state === "open" && fresh.dataset.state === "open";
        if (!same && !part().contains(document.activeElement)) take(fresh);
      }
    }
  } catch {
    outbox.lost();
  }
  show();
  later();
}

function later() {
  const pause = part().dataset.state === "open" ? VOTING : WAITING;
  setTimeout(look, pause * (0.75 + Math.random() / 2)); // the room does not ask all at once
}

document.addEventListener("submit", async (event) => {
  if (event.target !== form() || event.submitter?.name === "switch") return; // the planner answers
  event.preventDefault();
  event.stopPropagation();
  const fields = Object.fromEntries(new FormData(form()));
  const turn = Math.max(Number(fields.turn), ((await store.get("turns", path)) ?? 0) + 1);
  const sent = { path, fields: { ...fields, key: newKey(), turn } };
  for (const older of outbox.waiting) await store.done(older.order);
  outbox.add([sent], ["turns", path, turn]);
});
document.addEventListener("change", count);

await outbox.read();
count();
show();
outbox.send();
later();
