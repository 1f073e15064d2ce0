// Changing a café's seating with the hand: a dot of the picture is dragged onto another (they change places) or onto a table (it
// moves), or carried with keys; the server then says in a dialog what it costs, and its button does it. Beside it, a list that is
// narrowed while a name is typed. The page “Edit by hand” does the same without this file.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const fits = (text, words) =>
  plain(words)
    .split(/\s+/)
    .every((word) => plain(text).includes(word));

export { fits, plain };

function changeByHand() {
  // --- a long list of people of which only those with the words are shown
  const sieve = document.querySelector("[data-sieve]");
  sieve?.addEventListener("input", () => {
    document.querySelectorAll(`${sieve.dataset.sieve} > li`).forEach((row) => {
      row.hidden = !fits(row.dataset.text, sieve.value);
    });
  });

  // --- the picture
  const hands = document.getElementById("cafe-hands");
  if (!hands) return;
  const say = hands.dataset,
    tables = say.tables.split(","),
    held = Number(say.held);
  const DOT = "table.seats a.dot[data-k]",
    CELL = "table.seats tbody td:not(.num)";
  const live = (text) => {
    hands.querySelector("[data-live]").textContent = text;
  };
  const tell = (text) => {
    // for the eye too
    live(text);
    hands.querySelector("p.soft").textContent = text;
  };
  const cellOf = (dot) => dot.closest("td");
  const rowOf = (cell) => [...cell.closest("tbody").rows].indexOf(cell.parentElement);
  const spot = (cell) => ({ round: cell.cellIndex - 1, table: tables[rowOf(cell)] });
  const open = (cell) => spot(cell).round > held;
  const dots = (cell) => [...cell.querySelectorAll("a.dot[data-k]")];
  const nameOf = (dot) => dot.title.split(",")[0];

  // --- the dialog with the price
  const dialog = document.createElement("dialog");
  dialog.className = "price-dialog";
  dialog.setAttribute("aria-label", say.title);
  document.body.append(dialog);
  let asker = null; // the dot that gets the focus back
  dialog.addEventListener("close", () => {
    live(say.back);
    asker?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-leave]")) {
      event.preventDefault();
      dialog.close();
    }
  });
  document.addEventListener("submit", (event) => {
    if (dialog.contains(event.target)) asker = null;
  });

  async function price(dot, where) {
    const { round } = spot(cellOf(dot)),
      query = new URLSearchParams({ round, who: dot.dataset.k, ...where });
    asker = dot;
    try {
      const answer = await fetch(`${say.price}?${query}`, {
        headers: { "X-Requested-With": "fetch" },
      });
      const text = await answer.text(),
        page = new DOMParser().parseFromString(text, "text/html"),
        found = page.getElementById("price");
      if (!found || !answer.ok || answer.redirected) {
        location.assign(`${say.change}?${query}`);
        return;
      }
      dialog.replaceChildren(document.adoptNode(found));
      if (!dialog.open) dialog.showModal();
      dialog.querySelector("button")?.focus();
    } catch {
      tell(say.lost);
    }
  }

  // What dropping a dot there means: asked for in words, or said why it means nothing.
  function drop(dot, cell, other) {
    const from = cellOf(dot),
      a = spot(from),
      b = spot(cell);
    if (a.round !== b.round) {
      live(say.round);
      return;
    }
    if (from === cell) {
      live(say.same);
      return;
    }
    price(dot, other ? { with: other.dataset.k } : { table: b.table });
  }

  // --- keys: Enter or space picks up, arrows go from person to person of that round, Enter drops
  let carried = null;
  const mark = (dot, on) => {
    dot.classList.toggle("lifted", on);
  };
  function pick(dot) {
    if (!open(cellOf(dot))) {
      live(say.past);
      return;
    }
    carried = dot;
    mark(dot, true);
    live(say.picked.replace("{name}", nameOf(dot)));
  }
  function letGo(text) {
    if (!carried) return;
    mark(carried, false);
    carried = null;
    if (text) live(text);
  }
  // The person left, right, above or below in the same round; the other arrows of the picture are cafe_dots.js's.
  function neighbour(dot, key) {
    const cell = cellOf(dot),
      here = dots(cell),
      at = here.indexOf(dot);
    const sideways = key === "ArrowLeft" || key === "ArrowRight",
      by = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    if (sideways && here[at + by]) return here[at + by];
    const rows = [...cell.closest("tbody").rows];
    for (let row = rows.indexOf(cell.parentElement) + by; rows[row]; row += by) {
      const there = dots(rows[row].cells[cell.cellIndex]);
      if (there.length)
        return sideways ? there.at(by < 0 ? -1 : 0) : there[Math.min(at, there.length - 1)];
    }
    return null;
  }
  document.addEventListener(
    "keydown",
    (event) => {
      const dot = event.target.closest?.(DOT),
        { key } = event;
      if (!dot || event.ctrlKey || event.metaKey || event.altKey) return;
      const one = carried,
        drops = key === " " || key === "Enter";
      if (drops && event.repeat) {
        // a key that is held down is one press
      } else if (drops && one === dot) {
        letGo(say.back);
        if (key === "Enter") return; // Enter twice opens somebody's way
      } else if (drops && one) {
        letGo("");
        drop(one, cellOf(dot), dot);
      } else if (drops) {
        if (!open(cellOf(dot)) && key === "Enter") return;
        pick(dot);
      } else if (one && key.toLowerCase() === "m") {
        letGo("");
        drop(one, cellOf(dot), null);
      } else if (one && key === "Escape") {
        letGo(say.back);
        one.focus();
      } else if (one && key.startsWith("Arrow")) {
        const to = neighbour(dot, key);
        to?.focus();
        if (to) live(to === one ? nameOf(to) : say.over.replace("{name}", to.title));
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

  // --- dragging with a mouse or a pen; a finger scrolls, and taps the dot
  let drag = null;
  const unmark = () =>
    document.querySelectorAll(".seats .over").forEach((one) => one.classList.remove("over"));
  function under(event) {
    const at = document.elementFromPoint(event.clientX, event.clientY),
      cell = at?.closest(CELL);
    if (!cell || spot(cell).round !== drag.round) return { elsewhere: Boolean(cell) };
    const other = at.closest(DOT);
    return { cell, other: other && other !== drag.dot ? other : null };
  }
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(DOT)) event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    const dot = event.target.closest?.(DOT);
    if (!dot || event.button || event.pointerType === "touch" || !open(cellOf(dot))) return;
    drag = { dot, x: event.clientX, y: event.clientY, round: spot(cellOf(dot)).round, ghost: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 5) return;
      letGo("");
      drag.ghost = drag.dot.cloneNode(true);
      drag.ghost.removeAttribute("href");
      drag.ghost.removeAttribute("data-k");
      drag.ghost.classList.add("ghost");
      drag.ghost.setAttribute("aria-hidden", "true");
      document.body.append(drag.ghost);
      document.body.classList.add("dragging-dot");
      mark(drag.dot, true);
    }
    drag.ghost.style.translate = `${event.clientX - 14}px ${event.clientY - 14}px`;
    const edge = 28;
    if (event.clientY < edge || event.clientY > innerHeight - edge)
      scrollBy(0, event.clientY < edge ? -10 : 10);
    unmark();
    const { cell, other } = under(event);
    if (cell && cell !== cellOf(drag.dot)) (other || cell).classList.add("over");
  });
  function end(event, dropped) {
    if (!drag) return;
    const { dot, ghost } = drag;
    if (ghost) {
      const { cell, other, elsewhere } = dropped ? under(event) : {};
      ghost.remove();
      unmark();
      mark(dot, false);
      document.body.classList.remove("dragging-dot");
      const still = (click) => {
        if (click.target.closest?.(DOT)) {
          click.preventDefault();
          click.stopPropagation();
        }
      }; // a dropped dot is no link
      document.addEventListener("click", still, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", still, { capture: true }), 0);
      if (cell && cell !== cellOf(dot)) drop(dot, cell, other);
      if (elsewhere) tell(say.round);
    }
    drag = null;
  }
  document.addEventListener("pointerup", (event) => end(event, true));
  document.addEventListener("pointercancel", (event) => end(event, false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drag?.ghost) end(event, false);
  });
}

changeByHand();
