// The outbox: what was done is sent in its order, once, and tried again; the store keeps it, here in memory.

import assert from "node:assert/strict";
import test, { mock } from "node:test";
import {
  ask,
  meaningOf,
  newKey,
  openOutbox,
  pauseAfter,
} from "../../facilitate/static/js/outbox.js";
import { openStore, takeOver } from "../../facilitate/static/js/store.js";
import { fire } from "./page.mjs";

const answer = (status, more = {}) => ({ status, ok: status < 300, redirected: false, ...more });
const settled = () =>
  new Promise((done) => setImmediate(() => setImmediate(() => setImmediate(done))));
const keys = async (store) => (await store.waiting()).map((one) => one.key);

// An outbox whose planner answers what is in `answers`, the last for ever; what was posted is in `posted`.
function box(answers, more = {}) {
  const store = openStore("box"),
    posted = [];
  const outbox = openOutbox({
    store,
    async post(lot) {
      posted.push(lot.map((one) => one.key));
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (next instanceof Error) throw next;
      return next;
    },
    async took(_answer, lot) {
      for (const one of lot) await store.done(one.order);
    },
    ...more,
  });
  return { store, posted, outbox };
}

test("an answer means that it was heard, that it is over, or that there is no connection", () => {
  const found = [200, 204, 422, 400, 401, 403, 404, 429, 500, 503].map((status) =>
    meaningOf(answer(status)),
  );
  assert.deepEqual(found, [
    "",
    "",
    "",
    "signed_out",
    "signed_out",
    "not_allowed",
    "gone",
    "later",
    "later",
    "later",
  ]);
  assert.equal(meaningOf(answer(200, { elsewhere: true })), "signed_out");
});

test("the pauses grow to half a minute and no further", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 60].map(pauseAfter),
    [2000, 4000, 8000, 16000, 30000, 30000, 30000],
  );
});

test("no key is there twice", () => {
  const found = new Set(Array.from({ length: 1000 }, newKey));
  assert.deepEqual(
    [found.size, [...found].every((key) => /^[0-9a-f]{32}$/.test(key))],
    [1000, true],
  );
});

test("a request ends after a while, and tells whether another page answered", async () => {
  globalThis.location = new URL("https://planner.example/d/a");
  const sent = [],
    answers = [
      answer(200),
      answer(200, { redirected: true, url: "https://planner.example/x?round=2" }),
      answer(200, { redirected: true, url: "https://planner.example/sign-in" }),
    ];
  const asked = mock.method(globalThis, "fetch", async (_address, more) => {
    sent.push(more);
    return answers.shift();
  });
  const found = [await ask("/x", { method: "POST" }), await ask("/x"), await ask("/x")];
  asked.mock.restore();
  assert.deepEqual(
    [sent[0].method, sent[0].signal instanceof AbortSignal, found.map((one) => one.elsewhere)],
    ["POST", true, [false, false, true]],
  );
});

test("what is done is sent in its order, so many at once, and is gone when it was taken", async () => {
  const { store, posted, outbox } = box([answer(200)], { most: 2 });
  await outbox.add([{ key: 1 }, { key: 2 }, { key: 3 }]);
  await settled();
  assert.deepEqual(
    [posted, await keys(store), outbox.waiting, outbox.stuck, outbox.away],
    [[[1, 2], [3]], [], [], "", null],
  );
});

test("without a connection it waits, is tried again by itself, and goes out once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store, posted, outbox } = box([new TypeError("away"), answer(503), answer(200)]);
  await outbox.add([{ key: 1 }]);
  await settled();
  assert.deepEqual([posted.length, await keys(store), outbox.away > 0], [1, [1], true]);
  mock.timers.tick(1999);
  await settled();
  assert.equal(posted.length, 1);
  mock.timers.tick(1);
  await settled();
  assert.deepEqual([posted.length, await keys(store)], [2, [1]]);
  mock.timers.tick(4000);
  await settled();
  assert.deepEqual([posted.length, await keys(store), outbox.away], [3, [], null]);
  mock.timers.tick(60000);
  await settled();
  assert.equal(posted.length, 3);
  mock.timers.reset();
});

