"""Mail through a real SMTP server on loopback."""

import re
import smtplib
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.mail.outbox import (
    MailAbout,
    Message,
    MessageState,
    OutgoingMail,
    deliver,
    deliver_all,
    deliver_due,
    post_mails,
)
from facilitate.mail.reasons import failure_reason, read_failure, read_failure_of_server
from facilitate.web.app import create_app

from . import moment
from .inbox import Inbox, receive_mails
from .planner_settings import settings_for
from .processes import begin_process, wait_until

NO_ENCRYPTION = "Serveri i e-mailit nuk e ofron shifrimin e caktuar."


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    """A mail server the planner is set to use."""
    with receive_mails(app) as inbox:
        yield inbox


def test_an_invitation_arrives_and_its_link_works(app: Flask, inbox: Inbox, sign_in) -> None:
    page = sign_in("administrator").post(
        "/accounts", data={"name": "Çeljeta Doçi", "email": "celjeta@office.example"}
    )
    assert page.status_code == 200
    ((_to, mail),) = inbox.received
    assert (mail["To"], mail["From"]) == ("celjeta@office.example", "planner@office.example")
    assert mail["Subject"] == "Your account in the planner"
    text = mail.get_content()
    assert "Çeljeta Doçi" in text
    link = next(line for line in text.splitlines() if "/link/" in line).removeprefix(
        "http://localhost"
    )
    assert app.test_client().get(link).status_code == 200
    with app.app_context():
        message = db.session.scalars(sa.select(Message)).one()
        assert (message.state, message.body) == (
            "sent",
            "",
        )  # a link that lets somebody in is not kept


@pytest.mark.both_databases
def test_a_mail_goes_out_once(app: Flask, inbox: Inbox, client: FlaskClient, cast) -> None:
    client.post("/forgot", data={"email": "organiser@office.example"})
    with app.app_context():
        deliver(db.session.scalars(sa.select(Message.id)).one())
    assert len(inbox.received) == 1


@pytest.mark.both_databases
def test_a_mail_that_failed_can_be_sent_again(
    app: Flask, inbox: Inbox, client: FlaskClient, cast
) -> None:
    working = app.extensions["settings"]
    app.extensions["settings"] = replace(working, mail_url="smtp://127.0.0.1:9")
    client.post("/forgot", data={"email": "organiser@office.example"})
    assert inbox.received == []
    app.extensions["settings"] = working
    with app.app_context():
        deliver(db.session.scalars(sa.select(Message.id)).one())
    assert len(inbox.received) == 1


def waiting(app: Flask, number: int, ago: timedelta = timedelta(minutes=2)) -> list[int]:
    """So many mails that were put into the outbox a while ago, and that nobody sends."""
    with app.app_context():
        mails = post_mails(
            [
                OutgoingMail(to=f"person{one}@office.example", subject="Hello", body="A link")
                for one in range(number)
            ],
            MailAbout.OTHER,
        )
        for message in mails:
            message.created_at = moment.now() - ago
        db.session.commit()
        return [message.id for message in mails]


def deliver_at(app: Flask, later: timedelta = timedelta()) -> None:
    before = moment.now()
    moment.stand_at(before + later)
    with app.app_context():
        deliver_due()
    moment.stand_at(before)


def states(app: Flask) -> Counter[str]:
    with app.app_context():
        return Counter(db.session.scalars(sa.select(Message.state)))


def send_all(url: str, folder: Path, mail_url: str, ids: list[int]) -> None:
    """A server's worker, in a process of its own."""
    app = create_app(
        settings_for(folder, url, mail_url=mail_url, mail_from="planner@office.example")
    )
    with app.app_context():
        deliver_all(ids)


@pytest.mark.both_databases
def test_mails_that_wait_when_the_server_dies_go_out_after_its_restart_none_twice(
    app: Flask, inbox: Inbox
) -> None:
    ids, settings = waiting(app, 30), app.extensions["settings"]
    inbox.pause = 0.05
    worker = begin_process(
        send_all, settings.database_url, settings.instance, settings.mail_url, ids
    )
    wait_until(lambda: len(inbox.received) >= 5, "five mails")
    worker.kill()
    worker.join()
    inbox.pause = 0
    before = states(app)
    assert before["waiting"] > 0
    assert before["sending"] <= 1
    deliver_at(app)
    assert states(app) == Counter(sent=30 - before["sending"], sending=before["sending"])
    assert max(Counter(inbox.to).values()) == 1
    deliver_at(app, timedelta(hours=1))
    assert (
        max(Counter(inbox.to).values()) == 1
    )  # whether the one it was at has arrived is for a person to find out


def test_a_mail_nobody_wants_any_more_is_not_sent_by_itself(app: Flask, inbox: Inbox) -> None:
    waiting(app, 2, timedelta(days=4))
    deliver_at(app)
    assert (inbox.received, states(app)) == ([], Counter(waiting=2))


