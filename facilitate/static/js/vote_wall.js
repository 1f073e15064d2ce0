// The wall of a vote: asks every two seconds whether anything has come; an answer without content means that nothing has.

const wall = document.querySelector("[data-vote-wall]");
const EVERY = 2000;

async function look() {
  const now = document.getElementById("vote-now");
  try {
    const address = new URL(wall.dataset.voteWall, location.href);
    address.searchParams.set("seen", now.dataset.seen);
    const answer = await fetch(address, { signal: AbortSignal.timeout(8000) });
    if (answer.status === 200 && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("vote-now");
      if (fresh) {
        const ended = fresh.dataset.status !== now.dataset.status;
        now.replaceWith(fresh);
        if (ended) location.reload(); // opened or closed: the code comes or goes
      }
    }
  } catch {
    /* not connected: what is shown stays */
  }
  setTimeout(look, document.hidden ? 5 * EVERY : EVERY);
}

setTimeout(look, EVERY);
