// What a page keeps on the device: values by table and key, and a queue of what was done until the planner has it. In IndexedDB;
// what the browser keeps nowhere, or no longer (a full disk), in memory, as long as the page stays open. Signing out takes nothing
// away.

import { openDB } from "../vendor/idb-8.0.4/index.js";

// Orders from here on are of what the device did not keep: behind all that it did.
const ONLY_HERE = 2 ** 40;

// `name`: of the database; `tables`: beside the queue. What waits has an `order`, which the store gives it.
export function openStore(name, tables = []) {
  const opened = open(name, tables);
  const memory = {
    next: ONLY_HERE,
    queue: [],
    tables: Object.fromEntries(tables.map((table) => [table, new Map()])),
  };

  return {
    // Whether the device keeps it when the page is closed.
    keeps: async () => Boolean(await opened),
    // Whether something is lost if the page is closed now.
    wouldLose: () => memory.queue.length > 0,

    async get(table, key) {
      const base = await opened;
      return memory.tables[table].get(key) ?? base?.get(table, key);
    },
    async put(table, key, value) {
      const base = await opened;
      if (base) await base.put(table, value, key);
      else memory.tables[table].set(key, value);
    },
    async clear(table) {
      const base = await opened;
      if (base) await base.clear(table);
      memory.tables[table].clear();
    },

    // Everything that waits, in the order in which it was done.
    async waiting() {
      const base = await opened;
      return [...((await base?.getAll("queue").catch(() => [])) ?? []), ...memory.queue];
    },
    // Into the queue; with `beside` ([table, key, value]) also what is typed from then on: both or neither.
    async add(all, beside = null) {
      const base = await opened;
      const [table, key, value] = beside ?? [];
      try {
        const deal = base.transaction(beside ? ["queue", table] : ["queue"], "readwrite");
        const written = all.map((one) => deal.objectStore("queue").add(one));
        if (beside) written.push(deal.objectStore(table).put(value, key));
        await Promise.all([...written, deal.done]);
        memory.tables[table]?.delete(key);
      } catch {
        memory.queue.push(...all.map((one) => ({ ...one, order: memory.next++ })));
        memory.tables[table]?.set(key, value);
      }
    },
    async change(one) {
      memory.queue = memory.queue.map((other) => (other.order === one.order ? one : other));
      if (one.order < ONLY_HERE) await (await opened).put("queue", one);
    },
    async done(order) {
      memory.queue = memory.queue.filter((one) => one.order !== order);
      if (order < ONLY_HERE) await (await opened).delete("queue", order);
    },
  };
}

async function open(name, tables) {
  try {
    return await openDB(name, 1, {
      upgrade(base) {
        for (const table of tables) base.createObjectStore(table);
        base.createObjectStore("queue", { keyPath: "order", autoIncrement: true });
      },
    });
  } catch {
    return null;
  }
}

// What an earlier version kept in localStorage under `key` goes into the queue, once; `read` makes what is queued of it.
export async function takeOver(store, key, read) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    if (!kept) return;
    await store.add(read(kept));
    localStorage.removeItem(key);
  } catch {
    /* the browser keeps nothing, or nothing of ours */
  }
}
