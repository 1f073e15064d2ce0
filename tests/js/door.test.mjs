// The door: who is in once what waits is sent, and under which letter somebody stands.

import assert from "node:assert/strict";
import test from "node:test";
import { fold, letterOf, standing, withRow } from "../../facilitate/static/js/door_list.js";

const DAY = "2027-03-18";
const PEOPLE = [
  { id: 1, name: "Ana Hoxha", since: "", place: "" },
  { id: 2, name: "Zef Bardhi", since: "08:55", place: "East" },
];
const press = (who, what, clock, more = {}) => ({
  kind: "press",
  who,
  do: what,
  clock,
  day: DAY,
  ...more,
});

test("accents and case do not matter", () => assert.equal(fold("Ëngjëll ÇELA"), "engjell cela"));

test("two letters that are one in Albanian stay together; ç and ë are letters of their own", () => {
  const letters = [
    "Xhevahir",
    "gjergj",
    "Shpresa",
    "Sara",
    "Çlirim",
    "ëngjëll",
    "Élise",
    " Thanas",
    "",
  ].map(letterOf);
  assert.deepEqual(letters, ["XH", "GJ", "SH", "S", "Ç", "Ë", "E", "TH", ""]);
});

test("whoever was pressed is in, and waits; who was in already stays as the planner says", () => {
  const [ana, zef] = standing(PEOPLE, [press("1", "in", "09:01"), press("2", "in", "09:02")], DAY);
  assert.deepEqual([ana.since, ana.mine, ana.waits], ["09:01", true, true]);
  assert.deepEqual(zef, PEOPLE[1]);
});

test("the last press counts, and out means not here", () => {
  const [ana, zef] = standing(
    PEOPLE,
    [press(1, "in", "09:01"), press(1, "out", "09:02"), press(2, "out", "09:03")],
    DAY,
  );
  assert.deepEqual([ana.since, zef.since, zef.place, zef.waits], ["", "", "", true]);
});

test("presses of another day change nothing today", () => {
  assert.deepEqual(standing(PEOPLE, [press(1, "in", "09:01", { day: "2027-03-17" })], DAY), PEOPLE);
});

test("somebody who came without being expected stands below, in", () => {
  const walk = {
    kind: "walk",
    given_name: "Nora",
    family_name: "Leka",
    office: "Radio",
    clock: "09:10",
    day: DAY,
  };
  const found = standing(PEOPLE, [walk], DAY).at(-1);
  assert.deepEqual(
    [found.id, found.name, found.since, found.expected, found.waits],
    [0, "Nora Leka", "09:10", true, true],
  );
});

test("a row of the planner takes the place of what stood there; somebody new comes by name", () => {
  assert.deepEqual(
    withRow(PEOPLE, { id: 1, name: "Ana Hoxha", since: "09:00" }).map((one) => one.since),
    ["09:00", "08:55"],
  );
  assert.deepEqual(
    withRow(PEOPLE, { id: 3, name: "Çlirim Doda" }).map((one) => one.id),
    [1, 3, 2],
  );
});
