// What could not be saved is sent again by itself, a few times; after that it waits for the button.
const TRIES = 6,
  FORGOTTEN = 60000;
const held = document.querySelector("form[data-send-again]");
if (held) {
  const [tries, last] = JSON.parse(sessionStorage.getItem("sent again") ?? "[0, 0]");
  const before = Date.now() - last < FORGOTTEN ? tries : 0;
  if (before < TRIES) {
    document.querySelector("[data-send-again-said]").hidden = false;
    setTimeout(() => {
      sessionStorage.setItem("sent again", JSON.stringify([before + 1, Date.now()]));
      held.requestSubmit();
    }, Number(held.dataset.sendAgain) * 1000);
  }
}
