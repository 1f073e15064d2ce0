// A table's page: key points are added without a reload, kept on the phone while there is no connection and sent later,
// each once.

import { ask, newKey, openOutbox } from "./outbox.js";
import { openStore, takeOver } from "./store.js";

const form = document.querySelector("[data-notes]"),
  path = location.pathname;
const round = form.dataset.notes,
  text = form.elements.text;
const waitingList = document.querySelector("[data-notes-waiting]"),
  status = form.querySelector("[data-notes-alone]");
const store = openStore("facilitate-cafe", ["drafts"]);
const outbox = openOutbox({
  store,
  mine: (one) => one.path === path,
  changed: show,
  took,
  post: ([{ key, round: of, text: words }]) =>
    ask(form.action, {
      method: "POST",
      body: new URLSearchParams({ key, round: of, text: words }),
    }),
});
const draftKey = `${path} ${round}`;
let refused = "";

function show() {
  waitingList.hidden = !outbox.waiting.length;
  waitingList.replaceChildren(
    ...outbox.waiting.map((one) => {
      const item = document.createElement("li"),
        words = document.createElement("div"),
        chip = document.createElement("small");
      words.className = "pre";
      words.dir = "auto";
      words.textContent = one.text;
      chip.className = "warn";
      chip.textContent = form.dataset.waits;
      item.append(words, chip);
      return item;
    }),
  );
  const sentence =
    refused || (outbox.stuck ? form.dataset.gone : outbox.away ? form.dataset.alone : "");
  status.hidden = !sentence;
  if (status.textContent !== sentence) status.textContent = sentence;
}

// The list as the planner has it; somebody who is about to press one of its buttons is not disturbed.
function take(page) {
  const fresh = page.getElementById("notes"),
    now = document.getElementById("notes");
  const tabs = page.querySelector(".tabs"),
    here = document.querySelector(".tabs");
  if (!fresh || now.contains(document.activeElement)) return;
  if (fresh.innerHTML !== now.innerHTML) now.replaceChildren(...fresh.childNodes);
  if (tabs && here && tabs.innerHTML !== here.innerHTML) here.replaceChildren(...tabs.childNodes);
}

async function read(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.getElementById("notes")) throw new TypeError("no answer of ours"); // a hotel's page in front of the network
  return page;
}

async function took(answer, [one]) {
  const page = await read(answer);
  if (!answer.ok) {
    // not taken: back to where it can be changed
    text.value = [one.text, text.value].filter(Boolean).join("\n");
    refused = page.querySelector(".error, .problems p")?.textContent.trim() ?? "";
    await keepDraft();
  } else if (one.round === round) take(page);
  await store.done(one.order);
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await ask(`${path}?round=${round}`);
    if (outbox.heard(answer)) take(await read(answer));
    if (outbox.waiting.length) outbox.send();
  } catch {
    outbox.lost();
  }
  show();
}

const keepDraft = () => store.put("drafts", draftKey, text.value);

form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "switch" || !text.value.trim()) return; // the planner answers
  event.preventDefault();
  event.stopPropagation();
  const words = text.value.trim();
  text.value = "";
  refused = "";
  outbox.add([{ path, key: newKey(), round, text: words }], ["drafts", draftKey, ""]).catch(() => {
    text.value = [words, text.value].filter(Boolean).join("\n"); // the phone is full: it is in the field again
  });
  text.focus();
});
text.addEventListener("input", keepDraft);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
document.addEventListener("visibilitychange", look);
setInterval(look, 10000);

await takeOver(store, `facilitate-notes-${path}`, (kept) =>
  kept.queue.map((one) => ({ path, ...one })),
);
if (!text.value) text.value = (await store.get("drafts", draftKey)) ?? "";
await outbox.read();
show();
outbox.send();
