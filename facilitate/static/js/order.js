// Lists whose rows are put in another order: dragged, or with keys on a row's handle. Buttons do the same without this file.
//
// List: data-order (data-order-group: rows go between lists of the same group, also into lists that stand inside a row;
// data-order-list: which list that is, data-order-name: how it is called). Row: data-order-row with an id, and a button
// data-order-handle in it; a row with data-order-block goes into no list inside a row. An element data-order-drop, with the name
// of a list, takes rows that are dropped on it: the list itself is not on the page.
//
// A row that was put elsewhere tells it first: the event order:put on the row, whose detail holds the name of the `list` and the
// row it is `after`, or `dropped` where it fell on a name, and `back` to take it back. Unless somebody prevents it, a row that
// holds a form[data-order-form] posts its new place there, as `to` (1 is the first); the server decides, and its page replaces the
// list (or what is around it with data-order-part and an id). A row without one stands in a form that sends the order itself; its
// buttons data-order-step (-1, 1) then move it at once. Lists that come later are made ready by the event order:begin. Each time a
// row stands elsewhere, while it is still carried too, the list tells it by the event order:moved.

const LIST = "[data-order]",
  ROW = "[data-order-row]",
  HANDLE = "[data-order-handle]",
  DROP = "[data-order-drop]";
const rows = (list) => [...list.children].filter((child) => child.matches(ROW));
const place = (row) => rows(row.parentElement).indexOf(row) + 1;
const outer = (list) => list.parentElement.closest(ROW); // the row a list stands in
let lifted = null; // the row held with the keyboard, and the row it stood before
let moving = false; // a row that is taken elsewhere loses the focus for a moment

function say(row, what) {
  const list = row.closest(LIST),
    live = document.querySelector("[data-order-live]");
  if (!live) return;
  const words = list.dataset[`order${what}`] || live.dataset[`order${what}`] || "";
  live.textContent = words
    .replace("{place}", place(row))
    .replace("{count}", rows(list).length)
    .replace("{list}", list.dataset.orderName || "");
}

const moved = (list) => list.dispatchEvent(new CustomEvent("order:moved", { bubbles: true }));
function put(row, list, next, focused = true) {
  moving = true;
  list.insertBefore(row, next);
  if (focused) row.querySelector(HANDLE).focus();
  moving = false;
  moved(list);
}

