"""A reminder goes to those who have not answered, and does not tell anyone who they are."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Questionnaire, SentLetter
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.mail.outbox import (
    Message,
    MessageState,
)

from ... import moment
from ...inbox import REFUSED, Inbox
from .conftest import change_invitation, fingerprint_on, send_letters

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
Invite = Callable[..., int]


# reminders


def test_a_reminder_goes_to_those_who_got_the_invitation_and_have_not_answered(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    ana = invite("Ana Hoxha")
    invite("Ben Kola"), invite("Refused Zeka")
    send_letters(organiser)
    invite("Late Comer")
    change_invitation(app, ana, answered=True)
    page = organiser.get(f"{HERE}/letters/reminder/send").text
    assert "1 letter would go out" in page
    assert ("Ana Hoxha" in page, "Ben Kola" in page) == (
        True,
        True,
    )  # anonymous: nobody sees who has answered
    assert ("Refused Zeka" in page, "Late Comer" in page) == (False, False)
    send_letters(organiser, "reminder")
    assert inbox.to == ["ana@office.example", "ben@office.example", "ben@office.example"]
    assert inbox.received[-1][1]["Subject"] == "Still time to answer: Spring conference"
    organiser.post(f"{HERE}/letters/reminder/send", data={"fingerprint": "x"})
    assert len(inbox.received) == 3


def test_a_reminder_that_waits_does_not_tell_who_has_not_answered(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    def shown(page: str) -> str:
        return re.sub(r'name="csrf_token" value="[^"]+"', "", organiser.get(page).text)

    ana, ben = invite("Ana Hoxha"), invite("Ben Kola")
    send_letters(organiser)
    organiser.get(f"{HERE}/sending")  # takes the message about the letters with it
    change_invitation(app, ana, answered=True)
    pages = [
        f"{HERE}/invitations",
        f"{HERE}/invitations/{ben}",
        f"{HERE}/invitations?state=waiting",
    ]
    before = [shown(page) for page in pages]
    send_letters(organiser, "reminder")
    with app.app_context():
        reminded = sa.select(SentLetter.message_id).where(SentLetter.kind == "reminder")
        failed = {"state": MessageState.WAITING, "error": ""}
        assert (
            db.session.execute(
                sa.update(Message).where(Message.id.in_(reminded)).values(failed)
            ).rowcount
            == 2  # for who has answered there is a row as for the others
        )
        db.session.commit()
    organiser.get(f"{HERE}/sending")
    assert [shown(page) for page in pages] == before


def test_who_answers_between_looking_and_sending_is_not_reminded(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    ana = invite("Ana Hoxha")
    invite("Ben Kola")
    send_letters(organiser)
    page = f"{HERE}/letters/reminder/send"
    mark = fingerprint_on(organiser.get(page).text)
    change_invitation(app, ana, answered=True)
    assert organiser.post(page, data={"fingerprint": mark}).status_code == 302
    assert inbox.to[2:] == ["ben@office.example"]


@pytest.mark.one_database
def test_a_named_consultation_shows_exactly_who_is_reminded(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    with app.app_context():
        db.session.scalars(sa.select(Questionnaire)).one().named = True
        db.session.commit()
    ana = invite("Ana Hoxha")
    invite("Ben Kola")
    send_letters(organiser)
    assert "Your answer is kept with your name" in inbox.received[0][1].get_content()
    page = f"{HERE}/letters/reminder/send"
    before = fingerprint_on(organiser.get(page).text)
    change_invitation(app, ana, answered=True)
    text = organiser.get(page).text
    assert ("Ana Hoxha" in text, "Ben Kola" in text) == (False, True)
    assert organiser.post(page, data={"fingerprint": before}).status_code == 409


def test_a_failed_reminder_is_not_tried_again_for_who_has_answered(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, outbox: Callable[[], Any]
) -> None:
    inbox.open = False
    ana = invite("Ana Hoxha", email=REFUSED)
    send_letters(organiser)
    inbox.open = True
    send_letters(organiser, "reminder")
    change_invitation(app, ana, answered=True)
    organiser.post(f"{HERE}/sending/retry")
    assert [row[1] for row in outbox()] == ["sent", "sent"]
    assert len(inbox.received) == 1


def test_the_tables_do_not_tell_who_was_left_out(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    ana, ben = invite("Ana Hoxha"), invite("Ben Kola")
    change_invitation(app, ana, answered=True)  # by a link that was copied
    send_letters(organiser), send_letters(organiser, "reminder")
    assert inbox.to == ["ben@office.example"] * 2
    with app.app_context():
        rows = db.session.execute(
            sa.select(SentLetter.invitation_id, SentLetter.kind, Message)
            .join(SentLetter.message)
            .order_by(SentLetter.id)
        ).all()
        of: dict[int, list[Any]] = {ana: [], ben: []}
        for invitation, kind, message in rows:
            of[invitation].append(
                (
                    kind,
                    message.subject,
                    message.state,
                    message.body,
                    message.sent_at,
                    message.created_at,
                )
            )
        assert of[ana] == of[ben]


@pytest.mark.one_database
def test_a_failed_reminder_is_named_to_nobody(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    inbox.open = False
    invite("Ana Hoxha", email=REFUSED)
    send_letters(organiser)
    inbox.open = True
    send_letters(organiser, "reminder")
    page = organiser.get(f"{HERE}/sending").text
    assert ("1 failed" in page, "Ana Hoxha" in page) == (True, False)
    inbox.open = False
    assert organiser.post(f"{HERE}/sending/retry").status_code == 302
    assert "1 failed" not in organiser.get(f"{HERE}/sending").text


@pytest.mark.one_database
def test_taking_back_stops_a_letter_that_waits(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, outbox: Callable[[], Any]
) -> None:
    ana = invite("Ana Hoxha", email=REFUSED)
    send_letters(organiser)
    organiser.post(f"{HERE}/invitations/{ana}/remove")
    organiser.post(f"{HERE}/sending/retry")
    assert (outbox(), inbox.received) == ([], [])


def test_who_has_left_their_post_since_is_not_asked_again(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha", directory=True), invite("Ben Kola", directory=True)
    send_letters(organiser)
    with app.app_context():
        ana = db.session.scalars(sa.select(Person).where(Person.given_name == "Ana")).one()
        ana.left_on = moment.planner_today()
        db.session.commit()
    send_letters(organiser, "reminder")
    assert inbox.to == ["ana@office.example", "ben@office.example", "ben@office.example"]
