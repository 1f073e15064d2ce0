"""A forum's next meeting in three clicks: filled in from the last one, put into the planner with all that comes along."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from facilitate.agenda.queries import plan_of
from facilitate.checklists.queries import tasks_of
from facilitate.data.db import db
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.forums.meetings.actions import raise_point
from facilitate.forums.models import Forum, ForumMeeting, MeetingProposal, PointKind
from facilitate.lib.text import Words
from facilitate.participation.models import ParticipantRole, Participation, Standing

from .. import moment
from ..forums.meetings.conftest import South, forum_of, keeper, south
from ..statements import count_statements

__all__ = ["keeper", "south"]
pytestmark = pytest.mark.both_databases


def filled(client: FlaskClient, path: str) -> dict[str, str]:
    """What the form holds when it is opened, as a browser would send it."""
    form = next(
        one for one in html.fromstring(client.get(path).text).forms if "first_day" in one.fields
    )
    return {name: str(value).removeprefix("\n") for name, value in form.form_values()}


def newest() -> Event:
    return db.session.scalars(sa.select(Event).order_by(Event.id.desc())).first()  # type: ignore[return-value]


@pytest.mark.one_database
@pytest.mark.any_day
def test_three_clicks_open_it(app: Flask, keeper: FlaskClient, south: South, cast) -> None:
    with app.app_context():
        raise_point(
            forum_of(south), PointKind.QUESTION, "Who pays the line at night?", event_id=south.held
        )
        db.session.commit()
    assert 'href="/forums/south-group/meetings"' in keeper.get("/forums/south-group").text
    assert (
        'href="/forums/south-group/meetings/next"'
        in keeper.get("/forums/south-group/meetings").text
    )
    answer = keeper.post(
        "/forums/south-group/meetings/next", data=filled(keeper, f"{south.path}/meetings/next")
    )
    assert answer.status_code == 302
    with app.app_context():
        event, last = newest(), db.session.get_one(Event, south.coming)
        assert answer.location == f"{south.path}/meetings/{event.id}"
        year = event.first_day.year
        number = 1 + sum(
            day.year == year
            for day in (last.first_day, moment.planner_today() - timedelta(days=90))
        )
        word = ("first", "second", "third")[number - 1]
        assert event.title.en == f"South group: {word} meeting {year}"
        assert event.title.sq.startswith("Grupi i Jugut: takimi i ")
        assert (event.kind, event.builds_on_id) == (EventKind.REGIONAL_MEETING, last.id)
        assert (event.venue, event.town, event.expected) == ("Biblioteka", "Vlorë", 24)
        assert 90 < (event.first_day - last.first_day).days <= 123
        (task,) = tasks_of(event)
        assert task.title == Words("Invite the members", "Ftoni anëtarët")
        assert (event.first_day - task.due_on).days in range(14, 19)  # a working day
        (step,) = plan_of(event).steps.values()
        assert (step.title.en, step.minutes) == ("Opening", 30)
        people = db.session.scalars(
            sa.select(Participation).where(Participation.event_id == event.id)
        ).all()
        assert sorted((one.person.name, one.standing, one.parts) for one in people) == [
            ("Ana Hoxha", Standing.LISTED, (ParticipantRole.PARTICIPANT,)),
            ("Ben Kola", Standing.LISTED, (ParticipantRole.PARTICIPANT,)),
            ("Drita Leka", Standing.LISTED, (ParticipantRole.OBSERVER,)),
        ]
        team = db.session.scalars(sa.select(Member).where(Member.event_id == event.id)).all()
        assert [(one.user_id, one.role) for one in team] == [
            (cast.users["organiser"], Role.ORGANISER)
        ]
        assert db.session.get(ForumMeeting, (south.forum, event.id)) is not None
    page = keeper.get(answer.location).text
    assert "Nobody has been named to speak for: Policia Fier." in page
    assert page.count("Who pays the line at night?") == 1


def test_everything_may_be_changed(app: Flask, keeper: FlaskClient, south: South) -> None:
    path = f"{south.path}/meetings/next"
    typed = filled(keeper, path)
    host = south.members["Forumi i Gruas"]
    for name in ("checklist", "agenda", "members"):
        del typed[name]
    typed |= {
        "title-en": "An extra meeting",
        "title-sq": "",
        "first_day": "2027-06-03",
        "last_day": "2027-06-04",
        "venue": "Shkolla",
        "town": "Fier",
        "host_id": str(host),
    }
    assert keeper.post(path, data=typed).status_code == 302
    with app.app_context():
        event = newest()
        assert (event.title.en, event.venue, event.town, event.slug) == (
            "An extra meeting",
            "Shkolla",
            "Fier",
            "an-extra-meeting-2027",
        )
        assert (event.last_day - event.first_day).days == 1
        assert len(tasks_of(event)) > 5  # the usual list of its kind
        assert len(plan_of(event).steps) > 5
        assert (
            db.session.scalar(sa.select(Participation.id).where(Participation.event_id == event.id))
            is None
        )
        assert db.session.get_one(ForumMeeting, (south.forum, event.id)).host_id == host
    # the next one after it goes on with the hosts
    assert filled(keeper, path)["host_id"] == str(south.members["Policia Fier"])
    assert filled(keeper, path)["venue"] == "Policia Fier"


@pytest.mark.one_database
def test_the_first_meeting_starts_with_the_usual_files(
    app: Flask, sign_in: Callable, south: South
) -> None:
    with app.app_context():
        db.session.execute(sa.delete(ForumMeeting))
        db.session.commit()
    administrator, path = sign_in("administrator"), f"{south.path}/meetings/next"
    assert "The first meeting" in administrator.get(path).text
    assert administrator.post(path, data=filled(administrator, path)).status_code == 302
    with app.app_context():
        event = newest()
        assert event.title.en == f"South group: first meeting {event.first_day.year}"
        assert event.first_day.weekday() < 5
        assert (len(tasks_of(event)) > 5, len(plan_of(event).steps) > 5, event.builds_on_id) == (
            True,
            True,
            None,
        )


def test_the_name_follows_the_day(app: Flask, keeper: FlaskClient, south: South) -> None:
    path = f"{south.path}/meetings/next"
    typed = filled(keeper, path)
    year = int(typed["first_day"][:4]) + 2
    later = {"first_day": f"{year}-06-03", "last_day": f"{year}-06-03"}
    assert keeper.post(path, data=typed | later).status_code == 302
    with app.app_context():
        title = newest().title
    assert title.en != typed["title-en"]
    assert (str(year) in title.en, str(year) in title.sq) == (True, True)


@pytest.mark.any_day
def test_the_day_comes_from_the_plan(app: Flask, keeper: FlaskClient, south: South) -> None:
    first, agreed = south.soon + timedelta(days=100), south.soon + timedelta(days=120)
    with app.app_context():
        forum = db.session.get_one(Forum, south.forum)
        plan = MeetingProposal(
            forum_id=forum.id,
            number=3,
            host_id=south.members["Policia Fier"],
            days=[first.isoformat()],
            closes_on=south.soon,
        )
        db.session.add(plan)
        db.session.commit()
        key = plan.id
    path = f"{south.path}/meetings/next"
    assert filled(keeper, path)["first_day"] == first.isoformat()
    assert "the members have not agreed yet" in keeper.get(path).text
    with app.app_context():
        db.session.get_one(MeetingProposal, key).chosen = agreed
        db.session.commit()
    typed = filled(keeper, path)
    assert (typed["first_day"], typed["host_id"]) == (
        agreed.isoformat(),
        str(south.members["Policia Fier"]),
    )
    assert keeper.post(path, data=typed).status_code == 302
    with app.app_context():
        assert db.session.get_one(MeetingProposal, key).event_id == newest().id


def test_of_two_agreed_days_the_one_that_was_pressed_is_opened(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    days = [south.soon + timedelta(days=60 + 30 * number) for number in range(2)]
    with app.app_context():
        rows = [
            MeetingProposal(
                forum_id=south.forum,
                number=3 + number,
                days=[day.isoformat()],
                closes_on=south.soon,
                chosen=day,
            )
            for number, day in enumerate(days)
        ]
        db.session.add_all(rows)
        db.session.commit()
        keys = [row.id for row in rows]
    page = keeper.get(f"{south.path}/plan?year={days[1].year}").text
    path = next(
        link
        for link in re.findall(r'href="([^"]*/meetings/next[^"]*)"', page)
        if f"{days[1]}" in link
    )
    typed = filled(keeper, path)
    assert typed["first_day"] == days[1].isoformat()
    assert keeper.post(path, data=typed).status_code == 302
    with app.app_context():
        opened = [db.session.get_one(MeetingProposal, key).event_id for key in keys]
        assert opened == [None, newest().id]


def test_pressed_twice_it_is_opened_once(app: Flask, keeper: FlaskClient, south: South) -> None:
    path = f"{south.path}/meetings/next"
    typed = filled(keeper, path)
    assert [keeper.post(path, data=typed).status_code for _press in range(2)] == [302, 409]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ForumMeeting)) == 3
    again = keeper.post(path, data=typed)
    assert "has been created in the meantime" in again.text
    with app.app_context():
        key = newest().id
    assert (
        keeper.post(path, data=typed | {"last": str(key)}).status_code == 302
    )  # a second one is wanted


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"title-en": "", "title-sq": ""}, "Please fill this in, in at least one language."),
        ({"first_day": "soon"}, 'class="error"'),
        ({"last_day": "2020-01-01"}, "The last day is before the first."),
        ({"host_id": "99999"}, "Please choose one from the list."),
        ({"last": "one"}, 'class="problems"'),
    ],
)
def test_bad_input_stays_in_the_form(
    app: Flask, keeper: FlaskClient, south: South, bad, sentence: str
) -> None:
    path = f"{south.path}/meetings/next"
    answer = keeper.post(path, data=filled(keeper, path) | {"venue": "Kept venue"} | bad)
    assert answer.status_code == 422
    assert (sentence in answer.text, "Kept venue" in answer.text) == (True, True)


@pytest.mark.one_database
def test_for_whom_it_is(
    sign_in: Callable, client: FlaskClient, keeper: FlaskClient, south: South
) -> None:
    path = f"{south.path}/meetings/next"
    assert client.get(path).status_code == 302
    assert [sign_in("viewer").get(path).status_code, sign_in("viewer").post(path).status_code] == [
        403,
        403,
    ]
    assert sign_in("administrator").get("/forums/nowhere/meetings/next").status_code == 404
    with count_statements() as statements:
        assert keeper.get(path).status_code == 200
    assert len(statements) <= 16
