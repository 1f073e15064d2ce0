"""The corpus of the privacy check: invented texts of the field in both languages, and what of them tells who somebody is.

`tests/samples/privacy/*.jsonl`, a text a line: `{"id", "lang", "text", "marks": [[start, end, kind], …]}`; without marks it is innocent.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from facilitate.report.clearing.check_text import known_places
from facilitate.report.clearing.finding import find_passages, passages_in
from facilitate.report.clearing.reading import TextReading

FOLDER = Path(__file__).parent / "samples" / "privacy"


class Said(NamedTuple):
    """A text and its marks."""

    id: str
    lang: str
    text: str
    marks: list[tuple[int, int, str]]


class Score(NamedTuple):
    """Marks that were met, of all, by kind; texts that identify and were marked; innocent ones, and those marked by mistake, by rule."""

    met: Counter[str]
    marks: Counter[str]
    identifying: int
    seen: int
    innocent: int
    alarmed: int
    alarms: Counter[str]


def read_corpus() -> list[Said]:
    """Every text there is."""
    lines = [
        line
        for path in sorted(FOLDER.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [Said(**json.loads(line)) for line in lines]


def score_check(texts: Iterable[Said]) -> Score:
    """How well the check does on these texts. A mark is met where a finding touches it."""
    known, met, marks, alarms = known_places(), Counter[str](), Counter[str](), Counter[str]()
    identifying = seen = innocent = alarmed = 0
    for one in texts:
        found = find_passages(one.text, known)
        for start, end, kind in one.marks:
            marks[kind] += 1
            met[kind] += any(other.start < end and start < other.end for other in found)
        if one.marks:
            identifying, seen = identifying + 1, seen + bool(found)
        else:
            innocent, alarmed = innocent + 1, alarmed + bool(found)
            alarms.update(passage.rule for passage in passages_in(TextReading(one.text), known))
    return Score(met, marks, identifying, seen, innocent, alarmed, alarms)
