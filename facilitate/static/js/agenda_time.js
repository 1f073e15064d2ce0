// The agenda seen as time: a step is dragged, or carried with keys, and its lower edge is pulled; the clock goes along. The picture
// comes from the server and can be read without this file; what is done here goes the ways of the list.

import { agendaPage } from "./agenda_page.js";
import { layOut, placeAt, snapped, timeDay, wall, withStep } from "./agenda_times.js";

const BLOCK = ".times .blk[data-step]",
  LANE = ".times .lane",
  FAR = 4,
  LONG = 350;
const part = () => document.getElementById("programme");
const times = () => part().querySelector(".times");
const px = () => Number(times().dataset.scale);
const listOf = (block) => block.closest(".lane");
const blocksOf = (list) => [...list.children].filter((one) => one.matches("[data-step]"));
const linkOf = (block) => block.querySelector(":scope > .in > .t");
const titleOf = (block) => linkOf(block).textContent;
const idOf = (block) => block.id.replace("step-", "");
const stepOf = (block) => ({
  id: idOf(block),
  minutes: Number(block.dataset.minutes),
  pinned: "pinned" in block.dataset ? Number(block.dataset.start) : null,
});
const beginsOf = (list) => Number(list.dataset.begins);
const isTimed = (list) => list.dataset.list !== "parked";
const lasts = (block, start, minutes) =>
  times()
    .dataset.lasts.replace("{title}", titleOf(block))
    .replace("{start}", wall(start))
    .replace("{end}", wall(start + minutes));
const say = (text) => {
  document.querySelector("[data-order-live]").textContent = text;
};
let pulls = false; // whether a lower edge is pulled
let held = null; // the step that is carried: its block, where it would go, and the picture under the pointer

// --- the picture while something is carried
function clocks(list, start, end) {
  document.querySelectorAll(".axis .live").forEach((one) => one.remove());
  const day = list.closest(".time");
  if (!day || start === null) return;
  for (const minute of start === end ? [start] : [start, end]) {
    const time = document.createElement("time");
    time.className = "live";
    time.textContent = wall(minute);
    time.style.top = `${(minute - Number(day.dataset.from)) * px() - 10}px`;
    day.querySelector(".axis").append(time);
  }
}
function draw(list, day) {
  for (const one of day) {
    const block = blocksOf(list).find((other) => idOf(other) === String(one.id)),
      clock = block?.querySelector(":scope > .r [data-clock]");
    if (!block) continue;
    block.style.top = `${(one.start - beginsOf(list)) * px()}px`;
    if (clock) clock.textContent = wall(one.start);
  }
}
function undraw() {
  document.querySelectorAll(".axis .live").forEach((one) => one.remove());
  part()
    .querySelectorAll(".lane.over, [data-order-drop].over")
    .forEach((one) => one.classList.remove("over"));
  for (const block of part().querySelectorAll(BLOCK)) {
    const clock = block.querySelector(":scope > .r [data-clock]"),
      length = block.querySelector(":scope > .r [data-length]");
    block.style.top = block.style.height = "";
    block.classList.remove("left-behind");
    if (clock) clock.textContent = wall(Number(block.dataset.start));
    if (length) length.textContent = block.dataset.minutes;
  }
  times()?.classList.remove("moving");
}
function lift(block, ghost = null) {
  held = { block, ghost, list: listOf(block), over: listOf(block), goes: null };
  block.classList.add("left-behind");
  times().classList.add("moving");
}
// Shows where the carried step would stand in that list at that minute.
function show(list, minute) {
  const { block } = held,
    step = stepOf(block),
    others = blocksOf(list)
      .filter((one) => one !== block)
      .map(stepOf);
  part()
    .querySelectorAll(".lane.over")
    .forEach((one) => one.classList.remove("over"));
  if (held.over && held.over !== list && isTimed(held.over))
    draw(held.over, timeDay(beginsOf(held.over), blocksOf(held.over).map(stepOf))); // it closes up again
  held.over = list;
  if (list !== held.list) list.classList.add("over");
  if (!isTimed(list)) {
    held.goes = { list: list.dataset.list, after: others.at(-1)?.id ?? null, at: others.length };
    return clocks(list, null);
  }
  const goes = placeAt(beginsOf(list), others, step, minute, !list.closest(".blk")),
    day = withStep(beginsOf(list), others, step, goes);
  held.goes = { ...goes, list: list.dataset.list };
  draw(list, day);
  clocks(list, goes.start, goes.start + step.minutes);
  const clock = held.ghost?.querySelector("[data-clock]");
  if (clock) clock.textContent = wall(goes.start);
}
function drop(back) {
  const { block, ghost, goes, list } = held,
    step = stepOf(block),
    link = linkOf(block);
  held = null;
  ghost?.remove();
  const own = blocksOf(list),
    above = own[own.indexOf(block) - 1];
  const same =
    !goes ||
    (goes.list === list.dataset.list &&
      !goes.name &&
      goes.after === (above ? idOf(above) : null) &&
      (goes.pinned ?? null) === step.pinned);
  if (back || same) {
    undraw();
    if (!ghost) link.focus({ preventScroll: true });
    return;
  }
  const data = new FormData();
  data.set("csrf_token", part().querySelector("[name=csrf_token]").value);
  data.set("step", step.id);
  data.set("list", goes.list);
  if (!goes.name) data.set("after", goes.after ?? 0);
  if ("pinned" in goes) data.set("start", goes.pinned === null ? "" : wall(goes.pinned));
  agendaPage.ask(part().dataset.move, data, { back: undraw, after: () => keepFocus(step.id) });
}
const keepFocus = (id) =>
  part().querySelector(`#step-${id} > .in > .t`)?.focus({ preventScroll: true });

