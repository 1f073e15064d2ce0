// The agenda's steps edited where they stand, in the list and in the picture of time: a click or Enter opens a cell, Tab saves it and goes on to the next, Esc gives back
// what it was. The arrows go from step to step and from control to control; Tab stops once a step. The editor of a cell comes from
// the server and stands over its cell, outside the part of the page that is replaced.

import { agendaPage } from "./agenda_page.js";
import { fillForm, openTyped, valuesOf } from "./agenda_typed.js";

export const CELLS = [
  "title",
  "start",
  "minutes",
  "lead",
  "people",
  "room",
  "technique",
  "objectives",
  "materials",
];
const CONTROL = "a[href], button, input:not([type=hidden]), select, summary";
// The list and the picture of time: its steps, what of one is their card and has the focus, and where its cells stand. What stands
// nowhere has its editor at the step.
const LIST = {
  rows: ".plan [data-order-row]",
  card: ".step",
  handle: "[data-order-handle]",
  cells: {
    title: ".t",
    start: ".clock",
    minutes: "[name=minutes]",
    lead: ".leads, .unled",
    people: ".who:not(.leads), .by-whom",
    room: ".in-room",
    technique: ".by-way",
    objectives: ".m > .chip:not(.talk)",
    materials: ".brings",
  },
};
const TIME = {
  rows: ".times .blk[data-step]",
  card: ".in",
  handle: ".t",
  cells: Object.fromEntries(CELLS.map((cell) => [cell, `[data-cell=${cell}]`])),
};

// The cell after one (before it: by -1) in the order of the page, into the next step after the last: [step, cell] or null.
export function nextCell(steps, id, cell, by) {
  const all = steps.flatMap((step) => step.cells.map((name) => [step.id, name]));
  return all[all.findIndex(([step, name]) => step === id && name === cell) + by] ?? null;
}

// Where an editor of that width stands over its cell: within the page, as far left as needed.
export const leftOf = (cell, width, page) => Math.max(8, Math.min(cell, page - width - 8));

const about = globalThis.document?.getElementById("typed-before");
if (about) begin();

