// The rules of the café's clock: which phase it is, how long it lasts, when the gong strikes, what a screen shows.

const two = (number) => String(number).padStart(2, "0");

function countdown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds)),
    hours = Math.floor(whole / 3600),
    minutes = Math.floor((whole % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

// Where it stands: before it was started round 0, when all is over the last round.
function standing(of, now) {
  if (!of.begun)
    return { round: 0, phase: "before", left: of.minutes * 60, lasts: 0, until: "", paused: false };
  if (of.paused && of.legs.length) {
    const { round, phase, from, to } = of.legs[0];
    return { round, phase, left: of.left, lasts: (to - from) / 1000, until: "", paused: true };
  }
  const leg = of.legs.find((one) => now < one.to);
  if (!leg) return { round: of.rounds, phase: "over", left: 0, lasts: 0, until: "", paused: false };
  return {
    round: leg.round,
    phase: leg.phase,
    left: (leg.to - now) / 1000,
    lasts: (leg.to - leg.from) / 1000,
    until: leg.until,
    paused: false,
  };
}

// Whether b comes after a.
const rank = { before: 0, talk: 1, move: 2, harvest: 3, over: 4 };
const later = (a, b) =>
  b.phase === "over" ||
  (rank[b.phase] > 2 && rank[a.phase] < 3) ||
  b.round > a.round ||
  (b.round === a.round && rank[b.phase] > rank[a.phase]);

// Strokes to come, as [moment, strength].
function strokes(state, taken) {
  if (state.paused || !state.begun) return [];
  return state.legs.flatMap((leg) =>
    leg.phase !== "talk"
      ? []
      : [
          ...(leg.from > taken ? [[leg.from, 0.35]] : []),
          ...(leg.to - leg.from > 120000 ? [[leg.to - 60000, 0.35]] : []),
          [leg.to, 1],
        ],
  );
}

// What the wall shows, and the names of which round, while nobody has chosen.
function viewOf({ phase, round }, rounds) {
  if (phase === "talk" || phase === "over") return phase;
  return phase === "before" || (phase === "move" && round < rounds) ? "names" : "plenary";
}

function roundShown({ phase, round }, first, rounds) {
  return Math.min(rounds, phase === "before" ? first : phase === "move" ? round + 1 : round);
}

export { countdown, later, roundShown, standing, strokes, viewOf };
