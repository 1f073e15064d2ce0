// The door: find as you type, press once, with or without a connection. The list and all presses are kept on the device;
// presses are sent in their order, each with a key of its own, so that none is lost and none counts twice.

import { fold, letterOf, standing, withRow } from "./door_list.js";
import { ask, newKey, openOutbox } from "./outbox.js";
import { openStore } from "./store.js";

const root = document.querySelector("[data-door]");
const say = JSON.parse(root.dataset.say),
  door = location.pathname,
  key = `${door} ${root.dataset.day} ${document.documentElement.lang}`;
const FIELDS = ["given_name", "family_name", "office", "sector_id", "part", "email"];
const SHOWN = 16,
  $ = (name) => root.querySelector(`[data-door-${name}]`);
const query = root.querySelector("#door-q"),
  office = root.querySelector("#door-office"),
  show = root.querySelector("#door-show");
const list = $("list"),
  prototype = root.querySelector("template[data-door-row]"),
  walk = $("walk").querySelector("form");
const address = new URLSearchParams(location.search);
const store = openStore("facilitate-door", ["lists"]);
const outbox = openOutbox({
  store,
  mine: (one) => one.door === door,
  changed: render,
  post: (one) =>
    ask(one[0].kind === "walk" ? root.dataset.walk : root.dataset.press, {
      method: "POST",
      body: body(one[0]),
    }),
  took,
});
let people = [],
  letter = address.get("letter") || "";

// The day presses count for: the one chosen, else today, also where the page has stood open since yesterday.
const today = () =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone: root.dataset.zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date());
const dayNow = () =>
  !address.get("day") && root.dataset.days.split(" ").includes(today())
    ? today()
    : root.dataset.day;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const clock = (at = new Date()) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: root.dataset.zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);

// ---- what is shown ----
function tell(sentence) {
  const said = $("said");
  said.hidden = !sentence;
  said.textContent = sentence;
}

function line() {
  const stuck = { gone: say.gone, not_allowed: say.signed_out, signed_out: say.signed_out }[
      outbox.stuck
    ],
    waits = outbox.waiting.length;
  const parts = [
    outbox.away ? say.offline : "",
    stuck,
    waits ? fill(say.queue, { number: waits }) : "",
  ].filter(Boolean);
  const place = $("line"),
    text = parts.join(" ");
  place.hidden = !text;
  if (place.textContent !== text) place.textContent = text;
}

const now = () => standing(people, outbox.waiting, dayNow());

function row(one) {
  const item = prototype.content.firstElementChild.cloneNode(true);
  item.dataset.doorId = one.id;
  item.classList.toggle("is-in", Boolean(one.since));
  item.querySelector("b").textContent = one.name;
  item.querySelector("small").textContent = one.office;
  for (const text of [...one.hints, ...(one.waits ? [say.waits] : [])]) {
    const chip = document.createElement("span");
    chip.className = one.waits && text === say.waits ? "chip door-waits" : "chip";
    chip.textContent = text;
    item.querySelector(".door-hints").append(chip);
  }
  const since = item.querySelector(".door-since"),
    [out, inn] = [item.querySelector(".door-out"), item.querySelector(".door-in")];
  since.hidden = !one.since;
  since.textContent = one.since
    ? `✓ ${fill(say.since, { time: one.since })}${one.place ? ` · ${one.place}` : ""}`
    : "";
  out.hidden = !one.since || !one.mine || !one.id;
  inn.hidden = Boolean(one.since);
  for (const form of [out, inn]) {
    form.elements.who.value = one.id;
    const button = form.querySelector("button");
    button.setAttribute("aria-label", `${button.textContent}: ${one.name}`);
  }
  return item;
}

function fits() {
  const words = isCode(query.value) ? [] : fold(query.value).split(/\s+/).filter(Boolean);
  return now().filter((one) => {
    const text = fold(`${one.name} ${one.office}`);
    return (
      words.every((word) => text.includes(word)) &&
      (!letter || letterOf(one.name) === letter) &&
      (!office.value || one.office === office.value) &&
      (show.value !== "there" || one.since) &&
      (show.value !== "missing" || (!one.since && one.expected))
    );
  });
}

