// What was done on a page until the planner has it: kept on the device, sent in its order, each with a key of its own so that
// nothing is lost and nothing counts twice. Where there is no connection it is tried again after 2 seconds, then after 4, 8, 16
// and every 30; at once when the connection or the person comes back.

const PATIENCE = 8000;
const FIRST = 2000;
const LONGEST = 30000;

// A name nothing else has.
export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

// A request for JSON that does not wait for ever; `elsewhere`: another page answers, where one signs in.
export async function ask(address, more = {}) {
  const headers = { Accept: "application/json", ...more.headers };
  const answer = await fetch(address, { ...more, headers, signal: AbortSignal.timeout(PATIENCE) });
  answer.elsewhere =
    answer.redirected && new URL(answer.url).pathname !== new URL(address, location.href).pathname;
  return answer;
}

// What an answer means for what waits: "" it was heard; gone, not_allowed, signed_out: nothing can be sent from this page as it
// is; later: as if there were no connection.
export function meaningOf(answer) {
  if (answer.status === 404) return "gone";
  if (answer.status === 403) return "not_allowed";
  if (answer.elsewhere || [400, 401].includes(answer.status)) return "signed_out";
  return answer.ok || answer.status === 422 ? "" : "later";
}

// How long to wait before what failed so many times (from 1) is tried again, in milliseconds.
export function pauseAfter(failures) {
  return Math.min(LONGEST, FIRST * 2 ** (failures - 1));
}

// `store`: of store.js. `mine`: which of what waits there is of this page. `sends`: whether this page sends, or only shows.
// `most`: so many are sent at once.
// `post(lot)` gives the planner's answer; `took(answer, lot)` takes what is done out of the store, and throws where the answer is
// none of ours (a hotel's page in front of the network). `changed()` shows how it stands.
// The outbox tells: `waiting`, in order; `away`: since when there is no connection, else null; `stuck`: what an answer meant.
export function openOutbox({
  store,
  mine = () => true,
  sends = true,
  most = 1,
  post,
  took,
  changed = () => {},
}) {
  const box = { waiting: [], away: null, stuck: "", add, read, send, heard, lost };
  let sending = false,
    failures = 0,
    timer = 0;

  async function read() {
    box.waiting = (await store.waiting()).filter(mine);
    return box.waiting;
  }

  async function add(all, beside = null) {
    await store.add(all, beside);
    await read();
    changed();
    send();
  }

  async function send() {
    if (sending || !sends) return;
    sending = true;
    clearTimeout(timer);
    try {
      let before = -1;
      while ((await read()).length) {
        const lot = box.waiting.slice(0, most);
        if (lot[0].order === before) break; // it was neither taken nor refused
        before = lot[0].order;
        const answer = await post(lot);
        if (!heard(answer)) break;
        await took(answer, lot);
        await read();
        changed();
      }
    } catch {
      lost();
    }
    sending = false;
    if (box.waiting.length) later();
    changed();
  }

  // Whether an answer, to this or another request, is one of the planner's to whoever this is.
  function heard(answer) {
    const meaning = meaningOf(answer);
    if (meaning === "later") throw new TypeError("later");
    box.stuck = meaning;
    box.away = null;
    if (!meaning) failures = 0;
    return !meaning;
  }

  function lost() {
    box.away ??= Date.now();
  }

  function later() {
    failures += 1;
    timer = setTimeout(send, pauseAfter(failures));
  }

  globalThis.addEventListener("online", send);
  globalThis.addEventListener("offline", () => {
    lost();
    changed();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send();
  });
  return box;
}
