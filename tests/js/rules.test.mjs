// Small rules of single pages: minutes as people write them, names without accents, times counted down, keys in a picture.

import assert from "node:assert/strict";
import test from "node:test";
import * as live from "../../facilitate/static/js/live_day.js";
import "./page.mjs";
import * as cafeChanging from "../../facilitate/static/js/cafe_changing.js";
import * as cafeDots from "../../facilitate/static/js/cafe_dots.js";
import * as coding from "../../facilitate/static/js/coding.js";
import * as guideWriting from "../../facilitate/static/js/guide_writing.js";
import * as rehearse from "../../facilitate/static/js/rehearse.js";

test("minutes are read as people write them", () => {
  const read = {
    45: 45,
    " 5 ": 5,
    "1:30": 90,
    "1h30": 90,
    "1.30": 90,
    "1 orë 5": 65,
    "1,5h": 90,
    "2h": 120,
    "1.5 o": 90,
    "45 min": 45,
    "": 0,
    soon: 0,
    h: 0,
  };
  for (const [text, minutes] of Object.entries(read))
    assert.equal(guideWriting.minutes(text), minutes, text);
});

test("a stopwatch counts to nothing, and from there what it is over", () => {
  assert.deepEqual([65, 60, 59.2, 0, -0.5, -1.5, -61.5].map(rehearse.countdown), [
    "1:05",
    "1:00",
    "1:00",
    "0:00",
    "0:00",
    "+0:01",
    "+1:01",
  ]);
});

test("a list is narrowed by every word, whatever the accents", () => {
  assert.ok(cafeChanging.fits("Ëngjëll Ndërlëki, Kukës", "NDER kuk"));
  assert.ok(!cafeChanging.fits("Ëngjëll Ndërlëki", "nder shk"));
  assert.ok(cafeChanging.fits("anybody", ""));
});

const CELLS = [
  [["a", "b"], ["c"], []],
  [[], ["d"], ["e"]],
  [["f"], [], ["g", "h"]],
];
const to = (row, round, at, key) => cafeDots.next(CELLS, { row, round, at }, key) ?? null;
test("sideways from dot to dot through a table's rounds, and no further", () => {
  assert.deepEqual(
    [
      to(0, 0, 0, "ArrowRight"),
      to(0, 0, 1, "ArrowRight"),
      to(0, 1, 0, "ArrowLeft"),
      to(0, 1, 0, "ArrowRight"),
      to(0, 0, 0, "ArrowLeft"),
    ],
    ["b", "c", "b", null, null],
  );
  assert.deepEqual([to(0, 1, 0, "Home"), to(2, 0, 0, "End")], ["a", "h"]);
});

test("up and down in the same round, past tables without anybody, to the last where there are fewer", () => {
  assert.deepEqual(
    [
      to(0, 0, 1, "ArrowDown"),
      to(2, 0, 0, "ArrowUp"),
      to(0, 1, 0, "ArrowDown"),
      to(1, 1, 0, "ArrowDown"),
      to(2, 2, 1, "ArrowUp"),
    ],
    ["f", "a", "d", null, "e"],
  );
});

test("a selection is without the spaces around it, and none where nothing else is left", () => {
  assert.deepEqual(coding.trimmed("ab  cd  ef", 2, 8), { start: 4, end: 6 });
  assert.deepEqual(coding.trimmed("word", 0, 4), { start: 0, end: 4 });
  assert.equal(coding.trimmed("a   b", 1, 4), null);
});

test("characters are counted as the planner does", () =>
  assert.deepEqual(["🙂", "ë", "a🙂b"].map(coding.points), [1, 1, 3]));

test("Enter means the theme called exactly so, else the only one left", () => {
  const names = ["Money", "Money and time", "Çështje"].map(coding.fold);
  assert.deepEqual(
    ["money", "mon", "time mon", "cesht", "none", ""].map((words) => coding.meant(names, words)),
    [0, -1, 1, 2, -1, -1],
  );
  assert.equal(coding.fold("  Çështje   E Re "), "ceshtje e re");
});

test("a running day: what is left and what is over, with hours where there are some; after midnight with the day", () => {
  assert.deepEqual([0, 59.5, 3600, -61].map(live.countdown), ["0:00", "1:00", "1:00:00", "1:01"]);
  assert.deepEqual(
    [0, 545, 1439, 1441, -30].map(live.wall).map((text) => text.slice(0, 5)),
    ["00:00", "09:05", "23:59", "00:01", "23:30"],
  );
  assert.equal(live.wall(1441), "00:01 +1");
});

const press = (key, did, at, step = 1, more = {}) => ({ key, did, step, at, minutes: 0, ...more });
test("a press that came twice counts once, when it was first made; what was taken back does not count", () => {
  const found = live.counting([
    press("b", "end", 20),
    press("a", "start", 30),
    press("a", "start", 10),
    press("back:b", "back", 40),
  ]);
  assert.deepEqual(
    found.map((one) => [one.key, one.at]),
    [["a", 10]],
  );
});

const STEPS = [
  { id: 1, start: 540, minutes: 30, pinned: null, marker: false },
  { id: 2, start: 570, minutes: 40, pinned: null, marker: false },
  { id: 3, start: 610, minutes: 20, pinned: 610, marker: false },
];
const at = (clock) => clock * 60;
test("what comes later moves with what lasts longer, up to what is pinned", () => {
  const track = live.progress(
    STEPS,
    [press("a", "start", at(545)), press("b", "extend", at(546), 1, { minutes: 5 })],
    at(550),
  );
  assert.deepEqual([track.current.id, track.left, track.drift], [1, at(30), at(10)]);
  assert.deepEqual(
    track.waiting.map((row) => [row.id, row.start, row.missing]),
    [
      [2, at(580), 0],
      [3, at(610), at(10)],
    ],
  );
});

test("a step that began is over when the next one begins; skipped, it is not waited for", () => {
  const track = live.progress(
    STEPS,
    [press("a", "start", at(540)), press("b", "skip", at(541), 2), press("c", "start", at(565), 3)],
    at(566),
  );
  assert.deepEqual(
    track.rows.map((row) => row.state),
    ["done", "skipped", "now"],
  );
  assert.equal(track.rows[0].ended, at(565));
});
