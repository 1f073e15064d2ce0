"""Of two entries of one person in an event what came first, went further or was said last is kept; whichever of them stays."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from facilitate.participation.merge_rules import (
    merge_attendances,
    merge_participations,
    merge_registrations,
)
from facilitate.participation.models import ParticipantRole, Standing

EARLY, LATE = datetime(2027, 3, 18, 8, tzinfo=UTC), datetime(2027, 3, 18, 9, tzinfo=UTC)
APART: Any = SimpleNamespace(rows=lambda _table, **_where: [], change=lambda *_row, **_cells: None)


def test_the_first_check_in_of_a_day_is_kept() -> None:
    first, second = (
        {"id": number, "participation_id": number, "day": EARLY.date(), "at": at, "by_id": number}
        for number, at in ((1, EARLY), (2, LATE))
    )
    assert merge_attendances(APART, second, first) == {"at": EARLY, "by_id": 1}
    assert merge_attendances(APART, first, second) == {}


@pytest.mark.parametrize(
    ("kept", "gone", "taken"),
    [
        ((EARLY, None), (LATE, None), True),
        ((LATE, None), (EARLY, None), False),
        ((None, None), (EARLY, None), True),
        ((EARLY, None), (None, LATE), False),
        ((None, None), (None, LATE), True),
        ((None, EARLY), (None, LATE), False),
    ],
)
def test_the_answer_given_last_is_kept_with_its_link(kept, gone, taken: bool) -> None:
    rows = [
        {"id": n, "participation_id": n, "version": 3, "token": f"t-{n}"}
        | {"answered_at": answered, "sent_at": sent}
        for n, (answered, sent) in enumerate((kept, gone), 1)
    ]
    found = merge_registrations(APART, *rows)
    assert (found.get("token"), found.get("version")) == (("t-2", 4) if taken else (None, None))


def entry(number: int, standing: Standing, invited_on: date | None) -> dict[str, Any]:
    places = dict.fromkeys(("organisation_id", "sector_id", "county_id", "district_id"), number)
    return {
        "id": number,
        "standing": standing,
        "was": None,
        "parts": [ParticipantRole.PARTICIPANT],
        "invited_on": invited_on,
        "walk_in": False,
        "version": 1,
        **places,
    }


def test_the_first_invitation_is_kept_and_nobody_comes_in_their_own_place() -> None:
    freed: list[tuple[int, object]] = []
    uniting: Any = SimpleNamespace(
        rows=lambda _table, **where: [where],
        change=lambda _table, row, **cells: freed.append((row["substitute_id"], cells)),
    )
    rows = (
        entry(1, Standing.LISTED, date(2027, 2, 2)),
        entry(2, Standing.INVITED, date(2027, 2, 1)),
    )
    found = merge_participations(uniting, *rows)
    assert (found["standing"], found["invited_on"], found["organisation_id"]) == (
        Standing.INVITED,
        date(2027, 2, 1),
        2,
    )
    assert freed == [(1, {"substitute_id": None})]