function begin() {
  const { here, who } = about.dataset,
    names = JSON.parse(about.dataset.cells);
  const typed = openTyped(`facilitate-agenda ${who} ${here}`);
  const part = () => document.getElementById("programme");
  const view = () => (part().dataset.view === "time" ? TIME : LIST);
  const all = () => [...part().querySelectorAll(view().rows)];
  const rowOf = (id) => all().find((row) => idOf(row) === id);
  const cardOf = (row) => row.querySelector(`:scope > ${view().card}`);
  const handleOf = (row) => row?.querySelector(view().handle);
  const idOf = (row) => row.id.replace("step-", "");
  const said = (form) => JSON.stringify(valuesOf(form));
  let open = null; // the editor: which step and cell, its form, and what stood in it at first
  let asked = ""; // the cell that is being fetched
  let early = ""; // what was typed before it came
  let current = null; // the step that Tab stops at
  const sending = new Set(); // what is on its way is not told as unsaved

  // --- cells
  const spot = (row, cell) =>
    [...row.querySelectorAll(view().cells[cell])].find((one) => one.closest("li") === row);
  const cellsOf = (row) =>
    CELLS.filter((cell) => (cell !== "start" && cell !== "minutes") || spot(row, cell));
  const steps = () => all().map((row) => ({ id: idOf(row), cells: cellsOf(row) }));

  function cellAt(target) {
    const named = target.closest("[data-open]")?.dataset.open;
    return (
      named ?? CELLS.find((cell) => !target.matches("input") && target.closest(view().cells[cell]))
    );
  }

  async function edit(id, cell, values = null) {
    const row = rowOf(id);
    if (!row) return;
    be(row);
    asked = "";
    const at = spot(row, cell);
    if (at?.matches("input")) return at.select();
    asked = `${id}/${cell}`;
    early = "";
    const mine = asked;
    try {
      const answer = await fetch(`${here}/steps/${id}/cells/${cell}`, {
        headers: { "X-Requested-With": "fetch" },
      });
      const form = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .querySelector("[data-cell-form]");
      if (!form) throw new Error(answer.status);
      if (asked !== mine || !rowOf(id)) return;
      show(
        { id, cell, form: document.adoptNode(form), first: said(form) },
        values ?? typed.of(mine)?.values,
      );
    } catch (error) {
      agendaPage.failed(error, `${here}/steps/${id}/cells/${cell}`);
    } finally {
      if (asked === mine) asked = "";
    }
  }

  function show(one, values) {
    if (open && open !== one) leave(open);
    open = one;
    const { form } = one;
    if (values) fillForm(form.elements, values);
    document.body.append(form);
    place();
    const [first] = stopsOf(form);
    first.focus({ preventScroll: true });
    if (first.select && first.type !== "checkbox") first.select();
    const [words, done] = early.split("\n");
    early = "";
    if (words && first.type === "text") {
      first.value = words;
      keep();
    }
    if (done !== undefined) return form.requestSubmit();
    form.scrollIntoView({ block: "nearest" });
    tellTyped();
  }
  function place() {
    if (!open) return;
    const row = rowOf(open.id),
      at =
        row &&
        [spot(row, open.cell), row.querySelector(`[data-open=${open.cell}]`), handleOf(row)].find(
          (one) => one?.getClientRects().length,
        );
    if (!at) return close();
    const box = at.getBoundingClientRect(),
      page = document.documentElement.clientWidth,
      { style } = open.form;
    if (open.cell === "title")
      style.width = `${Math.min(Math.max(box.width + 18, 260), page - 16)}px`;
    style.top = `${box.top + scrollY - 5}px`;
    style.left = `${leftOf(box.left - 9, open.form.offsetWidth, page) + scrollX}px`;
  }
  const keep = () =>
    typed.keep(`${open.id}/${open.cell}`, {
      values: valuesOf(open.form),
      title: titleOf(open.id),
      cell: names[open.cell],
      text: textIn(open.form),
      day: part().dataset.day,
    });
  const textIn = (form) =>
    [...form.elements].find((one) => one.type === "text" && one.name)?.value ?? "";
  const titleOf = (id) => cardOf(rowOf(id)).querySelector(".t").textContent;

  function close() {
    const { form } = open;
    open = null;
    form.remove();
    tellTyped();
  }
  // Takes the editor away; what is new in it is sent. Refused, it comes back with the reason.
  function leave(one) {
    const { id, cell, form } = one,
      now = said(form),
      key = `${id}/${cell}`;
    const same = now === one.first,
      send = !same && form.dataset.refused !== now;
    if (same) typed.forget(key);
    if (send) sending.add(key);
    if (open === one) close();
    else tellTyped();
    if (!send) return;
    delete form.dataset.refused;
    const again = () => {
      sending.delete(key);
      if (rowOf(id)) show(one);
      else tellTyped();
    };
    agendaPage.ask(form.getAttribute("action"), new FormData(form), {
      back: again,
      after() {
        sending.delete(key);
        typed.forget(key);
        tellTyped();
      },
      refused(error) {
        again();
        form.querySelector(".error")?.remove();
        form.querySelector(".cell-keys").before(error);
        if (error.dataset.revision) form.elements.revision.value = error.dataset.revision;
        form.dataset.refused = said(form); // not sent again by leaving it
        place();
      },
    });
  }
  function giveBack() {
    const { id, cell } = open;
    typed.forget(`${id}/${cell}`);
    close();
    handleOf(rowOf(id))?.focus({ preventScroll: true });
  }
  function goOn(id, cell, by) {
    const next = nextCell(steps(), id, cell, by);
    if (next) edit(...next);
    else handleOf(rowOf(id))?.focus();
  }

  document.addEventListener("submit", (event) => {
    if (event.target !== open?.form) return;
    event.preventDefault();
    const { id, form } = open;
    delete form.dataset.refused;
    leave(open);
    handleOf(rowOf(id))?.focus({ preventScroll: true });
  });
  document.addEventListener("input", (event) => {
    if (open?.form.contains(event.target)) keep();
  });
  document.addEventListener("focusout", (event) => {
    if (!open?.form.contains(event.target)) return;
    const { form } = open;
    setTimeout(() => {
      if (open?.form === form && document.hasFocus() && !form.contains(document.activeElement))
        leave(open);
    });
  });
  let pressed = false; // with a pointer an offer is chosen at once, with keys one walks through them
  document.addEventListener("pointerdown", (event) => {
    pressed = Boolean(open?.form.contains(event.target));
  });
  document.addEventListener("change", (event) => {
    if (
      pressed &&
      event.target.matches("select") &&
      open?.form.contains(event.target) &&
      open.cell !== "technique" &&
      open.cell !== "materials"
    )
      open.form.requestSubmit();
  });

  document.addEventListener(
    "keydown",
    (event) => {
      pressed = false;
      if (asked) return beforeEditor(event);
      if (open?.form.contains(event.target)) return inEditor(event);
      if (event.target.closest?.(`#programme ${LIST.rows}`)) return inList(event);
      if (event.target.matches?.(`#programme ${TIME.rows} ${TIME.handle}`)) return inTime(event);
    },
    true,
  );

  // Boxes to tick are one stop of Tab, the arrows go through them.
  const stopsOf = (form) =>
    [...form.elements].filter(
      (one) => one === stopOf(form, one) && one.type !== "hidden" && one.name,
    );
  const stopOf = (form, one) =>
    one.type === "checkbox" ? [...form.elements].find((other) => other.name === one.name) : one;
  // Who types faster than the editor comes loses nothing.
  function beforeEditor(event) {
    const [id, cell] = asked.split("/");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1) early += event.key;
    else if (event.key === "Enter") early += "\n";
    else if (event.key === "Tab") goOn(id, cell, event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      asked = "";
      handleOf(rowOf(id))?.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function inEditor(event) {
    const { id, cell, form } = open;
    if (event.key === "Escape") giveBack();
    else if (event.key === "Enter") {
      if (event.target.matches("[data-give-back]")) giveBack();
      else form.requestSubmit();
    } else if (event.key === "Tab") {
      const stops = stopsOf(form),
        at = stops.indexOf(stopOf(form, event.target)),
        next = at < 0 ? null : stops[at + (event.shiftKey ? -1 : 1)];
      if (next) next.focus();
      else {
        leave(open);
        goOn(id, cell, event.shiftKey ? -1 : 1);
      }
    } else if (event.target.type === "checkbox" && /^Arrow(Up|Down|Left|Right)$/.test(event.key)) {
      const alike = [...form.elements].filter((one) => one.name === event.target.name);
      alike[alike.indexOf(event.target) + (/Up|Left/.test(event.key) ? -1 : 1)]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // --- one Tab stop a step; the arrows go on
  const shown = (one) =>
    one.offsetParent !== null &&
    !one.closest("details > div") &&
    !one.matches(".hidden, [disabled]");
  function inList(event) {
    const at = event.target,
      row = at.closest("li"),
      own = row && cardOf(row),
      typing = at.matches("[name=minutes]");
    if (
      !own?.contains(at) ||
      document.querySelector(".lifted") ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      at.closest("details > div")
    )
      return;
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key],
      aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Enter" && at.matches(LIST.handle)) edit(idOf(row), "title");
    else if (event.key === "Enter" && at.matches(".t")) edit(idOf(row), "title");
    else if (event.key === "Tab" && typing) goOn(idOf(row), "minutes", event.shiftKey ? -1 : 1);
    else if (by && !event.shiftKey && !at.matches(LIST.handle)) {
      const rows = all(),
        next = rows[rows.indexOf(row) + by],
        name = at.getAttribute("name");
      (
        next &&
        ((typing && cardOf(next).querySelector("[name=minutes]")) || handleOf(next))
      )?.focus();
      if (typing) document.activeElement.select?.();
      if (!next || !name) return;
    } else if (aside && !typing) {
      const controls = [...own.querySelectorAll(CONTROL)].filter(shown);
      controls[controls.indexOf(at) + aside]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  // In the picture of time the arrows go from block to block by themselves.
  function inTime(event) {
    if (event.key !== "Enter" || part().querySelector(".moving")) return;
    edit(idOf(event.target.closest("li")), "title");
    event.preventDefault();
  }
  function be(row) {
    if (view() === TIME) return;
    if (row === current && cardOf(row).querySelector(":scope > .cells")) return;
    if (current?.isConnected) {
      handleOf(current).tabIndex = -1;
      cardOf(current).querySelector(":scope > .cells")?.remove();
    }
    current = row;
    handleOf(row).tabIndex = 0;
    const missing = cellsOf(row).filter((cell) => !spot(row, cell)),
      line = document.createElement("span");
    line.className = "cells noprint";
    line.append(
      ...missing.map((cell) => {
        const button = document.createElement("button");
        Object.assign(button, {
          type: "button",
          tabIndex: -1,
          textContent: names[cell],
          title: about.dataset.add.replace("{cell}", names[cell]),
        });
        button.dataset.open = cell;
        return button;
      }),
    );
    if (missing.length) cardOf(row).append(line);
  }
  function rove() {
    if (view() === TIME) return;
    const rows = all();
    for (const row of rows) {
      for (const one of cardOf(row).querySelectorAll(CONTROL)) one.tabIndex = -1;
      cardOf(row).querySelector(":scope > .cells")?.remove();
    }
    const same = current && document.getElementById(current.id);
    current = rows.includes(same) ? same : (rows[0] ?? null);
    if (!current) return;
    handleOf(current).tabIndex = 0;
    if (open || current.contains(document.activeElement)) be(current);
  }

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.(`#programme ${LIST.rows}`);
    if (row) be(row);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-give-back]")) return giveBack();
    if (
      event.button ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      !event.target.closest?.("#programme :is(.plan, .times)")
    )
      return;
    const row = event.target.closest(view().rows),
      cell = row && cellAt(event.target);
    if (cell) {
      event.preventDefault();
      edit(idOf(row), cell);
    } else if (
      row &&
      cardOf(row).contains(event.target) &&
      !event.target.closest(`${CONTROL}, label`)
    )
      handleOf(row).focus({ preventScroll: true });
  });
  document.addEventListener("order:begin", () => {
    rove();
    place();
  });
  addEventListener("resize", place);
  document.addEventListener("agenda:typed", () => tellTyped());

  // --- what was typed and not saved; a line that still stands in its field needs no offer
  const stands = (key, text) =>
    key.endsWith("/line") &&
    [...part().querySelectorAll("[name=line]")].some((one) => one.value === text);
  function tellTyped() {
    const now = open && `${open.id}/${open.cell}`,
      waits = typed
        .all()
        .filter(([key, one]) => key !== now && !sending.has(key) && !stands(key, one.text));
    about.hidden = !waits.length;
    about.querySelector("ul").replaceChildren(
      ...waits.map(([key, one]) => {
        const item = document.createElement("li"),
          text = document.createElement("span"),
          words = [about.dataset.goOn, about.dataset.discard];
        const what = key.endsWith("/line") ? about.dataset.step : about.dataset.waits;
        text.textContent =
          what.replace("{title}", one.title).replace("{cell}", one.cell) +
          (one.text ? `: “${one.text}”` : "");
        const [go, discard] = words.map((word) =>
          Object.assign(document.createElement("button"), {
            type: "button",
            className: "btn small",
            textContent: word,
          }),
        );
        go.addEventListener("click", () => {
          const [id, cell] = key.split("/");
          if (cell === "line")
            document.dispatchEvent(
              new CustomEvent("agenda:line", { detail: { list: id, ...one } }),
            );
          else if (cell === "form")
            document.dispatchEvent(new CustomEvent("agenda:panel", { detail: one }));
          else if (rowOf(id)) edit(id, cell);
          else location.assign(`${here}?day=${one.day}#step-${id}`);
        });
        discard.addEventListener("click", () => {
          typed.forget(key);
          tellTyped();
        });
        item.append(text, " ", go, " ", discard);
        return item;
      }),
    );
  }

  document.documentElement.classList.add("cells-ready");
  rove();
  tellTyped();

  // What draws clocks comes with the view in time; in the list it is fetched when a row is first carried.
  document.addEventListener("order:moved", () => import("./agenda_time.js"), { once: true });
}
