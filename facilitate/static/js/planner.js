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

// Behind a personal link: what is typed is saved quietly, some seconds after typing stops and when the page goes out of
// sight. Not sent yet, and never in the way: the buttons do the same without it.
const drafted = document.querySelector("form[data-draft]");
if (drafted) {
  let waiting = 0,
    saved = "";
  const typed = () => {
    const data = new FormData(drafted);
    data.set("later", "1");
    return data;
  };
  const show = (kept) => {
    drafted.querySelector(".saved").hidden = !kept;
    drafted.querySelector(".unsaved").hidden = kept;
  };
  const save = () => {
    clearTimeout(waiting);
    const data = typed(),
      now = new URLSearchParams(data).toString();
    if (drafted.dataset.sent || now === saved) return;
    const headers = { "X-Requested-With": "fetch" };
    fetch(location.pathname, { method: "POST", body: data, headers, keepalive: now.length < 60000 })
      .then((answer) => {
        if (answer.status === 204) saved = now;
        show(answer.status === 204);
      })
      .catch(() => show(false));
  };
  const later = () => {
    drafted.querySelector(".saved").hidden = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, 4000);
  };
  drafted.addEventListener("input", later);
  drafted.addEventListener("submit", () => clearTimeout(waiting));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && waiting) save();
  });
}