async function send(row, focused, back, dropped) {
  const form = row.querySelector("form[data-order-form]"),
    list = row.closest(LIST),
    all = rows(list);
  const detail = {
    list: dropped || list.dataset.orderList,
    dropped: Boolean(dropped),
    after: all[all.indexOf(row) - 1],
    back,
  };
  if (
    !row.dispatchEvent(new CustomEvent("order:put", { bubbles: true, cancelable: true, detail })) ||
    !form
  )
    return;
  const part = list.closest("[data-order-part]") || list,
    data = new FormData(form);
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

function letGo(back, focused = true, dropped = "") {
  const { row, list, next, from } = lifted;
  if (back) put(row, list, next, focused);
  lifted = null;
  row.classList.remove("lifted");
  row.querySelector(HANDLE).setAttribute("aria-pressed", "false");
  say(row, back ? "Back" : "Dropped");
  const takeBack = () => put(row, list, next, false);
  if (!back && (dropped || row.parentElement !== list || place(row) !== from))
    send(row, true, takeBack, dropped);
}

// The lists a row may go to: those of its group, in the order of the page; without a group only its own.
function open(row) {
  const list = row.parentElement,
    group = list.dataset.orderGroup;
  if (!group) return [list];
  const all = document.querySelectorAll(`${LIST}[data-order-group="${group}"]`);
  return [...all].filter(
    (one) => !row.contains(one) && !("orderBlock" in row.dataset && outer(one)),
  );
}

// One place up or down as the eye sees it: into the lists inside a neighbour, out of the row a list stands in, to the next list.
function step(row, by) {
  const list = row.parentElement,
    all = rows(list),
    next = all[all.indexOf(row) + by],
    lists = open(row);
  const within = next ? lists.filter((one) => next.contains(one)) : [];
  if (within.length) {
    const into = by > 0 ? within[0] : within[within.length - 1];
    put(row, into, by > 0 ? into.firstElementChild : null);
  } else if (next) {
    put(row, list, by < 0 ? next : next.nextElementSibling);
  } else {
    const around = outer(list),
      beside = lists[lists.indexOf(list) + by];
    if (beside && outer(beside) === around)
      put(row, beside, by > 0 ? beside.firstElementChild : null);
    else if (around) put(row, around.parentElement, by < 0 ? around : around.nextElementSibling);
    else {
      const tops = lists.filter((one) => !outer(one)),
        top = tops[tops.indexOf(list) + by];
      if (!top) return;
      put(row, top, by > 0 ? top.firstElementChild : null);
    }
  }
  say(row, "Moved");
}

// To the list beside: the next strand of a block (sideways), else the next of the large lists; one that is not on the page
// takes the row by its name.
function leap(row, by, sideways) {
  const list = row.parentElement,
    around = outer(list),
    lists = open(row);
  if (!list.dataset.orderGroup) return;
  const strands = lists.filter((one) => sideways && around && outer(one) === around),
    tops = lists.filter((one) => !outer(one));
  const all = strands.length > 1 ? strands : tops;
  const at = all.indexOf(strands.length > 1 || !around ? list : around.closest(LIST)),
    to = all[at + by];
  const names = [...document.querySelectorAll(DROP)].map((one) => one.dataset.orderDrop);
  const name = names[names.indexOf(all[at]?.dataset.orderList) + by];
  if (strands.length < 2 && name && name !== to?.dataset.orderList) letGo(false, true, name);
  else if (to) {
    put(row, to, by > 0 ? to.firstElementChild : null);
    say(row, "Moved");
  }
}

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.(HANDLE);
  if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = handle.closest(ROW),
    by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const leaps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 }[event.key];
  if (event.key === " " || event.key === "Enter") {
    if (!event.repeat) lifted ? letGo(false) : lift(row);
  } else if (lifted && event.key === "Escape") {
    letGo(true);
  } else if (lifted && by) {
    step(row, by);
  } else if (lifted && leaps) {
    leap(row, leaps, event.key.startsWith("Arrow"));
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

// What is under the pointer while a row is dragged, if it takes rows by the name of a list and the pointer is in no list of it.
function under(event) {
  const point = event?.changedTouches?.[0] || event;
  const at = point && document.elementFromPoint(point.clientX, point.clientY),
    list = at?.closest(LIST);
  const drop = at?.closest(DROP);
  return drop && !(list && drop.contains(list)) ? drop : null; // a list in it takes its rows itself, its heading does not
}
function over(event) {
  const drop = under(event);
  document.querySelectorAll(DROP).forEach((one) => one.classList.toggle("over", one === drop));
}

function begin(root) {
  const lists = [...root.querySelectorAll(LIST), ...(root.matches?.(LIST) ? [root] : [])];
  root.querySelectorAll(HANDLE).forEach((handle) => {
    handle.hidden = false;
  });
  for (const list of lists) {
    let next = null;
    const group = list.dataset.orderGroup;
    window.Sortable?.create(list, {
      group: group && {
        name: group,
        put: (to, _from, row) => !("orderBlock" in row.dataset && outer(to.el)),
      },
      handle: HANDLE,
      draggable: ROW,
      animation: 120,
      delay: 120,
      delayOnTouchOnly: true,
      ghostClass: "lifted",
      forceFallback: true,
      fallbackTolerance: 3, // a browser's own dragging does not start on a button
      swapThreshold: group ? 0.65 : 1,
      emptyInsertThreshold: 14,
      onStart: (event) => {
        next = event.item.nextElementSibling;
        document.addEventListener("pointermove", over);
      },
      onChange: (event) => moved(event.to),
      onEnd: (event) => {
        document.removeEventListener("pointermove", over);
        over(null);
        const { item, from } = event,
          name = under(event.originalEvent)?.dataset.orderDrop;
        const back = () => {
          from.insertBefore(item, next);
          moved(from);
        };
        const elsewhere = name && name !== from.dataset.orderList ? name : "";
        if (elsewhere) back();
        else if (from === event.to && event.oldDraggableIndex === event.newDraggableIndex) return;
        say(item, "Dropped");
        send(item, false, back, elsewhere);
      },
    });
  }
}
document.addEventListener("order:begin", (event) => begin(event.target));
document.addEventListener("order:end", (event) => {
  // lists that are taken off the page leave nothing behind
  event.target.querySelectorAll(LIST).forEach((list) => window.Sortable?.get(list)?.destroy());
});
begin(document);
