// A running day, counted: what was pressed is folded as agenda/progress.py and running/outlook.py do, and said as running/wording.py
// says it; a test compares them. Times are seconds after midnight of the day.

const BACK = "back:";
const whole = (seconds) => Math.floor((seconds + 30) / 60);

// --- the fold: times are seconds after midnight of the day
const before = (a, b) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export function counting(presses) {
  const first = {};
  presses.forEach((one) => {
    if (!(one.key in first) || one.at < first[one.key].at) first[one.key] = one;
  });
  const all = Object.values(first);
  const gone = new Set(
    all.filter((one) => one.did === "back").map((one) => one.key.slice(BACK.length)),
  );
  return all.filter((one) => one.did !== "back" && !gone.has(one.key)).sort(before);
}

function replay(presses) {
  const been = {
    started: {},
    ended: {},
    extra: {},
    skipped: new Set(),
    current: null,
    latest: null,
    last: "",
  };
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
  const state =
    step.id === been.current
      ? "now"
      : started !== null
        ? "done"
        : been.skipped.has(step.id)
          ? "skipped"
          : behind
            ? "passed"
            : "waiting";
  const start = started ?? plannedStart;
  return {
    id: step.id,
    state,
    plannedStart,
    plannedEnd: (step.start + step.minutes) * 60,
    pinned: step.pinned !== null,
    marker: step.marker,
    lasts,
    start,
    end: ended ?? plannedStart + lasts,
    started,
    ended,
    missing: 0,
  };
}

export function progress(steps, presses, now, earliest = 0) {
  const known = new Set(steps.map((step) => step.id));
  const been = replay(presses.filter((press) => known.has(press.step)));
  const place = steps.findIndex((step) => step.id === been.latest);
  const rows = steps.map((step, n) => rowOf(step, been, n <= place));
  const current = rows.find((row) => row.state === "now") || null;
  if (current) current.end = Math.max(current.start + current.lasts, now);
  const ready = current ? current.end : Math.max(now, earliest, ...Object.values(been.ended));
  let free = ready,
    idle = !current;
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
  const drift = current
    ? current.end - current.plannedEnd
    : next
      ? next.start + next.missing - next.plannedStart
      : over.length
        ? most(over, "end") - most(over, "plannedEnd")
        : 0;
  const left = current ? current.start + current.lasts - now : 0;
  return {
    rows,
    waiting,
    current,
    next,
    left,
    drift,
    ready,
    last: been.last,
    now,
    begun: rows.some((row) => row.state !== "waiting"),
  };
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
  const missing = whole(Math.max(0, over - row.start)),
    free = whole(Math.max(0, row.start - over));
  const here = { step: row.id, at: row.start };
  if (missing && pin)
    return told(shift > 0 ? "moves_missing" : "missing", {
      ...here,
      minutes: Math.max(shift, 0),
      missing,
    });
  if (missing && row.marker) return told("missing", { ...here, missing });
  if (missing)
    return told(over - row.start >= row.lasts ? "nothing_left" : "loses", {
      step: row.id,
      at: over,
      minutes: missing,
    });
  if (!pin || !shift)
    return free && track.current ? told("free", { ...here, minutes: free }) : told("holds", here);
  if (shift < 0) return told("earlier_free", { ...here, minutes: -shift, missing: free });
  return told(free ? "moves_free" : "moves_fits", { ...here, minutes: shift, missing: free });
}

function ends(track) {
  const end = Math.max(
    ...track.rows
      .filter((row) => row.state === "now" || row.state === "waiting")
      .map((row) => row.end),
  );
  const late = whole(end - Math.max(...track.rows.map((row) => row.plannedEnd)));
  if (late > 0) return told("ends_late", { at: end, minutes: late });
  return late ? told("ends_early", { at: end, minutes: -late }) : told("ends", { at: end });
}

export function look(steps, presses, now, earliest) {
  const track = progress(steps, presses, now, earliest);
  const as = outlook(track);
  const known = new Set(as.map((one) => JSON.stringify(one)));
  const differs = (did, row, minutes = 0) =>
    !row
      ? []
      : outlook(
          progress(
            steps,
            [...presses, { key: "~", did, step: row.id, at: now, minutes }],
            now,
            earliest,
          ),
        ).filter((one) => !known.has(JSON.stringify(one)));
  return {
    track,
    told: as,
    start: differs("start", track.next),
    extend: differs("extend", track.current, 5),
    skip: differs("skip", track.next),
  };
}

