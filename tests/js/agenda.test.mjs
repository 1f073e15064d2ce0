// The agenda's page: which cell comes next, where its editor stands, and what was typed and not saved.

import assert from "node:assert/strict";
import test from "node:test";
import { leftOf, nextCell } from "../../facilitate/static/js/agenda_cells.js";
import { nextAnchor } from "../../facilitate/static/js/agenda_line.js";
import { nextUntold } from "../../facilitate/static/js/agenda_panel.js";
import {
  layOut,
  placeAt,
  timeDay,
  wall,
  withStep,
} from "../../facilitate/static/js/agenda_times.js";
import { fillForm, openTyped } from "../../facilitate/static/js/agenda_typed.js";

const STEPS = [
  { id: "1", cells: ["title", "minutes"] },
  { id: "2", cells: ["title", "start"] },
];
test("Tab goes through the cells of a step, then into the next step, and back; at the ends it stops", () => {
  assert.deepEqual(nextCell(STEPS, "1", "title", 1), ["1", "minutes"]);
  assert.deepEqual(nextCell(STEPS, "1", "minutes", 1), ["2", "title"]);
  assert.deepEqual(nextCell(STEPS, "2", "title", -1), ["1", "minutes"]);
  assert.deepEqual(
    [nextCell(STEPS, "2", "start", 1), nextCell(STEPS, "1", "title", -1)],
    [null, null],
  );
});

test("an editor stands over its cell, and inside the page", () => {
  assert.deepEqual(
    [leftOf(100, 300, 1280), leftOf(1200, 300, 1280), leftOf(-5, 300, 390), leftOf(40, 500, 390)],
    [100, 972, 8, 8],
  );
});

function memory() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
    kept,
  };
}
test("what was typed is there until it is saved, for two weeks, for its writer alone", () => {
  const storage = memory();
  let day = 1;
  const mine = openTyped("a 1", storage, () => day * 86400000),
    theirs = openTyped("a 2", storage);
  mine.keep("7/title", { values: [["title-en", "Tea"]] });
  assert.deepEqual(mine.of("7/title").values, [["title-en", "Tea"]]);
  assert.equal(theirs.of("7/title"), null);
  day = 14;
  assert.equal(mine.all().length, 1);
  day = 16;
  assert.equal(mine.all().length, 0);
  mine.keep("8/room", { values: [] });
  mine.forget("8/room");
  assert.equal(storage.kept.size, 0);
});

test("where the browser keeps nothing, typing goes on", () => {
  const full = {
    getItem() {
      throw new Error("forbidden");
    },
    setItem() {
      throw new Error("full");
    },
    removeItem() {
      throw new Error("forbidden");
    },
  };
  const typed = openTyped("a", full);
  typed.keep("1/title", {});
  assert.deepEqual(typed.all(), []);
});

test("a form gets back what stood in it: texts in their order, ticks by their value", () => {
  const field = (name, value, type = "text", checked = false) => ({ name, value, type, checked });
  const fields = [
    field("csrf_token", "new"),
    field("speakers", ""),
    field("speakers", ""),
    field("supporters", "3", "checkbox", true),
    field("supporters", "4", "checkbox"),
    field("note", "as it is"),
  ];
  fillForm(fields, [
    ["speakers", "Drita"],
    ["supporters", "4"],
    ["gone", "x"],
  ]);
  assert.deepEqual(
    fields.map((one) => (one.type === "checkbox" ? one.checked : one.value)),
    ["new", "Drita", "", false, true, "as it is"],
  );
});

const at = (minutes, pinned = null, id = minutes) => ({ id, minutes, pinned });
const spans = (day) => day.map((one) => [one.start, one.end]);
test("steps follow one another, a fixed start leaves a gap or an overlap, as the planner calculates it", () => {
  assert.deepEqual(spans(timeDay(540, [at(30), at(20), at(60, 600), at(15)])), [
    [540, 570],
    [570, 590],
    [600, 660],
    [660, 675],
  ]);
  assert.deepEqual(spans(timeDay(540, [at(75), at(30, 600), at(0)])), [
    [540, 615],
    [600, 630],
    [630, 630],
  ]);
  assert.deepEqual([wall(545), wall(0), wall(1470)], ["09:05", "00:00", "00:30 +1"]);
});

test("a step that is dropped among others follows the one it lies below; what has no fixed start gets none there", () => {
  const others = [at(30, null, "a"), at(60, null, "b")],
    step = at(20, null, "x");
  assert.deepEqual(placeAt(540, others, step, 530), {
    after: null,
    at: 0,
    pinned: null,
    start: 540,
  });
  assert.deepEqual(placeAt(540, others, step, 560), {
    after: "a",
    at: 1,
    pinned: null,
    start: 570,
  });
  assert.deepEqual(placeAt(540, others, step, 605), {
    after: "b",
    at: 2,
    pinned: null,
    start: 630,
  });
  assert.deepEqual(spans(withStep(540, others, step, { at: 1, pinned: null })), [
    [540, 570],
    [570, 590],
    [590, 650],
  ]);
});

test("dropped where nothing is it stays there, and a fixed start goes along", () => {
  const gap = [at(30, null, "a"), at(30, 660, "b")];
  assert.deepEqual(placeAt(540, gap, at(20), 601), { after: "a", at: 1, pinned: 600, start: 600 });
  assert.equal(placeAt(540, gap, at(20), 574).pinned, null);
  assert.deepEqual(placeAt(540, [], at(20), 601, false), {
    after: null,
    at: 0,
    pinned: null,
    start: 540,
  });
  assert.deepEqual(placeAt(540, gap, at(20), 733), { after: "b", at: 2, pinned: 735, start: 735 });
  assert.deepEqual(placeAt(540, gap, at(20, 720), 556), {
    after: "a",
    at: 1,
    pinned: 555,
    start: 555,
  });
});

test("a line goes on below what was made of it, and stays where nothing was", () => {
  assert.equal(nextAnchor(["a", "b"], ["a", "n", "m", "b"], "a"), "m");
  assert.equal(nextAnchor(["a", "b"], ["a", "b"], "a"), "a");
});

test("the next title to write is the first that is missing and was not skipped", () => {
  assert.equal(nextUntold(["4", "7"], new Set()), "4");
  assert.equal(nextUntold(["4", "7"], new Set(["4"])), "7");
  assert.equal(nextUntold(["4"], new Set(["4"])), null);
});

test("while a row is carried the clocks of its list go along, a block lasting as long as what it holds", () => {
  const told = [],
    row = (minutes, pinned = null, ...lists) => ({
      minutes,
      pinned,
      lists,
      told: (start) => told.push(start),
    });
  assert.equal(
    layOut(540, [row(30), row(99, null, [row(20), row(25)], [row(40)], []), row(10, 700), row(5)]),
    715,
  );
  assert.deepEqual(told, [540, 570, 590, 570, 570, 700, 710]);
});
