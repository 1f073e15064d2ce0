// What makes pages quicker; everything works without it.

// Forms that cannot be sent twice by a double click (but those that answer with a file, because the page stays: `data-file`
// at the form, or at the buttons that do). The page may come back from the browser's cache: then free them again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.submitter?.matches("[data-file]")) return;
  if (!form.matches("[hx-post], [hx-boost=true], [data-file]")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// A mistake takes the focus, so that a keyboard or screen reader starts there.
document.querySelector(".problems[autofocus]")?.focus();
document.addEventListener("click", (event) => {
  const field =
    event.target.matches?.('.problems a[href^="#"]') &&
    document.getElementById(event.target.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.focus();
  (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
});

// Where one is, is in view: on a phone the thread and the tabs are rows wider than the screen.
document.querySelectorAll(".thread, .tabs").forEach((row) => {
  const here = row.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
});

// A link in a row wider than the screen that is focused by keys is seen all: browsers leave it where a corner of it is.
document.addEventListener("focusin", ({ target }) => {
  const { left, right } = target.getBoundingClientRect();
  if ((left < 0 || right > innerWidth) && target.matches("a:focus-visible, button:focus-visible"))
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// A year wider than the screen opens on this month, the one before it still in view beside the names.
document.querySelectorAll(".scroll").forEach((box) => {
  const now = box.querySelector("thead .fy-now");
  if (now)
    box.scrollLeft =
      now.offsetLeft - now.parentElement.firstElementChild.offsetWidth - now.offsetWidth;
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

// … and a button beside each copies it. Without the browser's leave to the clipboard there is none.
if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = button.textContent;
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => {
        button.textContent = text;
      }, 2000);
    });
  });
}

// A button that prints the page, where a script can.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// One box for all boxes of a page that have the same name: half ticked where some of them are.
document.querySelectorAll("input[data-all]").forEach((all) => {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${all.dataset.all}"]`)];
  const look = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  boxes.forEach((box) => box.addEventListener("change", look));
  look();
});

// A part of a page that changes by itself is asked for again and again; without a connection it stays as it is.
document.querySelectorAll("[data-again][id]").forEach(({ id, dataset }) => {
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(dataset.again, { headers: { "X-Requested-With": "fetch" } }).catch(
      () => null,
    );
    const fresh =
      answer?.ok &&
      new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
    if (fresh) document.getElementById(id).replaceWith(document.adoptNode(fresh));
  }, dataset.seconds * 1000);
});

// A quick move that was refused (the step is gone by now): show the page as it is.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.boosted) location.reload();
});

// What is typed behind a personal link is saved quietly.
if (document.querySelector("form[data-draft]")) import("./saving_answer.js");

// What is sent is kept until it has arrived: from the first key on.
const keepUnsent = () => import("./unsent.js");
if (sessionStorage.unsent) keepUnsent();
else if (document.querySelector("[data-unsent-who]"))
  document.addEventListener("input", keepUnsent, { once: true });
