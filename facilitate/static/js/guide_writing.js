// Writing a step's script: lines come and go where they stand, and the sum of their minutes follows. Without this file the
// buttons ask the server for the same.

// Minutes as the server reads them, as far as people write them here: 45, 1:30, 1h30, 1,5h.
function minutes(text) {
  const plain = text.trim().toLowerCase();
  const parts = /^(\d+)\s*(?:h|orë|ore|o|[:.])\s*(\d{1,2})$/.exec(plain);
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  const hours = /^(\d+(?:[.,]\d+)?)\s*(?:h|orë|ore|o)$/.exec(plain);
  if (hours) return Math.round(Number(hours[1].replace(",", ".")) * 60);
  return Number(/^(\d+)/.exec(plain)?.[1] || 0);
}

export { minutes };

function countMinutes() {
  const list = document.querySelector("[data-lines]"),
    blank = document.querySelector("[data-line-blank]");
  if (!list || !blank) return;
  const sum = document.querySelector("[data-takes]"),
    most = Number(list.dataset.lines);

  function told() {
    [...list.children].forEach((line, place) => {
      line.querySelectorAll("[data-number]").forEach((one) => {
        if (one.textContent !== String(place + 1)) one.textContent = place + 1;
      });
    });
    if (!sum) return;
    const used = [...list.querySelectorAll("[data-line-minutes]")].reduce(
      (all, one) => all + minutes(one.value),
      0,
    );
    const all = Number(sum.dataset.takes);
    const words =
      sum.dataset[!used ? "none" : used === all ? "equal" : used < all ? "short" : "long"];
    const text = words.replace("{used}", used).replace("{all}", all);
    if (sum.textContent !== text) sum.textContent = text;
  }

  let made = 0;
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-line-add]"),
      drop = event.target.closest("[data-line-drop]");
    const here = (add || drop)?.closest("[data-order-row]");
    if (drop) {
      event.preventDefault();
      const next = here.nextElementSibling || here.previousElementSibling;
      here.remove();
      (
        next?.querySelector("[data-line-drop]") || document.querySelector("[data-line-add]")
      ).focus();
    } else if (add && list.children.length < most) {
      event.preventDefault();
      const line = blank.content.firstElementChild.cloneNode(true);
      line.id = `line-new-${++made}`;
      line.querySelectorAll("[data-order-handle]").forEach((handle) => {
        handle.hidden = false;
      });
      list.insertBefore(line, here ? here.nextElementSibling : null);
      line.querySelector("textarea").focus();
    }
  });
  list.addEventListener("input", told);
  new MutationObserver(told).observe(list, { childList: true });
}

countMinutes();
