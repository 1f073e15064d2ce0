// A running day: counts by itself, acts at once, keeps presses while there is no connection and sends them later.
// It folds what was pressed as agenda/running/progress.py and outlook.py do, and speaks as wording.py; a test compares them.

(() => {
  const BACK = "back:";
  const whole = (seconds) => Math.floor((seconds + 30) / 60);

  // --- the fold: times are seconds after midnight of the day
  const before = (a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

  function counting(presses) {
    const first = {};
    presses.forEach((one) => { if (!(one.key in first) || one.at < first[one.key].at) first[one.key] = one; });
    const all = Object.values(first);
    const gone = new Set(all.filter((one) => one.did === "back").map((one) => one.key.slice(BACK.length)));
    return all.filter((one) => one.did !== "back" && !gone.has(one.key)).sort(before);
  }

  function replay(presses) {
    const been = { started: {}, ended: {}, extra: {}, skipped: new Set(), current: null, latest: null, last: "" };
    let at = -Infinity;
    counting(presses).forEach(({ key, did, step, at: pressed, minutes }) => {
      at = Math.max(at, pressed);
      been.last = key;
      if (did === "start" && step !== been.current) {
        if (been.current !== null) been.ended[been.current] = at;
        been.current = been.latest = step;
        been.started[step] ??= at;
        delete been.ended[step];
        been.skipped.delete(step);
      } else if ((did === "end" || did === "skip") && step === been.current) {
        been.ended[step] = at;
        been.current = null;
      } else if (did === "skip" && !(step in been.started)) been.skipped.add(step);
      else if (did === "extend") been.extra[step] = (been.extra[step] || 0) + minutes;
    });
    return been;
  }

  function rowOf(step, been, behind) {
    const lasts = Math.max(0, (step.minutes + (been.extra[step.id] || 0)) * 60);
    const plannedStart = step.start * 60;
    const started = been.started[step.id] ?? null;
    const ended = been.ended[step.id] ?? null;
    const state = step.id === been.current ? "now" : started !== null ? "done" : been.skipped.has(step.id) ? "skipped" : behind ? "passed" : "waiting";
    const start = started ?? plannedStart;
    return {
      id: step.id, state, plannedStart, plannedEnd: (step.start + step.minutes) * 60, pinned: step.pinned !== null,
      marker: step.marker, lasts, start, end: ended ?? plannedStart + lasts, started, ended, missing: 0,
    };
  }

  function progress(steps, presses, now, earliest = 0) {
    const known = new Set(steps.map((step) => step.id));
    const been = replay(presses.filter((press) => known.has(press.step)));
    const place = steps.findIndex((step) => step.id === been.latest);
    const rows = steps.map((step, n) => rowOf(step, been, n <= place));
    const current = rows.find((row) => row.state === "now") || null;
    if (current) current.end = Math.max(current.start + current.lasts, now);
    const ready = current ? current.end : Math.max(now, earliest, ...Object.values(been.ended));
    let free = ready, idle = !current;
    const waiting = rows.filter((row) => row.state === "waiting");
    waiting.forEach((row) => {
      if (row.pinned) row.missing = Math.max(0, free - row.plannedStart);
      row.start = row.pinned ? row.plannedStart : idle ? Math.max(free, row.plannedStart) : free;
      row.end = row.start + row.lasts;
      free = Math.max(free, row.end);
      idle = false;
    });
    const next = waiting.find((row) => !row.marker) || null;
    const over = rows.filter((row) => row.ended !== null);
    const most = (list, name) => Math.max(...list.map((row) => row[name]));
    const drift = current ? current.end - current.plannedEnd
      : next ? next.start + next.missing - next.plannedStart
      : over.length ? most(over, "end") - most(over, "plannedEnd") : 0;
    const left = current ? current.start + current.lasts - now : 0;
    return { rows, waiting, current, next, left, drift, ready, last: been.last, now, begun: rows.some((row) => row.state !== "waiting") };
  }

  // --- the outlook, as codes of sentences
  const told = (code, more = {}) => ({ code, step: 0, at: 0, minutes: 0, missing: 0, ...more });

  function outlook(track) {
    if (!track.waiting.length) return track.current ? [told("last", { at: track.current.end })] : [];
    const shift = whole(track.waiting[0].start - track.waiting[0].plannedStart);
    const pin = track.waiting.findIndex((row) => row.pinned);
    return [pin < 0 ? rest(shift) : until(track, pin, shift), ends(track)];
  }

  function rest(shift) {
    if (shift > 0) return told("moves", { minutes: shift });
    return shift ? told("earlier", { minutes: -shift }) : told("as_planned");
  }

  function until(track, pin, shift) {
    const row = track.waiting[pin];
    const over = pin ? track.waiting[pin - 1].end : track.ready;
    const missing = whole(Math.max(0, over - row.start)), free = whole(Math.max(0, row.start - over));
    const here = { step: row.id, at: row.start };
    if (missing && pin) return told(shift > 0 ? "moves_missing" : "missing", { ...here, minutes: Math.max(shift, 0), missing });
    if (missing && row.marker) return told("missing", { ...here, missing });
    if (missing) return told(over - row.start >= row.lasts ? "nothing_left" : "loses", { step: row.id, at: over, minutes: missing });
    if (!pin || !shift) return free && track.current ? told("free", { ...here, minutes: free }) : told("holds", here);
    if (shift < 0) return told("earlier_free", { ...here, minutes: -shift, missing: free });
    return told(free ? "moves_free" : "moves_fits", { ...here, minutes: shift, missing: free });
  }

  function ends(track) {
    const end = Math.max(...track.rows.filter((row) => row.state === "now" || row.state === "waiting").map((row) => row.end));
    const late = whole(end - Math.max(...track.rows.map((row) => row.plannedEnd)));
    if (late > 0) return told("ends_late", { at: end, minutes: late });
    return late ? told("ends_early", { at: end, minutes: -late }) : told("ends", { at: end });
  }

  function look(steps, presses, now, earliest) {
    const track = progress(steps, presses, now, earliest);
    const as = outlook(track);
    const known = new Set(as.map((one) => JSON.stringify(one)));
    const differs = (did, row, minutes = 0) => !row ? [] :
      outlook(progress(steps, [...presses, { key: "~", did, step: row.id, at: now, minutes }], now, earliest)).filter((one) => !known.has(JSON.stringify(one)));
    return { track, told: as, start: differs("start", track.next), extend: differs("extend", track.current, 5), skip: differs("skip", track.next) };
  }

  // --- words
  const two = (number) => String(number).padStart(2, "0");
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  const wall = (minutes) => `${two(Math.floor((((minutes % 1440) + 1440) % 1440) / 60))}:${two(((minutes % 60) + 60) % 60)}${Math.floor(minutes / 1440) ? ` +${Math.floor(minutes / 1440)}` : ""}`;
  const at = (seconds) => wall(whole(seconds));

  function countdown(seconds) {
    const all = Math.abs(Math.ceil(seconds)), hours = Math.floor(all / 3600), minutes = Math.floor((all % 3600) / 60);
    return hours ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
  }

  function modeOf(track) {
    if (track.current) return Math.ceil(track.left) >= 0 ? "running" : "over";
    if (!track.rows.length) return "empty";
    return !track.next ? "done" : track.begun ? "between" : "before";
  }

  function timer(track, mode, next, titles, say) {
    if (track.current) {
      const over = mode === "over", late = whole(-track.left);
      const words = over ? fill(say[late ? "over_words" : "over_now"], { minutes: late }) : fill(say.left, { minutes: whole(track.current.lasts) });
      return { left: (over ? "+" : "") + countdown(track.left), leftwords: words, ends: fill(say[over ? "until_late" : "until"], { time: at(track.current.start + track.current.lasts) }) };
    }
    if (!next) return { left: "", leftwords: "", ends: "" };
    const wait = next.start - track.now, counts = wait > 0 && wait < 86400;
    return { left: counts ? countdown(wait) : "", leftwords: counts ? fill(say.until_start, { title: titles[next.id] }) : "", ends: "" };
  }

  function driftWords(track, say) {
    const minutes = whole(track.drift);
    if (!track.begun && minutes <= 0) return "";
    return minutes ? fill(say[minutes > 0 ? "behind" : "ahead"], { minutes: Math.abs(minutes) }) : say.on_time;
  }

  function texts(seen, titles, say, hidden) {
    const { track } = seen, mode = modeOf(track);
    const next = track.waiting.find((row) => !row.marker && !hidden.has(row.id));
    const tell = (list) => list.map((one) => fill(say[one.code], { title: titles[one.step] ?? "", time: at(one.at), minutes: one.minutes, missing: one.missing })).join(" ");
    const named = (name, row) => (row ? fill(say[name], { title: titles[row.id] }) : "");
    return {
      title: track.current ? (hidden.has(track.current.id) ? say.between : titles[track.current.id]) : say[mode] ?? "",
      ...timer(track, mode, next, titles, say),
      drift: driftWords(track, say),
      next: next ? named("next", next) : track.rows.length ? say.no_next : "",
      nextat: next ? fill(say[next.pinned ? "next_pinned" : "next_at"], { time: at(next.start) }) : "",
      rest: tell(seen.told), startnext: named("start", track.next), skipnext: named("skip", track.next),
      ifstart: tell(seen.start) || say.same, ifextend: tell(seen.extend) || say.same, ifskip: tell(seen.skip) || say.same,
    };
  }

  function note(row, say) {
    if (row.state === "done" && row.ended !== null) return fill(say.took, { minutes: whole(row.ended - row.started), planned: whole(row.plannedEnd - row.plannedStart) });
    if (row.state === "waiting") return whole(row.missing) ? fill(say.lacks, { minutes: whole(row.missing) }) : row.pinned ? say.pinned : "";
    return row.state === "passed" && row.marker ? "" : say[row.state] ?? "";
  }

  function rowTexts(row, say) {
    const begins = ["now", "done", "waiting"].includes(row.state) ? row.start : row.plannedStart;
    return { clock: at(begins), planned: whole(begins) === whole(row.plannedStart) ? "" : fill(say.planned, { time: at(row.plannedStart) }), note: note(row, say) };
  }

  window.live = { counting, progress, look, texts, rowTexts, modeOf, countdown, wall };

  // --- the page
  let root = document.getElementById("live");
  if (!root) return;
  let state, say, titles, hidden, offset, best = Infinity, alone = false, signedOut = false, refusal = "", asking = false;
  const store = `facilitate-live-${root.dataset.slug}`;
  const kept = () => { try { return JSON.parse(localStorage.getItem(store)) || []; } catch { return []; } };
  let memory = kept(); // also where the browser keeps nothing
  const waiting = () => memory;
  function keep(presses) {
    memory = presses;
    try { localStorage.setItem(store, JSON.stringify(presses)); } catch { /* it is still in memory */ }
  }
  addEventListener("storage", (event) => { if (event.key === store) { memory = kept(); show(); } });

  function read() {
    state = JSON.parse(root.dataset.state);
    say = JSON.parse(root.dataset.say);
    offset ??= state.now - Date.now();
    take(state);
  }
  function take(found) {
    state = found;
    titles = Object.fromEntries(state.steps.map((step) => [step.id, step.title]));
    hidden = new Set(state.steps.filter((step) => step.hidden).map((step) => step.id));
  }

  const moment = () => Date.now() + offset; // the planner's own clock
  const seconds = (milliseconds) => (milliseconds - state.zero) / 1000;
  const presses = () => [...state.presses, ...waiting().map((one) => ({ ...one, at: seconds(one.at) }))];
  const put = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };

  function show() {
    const now = state.runs ? seconds(moment()) : state.wall;
    const seen = look(state.steps, presses(), now, state.earliest);
    const { track } = seen, text = texts(seen, titles, say, hidden);
    root.dataset.mode = modeOf(track);
    root.querySelectorAll("[data-slot]").forEach((slot) => { if (slot.dataset.slot in text) put(slot, text[slot.dataset.slot]); });
    put(root.querySelector("[data-slot=wall]"), wall(Math.floor(seconds(moment()) / 60)).slice(0, 5));
    track.rows.forEach((row) => {
      const line = root.querySelector(`[data-row="${row.id}"]`);
      if (!line) return;
      line.dataset.is = row.state;
      Object.entries(rowTexts(row, say)).forEach(([name, words]) => put(line.querySelector(`[data-slot=${name}]`), words));
    });
    const of = { start: track.next?.id, skip: track.next?.id, extend: track.current?.id, less: track.current?.id, end: track.current?.id, back: track.last };
    root.querySelectorAll("[data-press]").forEach((button) => {
      const about = of[button.dataset.press];
      button.hidden = !about;
      button.value = `${button.dataset.press}-${about ?? ""}`;
    });
    tellConnection();
  }

  function tellConnection() {
    const line = root.querySelector("[data-live-status]");
    const many = waiting().length;
    const text = signedOut ? say.signed_out : alone ? fill(say[many > 1 ? "offline_many" : many ? "offline_one" : "offline"], { minutes: many }) : refusal;
    root.toggleAttribute("data-alone", alone);
    if (!line) return;
    line.hidden = !text;
    put(line, text);
  }

  // --- presses: counted here at once, kept, and sent in order as soon as there is a connection
  function act(value, step) {
    const [did, ...rest] = value.split("-");
    const about = rest.join("-");
    const random = crypto.getRandomValues(new Uint32Array(4)).reduce((text, part) => text + part.toString(36), "");
    const one = { key: random, did, step: Number(about || step), minutes: 0, at: Math.round(moment()) };
    if (did === "back") Object.assign(one, { key: BACK + about, step: counting(presses()).find((press) => press.key === about)?.step ?? 0 });
    if (did === "extend" || did === "less") Object.assign(one, { did: "extend", minutes: did === "less" ? -5 : 5 });
    refusal = "";
    keep([...waiting(), one]);
    show();
    send();
  }

  let sending = false;
  async function send() {
    if (sending || !root.dataset.act || !waiting().length) return;
    sending = true;
    const lot = waiting().slice(0, 100);
    try {
      const answer = await fetch(root.dataset.act, {
        method: "POST", signal: AbortSignal.timeout(8000), body: JSON.stringify({ presses: lot }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": root.querySelector("[name=csrf_token]")?.value ?? "" },
      });
      if (answer.status === 422) keep(waiting().slice(lot.length)); // unreadable: it would be so again
      const found = answer.status === 422 ? null : await json(answer);
      if (found?.counted) {
        const done = new Set(found.counted);
        const sentences = [...new Set(Object.values(found.refused))].join(" ");
        refusal = sentences ? fill(say.refused, { title: sentences }) : "";
        await ask(); // what was sent is among what the planner knows before it leaves the queue
        keep(waiting().filter((one) => !done.has(one.key)));
      }
    } catch { alone = true; }
    sending = false;
    show();
    if (!alone && !signedOut && waiting().length) setTimeout(send, 1000);
  }

  // The answer as JSON. A page in its place means that nobody is signed in any more.
  async function json(answer) {
    alone = false;
    signedOut = answer.redirected || [400, 401, 403].includes(answer.status);
    if (answer.status === 204 || signedOut) return null;
    if (!answer.headers.get("Content-Type")?.includes("json")) throw new TypeError("no answer of ours");
    return answer.json();
  }

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const asked = Date.now();
      const at = seconds(asked + offset); // the day may have begun, or be over, since the page was opened
      const mark = (at >= 0 && at < 36 * 3600) === state.runs ? state.mark : "";
      const answer = await fetch(`${root.dataset.ask}${root.dataset.ask.includes("?") ? "&" : "?"}mark=${mark}`, { signal: AbortSignal.timeout(8000) });
      const took = Date.now() - asked;
      if (answer.headers.has("X-Now") && took <= Math.max(best * 2, 300)) {
        best = Math.min(best, took);
        offset = Number(answer.headers.get("X-Now")) - (asked + took / 2);
      }
      const found = await json(answer);
      if (found) await changed(found);
    } catch { alone = true; }
    asking = false;
    show();
  }

  // What was planned is other than what stands here: take the page as it is now.
  async function changed(found) {
    const shape = (one) => JSON.stringify([one.steps.map((step) => [step.id, step.title]), one.runs]);
    if (shape(found) === shape(state)) { take(found); return; }
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(8000) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
    if (!answer.ok || !fresh) { take(found); return; }
    root.replaceWith(fresh);
    root = fresh;
    read();
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-live-form]") || !event.submitter) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // nothing is sent that could be sent twice
    act(event.submitter.value, event.target.elements.step?.value);
    const other = event.target.closest("details");
    if (other) other.open = false;
  }, true);

  // --- the screen stays on, where the browser can
  async function awake() {
    if (document.visibilityState !== "visible" || !state.runs) return;
    try { await navigator.wakeLock?.request("screen"); } catch { /* the battery is low, or it may not */ }
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") { ask(); awake(); }
  });
  addEventListener("online", () => { send(); ask(); });
  addEventListener("offline", () => { alone = true; show(); });

  read();
  show();
  awake();
  ask().then(send);
  setInterval(() => { send(); ask(); }, 4000);
  setInterval(show, 250);
})();
