"""The documents say what is so: floors, words and the picture of the house."""

import re
import tomllib

from facilitate import __version__
from tools.floors import CHAPTERS, FLOORS
from tools.house import HOME, PACKAGE
from tools.house_picture import PICTURE, picture

DOCS = HOME / "docs"


def test_the_floors_stand_in_the_document_as_in_the_code() -> None:
    text = (DOCS / "architecture.md").read_text()
    told = [
        line.split()
        for line in text.split("## The floors")[1].split("## ")[0].splitlines()
        if line[:4] == " " * 4
    ]
    assert told == FLOORS[::-1]


def test_the_chapters_stand_in_the_document_as_in_the_code() -> None:
    rows = re.findall(
        r"^\| `(\w+)/` \| ((?:`\w+` ?)+)\|$", (DOCS / "architecture.md").read_text(), re.M
    )
    assert {room: re.findall(r"\w+", names) for room, names in rows} == CHAPTERS


def test_the_readme_names_every_room() -> None:
    named = set(
        re.findall(r"\w+", (HOME / "README.md").read_text().split("## Where everything")[1])
    )
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders - named == set()


def test_the_picture_shows_the_house_as_it_is() -> None:
    assert PICTURE.read_text() == picture(), "python -m tools.house_picture"


def test_one_version_is_said_everywhere_and_a_release_in_a_page() -> None:
    releases = re.split(r"(?m)^## ", (HOME / "CHANGELOG.md").read_text())[1:]
    said = [one.split()[0] for one in releases if not one.startswith("Unreleased")]
    assert (
        said[0]
        == __version__
        == tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["version"]
    )
    assert [one.splitlines()[0] for one in releases if len(one.strip().splitlines()) > 60] == []


def test_every_room_that_the_documents_name_is_there() -> None:
    missing = [
        (path.name, name)
        for path in [*DOCS.glob("*.md"), HOME / "README.md", HOME / "CONTRIBUTING.md"]
        for name in re.findall(r"\]\(([\w./-]+)\)", path.read_text())
        if not (path.parent / name).exists()
    ]
    assert missing == []


def test_every_name_that_the_documents_give_with_its_module_is_there() -> None:
    """`guides/choices.cut_guide`: a function, class or value of a module whose path ends so."""
    files = [
        *(
            path
            for folder in (PACKAGE, HOME / "tests", HOME / "tools")
            for path in folder.rglob("*.py")
        ),
        *(PACKAGE / "static").rglob("*.js"),
    ]
    given, missing = 0, []
    for document in [*DOCS.glob("*.md"), HOME / "README.md", HOME / "CONTRIBUTING.md"]:
        names = r"`((?:\w+/)*[a-z_]+)\.(?!(?:py|toml|js|html|css|txt|md|po|svg)`)(\w+)(?:\.\w+)*(?:\([^`]*\))?`"
        for where, name in re.findall(names, document.read_text()):
            texts = [
                one.read_text()
                for one in files
                if one.with_suffix("").as_posix().endswith(f"/{where}")
            ]
            given += bool(texts)
            if ("/" in where or texts) and not any(_has(text, name) for text in texts):
                missing.append((document.name, f"{where}.{name}"))
    assert missing == []
    assert given > 50


def _has(text: str, name: str) -> bool:
    made = rf"^\s*(?:def|class) {name}\b|^\s*{name}\s*(?::[^=\n]+)?=|^\s*{name}:|import .*\b{name}\b|^\s*(?:function )?{name}\(.*\{{$"
    return re.search(made, text, re.MULTILINE) is not None


def test_the_glossary_names_what_stands_in_the_code() -> None:
    sources = sorted(PACKAGE.rglob("*.py"))
    there = {word for path in sources for word in re.findall(r"\w+", path.read_text())}
    there |= {part for path in sources for part in path.relative_to(PACKAGE).with_suffix("").parts}
    things = (DOCS / "glossary.md").read_text().split("## Before the event")[1]
    cells = [line.split("|")[2] for line in things.splitlines() if line.startswith("| ")]
    named = [
        part
        for cell in cells
        for name in re.findall(r"`([^`]+)`", cell)
        for part in name.split("/")
    ]
    assert [name for name in named if name not in there] == []
    assert len(named) > 90
    acts = (DOCS / "glossary.md").read_text().split("## Acts")[1].split("## ")[0]
    assert len([line for line in acts.splitlines() if line.startswith("| ")]) > 25