// --- how long it takes
function stretch(block, minutes) {
  const length = block.querySelector(":scope > .r [data-length]"),
    start = Number(block.dataset.start),
    list = listOf(block);
  block.style.height = `${minutes * px() - 2}px`;
  if (length) length.textContent = minutes;
  if (!isTimed(list)) return;
  draw(
    list,
    timeDay(
      beginsOf(list),
      blocksOf(list).map((one) => (one === block ? { ...stepOf(one), minutes } : stepOf(one))),
    ),
  );
  clocks(list, start, start + minutes);
}
function save(block, minutes) {
  const step = idOf(block),
    data = new FormData();
  if (minutes === Number(block.dataset.minutes)) return undraw();
  data.set("csrf_token", part().querySelector("[name=csrf_token]").value);
  data.set("revision", part().dataset.revision);
  data.set("minutes", minutes);
  agendaPage.ask(`${part().dataset.since.replace("/since/", "")}/steps/${step}/minutes`, data, {
    back: undraw,
    after: () => keepFocus(step),
    refused(error) {
      undraw();
      agendaPage.tell(error.textContent.trim());
    },
  });
}

// --- pointer
document.addEventListener(
  "pointerdown",
  (event) => {
    const block = event.target.closest?.(BLOCK);
    if (!block || event.button || held) return;
    const pulled = event.target.closest(".grip"),
      touch = event.pointerType !== "mouse",
      from = { x: event.clientX, y: event.clientY };
    let going = false,
      minutes = Number(block.dataset.minutes),
      timer = 0;
    const begin = () => {
      going = true;
      navigator.vibrate?.(15);
      pulls = Boolean(pulled);
      if (pulled) return times().classList.add("moving");
      const box = block.getBoundingClientRect(),
        ghost = block.cloneNode(true);
      ghost.removeAttribute("id");
      ghost.classList.add("carried");
      for (const [name, value] of [
        ["width", box.width],
        ["height", box.height],
        ["left", box.left],
        ["top", box.top],
      ])
        ghost.style[name] = `${value}px`;
      document.body.append(ghost);
      lift(block, ghost);
      Object.assign(held, { x: from.x - box.left, y: from.y - box.top });
    };
    const move = (now) => {
      const far = Math.hypot(now.clientX - from.x, now.clientY - from.y) > FAR;
      if (!going && touch) return far && stop(); // it scrolls
      if (!going && far) begin();
      if (!going) return;
      now.preventDefault();
      if (pulled) {
        minutes = Math.max(
          5,
          snapped(Number(block.dataset.minutes) + (now.clientY - from.y) / px()),
        );
        stretch(block, minutes);
      } else carry(now);
    };
    const stop = () => {
      pulls = false;
      clearTimeout(timer);
      for (const [name, act] of heard) document.removeEventListener(name, act, true);
    };
    const end = (now) => {
      stop();
      if (!going) return;
      const unclicked = (click) => {
        click.preventDefault();
        click.stopPropagation();
      };
      document.addEventListener("click", unclicked, true);
      setTimeout(() => document.removeEventListener("click", unclicked, true)); // a pointer that ends elsewhere clicks nothing
      if (pulled) save(block, minutes);
      else drop(now.type === "pointercancel");
    };
    const dropOnEscape = (now) => {
      if (now.key !== "Escape" || !going) return;
      stop();
      if (pulled) undraw();
      else drop(true);
    };
    const heard = [
      ["pointermove", move],
      ["pointerup", end],
      ["pointercancel", end],
      ["keydown", dropOnEscape],
    ];
    for (const [name, act] of heard) document.addEventListener(name, act, true);
    if (touch) timer = setTimeout(begin, LONG); // a finger holds it for a moment, else it scrolls
  },
  { passive: true },
);

