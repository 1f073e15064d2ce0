// A line below any step: the + at a step's lower edge, the key + on its handle, or its menu opens the line that stands at the end of
// the day there. What is typed becomes the step below, and the line goes on below that one; Esc takes it away.

import { openTyped } from "./agenda_typed.js";

const ROW = "[data-order-row]",
  HANDLE = "[data-order-handle]";

// Which row comes next: the last of the new ones in the list, else the one the line stood at. Rows are told by their ids.
export function nextAnchor(before, now, anchor) {
  const fresh = now.filter((id) => !before.includes(id));
  return fresh.at(-1) ?? anchor;
}

const part = () => globalThis.document?.getElementById("programme");
if (part()?.querySelector(".step-line")) begin();

function begin() {
  let form = null; // the line, while it is open
  let anchor = ""; // the row it stands at
  let rows = null; // the rows of its list when something was sent
  const input = () => form.elements.line;
  const listed = (row) => [...row.parentElement.children].map((one) => one.id);
  const plus = Object.assign(document.createElement("button"), {
    type: "button",
    className: "add-below noprint",
    tabIndex: -1,
    textContent: "+",
    title: part().dataset.below,
  });
  plus.setAttribute("aria-label", part().dataset.below);

  function open(row) {
    close();
    const standing = part().querySelector(".step-line");
    if (!row || !standing) return;
    form = standing.cloneNode(true);
    const old = standing.id.slice(4);
    form.id = "line-below";
    // its ids, and what points to them
    form.innerHTML = form.innerHTML.replaceAll(`${old}"`, '-below"');
    const after = Object.assign(document.createElement("input"), { type: "hidden", name: "after" });
    form.append(after);
    input().value = "";
    form.querySelector("output").replaceChildren();
    stand(row);
    window.htmx?.process(form);
    input().focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }
  function stand(row) {
    anchor = row.id;
    form.elements.after.value = row.id.replace("step-", "");
    form.elements.in.value = row.parentElement.dataset.orderList;
    plus.remove();
    row.append(form);
  }
  function close() {
    form?.remove();
    form = rows = null;
  }

  // The part of the page is replaced: the line is put where it stood, or below what was made of it.
  document.addEventListener("order:end", (event) => {
    if (event.target === part()) plus.remove();
  });
  document.addEventListener("order:begin", () => {
    if (!form) return;
    const row = document.getElementById(anchor);
    if (!row) return close();
    const next = rows ? document.getElementById(nextAnchor(rows, listed(row), anchor)) : row;
    if (next.id !== anchor) rows = null;
    stand(next);
  });
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target === form) rows = listed(document.getElementById(anchor));
    },
    true,
  );

  // What is typed for a day is kept until it is a step, and put into its line again when that is wished.
  const about = document.getElementById("typed-before"),
    { here, who } = about.dataset;
  const typed = openTyped(`facilitate-agenda ${who} ${here}`);
  const lineOf = (list) => document.getElementById(`line-${list}`)?.elements.line;
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("#programme [name=line]") || !lineOf(target.form.elements.in.value))
      return;
    const list = target.form.elements.in.value,
      title = part().querySelector(`[data-order-list="${list}"]`)?.dataset.orderName ?? list;
    if (target.value.trim())
      typed.keep(`${list}/line`, { text: target.value, title, cell: "", day: list });
    else typed.forget(`${list}/line`);
  });
  document.addEventListener("agenda:added", ({ detail }) => {
    const key = `${detail.get("in")}/line`;
    if (typed.of(key)?.text.trim() === detail.get("line").trim()) typed.forget(key);
  });
  document.addEventListener("agenda:line", ({ detail }) => {
    const line = lineOf(detail.list);
    if (!line) return location.assign(`${here}?day=${detail.day}`);
    line.value = detail.text;
    line.focus();
    line.dispatchEvent(new Event("input", { bubbles: true }));
    document.dispatchEvent(new CustomEvent("agenda:typed"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && form?.contains(event.target)) {
      const row = document.getElementById(anchor);
      close();
      row?.querySelector(HANDLE).focus({ preventScroll: true });
      event.preventDefault();
    } else if (
      event.key === "+" &&
      event.target.matches?.(`#programme .plan ${HANDLE}`) &&
      !document.querySelector(".lifted")
    ) {
      event.preventDefault();
      open(event.target.closest(ROW));
    }
  });
  function offer(event) {
    const row = event.target.closest?.(`#programme .plan ${ROW}`);
    if (
      row &&
      row.id !== (form && anchor) &&
      plus.parentElement !== row &&
      !document.querySelector(".lifted")
    )
      row.append(plus);
  }
  document.addEventListener("pointerover", offer);
  document.addEventListener("focusin", offer);
  document.addEventListener("click", (event) => {
    if (event.target === plus || event.target.closest?.("[data-line-below]"))
      open(event.target.closest(ROW));
    const { whole } = event.target.dataset;
    if (!whole) return;
    const { line } = event.target.form;
    line.value = `${whole} `;
    line.focus();
    line.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
