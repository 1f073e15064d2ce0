import json
import pytest
from .pages import page_addresses
pytestmark = pytest.mark.browser
def test_folds(browser, planner):
    page = browser.new_context(viewport={"width":1280,"height":800}).new_page()
    planner.enter(page)
    out = {}
    for endpoint, address in page_addresses(planner.app).items():
        try:
            r = page.goto(planner.url + address, timeout=15000)
        except Exception as e:
            continue
        if not r or "html" not in (r.headers.get("content-type") or ""): continue
        info = page.evaluate("""() => {
          const vis = e => e.getClientRects().length > 0;
          const h = document.documentElement.scrollHeight;
          const rest = [...document.querySelectorAll('.btn.main')].filter(vis).map(e=>e.innerText);
          document.querySelectorAll('details').forEach(d => d.open = true);
          const all = [...document.querySelectorAll('.btn.main')].filter(vis).map(e=>[e.innerText.trim(), !!e.closest('details'), Math.round(e.getBoundingClientRect().top+scrollY)]);
          const help = [...document.querySelectorAll('a[href*="/help"]')].map(e=>e.getAttribute('href'));
          return {h, rest: rest.length, all, help, bytes: document.documentElement.outerHTML.length};
        }""")
        out[endpoint] = info
    json.dump(out, open("/dev/shm/n23folds.json","w"))
