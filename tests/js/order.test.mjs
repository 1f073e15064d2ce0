// Rows that are moved with the keys: within a list, into a block and out of it, to the next list, and back again.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { body, fire, node } from "./page.mjs";
import "../../facilitate/static/js/order.js";

const rows = new Map();
const said = node({
  "data-order-live": "",
  "data-order-moved": "{list} {place}/{count}",
  "data-order-lifted": "lifted",
  "data-order-back": "back",
  "data-order-dropped": "dropped",
});

function row(id, ...inside) {
  const block = inside.length ? { "data-order-block": "" } : {};
  const made = node(
    { "data-order-row": "", id, ...block },
    node({ "data-order-handle": "" }),
    ...inside,
  );
  rows.set(id, made);
  return made;
}
const list = (name, group, ...all) =>
  node(
    {
      "data-order": "",
      "data-order-list": name,
      "data-order-name": name,
      ...(group ? { "data-order-group": group } : {}),
    },
    ...all,
  );
const press = (id, ...keys) =>
  keys.forEach((key) =>
    fire("keydown", { key, target: rows.get(id).querySelector("[data-order-handle]") }),
  );

// The page as words: day(a b(c d)).
const shape = (of) =>
  `${of.dataset.orderList}(${of.children
    .filter((one) => one.matches("[data-order-row]"))
    .map((one) => {
      const lists = one.querySelectorAll("[data-order]");
      return one.attributes.id + (lists.length ? `[${lists.map(shape).join(" ")}]` : "");
    })
    .join(" ")})`;
const page = () =>
  body.children
    .filter((one) => one.matches("[data-order]"))
    .map(shape)
    .join(" ");
let sent = [];
document.addEventListener("order:put", (event) => {
  sent.push([
    event.target.attributes.id,
    event.detail.list,
    event.detail.after?.attributes.id ?? "",
    event.detail.dropped,
  ]);
  event.preventDefault();
});

beforeEach(() => {
  for (const old of [...body.children]) body.children.splice(body.children.indexOf(old), 1);
  rows.clear();
  sent = [];
  body.insertBefore(said, null);
});
const show = (...all) => all.forEach((one) => body.insertBefore(one, null));

test("a row goes up and down in its list and stays at its ends", () => {
  show(list("day", "", row("a"), row("b"), row("c")));
  press("a", " ", "ArrowDown");
  assert.equal(page(), "day(b a c)");
  assert.equal(said.textContent, "day 2/3");
  press("a", "ArrowDown", "ArrowDown");
  assert.equal(page(), "day(b c a)");
  press("a", "ArrowUp", "ArrowUp", "ArrowUp");
  assert.equal(page(), "day(a b c)");
  press("a", " ");
  assert.deepEqual(sent, []); // it lies where it lay
});

test("what was dropped elsewhere is sent once, with the row above it", () => {
  show(list("day", "", row("a"), row("b"), row("c")));
  press("a", "Enter", "ArrowDown", "Enter");
  assert.deepEqual(sent, [["a", "day", "b", false]]);
  press("c", " ", "ArrowUp", "ArrowUp", " ");
  assert.deepEqual(sent[1], ["c", "day", "", false]);
});

test("Escape puts it back and sends nothing; a key on a row that is not held moves nothing", () => {
  show(list("day", "", row("a"), row("b")));
  press("a", "ArrowDown");
  assert.equal(page(), "day(a b)");
  press("a", " ", "ArrowDown", "Escape");
  assert.equal(page(), "day(a b)");
  assert.deepEqual(sent, []);
});

test("from above into a block at its beginning, from below at its end, through it and out", () => {
  show(list("day", "g", row("a"), row("b", list("inner", "g", row("x"), row("y"))), row("c")));
  press("a", " ", "ArrowDown");
  assert.equal(page(), "day(b[inner(a x y)] c)");
  press("a", "ArrowDown", "ArrowDown", "ArrowDown");
  assert.equal(page(), "day(b[inner(x y)] a c)");
  press("a", " ");
  press("c", " ", "ArrowUp", "ArrowUp");
  assert.equal(page(), "day(b[inner(x y c)] a)");
  press("c", "ArrowUp", "ArrowUp", "ArrowUp");
  assert.equal(page(), "day(c b[inner(x y)] a)");
  press("c", " ");
});

test("a block goes into no block", () => {
  show(
    list("day", "g", row("p", list("one", "g", row("x"))), row("q", list("two", "g", row("y")))),
  );
  press("p", " ", "ArrowDown", " ");
  assert.equal(page(), "day(q[two(y)] p[one(x)])");
});

test("at the end of a day to the next one, and to the next with a page key", () => {
  show(list("day", "g", row("a"), row("b")), list("next", "g", row("c")), list("parked", "g"));
  press("b", " ", "ArrowDown");
  assert.equal(page(), "day(a) next(b c) parked()");
  press("b", "PageDown");
  assert.equal(page(), "day(a) next(c) parked(b)");
  press("b", "PageUp", "PageUp");
  assert.equal(page(), "day(a b) next(c) parked()");
  press("b", "Escape");
});

test("between the strands of a block with the arrows to the side", () => {
  show(list("day", "g", row("b", list("left", "g", row("x")), list("right", "g", row("y")))));
  press("x", " ", "ArrowRight");
  assert.equal(page(), "day(b[left() right(x y)])");
  press("x", "ArrowLeft", " ");
  assert.equal(page(), "day(b[left(x) right(y)])");
});

test("a list without a group keeps its rows", () => {
  show(list("one", "", row("a")), list("two", "", row("b")));
  press("a", " ", "ArrowDown", "PageDown", "ArrowRight");
  assert.equal(page(), "one(a) two(b)");
  press("a", "Escape");
});

test("a day that is not on the page takes a row by its name", () => {
  show(
    list("1", "g", row("a")),
    node({ "data-order-drop": "1" }),
    node({ "data-order-drop": "2" }),
  );
  press("a", " ", "PageDown");
  assert.deepEqual(sent, [["a", "2", "", true]]);
});
