import assert from "node:assert/strict";
import { test } from "node:test";

import { isGrid, rowText, spread } from "../../facilitate/static/js/pasted_table.js";

const cell = (text, across = 1, below = 1) => ({ text, across, below });

test("a row is written as Excel writes it", () => {
  assert.equal(rowText(["09:00", "", "Opening"]), "09:00\t\tOpening");
  assert.equal(
    rowText(["Panel\nModerator: Ana", '"Dritë" speaks']),
    '"Panel\nModerator: Ana"\t"""Dritë"" speaks"',
  );
});

test("a text whose lines have as many cells as each other has lost nothing", () => {
  assert.equal(isGrid("09:00\tOpening\t\r\n\r\n09:30\tCoffee\t\r\n"), true);
  assert.equal(isGrid("09:00\tOpening\n\nDrita\n"), false);
  assert.equal(isGrid("09:00 Opening\n09:30 Coffee"), false);
});

test("what stands for several rows is in each of them, for several columns in the first", () => {
  assert.deepEqual(
    spread([
      [cell("10:45", 1, 2), cell("Group 1"), cell("Room A")],
      [cell("Group 2"), cell("Room B")],
      [cell("12:15"), cell("Lunch", 2, 9)],
    ]),
    [
      ["10:45", "Group 1", "Room A"],
      ["10:45", "Group 2", "Room B"],
      ["12:15", "Lunch", ""],
    ],
  );
});
