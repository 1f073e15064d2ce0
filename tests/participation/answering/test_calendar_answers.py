"""Invitations that a calendar answers: as Outlook, Google, Apple and Thunderbird write it, counted once with the link's answer."""

import base64
import email.policy
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.lib.reading_child import FileProblem
from facilitate.participation.answering.calendar_replies import (
    NoCalendarReply,
    read_calendar_replies,
    read_calendar_reply,
)
from facilitate.participation.models import Registration, Standing

from ... import moment
from ...inbox import Inbox
from ..invited import Listed

SAMPLES = Path(__file__).parents[2] / "samples" / "replies"
PAGE = "/events/spring/people/calendar-answers"
DAY = moment.SPRING + timedelta(days=7)
FILES = ("outlook", "google", "apple", "thunderbird")
ODD = (
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:event-%d@facilitate\r\n%b\r\n"
    b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:%b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def bring(client: FlaskClient, *files: tuple[bytes, str]) -> str:
    sent = {"files": [(BytesIO(content), name) for content, name in files]}
    return client.post(PAGE, data=sent, content_type="multipart/form-data").text


def sample(name: str) -> tuple[bytes, str]:
    return (SAMPLES / f"{name}.eml").read_bytes(), f"{name}.eml"


def test_each_calendar_is_understood() -> None:
    found = {name: read_calendar_reply(sample(name)[0]) for name in FILES}
    assert {
        name: (one.email.lower(), one.name, one.answered.value) for name, one in found.items()
    } == {
        "outlook": ("drita@office.example", "Drita Leka", "ACCEPTED"),
        "google": ("elda@office.example", "Elda Prifti", "DECLINED"),
        "apple": ("fatos@office.example", "Fatos Zeka", "TENTATIVE"),
        "thunderbird": ("ana@office.example", "Ana Hoxha", "ACCEPTED"),
    }
    assert {(one.about, one.row) for one in found.values()} == {("event", 1)}
    assert all(one.at and one.at.year == 2027 for one in found.values())


def test_who_answers_is_the_one_of_all_listed_who_has_said_something() -> None:
    asked = b"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:zef@office.example"
    found = read_calendar_reply(ODD % (1, asked, b"ana@office.example"))
    assert (found.email, found.answered) == ("ana@office.example", "ACCEPTED")
    silent = ODD.replace(b"ACCEPTED", b"NEEDS-ACTION") % (1, asked, b"ana@office.example")
    with pytest.raises(FileProblem):
        read_calendar_reply(silent)


def test_answers_that_somebody_passes_on_in_one_mail_are_all_read() -> None:
    """As Outlook and Thunderbird forward several as attachments; what one carries twice is one answer."""
    mail = EmailMessage()
    mail["Subject"] = "Answers"
    mail.set_content("Here they are.")
    for name in FILES:
        mail.add_attachment(message_from_bytes(sample(name)[0], policy=email.policy.default))
    found = read_calendar_replies(mail.as_bytes())
    assert [one.name for one in found] == ["Drita Leka", "Elda Prifti", "Fatos Zeka", "Ana Hoxha"]


@pytest.mark.parametrize("coded", ["utf-8", "iso-8859-1", "windows-1250", "utf-16"])
def test_a_calendar_is_read_as_its_mail_says_it_is_coded(coded: str) -> None:
    answer = (ODD % (1, b"SEQUENCE:1", b"ana@office.example")).decode()
    named = answer.replace("PARTSTAT", "CN=Zenel Çela;PARTSTAT").encode(coded)
    mail = (
        b"From: a@office.example\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Type: text/calendar; method=REPLY; charset=%b\r\n\r\n"
    )
    found = read_calendar_reply(mail % coded.encode() + base64.encodebytes(named))
    assert (found.name, found.answered) == ("Zenel Çela", "ACCEPTED")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"From: a@office.example\r\n\r\nNo calendar here", NoCalendarReply.NONE),
        (b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", NoCalendarReply.NONE),
        (sample("outlook")[0].replace(b"outlook", b"")[:400], NoCalendarReply.NONE),
        (
            b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:x@elsewhere\r\n"
            b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@office.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            NoCalendarReply.NOT_OURS,
        ),
        (bytes(range(256)) * 20, NoCalendarReply.NONE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), NoCalendarReply.OUTLOOK_ONLY),
        (
            b"From: a@office.example\r\nMIME-Version: 1.0\r\nContent-Type: application/ms-tnef;"
            b' name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+Ig==\r\n',
            NoCalendarReply.OUTLOOK_ONLY,
        ),
    ],
)
def test_what_is_no_answer_says_why(content: bytes, why: NoCalendarReply) -> None:
    with pytest.raises(FileProblem) as refused:
        read_calendar_reply(content)
    assert refused.value.why is why


