"""Agendas as people and programs write them: what is understood of each, step by step."""

import json
from datetime import date
from pathlib import Path

import pytest

from facilitate.agenda.arriving.arrived import arrived_to_json
from facilitate.agenda.arriving.reading import read_agenda

SAMPLES = Path(__file__).parents[2] / "samples" / "agendas"
FILES = sorted(path for path in SAMPLES.iterdir() if path.with_name(path.name + ".json").exists())
NEAR = date(2027, 3, 18)


def understood(path: Path) -> object:
    return arrived_to_json(read_agenda(path.read_bytes(), "Europe/Tirane", NEAR))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_understood_as_a_person_reads_it(path: Path) -> None:
    assert understood(path) == json.loads(path.with_name(path.name + ".json").read_text("utf-8"))


def test_there_are_samples_of_every_kind() -> None:
    kinds = {path.suffix for path in FILES}
    assert kinds >= {
        ".docx",
        ".odt",
        ".xlsx",
        ".ods",
        ".csv",
        ".txt",
        ".md",
        ".html",
        ".ics",
        ".xml",
        ".json",
    }
    assert len(FILES) >= 25
