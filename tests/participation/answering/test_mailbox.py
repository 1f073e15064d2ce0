"""A watched mailbox: what calendars answer is counted by itself, once, and nothing in the mailbox is changed."""

import imaplib
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.data.db import db
from facilitate.data.noted import noted_value
from facilitate.lib.mailbox import new_mails
from facilitate.lib.typed_addresses import read_mailbox_address
from facilitate.mail.outbox import Message, MessageState
from facilitate.participation.answering import mailbox
from facilitate.participation.answering.mailbox import read_mailbox
from facilitate.participation.models import Registration, Standing
from facilitate.run.settings import Settings

from ...databases import free_port
from ...directory.rows import add_office, add_worker
from ..invited import Listed
from .test_calendar_answers import PAGE, read_as, sample


@pytest.fixture
def imap() -> Iterator[int]:
    """The port of a mail server that speaks IMAP."""
    port = free_port()
    command = Path(sys.executable).with_name("pymap")
    # `--no-tls`: it is on loopback alone
    with subprocess.Popen(
        [command, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-data"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            yield port
        finally:
            server.terminate()


def signed_in(port: int) -> imaplib.IMAP4:
    until = time.monotonic() + 20
    while True:
        try:
            server = imaplib.IMAP4("127.0.0.1", port, timeout=5)
        except OSError:
            assert time.monotonic() < until, "the mail server did not start"
            time.sleep(0.1)
        else:
            server.login("demouser", "demopass")
            return server


def test_answers_in_a_mailbox_are_counted_by_themselves(
    app: Flask, organiser: FlaskClient, listed: Listed, imap: int
) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], mailbox_url=f"imap://demouser:demopass@127.0.0.1:{imap}/INBOX"
    )
    with signed_in(imap) as server:
        for name in ("outlook", "google"):
            server.append("INBOX", "", imaplib.Time2Internaldate(clock.now()), sample(name)[0])

        def look() -> str:
            with app.app_context():
                read_mailbox()
            return organiser.get(PAGE).text

        assert look().count("Elda Prifti") == 1
        assert listed.standing("Leka", "Prifti") == [Standing.COMING, Standing.DECLINED]
        server.append("INBOX", "", imaplib.Time2Internaldate(clock.now()), sample("apple")[0])
        page = look()
        assert ("counted automatically" in page, "they are not sure yet" in page) == (True, True)
        other = read_as(sample("outlook")[0], b"ACCEPTED", b"DECLINED")
        server.append("INBOX", "", imaplib.Time2Internaldate(clock.now()), other)
        page = look()
        assert ("it contradicts what they answered" in page, page.count("Drita Leka")) == (True, 2)
        assert look().count("Drita Leka") == 2  # nothing new
        server.select("INBOX", readonly=True)
        assert len(server.uid("SEARCH", "UNSEEN")[1][0].split()) >= 4
    app.extensions["settings"] = replace(
        app.extensions["settings"], mailbox_url=f"imap://demouser:wrong@127.0.0.1:{imap}"
    )
    assert "The mailbox cannot be read at the moment." in look()


PACKED = (
    b"From: Drita Leka <Drita@Office.example>\r\nMIME-Version: 1.0\r\nContent-Type: application/ms-tnef;"
    b' name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+Ig==\r\n'
)


def test_an_answer_that_only_outlook_opens_is_told_to_who_invites(
    app: Flask,
    organiser: FlaskClient,
    listed: Listed,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], mailbox_url="imap://me:word@127.0.0.1:1/INBOX"
    )
    strange = PACKED.replace(b"Drita@", b"nobody@")
    monkeypatch.setattr(mailbox, "new_mails", lambda *_where: ("1:2", [PACKED, strange]))
    with app.app_context():
        db.session.execute(sa.update(Registration).values(sent_at=clock.now()))
        db.session.commit()
        read_mailbox()
    page = organiser.get(PAGE).text
    assert "Ask them to answer by their personal link." in page
    assert (page.count("Drita Leka"), page.count("winmail.dat")) == (1, 1)
    assert listed.standing("Leka") == [Standing.INVITED]
    told = [one.getMessage() for one in caplog.records if "winmail.dat" in one.getMessage()]
    assert [one[-8:] for one in told] == ["1 events", "0 events"]


@pytest.mark.both_databases
def test_the_desk_says_that_an_answer_was_not_counted_until_somebody_has_looked(
    app: Flask, organiser: FlaskClient, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], mailbox_url="imap://me:word@127.0.0.1:1/INBOX"
    )
    yes, no = (
        read_as(sample("outlook")[0], b"ACCEPTED", said) for said in (b"ACCEPTED", b"DECLINED")
    )
    said = "answer from a calendar was not counted"
    for mails, number in (([yes], 0), ([no], 1), ([yes], 1)):
        monkeypatch.setattr(mailbox, "new_mails", lambda *_where, mails=mails: ("1:2", mails))
        with app.app_context():
            read_mailbox()
        desk = organiser.get("/events/spring/").text
        assert (said in desk, f'href="{PAGE}"' in desk) == (number > 0, number > 0)
    assert "1 was not counted." in organiser.get(PAGE).text
    assert organiser.post(PAGE, data={"read": "1"}).status_code == 302
    assert said not in organiser.get("/events/spring/").text
    page = organiser.get(PAGE).text
    assert ("Mark as read" in page, "it contradicts what they answered" in page) == (False, True)