@pytest.mark.parametrize(
    "odd",
    [
        b"DTSTAMP:garbage",
        b"DTSTAMP:20270101T000000+9999",
        b"DTSTAMP;TZID=Asia/Tokyo:00010101T000000",
        b"DTSTAMP;TZID=America/New_York:99991231T235959",
        b"SEQUENCE:x",
    ],
)
def test_an_odd_line_in_an_answer_does_no_harm(odd: bytes) -> None:
    answer = ODD % (1, odd, b"ana@office.example")
    found = read_calendar_reply(answer)
    assert (found.email, found.answered, found.at) == ("ana@office.example", "ACCEPTED", None)


def test_nobody_gets_ahead_in_the_waiting_list_by_a_clock_that_is_wrong(
    app: Flask, cast, organiser: FlaskClient, listed: Listed
) -> None:
    listed.setting(capacity=1)
    with app.app_context():
        asked = moment.now() - timedelta(days=1)
        db.session.execute(sa.update(Registration).values(sent_at=asked))
        db.session.commit()
    for who, stamp in ((b"drita", b"19900101T120000Z"), (b"elda", b"99991231T235959Z")):
        answer = ODD % (cast.event_id, b"DTSTAMP:" + stamp, who + b"@office.example")
        assert "counted</td>" in bring(organiser, (answer, "reply.ics"))
    assert listed.standing("Leka", "Prifti") == [Standing.WAITING] * 2
    assert listed.registration("Leka").waiting_since == asked


def test_an_answer_after_the_last_day_does_not_count_as_by_the_link(
    cast, organiser: FlaskClient, listed: Listed
) -> None:
    listed.setting(answer_by=moment.planner_today() - timedelta(days=3))
    for days, said in ((2, "it came after the last day to answer"), (4, "counted</td>")):
        stamp = f"DTSTAMP:{moment.now() - timedelta(days=days):%Y%m%dT%H%M%SZ}".encode()
        answer = ODD % (cast.event_id, stamp, b"drita@office.example")
        assert said in bring(organiser, (answer, "reply.ics"))
    assert listed.standing("Leka") == [Standing.COMING]


def test_answers_are_counted_once_and_never_over_the_link(
    app: Flask, cast, organiser: FlaskClient, sign_in, listed: Listed
) -> None:
    assert cast.event_id == 1  # as the saved mails say
    page = bring(organiser, *map(sample, FILES), (b"nothing", "letter.eml"))
    assert page.count("counted</td>") == 3
    assert "they are not sure yet" in page
    assert "There is no answer of a calendar in this file." in page
    assert listed.standing("Leka", "Prifti", "Zeka", "Hoxha") == [
        Standing.COMING,
        Standing.DECLINED,
        Standing.COMING,
        Standing.COMING,
    ]
    with app.app_context():
        days = {one.answered_at.day for one in db.session.query(Registration) if one.answered_at}
        assert days == {10, 11, 13}
    assert bring(organiser, *map(sample, FILES)).count("was known already") == 3
    declined = sample("outlook")[0]
    other = read_as(declined, b"ACCEPTED", b"DECLINED")
    assert "it contradicts what they answered before" in bring(organiser, (other, "later.eml"))
    assert listed.standing("Leka") == [Standing.COMING]
    assert sign_in("viewer").get(PAGE).status_code == 403


