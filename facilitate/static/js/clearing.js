// The privacy check by keyboard: k keeps, g generalises, r removes the passage in focus; the arrows go from one to the next.

function walkFindings() {
  const forms = [...document.querySelectorAll("[data-clear]")];
  const hint = document.querySelector("[data-clear-keys]");
  if (!forms.length) return;
  if (hint) hint.hidden = false;
  const verdicts = { k: "keep", g: "generalise", r: "remove" };
  const first = (form) => form.querySelector("button[value=keep]");
  const inFocus = () => forms.find((form) => form.contains(document.activeElement));

  document.addEventListener("keydown", (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.target.matches("input:not([type=checkbox]), textarea, select")
    )
      return;
    const at = forms.indexOf(inFocus());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = forms[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at >= 0 && next) {
        event.preventDefault();
        first(next).focus();
      }
      return;
    }
    const verdict = verdicts[event.key.toLowerCase()];
    if (!verdict || at < 0) return;
    event.preventDefault();
    const field = forms[at].elements.instead;
    if (verdict === "generalise" && !field.value.trim()) {
      field.focus();
      return;
    }
    forms[at].requestSubmit(forms[at].querySelector(`button[value=${verdict}]:not(.hidden)`));
  });

  const jumped = location.hash
    ? document.getElementById(decodeURIComponent(location.hash.slice(1)))
    : null;
  const start = jumped?.querySelector("[data-clear]") || (location.hash ? null : forms[0]);
  const begin = () => first(start).focus({ preventScroll: !jumped });
  if (!start || document.querySelector("[autofocus]")) return;
  if (!jumped) begin();
  else if (document.readyState === "complete") setTimeout(begin);
  else addEventListener("load", () => setTimeout(begin)); // the browser jumps to the line first, and takes the focus there
}

walkFindings();
