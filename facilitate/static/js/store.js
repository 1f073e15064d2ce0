// What a page keeps on the device: values by table and key, and a queue of what was done until the planner has it. In IndexedDB;
// what the browser does not keep, or no longer, in memory, as long as the page stays open. Signing out takes nothing away.

import { openDB } from "../vendor/idb-8.0.4/index.js";

const ONLY_HERE = 2 ** 40;
// Orders from here on are of what the device did not keep: behind all that it did.

// `name`: of the database; `tables`: beside the queue. What waits has an `order`, which the store gives it.
export function openStore(name, tables = []) {
  const opened = open(name, tables);
  const memory = {
    next: ONLY_HERE,
    queue: [],
    tables: Object.fromEntries(tables.map((table) => [table, new Map()])),
  };

  // What the device does, or what is done without it: where it keeps nothing, and where it fails, the disk full, say.
  async function onDevice(act, otherwise) {
    const base = await opened;
    if (!base) return otherwise();
    try {
      return await act(base);
    } catch {
      return otherwise();
    }
  }

  return {
    // Whether the device keeps it when the page is closed.
    keeps: async () => Boolean(await opened) && !memory.queue.length,
    // Whether something would be lost if the page were closed now.
    wouldLose: () => memory.queue.length > 0,

    async get(table, key) {
      const here = memory.tables[table];
      if (here.has(key)) return here.get(key);
      return onDevice(
        (base) => base.get(table, key),
        () => undefined,
      );
    },
    async put(table, key, value) {
      await onDevice(
        async (base) => {
          await base.put(table, value, key);
          memory.tables[table].delete(key);
        },
        () => memory.tables[table].set(key, value),
      );
    },
    async clear(table) {
      memory.tables[table].clear();
      await onDevice(
        (base) => base.clear(table),
        () => undefined,
      );
    },

    // Everything that waits, in the order in which it was done.
    async waiting() {
      const kept = await onDevice(
        (base) => base.getAll("queue"),
        () => [],
      );
      return [...kept, ...memory.queue];
    },
    // Into the queue; with `beside` ([table, key, value]) also what is typed from then on: both or neither.
    async add(all, beside = null) {
      await onDevice(
        async (base) => {
          const deal = base.transaction(beside ? ["queue", beside[0]] : ["queue"], "readwrite");
          const written = all.map((one) => deal.objectStore("queue").add(one));
          if (beside) written.push(deal.objectStore(beside[0]).put(beside[2], beside[1]));
          await Promise.all([...written, deal.done]);
          if (beside) memory.tables[beside[0]].delete(beside[1]);
        },
        () => {
          memory.queue.push(...all.map((one) => ({ ...one, order: memory.next++ })));
          if (beside) memory.tables[beside[0]].set(beside[1], beside[2]);
        },
      );
    },
    async change(one) {
      const here = () => {
        memory.queue = memory.queue.map((other) => (other.order === one.order ? one : other));
      };
      if (one.order >= ONLY_HERE) here();
      else await onDevice((base) => base.put("queue", one), here);
    },
    async done(order) {
      const here = () => {
        memory.queue = memory.queue.filter((one) => one.order !== order);
      };
      if (order >= ONLY_HERE) here();
      else await onDevice((base) => base.delete("queue", order), here);
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
