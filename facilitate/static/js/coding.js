// Selecting words of an answer and putting themes on them, by mouse, touch or keyboard. Without this file sentences are ticked.
// The server counts characters as Python does (code points), the browser counts UTF-16 units: 🙂 is one there, two here.

// A line beside the text lights up exactly its passage, and a passage its lines: where one points, else where the focus is.
let lit = "";
const passages = (node) => {
  const found = node?.closest?.("mark[data-on], .marks li[data-passage]");
  return found ? found.dataset.on || found.dataset.passage : "";
};
function light(event) {
  const ids = passages(event.target) || passages(document.activeElement);
  if (ids === lit && (!ids || document.querySelector(".lit"))) return;
  lit = ids;
  document.querySelectorAll(".lit").forEach((old) => old.classList.remove("lit"));
  ids
    .split(" ")
    .filter(Boolean)
    .forEach((id) => {
      document
        .querySelectorAll(`mark[data-on~="${id}"], .marks li[data-passage="${id}"]`)
        .forEach((one) => one.classList.add("lit"));
    });
}
["pointerover", "focusin", "focusout"].forEach((name) => document.addEventListener(name, light));

const points = (text) => [...text].length;
const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .trim()
    .replace(/\s+/g, " ");
const holds = (name, wanted) => wanted.split(" ").every((word) => name.includes(word));

// A selection without the spaces around it; null where nothing else is left.
function trimmed(text, start, end) {
  const piece = text.slice(start, end);
  if (!piece.trim()) return null;
  const from = start + piece.length - piece.trimStart().length;
  return { start: from, end: from + piece.trim().length };
}

// The theme that Enter puts on: the one called exactly so, or the only one left; none makes a new one.
function meant(names, wanted) {
  if (!wanted) return -1;
  const left = names.flatMap((name, place) => (holds(name, wanted) ? [place] : []));
  return left.find((place) => names[place] === wanted) ?? (left.length === 1 ? left[0] : -1);
}

export { fold, meant, points, trimmed };

