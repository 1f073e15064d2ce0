// What makes pages quicker; everything works without it.

// Forms that cannot be sent twice by a double click. The page may come back from the browser's cache: then free them again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (!form.matches("[hx-post], [hx-boost=true]")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// A mistake takes the focus, so that a keyboard or screen reader starts there.
document.querySelector(".problems[autofocus]")?.focus();

// Where one is, is in view: on a phone the thread and the tabs are rows wider than the screen.
document.querySelectorAll(".thread, .tabs").forEach((row) => {
  const here = row.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
});

// Open menus close on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll(".menu details[open], details.confirm[open]").forEach((details) => {
      details.open = false;
      details.querySelector("summary").focus();
    });
  }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll(".menu details[open], details.confirm[open]").forEach((details) => {
    if (!details.contains(event.target)) details.open = false;
  });
});

// Links that are shown to be copied: a click selects them.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input.copy")) event.target.select();
});

// A quick move that was refused (the step is gone by now): show the page as it is.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.boosted) location.reload();
});