RETURNED = b"""From: MAILER-DAEMON@mail.office.example
To: planner@office.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.office.example

Final-Recipient: rfc822; Ana@Office.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
 User unknown

Final-Recipient: rfc822; later@office.example
Action: delayed
Status: 4.4.1
--b--
"""


def test_a_mail_that_comes_back_days_later_is_marked_at_the_entry(
    app: Flask, sign_in, imap: int
) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], mailbox_url=f"imap://demouser:demopass@127.0.0.1:{imap}/INBOX"
    )
    with signed_in(imap) as server:
        for _twice in range(2):
            server.append("INBOX", "", imaplib.Time2Internaldate(clock.now()), RETURNED)
    with app.app_context():
        ana = add_worker("Ana Kola", add_office("Youth centre"))
        ana.email = "ana@office.example"
        db.session.flush()
        for number, to in enumerate(("ana@office.example", "later@office.example")):
            db.session.add(
                Message(
                    to=to,
                    subject="Invitation",
                    body="",
                    state=MessageState.SENT,
                    created_at=clock.now() - timedelta(days=3),
                    person_id=None if number else ana.id,
                )
            )
        db.session.commit()
        read_mailbox()
        page = f"/directory/people/{ana.id}"
        query = sa.select(Message.to, Message.state, Message.error).order_by(Message.id)
        rows = db.session.execute(query).all()
        assert [tuple(row) for row in rows] == [
            ("ana@office.example", MessageState.FAILED, "550 5.1.1 User unknown"),
            ("later@office.example", MessageState.SENT, ""),
        ]
    assert "did not go out" in sign_in("administrator").get(page).text


@pytest.mark.both_databases
def test_a_mail_with_strange_characters_keeps_none_after_it_from_being_read(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever knows the address may send one; PostgreSQL would refuse it each minute, and nothing more would be read."""
    app.extensions["settings"] = replace(
        app.extensions["settings"], mailbox_url="imap://demouser:demopass@127.0.0.1/INBOX"
    )
    says = b"UID:proposal-1@facilitate\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a\x00b@office.example\n"
    reply = b"BEGIN:VEVENT\n" + says + b"END:VEVENT\nEND:VCALENDAR\n"
    reply = b"BEGIN:VCALENDAR\nMETHOD:REPLY\n" + reply
    packed = b"From: a\x00b@office.example\nContent-Type: application/ms-tnef\n\nx"
    strange = [
        RETURNED.replace(b"Ana@Office.example", b"Ana\x00@Office.example"),
        RETURNED.replace(b"Ana@Office.example", b"<Later@Office.example>").replace(
            b"User", b"\0<home@x.example>"
        ),
    ]
    mails = [*strange, reply, packed, RETURNED]
    monkeypatch.setattr(mailbox, "new_mails", lambda *_: ("1:9", mails))
    with app.app_context():
        for to in ("later@office.example", "ana@office.example", "ana@office.example"):
            sent = Message(to=to, subject="Invitation", body="", state=MessageState.SENT)
            sent.created_at = clock.now()
            db.session.add(sent)
        db.session.commit()
        read_mailbox()
        assert noted_value(mailbox.SEEN) == "1:9"
        said = db.session.scalars(sa.select(Message.error).order_by(Message.id)).all()
    assert said == ["550 5.1.1 … unknown", "550 5.1.1 User unknown", "550 5.1.1 User unknown"]


def test_the_address_of_a_mailbox_is_one_line() -> None:
    found = read_mailbox_address("imaps://office%40x.example:p%2Fw@mail.x.example/Answers")
    assert (found.host, found.port, found.user, found.password, found.folder, found.encrypted) == (
        "mail.x.example",
        993,
        "office@x.example",
        "p/w",
        "Answers",
        True,
    )
    with pytest.raises(ValueError, match="imaps://user:password@host"):
        Settings.from_environment({"FACILITATE_MAILBOX_URL": "smtp://secret-word@host"})
    with pytest.raises(ValueError, match="must look like") as refused:
        Settings.from_environment({"FACILITATE_MAILBOX_URL": "smtp://secret-word@host"})
    assert "secret-word" not in str(refused.value)


def test_no_password_goes_to_a_server_whose_certificate_is_not_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contexts: list[ssl.SSLContext] = []

    def refuse(*_where: object, ssl_context: ssl.SSLContext, timeout: float) -> None:
        contexts.append(ssl_context)
        raise ConnectionRefusedError

    monkeypatch.setattr(imaplib, "IMAP4_SSL", refuse)
    with pytest.raises(ConnectionRefusedError):
        new_mails(read_mailbox_address("imaps://me:word@host"), "", date(2027, 3, 1))
    assert [(one.verify_mode, one.check_hostname) for one in contexts] == [
        (ssl.CERT_REQUIRED, True)
    ]
