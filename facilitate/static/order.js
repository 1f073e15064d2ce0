// Lists whose rows are put in another order: dragged, or with keys on a row's handle. Buttons do the same without this file.
//
// List: data-order (data-order-group: rows go between lists of the same group; data-order-list: which list that is).
// Row: data-order-row with an id, and a button data-order-handle in it. A row that holds a form[data-order-form] posts its new
// place there, as `to` (1 is the first) and, where lists have names, `list`; the server decides, and its page replaces the list
// (or what is around it with data-order-part and an id). A row without one stands in a form that sends the order itself;
// its buttons data-order-step (-1, 1) then move it at once.

(() => {
  const LIST = "[data-order]", ROW = "[data-order-row]", HANDLE = "[data-order-handle]";
  const rows = (list) => [...list.children].filter((child) => child.matches(ROW));
  const place = (row) => rows(row.parentElement).indexOf(row) + 1;
  let lifted = null; // the row held with the keyboard, and the row it stood before
  let moving = false; // a row that is taken elsewhere loses the focus for a moment

  function say(row, what) {
    const list = row.closest(LIST), live = document.querySelector("[data-order-live]");
    const words = list.dataset[`order${what}`] || "";
    if (live) live.textContent = words.replace("{place}", place(row)).replace("{count}", rows(list).length);
  }

  function put(row, list, next, focused = true) {
    moving = true;
    list.insertBefore(row, next);
    if (focused) row.querySelector(HANDLE).focus();
    moving = false;
  }

  async function send(row, focused) {
    const form = row.querySelector("form[data-order-form]"), list = row.closest(LIST);
    if (!form) return;
    const part = list.closest("[data-order-part]") || list, data = new FormData(form);
    data.set("to", place(row));
    if (list.dataset.orderList) data.set("list", list.dataset.orderList);
    part.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok && page.getElementById(part.id);
      if (!fresh) throw new Error(answer.status);
      part.replaceWith(fresh);
      window.htmx?.process(fresh);
      begin(fresh);
      if (focused) document.getElementById(row.id)?.querySelector(HANDLE)?.focus();
    } catch {
      location.reload(); // refused, or no network: show how it really is
    }
  }

  function lift(row) {
    lifted = { row, list: row.parentElement, next: row.nextElementSibling, from: place(row) };
    row.classList.add("lifted");
    row.querySelector(HANDLE).setAttribute("aria-pressed", "true");
    say(row, "Lifted");
  }

  function letGo(back, focused = true) {
    const { row, list, next, from } = lifted;
    if (back) put(row, list, next, focused);
    lifted = null;
    row.classList.remove("lifted");
    row.querySelector(HANDLE).setAttribute("aria-pressed", "false");
    say(row, back ? "Back" : "Dropped");
    if (!back && (row.parentElement !== list || place(row) !== from)) send(row, true);
  }

  function step(row, by) {
    const list = row.parentElement, all = rows(list), to = all.indexOf(row) + by;
    if (to < 0 || to >= all.length) return;
    put(row, list, by < 0 ? all[to] : all[to].nextElementSibling);
    say(row, "Moved");
  }

  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.(HANDLE);
    if (!handle) return;
    const row = handle.closest(ROW), by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === " " || event.key === "Enter") {
      if (!event.repeat) lifted ? letGo(false) : lift(row);
    } else if (lifted && event.key === "Escape") {
      letGo(true);
    } else if (lifted && by) {
      step(row, by);
    } else {
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === " " && event.target.closest?.(HANDLE)) event.preventDefault();
  });
  document.addEventListener("focusout", () => {
    if (lifted && !moving) letGo(true, false);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-order-step]");
    if (!button) return;
    event.preventDefault();
    step(button.closest(ROW), Number(button.dataset.orderStep));
    button.focus();
  });

  function begin(root) {
    const lists = [...root.querySelectorAll(LIST), ...(root.matches?.(LIST) ? [root] : [])];
    for (const list of lists) {
      list.querySelectorAll(HANDLE).forEach((handle) => { handle.hidden = false; });
      window.Sortable?.create(list, {
        group: list.dataset.orderGroup || undefined,
        handle: HANDLE, draggable: ROW, animation: 120, delay: 120, delayOnTouchOnly: true,
        ghostClass: "lifted", forceFallback: true, fallbackTolerance: 3, // a browser's own dragging does not start on a button
        onEnd: (event) => {
          if (event.from === event.to && event.oldDraggableIndex === event.newDraggableIndex) return;
          say(event.item, "Dropped");
          send(event.item, false);
        },
      });
    }
  }
  begin(document);
})();
