import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOfForm, heldBy, putBack, whatBecomes } from "../../facilitate/static/js/unsent.js";

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

test("what came back with mistakes is shown by Back and by reloading, and goes when its form is opened anew", () => {
  const kept = { who: "7", path: "/events/new", waits: true, wrong: true };
  const page = { who: "7", held: false, path: kept.path, again: false };
  assert.equal(whatBecomes(kept, page), "goes");
  assert.equal(whatBecomes(kept, { ...page, again: true }), "shown");
  assert.equal(whatBecomes(kept, { ...page, path: "/help" }), "waits");
});

test("a page with mistakes is opened by an address that shows its form", () => {
  const site = "https://planner.example",
    sent = `${site}/team/invite`;
  assert.equal(
    addressOfForm(`${site}/events/new`, `${site}/events/new?kind=x`),
    `${site}/events/new`,
  );
  assert.equal(addressOfForm(sent, `${site}/team`), `${site}/team`);
  assert.equal(addressOfForm(sent, ""), null);
  assert.equal(addressOfForm(sent, "https://mail.example/team"), null);
});
