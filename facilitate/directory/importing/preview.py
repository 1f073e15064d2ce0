"""The questions that somebody has to answer before a table is taken in."""

from collections.abc import Sequence
from typing import NamedTuple

from .known_directory import KnownDirectory, KnownLists, PersonOnFile
from .plan import (
    SAME,
    RowProblem,
    SuspectRow,
    UnknownOffice,
    UnknownValue,
)

MOST_SUSPECTS, MOST_QUESTIONS = 100, 100
"""How much of each a preview shows; the rest is counted."""


class MeaningChoice(NamedTuple):
    """One answer that may be chosen: its value, who or what it is, whether it is chosen."""

    value: str
    text: str
    chosen: bool


class MeaningQuestion(NamedTuple):
    """A value or an organisation that nobody knows: its field's name, what it may mean."""

    name: str
    field: str
    text: str
    rows: int
    choices: list[MeaningChoice]


def suspected_people(
    suspect: SuspectRow, here: KnownDirectory
) -> list[tuple[str, PersonOnFile, str]]:
    """Whom a row looks like: what choosing them sends, who they are, where they work."""
    people = [here.people[key] for key in suspect.people]
    return [(f"{SAME}:{person.id}", person, here.offices[person.office].name) for person in people]


def meaning_questions(
    unknown: Sequence[UnknownValue], lists: KnownLists, chosen: dict[str, str]
) -> list[MeaningQuestion]:
    """The values that are not known, each with what it may mean; the nearest is chosen."""
    return [
        MeaningQuestion(
            name=f"value-{one.key}",
            field=one.field,
            text=one.text,
            rows=one.rows,
            choices=_choices(lists, one.field, chosen.get(one.key, one.nearest)),
        )
        for one in unknown[:MOST_QUESTIONS]
    ]


def sector_questions(strange: Sequence[UnknownOffice], lists: KnownLists) -> list[MeaningQuestion]:
    """The new organisations whose rows do not say their sector: first those that nobody has decided on."""
    asked = [one for one in strange if one.sector is not None]
    return [
        MeaningQuestion(
            name=f"sector-{one.key}",
            field="organisation",
            text=one.name,
            rows=one.rows,
            choices=_choices(lists, "sector", one.sector or ""),
        )
        for one in sorted(asked, key=lambda one: bool(one.sector))[:MOST_QUESTIONS]
    ]


def _choices(lists: KnownLists, field: str, now: str) -> list[MeaningChoice]:
    """What a field may be, each once."""
    names: dict[str, str] = {}
    for name, value in lists.names[field].rows:
        names.setdefault(value, name)
    return [MeaningChoice(value, name, value == now) for value, name in names.items()]


def office_questions(
    strange: Sequence[UnknownOffice], here: KnownDirectory
) -> list[MeaningQuestion]:
    """The organisations that are not there and that others are near to."""
    return [
        MeaningQuestion(
            name=f"office-{one.key}",
            field="organisation",
            text=one.name,
            rows=one.rows,
            choices=[
                MeaningChoice(str(key), here.offices[key].name, one.chosen == str(key))
                for key in one.near
            ],
        )
        for one in strange[:MOST_QUESTIONS]
        if one.near
    ]


def chosen_offices(strange: Sequence[UnknownOffice]) -> dict[str, str]:
    """What was decided of each organisation, by the name of its field."""
    return {f"office-{one.key}": one.chosen for one in strange}


def count_problem_rows(problems: Sequence[RowProblem]) -> int:
    """How many rows have problems."""
    return len({problem.row for problem in problems})
