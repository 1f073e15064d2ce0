// What note-taking keeps on the device: the lines of a place as they were last seen, what was done to them until the planner
// has it, and the line being typed. In IndexedDB, by person and event; signing out takes nothing away. Where the browser keeps
// nothing, in memory, as long as the page stays open.

globalThis.notesStore = (() => {
  const opened = new Promise((resolve) => {
    try {
      const asked = indexedDB.open("facilitate-notes", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("places");
        asked.result.createObjectStore("drafts");
        asked.result.createObjectStore("queue", { keyPath: "order", autoIncrement: true });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => resolve(null);
    } catch { resolve(null); }
  });
  const memory = { places: new Map(), drafts: new Map(), queue: [], next: 1 };

  async function run(tables, mode, work) {
    const base = await opened;
    return new Promise((resolve, reject) => {
      const deal = base.transaction(tables, mode), asked = work(...[tables].flat().map((table) => deal.objectStore(table)));
      deal.oncomplete = () => resolve(asked.result);
      deal.onerror = deal.onabort = () => reject(deal.error);
    });
  }
  const get = async (table, key) => ((await opened) ? run(table, "readonly", (t) => t.get(key)) : memory[table].get(key));
  async function put(table, key, value) {
    if (await opened) await run(table, "readwrite", (t) => t.put(value, key)); else memory[table].set(key, value);
  }

  return {
    async keeps() { return Boolean(await opened); },
    place: (key) => get("places", key),
    keepPlace: (key, value) => put("places", key, value),
    draft: (key) => get("drafts", key),
    keepDraft: (key, value) => put("drafts", key, value),
    // What waits of one person and event, in the order it was done.
    async waiting(scope) {
      const all = (await opened) ? await run("queue", "readonly", (t) => t.getAll()) : memory.queue;
      return all.filter((one) => one.scope === scope);
    },
    // What was done, and the line being typed from then on: both or neither, so that a line is either kept or still typed.
    async add(all, key, draft) {
      if (await opened) await run(["queue", "drafts"], "readwrite", (queue, drafts) => { for (const one of all) queue.add(one); return drafts.put(draft, key); });
      else { memory.queue.push(...all.map((one) => ({ ...one, order: memory.next++ }))); memory.drafts.set(key, draft); }
    },
    async change(one) {
      if (await opened) await run("queue", "readwrite", (t) => t.put(one));
      else memory.queue = memory.queue.map((other) => (other.order === one.order ? one : other));
    },
    async done(order) {
      if (await opened) await run("queue", "readwrite", (t) => t.delete(order));
      else memory.queue = memory.queue.filter((one) => one.order !== order);
    },
  };
})();
