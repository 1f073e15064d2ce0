// A table's page: key points are added without a reload, kept on the phone while there is no connection and sent later,
// each once. On the wall: the arrow keys turn the page.

(() => {
  const form = document.querySelector("[data-notes]");
  if (!form) {
    document.addEventListener("keydown", (event) => {
      const way = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
      const link = way && document.querySelector(`.harvest-wall a[rel=${way}]`);
      if (link) { event.preventDefault(); link.click(); }
    });
    return;
  }

  const round = form.dataset.notes;
  const text = form.elements.text;
  const waitingList = document.querySelector("[data-notes-waiting]");
  const status = form.querySelector("[data-notes-alone]");
  const store = `facilitate-notes-${location.pathname}`;
  const read = () => { try { return JSON.parse(localStorage.getItem(store)) || {}; } catch { return {}; } };
  let memory = { queue: [], drafts: {}, ...read() }; // also where the browser keeps nothing
  function keep() {
    try { localStorage.setItem(store, JSON.stringify(memory)); } catch { /* it is still in memory */ }
  }
  addEventListener("storage", (event) => { if (event.key === store) { memory = { queue: [], drafts: {}, ...read() }; show(); } });

  function show(sentence = status.textContent) {
    waitingList.hidden = !memory.queue.length;
    waitingList.replaceChildren(...memory.queue.map((one) => {
      const item = document.createElement("li"), words = document.createElement("div"), chip = document.createElement("small");
      words.className = "pre";
      words.dir = "auto";
      words.textContent = one.text;
      chip.className = "warn";
      chip.textContent = form.dataset.waits;
      item.append(words, chip);
      return item;
    }));
    status.hidden = !sentence;
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  // The list as the planner has it; somebody who is about to press one of its buttons is not disturbed.
  function take(page) {
    const fresh = page.getElementById("notes"), now = document.getElementById("notes");
    const tabs = page.querySelector(".tabs"), here = document.querySelector(".tabs");
    if (!fresh || now.contains(document.activeElement)) return;
    if (fresh.innerHTML !== now.innerHTML) now.replaceChildren(...fresh.childNodes);
    if (tabs && here && tabs.innerHTML !== here.innerHTML) here.replaceChildren(...tabs.childNodes);
  }
  const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const patience = () => ({ signal: AbortSignal.timeout(8000) });

  let sending = false;
  async function send() {
    if (sending) return;
    sending = true;
    try {
      while (memory.queue.length) {
        const one = memory.queue[0];
        const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(one), ...patience() });
        if (answer.status === 404) { show(form.dataset.gone); break; }
        if (answer.status === 429 || answer.status >= 500) throw new TypeError("later");
        const page = await parse(answer);
        if (!page.getElementById("notes")) throw new TypeError("no answer of ours"); // a hotel's page in front of the network
        memory.queue = memory.queue.filter((other) => other.key !== one.key);
        if (!answer.ok) { // not taken: back to where it can be changed
          text.value = [one.text, text.value].filter(Boolean).join("\n");
          draft();
          show(page.querySelector(".error, .problems p")?.textContent.trim() ?? "");
          break;
        }
        keep();
        show("");
        if (one.round === round) take(page);
      }
    } catch { show(form.dataset.alone); }
    sending = false;
    keep();
  }

  async function ask() {
    if (document.hidden || sending || memory.queue.length) return;
    try {
      const answer = await fetch(`${location.pathname}?round=${round}`, patience());
      if (answer.ok) { take(await parse(answer)); show(""); }
    } catch { /* the next one */ }
  }

  function draft() {
    if (text.value) memory.drafts[round] = text.value; else delete memory.drafts[round];
    keep();
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "switch" || !text.value.trim()) return; // the planner answers
    event.preventDefault();
    event.stopPropagation();
    const key = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("");
    memory.queue.push({ key, round, text: text.value.trim() });
    text.value = "";
    draft();
    show("");
    text.focus();
    send();
  });
  text.addEventListener("input", draft);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  if (!text.value && memory.drafts[round]) text.value = memory.drafts[round];

  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { send(); ask(); } });
  show("");
  send();
  setInterval(() => (memory.queue.length ? send() : ask()), 10000);
})();
