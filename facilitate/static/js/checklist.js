// The checklist's page: ticks are sent without leaving it, a menu opens in the row, several are chosen with Shift.
// Without this file every button loads the page anew, and the menu is the page of the task.

import { fillPieces, keptPieces } from "./pieces.js";

const work = () => document.querySelector("main.work");
const boxes = () => [...work().querySelectorAll("input[name=task][form=many]")];
let last = null;

// How many are ticked; the bar of what can be done with them is there only then.
function count() {
  const bar = document.getElementById("many");
  if (!bar) return;
  const number = boxes().filter((box) => box.checked).length;
  const text = bar.querySelector("b");
  text.textContent = number === 1 ? text.dataset.one : text.dataset.many.replace("{count}", number);
  bar.classList.toggle("off", !number && !work().querySelector("input[name=group]:checked"));
  work()
    .querySelectorAll("input[name=group]")
    .forEach((all) => {
      const own = [...all.closest("tbody").querySelectorAll("input[name=task]")];
      const ticked = own.filter((box) => box.checked).length;
      if (ticked < own.length) all.checked = false;
      all.indeterminate = ticked > 0 && ticked < own.length;
    });
}

document.addEventListener("click", (event) => {
  const box = event.target.closest("input[name=task][form=many]");
  if (box && event.shiftKey && last?.isConnected) {
    const all = boxes(),
      [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((one) => {
      one.checked = box.checked;
    });
  }
  if (box) {
    last = box;
    count();
  }
  const more = event.target.closest("a[data-more]");
  if (!more || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const menu = document
    .querySelector("template[data-menu]")
    .content.firstElementChild.cloneNode(true);
  const id = more.closest("tr").id.split("-")[1];
  menu.querySelectorAll("[data-to]").forEach((one) => {
    one.href = one.dataset.to.replace("@id@", id);
  });
  menu
    .querySelectorAll("[formaction]")
    .forEach((one) =>
      one.setAttribute("formaction", one.getAttribute("formaction").replace("@id@", id)),
    );
  menu.querySelector("summary").setAttribute("aria-label", more.getAttribute("aria-label"));
  more.replaceWith(menu); // closed, it makes place for the link again
  menu.addEventListener("toggle", () => {
    if (!menu.open && menu.isConnected) menu.replaceWith(more);
  });
  menu.querySelector("summary").focus();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("input[name=group]")) return;
  event.target
    .closest("tbody")
    .querySelectorAll("input[name=task]")
    .forEach((box) => {
      box.checked = event.target.checked;
    });
  count();
});

// A tick, undo or a change of several: sent, and the page that comes back put in place of this one.
document.addEventListener("submit", async (event) => {
  const form = event.target,
    button = event.submitter;
  if (
    !form.matches("form[data-quick], .back-and-on") ||
    !work().contains(form) ||
    event.defaultPrevented
  )
    return;
  event.preventDefault();
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new FormData(form, button),
    row = button?.closest("tr")?.id,
    again = button?.matches("[data-redo]") ? "[data-redo]" : "[data-undo]";
  try {
    const old = document.querySelector(".frame"),
      answer = await fetch(address, { method: "POST", body, headers: keptPieces(old) });
    if (!answer.ok || new URL(answer.url).pathname !== location.pathname)
      throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const ticked = new Set(
      boxes()
        .filter((box) => box.checked)
        .map((box) => box.value),
    );
    const unfolded = new Map(
      [...work().querySelectorAll("[data-unfold]")].map((box) => [box.dataset.unfold, box.checked]),
    );
    const frame = document.adoptNode(fresh.querySelector(".frame"));
    if (!fillPieces(frame, old)) throw new Error("a row is missing");
    old.replaceWith(frame);
    boxes().forEach((box) => {
      box.checked = ticked.has(box.value);
    });
    work()
      .querySelectorAll("[data-unfold]")
      .forEach((box) => {
        box.checked = unfolded.get(box.dataset.unfold) ?? box.checked;
      });
    const said = work().querySelector("[role=status]");
    if (said?.children.length && scrollY > 150) {
      // out of sight above: it stays in view for a while
      said.classList.add("floating");
      setTimeout(() => said.classList.remove("floating"), 12000);
    }
    const near = row
      ? document.getElementById(row)?.querySelector(".tick")
      : work().querySelector(again);
    (near || work().querySelector(".tick"))?.focus({ preventScroll: true });
    count();
  } catch {
    location.reload();
  } finally {
    delete form.dataset.sent;
  }
});

// Ctrl+Z and Ctrl+Shift+Z, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (
    !(event.ctrlKey || event.metaKey) ||
    event.key.toLowerCase() !== "z" ||
    event.target.matches("input:not([type=checkbox]), textarea, select")
  )
    return;
  const button = work().querySelector(
    event.shiftKey ? "[data-redo]:not([disabled])" : "[data-undo]:not([disabled])",
  );
  if (button) {
    event.preventDefault();
    button.click();
  }
});

count();
