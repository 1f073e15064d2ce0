"""The house keeps its shape: who imports whom, a door on every page, plain templates, short files."""

import ast
import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "facilitate"

ROWS = [
    ["lib"],
    ["settings"],
    ["clock"],
    ["db", "i18n", "content", "downloads", "limits", "security", "refused", "jobs", "worker", "revision"],
    ["bringing_back", "collision", "mail", "wtforms_messages"],
    ["forms"],
    ["accounts"],
    ["directory", "techniques"],
    ["events"],
    ["checklists", "consultation", "participation"],
    ["agenda", "budget"],
    ["cafe", "objectives"],
    ["notes"],
    ["guides", "forums"],
    ["practice"],
    ["report"],
    ["overview", "calendars", "setup"],
    ["models", "navigation", "serving"],
    ["app"],
    ["schema"],
    ["backup"],
    ["upgrading"],
    ["terminal"],
    ["cli"],
    ["command"],
]
ROW_OF = {name: row for row, names in enumerate(ROWS) for name in names}
CHAPTERS = {
    "agenda": ["editing", "discussing", "versions", "reusing", "publishing", "running"],
    "cafe": ["laying", "guests", "seating", "changing", "printing", "running", "harvest"],
    "checklists": ["starting", "planning", "working", "excel", "reminding"],
    "consultation": [
        "asking",
        "answering",
        "inviting",
        "papers",
        "reading",
        "constellation",
        "sharing",
        "evaluating",
    ],
    "directory": ["contacts", "importing", "merging"],
    "participation": ["inviting", "answering", "door", "counting"],
    "forums": ["members", "rhythm", "meetings", "presidency", "health", "passing"],
    "guides": ["looks", "rewriting", "papers", "reading"],
    "budget": ["rates", "costs", "contributions", "excel", "letters"],
    "notes": ["structure", "taking", "photos", "bringing", "deciding"],
    "practice": ["sheets", "asking", "lessons", "searching", "building"],
    "report": ["clearing", "following", "writing", "papers", "releasing", "sending", "archive"],
}
"""Rooms that are large enough for chapters of their own: what is above may import what is below it here."""
INSIDE = {
    name: number
    for number, name in enumerate(["models", "queries", "sheet", "word", "actions", "forms", "routes"], 1)
}
PYTHON = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))


def own_imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of the package that a file imports, as parts below `facilitate`."""
    here = path.relative_to(PACKAGE).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            module = (*base, *(node.module or "").split(".")) if node.module else base
            names = {(*module, name.name) for name in node.names}
            found |= names if (PACKAGE / Path(*module)).is_dir() else {module}
    return found


def place(parts: tuple[str, ...]) -> str:
    """The room or file a module belongs to."""
    return parts[0].removesuffix(".py") if parts else ""


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_point_down(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    mine = place(parts)
    if mine == "__init__":
        return
    for module in own_imports(path):
        other = place(module)
        if other in ("", mine, "__version__"):
            continue
        assert ROW_OF[other] < ROW_OF[mine], f"{mine} imports {other}, which is not below it"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_inside_a_room_imports_follow_the_order(path: Path) -> None:
    *room, file = path.relative_to(PACKAGE).with_suffix("").parts
    if not room or file not in INSIDE or file == "routes" and room[-1] in CHAPTERS:
        return
    for module in own_imports(path):
        if module[:-1] == tuple(room) and module[-1] in INSIDE:
            assert INSIDE[module[-1]] < INSIDE[file], f"{'/'.join(room)}/{file} imports {module[-1]}"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_chapters_of_a_room_follow_their_order(path: Path) -> None:
    room, *below = path.relative_to(PACKAGE).with_suffix("").parts
    if room not in CHAPTERS or below in (["routes"], ["labels"]):
        return
    order = {name: number for number, name in enumerate(CHAPTERS[room], 1)}
    mine = order.get(below[0], 0)  # what no chapter holds is below all of them
    for module in own_imports(path):
        if module[0] == room and len(module) > 1 and module[1] != below[0]:
            assert order.get(module[1], 0) <= mine, f"{room}/{'/'.join(below)} imports {module[1]}"


READS_A_CLOCK = re.compile(
    r"\b(?:date|datetime)\.(?:today|now|utcnow)\b|\btime\.(?:time|time_ns|localtime|gmtime|ctime|strftime)\b"
    r"|^from time import .*\b(?:time_ns|localtime|gmtime|ctime)\b|\bfunc\.(?:now|current_\w+)\b|\bCURRENT_(?:DATE|TIME)",
    re.MULTILINE,
)
"""Asking a machine what time it is; how long something takes (`monotonic`, `perf_counter`) is another question."""


def test_only_the_clock_reads_the_time() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {words}"
        for path in PYTHON
        if path != PACKAGE / "clock.py"
        for words in READS_A_CLOCK.findall(path.read_text())
    }
    assert found == set(), "ask facilitate/clock.py: today_in(event), today(), now()"
    assert READS_A_CLOCK.search((PACKAGE / "clock.py").read_text())


def test_a_room_is_known() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert rooms | files <= set(ROW_OF)


def test_every_page_has_a_door(app: Flask) -> None:
    open_ends = [name for name, view in app.view_functions.items() if not hasattr(view, "door")]
    assert open_ends == []


def test_public_pages_are_the_known_ones(app: Flask) -> None:
    public = {name for name, view in app.view_functions.items() if view.door == "public"}
    assert public == {
        "accounts.sign_in", "accounts.link", "accounts.forgot", "accounts.first_run", "accounts.language",
        "cafe.badge", "cafe.find", "cafe.mine", "cafe.table_note", "cafe.table_note_do", "cafe.table_notes",
        "agenda.public_programme", "agenda.public_programme_in", "agenda.schedule_json", "agenda.schedule_xml",
        "calendars.feed", "calendars.public_calendar", "checklists.feed",
        "consultation.answer", "consultation.personal", "consultation.said", "consultation.thanks",
        "forums.approve", "forums.items", "forums.review", "forums.vote", "forums.withdraw_item",
        "practice.tell",
        "participation.public_figures", "participation.public_figures_file", "participation.public_figures_picture",
        "participation.answer", "participation.answer_calendar", "participation.answer_letter",
        "report.promise", "report.promise_calendar",
        "report.public", "report.public_annex", "report.public_in", "report.public_photo", "report.public_word",
        "participation.door_worker", "participation.open_door", "participation.open_door_press",
        "participation.open_door_roll", "participation.open_door_walk_in",
    }  # fmt: skip


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE / "templates")))
def test_templates_hold_no_style_and_no_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert text.lstrip().startswith(("{#", "{%-", "{% "))
    assert not re.search(r"<textarea[^>]*maxlength", text), "a long text that is pasted is cut without a word"


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_say_what_they_are_for_and_stay_short(path: Path) -> None:
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), "the first line says what the file is for"
    assert len(text.splitlines()) <= 350
    assert path.stem not in ("utils", "helpers", "common", "services")


def test_vendored_files_are_what_their_manifest_says() -> None:
    for manifest in (
        PACKAGE / "static" / "vendor" / "SHA256SUMS",
        ROOT / "tests" / "browser" / "vendor" / "SHA256SUMS",
    ):
        for line in manifest.read_text().splitlines():
            checksum, name = line.split("  ")
            assert hashlib.sha256((manifest.parent / name).read_bytes()).hexdigest() == checksum