test("when the connection comes back it is tried at once", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { store, outbox } = box([new TypeError("away"), answer(200)]);
  await outbox.add([{ key: 1 }]);
  await settled();
  fire("online", {});
  await settled();
  assert.deepEqual([await keys(store), outbox.away], [[], null]);
  mock.timers.reset();
});

test("whoever is signed out, or whose page is gone, keeps what waits", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  for (const [status, stuck] of [
    [401, "signed_out"],
    [403, "not_allowed"],
    [404, "gone"],
  ]) {
    const { store, outbox } = box([answer(status)]);
    await outbox.add([{ key: 1 }]);
    await settled();
    assert.deepEqual([outbox.stuck, outbox.away, await keys(store)], [stuck, null, [1]]);
  }
  mock.timers.reset();
});

test("an answer that is none of ours is as if there were none; what is not taken is not sent without an end", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const hotel = box([answer(200)], {
    took: async () => {
      throw new TypeError("no answer of ours");
    },
  });
  const idle = box([answer(200)], { took: async () => {} });
  for (const { outbox } of [hotel, idle]) {
    await outbox.add([{ key: 1 }]);
    await settled();
  }
  assert.deepEqual([hotel.posted.length, hotel.outbox.away > 0, idle.posted.length], [1, true, 1]);
  mock.timers.reset();
});

test("a page sends what is its own, and one that only shows sends nothing", async () => {
  const { store, posted, outbox } = box([answer(200)], { mine: (one) => one.door === "a" });
  await outbox.add([
    { key: 1, door: "a" },
    { key: 2, door: "b" },
  ]);
  await settled();
  assert.deepEqual([posted, await keys(store)], [[[1]], [2]]);
  const shows = box([answer(200)], { sends: false });
  await shows.outbox.add([{ key: 3 }]);
  await settled();
  assert.deepEqual([shows.posted, shows.outbox.waiting.map((one) => one.key)], [[], [3]]);
});

test("what is pressed while it is sent goes out behind it", async () => {
  let free;
  const { store, posted, outbox } = box([answer(200)], {
    took: async (_answer, [one]) => {
      await free;
      await store.done(one.order);
    },
  });
  free = Promise.resolve();
  await Promise.all([outbox.add([{ key: 1 }]), outbox.add([{ key: 2 }])]);
  await settled();
  await settled();
  assert.deepEqual([posted, await keys(store)], [[[1], [2]], []]);
});

test("a device without a store of its own keeps in memory: values, and a queue in its order with what is typed beside it", async () => {
  const store = openStore("memory", ["lists", "drafts"]);
  assert.equal(await store.keeps(), false);
  await store.add([{ key: 1 }, { key: 2 }], ["drafts", "place", "next"]);
  await store.put("lists", "k", [1]);
  assert.deepEqual(
    [await keys(store), await store.get("drafts", "place"), await store.get("lists", "k")],
    [[1, 2], "next", [1]],
  );
  const [first, second] = await store.waiting();
  await store.change({ ...first, asked: "conflict" });
  await store.done(second.order);
  await store.clear("lists");
  assert.deepEqual(
    (await store.waiting()).map((one) => [one.key, one.asked]),
    [[1, "conflict"]],
  );
  assert.deepEqual(
    [await store.get("lists", "k"), await store.get("drafts", "place")],
    [undefined, "next"],
  );
});

test("what an earlier version kept is taken over once", async () => {
  const kept = new Map([["old", JSON.stringify([{ key: "a" }])]]);
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => kept.delete(key),
  };
  const store = openStore("taken");
  for (let time = 0; time < 2; time += 1)
    await takeOver(store, "old", (all) => all.map((one) => ({ slug: "s", ...one })));
  assert.deepEqual([await keys(store), kept.size], [["a"], 0]);
  delete globalThis.localStorage;
});
