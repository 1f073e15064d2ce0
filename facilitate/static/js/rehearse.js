// Rehearsal: arrow keys go from step to step, a stopwatch counts the step's minutes down and shows which mark of the script
// is due. Everything else on the page works without it, and nothing is kept anywhere.

const two = (number) => String(number).padStart(2, "0");

function countdown(seconds) {
  const whole = Math.ceil(Math.abs(seconds) - (seconds < 0 ? 1 : 0)),
    minutes = Math.floor(whole / 60);
  return `${seconds < 0 && whole ? "+" : ""}${minutes}:${two(whole % 60)}`;
}

export { countdown };

const link = (rel) => document.querySelector(`.stage-moves a[rel=${rel}]`);
const watch = document.querySelector("[data-watch]");
const lines = [...document.querySelectorAll("[data-from]")];
const lasts = watch ? Number(watch.dataset.minutes) * 60 : 0; // seconds
let since = 0,
  before = 0,
  ticking = 0,
  due = null,
  over = false;

const gone = () => before + (since ? (Date.now() - since) / 1000 : 0);

function say(text) {
  watch.querySelector("[data-said]").textContent = text;
}

function show() {
  const now = gone(),
    left = lasts - now,
    begun = since || before;
  watch.querySelector("[data-left]").textContent = countdown(left);
  watch.classList.toggle("soon", left <= 60 && left > 0 && begun > 0);
  watch.classList.toggle("over", left <= 0);
  watch.querySelector("[data-press]").textContent = since
    ? watch.dataset.pause
    : watch.dataset.start;
  mark(begun ? lines.filter((line) => Number(line.dataset.from) * 60 <= now).pop() || null : null);
  if (left <= 0 && !over) say(watch.dataset.over);
  over = left <= 0;
}

function mark(line) {
  if (line === due) return;
  due?.removeAttribute("aria-current");
  due = line;
  if (!line) return;
  line.setAttribute("aria-current", "step");
  line.closest("details")?.setAttribute("open", "");
  say(watch.dataset.due.replace("{time}", line.querySelector(".mark b")?.textContent || ""));
  const place = line.getBoundingClientRect();
  if (place.top < 90 || place.top > innerHeight * 0.7) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

function press() {
  if (since) {
    before = gone();
    since = 0;
    clearInterval(ticking);
  } else {
    since = Date.now();
    ticking = setInterval(show, 250);
    awake();
  }
  show();
}

function reset() {
  clearInterval(ticking);
  since = before = 0;
  say("");
  show();
}

// The screen stays on while the time runs, where the browser can.
async function awake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    /* the battery is low, or it may not */
  }
}

if (watch) {
  watch.hidden = false;
  watch.querySelector("[data-press]").addEventListener("click", press);
  watch.querySelector("[data-reset]").addEventListener("click", reset);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && since) {
      show();
      awake();
    }
  });
}

const acts = {
  ArrowRight: () => link("next")?.click(),
  ArrowLeft: () => link("prev")?.click(),
  " ": () => watch && press(),
  r: () => watch && reset(),
};
document.addEventListener("keydown", (event) => {
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (
    !act ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.matches("input, select, textarea")
  )
    return;
  if (event.key === " " && event.target.closest("a, button, summary")) return;
  event.preventDefault();
  act();
});
