"""How large the house is and how often it says the same: `make house`.

The figures orient; ease of reading and changing decides. Lines are those of the files, with comments and blank lines.
"""

import ast
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import sqlalchemy as sa
from werkzeug.test import TestResponse

from facilitate.agenda.models import Step
from facilitate.data.db import db
from facilitate.events.models import Event
from tests import levels
from tests.bench_demo import signed_in
from tests.planners import planner_on
from tools.floors import GROUPS

HOME = Path(__file__).resolve().parent.parent
PACKAGE = HOME / "facilitate"
SHORT = 40
"""A file with fewer lines is short."""
BY_POSITION = 4
"""Values may be made of so many arguments without their names."""
EXCHANGE = [
    "exchange",
    "bringing_back.py",
    "web/uploaded.py",
    "lib/waiting.py",
    "lib/workbooks",
    "lib/tables.py",
    "checklists/excel",
    "checklists/columns.py",
    "checklists/starting/task_list.py",
    "budget/excel",
    "budget/columns.py",
    "directory/importing",
    "directory/columns.py",
    "participation/columns.py",
    "participation/importing",
    "consultation/papers",
    "consultation/inviting/invitation_list.py",
    "consultation/inviting/list_pages.py",
    "agenda/publishing",
    "notes/bringing",
]
"""Where tables leave and come back, with what else these folders hold."""
HISTORY = [
    "history",
    "lib/cells.py",
    "agenda/history.py",
    "agenda/cells.py",
    "checklists/history.py",
    "checklists/changes.py",
    "cafe/history.py",
    "consultation/reading/changes.py",
    "directory/merging",
]
"""Where it is remembered what was done."""
MAILING = [
    "mailing",
    "consultation/inviting",
    "participation/inviting",
    "report/following",
    "report/sending",
    "forums/members",
    "forums/meetings",
    "forums/rhythm",
    "forums/presidency/asking",
    "checklists/reminding",
]
"""Where letters to many are written, previewed and sent, with what else these folders hold."""
ONE_KIND_OF_ROWS = {
    "cafe/people.py": "everybody who may be seated, in whichever list they are",
    "consultation/evaluating/queries.py": "an event, and again the one it builds on",
    "history/queries.py": "what all rooms did, put in order and cut into pages by the database",
    "persons/erasing.py": "the same number, of every table",
    "persons/kept_rows.py": "the same number, of every table",
    "report/clearing/texts.py": "every text that may leave, every name that is known: with where it stands",
    "report/writing/queries.py": "every text that must not come back, with where it stands",
    "tracing/gathering.py": "how many points each group, table and step has noted",
}
"""Files whose `union_all` gathers rows of one kind, and what they are; elsewhere it only saves a statement."""
LISTENED_TO = ("event", "orm", "engine")
"""Folders of SQLAlchemy from which a function is called that only listens."""
OTHER_PAGE = "budget"
"""A page of an event that has nothing to do with its agenda: what a request goes through there as well is a door of every page."""


@dataclass(frozen=True)
class Source:
    """A file of the package."""

    path: Path
    lines: int
    tree: ast.Module

    @property
    def module(self) -> str:
        """What it is imported as."""
        parts = self.path.relative_to(HOME).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def main() -> None:
    """Print the table."""
    sources = read_sources()
    modules = {one.module for one in sources}
    importers = Counter(name for one in sources for name in imported_modules(one, modules))
    classes = {
        node.name
        for one in sources
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef)
    }
    named = [one for one in sources if one.path.name != "__init__.py"]
    once = sum(importers[one.module] == 1 for one in named)
    entered, doors = walk_of_a_move()
    way = set(entered)
    rows = [
        ("lines of Python without migrations", sum(one.lines for one in sources)),
        ("files", len(sources)),
        (f"  under {SHORT} lines", sum(one.lines < SHORT for one in sources)),
        ("  imported by one file only", f"{once * 100 // len(named)} %"),
        ("lines of tables that leave and come back", lines_under(sources, EXCHANGE)),
        ("lines of what was done", lines_under(sources, HISTORY)),
        ("lines of letters to many", lines_under(sources, MAILING)),
        (
            f"values made of more than {BY_POSITION} arguments by position",
            len([*calls_by_position(sources, classes)]),
        ),
        (
            "statements glued by union_all",
            len(glued_statements(sources)),
        ),
        ("public functions of one word", f"{share_of_one_word(sources):.1f} %"),
        ("files on the way of one agenda move", len(way)),
        ("  doors that every page has", len(way & doors)),
        ("  returns to a file already left", len(entered) - len(way)),
    ]
    for says, figure in rows:
        say(f"{says:60}{figure:>10}")
    if "--calls" in sys.argv:
        say(*calls_by_position(sources, classes))


