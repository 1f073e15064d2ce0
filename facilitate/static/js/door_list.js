// The door's list: under which letter somebody stands, and who is in once what waits is sent.

export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const PAIRS = ["dh", "gj", "ll", "nj", "rr", "sh", "th", "xh", "zh"];
export function letterOf(name) {
  const low = name.trim().toLowerCase().normalize("NFC");
  if (PAIRS.includes(low.slice(0, 2))) return low.slice(0, 2).toUpperCase();
  return ("çë".includes(low[0]) ? low[0] : fold(low)[0] || "").toUpperCase();
}

// Everybody as they stand on a day once what waits is sent.
export function standing(people, waiting, day) {
  const today = waiting.filter((one) => one.day === day);
  const rows = people.map((one) => {
    const press = today
      .filter((other) => other.kind === "press" && Number(other.who) === one.id)
      .at(-1);
    if (!press) return one;
    if (press.do === "out") return { ...one, since: "", place: "", waits: true };
    return one.since ? one : { ...one, since: press.clock, place: "", mine: true, waits: true };
  });
  const walked = today
    .filter((one) => one.kind === "walk")
    .map((one) => ({
      id: 0,
      name: `${one.given_name} ${one.family_name}`,
      office: one.office,
      hints: [],
      expected: true,
      since: one.clock,
      place: "",
      waits: true,
    }));
  return [...rows, ...walked];
}

// The list with a row as the planner has it now, in its place; somebody new by name.
export function withRow(people, row) {
  if (people.some((other) => other.id === row.id))
    return people.map((other) => (other.id === row.id ? row : other));
  return [...people, row].sort((a, b) => a.name.localeCompare(b.name, "sq"));
}
