"""Less than everything: a change selects what stands on it, a room its tests; what is left out is said."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .nearest import ROOT, nearest_tests, rooms_with_tests
from .tiers import Unknown, changed_files, main, of_room


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ("facilitate/checklists/deadlines.py", "tests/checklists/test_deadlines.py"),
        ("facilitate/lib/suppression.py", "tests/lib/test_suppression.py"),
        ("facilitate/cafe/rotation/judge.py", "tests/cafe/rotation/test_judging.py"),
        ("tests/agenda/test_rank.py", "tests/agenda/test_rank.py"),
        ("tests/checklists/make.py", "tests/checklists/test_actions.py"),
        ("facilitate/translations/sq/LC_MESSAGES/messages.po", "tests/test_translations.py"),
        ("tests/same_in_albanian.txt", "tests/test_translations.py"),
        (
            "facilitate/migrations/versions/0002_consultation_in_depth.py",
            "tests/test_migrations.py",
        ),
        ("checklists/region.xlsx", "tests/checklists/starting/test_starting.py"),
        ("guides/techniques/fishbowl.toml", "tests/techniques/test_content.py"),
    ],
)
def test_a_change_selects_its_test(change: str, first: str) -> None:
    assert first in nearest_tests([change])[:12]


@pytest.mark.parametrize(
    ("change", "room"),
    [
        ("facilitate/templates/budget/costs.html", "budget"),
        ("facilitate/static/js/notes.js", "notes"),
        ("facilitate/forums/health/health_pages.py", "forums"),
        ("tests/budget/conftest.py", "budget"),
    ],
)
def test_a_change_selects_its_room(change: str, room: str) -> None:
    tests = nearest_tests([change])
    assert set(of_room(room)) <= set(tests)
    before = tests[: max(tests.index(one) for one in of_room(room)) + 1]
    others = [one for one in before if not one.startswith(f"tests/{room}/")]
    assert len(others) <= 4  # the house's own, what opens every page, this


def test_what_stands_on_a_change_comes_after_it() -> None:
    tests = nearest_tests(["facilitate/lib/money.py"])
    assert tests.index("tests/lib/test_money.py") < tests.index(
        "tests/budget/letters/test_letters.py"
    )
    assert tests.index("tests/budget/test_sums.py") < tests.index(
        "tests/report/writing/test_rules.py"
    )
    assert not any(one.startswith(("tests/browser", "tests/cafe")) for one in tests)


def test_every_test_is_selected_by_something() -> None:
    package = [path.relative_to(ROOT).as_posix() for path in (ROOT / "facilitate").rglob("*.py")]
    own = {"tests/test_tiers.py", "tests/test_wheel.py"}
    tests = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    assert {
        one for one in tests if not one.startswith(("tests/browser/", "tests/recipes/"))
    } - own <= set(nearest_tests(package))


def test_a_room_may_be_a_folder_a_file_or_a_module() -> None:
    assert of_room("checklists") == of_room("tests/checklists/") == of_room("facilitate/checklists")
    assert of_room("tests/checklists/excel")[0] == "tests/checklists/excel/test_back.py"
    assert of_room("tests/lib/test_money.py") == ["tests/lib/test_money.py"]
    assert {"tests/lib/test_money.py", "tests/budget/excel/test_back.py"} <= set(
        of_room("facilitate/lib/money.py")
    )
    assert all(of_room(room) for room in rooms_with_tests())


def test_an_unknown_room_names_the_rooms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--room=kitchen"]) == 2
    said = capsys.readouterr().out
    assert said.startswith("There is no room “kitchen”. The rooms are accounts, agenda,")
    assert len(said.splitlines()) == 1


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits: one file each."""
    for words in (
        ["init", "-q"],
        ["config", "user.name", "A"],
        ["config", "user.email", "a@office.example"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text("")
        subprocess.run(["git", "add", name], cwd=tmp_path, check=True)
        subprocess.run(["git", "commit", "-qm", name], cwd=tmp_path, check=True)
    return tmp_path


def test_what_is_changed(repository: Path) -> None:
    assert changed_files("", repository) == (["two.py"], "in the last commit")
    assert changed_files("HEAD~1", repository) == (["two.py"], "since HEAD~1")
    (repository / "one.py").write_text("1")
    (repository / "três.py").write_text("1")
    assert changed_files("", repository) == (["one.py", "três.py"], "not committed")
    with pytest.raises(Unknown, match="nowhere"):
        changed_files("nowhere", repository)


SLOW = """
import time
import pytest

@pytest.mark.parametrize("number", range(6))
def test_slow(number): time.sleep(0.6)

@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_both(database): pass

@pytest.mark.browser
def test_seen(): pass
"""


@pytest.mark.parametrize(("processes", "within"), [("0", 5), ("2", 5), ("2", 1000)])
def test_what_is_left_out_is_said(tmp_path: Path, processes: str, within: int) -> None:
    slow = (
        SLOW if within == 5 else SLOW.replace("0.6", "0")
    )  # where all are begun, nothing is waited for
    (tmp_path / "test_slow.py").write_text(slow)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: .\n")
    tier = [
        "-p",
        "tests.tiers",
        f"--within={within}",
        f"--begun={time.time()}",
        "--leave-out=browser",
        "-n",
        processes,
    ]
    command = [sys.executable, "-m", "pytest", *tier, f"--rootdir={tmp_path}", str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    said = re.search(
        r"Left out: 1 in a browser(?:; (\d) not begun in time \(.*test_slow.py\))?\.", told.stdout
    )
    assert said, told.stdout
    late = int(said[1] or 0)
    done = re.search(r"(\d) passed", told.stdout)
    assert late + (int(done[1]) if done else 0) == 8
    assert bool(late) is (within == 5)
