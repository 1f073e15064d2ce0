"""What every page knows alike: who is overdue, which presidency ends soon, which day is agreed."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.forums.actions import enrol_organisation, make_keeper
from facilitate.forums.models import (
    Activity,
    Forum,
    ForumRole,
    MeetingProposal,
    Presidency,
    WorkPlan,
)

from .. import moment
from ..directory.rows import add_office
from ..scenes import keep_scene
from ..statements import count_statements
from .rhythm.rows import add_held_meeting, add_rhythm_forum

pytestmark = pytest.mark.both_databases
PLAN = "Plan of the year’s meetings, agreed with the members"


def long_ago() -> date:
    """The day on which the forums began."""
    return moment.planner_today() - timedelta(1000)


@pytest.fixture
@keep_scene
def late(app, cast) -> None:
    """Fier meets in time and has never filed the plan of a year; the organiser keeps it."""
    with app.app_context():
        row = add_rhythm_forum("Fier", long_ago(), "regional_group")
        for ago in range(1000, 0, -60):
            add_held_meeting(row, moment.planner_today() - timedelta(ago))
        make_keeper(row, cast.users["organiser"])
        table = add_rhythm_forum("Shkodër", long_ago(), "technical_table")
        for ago in range(1000, 0, -20):
            add_held_meeting(table, moment.planner_today() - timedelta(ago))
        db.session.commit()


@pytest.mark.one_database
@pytest.mark.any_day
def test_all_pages_say_the_same_is_overdue_and_the_front_page_to_its_keeper(
    organiser: FlaskClient, sign_in, late
) -> None:
    viewer, words = sign_in("viewer"), f"Overdue: {PLAN} since"
    for path in ("/forums/", "/forums/year"):
        html = viewer.get(path).text
        assert "1 of 2 is overdue: Fier." in html, path
        assert words in html, path
    assert f"{PLAN}: overdue since" in viewer.get("/forums/fier").text
    fronts = [client.get("/").text for client in (organiser, sign_in("administrator"), viewer)]
    assert [words in front for front in fronts] == [True, True, False]


@pytest.fixture
@keep_scene
def ends(app, cast) -> int:
    """A coalition whose presidency ends in three weeks; Besa follows. Gives the number of the next presidency."""
    with app.app_context():
        row = add_rhythm_forum("Shelters", long_ago(), "coalition")
        alba, besa = (
            enrol_organisation(row, add_office(name), ForumRole.MEMBER) for name in ("Alba", "Besa")
        )
        last = moment.planner_today() + timedelta(21)
        db.session.add(
            Presidency(
                forum_id=row.id,
                member_id=alba.id,
                first_day=moment.planner_today() - timedelta(160),
                last_day=last,
            )
        )
        following = Presidency(
            forum_id=row.id,
            member_id=besa.id,
            first_day=last + timedelta(1),
            last_day=last + timedelta(180),
        )
        db.session.add(following)
        make_keeper(row, cast.users["organiser"])
        db.session.commit()
        return following.id


PAGES = ("/", "/forums/", "/forums/year", "/forums/shelters", "/forums/shelters/presidency")


@pytest.mark.one_database
@pytest.mark.any_day
def test_a_presidency_that_ends_is_said_on_every_page(
    organiser: FlaskClient, app, ends: int
) -> None:
    waits, done = (
        f"Besa follows, and its work plan is {what}." for what in ("not written yet", "written")
    )
    assert [waits in organiser.get(path).text for path in PAGES] == [True] * 5
    html = organiser.get("/forums/shelters").text
    assert "Alba presides until" in html
    assert "21 days left" in html
    assert f'href="/forums/shelters/presidency/{ends}/work-plan">Write the work plan' in html
    with app.app_context():
        plan = WorkPlan(presidency_id=ends)
        db.session.add(plan)
        db.session.flush()
        db.session.add(Activity(work_plan_id=plan.id, position=0, text="Meet the ministry"))
        db.session.commit()
    assert [done in organiser.get(path).text for path in PAGES] == [True] * 5


def test_nothing_is_said_while_there_is_time(organiser: FlaskClient, app, ends: int) -> None:
    with app.app_context():
        term = db.session.scalars(db.select(Presidency).order_by(Presidency.first_day)).first()
        assert term is not None
        term.last_day = moment.planner_today() + timedelta(43)
        db.session.get_one(Presidency, ends).first_day = moment.planner_today() + timedelta(44)
        db.session.commit()
    assert ["Besa follows" in organiser.get(path).text for path in PAGES] == [False] * 5


@pytest.mark.one_database
def test_more_forums_that_are_late_ask_no_more(
    organiser: FlaskClient, app, cast, late, ends: int
) -> None:
    def ask() -> int:
        with count_statements() as statements:
            assert organiser.get("/").status_code == 200
        return len(statements)

    before = ask()
    with app.app_context():
        for number in range(2):
            make_keeper(add_rhythm_forum(f"Late {number}", long_ago()), cast.users["organiser"])
        db.session.commit()
    assert ask() == before <= 18


@pytest.mark.one_database
@pytest.mark.any_day
def test_an_agreed_day_is_known_on_every_page(sign_in, app, cast) -> None:
    day = moment.planner_today() + timedelta(40)
    with app.app_context():
        row = add_rhythm_forum("South", long_ago(), "regional_group")
        proposal = MeetingProposal(
            forum_id=row.id,
            number=1,
            days=[day.isoformat()],
            closes_on=moment.planner_today(),
            chosen=day,
        )
        db.session.add(proposal)
        db.session.commit()
    administrator = sign_in("administrator")
    html = administrator.get("/forums/south").text
    assert "agreed with the members but not created yet." in html
    assert 'href="/forums/south/meetings/next">' in html
    html = administrator.get("/forums/south/meetings").text
    assert (
        "Agreed with the members but not created yet." in html,
        "No meeting is planned yet." in html,
    ) == (
        True,
        False,
    )
    assert "0 meetings held, 1 upcoming, not created yet." in html
    assert "agreed, not created yet" in administrator.get("/forums/").text
    with app.app_context():
        event = add_held_meeting(db.session.scalars(db.select(Forum)).one(), day)
        db.session.scalars(db.select(MeetingProposal)).one().event_id = event.id
        db.session.commit()
    assert [
        "not created yet" in administrator.get(path).text
        for path in ("/forums/south", "/forums/south/meetings", "/forums/")
    ] == [False] * 3
