// Keeps pages on the device that have to open and reload without a connection: the door's, and the note-taker's. What is pressed
// or typed is not its business: the page keeps that itself (js/store.js). Whoever is no longer let in keeps nothing.
// Where a page of the notes is not kept, the one that lists those that are stands in for it.

const KEPT = "facilitate-door-1";
const PATIENCE = 4000;
const LONGEST = 36 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith("facilitate-door-") && name !== KEPT) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);

const isKept = (path) =>
  /^\/d\/[^/]+$|^\/events\/[^/]+\/(door|notes|notes\/kept|notes\/steps\/\d+)$/.test(path);
const notesOf = (path) => path.match(/^\/events\/[^/]+\/notes(?=\/|$)/)?.[0]; // of which event's notes it is a page, if any

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate" && (isKept(address.pathname) || notesOf(address.pathname)))
    event.respondWith(page(event.request, address));
  else if (address.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

// The page was opened before this worker was there: it asks for its own copy.
self.addEventListener("message", (event) => {
  const address = event.data?.keep && new URL(event.data.keep);
  if (address && address.origin === location.origin && isKept(address.pathname)) {
    event.waitUntil(
      first(address, event.data.younger ?? Infinity).finally(() =>
        event.ports[0]?.postMessage("kept"),
      ),
    );
  }
});

// A copy that is younger than that need not be fetched anew.
async function first(address, younger) {
  const kept = await caches.open(KEPT),
    name = nameOf(address),
    notes = notesOf(address.pathname);
  if (ageOf(await kept.match(name)) < younger) return;
  try {
    const answer = await fetch(name, {
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch" },
    });
    if (answer.ok && !answer.redirected) await keep(kept, name, answer);
    else if (notes) await drop(kept, name, answer);
    if (notes === name) await forget(kept, notes, LONGEST);
  } catch {
    /* the next time */
  }
}

const ageOf = (copy) => (copy ? Date.now() - Number(copy.headers.get("X-Kept")) : Infinity);

// A page that is not to be seen any more. Who may not see one page of an event's notes may see none.
async function drop(kept, name, answer) {
  if (answer.ok && !answer.redirected) return;
  if (answer.status >= 500 || answer.status === 429) return;
  const notes = notesOf(name);
  await kept.delete(name);
  if (notes && (answer.status !== 404 || name === notes)) await forget(kept, notes, 0);
}

// What was kept of an event's notes so long ago.
async function forget(kept, notes, age) {
  for (const one of await kept.keys()) {
    if (notesOf(new URL(one.url).pathname) === notes && ageOf(await kept.match(one)) >= age)
      await kept.delete(one);
  }
}

// One copy a door and day, a step and group or table and round; without what was looked for.
const PARTS = ["day", "strand", "table", "round"];
function nameOf(address) {
  const asked = new URLSearchParams(
    PARTS.filter((one) => address.searchParams.get(one)).map((one) => [
      one,
      address.searchParams.get(one),
    ]),
  );
  return address.pathname + (asked.size ? `?${asked}` : "");
}

async function page(request, address) {
  const kept = await caches.open(KEPT),
    name = nameOf(address),
    notes = notesOf(address.pathname);
  const copy =
    isKept(address.pathname) &&
    ((await kept.match(name)) ||
      (address.searchParams.has("day") && (await kept.match(address.pathname))));
  try {
    // a page of the notes without a copy has all the time it needs
    const answer = await fetch(
      request,
      notes && !copy ? {} : { signal: AbortSignal.timeout(PATIENCE) },
    );
    if (!isKept(address.pathname)) return answer;
    if (answer.ok && !answer.redirected && isKept(new URL(answer.url).pathname)) {
      if (!address.searchParams.has("q") && !address.searchParams.has("page"))
        await keep(kept, name, answer.clone());
    } else await drop(kept, name, answer); // taken back, or signed out
    return answer;
  } catch (error) {
    const found = ageOf(copy) < LONGEST ? copy : notes && (await kept.match(`${notes}/kept`));
    if (ageOf(found) < LONGEST) return found;
    throw error;
  }
}

async function keep(kept, name, answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", String(Date.now()));
  const text = (await answer.text()).replace("data-kept-copy hidden", "data-kept-copy"); // what it says when the copy is shown
  await kept.put(name, new Response(text, { status: 200, headers }));
  // what the page is made of: its address carries a checksum, so it never changes
  const parts = [...text.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g)].map((found) =>
    found[1].replaceAll("&amp;", "&"),
  );
  await Promise.all(
    [...new Set(parts)].map(async (part) => {
      if (!(await kept.match(part))) {
        try {
          await kept.add(part);
        } catch {
          /* the next time */
        }
      }
    }),
  );
}

async function asset(request) {
  const found = await caches.match(request.url.replace(location.origin, ""), { cacheName: KEPT });
  return found || fetch(request);
}
