"""Somebody is checked in: before the event nothing is told of it, while it runs "so far"; what was said before stays said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import (
    ParticipationUpdate,
    invite_all_to_event,
    update_participations,
)
from facilitate.participation.counting.across_events import report_across_events
from facilitate.participation.counting.event_report import report_of_event
from facilitate.participation.counting.queries import figures_of_events
from facilitate.participation.counting.report import BlockKey, FiguresReport, FiguresStage
from facilitate.participation.counting.tallies import EventCounts
from facilitate.participation.door.actions import CheckInPress, check_in, undo_check_in
from facilitate.participation.models import Participation, Standing

from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene
from ..rows import EDITIONS, hold_edition

pytestmark = pytest.mark.both_databases
FIRST, LAST = date(2027, 3, 18), date(2027, 3, 19)
BEFORE, DURING, AFTER = FIRST - timedelta(days=100), FIRST, LAST + timedelta(days=1)
PRESS = CheckInPress(FIRST, datetime(2027, 3, 18, 9, tzinfo=UTC))


@pytest.fixture
@keep_scene
def asked(app, cast) -> dict[str, int]:
    """Five say that they come to `spring`, three are silent, one waits, one declined; a row of each, and one only listed."""
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        spring.first_day, spring.last_day = FIRST, LAST
        rows = {}
        for standing, number in {
            Standing.COMING: 5,
            Standing.INVITED: 3,
            Standing.WAITING: 1,
            Standing.DECLINED: 1,
            Standing.LISTED: 1,
        }.items():
            at = add_office(f"Office {standing}", "civil_society", "vlore")
            people = [add_worker(f"Ana {standing}{n}", at) for n in range(number)]
            rows[standing.value] = invite_all_to_event(spring, people, standing)[0].id
        db.session.commit()
        return rows


def flow(report: FiguresReport) -> dict[str, int | None]:
    block = report.block(BlockKey.FLOW)
    assert block is not None
    return {row.name: row.counts[0] for row in block.rows}


ANSWERS = {
    "Invited": 10,
    "Declined": 1,
    "On the waiting list": 1,
    "Did not answer": 3,
    "Said they were coming": 5,
}


def test_a_check_in_before_the_first_day_is_kept_and_tells_nothing(app, cast, asked) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        for standing in ("coming", "invited"):
            check_in(spring, asked[standing], PRESS)
        report = report_of_event(spring, BEFORE)
        across = report_across_events([spring], BEFORE, at_home=True)
        assert flow(report) == ANSWERS
        assert report.sentence.startswith("5 people are coming so far:")
        assert [column.stage for column in report.blocks[1].columns] == [
            FiguresStage.INVITED,
            FiguresStage.CONFIRMED,
        ]
        assert [(one.name, one.total) for one in across.blocks[0].columns] == [
            ("Spring conference 2027 (say they are coming)", 5)
        ]
        assert figures_of_events([spring], BEFORE)[0].total == 5
        assert {row.key: row.counts[-1] for row in across.blocks[0].rows if row.counts[-1]} == {
            "civil_society": 5
        }


@pytest.mark.one_database
def test_an_unknown_place_is_not_the_capital(app, cast) -> None:
    """Nobody is said to come from inside or outside the capital, and nobody is said to be there where people are."""
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        spring.first_day, spring.last_day = FIRST, LAST
        people = [add_worker(f"Ana {n}", add_office(f"Office {n}")) for n in range(3)]
        invite_all_to_event(spring, people, Standing.COMING)
        report = report_of_event(spring, BEFORE)
        assert report.sentence.startswith("3 people are coming so far: ")
        assert report.sentence.endswith("; where they come from is not known.")
        place = report.block(BlockKey.PLACE)
        assert place is not None
        assert {one.said for one in place.columns} == {"3 of unknown place not counted"}


def test_while_it_runs_everything_is_so_far(app, cast, asked) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        for standing in asked:
            check_in(spring, asked[standing], PRESS)
        report = report_of_event(spring, DURING)
        assert flow(report) == {
            **ANSWERS,
            "Not here yet": 4,
            "Said yes and came": 1,
            "Came without having said yes": 3,
            "Walk-ins": 1,
            "Attended so far": 5,
        }
        assert report.sentence.startswith("5 people are here so far: ")
        assert report.changes[0].startswith("So far nobody from these 11 counties")
        sector = report.block(BlockKey.SECTOR)
        assert sector is not None
        assert (sector.columns[-1].name, sector.columns[-1].said) == (
            "Attended so far",
            "of 5 who are here so far",
        )
        afterwards = flow(report_of_event(spring, AFTER))
        assert afterwards["Did not come"] == 4
        assert {name: afterwards[name] for name in ANSWERS} == ANSWERS


def test_the_first_guest_changes_nothing_across_years(app, cast, asked) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        held = hold_edition(EDITIONS[3], None, cast.users["viewer"])
        check_in(spring, asked["coming"], PRESS)
        told = {
            day: report_across_events([held, spring], day, at_home=True)
            for day in (BEFORE, DURING, AFTER)
        }
        assert [len(told[day].changes) for day in told] == [0, 0, 1]
        assert (
            told[BEFORE].sentence
            == "108 people came to 1 event. 5 people say they are coming to 1 event."
        )
        assert told[DURING].blocks[0].columns[1].name == "Spring conference 2027 (so far)"


def test_marked_in_a_list_what_was_said_stays_said_too(app, cast, asked) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        update_participations(
            spring, list(asked.values()), ParticipationUpdate(Standing.ATTENDED), AFTER
        )
        told = flow(report_of_event(spring, AFTER))
        assert {name: told[name] for name in ANSWERS} == ANSWERS


def test_taken_back_it_is_as_before(app, cast, asked) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        check_in(spring, asked["waiting"], PRESS)
        row = db.session.get_one(Participation, asked["waiting"])
        assert (row.standing, row.was) == (Standing.ATTENDED, Standing.WAITING)
        undo_check_in(spring, asked["waiting"], PRESS)
        assert (row.standing, row.was) == (Standing.WAITING, None)


def test_organisations_count_as_people_do(app, cast, asked) -> None:
    with app.test_request_context():
        spring = db.session.get_one(Event, cast.event_id)
        for standing in asked:
            check_in(spring, asked[standing], PRESS)
        for day, attended in ((BEFORE, 0), (DURING, 5)):
            counts = EventCounts(spring, day)
            people = {
                stage: sum(one.people[stage] for one in counts.organisations)
                for stage in FiguresStage
            }
            assert people == {
                FiguresStage.INVITED: 10,
                FiguresStage.CONFIRMED: 5,
                FiguresStage.ATTENDED: attended,
            }


def test_an_event_to_come_stands_beside_others_only_where_somebody_asks(
    app, cast, organiser: FlaskClient, asked
) -> None:
    with app.app_context():
        hold_edition(EDITIONS[3], None, cast.users["organiser"])
        db.session.commit()
    html = organiser.get("/figures").text
    assert "108 people came to 1 event." in html
    assert "say they are coming" not in html
    html = organiser.get("/figures?event=spring&event=annual-2008").text
    assert html.count("Spring conference 2027 (say they are coming)") > 2
    assert "What changed" not in html
    csv = organiser.get("/figures.csv?lang=en&event=spring&event=annual-2008").text
    assert "Conference 2008" in csv
    assert "Spring" not in csv
    assert (
        "Not included, because nobody has attended yet: Spring conference 2027."
        in organiser.get("/figures/files?event=spring&event=annual-2008").text
    )
    assert [
        organiser.get(f"/figures.{ending}?event=spring").status_code
        for ending in ("xlsx", "docx", "csv")
    ] == [200] * 3
