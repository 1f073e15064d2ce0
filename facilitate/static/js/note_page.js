// The parts of the note-taker's page: the field and what is typed into it, a row that waits, a question below the field.

export const root = document.querySelector("[data-notes]");
export const own = JSON.parse(root.dataset.notes);
export const { say, scope } = own;
export const $ = (name) => root.querySelector(`[data-note-${name}]`);
export const form = $("form");
export const list = $("list");
export const text = form.elements.text;
const prototype = document.querySelector("template[data-note-row]");

export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
export const clock = (at) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: own.zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));
export const kindOf = (key) => own.kinds.find((one) => one.key === key) || own.kinds[0];
const chosen = (name, value) =>
  [...form.elements[name].options].find((one) => one.value === String(value ?? ""))?.text ?? "";
const number = (value) => (value ? Number(value) : null);

// ---- what is typed ----
export function typed() {
  return {
    kind: form.elements.kind.value,
    text: text.value.replace(/\r\n?/g, "\n").trim(),
    who: form.elements.who.value.trim(),
    sector: number(form.elements.sector_id.value),
    county: number(form.elements.county_id.value),
    withheld: form.elements.withheld.checked,
  };
}
export function show(one) {
  text.value = one.text ?? "";
  form.elements.who.value = one.who ?? "";
  form.elements.sector_id.value = one.sector ?? "";
  form.elements.county_id.value = one.county ?? "";
  form.elements.withheld.checked = Boolean(one.withheld);
  choose(one.kind || "point");
  if (one.who || one.sector || one.county || one.withheld)
    form.querySelector("details").open = true;
}
function choose(kind) {
  const radio = form.querySelector(`input[name=kind][value="${kind}"]`);
  if (radio) radio.checked = true;
}

// ---- what is shown ----
export function row(one) {
  const item = prototype.content.firstElementChild.cloneNode(true),
    kind = kindOf(one.kind);
  item.dataset.note = one.key;
  item.dataset.noteAt = one.at;
  item.classList.add(`note-${kind.key}`, "note-waiting");
  item.querySelector("time").textContent = clock(one.at);
  item.querySelector(".note-kind").textContent = [
    `${kind.sign} ${kind.name}`,
    one.withheld ? say.withheld : "",
  ]
    .filter(Boolean)
    .join(" · ");
  item.querySelector(".note-text").textContent = one.text;
  const who = [
    one.who,
    one.sector ? chosen("sector_id", one.sector) : "",
    one.county ? chosen("county_id", one.county) : "",
  ]
    .filter(Boolean)
    .join(" · ");
  item.querySelector(".note-who").textContent = who ? `– ${who}` : "";
  item.querySelector(".note-who").hidden = !who;
  item.querySelector(".note-waits").textContent = say.waits;
  return item;
}
export function element(html) {
  const place = document.createElement("template");
  place.innerHTML = html;
  return place.content.firstElementChild;
}

// Something to decide, with a button for each way.
export function asked(parts, buttons) {
  const item = document.createElement("li");
  item.className = "problems note-problem";
  for (const part of parts) {
    const words = document.createElement("p");
    words.className = "pre";
    words.dir = "auto";
    words.textContent = part;
    item.append(words);
  }
  const rowOf = document.createElement("div");
  rowOf.className = "row";
  for (const [name, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = name;
    button.addEventListener("click", async () => {
      await act();
      item.remove();
      $("problems").hidden = !$("problems").children.length;
      text.focus();
    });
    rowOf.append(button);
  }
  item.append(rowOf);
  $("problems").append(item);
  $("problems").hidden = false;
}
