// Ctrl+K and the field in the bar: what was found stands below it, arrows choose, Enter opens, Escape closes it and, once more, leads
// back to where one was. `?` shows the keys of the page.

const PAUSE = 120;
const form = document.querySelector("form[data-find]");
const keys = document.getElementById("keys");
const typing = (at) => at.matches("input, textarea, select, [contenteditable]");
document.addEventListener("keydown", (event) => {
  if (
    event.key === "?" &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !typing(event.target) &&
    keys
  ) {
    event.preventDefault();
    if (!keys.open) keys.showModal();
  }
});
function showFound() {
  if (!form) return;
  const field = form.querySelector("input[type=search]"),
    box = form.querySelector(".found-box");
  let timer = 0,
    asked = "",
    before = null;

  const close = () => {
    box.hidden = true;
  };
  const links = () => [...box.querySelectorAll("a")];
  const show = async () => {
    const typed = field.value.trim();
    asked = typed;
    if (typed.length < 2) {
      close();
      return;
    }
    try {
      const answer = await fetch(`${form.dataset.find}?${new URLSearchParams(new FormData(form))}`);
      if (!answer.ok || asked !== typed) return;
      box.innerHTML = await answer.text();
      box.dataset.of = typed;
      box.hidden = false;
    } catch {
      close();
    } // without a connection the button of the form still asks
  };

  document.addEventListener("keydown", (event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.shiftKey ||
      event.key.toLowerCase() !== "k"
    )
      return;
    event.preventDefault();
    if (field.offsetParent) {
      if (!form.contains(document.activeElement)) before = document.activeElement;
      field.focus();
      field.select();
    } else location.assign(form.action);
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  field.addEventListener("focus", () => {
    if (box.dataset.of && box.dataset.of === field.value.trim()) box.hidden = false;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      if (box.hidden) {
        field.blur();
        before?.focus();
      } else field.focus(); // which shows what was found
      close();
      return;
    }
    const all = box.hidden ? [] : links(),
      at = all.indexOf(document.activeElement);
    if (
      event.key === "Enter" &&
      event.target === field &&
      all.length &&
      box.dataset.of === field.value.trim()
    ) {
      event.preventDefault();
      all[0].click();
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !all.length) return;
    event.preventDefault();
    (all[at + by] ?? field).focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
}

showFound();
