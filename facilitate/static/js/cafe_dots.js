// The picture of a café: one stop for Tab, arrows from dot to dot, and the way of whoever is under the pointer or the focus
// is drawn through all rounds. A click shows that way in words; without this file the link behind a dot does.

// Where a key leads from a dot, `at` of its table (row) and round: sideways through the table's rounds, else to the next table
// that has somebody in that round.
function next(cells, { row, round, at }, key) {
  const line = cells[row].flat(),
    here = cells[row].slice(0, round).flat().length + at;
  if (key === "ArrowRight") return line[here + 1];
  if (key === "ArrowLeft") return line[here - 1];
  if (key === "Home") return line[0];
  if (key === "End") return line[line.length - 1];
  const step = key === "ArrowDown" ? 1 : -1;
  for (let to = row + step; cells[to]; to += step) {
    const cell = cells[to][round];
    if (cell.length) return cell[Math.min(at, cell.length - 1)];
  }
  return null;
}

export { next };

function showWays() {
  const seats = document.getElementById("seats"),
    panel = document.getElementById("path");
  if (!seats) return;
  const dots = [...seats.querySelectorAll("a.dot")];
  const cells = [...seats.querySelectorAll("tbody tr")].map((row) =>
    [...row.querySelectorAll("td .dots")].map((cell) => [...cell.children]),
  );
  const SVG = "http://www.w3.org/2000/svg";
  let chosen = panel.querySelector("[data-who]")?.dataset.who ?? "",
    shown = "",
    line = null;

  // --- one person's dots, and the line through them
  function show(key) {
    if (key === shown) return;
    shown = key;
    seats.querySelectorAll(".dot.on").forEach((dot) => dot.classList.remove("on"));
    line?.remove();
    line = null;
    seats.classList.toggle("following", Boolean(key));
    if (!key) return;
    const own = dots.filter((dot) => dot.dataset.k === key);
    own.forEach((dot) => dot.classList.add("on"));
    draw(own);
  }

  function draw(own) {
    const table = seats.querySelector("table");
    if (own.length < 2 || getComputedStyle(table).display !== "table") return; // rounds below one another: no line
    const frame = seats.getBoundingClientRect();
    const points = own
      .map((dot) => dot.getBoundingClientRect())
      .sort((a, b) => a.left - b.left)
      .map(
        (box) =>
          `${Math.round(box.left + box.width / 2 - frame.left + seats.scrollLeft)},${Math.round(box.top + box.height / 2 - frame.top)}`,
      );
    line = document.createElementNS(SVG, "svg");
    line.setAttribute("class", "way-line");
    line.setAttribute("width", table.offsetWidth);
    line.setAttribute("height", table.offsetHeight);
    line.setAttribute("aria-hidden", "true");
    const way = document.createElementNS(SVG, "polyline");
    way.setAttribute("points", points.join(" "));
    line.append(way);
    seats.append(line);
  }

  const back = () => show(document.activeElement.closest?.("#seats a.dot")?.dataset.k ?? chosen);
  seats.addEventListener("pointerover", (event) => {
    const dot = event.target.closest("a.dot[data-k]");
    if (dot && event.pointerType !== "touch") show(dot.dataset.k);
  });
  seats.addEventListener("pointerleave", back);
  seats.addEventListener("focusin", (event) => {
    const dot = event.target.closest("a.dot");
    if (!dot) return;
    stop(dot);
    show(dot.dataset.k ?? "");
  });
  seats.addEventListener("focusout", () => setTimeout(back));
  addEventListener("resize", () => {
    const key = shown;
    shown = "";
    show(key);
  });

  // --- a click: the way in words, above the picture
  async function open(dot) {
    const asked = dot.dataset.k;
    chosen = asked;
    show(asked);
    const answer = await fetch(`${seats.dataset.path}?who=${encodeURIComponent(asked)}`).catch(
      () => null,
    );
    if (!answer?.ok) {
      location.href = dot.href;
      return;
    }
    const text = await answer.text();
    if (chosen !== asked) return;
    const before = dot.getBoundingClientRect().top;
    panel.innerHTML = text;
    scrollBy(0, dot.getBoundingClientRect().top - before); // the dot stays under the finger
    const covered = panel.getBoundingClientRect().bottom + 12 - dot.getBoundingClientRect().top;
    if (covered > 0) scrollBy(0, -covered);
    history.replaceState(null, "", dot.href);
  }

  function close() {
    const dot = dots.find((one) => one.dataset.k === chosen);
    chosen = "";
    panel.replaceChildren();
    show("");
    const url = new URL(location);
    url.searchParams.delete("who");
    url.searchParams.delete("q");
    history.replaceState(null, "", url);
    return dot;
  }

  seats.addEventListener("click", (event) => {
    const dot = event.target.closest("a.dot[data-k]");
    if (!dot || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(dot);
  });
  panel.addEventListener("click", (event) => {
    if (!event.target.closest(".close")) return;
    event.preventDefault();
    close()?.focus();
  });

  // --- the keyboard: one stop for Tab, arrows inside
  function stop(dot) {
    seats.querySelector('a.dot[tabindex="0"]')?.setAttribute("tabindex", "-1");
    dot.setAttribute("tabindex", "0");
  }

  function place(dot) {
    const cell = dot.parentElement,
      column = cell.closest("td");
    const row = column.parentElement.sectionRowIndex;
    return { row, round: column.cellIndex - 2, at: cells[row][column.cellIndex - 2].indexOf(dot) };
  }

  seats.addEventListener("keydown", (event) => {
    const dot = event.target.closest("a.dot");
    if (!dot) return;
    if (event.key === "Escape") {
      close();
      return;
    }
    if (!["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key))
      return;
    event.preventDefault();
    next(cells, place(dot), event.key)?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close()?.focus();
  });

  dots.forEach((dot) => dot.setAttribute("tabindex", "-1"));
  (dots.find((dot) => dot.dataset.k === chosen) ?? dots[0])?.setAttribute("tabindex", "0");
  if (chosen) show(chosen);
  else seats.querySelectorAll(".dot.on").forEach((dot) => dot.classList.remove("on"));
}

showWays();
