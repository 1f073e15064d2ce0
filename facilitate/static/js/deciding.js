// A line becomes a decision or an action in two keys: d or a opens the form beside it, Enter saves, Escape closes. Arrow up leads
// from the empty field to the lines, the arrows from line to line, and down from the last one back to the field.
const row = (element) => element.closest("li:has([data-deed-line])");
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

const beside = (line) => {
  let box = line.querySelector(":scope > .deed-beside");
  if (!box) {
    box = document.createElement("div");
    box.className = "deed-beside";
    line.append(box);
  }
  return box;
};

const open = (line, link) => {
  htmx.ajax("GET", link.href, { target: beside(line), swap: "innerHTML" });
};

const close = (line) => {
  line.querySelector(":scope > .deed-beside")?.remove();
  focus(line);
};

const focus = (line) => {
  if (!line.hasAttribute("tabindex")) line.tabIndex = -1;
  line.focus();
};

// What the page says of all decisions and actions holds again after one was saved; the lines stay where they are.
const again = async () => {
  const spots = document.querySelectorAll("[data-deed-again]");
  if (!spots.length) return;
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = document.querySelector(".head .lead");
  const news = now.querySelector(".head .lead");
  if (said && news) said.textContent = news.textContent;
  for (const spot of spots) {
    const other = now.getElementById(spot.id);
    if (other) spot.replaceWith(other);
    else spot.hidden = true;
  }
};

const linesIn = (list) => [...(list?.querySelectorAll(":scope > li:has([data-deed-line])") ?? [])];
const arrow = ({ key, shiftKey, target }) => {
  const way = { ArrowUp: -1, ArrowDown: 1 }[key],
    field = document.querySelector("[data-note-form] textarea");
  if (!way || shiftKey) return false;
  const empty = target === field && !field.value,
    line = row(target);
  if (!empty && (!line || typing(target))) return false;
  const lines = linesIn(empty ? document.querySelector("[data-note-list]") : line.parentElement);
  const next = empty ? (way < 0 ? lines.at(-1) : null) : lines[lines.indexOf(line) + way];
  if (next) focus(next);
  else if (line && way > 0 && field) field.focus();
  else return false;
  return true;
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-deed]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open(row(link), link);
    return;
  }
  if (event.target.closest("[data-deed-close]")) {
    close(row(event.target));
    return;
  }
  const line = row(event.target); // a line that is clicked is the one the keys mean
  if (
    line &&
    !event.target.closest("a, button, input, textarea, select, label, summary, form") &&
    !getSelection().toString()
  )
    focus(line);
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".deed-form");
  if (form) {
    if (event.key === "Escape") {
      event.preventDefault();
      close(row(form));
    } else if (
      event.key === "Enter" &&
      !event.shiftKey &&
      !event.isComposing &&
      event.target.matches("textarea, select")
    ) {
      event.preventDefault(); // Shift and Enter is a new row of the text
      form.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (arrow(event)) {
    event.preventDefault();
    return;
  }
  if (typing(event.target)) return;
  const line = row(event.target);
  const link = line?.querySelector(`[data-deed="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!link) return;
  event.preventDefault();
  open(line, link);
});

// The form asks first what the line does not say yet; once it is saved the line has the focus again.
document.addEventListener("htmx:afterSettle", (event) => {
  const box = event.detail.target;
  if (!box.matches(".deed-beside")) return;
  const form = box.querySelector("form");
  if (!form) {
    focus(row(box));
    again();
    return;
  }
  (
    form.querySelector("[aria-invalid]") ?? form.querySelector("[name$=how], [name$=owner]")
  ).focus();
});
