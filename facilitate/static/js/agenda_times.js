// When the steps of a list start, as the planner calculates it (`agenda/timing.py`): for what is shown while a step is dragged. What is
// saved the planner works out itself.

const DAY = 1440,
  SNAP = 5,
  FREE = 10;

export const wall = (minutes) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}${minutes < DAY ? "" : ` +${Math.floor(minutes / DAY)}`}`;
export const snapped = (minutes) => Math.round(minutes / SNAP) * SNAP;

// Steps in their order ({ id, minutes, pinned: minutes after midnight or null }) with their start and end.
export function timeDay(begins, steps) {
  let now = begins;
  return steps.map((step) => {
    const start = step.pinned ?? now;
    now = start + step.minutes;
    return { ...step, start, end: now };
  });
}

// Where a step comes to stand that is dropped at that minute among others: below which of them (null: first), and with which fixed
// start. Dropped where nothing is in the day, it stays there; else, and in a group, it follows the step before it.
export function placeAt(begins, others, step, minute, inDay = true) {
  const day = timeDay(begins, others),
    at = day.filter((one) => (one.start + one.end) / 2 <= minute).length;
  const before = day[at - 1],
    after = day[at],
    free = before ? before.end : begins;
  const alone =
    inDay && minute >= free + FREE && (!after || (after.pinned !== null && minute < after.start));
  const pinned = step.pinned !== null || alone ? Math.max(0, snapped(minute)) : null;
  return { after: before ? before.id : null, at, pinned, start: pinned ?? free };
}

// The list with a step put in at that place, timed.
export const withStep = (begins, others, step, { at, pinned }) =>
  timeDay(begins, [...others.slice(0, at), { ...step, pinned }, ...others.slice(at)]);

// A list of the page while a row of it is carried: `rows` ({ minutes, pinned, lists: what it holds, told: what becomes of its start }).
// Gives when it ends.
export function layOut(begins, rows) {
  let now = begins;
  for (const { minutes, pinned, lists, told } of rows) {
    const start = pinned ?? now,
      inner = lists.filter((one) => one.length).map((one) => layOut(start, one));
    told(start);
    now = inner.length ? Math.max(start, ...inner) : start + minutes;
  }
  return now;
}
