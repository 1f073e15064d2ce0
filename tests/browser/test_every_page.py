"""Every page, both languages, both widths: no violation of WCAG 2.2 A and AA, nothing wider than the screen or higher than three of
them (six on a phone), no error, and the language that was asked for.

One page is opened in English, the next in Albanian, and looked at as wide as a phone and as a laptop. Axe's rules are asked once of all
that is made alike, on whichever page it comes first: on the phone, and on the laptop what shows only there; `looking.js` tells what is
new. Then the page comes in the other language, as it is before scripts run (they are the same), and has to fit both screens again.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from .conftest import keep_open
from .pages import IN_THE_ROOM, PUBLIC, page_addresses
from .server import Planner, serve_demo

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
AXE = next((HERE / "vendor").glob("axe-core-*/axe.min.js")).read_text()
PHONE, LAPTOP = {"width": 390, "height": 900}, {"width": 1280, "height": 800}
OTHER = {"light": "dark", "dark": "light"}
LANGUAGES = ["en", "sq"]
AT_THE_DOOR = {"participation.find_at_door", "participation.find_at_open_door"}
"""Pages on which each row has its filled button: to check somebody in."""
PARTS = 8
"""The walk is cut into so many, so that several browsers share it and none takes minutes."""


class Looking:
    """A tab that goes from page to page and tells what is wrong; `known`: what other tabs have measured."""

    def __init__(self, page: Page) -> None:
        self.page, self.scheme = page, "light"
        self.known: dict[str, str] = {}
        self.errors: list[str] = []
        self.remembers = False
        page.add_init_script(path=HERE / "looking.js")
        page.add_init_script(f"globalThis.bringAxe = () => {{ {AXE}\n }}")
        page.on(
            "console", lambda said: self.errors.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def at(self, address: str, speaks: str = "") -> list[str]:
        """What is wrong with the page there: its layout on a phone and on a laptop, and what axe finds.

        `speaks`: the language it has to be in.
        """
        self.errors.clear()
        if self.page.viewport_size != PHONE:
            self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        answer = self.page.goto(address)
        assert answer is not None
        if not self.remembers:
            self.page.evaluate("known => looking.remember(known)", self.known)
            self.remembers = True
        found, rules = self.in_scheme("rules", speaks=speaks)
        found += rules + self.in_scheme("colours", OTHER[self.scheme])
        self.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
        layout, more = self.in_scheme("rulesOfMore", speaks=speaks)
        found += layout
        found += [] if more is None else more + self.in_scheme("coloursOfMore", OTHER[self.scheme])
        if answer.status not in (200, 410):
            found.append(f"status {answer.status}")
        return found + [error for error in self.errors if "410" not in error]

    def otherwise(self, page: str, speaks: str) -> list[str]:
        """What is wrong with the layout of the same page in the other language."""
        found: list[str] = self.page.evaluate(
            "([page, speaks]) => looking.otherwise(page, speaks)", [page, speaks]
        )
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        return found + self.layout(speaks)

    def layout(self, speaks: str) -> list[str]:
        """What is wrong with the layout at this width."""
        found: list[str] = self.page.evaluate("speaks => looking.layout(speaks)", speaks)
        return found

    def in_scheme(self, asked: str, scheme: str = "", speaks: str | None = None) -> Any:
        """What the page says when it is asked that, in the light or in the dark; with `speaks` after what is wrong with its layout."""
        if scheme:
            self.scheme = scheme
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if speaks is None:
            return self.page.evaluate(f"scheme => looking.{asked}(scheme)", self.scheme)
        both = (
            f"async ([scheme, speaks]) => [looking.layout(speaks), await looking.{asked}(scheme)]"
        )
        return self.page.evaluate(both, [self.scheme, speaks])


TABS: dict[tuple[str, bool], Looking] = {}
"""The tabs of this worker, by language and whether somebody is signed in: one of them is made once."""


def share(file: Path, known: dict[str, str]) -> dict[str, str]:
    """Add what tabs have measured to what all workers know, and give all of it: each look is measured once a run."""
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        held = json.loads(file.read_text()) if file.exists() else {}
        for name, keys in known.items():
            held[name] = " ".join({*held.get(name, "").split(), *keys.split()})
        file.write_text(json.dumps(held))
    return held


@contextmanager
def looking(
    browser: Browser,
    planner: Planner,
    language: str,
    *,
    inside: bool,
    known: dict[str, str] | None = None,
) -> Iterator[Looking]:
    """Such a tab, of somebody who is signed in or of a visitor; it knows what is `known` and nothing else."""
    if (language, inside) not in TABS:
        context = browser.new_context(viewport=PHONE, locale=language, color_scheme="light")  # type: ignore[arg-type]
        keep_open(context)
        TABS[language, inside] = Looking(context.new_page())
    tab = TABS[language, inside]
    tab.known, tab.remembers = {} if known is None else known, False
    tab.page.context.clear_cookies()
    if inside:
        planner.enter(tab.page, language)
    yield tab
    if tab.remembers:
        tab.known.update(tab.page.evaluate("looking.known()"))
    tab.page.goto(f"{planner.url}/robots.txt")  # asks nothing more; the same process draws it


def spoken(endpoint: str, language: str) -> str:
    """What a page speaks; empty where visitors are spoken to as they were invited."""
    if endpoint in IN_THE_ROOM:
        return "sq"
    return "" if endpoint in PUBLIC else language


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Planner]:
    """The demo as it is loaded: what other tests write into theirs would make its pages higher."""
    with serve_demo(tmp_path_factory.mktemp("untouched"), shared) as planner:
        yield planner


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible(
    browser: Browser, untouched: Planner, shared: Path, part: int
) -> None:
    planner = untouched
    problems, known = {}, dict[str, str]()
    pages = list(page_addresses(planner.app).items())[part::PARTS]
    for turn, (language, other) in enumerate((LANGUAGES, LANGUAGES[::-1])):
        for inside in (True, False):
            client = client_of(planner, other, inside)
            known = share(shared / "looked.json", known)
            with looking(browser, planner, language, inside=inside, known=known) as tab:
                for endpoint, address in pages[turn::2]:
                    if (endpoint in PUBLIC) == inside:
                        continue
                    found = tab.at(planner.url + address, spoken(endpoint, language))
                    answer = client.get(address, follow_redirects=True)
                    found += tab.otherwise(answer.text, spoken(endpoint, other))
                    found = [one for one in found if not is_meant(endpoint, one)]
                    if answer.status_code not in (200, 410):
                        found.append(f"status {answer.status_code} in “{other}”")
                    if found:
                        problems[endpoint] = found
    share(shared / "looked.json", known)
    assert "\n".join(f"{name}: {found}" for name, found in problems.items()) == ""


def is_meant(endpoint: str, told: str) -> bool:
    """Whether what is told of a page is as it has to be there."""
    return "filled buttons" in told and endpoint in AT_THE_DOOR


def client_of(planner: Planner, language: str, inside: bool) -> FlaskClient:
    """Who asks in that language, without a browser."""
    client = planner.app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    if inside:
        with client.session_transaction() as session:
            session.update(planner.session(language))
    return client


GOOD = "<h1>Words</h1><p>Plain words.</p>"
WRONG = {
    "pale in the light": ("p { color: #ccc }", GOOD, "light: color-contrast"),
    "pale in the dark": (
        "@media (prefers-color-scheme: dark) { p { color: #333 } }",
        GOOD,
        "dark: color-contrast",
    ),
    "a field without a name": ("", GOOD + "<input>", "label: input"),
    "wider than the screen": ("p { width: 2000px }", GOOD, "of 1280 pixels"),
    "two titles": ("", GOOD + GOOD, "2 h1"),
    "a field without a name, on a laptop only": (
        "@media (max-width: 600px) { .wide { display: none } }",
        GOOD + "<div class=wide><input></div>",
        "label: input",
    ),
    "pale on a laptop": (
        "@media (max-width: 600px) { p { display: none } } p { color: #ccc }",
        GOOD,
        "light: color-contrast",
    ),
    "two filled buttons": (
        "",
        GOOD + "<button class='btn main'>One</button>" * 2,
        "2 filled buttons",
    ),
    "higher than three screens": (
        "@media (min-width: 800px) { p { height: 3000px } }",
        GOOD,
        "higher than 3 screens: ",
    ),
    "higher than six of a phone": (
        "@media (max-width: 600px) { p { height: 6000px } }",
        GOOD,
        "higher than 6 screens: ",
    ),
    "wider than a phone": ("p { width: 700px }", GOOD, "wider than the screen: 7"),
    "a link told by its colour alone": (
        "a { color: #0a0a1a; text-decoration: none }",
        GOOD + "<p>Words <a href=/>led</a> on.</p>",
        "link-in-text-block",
    ),
    "a field without a name behind many rows": (
        "",
        GOOD + "<ul>" + "<li>Row</li>" * 9 + "<li><input></li></ul>",
        "label: input",
    ),
    "an error": ("", GOOD + "<script>throw new Error('oh no')</script>", "oh no"),
}


@pytest.mark.parametrize("what", [None, *WRONG])
def test_what_is_wrong_is_found(browser: Browser, planner: Planner, what: str | None) -> None:
    style, body, found = WRONG[what] if what else ("", GOOD, "")
    [told] = told_of(browser, planner, style, [body])
    assert bool(told) == bool(what), told
    assert found in "".join(told)


NAMED, BUTTON = (
    "<label for=a>Name</label><input id=a>",
    "<button style='width: 20px; height: 20px; padding: 0{}'>x</button>",
)
RIGHT_AND_WRONG = {
    "a field that lost its label": (NAMED, NAMED.replace("for=a", "for=b"), "label: #a"),
    "a field whose label lost its words": (NAMED, NAMED.replace("Name", ""), "label: #a"),
    "a field that is named by what is gone": (
        "<b id=b>Name</b><input aria-labelledby=b>",
        "<b id=c>Name</b><input aria-labelledby=b>",
        "label: input",
    ),
    "a link without words": ("<a href=/>Words</a>", "<a href=/></a>", "link-name: a"),
    "a picture without words": ("<img alt=Words src=data:,>", "<img src=data:,>", "image-alt: img"),
    "a row that left its list": (
        "<ul><li>Row</li></ul>",
        "<div><li>Row</li></div>",
        "listitem: li",
    ),
    "a paragraph in a list": (
        "<ul><li>Row</li></ul><p>Row</p>",
        "<ul><li>Row</li><p>Row</p></ul>",
        "list: ul",
    ),
    "a tab without its tabs": (
        "<div role=tablist><button role=tab>One</button></div>",
        "<div><button role=tab>One</button></div>",
        "aria-required-parent: button",
    ),
    "a button that was hidden": (
        "<button hidden></button>",
        "<button></button>",
        "button-name: button",
    ),
    "buttons too near": (
        BUTTON.format("; margin: 9px") * 2,
        f"<div style='font-size: 0'>{BUTTON.format('; margin: 0') * 2}</div>",
        "target-size: button",
    ),
    "words that scroll": (
        "<div style='overflow: auto; height: 90px'>Words</div>",
        f"<div style='overflow: auto; height: 90px'>{'Words ' * 900}</div>",
        "scrollable-region-focusable: div",
    ),
    "words on another colour": (
        "<div style='background: #fff'><p style='color: #555'>Words</p></div>",
        "<div style='background: #777'><p style='color: #555'>Words</p></div>",
        "light: color-contrast: p",
    ),
    "words behind a veil": (
        "<div><p style='color: #555'>Words</p></div>",
        "<div style='opacity: .4'><p style='color: #555'>Words</p></div>",
        "light: color-contrast: p",
    ),
    "a link among words": (
        "<p><a href=/ style='color: #0a0a1a; text-decoration: none'>led</a></p>",
        "<p>Words <a href=/ style='color: #0a0a1a; text-decoration: none'>led</a> on.</p>",
        "light: link-in-text-block: a",
    ),
}


@pytest.mark.parametrize("what", RIGHT_AND_WRONG)
def test_what_is_right_on_one_page_is_found_wrong_on_the_next(
    browser: Browser, planner: Planner, what: str
) -> None:
    right, wrong, found = RIGHT_AND_WRONG[what]
    told = told_of(browser, planner, "", ["<h1>Words</h1>" + right, "<h1>Words</h1>" + wrong])
    assert found not in "".join(told[0])
    assert found in "".join(told[1])


def told_of(browser: Browser, planner: Planner, style: str, bodies: list[str]) -> list[list[str]]:
    """What is told of such pages, one after the other in one tab."""
    dark = "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }"
    head = f"<!doctype html><html lang=en><title>Words</title><style>body {{ background: #fff; color: #111 }} {dark} {style}</style>"
    pages = {
        f"{planner.url}/pages/{number}": f"{head}<main>{body}</main>"
        for number, body in enumerate(bodies)
    }
    with looking(browser, planner, "en", inside=False) as here:
        here.page.route(
            f"{planner.url}/pages/*",
            lambda route: route.fulfill(body=pages[route.request.url], content_type="text/html"),
        )
        told = [here.at(address) for address in pages]
        here.page.unroute_all()
        return told


def test_what_is_wrong_in_the_other_language_is_found(browser: Browser, planner: Planner) -> None:
    with looking(browser, planner, "en", inside=False) as here:
        assert here.at(f"{planner.url}/sign-in", "en") == []
        other = client_of(planner, "sq", inside=False).get("/sign-in").text
        assert here.otherwise(other, "sq") == []
        assert here.otherwise(other, "en") == ["in “sq”"] * 2
        wide = other.replace("</h1>", "</h1><canvas width=2000></canvas>")
        assert [one.split(":")[0] for one in here.otherwise(wide, "sq")] == [
            "wider than the screen"
        ] * 2
        assert here.errors == []