function codeSelections() {
  const bar = document.getElementById("coding-bar");
  const told = document.getElementById("selected-words");
  if (!bar?.showPopover) return;
  const wrong = bar.querySelector(".error");
  const list = bar.querySelector(".chips");
  const typed = bar.elements.new;
  let chosen = null; // the selection the bar is about: {reply, start, end} in UTF-16 units
  let settling = 0;
  let sending = Promise.resolve(); // one write after the other, so that the page shows the latest

  const within = (node) =>
    (node?.nodeType === 1 ? node : node?.parentElement)?.closest("[data-reply]");
  const textOf = (id) => document.querySelector(`[data-reply="${id}"]`);
  const again = (reply) => textOf(reply.dataset.reply);
  const say = (text) => {
    told.textContent = text;
  };

  // The selection as UTF-16 offsets in the text of one reply; null where nothing of a reply is selected.
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const reply = within(selection.anchorNode) || within(range.startContainer);
    if (!reply || bar.contains(selection.anchorNode)) return null;
    const text = reply.textContent;
    const offset = (node, at, outside) => {
      if (!reply.contains(node)) return outside;
      const before = document.createRange();
      before.setStart(reply, 0);
      before.setEnd(node, at);
      return before.toString().length;
    };
    const found = trimmed(
      text,
      offset(range.startContainer, range.startOffset, 0),
      offset(range.endContainer, range.endOffset, text.length),
    );
    return found && { reply, ...found };
  }

  // Select these UTF-16 offsets, so that one sees what the bar is about.
  function show({ reply, start, end }) {
    const place = (wanted) => {
      const nodes = document.createTreeWalker(reply, NodeFilter.SHOW_TEXT);
      let passed = 0;
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        if (wanted <= passed + node.length) return [node, wanted - passed];
        passed += node.length;
      }
      return [reply, reply.childNodes.length];
    };
    getSelection().setBaseAndExtent(...place(start), ...place(end));
  }

  function fill() {
    const text = chosen.reply.textContent;
    bar.action = chosen.reply.closest(".passage").dataset.code;
    bar.elements.start.value = points(text.slice(0, chosen.start));
    bar.elements.end.value = points(text.slice(0, chosen.end));
    const words = text.slice(chosen.start, chosen.end);
    bar.querySelector(".words-of").textContent =
      words.length > 90 ? `“${words.slice(0, 60)} … ${words.slice(-25)}”` : `“${words}”`;
    marksOn();
  }

  // Themes that are on exactly this passage are pressed; pressing one again takes it off.
  function marksOn() {
    const on = {};
    const key = `${bar.elements.start.value}-${bar.elements.end.value}`;
    chosen.reply
      .closest(".passage")
      .querySelectorAll(`li[data-span="${key}"] [name=take]`)
      .forEach((button) => {
        on[button.value.split("-")[1]] = button.value;
      });
    bar.querySelectorAll("[name=put], [name=take]").forEach((button) => {
      button.dataset.theme ||= button.value;
      const theme = button.dataset.theme;
      button.setAttribute("aria-pressed", theme in on);
      button.name = theme in on ? "take" : "put";
      button.value = on[theme] || theme;
    });
  }

  function open(found, focus) {
    if (!again(found.reply)) return;
    const other =
      !chosen ||
      chosen.start !== found.start ||
      chosen.end !== found.end ||
      chosen.reply !== found.reply;
    chosen = found;
    if (other) {
      bar.reset();
      filter();
      wrong.hidden = true;
    }
    fill();
    if (!bar.matches(":popover-open")) bar.showPopover();
    place();
    if (focus) bar.querySelector(".chips button, [name=new]").focus();
  }

  // Below the selection, inside the window; on a phone the style sheet puts it at the foot of the screen.
  function place() {
    if (matchMedia("(max-width: 760px)").matches) {
      bar.style.left = bar.style.top = "";
      return;
    }
    const selection = getSelection();
    const box = (
      selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : chosen.reply
    ).getBoundingClientRect();
    const below = box.bottom + 8 + bar.offsetHeight < innerHeight;
    bar.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bar.offsetWidth - 8))}px`;
    bar.style.top = `${below || box.top < bar.offsetHeight + 16 ? Math.min(box.bottom + 8, innerHeight - bar.offsetHeight - 8) : box.top - bar.offsetHeight - 8}px`;
  }

  function close(back) {
    if (bar.matches(":popover-open")) bar.hidePopover();
    if (back && chosen) again(chosen.reply)?.focus({ preventScroll: true });
    chosen = null;
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (document.activeElement?.hasAttribute("data-reply") && document.activeElement.dataset.keys)
        return; // Enter opens it
      const found = selected();
      if (found) open(found, false);
    }, 250);
  });
  document.addEventListener("pointerdown", (event) => {
    const reply = within(event.target);
    if (reply) delete reply.dataset.keys;
    if (!bar.contains(event.target)) close(false);
  });
  addEventListener(
    "scroll",
    () => {
      if (chosen) place();
    },
    { passive: true },
  );
  addEventListener("resize", () => {
    if (chosen) place();
  });

  // Keys: a reply with the focus. `at` is the word one stands on, `from` where the selection began.
  const words = (reply) =>
    [...reply.textContent.matchAll(/\S+/g)].map((word) => [
      word.index,
      word.index + word[0].length,
    ]);
  function keys(event) {
    const reply = event.target;
    const on = getComputedStyle(reply).direction === "rtl" ? -1 : 1;
    const step = { ArrowRight: on, ArrowLeft: -on, Home: -Infinity, End: Infinity }[event.key];
    const list = words(reply);
    if (step && list.length && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const at = reply.dataset.keys ? Number(reply.dataset.at) : step > 0 ? -1 : list.length;
      const to = Math.max(0, Math.min(list.length - 1, at + step));
      const from = event.shiftKey && reply.dataset.keys ? Number(reply.dataset.from) : to;
      Object.assign(reply.dataset, { keys: "1", at: to, from });
      const found = { reply, start: list[Math.min(from, to)][0], end: list[Math.max(from, to)][1] };
      show(found);
      say(`${told.dataset.selected} ${reply.textContent.slice(found.start, found.end)}`);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const found = selected();
      if (found) open(found, true);
      else say(told.dataset.none);
    } else if (event.key === "Escape") {
      ["keys", "at", "from"].forEach((name) => delete reply.dataset[name]);
      getSelection().removeAllRanges();
    }
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.(
      "input:not([type=checkbox], [type=radio]), textarea, select",
    );
    const plainly = !writing && !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat;
    if (event.key === "Escape" && bar.matches(":popover-open")) close(true);
    else if (plainly && event.key === "n") next(event);
    else if (plainly && /^[1-9]$/.test(event.key) && bar.matches(":popover-open")) press(event.key);
    else if (event.target.matches?.("[data-reply]")) keys(event);
  });

  // The theme of that number is put on, or taken off where it is on.
  function press(number) {
    const chip = chips().find((one) => one.querySelector(".no").textContent === number);
    if (chip) bar.requestSubmit(chip);
  }

  // The next answer without a theme, from the top again after the last one.
  function next(event) {
    const here = (chosen && again(chosen.reply)) || document.activeElement;
    const waiting = [...document.querySelectorAll(".voice")].filter(
      (one) =>
        one.querySelector("[data-reply]") && !one.querySelector(".put") && !one.contains(here),
    );
    const found =
      waiting.find(
        (one) =>
          here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING &&
          !here.contains(one),
      ) || waiting[0];
    event.preventDefault();
    if (!found) {
      say(told.dataset.all);
      document.querySelector("a[rel=next]")?.focus();
      return;
    }
    close(false);
    getSelection().removeAllRanges();
    found.querySelector("details").open = true;
    found.querySelector("[data-reply]").focus({ preventScroll: true });
    found.scrollIntoView({ block: "start" });
  }

  // Typing a new theme leaves those that hold the words; accents and case do not matter.
  const chips = () => [...list.querySelectorAll(".chip")];
  const nameOf = (chip) => fold(chip.lastChild.textContent);
  function filter() {
    const wanted = fold(typed.value);
    if (!wanted) list.style.flexBasis = "";
    else list.style.flexBasis ||= `${list.offsetHeight}px`; // the field does not move while one types
    chips().forEach((chip) => {
      chip.hidden = !holds(nameOf(chip), wanted);
    });
    const found = meantChip();
    chips().forEach((chip) => chip.classList.toggle("meant", chip === found));
    bar.querySelector("[data-as-new]").hidden = !found || nameOf(found) === wanted;
    if (found) say(`${told.dataset.enter} ${found.lastChild.textContent.trim()}`);
  }
  typed.addEventListener("input", filter);

  function meantChip() {
    const all = chips();
    return all[meant(all.map(nameOf), fold(typed.value))];
  }

  // Sending: a small write for each press; the answer is the reply as it is now, with what others did meanwhile.
  bar.addEventListener("submit", (event) => {
    let button = event.submitter;
    if (button?.hasAttribute("data-black")) {
      blackOut(event);
      return;
    }
    event.preventDefault();
    if (!button || button.hasAttribute("data-new")) button = meantChip() || button;
    const chip = button?.matches(".chip");
    if (chip && button !== event.submitter && button.name === "take") {
      typed.value = "";
      filter();
      say(told.dataset.done);
      return;
    } // it is on
    const data = new FormData(bar, button);
    if (chip) data.delete("new");
    else if (!typed.value.trim() && !data.get("quote")) {
      typed.focus();
      return;
    }
    const about = { reply: chosen.reply.dataset.reply, action: bar.action, written: typed.value };
    sending = sending.then(() => send(about, data));
  });

  async function send(about, data) {
    const mine = () => chosen?.reply.dataset.reply === about.reply;
    wrong.hidden = true;
    try {
      const answer = await fetch(about.action, {
        method: "POST",
        body: data,
        headers: { "HX-Request": "true" },
      });
      const pieces = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || answer.redirected)
        throw new Error(
          pieces.querySelector("[role=alert], .lead")?.textContent || bar.dataset.far,
        );
      swap(pieces, about.reply);
      if (data.get("new")) newChip(about.reply);
      if (typed.value === about.written) typed.value = "";
      filter();
      if (mine()) marksOn();
      say(told.dataset.done);
    } catch (error) {
      wrong.textContent = error instanceof TypeError ? bar.dataset.far : error.message;
      wrong.hidden = false;
    }
    delete bar.dataset.sent;
  }

  // Everything in the answer takes the place of what has the same id; the selection and the place of the keys stay.
  function swap(pieces, id) {
    const { keys, at, from } = textOf(id).dataset;
    const inside = textOf(id) === document.activeElement;
    pieces.querySelectorAll("body > [id]").forEach((piece) => {
      piece.removeAttribute("hx-swap-oob");
      piece.querySelectorAll("[autofocus]").forEach((one) => one.removeAttribute("autofocus")); // the focus stays in the bar
      const old = document.getElementById(piece.id);
      old?.replaceWith(piece);
      htmx.process(piece);
    });
    const reply = textOf(id);
    Object.assign(reply.dataset, keys ? { keys, at, from } : {});
    ready(reply);
    if (inside) reply.focus({ preventScroll: true });
    if (chosen?.reply.dataset.reply !== id) return;
    chosen.reply = reply;
    show(chosen);
  }

  // A theme that was just made has a button in the bar too.
  function newChip(id) {
    const known = new Set(chips().map((chip) => chip.dataset.theme || chip.value));
    textOf(id)
      .closest(".passage")
      .querySelectorAll(".put")
      .forEach((put) => {
        const theme = put.querySelector("[name=take]").value.split("-")[1];
        if (known.has(theme)) return;
        known.add(theme);
        const chip = list.appendChild(document.createElement("button"));
        Object.assign(chip, { className: "chip", name: "put", value: theme });
        chip.append(
          put.querySelector(".no").cloneNode(true),
          ` ${put.querySelector(".no + span").textContent}`,
        );
        chip.scrollIntoView({ block: "nearest" });
      });
  }

  // Blacking out is shown on a page of its own before it is done.
  function blackOut(event) {
    event.submitter.formAction = chosen.reply.closest(".passage").dataset.black;
  }
  bar.querySelector("[data-close]").addEventListener("click", () => close(true));

  function ready(reply) {
    Object.assign(reply, { tabIndex: 0, role: "textbox" });
    reply.setAttribute("aria-readonly", "true");
    reply.setAttribute("aria-multiline", "true");
    reply.setAttribute("aria-label", bar.dataset.answer);
    reply.setAttribute("aria-describedby", "keys-help");
  }
  document.querySelectorAll("[data-reply]").forEach(ready);
  document.addEventListener("htmx:load", (event) => {
    event.target.querySelectorAll?.("[data-reply]").forEach(ready);
    // a button that went with the old reply leaves the focus to the new one
    if (event.target.matches?.(".passage") && document.activeElement === document.body)
      event.target.querySelector("[data-reply]").focus({ preventScroll: true });
  });
  document.documentElement.classList.add("coding-ready");
}

codeSelections();
