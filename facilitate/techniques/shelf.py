"""The shipped shelf: every technique of guides/techniques, read once; a broken file stands apart."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..data.content import content_folder, read_toml
from ..lib.text import plain_text
from .completeness import technique_file_problems
from .technique import Technique, technique_from_table


@cache
def _files() -> tuple[dict[str, Technique], list[Path]]:
    good, bad = {}, []
    for path in sorted((content_folder("guides") / "techniques").glob("*.toml")):
        if technique_file_problems(path):
            bad.append(path)
        else:
            good[path.stem] = technique_from_table(read_toml(path))
    return good, bad


def shipped_techniques() -> dict[str, Technique]:
    """Every technique of the files by its key, in the order of the keys."""
    return _files()[0]


def broken_techniques() -> dict[str, list[str]]:
    """The files that are not on the shelf, and what is wrong with each, in plain sentences."""
    return {path.name: technique_file_problems(path) for path in _files()[1]}


def techniques_with_words(query: str, techniques: Iterable[Technique]) -> list[Technique]:
    """Those that hold every word of the query in either language (*çështje* = *ceshtje*)."""
    wanted = plain_text(query).split()
    return [one for one in techniques if all(word in one.searched for word in wanted)]
