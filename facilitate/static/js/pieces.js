// Pieces of a page that the browser has already are not sent again (`facilitate/web/pieces.py`): the answer names them, and they move
// from the old part into the new one as they are, with what is typed and opened in them.

const MOST = 6000; // of a header: a server in front may take no more than 8,000

// What a part of the page has, for the head of a request.
export function keptPieces(part) {
  const sums = [...part.querySelectorAll("[data-kept]")].map((one) => one.dataset.kept);
  return { Kept: sums.slice(0, Math.floor(MOST / 9)).join(" ") };
}

// Puts what the old part has into the fresh one. False when something is missing: then only the whole page is right.
export function fillPieces(fresh, old) {
  const there = new Map(
    [...old.querySelectorAll("[data-kept]")].map((one) => [one.dataset.kept, one]),
  );
  const wanted = [...fresh.querySelectorAll("[data-same]")];
  if (wanted.some((one) => !there.has(one.dataset.same))) return false;
  for (const one of wanted) one.replaceWith(there.get(one.dataset.same));
  return true;
}
