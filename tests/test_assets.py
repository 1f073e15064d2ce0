"""Static files: one sheet made of its parts, compressed, kept for ever under an address that changes with them."""

import gzip
import io
import os
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from threading import Event

import brotli
import pytest
from flask.testing import FlaskClient
from jinja2 import Environment, FileSystemLoader
from PIL import Image, ImageChops

from facilitate.lib.css import css_rules, minify_css, rule_selectors, selector_classes
from facilitate.web import assets
from facilitate.web.app import create_app
from facilitate.web.assets import asset_address, module_address
from facilitate.web.compiled_templates import CompiledTemplates
from facilitate.web.style_sheets import (
    DRAWN,
    FOLDER,
    PACKAGE,
    all_sheets,
    planner_sheets,
    public_sheets,
    whole_sheet,
)
from facilitate.web.template_parts import part_text, parts_named_by
from tools.icons import MADE, draw_icon

from .browser.pages import PUBLIC
from .demo_pages import DemoPage
from .people import Cast
from .planner_settings import settings_for

PARTS = sorted((FOLDER / "css").glob("*.css"))


def test_nobody_waits_until_all_is_compressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first page after an upgrade has its style at once; a moment later the same address is sent compressed."""
    goes_on, begun = Event(), Event()
    really = assets._compressed

    def compressed(made: Path, there: Path) -> Path:
        begun.set()
        assert goes_on.wait(60)
        return really(made, there)

    monkeypatch.setattr(assets, "_compressed", compressed)
    settings = replace(settings_for(tmp_path, f"sqlite:///{tmp_path / 'x'}"), immediate_jobs=False)
    client, small = create_app(settings).test_client(), {"Accept-Encoding": "br"}
    first = client.get(asset_address("base.css"), buffered=True, headers=small)
    assert (first.status_code, first.headers.get("Content-Encoding")) == (200, None)
    assert first.data == planner_sheets().base()
    assert begun.wait(60)
    goes_on.set()
    ends = time.monotonic() + 60
    while (then := client.get(asset_address("base.css"), buffered=True, headers=small)).headers.get(
        "Content-Encoding"
    ) is None:
        assert (then.data, time.monotonic() < ends) == (first.data, True)
        time.sleep(0.05)
    assert brotli.decompress(then.data) == first.data


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A planner in a folder of its own; what it serves is made once for the tests of this file."""
    folder = tmp_path_factory.mktemp("served")
    return create_app(settings_for(folder, f"sqlite:///{folder / 'x.sqlite3'}")).test_client()


def test_a_sheet_is_compressed_and_kept(served: FlaskClient) -> None:
    plain = served.get(asset_address("base.css"), buffered=True)
    small = served.get(
        asset_address("base.css"), buffered=True, headers={"Accept-Encoding": "gzip"}
    )
    assert plain.text.startswith("/*! modern-normalize v3.0.1 | MIT License")
    assert plain.data == planner_sheets().base()
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) * 4 < len(plain.data)
    assert "max-age=31536000" in plain.headers["Cache-Control"]
    assert plain.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_every_rule_is_in_the_base_or_with_a_room() -> None:
    there = set().union(*(_selectors(make()) for make in all_sheets().values()))
    assert sorted(_selectors(whole_sheet().encode()) - there) == []
    planner, public = planner_sheets(), public_sheets()
    assert ".took-late" in _selectors(planner.beside("agenda"))
    assert ".took-late" not in _selectors(planner.base()) | _selectors(planner.beside("cafe"))
    assert ".door-list" in _selectors(public.beside("participation/door"))
    assert ".door-list" not in _selectors(public.base()) | _selectors(public.beside("cafe/running"))


@pytest.mark.parametrize("name", sorted(all_sheets()))
def test_no_sheet_has_half_a_selector(name: str) -> None:
    """A browser leaves out what follows a bracket that is closed but was never opened."""
    sheet = all_sheets()[name]()
    text = sheet.decode()
    halves = [one for one in _selectors(sheet) if one.count("(") != one.count(")")]
    assert (halves, text.count("(") - text.count(")")) == ([], 0)
    assert text.count("{") == text.count("}")


def test_a_page_has_nothing_to_do_with_macros_beside_those_it_imports() -> None:
    named = parts_named_by("participation/door/open.html")
    assert {"layouts/public.html", "macros/ui.html#head"} <= named
    assert "macros/ui.html" not in named
    assert "macros/ui.html#tabs" not in named
    assert "macros/ui.html#pdf" in parts_named_by("macros/ui.html#link")
    assert part_text("macros/ui.html#tabs").count("{% macro") == 1
    assert "{% macro" not in part_text("macros/ui.html#")


