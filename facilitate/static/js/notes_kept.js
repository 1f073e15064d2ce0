// Without a connection the note-taker has more than the page that is open: once a step's page stands, the overview and the other
// pages of that day are kept on the device, one after the other, while nothing else is done. And the page that lists them.

const MOST = 40; // pages of a day; a day of the largest event has fewer
const PAUSE = 2000,
  YOUNG = 20 * 60 * 1000; // between two requests; how old a copy may be that is not fetched anew
const CACHE = "facilitate-door-1",
  LONGEST = 36 * 3600 * 1000; // as the worker has them (door_worker.js)
const pages = (root) =>
  [...root.querySelectorAll('a[href*="/notes/steps/"]')].map(
    (link) => new URL(link.getAttribute("href"), location.origin),
  );
const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// ---- on a step's page ----
const root = document.querySelector("[data-notes]");
if (root && navigator.serviceWorker) {
  const own = JSON.parse(root.dataset.notes);
  const idle = () =>
    new Promise((done) =>
      setTimeout(() => (window.requestIdleCallback ?? setTimeout)(done), PAUSE),
    );
  const keep = (worker, address, younger) =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      worker.postMessage({ keep: new URL(address, location.origin).href, younger }, [port2]);
    });

  // The places of the day that the step belongs to, those that come next before those that are over; of a café only one's own table.
  function ofTheDay(overview) {
    const path = location.pathname;
    const day = [...overview.querySelectorAll(".note-day")].find((one) =>
      pages(one).some((address) => address.pathname === path),
    );
    if (!day) return [];
    const table = own.spot.table && String(own.spot.table);
    for (const row of day.querySelectorAll(".note-grid tbody tr")) {
      const mine = table
        ? pages(row).some((address) => address.searchParams.get("table") === table)
        : row.matches("[data-note-own]");
      if (!mine) row.remove();
    }
    const all = pages(day),
      here = all.findIndex((address) => address.pathname === path);
    return [...all.slice(here), ...all.slice(0, here)].slice(0, MOST);
  }

  (async () => {
    const found = await navigator.serviceWorker.register(own.worker, { scope: own.home });
    const worker = found.active || (await navigator.serviceWorker.ready).active;
    await keep(worker, location.href); // the page was loaded before the worker: let it keep a copy now
    if (navigator.connection?.saveData) return;
    for (const address of [own.kept, own.home]) {
      await idle();
      await keep(worker, address, YOUNG);
    }
    const overview = await (await caches.open(CACHE)).match(own.home);
    for (const address of overview ? ofTheDay(await read(overview)) : []) {
      await idle();
      if (!navigator.onLine) return; // the next time a page is opened
      await keep(worker, address, YOUNG);
    }
  })().catch(() => {
    /* without it the page still works while it stays open */
  });
}

// ---- on the page that lists them ----
const list = document.querySelector("[data-notes-kept]");
if (list && window.caches)
  (async () => {
    const kept = await caches.open(CACHE),
      home = list.dataset.notesKept,
      found = new Map();
    for (const { url } of await kept.keys()) {
      const { pathname, search } = new URL(url),
        copy = await kept.match(url);
      const young = copy && Date.now() - Number(copy.headers.get("X-Kept")) < LONGEST;
      if (young && (pathname === home || pathname.startsWith(`${home}/steps/`)))
        found.set(pathname + search, await read(copy));
    }
    const places = found.get(home),
      order = places ? pages(places).map((address) => address.pathname + address.search) : [];
    const clockOf = (name) =>
      places
        ?.querySelector(`a[href="${CSS.escape(name)}"]`)
        ?.closest(".note-places > .note-place")
        ?.querySelector(".note-when")?.textContent ?? "";
    const place = (name) => (name === home ? -1 : order.indexOf(name) + 1 || order.length + 1);
    for (const [name, page] of [...found].sort(([a], [b]) => place(a) - place(b))) {
      const item = document.createElement("li"),
        link = document.createElement("a"),
        words = document.createElement("span"),
        when = document.createElement("span");
      item.className = "note-place";
      when.className = "note-when";
      when.textContent = clockOf(name);
      words.className = "note-name";
      link.href = name;
      link.textContent = page.querySelector("h1")?.textContent ?? name;
      words.append(link);
      item.append(when, words);
      list.append(item);
    }
    document.querySelector("[data-notes-none]").hidden = found.size > 0;
    if (location.pathname === `${home}/kept`) return;
    const again = async () => {
      try {
        if ((await fetch(location.href, { method: "HEAD" })).ok) location.reload();
      } catch {
        /* not yet */
      }
    };
    addEventListener("online", again); // the page that was asked for
    setInterval(again, 10000);
  })();
