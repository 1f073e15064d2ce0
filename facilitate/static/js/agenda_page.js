// The agenda's page: every change is sent without leaving it, what others change comes in by itself, and what one is at stays:
// the focus, the place on the page, ticks, what is being typed. Without this file every button loads the page anew.

import { fillPieces, keptPieces } from "./pieces.js";

// What else is edited on the page sends what it changes with `ask`, and says with `tell` what went wrong.
export const agendaPage = globalThis.document?.getElementById("programme") ? begin() : null;

function begin() {
  const EVERY = 4000,
    PART = { "X-Requested-With": "fetch" };
  const ROW = "[data-order-row]",
    HANDLE = "[data-order-handle]",
    CAN = "a[href], button:not(.hidden), input:not([type=hidden]), select, summary";
  const TYPED = "[name=minutes], [name=line]";
  const part = () => document.getElementById("programme");
  let waiting = Promise.resolve(),
    busy = 0,
    last = null,
    swapping = false;

  const live = (text) => {
    document.querySelector("[data-order-live]").textContent = text;
  };
  const held = () => document.querySelector(".lifted, .moving");
  const ticks = () => [...part().querySelectorAll(".tick")];

  // Where the focus is, told so that it is found again in another page: the nearest thing with an id, and what in it.
  function mark(element) {
    const around = element && part().contains(element) && element.closest("[id]");
    if (!around) return null;
    const all = [...around.querySelectorAll(CAN)];
    const like = (one) =>
      [
        one.tagName,
        one.name,
        one.value,
        one.className,
        one.getAttribute("formaction") || one.getAttribute("href"),
      ].join();
    const order = [...part().querySelectorAll(ROW)].map((row) => row.id);
    return {
      id: around.id,
      at: all.indexOf(element),
      like: like(element),
      tag: element.tagName,
      name: element.name,
      alike: like,
      order,
    };
  }
  function focus(kept) {
    if (!kept) return;
    let around = document.getElementById(kept.id);
    if (!around) {
      // its row went: the one below it, or above it
      const at = kept.order.indexOf(kept.id),
        near = [...kept.order.slice(at + 1), ...kept.order.slice(0, at).reverse()];
      around = document.getElementById(near.find((id) => document.getElementById(id)));
      (around?.querySelector(HANDLE) || part().querySelector(".tabs a"))?.focus({
        preventScroll: true,
      });
      return;
    }
    if (around.matches(CAN)) return around.focus({ preventScroll: true });
    const all = [...around.querySelectorAll(CAN)],
      same = all.filter((one) => one.tagName === kept.tag && one.name === kept.name);
    const found =
      all.find((one) => kept.alike(one) === kept.like) ||
      (same.length === 1 ? same[0] : all[kept.at]);
    (found && !found.disabled
      ? found
      : around.querySelector(HANDLE) || all.find((one) => !one.disabled)
    )?.focus({ preventScroll: true });
  }

  // Puts the fresh part in place of the old one.
  function swap(fresh) {
    const old = part(),
      was = document.activeElement,
      kept = mark(was);
    const caret = was.matches?.(TYPED) ? [was.selectionStart, was.selectionEnd] : null;
    const ticked = new Set(
      ticks()
        .filter((one) => one.checked)
        .map((one) => one.value),
    );
    const typed = [...old.querySelectorAll("[name=minutes]")]
      .filter((one) => one.value !== one.defaultValue && one.form.dataset.asked !== one.value)
      .map((one) => [
        one.closest(ROW).id,
        one.value,
        one.form.elements.revision.value,
        one.form.querySelector(".error"),
      ]);
    const opened = old.querySelector(".opened")?.closest(ROW).id;
    const unfolded = [...old.querySelectorAll(`${ROW} details[open]`)].map((one) => [
      one.closest(ROW).id,
      one.className,
    ]);
    const list = old.querySelector("[name=list]")?.value,
      folds = [...old.querySelectorAll(".look details")].map((one) => one.open);
    const edge = (
      was.closest?.(ROW) ||
      [...old.querySelectorAll(ROW)].find((row) => row.getBoundingClientRect().bottom > 0)
    )?.id;
    const top = () => document.getElementById(edge)?.getBoundingClientRect().top,
      before = edge && top();

    old.dispatchEvent(new CustomEvent("order:end", { bubbles: true }));
    swapping = true; // a field that goes loses the focus, which is no end of writing
    if (!fillPieces(fresh, old)) {
      location.reload();
      return;
    }
    old.replaceWith(fresh);
    swapping = false;
    fresh.dispatchEvent(new CustomEvent("order:begin", { bubbles: true }));
    window.htmx?.process(fresh);

    for (const one of fresh.querySelectorAll("[name=revision]")) one.value = fresh.dataset.revision; // cards that stayed too
    for (const one of ticks()) one.checked = ticked.has(one.value);
    if (opened) document.getElementById(opened)?.querySelector(".step").classList.add("opened");
    for (const [id, value, revision, error] of typed) {
      const input = document.getElementById(id)?.querySelector("[name=minutes]");
      if (!input) continue;
      input.value = value;
      input.form.elements.revision.value = revision; // it still answers to what its writer saw
      if (error) refuse(input, error);
    }
    for (const [id, name] of unfolded) {
      // a menu somebody is in stays open
      const row = document.getElementById(id);
      if (!row || !was.closest?.("details")) continue;
      if (name.includes("more")) row.querySelector("[data-more]")?.click();
      else for (const fold of row.querySelectorAll(".goes")) fold.open = true;
    }
    fresh.querySelectorAll(".look details").forEach((fold, at) => {
      if (at in folds) fold.open = folds[at];
    });
    if (list) {
      const select = fresh.querySelector("[name=list]");
      if (select) {
        select.value = list;
        if (!select.value) select.selectedIndex = 0;
      }
    }
    count();
    focus(kept);
    if (caret && document.activeElement.matches(TYPED))
      document.activeElement.setSelectionRange(...caret);
    if (edge && before !== undefined && top() !== undefined) window.scrollBy(0, top() - before);
    const said = fresh.querySelector("[data-toast]").textContent.trim().replace(/\s+/g, " ");
    if (said) live(said);
  }

  // Why minutes were not taken over, beside them; what was typed stays.
  function refuse(input, error) {
    input.form.querySelector(".error")?.remove();
    error.id = `why-${input.closest(ROW).id}`;
    input.form.append(error);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", error.id);
    if (error.dataset.revision) input.form.elements.revision.value = error.dataset.revision;
    input.form.dataset.refused = input.value; // not sent again by leaving the field
    delete input.form.dataset.asked;
  }

  // One request after the other, so that quick presses arrive in their order. `input`: the minutes that were typed; `back`: takes back
  // what could not be sent; `after`: what is done once it is saved; `refused`: shows why it was not.
  function ask(url, data, { input, back, after, refused = (error) => refuse(input, error) } = {}) {
    busy += 1;
    part().dataset.busy = busy;
    waiting = waiting
      .then(async () => {
        data.set("day", part().dataset.day);
        data.set("view", part().dataset.view);
        data.set("seen", part().dataset.revision);
        try {
          const answer = await fetch(url, {
            method: "POST",
            body: data,
            headers: { ...PART, ...keptPieces(part()) },
          });
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const fresh = page.getElementById("programme"),
            error = page.querySelector("[data-refused]");
          if (fresh) {
            swap(document.adoptNode(fresh));
            if (answer.ok) after?.();
          } else if (error && (!input || input.isConnected)) refused(document.adoptNode(error));
          else location.reload(); // signed out, or worse: show how it really is
        } catch {
          back?.();
          if (input) delete input.form.dataset.asked;
          failed();
        }
      })
      .finally(() => {
        busy -= 1;
        if (busy) part().dataset.busy = busy;
        else delete part().dataset.busy;
      });
  }
  // What was asked for did not come: without a connection that is said, else its own page says what is wrong.
  function failed(error = new TypeError(), url = "") {
    if (error instanceof TypeError) tell(part().querySelector("[data-toast]").dataset.lost);
    else location.assign(url); // signed out, or worse
  }
  function tell(text) {
    const toast = part().querySelector("[data-toast]"),
      line = document.createElement("p");
    line.className = "flash bad";
    line.textContent = text;
    toast.replaceChildren(line);
    live(text);
  }

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target,
        button = event.submitter;
      if (!form.closest("#programme") || form.method !== "post") return;
      // blocks that were ticked: the server says first what goes with them
      if (
        button?.matches("[data-remove]") &&
        ticks().some((one) => one.checked && "orderBlock" in one.closest(ROW).dataset)
      )
        return;
      event.preventDefault();
      event.stopPropagation();
      const data = new FormData(form),
        own = button?.getAttribute("formaction"),
        input = form.elements.minutes;
      if (button?.name) data.set(button.name, button.value);
      if (input && !own) {
        if (input.value === input.defaultValue || form.dataset.asked === input.value) return;
        form.dataset.asked = input.value;
      }
      if (form.elements.line) return addLine(form, data);
      ask(own || form.getAttribute("action"), data, { input: own ? null : input });
    },
    true,
  );

  // A typed line becomes a step; the next one can be typed at once. What was refused stays.
  function addLine(form, data) {
    const id = form.elements.line.id,
      text = data.get("line");
    ask(form.getAttribute("action"), data, {
      after: () => {
        const line = document.getElementById(id);
        document.dispatchEvent(new CustomEvent("agenda:added", { detail: data }));
        if (!line) return;
        if (line.value === text || !line.value) {
          line.value = "";
          line.form.querySelector("output").replaceChildren();
        }
        line.focus();
      },
    });
  }
  document.addEventListener("paste", (event) => {
    const line = event.target,
      plain = event.clipboardData?.getData("text/plain") || "",
      text = plain.trim();
    if (!line.matches?.("#programme [name=line]") || line.value || !text.includes("\n")) return;
    event.preventDefault(); // a field of one line would make one step of all of them
    const data = new FormData(line.form);
    data.set("line", text);
    const html = event.clipboardData.getData("text/html");
    if (!/\t|<table[\s>]/i.test(text + html)) return addLine(line.form, data);
    import("./pasted_table.js").then(
      ({ importTable }) => importTable(line.form, html, plain) || addLine(line.form, data),
    );
  });

  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if (
      swapping ||
      !field.matches("#programme [name=minutes]") ||
      field.value === field.defaultValue
    )
      return;
    if (field.form.dataset.refused !== field.value) field.form.requestSubmit();
  });

  // A step was dropped: it goes there, and with it all others that are ticked, if it is ticked itself.
  document.addEventListener("order:put", (event) => {
    const row = event.target,
      { list, dropped, back } = event.detail;
    if (!row.closest("#programme")) return;
    event.preventDefault();
    const own = row.querySelector(".tick"),
      going = own.checked ? ticks().filter((one) => one.checked) : [own];
    const ids = new Set(going.map((one) => one.value)),
      data = new FormData();
    let above = row.previousElementSibling;
    while (above && ids.has(above.querySelector(".tick").value))
      above = above.previousElementSibling;
    data.set("csrf_token", row.querySelector("[name=csrf_token]").value);
    for (const id of ids) data.append("step", id);
    data.set("list", list);
    if (!dropped) data.set("after", above ? above.querySelector(".tick").value : 0);
    ask(part().dataset.move, data, { back });
  });

  // On a phone one card at a time shows its tools, the one whose menu was opened last.
  function opens(card, on) {
    part()
      .querySelectorAll(".opened")
      .forEach((one) => one.classList.remove("opened"));
    card.classList.toggle("opened", on);
  }

  // The rest of what can be done with a step: made where it is wanted, a long agenda is quicker without it.
  document.addEventListener("click", (event) => {
    const again = event.target.closest?.("#programme .plan .more > summary"),
      link = event.target.closest?.("[data-more]");
    if (again) opens(again.closest(".step"), !again.parentElement.open);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const made = part().querySelector(`template[data-menu=${link.dataset.more}]`).cloneNode(true);
    made.innerHTML = made.innerHTML.replaceAll("@id@", link.closest("form").elements.step.value);
    const menu = made.content.firstElementChild,
      summary = menu.querySelector("summary");
    menu.querySelectorAll("[data-to]").forEach((one) => {
      one.href = one.dataset.to;
    });
    summary.setAttribute("aria-label", link.getAttribute("aria-label"));
    opens(link.closest("form"), true);
    link.replaceWith(menu);
    menu.open = true;
    menu.lastElementChild.scrollIntoView({ block: "nearest" });
    summary.focus();
  });

  // Ticks: how many, a range with Shift, and keys on a handle.
  function count() {
    const bar = document.getElementById("many");
    if (!bar) return;
    const number = ticks().filter((one) => one.checked).length,
      words = bar.querySelector("[data-one]");
    bar.classList.toggle("off", !number);
    words.textContent =
      number === 1 ? words.dataset.one : words.dataset.many.replace("{count}", number);
    bar.querySelector("[data-none]").hidden = false;
    part().dataset.ticked = number > 1 ? words.textContent : "";
  }
  function range(from, to, on) {
    const all = ticks(),
      ends = [all.findIndex((one) => one.value === from), all.indexOf(to)].sort((a, b) => a - b);
    if (ends[0] >= 0)
      all.slice(ends[0], ends[1] + 1).forEach((one) => {
        one.checked = on;
      });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-none]")) {
      ticks().forEach((one) => {
        one.checked = false;
      });
      count();
      part().querySelector(".tabs a").focus();
    }
    const tick = event.target.closest?.(".tick");
    if (!tick) return;
    if (event.shiftKey && last !== null) range(last, tick, tick.checked);
    last = tick.value;
    count();
  });

  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase(),
      at = event.target;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || key === "y")) {
      // A field takes back its own letters; an empty line has none.
      if ((at.value || at.name !== "line") && at.closest("textarea, select, input:not(.tick)"))
        return;
      event.preventDefault();
      if (!held())
        part()
          .querySelector(key === "y" || event.shiftKey ? "[data-redo]" : "[data-undo]")
          ?.click();
      return;
    }
    if (at.matches("#programme [name=minutes]") && key === "escape") {
      at.value = at.defaultValue;
      at.form.querySelector(".error")?.remove();
      at.removeAttribute("aria-invalid");
    }
    if (held() || event.ctrlKey || event.metaKey || event.altKey) return;
    // The arrows lead from step to step and through empty lines, + to the last line.
    const handle = at.closest?.(`#programme ${HANDLE}`),
      by = { arrowup: -1, arrowdown: 1 }[key],
      all = [...part().querySelectorAll(HANDLE + (event.shiftKey ? "" : ",[name=line]"))],
      next = by ? all[all.indexOf(at) + by] : all.findLast((one) => one.name);
    if (key === "+" ? at === document.body : by && at.name === "line" && !at.value) {
      event.preventDefault();
      next?.focus();
    }
    if (!handle) return;
    const tick = handle.closest(ROW).querySelector(".tick");
    if (key === "x") tick.checked = !tick.checked;
    else if (by) {
      if (event.shiftKey) {
        tick.checked = true;
        if (next) next.closest(ROW).querySelector(".tick").checked = true;
      }
      next?.focus();
    } else return;
    event.preventDefault();
    last = tick.value;
    count();
    if (key === "x" || event.shiftKey) live(document.querySelector("#many [data-one]").textContent);
  });

  // What others change comes in while the page is looked at.
  async function look() {
    if (document.hidden || busy || held()) return;
    const { since, revision, day, view } = part().dataset;
    try {
      const answer = await fetch(`${since}${revision}?day=${day}&view=${view}&seen=${revision}`, {
        headers: { ...PART, ...keptPieces(part()) },
      });
      if (answer.status !== 200 || answer.redirected) return;
      const fresh = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .getElementById("programme");
      if (fresh && !busy && !held() && part().dataset.revision === revision)
        swap(document.adoptNode(fresh));
    } catch {
      /* no network: the next look may have one */
    }
  }
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  document.documentElement.classList.add("quick");
  count();
  return { ask, tell, failed };
}
