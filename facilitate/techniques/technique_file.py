"""A technique that comes as a text file from a colleague or from another planner: read, or why it cannot be."""

from dataclasses import dataclass, field

from ..lib.reading_child import FileProblem
from ..lib.toml_files import parse_toml
from ..web.i18n import _, label_of
from ..web.uploaded import read_upload
from .completeness import technique_problems, unreadable_file_message
from .table import technique_from_import
from .technique import Technique

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
