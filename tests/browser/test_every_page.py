"""Every page, both languages, both widths: no violation of WCAG 2.2 A and AA, nothing wider than the screen, no error,
and the language that was asked for.

A page is loaded once in each language and looked at as wide as a phone and as a laptop. Axe's rules are asked once, of one page in
English, of the next in Albanian: on the phone of all of it, on the laptop of what shows only there; `looking.js` does it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .pages import IN_THE_ROOM, PUBLIC, addresses
from .server import Planner

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
AXE = next((HERE / "vendor").glob("axe-core-*/axe.min.js"))
PHONE, LAPTOP = {"width": 390, "height": 900}, {"width": 1280, "height": 900}
OTHER = {"light": "dark", "dark": "light"}
LANGUAGES = ["en", "sq"]
PARTS = 4
"""The walk is cut into so many, so that several browsers share it and none takes minutes."""


class Looking:
    """A tab that goes from page to page and tells what is wrong."""

    def __init__(self, page: Page, rules: bool) -> None:
        self.page, self.rules, self.scheme = page, rules, "light"
        self.errors: list[str] = []
        page.add_init_script(path=HERE / "looking.js")
        if rules:
            page.add_init_script(path=AXE)
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def at(self, address: str, speaks: str = "") -> list[str]:
        """What is wrong with the page there: its layout on a phone and on a laptop; with rules also what axe finds.

        `speaks`: the language it has to be in.
        """
        self.errors.clear()
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        answer = self.page.goto(address)
        assert answer is not None
        found = self.page.evaluate("looking.layout()")
        if self.rules:
            found += self.page.evaluate("looking.rules()") + self.colours()
        self.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
        found += self.page.evaluate("looking.layout()")
        if self.rules:
            more = self.page.evaluate("looking.rulesOfMore()")
            found += [] if more is None else more + self.colours("coloursOfMore")
        if speaks and speaks != (said := self.page.evaluate("document.documentElement.lang")):
            found.append(f"in “{said}”")
        if answer.status not in (200, 410):
            found.append(f"status {answer.status}")
        return found + [error for error in self.errors if "410" not in error]

    def colours(self, of: str = "colours") -> list[str]:
        """What cannot be read, in the light and in the dark."""
        found = self.page.evaluate(f"scheme => looking.{of}(scheme)", self.scheme)
        self.scheme = OTHER[self.scheme]
        self.page.emulate_media(color_scheme=self.scheme)  # type: ignore[arg-type]
        return found + self.page.evaluate(f"scheme => looking.{of}(scheme)", self.scheme)


@contextmanager
def looking(
    browser: Browser, planner: Planner, language: str, *, inside: bool, rules: bool = True
) -> Iterator[Looking]:
    """Such a tab, of somebody who is signed in or of a visitor."""
    context = browser.new_context(viewport=PHONE, locale=language, color_scheme="light")  # type: ignore[arg-type]
    page = context.new_page()
    if inside:
        planner.enter(page, language)
    yield Looking(page, rules)
    context.close()


def spoken(endpoint: str, language: str) -> str:
    """What a page speaks; empty where visitors are spoken to as they were invited."""
    if endpoint in IN_THE_ROOM:
        return "sq"
    return "" if endpoint in PUBLIC else language


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible(browser: Browser, planner: Planner, language: str, part: int) -> None:
    problems = {}
    pages = list(addresses(planner.app).items())[part::PARTS]
    ruled = LANGUAGES.index(language)
    for inside in (True, False):
        for turn in range(2):
            with looking(browser, planner, language, inside=inside, rules=turn == ruled) as tab:
                for endpoint, address in pages[turn::2]:
                    if (endpoint in PUBLIC) == inside:
                        continue
                    if found := tab.at(planner.url + address, spoken(endpoint, language)):
                        problems[endpoint] = found
    assert "\n".join(f"{name}: {found}" for name, found in problems.items()) == ""


GOOD = "<h1>Words</h1><p>Plain words.</p>"
WRONG = {
    "pale in the light": ("p { color: #ccc }", GOOD, "light: color-contrast"),
    "pale in the dark": ("@media (prefers-color-scheme: dark) { p { color: #333 } }", GOOD, "dark: color-contrast"),
    "a field without a name": ("", GOOD + "<input>", "label: input"),
    "wider than the screen": ("p { width: 2000px }", GOOD, "of 1280 pixels"),
    "two titles": ("", GOOD + GOOD, "2 h1"),
    "a field without a name, on a laptop only": (
        "@media (max-width: 600px) { .wide { display: none } }", GOOD + "<div class=wide><input></div>", "label: input",
    ),
    "pale on a laptop": ("@media (max-width: 600px) { p { display: none } } p { color: #ccc }", GOOD, "light: color-contrast"),
    "wider than a phone": ("p { width: 700px }", GOOD, "wider than the screen: 7"),
    "an error": ("", GOOD + "<script>throw new Error('oh no')</script>", "oh no"),
}  # fmt: skip


@pytest.mark.parametrize("what", [None, *WRONG])
def test_what_is_wrong_is_found(browser: Browser, planner: Planner, what: str | None) -> None:
    style, body, found = WRONG[what] if what else ("", GOOD, "")
    dark = "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }"
    page = f"<!doctype html><html lang=en><title>Words</title><style>body {{ background: #fff; color: #111 }} {dark} {style}</style><main>{body}</main>"
    with looking(browser, planner, "en", inside=False) as here:
        here.page.route(
            "http://pages.example/*", lambda route: route.fulfill(body=page, content_type="text/html")
        )
        told = [here.at(f"http://pages.example/{number}") for number in range(2)]
    assert bool(told[0]) == bool(what), told
    assert found in "".join(told[0])
