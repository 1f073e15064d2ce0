import assert from "node:assert/strict";
import { test } from "node:test";

import { heldBy, putBack, whatBecomes } from "../../facilitate/static/js/unsent.js";

const fields = () => [
  { name: "csrf_token", type: "hidden", value: "a" },
  { name: "version", type: "hidden", value: "1" },
  { name: "title", type: "text", value: "" },
  { name: "days", type: "checkbox", value: "1", checked: false },
  { name: "days", type: "checkbox", value: "2", checked: false },
];

test("a form has again what it held, with the version it was written upon", () => {
  const written = fields(),
    fresh = fields();
  written[2].value = "A number at night";
  written[4].checked = true;
  fresh[0].value = "b";
  fresh[1].value = "2";
  assert.deepEqual(putBack(fresh, heldBy(written)), [fresh[2], fresh[4]]);
  assert.deepEqual(
    fresh.map((one) => [one.value, one.checked]),
    [
      ["b", undefined],
      ["1", undefined],
      ["A number at night", undefined],
      ["1", false],
      ["2", true],
    ],
  );
});

test("it waits where somebody signs in, and is shown to nobody else", () => {
  const kept = { who: "7", path: "/events/a/objectives/new", waits: false };
  const page = { who: "7", held: false, path: kept.path };
  const signIn = { ...page, who: undefined };
  assert.equal(whatBecomes(kept, page), "goes"); // it arrived
  assert.equal(whatBecomes(kept, signIn), "waits");
  assert.equal(whatBecomes(kept, { ...page, held: true }), "waits"); // it could not be done
  const waiting = { ...kept, waits: true };
  assert.equal(whatBecomes(waiting, page), "shown");
  assert.equal(whatBecomes(waiting, { ...page, path: "/" }), "waits");
  assert.equal(whatBecomes(waiting, { ...page, who: "8" }), "goes");
});
