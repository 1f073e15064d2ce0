// The café's clock: where it stands, what it shows, when it rings.

import assert from "node:assert/strict";
import test from "node:test";
import {
  countdown,
  later,
  roundShown,
  standing,
  strokes,
  viewOf,
} from "../../facilitate/static/js/cafe_phases.js";

const leg = (round, phase, from, to) => ({
  round,
  phase,
  from: from * 1000,
  to: to * 1000,
  until: `${to}`,
});
const LEGS = [leg(1, "talk", 0, 1200), leg(1, "move", 1200, 1500), leg(2, "talk", 1500, 2700)];
const RUNS = { begun: true, paused: false, legs: LEGS, rounds: 2, minutes: 20 };

test("seconds are counted down to the next whole one, with hours where there are some", () => {
  assert.deepEqual([0, 0.2, 59, 60, 61.5, 3600, 3661].map(countdown), [
    "0:00",
    "0:01",
    "0:59",
    "1:00",
    "1:02",
    "1:00:00",
    "1:01:01",
  ]);
  assert.equal(countdown(-5), "0:00");
});

test("before it was started all of the first round is left", () => {
  const at = standing({ ...RUNS, begun: false }, 99);
  assert.deepEqual([at.round, at.phase, at.left], [0, "before", 1200]);
});

test("it stands in the leg that is not over; at its very end in the next one", () => {
  assert.deepEqual(standing(RUNS, 1_199_000), {
    round: 1,
    phase: "talk",
    left: 1,
    lasts: 1200,
    until: "1200",
    paused: false,
  });
  const next = standing(RUNS, 1_200_000);
  assert.deepEqual([next.round, next.phase, next.left, next.lasts], [1, "move", 300, 300]);
});

test("after the last leg it is over, in the last round", () => {
  const at = standing(RUNS, 2_700_000);
  assert.deepEqual([at.round, at.phase, at.left], [2, "over", 0]);
});

test("while it is paused the time does not go on", () => {
  const paused = { ...RUNS, paused: true, left: 77 };
  for (const now of [0, 5_000_000])
    assert.deepEqual([standing(paused, now).left, standing(paused, now).paused], [77, true]);
});

test("a phase is later by its round, within one by its place, and the end is later than all", () => {
  const at = (round, phase) => ({ round, phase });
  const order = [
    at(0, "before"),
    at(1, "talk"),
    at(1, "move"),
    at(2, "talk"),
    at(2, "move"),
    at(2, "harvest"),
    at(2, "over"),
  ];
  order.forEach((one, place) =>
    order.forEach((other, after) => {
      if (after !== place)
        assert.equal(
          later(one, other),
          after > place,
          `${JSON.stringify(one)} ${JSON.stringify(other)}`,
        );
    }),
  );
});

test("it rings softly a minute before a talk ends and loudly at its end, and where a talk begins after one has come", () => {
  const found = strokes(RUNS, 10_000);
  assert.deepEqual(found, [
    [1_140_000, 0.35],
    [1_200_000, 1],
    [1_500_000, 0.35],
    [2_640_000, 0.35],
    [2_700_000, 1],
  ]);
});

test("a talk of two minutes has no warning; a paused clock and one that was not started do not ring", () => {
  assert.deepEqual(strokes({ ...RUNS, legs: [leg(1, "talk", 0, 120)] }, 10), [[120_000, 1]]);
  assert.deepEqual(strokes({ ...RUNS, paused: true }, 0), []);
  assert.deepEqual(strokes({ ...RUNS, begun: false }, 0), []);
});

test("the wall shows names while people look for their table, and those of the round that comes", () => {
  assert.deepEqual(
    ["before", "talk", "harvest", "over"].map((phase) => viewOf({ phase, round: 1 }, 3)),
    ["names", "talk", "plenary", "over"],
  );
  assert.deepEqual(
    [1, 2, 3].map((round) => viewOf({ phase: "move", round }, 3)),
    ["names", "names", "plenary"],
  );
  assert.deepEqual(
    [
      roundShown({ phase: "before", round: 0 }, 2, 3),
      roundShown({ phase: "move", round: 2 }, 1, 3),
      roundShown({ phase: "move", round: 3 }, 1, 3),
      roundShown({ phase: "talk", round: 2 }, 1, 3),
    ],
    [2, 3, 3, 2],
  );
});
