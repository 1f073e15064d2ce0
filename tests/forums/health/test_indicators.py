"""Indicators are counted from what is known."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilitate.directory.models import OfficeKind
from facilitate.forums.health.indicators import (
    CountOf,
    OfficeSeat,
    count_meetings,
    count_offices,
    count_on_time,
    count_titled,
    count_trained,
)
from facilitate.forums.kinds import Every, Rhythm

QUARTERLY, TWICE = Rhythm(Every.MONTHS, 3), Rhythm(Every.TIMES_A_YEAR, 2)
TODAY = date(2026, 8, 1)


def test_meetings_held_of_those_asked_for() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 7, 31), date(2026, 9, 1)]
    since = date(2024, 7, 1)
    assert count_meetings(QUARTERLY, since, days, 2026, TODAY) == CountOf(2, 4)
    assert count_meetings(QUARTERLY, since, days, 2025, TODAY) == CountOf(1, 4)
    assert count_meetings(QUARTERLY, since, days, 2024, TODAY) == CountOf(0, 2)
    assert count_meetings(QUARTERLY, date(2025, 12, 1), days, 2025, TODAY) == CountOf(1, 1)


def test_reports_on_time_of_those_due_so_far() -> None:
    since = date(2024, 1, 1)
    filed = [date(2024, 6, 1), date(2025, 6, 30), date(2025, 12, 31), date(2026, 7, 20)]
    assert [count_on_time(TWICE, since, filed, year, TODAY) for year in (2024, 2025, 2026)] == [
        CountOf(1, 2),
        CountOf(2, 2),
        CountOf(0, 1),
    ]


def test_kinds_of_offices_at_the_end_of_the_year() -> None:
    seats = [
        OfficeSeat(OfficeKind.POLICE, 1, None, None),
        OfficeSeat(OfficeKind.POLICE, 2, date(2025, 3, 1), None),
        OfficeSeat(OfficeKind.SHELTER, 3, date(2026, 2, 1), None),
        OfficeSeat(OfficeKind.HEALTH, 4, date(2024, 1, 1), date(2025, 6, 1)),
    ]
    wanted = [OfficeKind.POLICE, OfficeKind.NGO, OfficeKind.HEALTH]
    assert [count_offices(wanted, seats, year, TODAY) for year in (2024, 2025, 2026)] == [
        CountOf(2, 3),
        CountOf(1, 3),
        CountOf(2, 3),
    ]


def test_who_leaves_with_the_year_was_there_at_its_end() -> None:
    seats = [OfficeSeat(OfficeKind.POLICE, 1, date(2024, 1, 1), date(2025, 12, 31))]
    assert [count_offices([OfficeKind.POLICE], seats, year, TODAY) for year in (2025, 2026)] == [
        CountOf(1, 1),
        CountOf(0, 1),
    ]
    assert count_trained(seats, {(1, date(2025, 4, 1))}, 2025, TODAY) == CountOf(1, 1)


def test_somebody_replaced_changes_no_past_figure() -> None:
    before = [
        OfficeSeat(OfficeKind.POLICE, 1, date(2024, 1, 1), None),
        OfficeSeat(OfficeKind.HEALTH, 2, date(2024, 1, 1), None),
    ]
    after = [
        OfficeSeat(OfficeKind.POLICE, 1, date(2024, 1, 1), date(2026, 5, 1)),
        OfficeSeat(OfficeKind.POLICE, 3, date(2026, 5, 1), None),
        before[1],
    ]
    taught = {(1, date(2025, 4, 1)), (9, date(2025, 4, 1)), (2, date(2026, 9, 9))}
    for year in (2024, 2025):
        assert count_trained(before, taught, year, TODAY) == count_trained(
            after, taught, year, TODAY
        )
    assert [count_trained(after, taught, year, TODAY) for year in (2024, 2025, 2026)] == [
        CountOf(0, 2),
        CountOf(1, 2),
        CountOf(0, 2),
    ]


def test_terms_of_reference_are_known_by_their_title() -> None:
    for title, found in (
        ("Terms of Reference, signed", 1),
        ("Termat e referencës së komitetit", 1),
        ("Report", 0),
    ):
        assert count_titled("terms", [(title, date(2026, 1, 1))], 2026, TODAY) == CountOf(found, 1)
    assert count_titled(
        "terms", [("Terms of reference", date(2026, 1, 1))], 2025, TODAY
    ) == CountOf(0, 1)
    assert count_titled(
        "other", [("Terms of reference", date(2026, 1, 1))], 2026, TODAY
    ) == CountOf(0, 1)


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2026, 12, 31)), max_size=20), st.integers(2023, 2026)
)
def test_no_more_on_time_than_due(days, year) -> None:
    for rhythm in (QUARTERLY, TWICE):
        count = count_on_time(rhythm, date(2023, 1, 1), days, year, TODAY)
        assert 0 <= count.done <= count.of