function carry(event) {
  const { ghost, block } = held,
    bottom = innerHeight;
  ghost.style.left = `${event.clientX - held.x}px`;
  ghost.style.top = `${event.clientY - held.y}px`;
  if (event.clientY < 50) scrollBy(0, -14);
  if (event.clientY > bottom - 50) scrollBy(0, 14);
  const under = document.elementsFromPoint(event.clientX, event.clientY),
    name = under.find((one) => one.matches("a[data-order-drop]"));
  part()
    .querySelectorAll("a[data-order-drop]")
    .forEach((one) => one.classList.toggle("over", one === name));
  if (name) {
    clocks(held.list, null);
    held.goes = { list: name.dataset.orderDrop, name: true };
    return;
  }
  const list = laneUnder(under, block);
  if (list)
    show(list, beginsOf(list) + (event.clientY - held.y - list.getBoundingClientRect().top) / px());
}
// The innermost list under the pointer that may take the step: a block stands in a day or is parked.
function laneUnder(under, block) {
  const mayGoIn = !block.matches(".holds"),
    inside = under.map((one) => one.closest(LANE)).filter((one) => one && !block.contains(one));
  const lists = inside.filter((one) => mayGoIn || !one.closest(".blk"));
  return (
    lists[0] ??
    under.find((one) => one.matches(".time"))?.querySelector(".lane") ??
    (under.some((one) => one.matches(".parking"))
      ? times().querySelector('[data-list="parked"]')
      : null)
  );
}

