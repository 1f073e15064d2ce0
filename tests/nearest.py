"""What stands nearest to a change: imports, templates and folders tell which tests come first."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE, TESTS, TEMPLATES, STATIC = (
    "facilitate/",
    "tests/",
    "facilitate/templates/",
    "facilitate/static/",
)
IMPORT = re.compile(r"^(?:from (\.*)([\w.]*) import (\([^)]*\)|[^\n]*))", re.M)
NAMES = re.compile(r"""["']([\w./-]+\.(?:html|js|css|po|toml|txt|xlsx|md))["']""")
"""Files that code or a template calls by name."""

EVERYTHING = {
    f"{PACKAGE}{name}.py"
    for name in (
        *("web/app", "web/navigation", "data/models", "data/schema"),
        *("run/serving", "run/command"),
    )
} | {"tests/conftest.py", "tests/people.py", "tests/scenes.py"}
"""What everything meets in: a change does not spread through these."""

HOUSE = ["tests/test_structure.py", "tests/test_translations.py"]
"""Tests that any change of the package may fail."""

WITH_ALL = "tests/test_pages.py"
"""Opens each page of the demo: it stands on every page and what a page stands on."""


@cache
def project_files(root: Path = ROOT) -> frozenset[str]:
    """Every file of the project that something may stand on, by its path."""
    found = (path for part in (PACKAGE, TESTS) for path in (root / part).rglob("*"))
    kept = (path.relative_to(root).as_posix() for path in found if "vendor" not in path.parts)
    return frozenset(path for path in kept if path.endswith((".py", ".html")))


def rooms_with_tests(root: Path = ROOT) -> list[str]:
    """The rooms that have tests of their own."""
    return sorted(
        path.name
        for path in (root / PACKAGE).iterdir()
        if (path / "__init__.py").exists() and (root / TESTS / path.name).is_dir()
    )


def imported_files(path: str, text: str, known: Container[str]) -> set[str]:
    """The files whose names a Python file imports."""
    here, found = path.split("/")[:-1], set()
    for dots, module, names in IMPORT.findall(text):
        base = [
            *(here[: len(here) - len(dots) + 1] if dots else ()),
            *filter(None, module.split(".")),
        ]
        for name in re.findall(r"(\w+)(?: as \w+)?", names.split("#")[0]) or [""]:
            for parts in ([*base, name], base):
                one = "/".join(parts)
                if file := next(
                    (way for way in (f"{one}.py", f"{one}/__init__.py") if way in known), None
                ):
                    found.add(file)
                    break
    return found


def named_files(text: str) -> set[str]:
    """The templates and other files a text calls by name: a template below its folder, others by their last part."""
    return set(NAMES.findall(text))


@cache
def standing_on(root: Path = ROOT) -> dict[str, set[str]]:
    """Who uses a file: modules and templates by path, other files by name."""
    users = defaultdict(set)
    known = project_files(root)
    for path in known:
        text = (root / path).read_text()
        for used in imported_files(path, text, known) if path.endswith(".py") else ():
            users[used].add(path)
        for name in named_files(text):
            users[TEMPLATES + name if name.endswith(".html") else name.rsplit("/", 1)[-1]].add(path)
    return users


def is_test(path: str) -> bool:
    """A file of tests that needs no browser."""
    name = path.rsplit("/", 1)[-1]
    return (
        path.startswith(TESTS)
        and name.startswith("test_")
        and not path.startswith("tests/browser/")
    )


def mirrored_names(path: str, root: Path = ROOT) -> list[str]:
    """How the tests begin that mirror where a file lies, the narrowest folder first."""
    for part in (TEMPLATES, STATIC, PACKAGE, TESTS):
        if path.startswith(part):
            parts = path.removeprefix(part).split("/")[:-1]
            if not parts and part == PACKAGE:
                return [f"{TESTS}test_"]  # beside the rooms
            found = [TESTS + "/".join(parts[:many]) + "/" for many in range(len(parts), 0, -1)]
            return [folder for folder in found if (root / folder).is_dir()]
    if path.startswith(("checklists/", "guides/techniques/")):
        return [
            "tests/checklists/starting/" if path.startswith("checklists/") else "tests/techniques/"
        ]
    return []


def files_touched(changed: Iterable[str], root: Path = ROOT) -> dict[str, int]:
    """What stands on the changed files, and how many steps away."""
    users = standing_on(root)
    reached = dict.fromkeys(changed, 0)
    edge = list(reached)
    while edge:
        path = edge.pop(0)
        if path in EVERYTHING and reached[path]:
            continue
        key = path if path.endswith((".py", ".html")) else path.rsplit("/", 1)[-1]
        for user in sorted(users.get(key, ())):
            if user not in reached:
                reached[user] = reached[path] + 1
                edge.append(user)
    return reached


def nearest_tests(changed: Iterable[str], root: Path = ROOT) -> list[str]:
    """The files of tests that a change may fail, nearest first: its own, its chapter's, its room's, and so for what stands on it."""
    changed = list(changed)
    reached = files_touched(changed, root)
    tests = sorted(path for path in project_files(root) if is_test(path))
    far: dict[str, float] = {}

    def at(path: str, steps: float) -> None:
        far[path] = min(steps, far.get(path, steps))

    for path, steps in reached.items():
        if is_test(path):
            at(path, steps)
        for wider, folder in enumerate(mirrored_names(path, root), 1):
            for test in tests:
                if test.startswith(folder):
                    at(test, steps + wider + 0.5)
        if path.startswith("facilitate/migrations/"):
            at("tests/test_migrations.py", 1)
    if any(path.startswith(PACKAGE) for path in reached):
        for test in HOUSE:
            at(test, 1.5)
        at(WITH_ALL, 3.5)
    homes = [folder for path in changed for folder in mirrored_names(path, root)[:1]]
    many: Counter[tuple[float, str]] = Counter()
    order = {}
    for test in sorted(
        far
    ):  # of what is equally near, the change's own folder, then each room's first, each room's second …
        alike = far[test], test.split("/")[1]
        many[alike] += 1
        below = min(
            (test.removeprefix(home).count("/") for home in homes if test.startswith(home)),
            default=9,
        )
        order[test] = far[test], below, many[alike], test
    return sorted(order, key=lambda test: order[test])
