"""Different people and attendances: told apart, and each of them right."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.counting.across_events import report_across_events
from facilitate.participation.counting.disclosure import people_to_tell
from facilitate.participation.counting.figures import EventFigures, add_up_figures
from facilitate.participation.counting.outside_report import for_outside
from facilitate.participation.counting.queries import figures_of_events, figures_together
from facilitate.participation.models import Standing

from ...directory.rows import add_office, add_worker
from ..rows import add_conference

SPRING = date(2026, 3, 18)
LATER = SPRING + timedelta(days=400)


def figures(total: int, sector: int) -> EventFigures:
    return EventFigures(
        event="one",
        total=total,
        people=total,
        sectors={"donor": sector, "media": total - sector},
        counties={"vlore": total},
        outside_capital=total,
        capital=0,
        place_unknown=0,
        presenters=sector,
        standing={"attended": total},
    )


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5))
def test_every_split_adds_up(pairs: list[tuple[int, int]]) -> None:
    each = [figures(max(pair), min(pair)) for pair in pairs]
    together = add_up_figures(each, people=0)
    assert together.event is None
    assert together.total == sum(one.total for one in each)
    assert sum(together.sectors.values()) == together.total
    assert sum(together.counties.values()) == together.total
    assert together.outside_capital + together.capital + together.place_unknown == together.total


def test_who_came_twice_is_one_person(app, cast) -> None:
    with app.test_request_context():
        first, second = two_events(cast)
        at = add_office("Bashkia", "local_government", "vlore")
        people = [add_worker(f"Ana {number}", at) for number in range(5)]
        invite_all_to_event(first, people[:4], Standing.ATTENDED)
        invite_all_to_event(second, people[2:], Standing.ATTENDED)
        figures = figures_of_events([first, second], LATER)
        together = figures_together([first, second], figures, LATER)
        assert ([one.people for one in figures], together.total, together.people) == ([4, 3], 7, 5)
        report = report_across_events([first, second], LATER, at_home=True, tell_people=True)
        assert report.sentence == "5 people came 7 times to 2 events."
        assert report_across_events([first, second], LATER).sentence == "7 attendances at 2 events."


def test_different_people_are_told_outside_too_where_no_few_of_them_are_told_apart(
    app, cast
) -> None:
    with app.test_request_context():
        first, second = two_events(cast)
        at = add_office("Bashkia", "local_government", "vlore")
        people = [add_worker(f"Ana {number}", at) for number in range(9)]
        invite_all_to_event(first, people[:6], Standing.ATTENDED)
        invite_all_to_event(second, people[3:], Standing.ATTENDED)
        told = for_outside(report_across_events([first, second], LATER))
        assert told.sentence == "9 people came 12 times to 2 events."
        more = [add_worker(f"Beni {number}", at) for number in range(4)]
        invite_all_to_event(first, [*people[6:8], *more], Standing.ATTENDED)
        told = for_outside(
            report_across_events([first, second], LATER)
        )  # one came to the second alone
        assert told.sentence == "At least 12 different people came 18 times to 2 events."


@given(st.lists(st.sets(st.integers(1, 24)), min_size=1, max_size=4))
def test_what_is_told_outside_takes_nobody_out_of_a_few(came: list[set[int]]) -> None:
    """Exactly, where no group it leads to is small; else so that between nobody and nine more are left open."""
    people, told = len(set().union(*came)), people_to_tell(came)
    if told is None:
        assert people < 10
    elif told.at_least:
        assert told.number == max(people // 10 * 10, max(map(len, came)))
    else:
        assert told.number == people
        for place, some in enumerate(came):
            others = set().union(*came[:place], *came[place + 1 :])
            for few in (some, others - some, some - others):
                assert len(few) not in (1, 2)


def test_who_was_invited_and_did_not_come_is_nobody(app, cast) -> None:
    with app.test_request_context():
        first, second = two_events(cast)
        at = add_office("Bashkia", "local_government", "vlore")
        people = [add_worker(f"Ana {number}", at) for number in range(6)]
        invite_all_to_event(first, people[:2], Standing.ATTENDED)
        invite_all_to_event(first, people[2:3], Standing.COMING)
        invite_all_to_event(second, people[1:4], Standing.COMING)
        invite_all_to_event(second, people[4:], Standing.DECLINED)
        figures = figures_of_events([first, second], LATER)
        together = figures_together([first, second], figures, LATER)
        assert (together.total, together.people) == (5, 4)


def two_events(cast) -> list[Event]:
    first = db.session.get_one(Event, cast.event_id)
    first.first_day = first.last_day = SPRING
    second = add_conference("autumn", 2026)
    db.session.flush()
    return [first, second]
