// What the door keeps on the device: the list of the day, and every press until the planner has it. In IndexedDB; where the
// browser keeps nothing, in memory, as long as the page stays open.

globalThis.doorStore = (() => {
  const opened = new Promise((resolve) => {
    try {
      const asked = indexedDB.open("facilitate-door", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("lists");
        asked.result.createObjectStore("queue", { keyPath: "order", autoIncrement: true });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => resolve(null);
    } catch { resolve(null); }
  });
  const memory = { lists: new Map(), queue: [], next: 1 };

  async function run(table, mode, work) {
    const base = await opened;
    if (!base) return null;
    return new Promise((resolve, reject) => {
      const deal = base.transaction(table, mode), asked = work(deal.objectStore(table));
      deal.oncomplete = () => resolve(asked.result);
      deal.onerror = deal.onabort = () => reject(deal.error);
    });
  }

  return {
    async list(key) { return (await opened) ? run("lists", "readonly", (t) => t.get(key)) : memory.lists.get(key); },
    async keepList(key, list) { if (await opened) await run("lists", "readwrite", (t) => t.put(list, key)); else memory.lists.set(key, list); },
    async forget() { if (await opened) await run("lists", "readwrite", (t) => t.clear()); memory.lists.clear(); },
    // What waits at one door, in the order it was pressed.
    async waiting(door) {
      const all = (await opened) ? await run("queue", "readonly", (t) => t.getAll()) : memory.queue;
      return all.filter((one) => one.door === door);
    },
    async add(one) {
      if (await opened) { await run("queue", "readwrite", (t) => t.add(one)); return; }
      memory.queue.push({ ...one, order: memory.next++ });
    },
    async done(order) {
      if (await opened) { await run("queue", "readwrite", (t) => t.delete(order)); return; }
      memory.queue = memory.queue.filter((one) => one.order !== order);
    },
  };
})();
