"""The shelf: every technique of guides/techniques, read once; a broken file stands apart."""

from functools import cache
from pathlib import Path

from ..content import folder, read_toml
from ..lib.text import plain
from .completeness import problems
from .technique import Technique, from_table


@cache
def _files() -> tuple[dict[str, Technique], list[Path]]:
    good, bad = {}, []
    for path in sorted((folder("guides") / "techniques").glob("*.toml")):
        if problems(path):
            bad.append(path)
        else:
            good[path.stem] = from_table(read_toml(path))
    return good, bad


def shelf() -> dict[str, Technique]:
    """Every technique by its key, in the order of the keys."""
    return _files()[0]


def technique(key: str) -> Technique | None:
    """The technique of that key, or None when it is not on the shelf."""
    return shelf().get(key)


def broken() -> dict[str, list[str]]:
    """The files that are not on the shelf, and what is wrong with each, in plain sentences."""
    return {path.name: problems(path) for path in _files()[1]}


def found(query: str) -> list[Technique]:
    """The techniques that hold every word of the query in either language (*çështje* = *ceshtje*)."""
    wanted = plain(query).split()
    return [one for one in shelf().values() if all(word in _text(one.key) for word in wanted)]


@cache
def _text(key: str) -> str:
    one = shelf()[key]
    wordings = [one.name, one.purpose, one.when, *(material.text for material in one.materials)]
    return plain(
        " ".join([key, one.known_after, *(text for words in wordings for text in (words.en, words.sq))])
    )
