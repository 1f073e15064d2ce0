// What is kept for a day without a network: which pages, under which name, how long, and what goes with whom.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { load, told } from "./page.mjs";

const HOME = "http://planner.example";
const kept = new Map();
const at = (asked) => new URL(asked.url ?? asked, HOME).href;
const cache = {
  match: async (name) => kept.get(at(name))?.clone(),
  put: async (name, answer) => {
    kept.set(at(name), answer);
  },
  delete: async (name) => kept.delete(at(name)),
  keys: async () => [...kept.keys()].map((url) => ({ url })),
  add: async (name) => {
    kept.set(at(name), new Response("part"));
  },
};
let network = null;
globalThis.caches = { open: async () => cache };
globalThis.location = new URL(HOME);
globalThis.fetch = async (asked, options) => network(String(asked.url ?? asked), options);
load("door_worker.js");
const [ageOf, isKept, nameOf, notesOf, page, LONGEST] = [
  "ageOf",
  "isKept",
  "nameOf",
  "notesOf",
  "page",
  "LONGEST",
].map(told);

const answer = (text, more = {}) => Object.assign(new Response(text, more), {});
const from = (url, text, more) => Object.defineProperty(answer(text, more), "url", { value: url });
const put = (path, text, age = 0) =>
  kept.set(HOME + path, new Response(text, { headers: { "X-Kept": String(Date.now() - age) } }));
const open = (path) => page({ url: HOME + path }, new URL(path, HOME));
const offline = () => {
  network = () => {
    throw new TypeError("no network");
  };
};
beforeEach(() => kept.clear());

test("the door and the pages of notes are kept, nothing else", () => {
  const yes = [
    "/d/abc",
    "/events/x/door",
    "/events/x/notes",
    "/events/x/notes/kept",
    "/events/x/notes/steps/7",
  ];
  const no = [
    "/",
    "/d/",
    "/d/abc/roll.json",
    "/events/x/notes/lines",
    "/events/x/notes/steps/seven",
    "/events/x/people",
    "/events/x/doors",
  ];
  assert.deepEqual(
    yes.filter((path) => !isKept(path)),
    [],
  );
  assert.deepEqual(no.filter(isKept), []);
});

test("a page of notes says of which event it is", () => {
  assert.equal(notesOf("/events/x/notes/steps/7"), "/events/x/notes");
  assert.equal(notesOf("/events/x/notes-of-others"), undefined);
});

test("one copy a day, step, table and round, whatever was looked for", () => {
  assert.equal(
    nameOf(new URL("/events/x/notes/steps/7?q=ana&round=2&table=4&page=3", HOME)),
    "/events/x/notes/steps/7?table=4&round=2",
  );
  assert.equal(nameOf(new URL("/d/abc?q=ana", HOME)), "/d/abc");
});

test("a page that is opened is kept, and says when its copy is shown that it is one", async () => {
  network = (url) => from(url, '<p data-kept-copy hidden></p><link href="/static/style.css?v=1">');
  await open("/d/abc");
  assert.ok(kept.has(`${HOME}/static/style.css?v=1`));
  offline();
  const shown = await open("/d/abc");
  assert.match(await shown.text(), /<p data-kept-copy>/);
});

test("what was looked for is not kept as the whole page", async () => {
  network = (url) => from(url, "only Ana");
  await open("/d/abc?q=ana");
  assert.equal(kept.size, 0);
});

test("a copy that is too old is not shown", async () => {
  offline();
  put("/d/abc", "old", LONGEST + 1000);
  await assert.rejects(open("/d/abc"), TypeError);
  put("/d/abc", "young", LONGEST - 60_000);
  assert.equal(await (await open("/d/abc")).text(), "young");
});

test("where a page of the notes is not kept, the list of those that are stands in", async () => {
  offline();
  put("/events/x/notes/kept", "the list");
  assert.equal(await (await open("/events/x/notes/lines")).text(), "the list");
  await assert.rejects(open("/events/y/notes/lines"), TypeError);
});

test("whoever is no longer let in keeps none of the event's pages, those of other events stay", async () => {
  for (const path of ["/events/x/notes", "/events/x/notes/steps/7", "/events/y/notes"])
    put(path, "words");
  network = (url) => from(url, "no", { status: 403 });
  await open("/events/x/notes/steps/7");
  assert.deepEqual([...kept.keys()], [`${HOME}/events/y/notes`]);
});

test("a step that is gone goes alone; a planner that cannot answer takes nothing away", async () => {
  for (const path of ["/events/x/notes", "/events/x/notes/steps/7"]) put(path, "words");
  network = (url) => from(url, "busy", { status: 503 });
  await open("/events/x/notes/steps/7");
  assert.equal(kept.size, 2);
  network = (url) => from(url, "gone", { status: 404 });
  await open("/events/x/notes/steps/7");
  assert.deepEqual([...kept.keys()], [`${HOME}/events/x/notes`]);
});

test("no copy is older than any", () => assert.equal(ageOf(undefined), Infinity));
