"""The Outbox of an event: who leads it sees to whom, what, when and how far; what failed is sent again, once."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Invitation, LetterKind, Questionnaire, SentLetter
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.mail.outbox import MailAbout, Message, MessageState, OutgoingMail, post_mail

from .. import moment
from ..directory import rows
from ..inbox import REFUSED, Inbox, receive_mails
from .mails import put_mails

pytestmark = pytest.mark.both_databases
OUTBOX = "/events/spring/outbox"


@pytest.fixture
def inbox(app: Flask, cast) -> Iterator[Inbox]:
    """A mail server the planner is set to use."""
    with receive_mails(app) as inbox:
        yield inbox


def asked(app: Flask, event_id: int, *, named: bool, closed: bool = False) -> int:
    """A consultation of the event."""
    with app.app_context():
        row = Questionnaire(
            event_id=event_id,
            token="t" * 24,
            title=Words("What do you need?"),
            intro=Words(),
            named=named,
            closed=closed,
            opens_on=moment.planner_today(),
            closes_on=moment.planner_today(),
        )
        db.session.add(row)
        db.session.commit()
        return row.id


def written(
    app: Flask, event_id: int, asked_id: int, kind: LetterKind, *, to: str = REFUSED
) -> int:
    """A letter of that consultation that failed."""
    with app.app_context():
        invited = Invitation(questionnaire_id=asked_id, name="Ana Hoxha", email=to)
        mail = OutgoingMail(to=to, name="Ana Hoxha", subject="Please answer", body="x")
        message = post_mail(mail, MailAbout.CONSULTATION, event_id)
        message.state, message.error = MessageState.FAILED, "550 no such mailbox"
        db.session.add(invited)
        db.session.flush()
        db.session.add(SentLetter(invitation_id=invited.id, message_id=message.id, kind=kind))
        db.session.commit()
        return message.id


@pytest.mark.one_database
def test_it_says_to_whom_what_when_and_what_failed(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    put_mails(
        app, MessageState.SENT, MessageState.FAILED, MessageState.WAITING, event_id=cast.event_id
    )
    put_mails(app, MessageState.FAILED)
    page = organiser.get(OUTBOX).text
    for said in (
        "1 e-mail failed. 1 e-mail is waiting. 1 e-mail was sent.",
        "Person 1",
        "p1@office.example",
        "Letter 1",
        "Report",
        "failed; not tried again automatically",
        "waiting to be sent",
    ):
        assert said in page
    assert (
        page.count("<small>p1@office.example</small>") == 1
    )  # those of the planner are not the event's
    assert "1 failed" in organiser.get("/events/spring/").text


@pytest.mark.one_database
def test_who_leads_the_event_sees_it(
    cast, inbox: Inbox, sign_in: Callable[[str], FlaskClient], client
) -> None:
    found = {who: sign_in(who).get(OUTBOX).status_code for who in [*cast.tokens]}
    assert found == {
        "organiser": 200,
        "lead_facilitator": 200,
        "facilitator": 403,
        "note_taker": 403,
        "staff": 200,
        "viewer": 403,
        "administrator": 200,
        "stranger": 404,
    }
    assert sign_in("stranger").post(f"{OUTBOX}/again").status_code == 404
    assert sign_in("viewer").post(f"{OUTBOX}/again").status_code == 403
    assert client.get(OUTBOX).status_code == 302


def test_what_failed_is_sent_again_once(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    one, another = put_mails(app, MessageState.FAILED, MessageState.FAILED, event_id=cast.event_id)
    (elsewhere,) = put_mails(app, MessageState.FAILED)
    assert organiser.post(f"{OUTBOX}/again", data={"mail": elsewhere}).status_code == 404
    for _press in range(2):
        answer = organiser.post(f"{OUTBOX}/again", data={"mail": one}, follow_redirects=True)
    assert "Nothing was sent again: it has gone out in the meantime." in answer.text
    for _press in range(2):
        organiser.post(f"{OUTBOX}/again")
    assert inbox.to == ["p0@office.example", "p1@office.example"]
    assert "All 2 e-mails were sent." in organiser.get(OUTBOX).text
    assert organiser.post(f"{OUTBOX}/again", data={"mail": another}).status_code == 302
    assert len(inbox.to) == 2


def test_sent_again_it_goes_to_the_address_of_today(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    with app.app_context():
        person = rows.add_worker("Mira Leka", rows.add_office("Qendra Vatra"))
        mail = OutgoingMail(to=REFUSED, person_id=person.id, subject="The report", body="x")
        message = post_mail(mail, MailAbout.REPORT, cast.event_id)
        message.state = MessageState.FAILED
        db.session.commit()
        number, address = message.id, person.email
    organiser.post(f"{OUTBOX}/again", data={"mail": number})
    assert inbox.to == [address]


def test_the_list_is_narrowed_by_progress_subject_and_words(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    put_mails(app, MessageState.SENT, MessageState.FAILED, event_id=cast.event_id)
    with app.app_context():
        mail = OutgoingMail(
            to="x@office.example", name="Çeljeta Doçi", subject="Your tasks", body="x"
        )
        post_mail(mail, MailAbout.TASKS, cast.event_id)
        db.session.commit()

    def shown(question: str) -> list[bool]:
        page = organiser.get(f"{OUTBOX}?{question}").text
        return [f"<small>{to}@office.example</small>" in page for to in ("p0", "p1", "x")]

    assert shown("state=failed") == [False, True, False]
    assert shown("state=waiting") == [False, False, True]
    assert shown("about=report") == [True, True, False]
    assert shown("q=celjeta") == [False, False, True]
    assert shown("q=letter+1") == [False, True, False]
    assert shown("state=nonsense&about=nonsense&page=99") == [True, True, True]
    assert "No e-mail found." in organiser.get(f"{OUTBOX}?q=nobody").text


def test_a_long_list_comes_in_pages(app: Flask, cast, inbox: Inbox, organiser: FlaskClient) -> None:
    put_mails(app, *[MessageState.SENT] * 30, event_id=cast.event_id)
    first, second = (organiser.get(f"{OUTBOX}?page={page}").text for page in (1, 2))
    assert ("Page 1 of 2" in first, "Page 2 of 2" in second) == (True, True)
    assert ("Letter 29<" in first, "Letter 0<" in first) == (True, False)
    assert ("Letter 29<" in second, "Letter 0<" in second) == (False, True)


def test_a_personal_link_and_a_text_are_shown_nowhere(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    with app.app_context():
        subject = "Answer at https://planner.example/c/SECRET please"
        post_mail(
            OutgoingMail(to="a@office.example", subject=subject, body="SECRET"),
            MailAbout.CONSULTATION,
            cast.event_id,
        )
        db.session.commit()
    page = organiser.get(OUTBOX).text
    assert ("Answer at … please" in page, "SECRET" in page) == (True, False)


def test_a_letter_of_a_consultation_is_written_anew(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    inbox.open = False
    one = written(app, cast.event_id, asked(app, cast.event_id, named=True), LetterKind.INVITATION)
    page = organiser.get(OUTBOX).text
    assert ("Ana Hoxha" in page, "/consultation/invitations/" in page) == (True, True)
    for _press in range(2):
        organiser.post(f"{OUTBOX}/again", data={"mail": one})
    assert inbox.to == [REFUSED]
    assert "http://" in inbox.received[0][1].get_content()


def test_a_letter_nobody_could_answer_stays_here(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    inbox.open = False
    closed = asked(app, cast.event_id, named=True, closed=True)
    one = written(app, cast.event_id, closed, LetterKind.INVITATION)
    assert organiser.post(f"{OUTBOX}/again", data={"mail": one}).status_code == 409
    assert "Send the failed e-mail again" not in organiser.get(OUTBOX).text
    organiser.post(f"{OUTBOX}/again")
    assert inbox.to == []


def test_who_was_reminded_anonymously_is_not_told(
    app: Flask, cast, inbox: Inbox, organiser: FlaskClient
) -> None:
    """Only who has not answered is reminded: neither list, search, button nor number may tell."""
    one = written(app, cast.event_id, asked(app, cast.event_id, named=False), LetterKind.REMINDER)
    page = organiser.get(OUTBOX).text
    assert ("Ana Hoxha" in page, REFUSED in page, "Send the failed e-mail" in page) == (
        False,
        False,
        False,
    )
    assert "1 reminder of the anonymous consultation is counted, not listed." in page
    assert "Ana Hoxha" not in organiser.get(f"{OUTBOX}?q=ana&state=failed").text
    assert organiser.post(f"{OUTBOX}/again", data={"mail": one}).status_code == 404
    organiser.post(f"{OUTBOX}/again")
    assert inbox.to == []


@pytest.mark.one_database
def test_addresses_of_the_directory_stay_masked_where_people_were_asked(
    app: Flask, cast, inbox: Inbox, sign_in: Callable[[str], FlaskClient]
) -> None:
    number = asked(app, cast.event_id, named=True)
    with app.app_context():
        person = rows.add_worker("Mira Leka", rows.add_office("Qendra Vatra"))
        address, name = person.email, person.name
        mail = OutgoingMail(to=address, name=name, subject="Please answer", body="x")
        message = post_mail(mail, MailAbout.CONSULTATION, cast.event_id)
        message.state, message.error = MessageState.FAILED, f"550 {address} is unknown"
        invited = Invitation(questionnaire_id=number, name=name, email=address, person_id=person.id)
        db.session.add(invited)
        db.session.flush()
        db.session.add(
            SentLetter(invitation_id=invited.id, message_id=message.id, kind=LetterKind.INVITATION)
        )
        db.session.commit()
    for who, is_shown in (("organiser", False), ("administrator", True)):
        page = sign_in(who).get(OUTBOX).text
        assert (name in page, address in page) == (True, is_shown)
        assert (name in sign_in(who).get(f"{OUTBOX}?q={address}").text) == is_shown


@pytest.mark.one_database
def test_an_event_that_sent_nothing_says_what_will_stand_here(
    inbox: Inbox, organiser: FlaskClient
) -> None:
    page = organiser.get(OUTBOX).text
    for said in (
        "No e-mail has been sent from here yet.",
        "Nothing has been sent yet",
        "Invite people",
    ):
        assert said in page
    organiser.post("/language", data={"language": "sq"})
    page = organiser.get(OUTBOX).text
    assert ("Posta dalëse" in page, "Ende nuk është dërguar asgjë" in page) == (True, True)


def test_without_a_mail_server_it_says_so(app: Flask, cast, organiser: FlaskClient) -> None:
    put_mails(app, MessageState.FAILED, event_id=cast.event_id)
    page = organiser.get(OUTBOX).text
    assert ("No mail server is set" in page, "Send again" in page) == (True, False)
    assert organiser.post(f"{OUTBOX}/again").status_code == 409


def test_the_mails_of_an_event_go_with_it(app: Flask, cast) -> None:
    put_mails(app, MessageState.SENT, event_id=cast.event_id)
    put_mails(app, MessageState.SENT)
    with app.app_context():
        db.session.execute(sa.delete(Event).where(Event.id == cast.event_id))
        db.session.commit()
        assert db.session.scalars(sa.select(Message.subject)).all() == ["Letter 0"]