def test_scripts_are_compressed_too_and_a_part_is_no_file(served: FlaskClient) -> None:
    for address in (asset_address("door_worker.js"), module_address("js/outbox.js")):
        answer = served.get(address, buffered=True, headers={"Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "gzip"), address
    assert served.get("/static/css/01_tokens.css").status_code == 404
    assert served.get("/static/../settings.py").status_code == 404


def test_the_files_are_made_once_and_where_nothing_can_be_written_at_each_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        (tmp_path / "static" / f"earlier-{number}").mkdir(parents=True)
        os.utime(tmp_path / "static" / f"earlier-{number}", (number, number))
    first = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite3'}")).test_client()
    assert first.get(asset_address("base.css"), buffered=True).status_code == 200
    earlier = {f"earlier-{number}" for number in (3, 4, 5)}
    names = {one.name for one in (tmp_path / "static").iterdir()}
    assert earlier < names
    (name,) = names - earlier
    kept = tmp_path / "static" / name
    before = (kept / "base.css").stat().st_mtime_ns
    other = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'x.sqlite3'}")).test_client()
    assert other.get(asset_address("base.css"), buffered=True).status_code == 200
    assert (kept / "base.css").stat().st_mtime_ns == before
    full = tmp_path / "full"
    full.mkdir()
    (full / "static").write_text("no folder can be made where a file is")
    third = create_app(settings_for(full, f"sqlite:///{full / 'x.sqlite3'}"))
    assert (
        third.test_client().get(asset_address("base.css"), buffered=True).data
        == planner_sheets().base()
    )


def test_brotli_where_the_browser_takes_it(served: FlaskClient) -> None:
    answer = served.get(
        asset_address("base.css"), buffered=True, headers={"Accept-Encoding": "gzip, br"}
    )
    assert answer.headers["Content-Encoding"] == "br"
    assert brotli.decompress(answer.data) == planner_sheets().base()


def test_a_page_is_sent_each_rule_that_can_mean_something_on_it_and_what_it_asks_with(
    demo_pages: list[DemoPage],
) -> None:
    """Which classes a page has decides which rules can mean something on it; scripts add few, which stand in quotes."""
    sent = {name: _selectors(make()) for name, make in all_sheets().items()}
    classes = {one: selector_classes(one) for one in _selectors(whole_sheet().encode())}
    seen, asking = Counter[str](), 0
    for page in demo_pages:
        html = page.text
        sheets = re.findall(r"/static/([\w-]+\.css)", html)
        if not sheets:
            continue
        seen.update(sheets)
        there = {name for text in re.findall(r'class="([^"]*)"', html) for name in text.split()}
        needed = {one for one, names in classes.items() if names <= there}
        assert sorted(needed.difference(*(sent[one] for one in sheets))) == [], page.address
        if re.search(r" hx-(?:get|post|boost)=|/(?:coding|deciding|agenda_panel)\.js", html):
            asking += 1
            assert "htmx.min.js" in html, page.address
    assert seen["public.css"] > 12
    assert seen["base.css"] > 300
    assert len(seen) > 30
    assert asking > 30


def test_code_that_names_classes_is_known() -> None:
    """It may draw on any page, so that its classes count everywhere."""
    known = {path for name in DRAWN for path in PACKAGE.glob(name)}
    drawing = {
        path
        for path in PACKAGE.rglob("*.py")
        if re.search(r"<[a-z]+[^<>\n]* class=\\?[\"{]|\"class\": \"[a-z]", path.read_text())
        and "templates" not in path.parts
    }
    assert sorted(str(one) for one in drawing - known - {PACKAGE / one for one in NO_PAGES}) == []


NO_PAGES = ("consultation/papers/limesurvey.py", "library/word.py")
"""What they make is no page."""


def test_a_first_visit_brings_little(cast: Cast, client: FlaskClient, served: FlaskClient) -> None:
    """What a page for people without an account brings before its own words, as a browser counts it (brotli)."""
    html = client.get("/sign-in").text
    sizes = _brought(served, html)
    assert sum(sizes.values()) < 10_000, sizes
    assert not any("htmx" in one for one in sizes)


LONGER = {"report.show_public_report": 34_000, "participation.find_at_open_door": 28_000}
"""The whole report of a conference, and the list of everybody at the door."""


def test_what_a_link_opens_brings_little(demo_pages: list[DemoPage], served: FlaskClient) -> None:
    """A whole first visit of somebody without an account, as a browser counts it (brotli)."""
    sizes, wrong = dict[str, int](), {}
    visited = [page for page in demo_pages if page.endpoint in PUBLIC and page.is_html]
    for page in visited:
        named = re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text)
        sizes |= _brought(served, page.text) if not sizes.keys() >= {*named} else {}
        whole = len(brotli.compress(page.text.encode(), quality=5)) + sum(
            sizes[one] for one in named
        )
        assert not [one for one in named if "icons" in one], page.endpoint
        if whole > LONGER.get(page.endpoint, 25_000):
            wrong[page.endpoint, page.language] = whole
    assert wrong == {}
    assert len(visited) > 40
    assert len([page for page in visited if '<svg viewBox="0 0 16 16"><path' in page.text]) > 10


