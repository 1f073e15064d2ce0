"""Lessons: told by link on a phone, decided and worded by the team, sent round by mail."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.kinds import StepKind
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.exchange.preview import PreviewChoice
from facilitate.exchange.waiting import Parcel
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message
from facilitate.practice.lessons.lesson_list import kept_lessons
from facilitate.practice.models import Lesson, LessonLink
from facilitate.practice.queries import lessons_of

from ... import moment
from ...inbox import receive_mails, send_looked_at
from ...statements import count_statements
from ..rows import add_edition, add_lesson, with_step

pytestmark = pytest.mark.both_databases
PAGE = "/events/spring/lessons"
SignIn = Callable[[str], FlaskClient]


def opened(client: FlaskClient, app: Flask, until: date | None = None) -> str:
    """Open the link; gives its address."""
    day = until or moment.planner_today() + timedelta(days=7)
    assert client.post(f"{PAGE}/link", data={"closes_on": day.isoformat()}).status_code == 302
    with app.app_context():
        return f"/l/{db.session.scalars(sa.select(LessonLink.token)).one()}"


def key_in(page: str) -> str:
    found = re.search(r'name="key"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def all_lessons(app: Flask) -> list[Lesson]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Lesson).order_by(Lesson.id)))


def test_both_are_told_once_however_often_the_form_is_sent(
    app: Flask, organiser: FlaskClient, client: FlaskClient
) -> None:
    link = opened(organiser, app)
    typed = {
        "key": key_in(client.get(link).text),
        "keep": "Grupet e vogla",
        "otherwise": "Më pak fjalime",
        "step": "",
        "name": "",
    }
    for _time in range(3):
        assert client.post(link, data=typed).status_code == 302
    rows = all_lessons(app)
    assert [(row.text.sq, row.keep, row.taken) for row in rows] == [
        ("Grupet e vogla", True, None),
        ("Më pak fjalime", False, None),
    ]
    assert rows[1].plain == "me pak fjalime"


@pytest.mark.one_database
def test_the_page_speaks_the_events_language_until_another_is_chosen(
    app: Flask, organiser: FlaskClient, client: FlaskClient
) -> None:
    link = opened(organiser, app)
    assert '<html lang="sq">' in client.get(link).text
    with client.session_transaction() as session:
        session["language"] = "en"
    page = client.get(link).text
    assert "What should we keep?" in page
    client.post(
        link, data={"key": key_in(page), "keep": "Small groups", "otherwise": "", "step": ""}
    )
    assert all_lessons(app)[0].text == Words("Small groups", "")


def test_what_is_wrong_stays_in_the_form(
    app: Flask, organiser: FlaskClient, client: FlaskClient
) -> None:
    link = opened(organiser, app)
    assert client.post(link, data={"key": "k", "keep": "", "otherwise": ""}).status_code == 422
    long = client.post(link, data={"key": "k", "keep": "x" * 1001, "otherwise": "Fundi"})
    assert long.status_code == 422
    assert "Fundi" in long.text
    assert client.post(link, data={"key": "k", "keep": "Po", "step": "999999"}).status_code == 422
    assert all_lessons(app) == []


@pytest.mark.any_day
def test_a_link_that_is_closed_gone_or_unknown(
    app: Flask, organiser: FlaskClient, client: FlaskClient
) -> None:
    link = opened(organiser, app, moment.planner_today() - timedelta(days=2))
    assert "textarea" not in client.get(link).text
    client.post(link, data={"key": "k", "keep": "Vonë"})
    assert all_lessons(app) == []
    organiser.post(f"{PAGE}/link/remove")
    assert client.get(link).status_code == 404
    assert client.get("/l/nothing").status_code == 404
    assert organiser.post(f"{PAGE}/link/remove").status_code == 404
    assert organiser.get(f"{PAGE}/qr.svg").status_code == 404


def test_the_link_keeps_its_address_when_its_day_moves(app: Flask, organiser: FlaskClient) -> None:
    first = opened(organiser, app)
    assert opened(organiser, app, moment.planner_today() + timedelta(days=30)) == first
    assert organiser.get(f"{PAGE}/qr.svg").mimetype == "image/svg+xml"
    assert organiser.post(f"{PAGE}/link", data={"closes_on": ""}).status_code == 422


def test_a_lesson_about_a_step_knows_its_technique(
    app: Flask, cast, organiser: FlaskClient, client: FlaskClient
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        step = with_step(event, Words("Panel", "Paneli"), StepKind.PANEL, "donors-panel")
        db.session.commit()
    link = opened(organiser, app)
    page = client.get(link).text
    assert "Paneli" in page
    client.post(
        link,
        data={"key": key_in(page), "keep": "", "otherwise": "Pyetjet më parë", "step": str(step)},
    )
    [row] = all_lessons(app)
    assert (row.step_id, row.technique, row.step_kind) == (step, "donors-panel", "panel")
    assert "Panel" in organiser.get(PAGE).text


@pytest.mark.one_database
def test_the_team_decides_and_words_it_better(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.add(add_lesson(cast.event_id, "shorter pls", taken=None))
        db.session.commit()
    [row] = all_lessons(app)
    assert "1 lesson: 1 is waiting for your decision." in organiser.get(PAGE).text
    organiser.post(f"{PAGE}/{row.id}/decide", data={"to": "sheet"})
    assert "1 is on the sheet" in organiser.get(PAGE).text
    typed = {
        "version": "2",
        "text-en": "Shorter panels",
        "text-sq": "Panele më të shkurtra",
        "keep": "",
        "step": "",
        "technique": "donors-panel",
    }
    assert organiser.post(f"{PAGE}/{row.id}", data=typed).status_code == 302
    [row] = all_lessons(app)
    assert (row.text, row.technique, row.plain) == (
        Words("Shorter panels", "Panele më të shkurtra"),
        "donors-panel",
        "shorter panels panele me te shkurtra",
    )
    organiser.post(f"{PAGE}/{row.id}/decide", data={"to": "aside"})
    assert "1 is put aside" in organiser.get(PAGE).text
    assert organiser.post(f"{PAGE}/{row.id}/decide", data={"to": "moon"}).status_code == 422


def test_two_of_the_team_word_it_at_once(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.add(add_lesson(cast.event_id, "Old"))
        db.session.commit()
    [row] = all_lessons(app)
    typed = {"version": "1", "step": "", "technique": ""}
    organiser.post(f"{PAGE}/{row.id}", data={**typed, "text-en": "First"})
    clash = organiser.post(f"{PAGE}/{row.id}", data={**typed, "text-en": "Second"})
    assert clash.status_code == 409
    assert "First" in clash.text
    assert "Second" in clash.text


def test_the_team_writes_one_down_itself(app: Flask, sign_in: SignIn) -> None:
    taker = sign_in("note_taker")
    typed = {
        "version": "None",
        "text-en": "Name tags with large letters",
        "keep": "y",
        "step": "",
        "technique": "",
    }
    assert taker.post(f"{PAGE}/new", data=typed).status_code == 302
    [row] = all_lessons(app)
    assert (row.taken, row.keep, row.name) == (True, True, "Dritan Gjoka")
    assert taker.post(f"{PAGE}/new", data={**typed, "text-en": ""}).status_code == 422


def test_the_link_is_mailed_to_the_team(app: Flask, organiser: FlaskClient) -> None:
    opened(organiser, app)
    assert organiser.post(f"{PAGE}/mail").status_code == 409  # no mail server
    with receive_mails(app) as inbox:
        page = organiser.get(f"{PAGE}/mail").text
        assert "6 e-mails would be sent" in page
        assert [send_looked_at(organiser, f"{PAGE}/mail").status_code for _press in range(2)] == [
            302
        ] * 2
    assert "There is nobody left to write to." in organiser.get(f"{PAGE}/mail").text
    assert len(inbox.to) == 6
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 6


def test_doors(app: Flask, cast, sign_in: SignIn, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.add(add_lesson(cast.event_id, "Old"))
        db.session.commit()
    [row] = all_lessons(app)
    for path in (PAGE, f"{PAGE}/new", f"{PAGE}/{row.id}"):
        assert sign_in("viewer").get(path).status_code == 403
        assert sign_in("stranger").get(path).status_code == 404
    assert organiser.get(f"{PAGE}/{row.id + 99}").status_code == 404
    assert organiser.get(f"{PAGE}/{row.id}/decide").status_code == 405
    assert organiser.get(f"{PAGE}/link").status_code == 405


def test_a_lesson_of_another_event_is_not_here(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        db.session.add(add_lesson(add_edition("autumn", date(2028, 9, 1)).id, "Of another"))
        db.session.commit()
    [row] = all_lessons(app)
    assert organiser.get(f"{PAGE}/{row.id}").status_code == 404
    assert organiser.post(f"{PAGE}/{row.id}/decide", data={"to": "sheet"}).status_code == 404


def test_the_page_asks_the_same_for_one_and_for_three(
    app: Flask, cast, organiser: FlaskClient
) -> None:
    asked = []
    for number in (1, 2):
        with app.app_context():
            db.session.add_all(
                [add_lesson(cast.event_id, f"{number} {one}") for one in range(number)]
            )
            db.session.commit()
        with count_statements() as statements:
            organiser.get(PAGE)
        asked.append(len(statements))
    assert asked[0] == asked[1]


@pytest.mark.one_database
def test_what_a_file_says_a_lesson_is_about_has_to_be_there(app: Flask, cast) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        with_step(event, Words("Round", "Raundi"), StepKind.CAFE, "world-cafe")
        db.session.commit()
        rows = ("Round,World café", "Round,Fishbowl", "Raundi,", "Lunch,", ",Tango")
        file = "What was learned,Keep or do differently,Status,Step,Technique\n" + "\n".join(
            f"Lesson {number},to keep,on the sheet,{row}" for number, row in enumerate(rows)
        )
        kept = kept_lessons(event)
        found = kept.read(Parcel("lessons.csv", file.encode()))
        assert [(one.number, one.column, one.sentence) for one in found.problems] == [
            (5, "Step", "The agenda has no step of that name."),
            (6, "Technique", "There is no technique with that name."),
            (3, "Technique", "The technique of this step is “World café”; it stays."),
        ]
        kept.take(found, PreviewChoice(), "lessons.csv", cast.users["organiser"])
        techniques = sorted(
            (row.text.to("en"), row.technique, row.name) for row in lessons_of(event)
        )
    assert techniques == [
        *((f"Lesson {number}", "world-cafe", "Arta Hoxha") for number in range(3)),
        *((f"Lesson {number}", "", "Arta Hoxha") for number in (3, 4)),
    ]


def test_a_link_whose_day_has_passed_is_not_sent_round(app: Flask, organiser: FlaskClient) -> None:
    """The mail would say that it is open until a day that is over."""
    opened(organiser, app)
    yesterday = moment.planner_today() - timedelta(days=1)
    closed = {"closes_on": yesterday.isoformat()}
    page = organiser.post(f"{PAGE}/link", data=closed, follow_redirects=True).text
    assert "The link is closed: the day you chose has passed." in page
    assert ("It was open until" in page, f"{PAGE}/mail" in page) == (True, False)
    assert organiser.get(f"{PAGE}/mail").status_code == 409
