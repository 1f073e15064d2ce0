"""Letters through a real mail server: to whom, how often, in which language, and what happens when one is refused."""

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Invitation, Questionnaire, SentLetter
from facilitate.data.db import db
from facilitate.mail.outbox import (
    CUT_OFF,
    MailAbout,
    Message,
    MessageState,
    OutgoingMail,
    deliver_all,
    post_mail,
    post_mails,
)

from ... import moment
from ...inbox import REFUSED, Inbox
from ...statements import count_statements
from .conftest import change_invitation, fingerprint_on, send_letters, version_on, write_letter

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
Invite = Callable[..., int]


def test_letters_arrive_and_their_links_are_personal(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha"), invite("Ben Kola", language="sq")
    page = organiser.get(f"{HERE}/letters/invitation/send").text
    assert ("2 letters would go out" in page, inbox.received) == (True, [])
    assert send_letters(organiser).location == f"{HERE}/sending"
    assert (inbox.to, inbox.connections) == (["ana@office.example", "ben@office.example"], 1)
    (_to, ana), (_also, ben) = inbox.received
    assert (ana["Subject"], ben["Subject"]) == (
        "Your view counts: Spring conference",
        "Mendimi juaj ka vlerë: Konferenca e pranverës",
    )
    english, albanian = ana.get_content(), ben.get_content()
    assert (english.splitlines()[0], albanian.splitlines()[0]) == (
        "Dear Ana Hoxha,",
        "I/E nderuar Ben Kola,",
    )
    assert ("Your answer is anonymous" in english, "Arta Hoxha" in english) == (True, True)
    links = [
        next(line for line in text.splitlines() if "/i/" in line) for text in (english, albanian)
    ]
    assert len(set(links)) == 2
    assert "2 of 2 sent." in organiser.get(f"{HERE}/sending").text


@pytest.mark.one_database
def test_what_was_shown_is_what_is_sent(
    organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    ana = invite("Ana Hoxha")
    write_letter(
        organiser,
        **{
            "subject-en": "For {name}",
            "body-en": "It takes {minutes}, until {closes}.\n{link}\n{host}",
        },
    )
    text = organiser.get(f"{HERE}/letters/invitation?who={ana}").text
    send_letters(organiser)
    ((_to, mail),) = inbox.received
    assert f"<h2>{mail['Subject']}</h2>" in text
    said = mail.get_content().strip().replace("\r\n", "\n")
    link = "[this person’s own link: created when the letter is sent, and shown to nobody else]"
    assert re.sub(r"http://localhost/i/\S+", link, said) in text


@pytest.mark.one_database
def test_an_address_with_a_line_break_fails_alone(
    organiser: FlaskClient, inbox: Inbox, invite: Invite, outbox: Callable[[], Any]
) -> None:
    invite("Ana Hoxha", email="ana@office.example\nBcc: b@office.example")
    invite("Ben Kola")
    send_letters(organiser)
    assert (inbox.to, [row[1] for row in outbox()]) == (["ben@office.example"], ["failed", "sent"])


@pytest.mark.one_database
def test_nothing_is_sent_when_the_list_or_the_letter_changed(
    organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha")
    page = f"{HERE}/letters/invitation/send"
    mark = fingerprint_on(organiser.get(page).text)
    invite("Ben Kola")
    answer = organiser.post(page, data={"fingerprint": mark})
    assert (answer.status_code, "Nothing was sent; please check again." in answer.text) == (
        409,
        True,
    )
    mark = fingerprint_on(answer.text)
    write_letter(organiser)
    assert organiser.post(page, data={"fingerprint": mark}).status_code == 409
    assert organiser.post(page, data={}).status_code == 409
    assert inbox.received == []
    assert send_letters(organiser).status_code == 302
    assert len(inbox.received) == 2


@pytest.mark.one_database
def test_a_new_link_is_sent_in_place_of_the_old_one_also_to_who_has_answered(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    ana, ben = invite("Ana Hoxha"), invite("Ben Kola")
    send_letters(organiser)
    change_invitation(app, ben, answered=True)
    said = [organiser.post(f"{HERE}/invitations/{one}/resend").location for one in (ana, ben)]
    assert (said, inbox.to) == (
        [f"{HERE}/sending"] * 2,
        [f"{name}@office.example" for name in ("ana", "ben")] * 2,
    )
    links = [
        re.findall(r"http://localhost(/i/\S+)", mail.get_content())[0]
        for _to, mail in inbox.received
    ]
    assert [app.test_client().get(link).status_code for link in links] == [410, 410, 200, 200]


def test_a_reminder_leaves_the_first_link_working(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha")
    send_letters(organiser), send_letters(organiser, "reminder")
    links = [
        re.findall(r"http://localhost(/i/\S+)", mail.get_content())[0]
        for _to, mail in inbox.received
    ]
    assert (len(set(links)), [app.test_client().get(link).status_code for link in links]) == (
        2,
        [200, 200],
    )


def test_a_second_press_sends_nothing(organiser: FlaskClient, inbox: Inbox, invite: Invite) -> None:
    invite("Ana Hoxha")
    page = f"{HERE}/letters/invitation/send"
    mark = fingerprint_on(organiser.get(page).text)
    assert [organiser.post(page, data={"fingerprint": mark}).status_code for _time in range(3)] == [
        302
    ] * 3
    assert organiser.post(f"{HERE}/sending/again").status_code == 302
    assert inbox.to == ["ana@office.example"]


def test_two_people_who_send_at_the_same_moment_send_once(
    app: Flask, sign_in: Callable[[str], FlaskClient], inbox: Inbox, invite: Invite
) -> None:
    for number in range(6):
        invite(f"P{number} Kola")
    page = f"{HERE}/letters/invitation/send"
    clients = [sign_in("organiser"), sign_in("staff"), sign_in("lead_facilitator")]
    mark, start = fingerprint_on(clients[0].get(page).text), threading.Barrier(3)

    def press(client: FlaskClient) -> None:
        start.wait()
        client.post(page, data={"fingerprint": mark})

    threads = [threading.Thread(target=press, args=(client,)) for client in clients]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(inbox.to) == [f"p{number}@office.example" for number in range(6)]


def test_a_refused_address_stops_nobody_is_corrected_and_tried_again(
    organiser: FlaskClient, inbox: Inbox, invite: Invite, outbox: Callable[[], Any]
) -> None:
    invite("Ana Hoxha")
    ben = invite("Ben Kola", email=REFUSED)
    invite("Cela Prifti")
    send_letters(organiser)
    assert (inbox.to, inbox.connections) == (["ana@office.example", "cela@office.example"], 1)
    assert outbox()[1] == (REFUSED, "failed", "550 5.1.1 … no such mailbox")
    text = organiser.get(f"{HERE}/sending").text
    assert "2 of 3 sent, 1 failed." in text
    assert "550 5.1.1 … no such mailbox" in text
    assert "no such mailbox" in organiser.get(f"{HERE}/invitations?state=failed").text
    assert "Send again" in organiser.get(f"{HERE}/invitations/{ben}").text
    organiser.post(f"{HERE}/sending/retry")
    assert outbox()[1][1] == "failed"
    typed = {
        "name": "Ben Kola",
        "organisation": "",
        "email": "ben@office.example",
        "language": "en",
        "version": version_on(organiser, f"{HERE}/invitations/{ben}"),
    }
    organiser.post(f"{HERE}/invitations/{ben}", data=typed)
    organiser.post(f"{HERE}/invitations/{ben}/retry")
    assert inbox.to == ["ana@office.example", "cela@office.example", "ben@office.example"]
    assert [row[1:] for row in outbox()] == [("sent", "")] * 3
    organiser.post(f"{HERE}/sending/retry")
    assert len(inbox.received) == 3


@pytest.mark.one_database
def test_a_reason_does_not_give_an_address_away(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], inbox: Inbox, invite: Invite
) -> None:
    ana = invite("Ana Hoxha", directory=True, email=REFUSED)
    send_letters(organiser)
    for path in ("/sending", "/sending?part=1", "/invitations", f"/invitations/{ana}"):
        text = organiser.get(HERE + path).text
        assert (REFUSED in text, "r…@office.example" in text, "no such mailbox" in text) == (
            False,
            True,
            True,
        )
        assert REFUSED in sign_in("administrator").get(HERE + path).text


@pytest.mark.one_database
def test_a_server_that_cannot_be_reached_is_asked_once(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, outbox: Callable[[], Any]
) -> None:
    invite("Ana Hoxha"), invite("Ben Kola")
    working = app.extensions["settings"]
    app.extensions["settings"] = replace(working, mail_url="smtp://127.0.0.1:9")
    send_letters(organiser)
    assert [row[1] for row in outbox()] == ["failed", "failed"]
    app.extensions["settings"] = working
    organiser.post(f"{HERE}/sending/retry")
    assert inbox.to == ["ana@office.example", "ben@office.example"]


@pytest.mark.one_database
def test_a_server_that_hangs_up_is_called_again(
    organiser: FlaskClient, inbox: Inbox, invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many servers take a few mails a connection, then say 421."""
    taken = 0

    async def handle_mail(_server, _session, envelope, address, options) -> str:
        nonlocal taken
        taken += 1
        if taken % 3 == 0:
            return "421 too many mails on this connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    monkeypatch.setattr(inbox, "handle_MAIL", handle_mail, raising=False)
    for number in range(5):
        invite(f"P{number} Kola")
    send_letters(organiser)
    assert inbox.to == [f"p{number}@office.example" for number in range(5)]
    assert inbox.connections == 3


def test_what_a_crash_left_can_be_sent(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, outbox: Callable[[], Any]
) -> None:
    """The planner was switched off between the press of the button and the queue, and in the middle of a mail."""
    ids = [invite("Ana Hoxha"), invite("Ben Kola"), invite("Cela Prifti")]
    with app.app_context():
        messages = post_mails(
            [
                OutgoingMail(to=f"left{number}@office.example", subject="s", body="b")
                for number in range(3)
            ],
            MailAbout.OTHER,
        )
        for message, invitation, state, ago in zip(
            messages,
            ids,
            ("waiting", "sending", "sending"),
            (timedelta(), CUT_OFF * 2, timedelta()),
            strict=True,
        ):
            message.state, message.sent_at = MessageState(state), moment.now() - ago
            db.session.add(
                SentLetter(invitation_id=invitation, message_id=message.id, kind="invitation")
            )
        db.session.commit()
    text = organiser.get(f"{HERE}/sending").text
    assert ("0 of 3 sent." in text, "was interrupted; it may or may not have arrived." in text) == (
        True,
        True,
    )
    organiser.post(f"{HERE}/sending/again")
    assert inbox.to == ["left0@office.example", "left1@office.example"]
    assert [row[1] for row in outbox()] == ["sent", "sent", "sending"]


def test_a_mail_that_another_worker_has_is_left_to_it(app: Flask, inbox: Inbox, cast) -> None:
    with app.app_context():
        message = post_mail(
            OutgoingMail(to="ana@office.example", subject="s", body="b"), MailAbout.OTHER
        )
        message.state, message.sent_at = MessageState.SENDING, moment.now()
        db.session.commit()
        deliver_all([message.id, message.id, 999])
    assert inbox.received == []


@pytest.mark.one_database
def test_progress_renews_itself_only_while_something_moves(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha")
    send_letters(organiser)
    assert 'hx-trigger="every 2s"' not in organiser.get(f"{HERE}/sending").text
    with app.app_context():
        db.session.execute(sa.update(Message).values(state=MessageState.WAITING))
        db.session.commit()
    text = organiser.get(f"{HERE}/sending?part=1").text
    assert ('hx-trigger="every 2s"' in text, "Look again" in text, "<html" in text) == (
        True,
        True,
        False,
    )
    with count_statements() as statements:
        organiser.get(f"{HERE}/sending")
    assert len(statements) <= 12


# what does not go


@pytest.mark.one_database
def test_without_a_mail_server_there_is_a_sheet(organiser: FlaskClient, invite: Invite) -> None:
    ana = invite("Ana Hoxha")
    text = organiser.get(f"{HERE}/invitations").text
    assert ("No mail server is set" in text, "/i/" in text, "Send invitations" in text) == (
        True,
        False,
        False,
    )
    assert "Sheet for a mail merge" in organiser.get(f"{HERE}/letters/invitation/send").text
    for path in (
        "letters/invitation/send",
        "sending/again",
        "sending/retry",
        f"invitations/{ana}/retry",
    ):
        assert organiser.post(f"{HERE}/{path}").status_code == 409


@pytest.mark.one_database
def test_nothing_goes_out_once_it_is_closed(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha")
    mark = fingerprint_on(organiser.get(f"{HERE}/letters/invitation/send").text)
    with app.app_context():
        db.session.scalars(sa.select(Questionnaire)).one().closed = True
        db.session.commit()
    assert "The consultation is closed" in organiser.get(f"{HERE}/letters/invitation/send").text
    answer = organiser.post(f"{HERE}/letters/invitation/send", data={"fingerprint": mark})
    assert (answer.status_code, inbox.received) == (409, [])


@pytest.mark.one_database
def test_who_has_no_address_is_counted(
    organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("Ana Hoxha", email="")
    text = organiser.get(f"{HERE}/letters/invitation/send").text
    assert "1 invited person has no address" in text
    assert organiser.post(f"{HERE}/letters/invitation/send", data={}).status_code == 302
    assert inbox.received == []


def test_two_who_correct_one_address_see_each_others_words(
    app: Flask, organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], invite: Invite
) -> None:
    ben = invite("Ben Kola")
    page, opened = f"{HERE}/invitations/{ben}", version_on(organiser, f"{HERE}/invitations/{ben}")
    typed = {"organisation": "", "email": "ben@office.example", "language": "en"}
    first = {**typed, "name": "Ben Kolla", "version": opened}
    assert sign_in("administrator").post(page, data=first).status_code == 302
    second = {**typed, "name": "Benjamin Kola", "version": opened}
    met = organiser.post(page, data=second)
    assert (met.status_code, "Ben Kolla" in met.text, "Benjamin Kola" in met.text) == (
        409,
        True,
        True,
    )
    again = {**second, "version": version_on(organiser, f"{HERE}/invitations/{ben}")}
    assert organiser.post(page, data=again).status_code == 302
    with app.app_context():
        assert db.session.get_one(Invitation, ben).name == "Benjamin Kola"


def test_an_address_of_the_directory_is_not_shown_by_two_edits_that_meet(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], invite: Invite
) -> None:
    ana = invite("Ana Hoxha", directory=True, email="ana.hidden@office.example")
    page, opened = f"{HERE}/invitations/{ana}", version_on(organiser, f"{HERE}/invitations/{ana}")
    typed = {"organisation": "", "language": "en", "version": opened}
    first = {**typed, "name": "Ana H.", "email": "other@office.example"}
    assert sign_in("administrator").post(page, data=first).status_code == 302
    for address in ("", "new@office.example"):
        met = organiser.post(page, data={**typed, "name": "Ana", "email": address})
        assert (met.status_code, "Ana H." in met.text, "other@" in met.text) == (409, True, False)
    same = organiser.post(page, data={**typed, "name": "Ana H.", "email": ""})
    assert same.status_code == 302
