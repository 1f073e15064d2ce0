// Behind a personal link: what is typed is saved quietly, some seconds after typing stops and when the page goes out of
// sight. Not sent yet, and never in the way: the buttons do the same without it.
const drafted = document.querySelector("form[data-draft]");
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
