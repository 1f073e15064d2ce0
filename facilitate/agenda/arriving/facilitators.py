"""Who facilitates a step and does not speak in it: named behind `Facilitator:` or `Lehtëson:`, or in a column of that heading."""

import re
from collections.abc import Iterable

from ...lib.text import plain_text
from .vocabulary import PEOPLE_LABEL

_OF_A_LABEL = re.compile(r"^(?:facilit|lehtes)")
_OF_A_COLUMN = re.compile(r"^(?:(?:lead|co|kush|e) )*(?:facilit|lehtes)\w*(?: s| kryesor\w*)?$")


def is_facilitators_column(heading: str) -> bool:
    """Whether a column names facilitators and nobody else."""
    return bool(_OF_A_COLUMN.match(" ".join(re.findall(r"\w+", plain_text(heading)))))


def facilitators_named(said: str, people: Iterable[str]) -> list[str]:
    """Those of the people who stand behind a label of facilitators, wherever they are named in what was said."""
    lines = re.split(r"\n| \| ", said)
    return [name for name in people if _only_facilitates(name, lines)]


def _only_facilitates(name: str, lines: Iterable[str]) -> bool:
    labels = [_label_ahead(line, line.index(name)) for line in lines if name in line]
    return bool(labels) and all(_OF_A_LABEL.match(label) for label in labels)


def _label_ahead(line: str, at: int) -> str:
    """The last label that stands ahead of a place in a line, in plain letters."""
    found = [one for one in PEOPLE_LABEL.finditer(line) if one.end() <= at]
    return plain_text(found[-1]["label"]) if found else ""