@pytest.mark.parametrize("path", ["/", "/events/spring/", "/events/spring/checklist", "/people/"])
def test_an_organiser_s_first_visit_brings_little_too(
    organiser: FlaskClient, served: FlaskClient, path: str
) -> None:
    page = organiser.get(path, headers={"Accept-Encoding": "br"}, follow_redirects=True)
    html = organiser.get(path, follow_redirects=True).text
    sizes = _brought(served, html)
    assert len(page.data) + sum(sizes.values()) < 50_000, sizes
    assert any("htmx" in one for one in sizes) == (" hx-" in html)


def _brought(client: FlaskClient, html: str) -> dict[str, int]:
    """The files a page names, and how large they are on their way."""
    return {
        one: len(client.get(one, buffered=True, headers={"Accept-Encoding": "br"}).data)
        for one in re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    }


@pytest.mark.parametrize(("view", "most"), [("", 20_000), ("?view=time", 25_100)])
def test_the_agenda_brings_little_script_of_its_own(
    organiser: FlaskClient, served: FlaskClient, view: str, most: int
) -> None:
    html = organiser.get(f"/events/spring/agenda{view}").text
    own = {one for one in re.findall(r'(?:href|src)="(/static/[^"]+)"', html) if ".js" in one}
    sizes = {
        one: len(served.get(one, buffered=True, headers={"Accept-Encoding": "gzip"}).data)
        for one in own
        if "/vendor/" not in one
    }
    assert len(sizes) > 7
    assert sum(sizes.values()) < most, sizes
    assert any("agenda_time.js" in one for one in sizes) == bool(view)


def _selectors(sheet: bytes) -> set[str]:
    """Each selector of a sheet, with those of its questions to the medium."""
    found = set()
    for before, inside in css_rules(minify_css(sheet.decode())):
        if not before.startswith("@"):
            found.update(rule_selectors(before))
        elif before.startswith("@media"):
            found |= {f"{before} {one}" for one in _selectors(inside.encode())}
    return found


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_each_declaration_stands_on_its_line(part: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", part.read_text(), flags=re.S)
    assert [line for line in text.splitlines() if line.count(";") > 1 and "url(" not in line] == []
    assert part.stat().st_size <= 20_000


def test_every_class_of_the_sheet_is_named_somewhere() -> None:
    """By a template, a script, or code that makes HTML or a picture; a name that ends in a number or a word as it begins."""
    texts = [
        path.read_text()
        for ending in ("html", "py", "js")
        for path in FOLDER.parent.rglob(f"*.{ending}")
    ]
    said = {word for text in texts for word in re.findall(r"[\w-]+", text)}
    begun = {word for word in said if word.endswith("-")}
    begun |= {word for text in texts for word in re.findall(r"([A-Za-z][\w-]+)\$?\{", text)}
    sheet = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", whole_sheet(), flags=re.S)
    classes = set(re.findall(r"\.([A-Za-z][\w-]*)", re.sub(r"\[[^\]]*\]|\d*\.\d+", " ", sheet)))
    assert sorted(name for name in classes - said if not name.startswith(tuple(begun))) == []
    assert len(classes) > 500


def test_a_template_is_compiled_once_for_all_starts_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates, compiled = tmp_path / "templates", tmp_path / "compiled"
    templates.mkdir()
    (templates / "a.html").write_text("{{ 1 + 1 }}")
    monkeypatch.setattr("sys.dont_write_bytecode", False)

    def start() -> Environment:
        environment = Environment(loader=FileSystemLoader(templates))
        environment.bytecode_cache = kept = CompiledTemplates(environment)
        kept.directory = str(compiled)
        return environment

    assert start().get_template("a.html").render() == "2"
    assert len(list(compiled.iterdir())) == 1
    with monkeypatch.context() as without:
        without.delattr(Environment, "_compile")
        assert start().get_template("a.html").render() == "2"
    (templates / "a.html").write_text("{{ 1 + 2 }}")
    assert start().get_template("a.html").render() == "3"
    assert len(list(compiled.iterdir())) == 1
    compiled.rename(tmp_path / "away")
    compiled.write_text("no folder can be made here")
    assert start().get_template("a.html").render() == "3"


def test_a_phone_that_reads_no_svg_finds_the_sign_as_a_picture(served: FlaskClient) -> None:
    told = served.get("/manifest.webmanifest").json["icons"]
    pictures = [one for one in told if one["type"] == "image/png"]
    for one in pictures:
        answer = served.get(one["src"], buffered=True)
        assert answer.mimetype == "image/png"
        name = one["src"].partition("?")[0].rpartition("/")[2]
        width, maskable = MADE[name]
        shown, drawn = (
            Image.open(io.BytesIO(content)).convert("RGBA")
            for content in (answer.data, draw_icon(width, maskable=maskable))
        )
        assert (f"{width}x{width}", width) == (one["sizes"], shown.width)
        assert max(high for _low, high in ImageChops.difference(shown, drawn).getextrema()) < 16
        corner = shown.getpixel((0, 0))
        assert (corner[3] == 255) == maskable == (one["purpose"] == "maskable")
    assert len(pictures) == len(MADE) == 3
