"""Techniques in files: the shipped shelf, read once, a broken file apart; and one that comes from a colleague or from another planner."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..data.content import content_folder, read_toml
from ..lib.plain_values import parse_toml
from ..lib.reading_child import FileProblem
from ..lib.text import plain_text
from ..web.i18n import _, label_of
from ..web.uploaded import read_upload
from .completeness import technique_file_problems, technique_problems, unreadable_file_message
from .table import technique_from_import
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


MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class TechniqueImport:
    """What came of a file: a technique (under the key ""), or what is wrong with it, in plain sentences."""

    technique: Technique | None = None
    problems: list[str] = field(default_factory=list)


def read_technique_file(content: bytes) -> TechniqueImport:
    """Read the file's bytes. A text may be there in one language only."""
    if not content.strip():
        return TechniqueImport(problems=[_("The file is empty.")])
    if len(content) > MOST_BYTES:
        return TechniqueImport(
            problems=[_("The file is larger than 256 kB: this cannot be a technique.")]
        )
    try:
        table = read_upload(parse_toml, content)
    except FileProblem as problem:
        return TechniqueImport(problems=[label_of(problem.why)])
    except (ValueError, RecursionError) as error:
        return TechniqueImport(problems=[unreadable_file_message(error)])
    problems = technique_problems(table, own=True)
    return (
        TechniqueImport(problems=problems)
        if problems
        else TechniqueImport(technique_from_import(table, ""))
    )
