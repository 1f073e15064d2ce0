import assert from "node:assert/strict";
import { test } from "node:test";

import { cellsOf, fillCells } from "../../facilitate/static/js/paste_cells.js";

test("one cell is pasted as any text, several fill the grid", () => {
  assert.deepEqual(cellsOf("one question\n"), []);
  assert.deepEqual(cellsOf("a\tb\r\nc\td\r\n"), [
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("cells beyond the grid are left out", () => {
  const fields = [
    [{ value: "1" }, { value: "2" }],
    [{ value: "3" }, { value: "4" }],
  ];
  assert.equal(
    fillCells(
      fields,
      [
        ["x ", "y"],
        ["z", "w"],
      ],
      1,
      1,
    ),
    1,
  );
  assert.deepEqual(
    fields.map((row) => row.map((one) => one.value)),
    [
      ["1", "2"],
      ["3", "x"],
    ],
  );
});
