"""The house keeps its shape: who imports whom, a door on every page, plain templates, short files."""

import ast
import hashlib
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from tools.floors import CHAPTERS, FLOORS, place_of
from tools.house import ONE_KIND_OF_ROWS, Source, calls_by_position, glued_statements

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "facilitate"

ROW_OF = {name: row for row, names in enumerate(FLOORS) for name in names}
INSIDE = {
    name: number
    for number, name in enumerate(
        ["models", "queries", "sheet", "word", "actions", "forms", "routes"], 1
    )
}
PYTHON = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
SCRIPTS = sorted((PACKAGE / "static" / "js").glob("*.js"))


@cache
def read(path: Path) -> ast.Module:
    """A file of the package, parsed once."""
    return ast.parse(path.read_text())


@cache
def own_imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of the package that a file imports, as parts below `facilitate`."""
    here = path.relative_to(PACKAGE).parts[:-1]
    found = set()
    for node in ast.walk(read(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            module = (*base, *(node.module or "").split(".")) if node.module else base
            names = {(*module, name.name) for name in node.names}
            found |= names if (PACKAGE / Path(*module)).is_dir() else {module}
    return found


def test_imports_only_point_down() -> None:
    upward = []
    for path in PYTHON:
        mine = place_of(path.relative_to(PACKAGE).parts)
        if mine.endswith("__init__"):
            continue
        others = {place_of(module) for module in own_imports(path)} - {"", mine, "__version__"}
        upward += [(path, other) for other in others if ROW_OF[other] >= ROW_OF[mine]]
    assert upward == [], "each imports what is not below it"
    assert len(PYTHON) > 1000


def test_inside_a_room_imports_follow_the_order() -> None:
    upward = []
    for path in PYTHON:
        *room, file = path.relative_to(PACKAGE).with_suffix("").parts
        if not room or file not in INSIDE or file == "routes" and room[-1] in CHAPTERS:
            continue
        below = {module[-1] for module in own_imports(path) if module[:-1] == tuple(room)} & set(
            INSIDE
        )
        upward += [(path, other) for other in below if INSIDE[other] >= INSIDE[file]]
    assert upward == []


def test_chapters_of_a_room_follow_their_order() -> None:
    upward = []
    for path in PYTHON:
        room, *below = path.relative_to(PACKAGE).with_suffix("").parts
        if room not in CHAPTERS or below in (["routes"], ["labels"]):
            continue
        order = {name: number for number, name in enumerate(CHAPTERS[room], 1)}
        mine = order.get(below[0], 0)  # what no chapter holds is below all of them
        for module in own_imports(path):
            if module[0] == room and len(module) > 1 and module[1] != below[0]:
                upward += [(path, module[1])] if order.get(module[1], 0) > mine else []
    assert upward == []


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


READS_A_DAY = re.compile(r"\b(?:date|datetime)\.(?:today|now|utcnow)\b")


def test_no_test_asks_the_machine_what_day_it_is() -> None:
    """A tool may ask how old a file is; what the planner is to say of today comes from its own clock."""
    asking = [
        path for path in (ROOT / "tests").rglob("*.py") if READS_A_DAY.search(path.read_text())
    ]
    assert asking == [], "ask tests/moment.py: today(), now()"
    assert READS_A_DAY.search((PACKAGE / "clock.py").read_text())


def test_values_are_made_by_name() -> None:
    """Two values of one type that stand beside each other by position are changed for each other unseen."""
    sources = [Source(path, 0, read(path)) for path in PYTHON]
    classes = {
        node.name
        for one in sources
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef)
    }
    assert [*calls_by_position(sources, classes)] == []
    assert len(classes) > 500


def test_a_statement_asks_one_question() -> None:
    """What is asked of several tables is one statement only where the rows are of one kind."""
    sources = [Source(path, 0, read(path)) for path in PYTHON]
    assert glued_statements(sources) == []
    gathering = {name for name in ONE_KIND_OF_ROWS if "union_all" in (PACKAGE / name).read_text()}
    assert gathering == set(ONE_KIND_OF_ROWS)


PROTOCOL = {"init_app", "main", "to_word"}
"""Functions whose name is what others call: a part of the application, a program, a writer of Word by its module."""
ONE_WORD = 1 / 50
"""At most so many of the public functions have a name of one word: commands, and what stands at each door."""


def test_a_name_is_found_at_once_and_says_what_it_does() -> None:
    """No class is called like another one, hardly a function like three others, and few are called by one word."""
    functions: defaultdict[str, set[Path]] = defaultdict(set)
    classes: Counter[str] = Counter()
    for path in PYTHON:
        for node in read(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                functions[node.name].add(path)
            elif isinstance(node, ast.ClassDef):
                classes[node.name] += 1
    assert [name for name, times in classes.items() if times > 1] == []
    assert {name for name, places in functions.items() if len(places) > 3} == PROTOCOL
    short = [name for name, places in functions.items() for _place in places if "_" not in name]
    assert len(short) < ONE_WORD * sum(map(len, functions.values()))


def test_a_room_is_known() -> None:
    places = {place_of(path.relative_to(PACKAGE).parts) for path in PYTHON}
    assert {one for one in places if not one.endswith("__init__")} == set(ROW_OF)


def test_every_page_has_a_door(app: Flask) -> None:
    open_ends = [name for name, view in app.view_functions.items() if not hasattr(view, "door")]
    assert open_ends == []


def test_public_pages_are_the_known_ones(app: Flask) -> None:
    public = {name for name, view in app.view_functions.items() if view.door == "public"}
    assert public == {
        "help.show_help_index",
        "help.show_help_page",
        "accounts.sign_in",
        "accounts.sign_in_code",
        "accounts.sign_in_outside",
        "accounts.sign_out_outside",
        "accounts.sign_in_passkey",
        "accounts.outside_back",
        "accounts.outside_ended",
        "accounts.use_link",
        "accounts.forgot_password",
        "accounts.first_run",
        "accounts.choose_language",
        "api.show_docs",
        "api.show_openapi",
        "api.serve_api",
        "assistants.serve_assistant",
        "robots_txt",
        "security_txt",
        "watching.show_health",
        "watching.show_metrics",
        "watching.show_readiness",
        "cafe.open_badge",
        "cafe.find_seat",
        "cafe.show_own_path",
        "cafe.export_own_rounds",
        "cafe.choose_tables",
        "cafe.edit_table_note",
        "cafe.change_table_note",
        "cafe.write_table_notes",
        "voting.vote_by_code",
        "agenda.show_public_programme",
        "agenda.show_public_programme_in",
        "agenda.show_embedded_programme",
        "overview.send_manifest",
        "agenda.send_schedule_json",
        "agenda.send_schedule_xml",
        "calendars.send_feed",
        "calendars.send_public_calendar",
        "checklists.export_task_feed",
        "consultation.answer_open_link",
        "consultation.answer_own_link",
        "consultation.show_outcome",
        "consultation.show_thanks",
        "forums.approve_plan",
        "forums.propose_items",
        "forums.review_position",
        "forums.vote_on_days",
        "forums.send_agreed_days",
        "forums.withdraw_item",
        "practice.tell_lesson",
        "library.export_handbook",
        "library.send_public_document",
        "library.read_public_story",
        "library.show_public_library",
        "library.show_public_library_in",
        "situation.fill_in_part",
        "situation.import_part",
        "situation.vote_by_link",
        "situation.export_open_data",
        "situation.export_part",
        "participation.show_public_figures",
        "participation.export_public_figures",
        "participation.export_public_picture",
        "participation.answer_invitation",
        "participation.export_invitation_calendar",
        "participation.export_invitation_letter",
        "report.show_promise",
        "report.send_due_days",
        "directory.confirm_own_entry",
        "bulletin.read_edition",
        "bulletin.read_edition_in",
        "bulletin.send_in_news_by_link",
        "report.show_own_answer",
        "report.show_public_report",
        "report.send_public_annex",
        "report.show_public_report_in",
        "report.send_public_photo",
        "report.export_public_report",
        "report.mark_typed_text",
        "participation.send_door_worker",
        "participation.find_at_open_door",
        "participation.press_at_open_door",
        "participation.list_at_open_door",
        "participation.add_walk_in_at_open_door",
    }


FORBIDDEN_IN_TEMPLATES = {
    "style or script in an attribute": re.compile(r"\sstyle=|\son[a-z]+=|javascript:"),
    "a script of its own": re.compile(r"<script(?![^>]*\ssrc=)"),
    "a long text that is pasted is cut without a word": re.compile(r"<textarea[^>]*maxlength"),
    "the first line says what it is for": re.compile(r"\A\s*(?!\{#|\{%-|\{% )\S"),
}


def test_templates_hold_no_style_and_no_script() -> None:
    found = [
        (str(path.relative_to(PACKAGE)), why)
        for path in TEMPLATES
        for why, pattern in FORBIDDEN_IN_TEMPLATES.items()
        if pattern.search(path.read_text())
    ]
    assert found == []
    assert len(TEMPLATES) > 300


def test_no_line_of_a_template_is_longer_than_120_columns() -> None:
    lines = [(path, line) for path in TEMPLATES for line in path.read_text().splitlines()]
    assert [(path.name, line) for path, line in lines if len(line) > 120] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{% x %}<p style="a">', "style or script in an attribute"),
        ('{# x #}<a onclick="a">', "style or script in an attribute"),
        ("{%- x %}<script>a</script>", "a script of its own"),
        ("{# x #}<textarea maxlength=9>", "a long text that is pasted is cut without a word"),
        ("<p>{# x #}", "the first line says what it is for"),
    ],
)
def test_what_a_template_may_not_hold_is_found(text: str, why: str) -> None:
    assert [name for name, pattern in FORBIDDEN_IN_TEMPLATES.items() if pattern.search(text)] == [
        why
    ]


def test_files_say_what_they_are_for_and_stay_short() -> None:
    silent = [path for path in PYTHON if not ast.get_docstring(read(path))]
    tests = [*(ROOT / "tests").rglob("*.py")]
    long = [
        path
        for most, paths in ((350, PYTHON), (500, tests), (500, SCRIPTS))
        for path in paths
        if len(path.read_text().splitlines()) > most
    ]
    vague = [path for path in PYTHON if path.stem in ("utils", "helpers", "common", "services")]
    assert (silent, long, vague) == ([], [], [])


def test_docstrings_can_be_read_alone() -> None:
    """None leans on the one above it ("The same …"), and none counts the questions to the database."""
    documented = (ast.AsyncFunctionDef, ast.FunctionDef, ast.ClassDef, ast.Module)
    leaning = re.compile(r"The same (of|as|for|with|from|by|in|to|once)\b|The same[.;,]")
    counting = re.compile(r"\b[Tt]wo statements\b|[.;:,] [Oo]ne statement[.;,]")
    texts = [
        text
        for path in PYTHON
        for node in ast.walk(read(path))
        if isinstance(node, documented) and (text := ast.get_docstring(node))
    ]
    assert [one for one in texts if leaning.match(one) or counting.search(one)] == []
    assert len(texts) > 5000


def test_vendored_files_are_what_their_manifest_says() -> None:
    for manifest in (
        PACKAGE / "static" / "vendor" / "SHA256SUMS",
        ROOT / "tests" / "browser" / "vendor" / "SHA256SUMS",
    ):
        assert manifest.read_text().splitlines()
        for line in manifest.read_text().splitlines():
            checksum, name = line.split("  ")
            assert hashlib.sha256((manifest.parent / name).read_bytes()).hexdigest() == checksum