// --- keys
let pulling = null; // the block whose length is changed with Shift and the arrows, and how long it is by now
function letGo() {
  const { block, minutes } = pulling;
  pulling = null;
  save(block, minutes);
}
document.addEventListener(
  "keydown",
  (event) => {
    const block = event.target.closest?.(BLOCK),
      by = { ArrowUp: -1, ArrowDown: 1 }[event.key],
      aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (
      !block ||
      event.target !== linkOf(block) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      held?.ghost
    )
      return;
    if (held) {
      if (event.key === " " || event.key === "Enter") drop(false);
      else if (event.key === "Escape") drop(true);
      else if (by) walk(by);
      else if (aside) cross(aside);
      else return;
    } else if (event.key === " ") {
      lift(block);
      if ("start" in block.dataset)
        say(lasts(block, Number(block.dataset.start), Number(block.dataset.minutes)));
    } else if (by && event.shiftKey && block.querySelector(":scope > .in > .grip")) {
      pulling ??= { block, minutes: Number(block.dataset.minutes) };
      pulling.minutes = Math.max(5, snapped(pulling.minutes + by * 5));
      stretch(block, pulling.minutes);
      if ("start" in block.dataset) say(lasts(block, Number(block.dataset.start), pulling.minutes));
    } else if (by || aside) {
      const all = [...part().querySelectorAll(BLOCK)];
      const next = all[all.indexOf(block) + (by ?? aside)];
      if (next) linkOf(next).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
document.addEventListener("keyup", (event) => {
  if (pulling && event.key === "Shift") letGo();
});
document.addEventListener("focusout", () => {
  if (pulling) letGo();
  if (held && !held.ghost) drop(true);
});

// One place on in its list; what has a fixed start five minutes.
function walk(by) {
  const { block } = held,
    list = held.goes ? part().querySelector(`[data-list="${held.goes.list}"]`) : held.list,
    step = stepOf(block);
  if (!isTimed(list)) return;
  const others = blocksOf(list)
      .filter((one) => one !== block)
      .map(stepOf),
    own = blocksOf(list).indexOf(block);
  const at = held.goes?.at ?? own,
    start = held.goes?.start ?? Number(block.dataset.start),
    day = timeDay(beginsOf(list), others);
  if (step.pinned !== null) show(list, start + by * 5);
  else {
    const to = Math.max(0, Math.min(others.length, at + by)),
      above = day[to - 1];
    show(list, above ? (above.start + above.end) / 2 : beginsOf(list) - 1);
  }
  say(lasts(block, held.goes.start, step.minutes));
}
// Into the next list, or the one before: a group beside, a block, the parking.
function cross(by) {
  const all = [...document.querySelectorAll(LANE)].filter(
    (one) => !held.block.contains(one) && (!held.block.matches(".holds") || !one.closest(".blk")),
  );
  const now = held.goes ? all.find((one) => one.dataset.list === held.goes.list) : held.list,
    next = all[all.indexOf(now) + by];
  if (!next) return;
  show(next, held.goes?.start ?? Number(held.block.dataset.start));
  say(next.dataset.name);
}

// --- the clocks of the list, while a row of it is carried
const PINNED = /^(\d\d):(\d\d)(?: \+(\d))?/;
function rowsOf(list) {
  return [...list.children]
    .filter((row) => row.matches("[data-order-row]:not(.sortable-fallback)"))
    .map((row) => {
      const clock = row.querySelector(":scope > .clock"),
        card = row.querySelector(":scope > .step");
      const found = clock?.querySelector("small") && PINNED.exec(clock.textContent.trim());
      return {
        minutes: parseInt(
          card.elements.minutes?.defaultValue ?? card.querySelector(".min").textContent,
          10,
        ),
        pinned: found ? found[1] * 60 + Number(found[2]) + (found[3] ?? 0) * 1440 : null,
        lists: [...row.querySelectorAll(".plan.inner")].map(rowsOf),
        told: (start) => {
          if (clock && !found) clock.firstChild.data = wall(start);
        },
      };
    });
}
function retime() {
  for (const list of part()?.querySelectorAll(".plan[data-begins]") ?? [])
    layOut(Number(list.dataset.begins), rowsOf(list));
}
document.addEventListener("order:moved", retime);
retime(); // in the list this file comes when a row has been carried already

// --- one Tab stop
let current = "";
function still(event) {
  if (held || pulls) event.preventDefault();
} // a finger that carries a step scrolls nothing
function ready() {
  times()?.addEventListener("touchmove", still, { passive: false });
  rove();
}
function rove() {
  const all = [...part().querySelectorAll(BLOCK)].map(linkOf);
  for (const link of all) link.tabIndex = -1;
  const now = all.find((link) => link.closest(BLOCK).id === current) ?? all[0];
  if (now) now.tabIndex = 0;
}
document.addEventListener("focusin", (event) => {
  const block = event.target.closest?.(BLOCK);
  if (!block || block.id === current) return;
  current = block.id;
  rove();
});
document.addEventListener("order:begin", ready);
if (part()) ready();
