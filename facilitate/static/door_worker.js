// Keeps pages on the device that have to open and reload without a connection: the door's, and the note-taker's. What is pressed
// or typed is not its business: the page keeps that itself (door_store.js, notes_store.js). Whoever is no longer let in keeps nothing.

const KEPT = "facilitate-door-1";
const PATIENCE = 4000;
const LONGEST = 36 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("facilitate-door-") && name !== KEPT) await caches.delete(name);
  await self.clients.claim();
})()));

const isKept = (path) => /^\/d\/[^/]+$|^\/events\/[^/]+\/(door|notes\/steps\/\d+)$/.test(path);

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (event.request.mode === "navigate" && isKept(address.pathname)) event.respondWith(page(event.request, address));
  else if (address.pathname.startsWith("/static/")) event.respondWith(asset(event.request));
});

// The page was opened before this worker was there: it asks for its own copy.
self.addEventListener("message", (event) => {
  const address = event.data?.keep && new URL(event.data.keep);
  if (address && address.origin === location.origin && isKept(address.pathname)) event.waitUntil(first(address));
});

async function first(address) {
  const kept = await caches.open(KEPT), name = nameOf(address);
  if (await kept.match(name)) return;
  try {
    const answer = await fetch(name, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await keep(kept, name, answer);
  } catch { /* the next time */ }
}

// One copy a door and day, a step and group or table and round; without what was looked for.
const PARTS = ["day", "strand", "table", "round"];
function nameOf(address) {
  const asked = new URLSearchParams(PARTS.filter((one) => address.searchParams.get(one)).map((one) => [one, address.searchParams.get(one)]));
  return address.pathname + (asked.size ? `?${asked}` : "");
}

async function page(request, address) {
  const kept = await caches.open(KEPT), name = nameOf(address);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok && !answer.redirected && isKept(new URL(answer.url).pathname)) {
      if (!address.searchParams.has("q") && !address.searchParams.has("page")) await keep(kept, name, answer.clone());
    } else if (answer.status < 500 && answer.status !== 429) await kept.delete(name); // taken back, or signed out
    return answer;
  } catch (error) {
    const found = (await kept.match(name)) || (address.searchParams.has("day") && (await kept.match(address.pathname)));
    if (found && Date.now() - Number(found.headers.get("X-Kept")) < LONGEST) return found;
    throw error;
  }
}

async function keep(kept, name, answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept", String(Date.now()));
  const text = await answer.text();
  await kept.put(name, new Response(text, { status: 200, headers }));
  // what the page is made of: its address carries a checksum, so it never changes
  const parts = [...text.matchAll(/(?:src|href)="(\/static\/[^"#]+)/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  await Promise.all([...new Set(parts)].map(async (part) => {
    if (!(await kept.match(part))) { try { await kept.add(part); } catch { /* the next time */ } }
  }));
}

async function asset(request) {
  const found = await caches.match(request.url.replace(location.origin, ""), { cacheName: KEPT });
  return found || fetch(request);
}
