"""The planner's Outbox: an administrator sees every mail and sends again what failed, and nobody else does."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Invitation, LetterKind, Questionnaire, SentLetter
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.mail.outbox import CUT_OFF, Message, MessageState, deliver_all, deliver_due

from .. import moment
from ..inbox import Inbox, receive_mails
from .mails import put_mails

pytestmark = pytest.mark.both_databases
NOTHING = "Nothing has been sent yet"


@pytest.fixture
def inbox(app: Flask, cast) -> Iterator[Inbox]:
    """A mail server the planner is set to use."""
    with receive_mails(app) as inbox:
        yield inbox


@pytest.fixture
def administrator(sign_in) -> FlaskClient:
    """A browser of who runs the planner."""
    return sign_in("administrator")


def test_a_mail_that_was_refused_is_seen_and_sent_again(
    app: Flask, inbox: Inbox, administrator: FlaskClient
) -> None:
    assert NOTHING in administrator.get("/outbox").text
    inbox.answer = "550 5.7.1 <celjeta@office.example> not from you"
    administrator.post(
        "/accounts", data={"name": "Çeljeta Doçi", "email": "celjeta@office.example"}
    )
    page = administrator.get("/outbox").text
    for said in (
        "1 e-mail failed.",
        "celjeta@office.example",
        "Your account in the planner",
        "tried 1 time",
        "550 5.7.1 … not from you",
        "failed; not tried again automatically",
    ):
        assert said in page
    assert "/link/" not in page  # who lists mails does not read them
    inbox.answer = ""
    with app.app_context():
        number = db.session.scalars(sa.select(Message.id)).one()
    answer = administrator.post("/outbox/again", data={"mail": number}, follow_redirects=True)
    assert (
        "1 e-mail is being sent again." in answer.text,
        "The only e-mail was sent." in answer.text,
    ) == (
        True,
        True,
    )
    assert inbox.to == ["celjeta@office.example"]
    administrator.post("/outbox/again", data={"mail": number})
    assert inbox.to == ["celjeta@office.example"]


def test_what_is_tried_again_by_itself_says_when(
    app: Flask, inbox: Inbox, administrator: FlaskClient
) -> None:
    inbox.answer = "451 4.7.1 later"
    administrator.post("/accounts", data={"name": "Ben Kola", "email": "ben@office.example"})
    with app.app_context():
        again = db.session.scalars(sa.select(Message.again_at)).one()
    page = administrator.get("/outbox").text
    at = again.astimezone(ZoneInfo(moment.ZONE)).strftime("%H:%M")
    assert (f"failed; next try at {at}" in page, "451 4.7.1 later" in page) == (True, True)


def test_all_that_failed_are_sent_again_and_nothing_else(
    app: Flask, inbox: Inbox, administrator: FlaskClient
) -> None:
    failed, another, waiting, cut = put_mails(
        app,
        MessageState.FAILED,
        MessageState.FAILED,
        MessageState.WAITING,
        MessageState.SENDING,
        begun=CUT_OFF * 2,
    )
    page = administrator.get("/outbox").text
    assert (
        "interrupted: it may or may not have arrived" in page,
        "Send all 2 failed e-mails again" in page,
    ) == (
        True,
        True,
    )
    administrator.post("/outbox/again")
    assert inbox.to == ["p0@office.example", "p1@office.example"]
    for one in (cut, waiting):
        administrator.post("/outbox/again", data={"mail": one})
    everybody = ["p0@office.example", "p1@office.example", "p3@office.example", "p2@office.example"]
    assert inbox.to == everybody
    administrator.post("/outbox/again")
    with app.app_context():
        deliver_all([failed, another, waiting, cut])
        deliver_due()
    assert inbox.to == everybody


def test_what_is_being_sent_is_left_alone(
    app: Flask, inbox: Inbox, administrator: FlaskClient
) -> None:
    (one,) = put_mails(app, MessageState.SENDING)
    page = administrator.get("/outbox").text
    assert ("being sent" in page, "Send again" in page) == (True, False)
    administrator.post("/outbox/again", data={"mail": one})
    assert inbox.to == []


def test_reminders_of_an_anonymous_consultation_are_counted_and_not_listed(
    app: Flask, inbox: Inbox, administrator: FlaskClient, cast
) -> None:
    """A reminder goes only to who has not answered: the page of the consultation knows what may be seen."""
    (one,) = put_mails(app, MessageState.FAILED)
    with app.app_context():
        asked = Questionnaire(
            event_id=cast.event_id,
            token="t" * 24,
            title=Words("What do you need?"),
            intro=Words(),
            opens_on=moment.planner_today(),
            closes_on=moment.planner_today(),
        )
        db.session.add(asked)
        db.session.flush()
        invited = Invitation(questionnaire_id=asked.id, name="Ana Hoxha", email="p0@office.example")
        db.session.add(invited)
        db.session.flush()
        db.session.add(
            SentLetter(invitation_id=invited.id, message_id=one, kind=LetterKind.REMINDER)
        )
        db.session.commit()
    page = administrator.get("/outbox").text
    assert ("p0@office.example" in page, "Letter 0" in page) == (False, False)
    assert "1 reminder of the anonymous consultation is counted, not listed." in page
    assert (
        "1 has not gone out." in page,
        'href="/events/spring/consultation/sending"' in page,
    ) == (
        True,
        True,
    )
    administrator.post("/outbox/again", data={"mail": one})
    administrator.post("/outbox/again")
    assert inbox.to == []


def test_what_failed_long_ago_is_sent_again_by_choice_alone(
    app: Flask, inbox: Inbox, administrator: FlaskClient
) -> None:
    (one,) = put_mails(app, MessageState.FAILED)
    with app.app_context():
        db.session.get_one(Message, one).created_at = moment.now() - timedelta(days=31)
        db.session.commit()
    assert "Send the failed e-mail again" not in administrator.get("/outbox").text
    administrator.post("/outbox/again")
    assert inbox.to == []
    administrator.post("/outbox/again", data={"mail": one})
    assert inbox.to == ["p0@office.example"]


def test_only_administrators(inbox: Inbox, sign_in, client: FlaskClient) -> None:
    assert client.get("/outbox").status_code == 302
    for who in ("organiser", "stranger"):
        assert sign_in(who).get("/outbox").status_code == 403
        assert sign_in(who).post("/outbox/again").status_code == 403


def test_without_a_mail_server_it_says_so(app: Flask, administrator: FlaskClient) -> None:
    put_mails(app, MessageState.WAITING)
    page = administrator.get("/outbox").text
    assert ("No mail server is set" in page, "Send again" in page) == (True, False)
    assert administrator.post("/outbox/again").status_code == 409


def test_in_albanian_too(app: Flask, inbox: Inbox, administrator: FlaskClient) -> None:
    put_mails(app, MessageState.FAILED, MessageState.WAITING)
    administrator.post("/language", data={"language": "sq"})
    page = administrator.get("/outbox").text
    for said in ("1 e-mail dështoi.", "dështoi; nuk provohet më automatikisht", "Dërgo përsëri"):
        assert said in page
