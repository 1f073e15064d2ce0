"""Owners get one mail with everything and a link of their own; their word closes what they promised."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task, TaskStatus
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.notes.deciding.actions import record_action, remove_deed
from facilitate.notes.deciding.owners import ActionOwner
from facilitate.notes.deciding.queries import PlacedAction
from facilitate.notes.models import ActionStatus, NoteAction

from ... import moment
from ...inbox import receive_mails
from .conftest import HOME, Made

Now = Callable[[], dict[int, PlacedAction]]


def fingerprint(page: str) -> str:
    return page.split('name="fingerprint" value="')[1].split('"')[0]


@pytest.mark.both_databases
def test_one_mail_an_owner_with_everything(
    app: Flask, cast, keeper: FlaskClient, made: Made, standing: Now
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        record_action(
            event,
            "Dërgoni listën",
            ActionOwner(person_id=made.ana),
            moment.planner_today() + timedelta(days=9),
        )
        record_action(event, "Pa njeri")
        db.session.commit()
    with receive_mails(app) as inbox:
        page = keeper.get(f"{HOME}/mail/told").text
        assert "2 e-mails would be sent" in page
        assert "1 action has nobody to write to." in page
        stale = keeper.post(f"{HOME}/mail/told", data={"fingerprint": "old"})
        assert (stale.status_code, inbox.received) == (409, [])
        assert (
            keeper.post(f"{HOME}/mail/told", data={"fingerprint": fingerprint(page)}).status_code
            == 302
        )
        mails = {to[0]: mail for to, mail in inbox.received}
        assert sorted(mails) == ["ana@office.example", "staff@office.example"]
        body = mails["ana@office.example"].get_body().get_content()
        assert "Telefononi qarkun" in body
        assert "Dërgoni listën" in body
        assert f"/promised/{standing()[made.call].row.token}" in body
        (calendar,) = [
            part.get_content() for part in mails["ana@office.example"].iter_attachments()
        ]
        text = calendar if isinstance(calendar, str) else calendar.decode()
        assert text.count("BEGIN:VEVENT") == 2
        assert "There is nobody left" in keeper.get(f"{HOME}/mail/told").text


@pytest.mark.any_day
def test_reminders_only_to_those_who_are_late(
    app: Flask, cast, keeper: FlaskClient, made: Made
) -> None:
    with receive_mails(app) as inbox:
        page = keeper.get(f"{HOME}/mail/told").text
        keeper.post(f"{HOME}/mail/told", data={"fingerprint": fingerprint(page)})
        assert (
            "There is nobody left" in keeper.get(f"{HOME}/mail/reminder").text
        )  # not twice on one day
        with app.app_context():
            for row in db.session.scalars(sa.select(NoteAction)):
                row.told_at = moment.now() - timedelta(days=3)
            db.session.commit()
        inbox.received.clear()
        page = keeper.get(f"{HOME}/mail/reminder").text
        assert "1 e-mail would be sent" in page
        keeper.post(f"{HOME}/mail/reminder", data={"fingerprint": fingerprint(page)})
        assert [to for to, _mail in inbox.received] == [["ana@office.example"]]


def test_without_a_mail_server_links_are_copied(keeper: FlaskClient, made: Made) -> None:
    assert "Copy the links" in keeper.get(f"{HOME}/mail/told").text
    assert keeper.post(f"{HOME}/mail/told", data={"fingerprint": "x"}).status_code == 409
    assert keeper.get(f"{HOME}/mail/love").status_code == 404


@pytest.mark.any_day
@pytest.mark.both_databases
def test_the_owner_says_it_is_done(
    app: Flask, client: FlaskClient, keeper: FlaskClient, made: Made, standing: Now, link: str
) -> None:
    keeper.post(f"{HOME}/checklist")
    page = client.get(link).text
    assert 'lang="sq"' in page
    assert "Telefononi qarkun" in page
    assert "Gjeni sallën" not in page  # somebody else's
    key, version = made.call, standing()[made.call].row.version
    typed = {
        "action": key,
        f"a{key}-reply": "done",
        f"a{key}-outcome": "Folëm të hënën.",
        f"a{key}-version": version,
    }
    assert client.post(link, data=typed).status_code == 302
    one = standing()[key]
    assert (one.row.status, one.row.outcome, one.row.closed_on) == (
        ActionStatus.DONE,
        "Folëm të hënën.",
        moment.planner_today(),
    )
    with app.app_context():
        assert db.session.get_one(Task, one.row.task_id).status is TaskStatus.DONE
    assert (
        client.post(link, data=typed).status_code == 200
    )  # once more: it is closed already, nothing changes


def test_not_yet_and_cannot(client: FlaskClient, made: Made, standing: Now, link: str) -> None:
    key = made.call

    def send(reply: str, words: str) -> int:
        version = standing()[key].row.version
        typed = {
            "action": key,
            f"a{key}-reply": reply,
            f"a{key}-outcome": words,
            f"a{key}-version": version,
        }
        return client.post(link, data=typed).status_code

    assert send("not_yet", "Javën tjetër.") == 302
    assert (standing()[key].row.status, standing()[key].row.outcome) == (
        ActionStatus.OPEN,
        "Javën tjetër.",
    )
    assert send("cannot", "") == 422
    assert send("cannot", "Kam ndërruar detyrë.") == 302
    assert "Kam ndërruar detyrë." in standing()[key].row.outcome
    assert send("perhaps", "x") == 422


def test_two_words_at_once_are_both_shown(
    client: FlaskClient, made: Made, standing: Now, link: str
) -> None:
    key, version = made.call, standing()[made.call].row.version
    typed = {"action": key, f"a{key}-reply": "not_yet", f"a{key}-version": version}
    client.post(link, data={**typed, f"a{key}-outcome": "E para"})
    clash = client.post(link, data={**typed, f"a{key}-outcome": "E dyta"})
    assert clash.status_code == 409
    assert "E para" in clash.text
    assert "E dyta" in clash.text


def test_a_wrong_link_and_what_is_not_theirs(
    app: Flask, client: FlaskClient, made: Made, standing: Now, link: str
) -> None:
    assert client.get("/promised/nobody").status_code == 404
    other = {"action": made.book, f"a{made.book}-reply": "done"}
    assert client.post(link, data=other).status_code == 404
    assert client.get(f"{link}/calendar.ics").text.count("BEGIN:VEVENT") == 1
    with app.app_context():
        remove_deed(db.session.get_one(NoteAction, made.call))
        db.session.commit()
    assert client.get(link).status_code == 404
    assert client.get(f"{link}/calendar.ics").status_code == 404
