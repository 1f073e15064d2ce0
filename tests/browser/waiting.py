"""Waiting for what no locator shows: a condition in the page, said in words when it does not come; and not waiting for time."""

from playwright.sync_api import Page

PATIENCE = 60_000
"""Milliseconds a browser waits for anything: four times as many of them as processors make each one slow."""

KEPT = """async (end) => {
  const cache = await caches.open("facilitate-door-1");
  return (await cache.keys()).map((one) => one.url).filter((one) => one.includes(end)).length;
}"""
"""How many pages whose address holds that the device keeps."""


def wait_until(page: Page, condition: str, given: object = None, *, what: str) -> None:
    """Wait until a function of the page says yes; it may be one that is itself waited for."""
    asked = f"""async (given) => {{
      const yes = {condition}, end = performance.now() + {PATIENCE};
      while (!await yes(given)) {{
        if (performance.now() > end) return false;
        await new Promise((done) => setTimeout(done, 50));
      }}
      return true;
    }}"""
    assert page.evaluate(asked, given), f"waited {PATIENCE // 1000} s for this: {what}"


OFTEN = """{
  const every = setInterval;
  globalThis.setInterval = (act, pause, ...more) => every(act, pause < 2000 ? pause : pause / 10, ...more);
}"""
"""What a page does every few seconds, as asking what others did, it does ten times as often."""


LATER = """by => {
  const Before = Date, now = () => Before.now() + by * 1000;
  globalThis.Date = new Proxy(Before, {
    construct: (_before, given) => (given.length ? new Before(...given) : new Before(now())),
    get: (_before, key) => (key === "now" ? now : Reflect.get(Before, key)),
  });
}"""


def move_clock(page: Page, seconds: int) -> None:
    """From now on the clock of the page's device stands so much later."""
    page.evaluate(LATER, seconds)
