// A line becomes a decision or an action in two keys: d or a opens the form beside it, Enter saves, Escape closes.
(() => {
  const row = (element) => element.closest("li:has([data-deed-line])");
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  const beside = (line) => {
    let box = line.querySelector(":scope > .deed-beside");
    if (!box) {
      box = document.createElement("div");
      box.className = "deed-beside";
      line.append(box);
    }
    return box;
  };

  const open = (line, link) => {
    htmx.ajax("GET", link.href, { target: beside(line), swap: "innerHTML" });
  };

  const close = (line) => {
    line.querySelector(":scope > .deed-beside")?.remove();
    focus(line);
  };

  const focus = (line) => {
    if (!line.hasAttribute("tabindex")) line.tabIndex = -1;
    line.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-deed]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(row(link), link);
      return;
    }
    if (event.target.closest("[data-deed-close]")) {
      close(row(event.target));
      return;
    }
    const line = row(event.target);  // a line that is clicked is the one the keys mean
    if (line && !event.target.closest("a, button, input, textarea, select, label, summary, form") && !getSelection().toString()) focus(line);
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest(".deed-form");
    if (form) {
      if (event.key === "Escape") {
        event.preventDefault();
        close(row(form));
      } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("textarea, select")) {
        event.preventDefault();  // Shift and Enter is a new row of the text
        form.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const line = row(event.target);
    const link = line?.querySelector(`[data-deed="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!link) return;
    event.preventDefault();
    open(line, link);
  });

  // The form asks first what the line does not say yet; once it is saved the line has the focus again.
  document.addEventListener("htmx:afterSettle", (event) => {
    const box = event.detail.target;
    if (!box.matches(".deed-beside")) return;
    const form = box.querySelector("form");
    if (!form) { focus(row(box)); return; }
    (form.querySelector("[aria-invalid]") ?? form.querySelector("[name$=how], [name$=owner]")).focus();
  });
})();