function render() {
  const rows = now(),
    found = fits();
  const there = rows.filter((one) => one.since).length,
    expected = rows.filter((one) => one.expected || one.since).length;
  const lead = document.querySelector("[data-door-count] .lead");
  const text = fill(say.count, { there, expected, missing: expected - there });
  if (lead && lead.textContent !== text) lead.textContent = text;
  const focus = document.activeElement?.closest("[data-door-id]")?.dataset.doorId;
  list.replaceChildren(...found.slice(0, SHOWN).map(row));
  if (focus) list.querySelector(`[data-door-id="${focus}"] form:not([hidden]) button`)?.focus();
  const rest = $("rest");
  rest.hidden = found.length > 0 && found.length <= SHOWN;
  rest.textContent = found.length ? fill(say.more, { number: found.length - SHOWN }) : say.nobody;
  $("pages").hidden = true;
  root.querySelectorAll("[data-letter]").forEach((link) => {
    if (link.dataset.letter === letter) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  line();
}

// ---- what is known ----
async function load() {
  try {
    const answer = await ask(root.dataset.roll);
    if (!outbox.heard(answer)) {
      if (outbox.stuck === "gone") {
        people = [];
        await store.clear("lists");
        await forgetPage();
      }
    } else {
      if (dayNow() !== root.dataset.day && !outbox.waiting.length) {
        location.reload();
        return;
      } // a new day has begun
      const fresh = await answer.json();
      people = fresh.people;
      await store.put("lists", key, fresh);
      if (outbox.waiting.length) outbox.send();
    }
  } catch {
    outbox.lost();
    if (!people.length) people = (await store.get("lists", key))?.people ?? [];
  }
  await outbox.read();
  render();
}
async function forgetPage() {
  try {
    for (const name of await caches.keys())
      if (name.startsWith("facilitate-door-")) await caches.delete(name);
  } catch {
    /* there is none */
  }
}

// ---- what is pressed ----
function push(one) {
  return outbox.add([
    { door, day: dayNow(), key: newKey(), pressed: Date.now(), clock: clock(), ...one },
  ]);
}

function press(id, what) {
  const one = now().find((other) => other.id === id);
  if (!one) return;
  if (what === "in" && one.since) {
    tell(fill(say.already, { name: one.name, time: one.since }));
    return;
  }
  tell(fill(what === "in" ? say.done : say.undone, { name: one.name }));
  push({ kind: "press", do: what, who: String(id), name: one.name });
}

const CODE = /(?:^|\/b\/)([1-9]\d{0,9})-[\w-]{11}(?:[?#].*)?$/;
const isCode = (text) => CODE.test(text.trim()) || text.includes("://");

function scanned(text) {
  const code = text.trim(),
    found = CODE.exec(code),
    id = found ? Number(found[1]) : 0;
  const one = now().find((other) => other.id && other.id === id);
  query.value = "";
  if (one?.since) {
    tell(fill(say.already, { name: one.name, time: one.since }));
    render();
    return;
  }
  tell(one ? fill(say.done, { name: one.name }) : outbox.away ? say.stranger : "");
  push({ kind: "press", do: "in", code, who: one ? String(id) : "", name: one?.name ?? code });
}

// ---- what is sent ----
const token = () => root.querySelector("input[name=csrf_token]").value;

function body(one) {
  const { order, door: _door, clock: _clock, kind, name, ...values } = one;
  return new URLSearchParams({
    ...values,
    csrf_token: token(),
    json: "1",
    sent: String(Date.now()),
  });
}

let sent = 0;
async function took(answer, [one]) {
  const told = await answer.json(); // a hotel's page in front of the network is none
  await store.done(one.order);
  if (answer.status === 422) problem(one, told.said);
  else {
    if (told.row) people = taken(told.row, one.day);
    if (told.said && Date.now() - one.pressed < 15000) tell(told.said);
  }
  sent += 1;
  if ((await outbox.read()).length) return;
  if (sent > 1) tell(say.sent);
  sent = 0;
}

const taken = (row, day) => (day === root.dataset.day ? withRow(people, row) : people);

// Something the planner did not take: it stays on the page until somebody has looked at it.
function problem(one, said) {
  const item = document.createElement("li"),
    text = document.createElement("span"),
    close = document.createElement("button");
  item.className = "problems door-problem";
  text.textContent = `${one.kind === "walk" ? `${one.given_name} ${one.family_name}, ${one.office}` : one.name} (${one.clock}): ${said}`;
  close.className = "btn small";
  close.textContent = "✕";
  close.setAttribute("aria-label", "OK");
  close.addEventListener("click", () => {
    item.remove();
    $("problems").hidden = !$("problems").children.length;
  });
  item.append(text, close);
  $("problems").append(item);
  $("problems").hidden = false;
  tell("");
  if (one.kind !== "walk") return;
  $("walk").open = true;
  if (walk.elements.given_name.value || walk.elements.family_name.value) return; // the next one is being typed already
  for (const name of FIELDS) walk.elements[name].value = one[name] ?? "";
}

// ---- by hand ----
root.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.matches(".door-in, .door-out")) {
      event.preventDefault();
      event.stopPropagation();
      press(Number(form.elements.who.value), form.elements.do.value);
    } else if (form.matches(".door-find")) {
      event.preventDefault();
      event.stopPropagation();
      if (isCode(query.value)) {
        scanned(query.value);
        return;
      }
      const found = fits();
      if (query.value.trim() && found.length === 1) {
        press(found[0].id, "in");
        query.select();
      }
    } else if (form.matches(".door-more")) {
      event.preventDefault();
      event.stopPropagation();
      render();
    } else if (form === walk) {
      event.preventDefault();
      event.stopPropagation();
      const typed = Object.fromEntries(
        FIELDS.map((name) => [name, walk.elements[name].value.trim()]),
      );
      const lacks =
        ["given_name", "family_name", "office"].find((name) => !typed[name]) ||
        (needsSector() && !typed.sector_id ? "sector_id" : "");
      if (lacks) {
        walk.elements[lacks].focus();
        walk.elements[lacks].setAttribute("aria-invalid", "true");
        return;
      }
      push({ kind: "walk", ...typed });
      tell(fill(say.walked, { name: `${typed.given_name} ${typed.family_name}` }));
      walk.reset();
      $("like").hidden = true;
      $("walk").open = false;
      query.focus();
    }
  },
  true,
);

const known = new Set(
  [...root.querySelectorAll("#door-offices option")].map((one) => fold(one.value)),
);
const needsSector = () =>
  Boolean(walk.elements.office.value.trim()) && !known.has(fold(walk.elements.office.value.trim()));
walk.addEventListener("input", () => {
  walk.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  const typed = fold(`${walk.elements.given_name.value} ${walk.elements.family_name.value}`).trim();
  const like = typed.includes(" ") && people.find((one) => fold(one.name) === typed),
    place = $("like");
  place.hidden = !like;
  if (!like) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn small";
  button.textContent = prototype.content.querySelector(".door-in button").textContent;
  button.addEventListener("click", () => {
    press(like.id, "in");
    walk.reset();
    place.hidden = true;
    $("walk").open = false;
  });
  place.replaceChildren(`${fill(say.like, { name: like.name, office: like.office })} `, button);
});

query.addEventListener("input", () => {
  if (CODE.test(query.value.trim()) && query.value.includes("/b/")) scanned(query.value);
  else render();
});
for (const one of [office, show]) one.addEventListener("change", render);
root.querySelector("[data-door-plain]").hidden = true;
root.addEventListener("click", (event) => {
  const link = event.target.closest("[data-letter], [data-door-all]");
  if (!link) return;
  event.preventDefault();
  letter = link.dataset.letter && link.dataset.letter !== letter ? link.dataset.letter : "";
  if (link.matches("[data-door-all]")) {
    query.value = "";
    office.value = "";
    show.value = "all";
  }
  render();
});

// ---- by camera, where the browser reads codes ----
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  const button = $("scan"),
    camera = $("camera"),
    video = camera.querySelector("video");
  let stream = null;
  button.hidden = false;
  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    camera.hidden = true;
    button.focus();
  };
  camera.querySelector("button").addEventListener("click", close);
  button.addEventListener("click", async () => {
    try {
      const reader = new BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      camera.hidden = false;
      await video.play();
      let last = "",
        at = 0;
      while (stream) {
        const [found] = await reader.detect(video).catch(() => []);
        if (found && (found.rawValue !== last || Date.now() - at > 4000)) {
          last = found.rawValue;
          at = Date.now();
          scanned(last);
          navigator.vibrate?.(80);
        }
        await new Promise((next) => {
          setTimeout(next, 250);
        });
      }
    } catch {
      close();
      tell(say.camera);
    }
  });
}

// ---- from here on ----
addEventListener("online", load);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) load();
});
addEventListener("beforeunload", (event) => {
  if (store.wouldLose()) event.preventDefault();
});
setInterval(() => {
  if (!document.hidden) load();
}, 10000);
load().then(outbox.send);
navigator.serviceWorker
  ?.register(root.dataset.worker, { scope: door })
  .then(async () => {
    // the page was loaded before the worker: let it keep a copy now
    const worker = (await navigator.serviceWorker.ready).active;
    worker?.postMessage({ keep: location.href });
  })
  .catch(() => {
    /* without it the page still works while it stays open */
  });