def read_as(mail: bytes, old: bytes, new: bytes) -> bytes:
    """The calendar of a saved mail with other words."""
    coded = mail.split(b"base64\r\n\r\n")[1].split(b"\r\n\r\n--")[0]
    return base64.b64decode(coded).replace(old, new)


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        (b"DTSTART;VALUE=DATE:20270325", "25 March 2027"),
        (b"DTSTART;TZID=Central Europe Standard Time:20270325T093000", "25 March 2027, 09:30"),
    ],
)
def test_another_time_that_is_proposed_is_shown_and_not_counted(
    organiser: FlaskClient, listed: Listed, begins: bytes, told: str
) -> None:
    """Outlook's *Propose new time*; who declines this one on the way has declined."""
    other = read_as(sample("outlook")[0], b"METHOD:REPLY", b"METHOD:COUNTER")
    other = other.replace(b"DTSTART;VALUE=DATE:20270318", begins)
    before = listed.standing("Leka")
    page = bring(organiser, (other, "counter.eml"))
    assert "not counted: they propose another time" in page
    assert f"is perhaps coming · {told}" in " ".join(page.split())
    assert listed.standing("Leka") == before
    declined = other.replace(b"PARTSTAT=ACCEPTED", b"PARTSTAT=DECLINED")
    page = " ".join(bring(organiser, (declined, "counter.eml")).split())
    assert (f"cannot come · {told}" in page, "counted</td>" in page) == (True, True)
    assert listed.standing("Leka") == [Standing.DECLINED]


def test_who_asks_somebody_else_to_go_is_shown_and_not_counted(
    organiser: FlaskClient, listed: Listed
) -> None:
    """Their own word is asked for first; whoever goes in their place is on no list, and is said to be."""
    asked = b'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:vera@office.example"'
    mine = read_as(sample("outlook")[0], b"PARTSTAT=ACCEPTED", asked)
    theirs = read_as(sample("outlook")[0], b"Drita@office.example", b"vera@office.example")
    before = listed.standing("Leka")
    page = bring(organiser, (mine, "mine.eml"), (theirs, "theirs.eml"))
    assert "not counted: they ask somebody else to go" in page
    assert "not counted: nobody on the list has this address" in page
    assert listed.standing("Leka") == before


def asked_by_mail(listed: Listed, organiser: FlaskClient, inbox: Inbox, page: str) -> str:
    """The entry that Ana is asked about by mail."""
    before = len(inbox.received)
    listed.setting(takes_calendars=True)
    mark = organiser.get(page).text.split('name="fingerprint" value="')[1].split('"')[0]
    organiser.post(page, data={"fingerprint": mark})
    parts = [part for _to, mail in inbox.received[before:] for part in mail.walk()]
    entries = [one.get_content() for one in parts if one.get_content_type() == "text/calendar"]
    [asked] = [one for one in entries if "ana@office.example" in one.replace("\r\n ", "")]
    return asked.replace("\r\n ", "").replace("METHOD:REQUEST", "METHOD:REPLY")


