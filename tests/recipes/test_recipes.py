"""Who follows a recipe of CONTRIBUTING.md word by word has what it promises, in a copy of the project."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ..once import made_once
from . import following, following_content, following_rooms
from .project import LINES, RECIPES, ROOT, TIMEOUT, Project, named_paths

pytestmark = [pytest.mark.timeout(TIMEOUT), pytest.mark.begins_first]
FOLLOWED: dict[str, Callable[[Project], list[str]]] = {
    "Add a page": following.add_a_page,
    "Let programs read one thing more": following_rooms.read_one_thing_more,
    "Add a column to a task": following.add_a_column_to_a_task,
    "Add a technique": following_content.add_a_technique,
    "Add a page of help": following_content.add_a_page_of_help,
    "Add a starting agenda": following_content.add_a_starting_agenda,
    "Add a kind of question": following.add_a_kind_of_question,
    "Add a kind of note": following_rooms.add_a_kind_of_note,
    "Change how something looks": following_rooms.change_how_something_looks,
    "Write a script": following_rooms.write_a_script,
    "Add a message": following.add_a_message,
}
"""In this order: messages last, for the others say something."""

WITHIN = "Add a migration"
"""Is a step of adding a column."""

Outcome = Counter[str]


@pytest.fixture(scope="module")
def outcomes(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """All recipes followed in one copy, then the tests they name run there once: how many of each file passed and failed."""

    def follow_all(file: Path) -> None:
        file.write_text(json.dumps(_followed(tmp_path_factory.mktemp("project"))))

    kept = json.loads(made_once(shared, "recipes.json", follow_all).read_text())
    return {name: Counter(outcome) for name, outcome in kept.items()}


def _followed(folder: Path) -> dict[str, Outcome]:
    project = Project(folder)
    tests = {name: follow(project) for name, follow in FOLLOWED.items()}
    told = project.folder / "told.xml"
    named = dict.fromkeys(test for some in tests.values() for test in some)
    light = [
        "-p",
        "tests.tiers",
        "--leave-out=browser,office,postgresql",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
    ]
    said = project.run(
        ".venv/bin/python", "-m", "pytest", *light, f"--junitxml={told}", *named, fine=(0, 1)
    )
    found: dict[str, Outcome] = {}
    for case in ElementTree.parse(told).iter("testcase"):
        file = case.get("classname", "").replace(".", "/") + ".py"
        wrong = case.find("failure") is not None or case.find("error") is not None
        found.setdefault(file, Counter())["failed" if wrong else "passed"] += 1
    return {
        name: sum(
            (found.get(test.split("::")[0], Counter({said[-6000:]: 1})) for test in some), Counter()
        )
        for name, some in tests.items()
    }


@pytest.mark.parametrize("recipe", FOLLOWED)
def test_who_follows_it_has_what_it_promises(outcomes: dict[str, Outcome], recipe: str) -> None:
    assert set(outcomes[recipe]) == {"passed"}


def test_each_recipe_is_followed_and_short_enough_to_be() -> None:
    assert set(RECIPES) == {*FOLLOWED, WITHIN}
    assert {name: lines for name, lines in LINES.items() if lines > 12} == {}


@pytest.mark.parametrize("recipe", [*FOLLOWED, WITHIN])
def test_what_it_names_is_there(recipe: str) -> None:
    named = [path for path in named_paths(recipe) if "<" not in path]
    assert named or "<room>" in RECIPES[recipe]
    places = (ROOT, ROOT / "facilitate", ROOT / "facilitate" / "templates")
    assert [path for path in named if not any(Path(place, path).exists() for place in places)] == []
