// Note-taking: what a sign means, what waits on a device, and what is sent of a change.

import assert from "node:assert/strict";
import test from "node:test";
import { changes, inOrder, pending, signed } from "../../facilitate/static/js/note_lines.js";

const line = (key, at, text, more = {}) => [
  key,
  { key, at, text, kind: "point", here: true, ...more },
];
const add = (key, at, text, place = "here") => ({
  do: "add",
  line: key,
  at,
  place,
  withheld: false,
  fields: { kind: "point", text },
});

test("the sign typed first says what kind of line it is", () => {
  const kinds = {
    '"Po"': "quote",
    "„Po“": "quote",
    "? Kush": "question",
    "/ Jo": "disagreement",
    "+ Le të": "proposal",
    "! Takohemi": "decision",
    "> Ana": "action",
    "* Pikë": "point",
  };
  for (const [text, kind] of Object.entries(kinds))
    assert.equal(signed({ kind: "other", text }).kind, kind, text);
});

test("the sign goes, with the quotation mark at the end", () => {
  assert.equal(signed({ text: "“Të hënën.”" }).text, "Të hënën.");
  assert.equal(signed({ text: "!  Takohemi " }).text, "Takohemi");
  assert.equal(signed({ text: "! “Po”" }).text, "“Po”");
});

test("a number, a sign alone, and words without one stay as they are", () => {
  for (const text of ["+355 4 222", "!", "Pa shenjë", "-1"])
    assert.deepEqual(signed({ kind: "point", text }), { kind: "point", text });
  assert.deepEqual(signed({ kind: "point", text: "“5 gra”" }), { kind: "quote", text: "5 gra" });
});

test("what waits is drawn as it will be: added, changed, taken out, put back, withheld", () => {
  const lines = new Map([line("a", 1, "old")]),
    queue = [
      { do: "edit", line: "a", fields: { text: "new" } },
      add("b", 2, "mine"),
      { do: "edit", line: "b", fields: { text: "mine, again" } },
      { do: "withhold", line: "b" },
      { do: "remove", line: "a" },
    ];
  const found = pending(lines, queue, "here");
  assert.deepEqual([found.get("a").text, found.get("a").removed], ["new", true]);
  assert.deepEqual(
    [found.get("b").text, found.get("b").withheld, found.get("b").here],
    ["mine, again", true, true],
  );
  assert.equal(
    pending(lines, [...queue, { do: "back", line: "a" }], "here").get("a").removed,
    false,
  );
  assert.equal(lines.get("a").text, "old");
});

test("a line that was taken out comes back when it is changed", () => {
  const found = pending(
    new Map([line("a", 1, "x")]),
    [
      { do: "remove", line: "a" },
      { do: "edit", line: "a", fields: { text: "y" } },
    ],
    "here",
  );
  assert.deepEqual([found.get("a").text, found.get("a").removed], ["y", false]);
});

test("an addition that the planner has by now is not drawn twice, nor is anything done to a line nobody knows", () => {
  const lines = new Map([line("a", 1, "theirs")]);
  assert.equal(pending(lines, [add("a", 9, "mine")], "here").size, 0);
  assert.equal(pending(lines, [{ do: "edit", line: "z", fields: {} }], "here").size, 0);
});

test("lines stand in the order of their moments, then of their keys; of this place, without those taken out", () => {
  const lines = new Map([
    line("c", 3, "last"),
    line("b", 1, "b"),
    line("a", 1, "a"),
    line("x", 2, "gone", { removed: true }),
    line("y", 2, "elsewhere", { here: false }),
  ]);
  const waits = pending(lines, [add("m", 2, "mine"), add("n", 2, "other table", "there")], "here");
  assert.deepEqual(
    inOrder(lines, waits).map((one) => one.key),
    ["a", "b", "m", "c"],
  );
});

test("a change tells what the line was, and only what was changed", () => {
  const was = { kind: "point", text: "a", who: "", sector: null, county: null };
  assert.deepEqual(changes("k", was, { withheld: false }, { ...was }, false), []);
  assert.deepEqual(changes("k", was, { withheld: false }, { ...was, text: "b" }, false), [
    { do: "edit", line: "k", fields: { ...was, text: "b" }, was },
  ]);
  assert.deepEqual(changes("k", was, { withheld: false }, { ...was }, true), [
    { do: "withhold", line: "k" },
  ]);
  assert.deepEqual(changes("k", was, { withheld: true }, { ...was }, false), [
    { do: "show", line: "k" },
  ]);
  assert.equal(changes("k", { ...was, sector: undefined }, {}, { ...was }, false).length, 0);
});