@pytest.mark.parametrize("days", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("said", ["ACCEPTED", "DECLINED"])
def test_an_answer_about_days_that_have_changed_does_not_count(
    app: Flask,
    cast,
    organiser: FlaskClient,
    inbox: Inbox,
    listed: Listed,
    said: str,
    days: bool,
) -> None:
    """Who said yes to one day has not said it of another; a reminder, though the next edition, asks about the same."""
    pages = "/events/spring/people/invite/"
    first = asked_by_mail(listed, organiser, inbox, pages + "invitation/send")
    with app.app_context():
        db.session.execute(sa.update(Event).values(first_day=DAY, last_day=DAY, version=9))
        db.session.commit()
    second = asked_by_mail(listed, organiser, inbox, pages + "calendars/changed")
    older, newer = (
        "\r\n".join(line for line in one.splitlines() if days or not line.startswith("DT"))
        .replace("NEEDS-ACTION", said)
        .encode()
        for one in (first, second)
    )
    before = listed.standing("Hoxha")
    assert "it answers the invitation as it was before it changed" in bring(
        organiser, (older, "reply.ics")
    )
    assert listed.standing("Hoxha") == before
    assert "counted</td>" in bring(organiser, (newer, "reply.ics"))
    assert listed.standing("Hoxha") == [
        Standing.COMING if said == "ACCEPTED" else Standing.DECLINED
    ]


@pytest.mark.parametrize(
    ("begins", "counts"),
    [
        (b"DTSTART:20270317T230000Z\r\nDTEND:20270319T230000Z", True),
        (b"DTSTART;TZID=Central Europe Standard Time:20270318T000000", True),
        (b"DTSTART;TZID=Tokyo Standard Time:20270318T000000", True),
        (b"DTSTART:20270318T050000Z", True),
        (b"DTSTART:20270318T230000Z", False),
    ],
)
def test_a_whole_day_may_be_written_as_midnight(
    cast, organiser: FlaskClient, listed: Listed, begins: bytes, counts: bool
) -> None:
    page = bring(organiser, (ODD % (cast.event_id, begins, b"drita@office.example"), "reply.ics"))
    assert ("counted</td>" in page) is counts


@pytest.mark.parametrize(
    "who",
    [
        b"ATTENDEE;CN=Drita Leka;EMAIL=Drita@office.example;PARTSTAT=ACCEPTED:urn:uuid:5f0c",
        b"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=drita@office.example:/aMTE5/principal/",
        b"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=other@office.example:mailto:drita@office.example",
    ],
)
def test_an_address_may_stand_beside_the_name_of_who_answers(
    cast, organiser: FlaskClient, listed: Listed, who: bytes
) -> None:
    answer = ODD.replace(b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:%b", who)
    assert "counted</td>" in bring(organiser, (answer % (cast.event_id, b"SEQUENCE:1"), "a.ics"))
    assert listed.standing("Leka") == [Standing.COMING]


def test_who_has_no_address_is_not_answered_for(
    app: Flask, cast, organiser: FlaskClient, listed: Listed
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.family_name == "Leka").values(email=""))
        db.session.commit()
    answer = ODD.replace(b"mailto:%b", b"%b") % (cast.event_id, b"SEQUENCE:1", b"")
    assert "nobody on the list has this address" in bring(organiser, (answer, "reply.ics"))


def test_an_answer_from_the_address_that_was_asked_counts_after_it_changed(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    asked = asked_by_mail(
        listed, organiser, inbox, "/events/spring/people/invite/invitation/send"
    ).replace("NEEDS-ACTION", "ACCEPTED")
    with app.app_context():
        new = {"email": "ana@ministry.example"}
        db.session.execute(sa.update(Person).where(Person.family_name == "Hoxha").values(new))
        db.session.commit()
    assert "counted</td>" in bring(organiser, (asked.encode(), "reply.ics"))


def test_an_invitation_asks_the_calendar_where_that_is_wanted(
    organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    listed.setting(takes_calendars=True)
    send = "/events/spring/people/invite/invitation/send"
    mark = organiser.get(send).text.split('name="fingerprint" value="')[1].split('"')[0]
    organiser.post(send, data={"fingerprint": mark})
    [first, _second] = [mail for _to, mail in inbox.received]
    [part] = [one for one in first.walk() if one.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    asked = part.get_content().replace("\r\n ", "")
    assert "ORGANIZER:mailto:" in asked
    assert "mailto:ana@office.example" in asked
    answered = asked.replace("METHOD:REQUEST", "METHOD:REPLY").replace("NEEDS-ACTION", "DECLINED")
    assert "counted</td>" in bring(organiser, (answered.encode(), "reply.ics"))
    assert listed.standing("Hoxha") == [Standing.DECLINED]