@pytest.mark.both_databases
@pytest.mark.both_databases
def test_a_refusing_mail_server_is_tried_again_with_pauses(
    app: Flask, inbox: Inbox, client: FlaskClient, cast
) -> None:
    inbox.answer = "451 4.7.1 <organiser@office.example> try again later"
    client.post("/forgot", data={"email": "organiser@office.example"})
    for later in (0, 59):
        deliver_at(app, timedelta(seconds=later))
    assert (len(inbox.received), inbox.asked) == (0, 1)
    deliver_at(app, timedelta(seconds=61))
    assert inbox.asked == 2
    with app.app_context():
        message = db.session.scalars(sa.select(Message)).one()
        assert (message.state, message.error, message.tries) == (
            "failed",
            "451 4.7.1 … try again later",
            2,
        )
    inbox.answer = ""
    deliver_at(app, timedelta(minutes=8))
    assert (inbox.to, states(app)) == (["organiser@office.example"], Counter(sent=1))


@pytest.mark.both_databases
def test_after_the_last_try_and_after_a_plain_no_it_is_left_to_a_person(
    app: Flask, inbox: Inbox, cast
) -> None:
    for answer, tries in (("451 later", 6), ("550 no such mailbox", 1)):
        inbox.answer, inbox.asked = answer, 0
        ids = waiting(app, 1)
        for _time in range(8):
            deliver_at(app, timedelta(hours=5 * _time))
        assert inbox.asked == tries
        with app.app_context():
            assert db.session.get_one(Message, ids[0]).again_at is None
            db.session.execute(sa.delete(Message))
            db.session.commit()


@pytest.mark.both_databases
def test_a_mail_that_may_have_arrived_is_not_sent_again_by_itself(app: Flask, inbox: Inbox) -> None:
    """The server took the text and hung up before it said so."""
    inbox.hangs_up = True
    waiting(app, 1)
    deliver_at(app)
    inbox.hangs_up = False
    deliver_at(app, timedelta(hours=5))
    assert (len(inbox.received), states(app)) == (1, Counter(failed=1))
    with app.app_context():
        kept = db.session.scalars(sa.select(Message.error)).one()
    with app.test_request_context(), force_locale("sq"):
        told = read_failure_of_server(kept)
    assert told == "Lidhja u ndërpre në fund: e-maili mund të ketë mbërritur ose jo."


def test_what_no_mail_server_said_is_told_in_plain_words_of_both_languages(app: Flask) -> None:
    handshake = ssl.SSLCertVerificationError(1, "self-signed certificate (_ssl.c:1029)")
    troubles = {
        ConnectionRefusedError(111, "Connection refused"): "Serveri i e-mailit nuk arrihet.",
        OSError(101, "Network is unreachable"): "Serveri i e-mailit nuk arrihet.",
        socket.gaierror(-2, "Name or service not known"): "Nuk ka server e-maili me këtë emër.",
        TimeoutError("timed out"): "Serveri i e-mailit nuk u përgjigj në kohë.",
        handshake: "Certifikata e serverit të e-mailit nuk është e besueshme.",
        ssl.SSLError(1, "WRONG_VERSION_NUMBER"): NO_ENCRYPTION,
        smtplib.SMTPNotSupportedError("STARTTLS extension not supported"): NO_ENCRYPTION,
        smtplib.SMTPServerDisconnected(
            "Connection unexpectedly closed"
        ): "Serveri i e-mailit e mbylli lidhjen.",
        smtplib.SMTPDataError(552, b"too big"): "Serveri i e-mailit thotë: 552 too big",
    }
    with app.test_request_context(), force_locale("sq"):
        told = {error: read_failure_of_server(failure_reason(error)) for error in troubles}
    assert told == troubles
    with app.test_request_context(), force_locale("en"):
        assert (
            read_failure(failure_reason(handshake))
            == "The certificate of the mail server is not trusted."
        )


@pytest.mark.parametrize("page", ["/outbox", "/events/spring/outbox"])
def test_the_outbox_puts_no_words_into_the_mail_servers_mouth(
    app: Flask, cast, sign_in, page: str
) -> None:
    ids = waiting(app, 2)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        kept = ("550 5.1.1 … user unknown", failure_reason(ConnectionRefusedError(111, "refused")))
        for number, error in zip(ids, kept, strict=True):
            message = db.session.get_one(Message, number)
            message.state, message.error, message.event_id = MessageState.FAILED, error, event.id
        db.session.commit()
    shown = re.sub(r"<[^>]+>", "\n", sign_in("administrator").get(page).text)
    said = [line.strip() for line in shown.splitlines() if "The mail server" in line]
    assert said == [
        "The mail server cannot be reached.",
        "The mail server says: 550 5.1.1 … user unknown",
    ]