def share_of_one_word(sources: Sequence[Source]) -> float:
    """How many of a hundred public functions of a module have a name of one word."""
    names = [
        node.name
        for one in sources
        for node in one.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    return 100 * sum("_" not in name for name in names) / len(names)


def say(*lines: str) -> None:
    """A line each."""
    sys.stdout.writelines(f"{one}\n" for one in lines)


def read_sources() -> list[Source]:
    """The package without migrations, which are written once and kept."""
    paths = sorted(PACKAGE.rglob("*.py"))
    texts = [(one, one.read_text()) for one in paths if PACKAGE / "migrations" not in one.parents]
    return [Source(path, len(text.splitlines()), ast.parse(text)) for path, text in texts]


def lines_under(sources: Iterable[Source], places: Iterable[str]) -> int:
    """Lines of all files in these folders, and of these files."""
    roots = [PACKAGE / one for one in places]
    return sum(
        one.lines for one in sources if any(root in [one.path, *one.path.parents] for root in roots)
    )


def imported_modules(source: Source, modules: set[str]) -> set[str]:
    """The modules of the package that a file imports, each once."""
    found = set()
    package = (
        source.module if source.path.name == "__init__.py" else source.module.rpartition(".")[0]
    )
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            up = (
                package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            )
            base = ".".join([*up, *filter(None, [node.module])])
            inside = {f"{base}.{one.name}" for one in node.names}
            found |= inside & modules or {base}
    return (found & modules) - {source.module}


def glued_statements(sources: Iterable[Source]) -> list[str]:
    """Where different questions are asked in one statement: the file, once for each."""
    return [
        name
        for one in sources
        if (name := str(one.path.relative_to(PACKAGE))) not in ONE_KIND_OF_ROWS
        for _call in calls_of(one, "union_all")
    ]


def calls_of(source: Source, name: str) -> Iterator[ast.Call]:
    """Calls of what has this name, in a module or bare."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and called_name(node) == name:
            yield node


def called_name(call: ast.Call) -> str:
    """The last word of what is called."""
    called = call.func
    return (
        called.attr
        if isinstance(called, ast.Attribute)
        else called.id
        if isinstance(called, ast.Name)
        else ""
    )


def calls_by_position(sources: Iterable[Source], classes: set[str]) -> Iterator[str]:
    """Where a value of the package is made of too many arguments without names: file and line."""
    for one in sources:
        for node in ast.walk(one.tree):
            if (
                isinstance(node, ast.Call)
                and called_name(node) in classes
                and len(node.args) > BY_POSITION
            ):
                yield f"{one.path.relative_to(HOME)}:{node.lineno} {called_name(node)} {len(node.args)}"


def walk_of_a_move() -> tuple[list[Path], set[Path]]:
    """The files of the rooms a request runs through that moves a step, one after the other; and those that another page enters.

    A file is left when a function of another one is called; what every page stands on (`lib/` and the files at the top of
    `facilitate/`) is not counted, nor what listens to every statement of the database.
    """
    with tempfile.TemporaryDirectory() as folder:
        shared, instance = Path(folder) / "shared", Path(folder) / "instance"
        shared.mkdir()
        instance.mkdir()
        with planner_on(
            instance, levels.copy_level(levels.sqlite_level(shared, "demo"), instance)
        ) as app:
            app.extensions["run_job"] = lambda *_job: None  # nobody waits for what jobs do
            client = signed_in(app)
            with app.app_context():
                step = db.session.scalars(
                    sa.select(Step).where(Step.day_id.is_not(None)).order_by(Step.id)
                ).first()
                event = f"/events/{db.session.get_one(Event, step.event_id).slug}"
                sent = {"step": step.id, "to": "down"}
            return (
                files_entered(lambda: client.post(f"{event}/agenda/move", data=sent)),
                {*files_entered(lambda: client.get(f"{event}/{OTHER_PAGE}"))},
            )


def files_entered(ask: Callable[[], TestResponse]) -> list[Path]:
    """The files a request runs through, asked a second time: what is read once is read."""
    ask()
    entered: list[Path] = []
    sys.setprofile(lambda frame, what, _argument: note_file(entered, frame, what))
    try:
        status = ask().status_code
    finally:
        sys.setprofile(None)
    if status >= 400:
        sys.exit(f"A page of the demo could not be asked for: {status}.")
    return entered


def note_file(entered: list[Path], frame: FrameType, what: str) -> None:
    """Add the file of a room in which a function begins, where another one was before."""
    path = Path(frame.f_code.co_filename)
    back = frame.f_back
    listens = back is not None and Path(back.f_code.co_filename).parent.name in LISTENED_TO
    if (
        what != "call"
        or listens
        or PACKAGE not in path.parents
        or path.relative_to(PACKAGE).parts[0] in ("clock.py", "lib", *GROUPS)
    ):
        return
    if not entered or entered[-1] != path:
        entered.append(path)


if __name__ == "__main__":
    main()
