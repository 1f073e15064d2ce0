// A step's long form beside the agenda, on a phone as a sheet from below: the form of its page, in one language at a time. It keeps the
// focus in it and gives it back; Esc closes it, and what was typed stays until it is saved or discarded.

import { agendaPage } from "./agenda_page.js";
import { fillForm, openTyped, valuesOf } from "./agenda_typed.js";

// The step whose title is written next: the first of those that lack it and were not skipped.
export const nextUntold = (ids, skipped) => ids.find((id) => !skipped.has(id)) ?? null;

const about = globalThis.document?.getElementById("typed-before");
if (about) begin();

function begin() {
  const { here, who } = about.dataset,
    part = () => document.getElementById("programme");
  const typed = openTyped(`facilitate-agenda ${who} ${here}`);
  const dialog = document.createElement("dialog");
  dialog.className = "panel";
  dialog.setAttribute("aria-labelledby", "panel-title");
  document.body.append(dialog);
  let lang = document.documentElement.lang,
    walks = null,
    opener = "",
    first = "";

  const form = () => dialog.querySelector("form");
  const key = () => `${form().dataset.panelForm}/form`;
  const rowOf = (id) => document.getElementById(`step-${id}`);
  const untold = () => part().querySelector(`[data-untold="${walks.lang}"]`);

  // What of a page leads to a step's form: the address without what follows it.
  const leads = (link) =>
    new RegExp(`^${here.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}/steps/(\\d+|new)$`).exec(
      link.pathname,
    )?.[1];

  async function open(url, values = null) {
    dialog.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
      const fresh = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .querySelector("[data-panel-form]");
      if (!fresh) throw new Error(answer.status);
      show(document.adoptNode(fresh), values);
    } catch (error) {
      agendaPage.failed(error, url);
    }
  }
  function show(fresh, values = null) {
    dialog.removeAttribute("aria-busy");
    dialog.replaceChildren(fresh);
    htmx.process(fresh); // its votes
    first = JSON.stringify(valuesOf(fresh));
    const kept = values ?? ("refused" in fresh.dataset ? null : typed.of(key())?.values);
    if (kept) fillForm(fresh.elements, kept);
    dialog.querySelector(".typed-here").hidden = !kept;
    for (const one of fresh.querySelectorAll(".pair [lang]")) {
      // what stands in the other language is there to be read
      const other = one
        .closest(".pair")
        .querySelector(`:is(input, textarea)[lang]:not([lang="${one.lang}"])`);
      if (!one.value && other) one.placeholder = other.value;
    }
    speak(walks?.lang ?? lang);
    const left = walks && untold()?.dataset.ids.split(" ").length,
      skip = dialog.querySelector("[data-skip]");
    skip.hidden = !walks;
    dialog.querySelector("[data-left]").textContent = left
      ? untold().parentElement.firstChild.textContent
      : "";
    part()
      .querySelectorAll(".beside-panel")
      .forEach((one) => one.classList.remove("beside-panel"));
    rowOf(fresh.dataset.panelForm)?.classList.add("beside-panel");
    rowOf(fresh.dataset.panelForm)?.scrollIntoView({ block: "nearest" });
    if (!dialog.open) dialog.showModal();
    dialog.querySelector(".panel-fields").scrollTop = 0;
    (
      fresh.querySelector(".problems") ??
      fresh.querySelector(`[name="title-${dialog.dataset.lang}"]`)
    ).focus();
  }
  function speak(code) {
    dialog.dataset.lang = code;
    for (const one of dialog.querySelectorAll("button[data-lang]"))
      one.setAttribute("aria-pressed", one.dataset.lang === code);
  }
  function close() {
    if (dialog.open) dialog.close();
  }
  dialog.addEventListener("close", () => {
    const id = form()?.dataset.panelForm;
    walks = null;
    dialog.replaceChildren();
    part()
      .querySelectorAll(".beside-panel")
      .forEach((one) => one.classList.remove("beside-panel"));
    const row = rowOf(id),
      back =
        row?.querySelector(":scope > .step [data-order-handle], :scope > .in > .t") ??
        [...part().querySelectorAll("a")].find((one) => one.getAttribute("href") === opener);
    back?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("agenda:typed"));
  });

  function save() {
    const sent = form(),
      id = key();
    agendaPage.ask(sent.getAttribute("action"), new FormData(sent), {
      refused: (error) => (error.matches("[data-panel-form]") ? show(error) : close()),
      after() {
        typed.forget(id);
        first = "";
        goOn(walks);
      },
    });
  }
  // To the next title that is missing; without one it is done.
  function goOn(walk) {
    const next =
      walk && untold() ? nextUntold(untold().dataset.ids.split(" "), walk.skipped) : null;
    if (next) open(`${here}/steps/${next}`);
    else close();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#programme a[href]");
    if (
      !link ||
      event.defaultPrevented ||
      event.button ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      !leads(link)
    )
      return;
    event.preventDefault();
    opener = link.getAttribute("href");
    link.closest("details.more, details.confirm")?.removeAttribute("open");
    walks = link.dataset.untold ? { lang: link.dataset.untold, skipped: new Set() } : null;
    open(link.href);
  });
  document.addEventListener("keydown", (event) => {
    const step = event.target.closest?.(
      "#programme .plan [data-order-handle], #programme .blk > .in > .t",
    );
    if (
      event.key !== "e" ||
      !step ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      document.querySelector(".lifted, .moving")
    )
      return;
    event.preventDefault();
    open(`${here}/steps/${step.closest("li").id.replace("step-", "")}`);
  });
  document.addEventListener("agenda:panel", (event) => {
    open(event.detail.url, event.detail.values);
  });

  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  dialog.addEventListener("input", () => {
    const id = form().dataset.panelForm,
      values = valuesOf(form());
    if (JSON.stringify(values) === first) typed.forget(key());
    else
      typed.keep(key(), {
        values,
        url: form().getAttribute("action"),
        title: dialog.querySelector("#panel-title").textContent,
        cell: about.dataset.form,
        text: id === "new" ? form().elements[`title-${dialog.dataset.lang}`].value : "",
        day: part().dataset.day,
      });
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (event.target === dialog) {
      // beside the panel: the step that was meant
      close();
      const row = document
        .elementFromPoint(event.clientX, event.clientY)
        ?.closest("#programme [data-order-row], #programme .blk[data-step]");
      if (row) open(`${here}/steps/${row.id.replace("step-", "")}`);
    } else if (button?.matches("[data-close]")) close();
    else if (button?.matches("[data-lang]")) {
      lang = button.dataset.lang;
      speak(lang);
    } else if (button?.matches("[data-skip]")) {
      walks.skipped.add(form().dataset.panelForm);
      goOn(walks);
    } else if (button?.matches("[data-discard]")) {
      typed.forget(key());
      open(form().getAttribute("action"));
    }
  });
}