// --- words
const two = (number) => String(number).padStart(2, "0");
const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
export const wall = (minutes) =>
  `${two(Math.floor((((minutes % 1440) + 1440) % 1440) / 60))}:${two(((minutes % 60) + 60) % 60)}${Math.floor(minutes / 1440) ? ` +${Math.floor(minutes / 1440)}` : ""}`;
const at = (seconds) => wall(whole(seconds));

export function countdown(seconds) {
  const all = Math.abs(Math.ceil(seconds)),
    hours = Math.floor(all / 3600),
    minutes = Math.floor((all % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

export function modeOf(track) {
  if (track.current) return Math.ceil(track.left) >= 0 ? "running" : "over";
  if (!track.rows.length) return "empty";
  return !track.next ? "done" : track.begun ? "between" : "before";
}

function timer(track, mode, next, titles, say) {
  if (track.current) {
    const over = mode === "over",
      late = whole(-track.left);
    const words = over
      ? fill(say[late ? "over_words" : "over_now"], { minutes: late })
      : fill(say.left, { minutes: whole(track.current.lasts) });
    return {
      left: (over ? "+" : "") + countdown(track.left),
      leftwords: words,
      ends: fill(say[over ? "until_late" : "until"], {
        time: at(track.current.start + track.current.lasts),
      }),
    };
  }
  if (!next) return { left: "", leftwords: "", ends: "" };
  const wait = next.start - track.now,
    counts = wait > 0 && wait < 86400;
  return {
    left: counts ? countdown(wait) : "",
    leftwords: counts ? fill(say.until_start, { title: titles[next.id] }) : "",
    ends: "",
  };
}

function driftWords(track, say) {
  const minutes = whole(track.drift);
  if (!track.begun && minutes <= 0) return "";
  return minutes
    ? fill(say[minutes > 0 ? "behind" : "ahead"], { minutes: Math.abs(minutes) })
    : say.on_time;
}

export function texts(seen, titles, say, hidden) {
  const { track } = seen,
    mode = modeOf(track);
  const next = track.waiting.find((row) => !row.marker && !hidden.has(row.id));
  const tell = (list) =>
    list
      .map((one) =>
        fill(say[one.code], {
          title: titles[one.step] ?? "",
          time: at(one.at),
          minutes: one.minutes,
          missing: one.missing,
        }),
      )
      .join(" ");
  const named = (name, row) => (row ? fill(say[name], { title: titles[row.id] }) : "");
  return {
    title: track.current
      ? hidden.has(track.current.id)
        ? say.between
        : titles[track.current.id]
      : (say[mode] ?? ""),
    ...timer(track, mode, next, titles, say),
    drift: driftWords(track, say),
    next: next ? named("next", next) : track.rows.length ? say.no_next : "",
    nextat: next
      ? fill(say[next.pinned ? "next_pinned" : "next_at"], { time: at(next.start) })
      : "",
    rest: tell(seen.told),
    startnext: named("start", track.next),
    skipnext: named("skip", track.next),
    ifstart: tell(seen.start) || say.same,
    ifextend: tell(seen.extend) || say.same,
    ifskip: tell(seen.skip) || say.same,
  };
}

function note(row, say) {
  if (row.state === "done" && row.ended !== null)
    return fill(say.took, {
      minutes: whole(row.ended - row.started),
      planned: whole(row.plannedEnd - row.plannedStart),
    });
  if (row.state === "waiting")
    return whole(row.missing)
      ? fill(say.lacks, { minutes: whole(row.missing) })
      : row.pinned
        ? say.pinned
        : "";
  return row.state === "passed" && row.marker ? "" : (say[row.state] ?? "");
}

export function rowTexts(row, say) {
  const begins = ["now", "done", "waiting"].includes(row.state) ? row.start : row.plannedStart;
  return {
    clock: at(begins),
    planned:
      whole(begins) === whole(row.plannedStart)
        ? ""
        : fill(say.planned, { time: at(row.plannedStart) }),
    note: note(row, say),
  };
}
