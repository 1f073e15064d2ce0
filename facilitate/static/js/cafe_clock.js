// The café's clock on a screen: goes on by itself between two answers of the planner, rings the gong, turns the wall's pages.
// Which phase lasts from when to when comes from the planner (cafe/clock.py); here is only counting and showing.

import { countdown, later, roundShown, standing, strokes, viewOf } from "./cafe_phases.js";

function runClock() {
  const root = document.getElementById("cafe-clock");
  if (!root) return;
  const say = JSON.parse(root.dataset.say),
    JSON_PLEASE = { Accept: "application/json" };
  const wall = root.classList.contains("wall");
  let state = JSON.parse(root.dataset.state);
  let offset = state.now - Date.now(),
    best = Infinity,
    taken = Date.now() + offset;
  let alone = false,
    signedOut = false,
    told = "",
    asking = false;

  const fill = (pattern, values) =>
    pattern.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  const all = (selector) => [...root.querySelectorAll(selector)];
  const put = (element, text) => {
    if (element && element.textContent !== String(text)) element.textContent = text;
  };
  const moment = () => Date.now() + offset; // the planner's own clock

  const last = (at) => at.round >= state.rounds;
  const phaseWords = (at) =>
    fill(say[at.phase === "move" && last(at) ? "plenary" : at.phase], {
      round: at.round,
      rounds: state.rounds,
      next: at.round + 1,
    });

  // --- the gong: a bowl of a few partials that fade; strokes are put into the sound card's own time, so that they come on time
  let sound = null,
    planned = [];
  const PARTIALS = [
    [1, 1, 7],
    [1.006, 0.6, 6],
    [2.72, 0.5, 4],
    [5.2, 0.22, 2.2],
    [8.3, 0.1, 1.1],
  ]; // times the tone, loudness, seconds

  function strike(at, strength) {
    const made = PARTIALS.map(([times, loud, fades]) => {
      const tone = sound.createOscillator(),
        gain = sound.createGain();
      tone.frequency.value = (strength < 0.5 ? 330 : 196) * times;
      gain.gain.setValueAtTime(0.0001, at);
      gain.gain.exponentialRampToValueAtTime(Math.max(0.0002, 0.32 * strength * loud), at + 0.012);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + fades * (0.5 + strength / 2));
      tone.connect(gain).connect(sound.destination);
      tone.start(at);
      tone.stop(at + fades + 0.1);
      return tone;
    });
    return () =>
      made.forEach((tone) => {
        try {
          tone.stop();
        } catch {
          /* it is over */
        }
      });
  }

  function plan() {
    planned.forEach((cancel) => cancel());
    const now = moment();
    planned = sound
      ? strokes(state, taken)
          .filter(([at]) => at > now + 30)
          .map(([at, strength]) => strike(sound.currentTime + (at - now) / 1000, strength))
      : [];
  }

  function switchSound() {
    if (sound) {
      sound.close();
      sound = null;
      planned = [];
    } else {
      const Context = window.AudioContext || window.webkitAudioContext;
      sound = new Context();
      sound.resume();
      strike(sound.currentTime + 0.05, 0.35); // so that everybody hears that it works
      plan();
    }
    all("[data-sound]").forEach((button) => {
      button.setAttribute("aria-pressed", String(!!sound));
      put(button, sound ? say.sound_on : say.sound_off);
    });
  }

  function flash(strong) {
    document.body.classList.remove("gong", "softgong");
    void document.body.offsetWidth; // so that it begins anew
    document.body.classList.add(strong ? "gong" : "softgong");
    setTimeout(() => document.body.classList.remove("gong", "softgong"), 4000);
  }

  // --- what is shown
  let was = null;

  function show() {
    const now = moment(),
      at = standing(state, now);
    if (
      was &&
      was.phase === "talk" &&
      at.phase === "talk" &&
      was.round === at.round &&
      was.left > 60 &&
      at.left <= 60 &&
      at.lasts > 120
    )
      flash(false);
    if (
      was &&
      was.phase === "talk" &&
      (at.phase !== "talk" || at.round !== was.round) &&
      later(was, at)
    )
      flash(true);
    const turned =
      !was || was.phase !== at.phase || was.round !== at.round || was.paused !== at.paused;
    was = at;
    const text = {
      phase: phaseWords(at),
      left: at.phase === "over" ? "" : countdown(at.left),
      ends: at.paused ? say.paused : at.until ? fill(say.until, { time: at.until }) : "",
      start: fill(say.start, { first: state.first }),
    };
    all("[data-slot]").forEach((slot) => {
      if (slot.dataset.slot in text) put(slot, text[slot.dataset.slot]);
    });
    document
      .querySelectorAll("[data-held]")
      .forEach((line) => put(line, Math.max(state.held, at.round)));
    const bar = root.querySelector("[data-bar]");
    if (bar) {
      bar.max = at.lasts || 1;
      bar.value = Math.max(0, at.lasts - at.left);
    }
    all("[name=seen]").forEach((field) => {
      field.value = `${at.round}-${at.phase}`;
    });
    if (turned) turn(at);
    if (root.dataset.began && at.round > state.held && Date.now() - saidBegun > 5000) began();
    tell();
  }

  function turn(at) {
    Object.assign(root.dataset, {
      phase: at.phase,
      paused: at.paused ? "yes" : "no",
      last: last(at) ? "yes" : "no",
    });
    if (wall) document.title = phaseWords(at);
    all("[data-leg]").forEach((line) => {
      const leg = state.legs.find((one) => `${one.round}-${one.phase}` === line.dataset.leg);
      line.toggleAttribute("data-over", state.begun && !leg);
      if (state.begun && !(leg && state.paused))
        put(line.querySelector("[data-at]"), leg ? leg.at : "");
      if (line.dataset.leg === `${at.round}-${at.phase}`) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
    });
    all("[data-round]").forEach((asked) => {
      asked.hidden = Number(asked.dataset.round) !== at.round;
    });
    if (wall) showRound(at);
  }

  function tell() {
    const line = root.querySelector("[data-status]");
    const text = signedOut ? say.signed_out : told || (alone ? say.offline : "");
    if (!line) return;
    line.hidden = !text;
    put(line, text);
  }

  // A round that began by itself counts as held: the planner is told, again and again until its answer says so too.
  let saidBegun = 0;
  async function began() {
    saidBegun = Date.now();
    try {
      await fetch(root.dataset.began, {
        method: "POST",
        headers: { ...JSON_PLEASE, "X-CSRFToken": root.dataset.token },
        signal: AbortSignal.timeout(8000),
      });
    } catch {
      /* later */
    }
  }

  // --- asking and pressing
  function take(found, asked) {
    const took = Date.now() - asked;
    if (took <= Math.max(best * 2, 300)) {
      best = Math.min(best, took);
      offset = found.now - (asked + took / 2);
    }
    const key = (one) =>
      JSON.stringify([
        one.begun,
        one.paused,
        one.paused ? one.left : one.legs.map((leg) => leg.to),
      ]);
    const other = key(found) !== key(state),
      before = standing(state, moment()),
      mark = state.mark;
    state = found;
    if (other) {
      taken = moment();
      const after = standing(state, taken);
      plan();
      if (sound && before.phase === "talk" && later(before, after))
        strike(sound.currentTime + 0.02, 1); // somebody ended it before its time
      was = was && { ...was, paused: null }; // show everything anew
    }
    if (wall && found.mark !== mark) fresh();
  }

  async function json(answer) {
    alone = false;
    signedOut = answer.redirected || [400, 401, 403].includes(answer.status);
    if (signedOut) return null;
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json"))
      throw new TypeError("no answer of ours");
    return answer.json();
  }

  async function ask() {
    if (asking) return;
    asking = true;
    const asked = Date.now();
    try {
      const found = await json(
        await fetch(root.dataset.ask, { headers: JSON_PLEASE, signal: AbortSignal.timeout(8000) }),
      );
      if (found) take(found, asked);
      told = told === say.not_sent ? "" : told;
    } catch {
      alone = true;
    }
    asking = false;
    show();
  }

  document.addEventListener(
    "submit",
    async (event) => {
      if (!event.target.matches("[data-clock]") || !event.submitter) return;
      event.preventDefault();
      const form = event.target,
        sent = new FormData(form, event.submitter),
        asked = Date.now();
      sent.append("json", "1");
      event.submitter.disabled = true;
      told = "";
      try {
        const found = await json(
          await fetch(form.action, {
            method: "POST",
            body: sent,
            headers: JSON_PLEASE,
            signal: AbortSignal.timeout(8000),
          }),
        );
        if (found) {
          told = found.told;
          take(found, asked);
        }
      } catch {
        alone = true;
        told = say.not_sent;
      }
      event.submitter.disabled = false;
      const opened = form.closest("details");
      if (opened) opened.open = false;
      show();
    },
    true,
  );

  // --- the wall: one round's tables beside the names, page by page where they do not fit
  let held = false,
    page = 0,
    since = Date.now();

  const pinned = () => Number(root.dataset.pinned);
  const roundOf = (at) => pinned() || roundShown(at, state.first, state.rounds);

  function showRound(at) {
    const round = roundOf(at);
    root.dataset.view = pinned() ? "names" : viewOf(at, state.rounds);
    put(root.querySelector("[data-slot=names]"), fill(say.names, { round }));
    let letter = "",
      given = "";
    all("[data-tables]").forEach((line) => {
      const table = Number(line.dataset.tables.split(" ")[round - 1] || 0);
      letter = line.dataset.letter || letter;
      line.hidden = !table;
      if (!table) return;
      put(line.querySelector("em"), table);
      put(line.querySelector("i"), letter === given ? "" : letter);
      given = letter;
    });
    all("[data-pin]").forEach((link) => {
      if (link.dataset.pin === root.dataset.pinned) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    page = 0;
    since = Date.now();
    layPage();
  }

  const step = (list) => list.clientWidth + (parseFloat(getComputedStyle(list).columnGap) || 0);
  const pages = (list) => Math.max(1, Math.ceil((list.scrollWidth - 4) / step(list)));

  function layPage() {
    const list = root.querySelector("[data-names]"),
      index = root.querySelector("[data-letters]");
    if (!list || root.dataset.view !== "names") return;
    const many = pages(list),
      wide = step(list);
    page %= many;
    list.scrollLeft = page * wide;
    const seen = new Set(),
      letters = [];
    let letter = "";
    list.querySelectorAll("li:not([hidden])").forEach((line) => {
      letter = line.querySelector("i").textContent || letter;
      if (!letters.includes(letter)) letters.push(letter);
      if (Math.floor((line.offsetLeft - list.offsetLeft + 2) / wide) === page) seen.add(letter);
    });
    index.replaceChildren(
      ...letters.map((one) =>
        Object.assign(document.createElement(seen.has(one) ? "b" : "span"), { textContent: one }),
      ),
      ...(many > 1
        ? [
            Object.assign(document.createElement("small"), {
              textContent: `${page + 1}/${many}${held ? " ‖" : ""}`,
            }),
          ]
        : []),
    );
  }

  function turnPage() {
    if (held || root.dataset.view !== "names" || Date.now() - since < 12000) return;
    page += 1;
    since = Date.now();
    layPage();
  }

  function pin(round) {
    root.dataset.pinned = String(Math.max(0, Math.min(state.rounds, round)));
    showRound(standing(state, moment()));
  }

  // Seats have been changed: take the names as they are now.
  async function fresh() {
    try {
      const answer = await fetch(location.href, {
        headers: { "X-Requested-With": "fetch" },
        signal: AbortSignal.timeout(8000),
      });
      const found = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .querySelector(".wall-names");
      if (!answer.ok || !found) return;
      root.querySelector(".wall-names").replaceWith(found);
      showRound(standing(state, moment()));
    } catch {
      /* next time */
    }
  }

  function whole() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  }

  const keys = {
    ArrowRight: () => pin(roundOf(was) + 1),
    ArrowLeft: () => pin(Math.max(1, roundOf(was) - 1)),
    Escape: () => pin(0),
    " ": () => {
      held = !held;
      since = Date.now();
      layPage();
    },
    f: whole,
    s: switchSound,
  };
  if (wall) {
    document.addEventListener("keydown", (event) => {
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (
        !act ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        (event.key === " " && event.target.matches("a, button"))
      )
        return;
      event.preventDefault();
      act();
    });
    addEventListener("resize", () => {
      page = 0;
      layPage();
    });
    root.addEventListener("click", (event) => {
      const link = event.target.closest("[data-pin]");
      if (!link) return;
      event.preventDefault();
      pin(Number(link.dataset.pin));
    });
    const full = root.querySelector("[data-full]");
    if (full && document.fullscreenEnabled) {
      full.hidden = false;
      full.addEventListener("click", whole);
    }
    setInterval(turnPage, 500);
    let still; // the buttons step back while nobody moves the mouse
    const moved = () => {
      delete root.dataset.still;
      clearTimeout(still);
      still = setTimeout(() => {
        root.dataset.still = "";
      }, 4000);
    };
    addEventListener("mousemove", moved);
    moved();
  }

  if (window.AudioContext || window.webkitAudioContext)
    all("[data-sound]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", switchSound);
    });

  // --- the screen stays on, where the browser can
  async function awake() {
    if (document.visibilityState !== "visible") return;
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
      /* the battery is low, or it may not */
    }
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      ask();
      awake();
      sound?.resume();
    }
  });
  addEventListener("online", ask);
  addEventListener("offline", () => {
    alone = true;
    show();
  });

  show();
  awake();
  setInterval(ask, 5000);
  setInterval(show, 250);
}

runClock();
