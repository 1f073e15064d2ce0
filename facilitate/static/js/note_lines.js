// The lines of a place: what a sign typed first means, what waits on the device, what is sent of a change.

export const fieldsOf = ({ kind, text, who, sector, county }) => ({
  kind,
  text,
  who,
  sector,
  county,
});
export const same = (a, b) =>
  ["kind", "text", "who", "sector", "county"].every(
    (name) => (a[name] ?? null) === (b[name] ?? null),
  );

// The sign typed first says what kind of line it is; "+355 4 …" is a number.
const SIGNS = {
  '"': "quote",
  "“": "quote",
  "„": "quote",
  "«": "quote",
  "?": "question",
  "/": "disagreement",
  "+": "proposal",
  "!": "decision",
  ">": "action",
  "*": "point",
  "•": "point",
};
export function signed(one) {
  const kind = SIGNS[one.text[0]];
  if (!kind || (kind !== "quote" && /^\S\d/.test(one.text))) return one;
  let words = one.text.slice(1).trim();
  if (kind === "quote") words = words.replace(/["”“»]$/, "").trim();
  return words ? { ...one, kind, text: words } : one;
}

// The lines that wait, each as it stands once everything that was done on the device is sent.
export function pending(lines, queue, placeKey) {
  const found = new Map();
  for (const op of queue) {
    const before = found.get(op.line) || lines.get(op.line);
    if (op.do === "add" && !before)
      found.set(op.line, {
        key: op.line,
        at: op.at,
        here: op.place === placeKey,
        withheld: op.withheld,
        ...op.fields,
      });
    else if (!before) continue;
    else if (op.do === "edit") found.set(op.line, { ...before, ...op.fields, removed: false });
    else if (op.do === "remove" || op.do === "back")
      found.set(op.line, { ...before, removed: op.do === "remove" });
    else if (op.do === "withhold" || op.do === "show")
      found.set(op.line, { ...before, withheld: op.do === "withhold" });
  }
  return found;
}

// The lines of this place, in the order in which they were said.
export function inOrder(lines, waits) {
  return [...new Set([...lines.keys(), ...waits.keys()])]
    .map((key) => waits.get(key) || lines.get(key))
    .filter((one) => one.here && !one.removed)
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

// What has been done to a line that was `was` when somebody began to change it, and is `now`.
export function changes(line, was, now, fields, withheld) {
  const ops = [];
  if (!same(fields, was)) ops.push({ do: "edit", line, fields, was });
  if (Boolean(now.withheld) !== withheld) ops.push({ do: withheld ? "withhold" : "show", line });
  return ops;
}
