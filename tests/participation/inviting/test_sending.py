"""Invitations and reminders through a real mail server: to whom, how often, in which language, on paper and late."""

import re
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Milestone
from facilitate.checklists.queries import milestone_of
from facilitate.checklists.starting.actions import start_checklist
from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState
from facilitate.participation.inviting.letters import LONGEST, STARTING, TEXT
from facilitate.participation.models import Participation, Registration, Standing

from ... import moment
from ...directory.rows import add_worker
from ...inbox import REFUSED, Inbox
from ..invited import Listed

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/people/invite"


def mark_of(text: str) -> str:
    return text.split('name="fingerprint" value="')[1].split('"')[0]


def send(client: FlaskClient, kind: str = "invitation", again: bool = False):
    """Look at the list, then press the button."""
    page = f"{HERE}/{kind}/send" + ("?again=1" if again else "")
    return client.post(page, data={"fingerprint": mark_of(client.get(page).text)})


def body(inbox: Inbox, number: int) -> str:
    return inbox.received[number][1].get_body().get_content()


def change(app: Flask, given_name: str, **values: object) -> None:
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.given_name == given_name).values(values))
        db.session.commit()


def test_invitations_go_to_the_list_each_with_a_link_and_the_dates(
    app: Flask, organiser: FlaskClient, client: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    change(app, "Ben", languages="en")
    page = organiser.get(f"{HERE}/invitation/send").text
    assert ("2 e-mails would be sent" in page, "ana@office.example" in page, inbox.to) == (
        True,
        True,
        [],
    )
    assert send(organiser).location == HERE
    assert inbox.to == ["ana@office.example", "ben@office.example"]
    mails = [mail for _to, mail in inbox.received]
    assert [mail["Subject"] for mail in mails] == [
        "Ftesë: Konferenca e pranverës, 18–19 mars 2027",
        "Invitation: Spring conference, 18–19 March 2027",
    ]
    links = [re.findall(r"http://localhost(/r/\S+)", body(inbox, number)) for number in (0, 1)]
    assert [[link.removeprefix(found[0]) for link in found] for found in links] == [
        ["", "/letter.docx"]
    ] * 2
    assert (
        "The form for your employer’s authorisation of travel, one page with your name (Word):"
        in body(inbox, 1)
    )
    assert client.get(links[0][1]).status_code == 200
    assert client.get(links[0][0]).status_code == 200
    assert "Ana Hoxha" in client.get(links[0][0]).text
    (calendar,) = mails[0].iter_attachments()
    assert (
        calendar.get_content_type(),
        "DTSTART;VALUE=DATE:20270318" in calendar.get_content(),
    ) == (
        "text/calendar",
        True,
    )
    assert listed.standing("Hoxha", "Kola") == [Standing.INVITED] * 2
    with app.app_context():
        row = db.session.get_one(Participation, listed.ids["Hoxha"])
        assert row.invited_on == moment.planner_today()
    assert "There is nobody left to write to." in organiser.get(f"{HERE}/invitation/send").text


def test_what_is_shown_is_what_is_sent(
    organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    seen = organiser.get(f"{HERE}/invitation?who={listed.ids['Hoxha']}").text
    send(organiser)
    text = body(inbox, 0)
    assert len(text.splitlines()) > 5
    for line in filter(None, text.splitlines()):
        if not line.startswith("http"):
            assert line.replace("“", "“") in seen or line.replace("'", "&#39;") in seen


def test_a_changed_list_or_letter_stops_the_sending(
    organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    mark = mark_of(organiser.get(f"{HERE}/invitation/send").text)
    listed.setting(letter=Words("Come, {name}", "Ejani, {name}"))
    late = organiser.post(f"{HERE}/invitation/send", data={"fingerprint": mark})
    assert (late.status_code, "Nothing was sent" in late.text, inbox.to) == (409, True, [])


def test_who_has_no_address_is_told_and_stays_on_the_list(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    change(app, "Ben", email="")
    assert (
        "1 person has no e-mail address: print the letter"
        in organiser.get(f"{HERE}/invitation/send").text
    )
    send(organiser)
    assert (inbox.to, listed.standing("Kola")) == (["ana@office.example"], [Standing.LISTED])
    assert "Ben Kola" in organiser.get(HERE).text


@pytest.mark.any_day
def test_reminders_go_to_the_silent_only_and_not_twice_within_three_days(
    app: Flask, organiser: FlaskClient, client: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    client.post(listed.link("Prifti"), data={"answered": "", "reply": "coming"})
    send(organiser, "reminder")
    assert inbox.to == ["drita@office.example"]
    page = organiser.get(f"{HERE}/reminder/send").text
    assert (
        "There is nobody left to write to." in page,
        "1 got an e-mail within the last three days" in page,
    ) == (
        True,
        True,
    )
    send(organiser, "reminder", again=True)
    assert inbox.to == ["drita@office.example"] * 2
    with app.app_context():
        before = moment.now() - timedelta(days=4)
        db.session.execute(sa.update(Registration).values(reminded_at=before))
        db.session.commit()
    send(organiser, "reminder")
    assert inbox.to == ["drita@office.example"] * 3
    assert "ende nuk kemi marrë përgjigje nga ju" in body(inbox, 2)


def test_what_failed_is_seen_and_goes_again_to_the_new_address(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    change(app, "Ana", email=REFUSED)
    send(organiser)
    page = organiser.get(HERE).text
    assert ("1 of 2 sent, 1 failed." in page, "no such mailbox" in page) == (True, True)
    change(app, "Ana", email="ana.hoxha@office.example")
    organiser.post("/events/spring/people/sending/again")
    assert inbox.to == ["ben@office.example", "ana.hoxha@office.example"]
    assert "/r/" in body(inbox, 1)
    with app.app_context():
        assert set(db.session.scalars(sa.select(Message.state))) == {MessageState.SENT}


def test_without_a_mail_server_paper_is_offered(organiser: FlaskClient, listed: Listed) -> None:
    page = organiser.get(f"{HERE}/invitation/send").text
    assert ("No mail server is set" in page, 'name="fingerprint"' in page) == (True, False)
    assert ("until you press the button" in page, "2 people would get it." in page) == (False, True)
    (main,) = re.findall(r'class="btn main" href="([^"]+)"', organiser.get(HERE).text)
    assert main == "/events/spring/people/letters"
    assert organiser.post(f"{HERE}/invitation/send").status_code == 409


def test_letters_are_a_page_each_in_the_language_of_the_person(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    change(app, "Ben", languages="en")
    path = "/events/spring/people/letters"
    assert "<small>no e-mail" not in organiser.get(path).text
    people = [listed.ids["Hoxha"], listed.ids["Kola"]]
    file = organiser.post(path, data={"people": people})
    paper = docx.Document(BytesIO(file.data))
    texts = [one.text for one in paper.paragraphs]
    breaks = [one for one in paper.paragraphs if one.paragraph_format.page_break_before]
    assert (len(paper.tables), len(breaks), len(paper.inline_shapes)) == (4, 1, 2)
    assert "Autorizim udhëtimi nga punëdhënësi" in texts
    assert "Authorisation of travel by the employer" in texts
    assert any(text.endswith(listed.link("Hoxha")) for text in texts)
    assert ("Me respekt," in texts, "Yours faithfully," in texts) == (True, True)
    signatures, forms = paper.tables[::2], paper.tables[1::2]
    assert [table.cell(0, 1).text for table in signatures] == [
        "Vendi i vulës",
        "Place for the stamp",
    ]
    assert [table.cell(0, 0).text for table in forms] == ["Udhëtimi", "Travel"]
    both = docx.Document(
        BytesIO(organiser.post(path, data={"people": people[:1], "lang": "both"}).data)
    )
    assert both.tables[-1].cell(0, 0).text == "Udhëtimi / Travel"
    assert [len(row.cells) for row in both.tables[0].rows] == [2] * len(both.tables[0].rows)
    english = organiser.post(path, data={"people": people[1:], "lang": "en"}).data
    assert docx.Document(BytesIO(english)).tables[-1].cell(0, 0).text == "Travel"
    assert listed.standing("Hoxha") == [Standing.LISTED]
    organiser.post(path, data={"people": people, "given": "1"})
    assert listed.standing("Hoxha", "Kola") == [Standing.INVITED] * 2
    nobody = organiser.post(path, data={})
    assert (
        nobody.status_code,
        "First tick the people who get a letter." in nobody.text,
        "Drita Leka" in nobody.text,
    ) == (
        422,
        True,
        True,
    )


def test_several_are_ticked_for_a_letter_at_once(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    path = "/events/spring/people/letters"
    names = {str(number): name for name, number in listed.ids.items()}

    def ticked(query: str = "") -> set[str]:
        boxes = re.findall(r'name="people" value="(\d+)" checked', organiser.get(path + query).text)
        return {names[number] for number in boxes}

    assert ticked() == {
        "Hoxha",
        "Kola",
    }  # everybody has an address: those without an invitation yet
    assert ticked("?tick=all") == {"Hoxha", "Kola", "Leka", "Prifti"}
    assert (ticked("?tick=nobody"), ticked("?tick=paper"), ticked("?tick=what")) == (
        set(),
        set(),
        {"Hoxha", "Kola"},
    )
    change(app, "Ben", email="")
    assert (ticked(), ticked("?tick=new")) == ({"Kola"}, {"Hoxha", "Kola"})
    organiser.post(path, data={"people": [listed.ids["Hoxha"], listed.ids["Kola"]], "given": "1"})
    assert ticked() == {
        "Hoxha",
        "Kola",
        "Leka",
        "Prifti",
    }  # nobody is left: a letter once more to all


def test_fewer_seats_than_mails_are_told_before_sending(
    organiser: FlaskClient, listed: Listed
) -> None:
    page = f"{HERE}/invitation/send"
    assert "waiting list" not in organiser.get(page).text
    listed.setting(capacity=2)
    assert (
        "1 seat is left. Once it is taken, anyone who says they are coming goes on the waiting list."
        in organiser.get(page).text
    )
    listed.setting(capacity=1)
    assert (
        "All seats are taken (1). Anyone who now says they are coming goes on the waiting list"
        in organiser.get(page).text
    )
    listed.setting(capacity=3)
    assert "waiting list" not in organiser.get(page).text


def test_the_setting_is_kept_and_said(organiser: FlaskClient, listed: Listed) -> None:
    path = "/events/spring/people/setting"
    version = re.findall(r'name="version" type="hidden" value="(\w+)"', organiser.get(path).text)[0]
    typed = {
        "version": version,
        "capacity": "110",
        "answer_by": "2027-02-26",
        "asks_needs": "y",
        "letter-en": STARTING.en,
        "letter-sq": STARTING.sq,
        "signed_by-en": "Mirela, director",
        "signed_by-sq": "",
    }
    assert organiser.post(path, data=typed).location == HERE
    page = organiser.get(HERE).text
    assert ("1 of 110 seats is taken." in page, "26 February 2027" in page) == (True, True)
    assert "Mirela, director" in organiser.get(f"{HERE}/invitation").text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"capacity": "-1"}, "Enter a number from 0 to"),
        ({"capacity": "many"}, "capacity"),
        ({"answer_by": "2027-03-20"}, "after the start of the event"),
        (
            {"letter-en": "Dear {nme}"},
            "{nme} cannot be filled in. Use: {name}, {office}, {event}, {days}, {place}.",
        ),
        ({"letter-sq": "x" * (LONGEST + 1)}, "too long"),
        ({"letter-sq": "x\n" * 20}, "would not fit on one printed page: at most 14 lines"),
    ],
)
def test_a_wrong_setting_stays_in_the_form(
    organiser: FlaskClient, listed: Listed, typed, said: str
) -> None:
    facts = {"version": "1", "capacity": "10", "signed_by-en": "Mirela", **typed}
    answer = organiser.post("/events/spring/people/setting", data=facts)
    assert (answer.status_code, said in answer.text, "Mirela" in answer.text) == (422, True, True)


@pytest.mark.any_day
def test_a_late_invitation_is_said(organiser: FlaskClient, app: Flask, listed: Listed) -> None:
    with app.app_context():
        event = db.session.get_one(Event, listed.event_id)
        event.first_day = moment.planner_today() + timedelta(days=10)
        event.last_day = event.first_day
        db.session.commit()
    assert "have little time for authorisation" in organiser.get(HERE).text


def test_hard_names_stay_what_they_are(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    change(app, "Ana", family_name="{link} %(x)s\nBcc: x@office.example")
    with app.app_context():
        db.session.execute(
            sa.update(Organisation).values(name=sa.literal("{event} & ") + Organisation.name)
        )
        db.session.commit()
    send(organiser)
    assert inbox.to[:1] == ["ana@office.example"]
    assert "{link} %(x)s Bcc: x@office.example" in body(inbox, 0)
    assert TEXT.unknown("{nothing}") == ["{nothing}"]


@pytest.mark.one_database
def test_for_whom_these_pages_are(sign_in, listed: Listed) -> None:
    paths = [
        HERE,
        f"{HERE}/invitation",
        f"{HERE}/reminder/send",
        "/events/spring/people/setting",
        "/events/spring/people/mix",
        "/events/spring/people/letters",
    ]
    answers = {
        role: {sign_in(role).get(path).status_code for path in paths}
        for role in ("organiser", "staff", "facilitator", "stranger")
    }
    assert answers == {"organiser": {200}, "staff": {200}, "facilitator": {403}, "stranger": {404}}
    organiser = sign_in("organiser")
    assert organiser.get(f"{HERE}/outcome").status_code == 404
    assert organiser.get("/events/spring/people/sending/again").status_code == 405
    assert organiser.get("/events/spring/people/mix/1/remove").status_code == 405
    assert organiser.post("/events/spring/people/mix/99/remove").status_code == 404


def test_the_page_names_the_task_of_the_checklist(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    assert "In the checklist:" not in organiser.get(HERE).text
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        start_checklist(event, date(2026, 11, 1), {})
        task = milestone_of(event, Milestone.INVITATIONS)
        assert task is not None
        due, key = task.due_on, task.id
        db.session.commit()
    page = organiser.get(HERE).text
    assert f'href="/events/spring/checklist/tasks/{key}"' in page
    assert f"by {due.day} {due:%B %Y}." in page
    days = re.findall(r"out by \S+ (\d+ \w+)", page)  # no other day beside it
    assert days == [f"{due.day} {due:%B}"]


def test_who_has_left_their_post_is_not_written_to_and_not_offered(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    with app.app_context():
        office = db.session.scalars(sa.select(Organisation)).first()
        add_worker("Gone Basha", office).left_on = moment.planner_today()
        add_worker("Here Basha", office)
        db.session.commit()
    change(app, "Ben", left_on=moment.planner_today())
    page = organiser.get(f"{HERE}/invitation/send").text
    assert ("1 e-mail would be sent" in page, "1 person has left their post" in page) == (
        True,
        True,
    )
    send(organiser)
    assert inbox.to == ["ana@office.example"]
    offered = organiser.get("/events/spring/people/add?q=Basha").text
    assert ("Here Basha" in offered, "Gone Basha" in offered) == (True, False)
    organiser.post(
        "/events/spring/people/add?q=Basha", data={"everybody": "y", "standing": "listed"}
    )
    names = organiser.get("/events/spring/people?q=Basha").text
    assert ("Here Basha" in names, "Gone Basha" in names) == (True, False)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        event.first_day = event.last_day = moment.planner_today() - timedelta(days=1)
        db.session.commit()
    came = organiser.get("/events/spring/people/add?q=Basha").text
    assert "Gone Basha" in came, "they were there, and left since"


def test_a_mail_that_failed_is_not_sent_again_to_who_has_said_no(
    app: Flask, organiser: FlaskClient, inbox: Inbox, listed: Listed
) -> None:
    change(app, "Ana", email=REFUSED)
    send(organiser)
    change(app, "Ana", email="ana@office.example")
    with app.app_context():
        row = db.session.get_one(Participation, listed.ids["Hoxha"])
        row.standing = Standing.DECLINED
        db.session.commit()
    organiser.post("/events/spring/people/sending/again")
    assert "ana@office.example" not in inbox.to
