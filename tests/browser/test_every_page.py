"""Every page, both languages, both widths: no violation of WCAG 2.2 A and AA, nothing wider than the screen, no error.

A page is loaded once for a phone and once for a laptop, each time looked at in the light and in the dark; `looking.js` does it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .pages import PUBLIC, addresses
from .server import Planner

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
SCRIPTS = [next((HERE / "vendor").glob("axe-core-*/axe.min.js")), HERE / "looking.js"]
LOOK = "async (scheme) => [...looking.layout(), ...await looking.rules(), ...await looking.colours(scheme)]"
OTHER = {"light": "dark", "dark": "light"}
PARTS = 4
"""The walk is cut into so many, so that several browsers share it and none takes minutes."""


class Looking:
    """A tab that goes from page to page and tells what is wrong."""

    def __init__(self, page: Page) -> None:
        self.page, self.scheme = page, "light"
        self.errors: list[str] = []
        for script in SCRIPTS:
            page.add_init_script(path=script)
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def at(self, address: str) -> list[str]:
        """What is wrong with the page there."""
        self.errors.clear()
        answer = self.page.goto(address)
        assert answer is not None
        found = self.page.evaluate(LOOK, self.scheme)
        self.scheme = OTHER[self.scheme]
        self.page.emulate_media(color_scheme=self.scheme)
        found += self.page.evaluate("looking.colours", self.scheme)
        if answer.status not in (200, 410):
            found.append(f"status {answer.status}")
        return found + [error for error in self.errors if "410" not in error]


@contextmanager
def looking(
    browser: Browser, planner: Planner, width: int, language: str, *, inside: bool
) -> Iterator[Looking]:
    """Such a tab, of somebody who is signed in or of a visitor."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, locale=language, color_scheme="light"
    )
    page = context.new_page()
    if inside:
        planner.enter(page, language)
    yield Looking(page)
    context.close()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "sq")])
def test_every_page_is_accessible(
    browser: Browser, planner: Planner, width: int, language: str, part: int
) -> None:
    problems = {}
    with (
        looking(browser, planner, width, language, inside=True) as inside,
        looking(browser, planner, width, language, inside=False) as outside,
    ):
        for endpoint, address in list(addresses(planner.app).items())[part::PARTS]:
            if found := (outside if endpoint in PUBLIC else inside).at(planner.url + address):
                problems[endpoint] = found
    assert "\n".join(f"{name}: {found}" for name, found in problems.items()) == ""


GOOD = "<h1>Words</h1><p>Plain words.</p>"
WRONG = {
    "pale in the light": ("p { color: #ccc }", GOOD, "light: color-contrast"),
    "pale in the dark": ("@media (prefers-color-scheme: dark) { p { color: #333 } }", GOOD, "dark: color-contrast"),
    "a field without a name": ("", GOOD + "<input>", "label: input"),
    "wider than the screen": ("p { width: 2000px }", GOOD, "wider than the screen"),
    "two titles": ("", GOOD + GOOD, "2 h1"),
    "an error": ("", GOOD + "<script>throw new Error('oh no')</script>", "oh no"),
}  # fmt: skip


@pytest.mark.parametrize("what", [None, *WRONG])
def test_what_is_wrong_is_found(browser: Browser, planner: Planner, what: str | None) -> None:
    style, body, found = WRONG[what] if what else ("", GOOD, "")
    dark = "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }"
    page = f"<!doctype html><html lang=en><title>Words</title><style>body {{ background: #fff; color: #111 }} {dark} {style}</style><main>{body}</main>"
    with looking(browser, planner, 390, "en", inside=False) as here:
        here.page.route(
            "http://pages.example/*", lambda route: route.fulfill(body=page, content_type="text/html")
        )
        told = [here.at(f"http://pages.example/{number}") for number in range(2)]
    assert [len(one) for one in told[:1]] == ([1] if what else [0]), told
    assert found in "".join(told[0])
