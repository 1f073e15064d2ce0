// While somebody types into a field with `data-typed`: what could identify a person is told below it, quietly. Never stops sending.

const PAUSE = 900;
const token = () => document.querySelector("[name=csrf_token]")?.value ?? "";

const watch = (field) => {
  const said = document.createElement("p");
  said.className = "hint typed";
  said.setAttribute("role", "status");
  field.after(said);
  let timer = 0,
    asked = "";
  const ask = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    if (!text) {
      said.textContent = "";
      return;
    }
    try {
      const answer = await fetch("/privacy/typed", {
        method: "POST",
        body: new URLSearchParams({ text, csrf_token: token() }),
      });
      if (answer.ok && text === asked) said.textContent = (await answer.json()).say;
    } catch {
      asked = "";
    } // without a connection nothing is told
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.form?.addEventListener("submit", () => {
    clearTimeout(timer);
    said.textContent = "";
    asked = "";
  });
  if (field.value.trim()) ask();
};

document.querySelectorAll("textarea[data-typed], [data-typed] textarea").forEach(watch);
