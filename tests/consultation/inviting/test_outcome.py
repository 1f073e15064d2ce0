"""The letter that tells the invited what came out: once it is published, to everybody, and nothing tells who answered."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.consultation.models import Questionnaire, SentLetter
from facilitate.data.db import db
from facilitate.directory.models import ContactExport
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message, MessageState

from ...inbox import REFUSED, Inbox
from ...two_people import let_out
from .conftest import change_invitation, fingerprint_on, send_letters

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
LETTER = f"{HERE}/letters/outcome"
SEND = f"{LETTER}/send"
SHEET = f"{HERE}/outcome.xlsx"
NOT_PUBLISHED = "Nothing is published, so the link would lead nowhere. Publish what came out first."
Invite = Callable[..., int]


def asks(app: Flask, **values: Any) -> None:
    """Change the questionnaire."""
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(values))
        db.session.commit()


def shown(client: FlaskClient, page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", client.get(page).text)


@pytest.fixture
def published(app: Flask, organiser: FlaskClient, lead: FlaskClient, asked) -> Callable[[str], Any]:
    """What came out is public; `published("hidden")` takes it back."""
    asks(app, summary=Words("You want people who stay.", "Ju doni njerëz që qëndrojnë."))

    def to(state: str) -> Any:
        return let_out(f"{HERE}/share/state", organiser, lead, to=state)

    to("published")
    organiser.get(HERE)  # takes the message with it
    return to


def test_everybody_with_an_address_is_told_once_in_their_language(
    app: Flask,
    organiser: FlaskClient,
    client: FlaskClient,
    inbox: Inbox,
    invite: Invite,
    asked,
    published,
) -> None:
    ana = invite("Ana Hoxha")
    invite("Ben Kola", language="sq"), invite("Cela Prifti", email="")
    change_invitation(app, ana, answered=True)
    page = organiser.get(SEND).text
    assert "2 letters would go out" in page
    assert "It goes to everyone invited, including those who have answered." in page
    assert "1 invited person has no address" in page
    assert ("Ana Hoxha" in page, "Ben Kola" in page, "Cela Prifti" in page) == (True, True, False)
    assert send_letters(organiser, "outcome").location == f"{HERE}/sending"
    assert inbox.to == ["ana@office.example", "ben@office.example"]
    (_to, english), (_also, albanian) = inbox.received
    assert (english["Subject"], albanian["Subject"]) == (
        "What you told us: Spring conference",
        "Çfarë na thatë: Konferenca e pranverës",
    )
    links = [re.findall(r"http://\S+", mail.get_content()) for mail in (english, albanian)]
    assert links == [[f"http://localhost{asked.path}/said"]] * 2
    assert client.get(f"{asked.path}/said").status_code == 200
    assert "2 of 2 sent." in organiser.get(f"{HERE}/sending").text
    assert "There is nobody left to tell" in organiser.get(SEND).text
    organiser.post(SEND, data={"fingerprint": "x"})
    invite("Late Comer")
    send_letters(organiser, "outcome")
    assert inbox.to[2:] == ["late@office.example"]


@pytest.mark.one_database
def test_what_was_shown_is_what_is_sent(
    organiser: FlaskClient, inbox: Inbox, invite: Invite, published
) -> None:
    ana = invite("Ana Hoxha")
    text = organiser.get(f"{LETTER}?who={ana}").text
    send_letters(organiser, "outcome")
    ((_to, mail),) = inbox.received
    assert f"<h2>{mail['Subject']}</h2>" in text
    assert mail.get_content().strip().replace("\r\n", "\n") in text


@pytest.mark.one_database
@pytest.mark.parametrize("named", [True, False])
def test_it_goes_whatever_became_of_the_invitation_and_also_when_it_is_closed(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, published, named: bool
) -> None:
    ana = invite("Ana Hoxha", email=REFUSED)
    send_letters(organiser, "invitation")
    ben = invite("Ben Kola")
    change_invitation(app, ana, email="ana@office.example")
    change_invitation(app, ben, answered=True)
    asks(app, closed=True, named=named)
    assert "The consultation is closed" not in organiser.get(SEND).text
    assert "Tell the invited" in organiser.get(f"{HERE}/invitations").text
    send_letters(organiser, "outcome")
    assert inbox.to == ["ana@office.example", "ben@office.example"]
    assert {mail["Subject"] for _to, mail in inbox.received} == {
        "What you told us: Spring conference"
    }


@pytest.mark.one_database
def test_nothing_is_told_before_it_is_published(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, published
) -> None:
    invite("Ana Hoxha")
    mark = fingerprint_on(organiser.get(SEND).text)
    published("hidden")
    page = organiser.get(SEND)
    assert (page.status_code, NOT_PUBLISHED in page.text, "fingerprint" in page.text) == (
        200,
        True,
        False,
    )
    for answer in (organiser.post(SEND, data={"fingerprint": mark}), organiser.get(SHEET)):
        assert (answer.status_code, NOT_PUBLISHED in answer.text) == (409, True)
    asks(app, closed=True)
    for path in ("again", "retry"):
        assert organiser.post(f"{HERE}/sending/{path}").status_code == 409
    assert inbox.received == []


@pytest.mark.one_database
def test_it_is_offered_once_it_is_published_and_somebody_is_invited(
    sign_in: Callable[[str], FlaskClient], organiser: FlaskClient, invite: Invite, published
) -> None:
    assert "Tell the invited" not in organiser.get(f"{HERE}/share").text
    invite("Ana Hoxha")
    pages = [f"{HERE}/letters/invitation", f"{HERE}/invitations"]
    assert f'href="{SEND}"' in organiser.get(f"{HERE}/share").text
    assert "Tell the invited" not in sign_in("facilitator").get(f"{HERE}/share").text
    assert [LETTER in organiser.get(page).text for page in pages] == [True, True]
    published("hidden")
    assert "Tell the invited" not in organiser.get(f"{HERE}/share").text
    assert [LETTER in organiser.get(page).text for page in pages] == [False, False]


def test_the_tables_and_pages_do_not_tell_who_has_answered(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, published
) -> None:
    ana, ben = invite("Ana Hoxha"), invite("Ben Kola")
    pages = [SEND, f"{HERE}/sending", f"{HERE}/invitations/{ana}", f"{HERE}/letters/outcome"]

    def looks() -> list[str]:
        return [shown(organiser, page) for page in pages]

    before = looks()
    change_invitation(app, ana, answered=True)
    assert looks() == before
    send_letters(organiser, "outcome")
    with app.app_context():
        columns = (Message.subject, Message.state, Message.body, Message.error, Message.created_at)
        of = {
            one: db.session.execute(
                sa.select(SentLetter.kind, *columns)
                .join(SentLetter.message)
                .where(SentLetter.invitation_id == one)
            ).all()
            for one in (ana, ben)
        }
        assert (len(of[ana]), of[ana]) == (1, of[ben])
    organiser.get(HERE)
    after = looks()
    change_invitation(app, ben, answered=True)
    assert looks() == after


def test_a_failed_one_is_named_and_tried_again_also_for_who_has_answered(
    app: Flask,
    organiser: FlaskClient,
    inbox: Inbox,
    invite: Invite,
    published,
    outbox: Callable[[], Any],
) -> None:
    ana, ben = invite("Ana Hoxha", email=REFUSED), invite("Ben Kola", email=REFUSED)
    send_letters(organiser, "outcome")
    change_invitation(app, ana, answered=True)
    asks(app, closed=True)
    page = organiser.get(f"{HERE}/sending").text
    assert ("0 of 2 sent, 2 failed." in page, "Ana Hoxha" in page) == (True, True)
    assert "Send all 2 failed ones again" in page
    assert "The letter could not be sent." in organiser.get(f"{HERE}/invitations/{ana}").text
    inbox.open = False
    assert organiser.post(f"{HERE}/invitations/{ben}/retry").status_code == 302
    assert [row[1] for row in outbox()] == ["failed", "sent"]
    organiser.post(f"{HERE}/sending/retry")
    assert [row[1] for row in outbox()] == ["sent", "sent"]
    assert len(inbox.received) == 2


def test_trying_again_leaves_alone_what_may_not_go_any_more(
    app: Flask,
    organiser: FlaskClient,
    inbox: Inbox,
    invite: Invite,
    published,
    outbox: Callable[[], Any],
) -> None:
    ana = invite("Ana Hoxha", email=REFUSED)
    send_letters(organiser, "invitation"), send_letters(organiser, "outcome")
    asks(app, closed=True)
    inbox.open = False
    page = organiser.get(f"{HERE}/sending").text
    assert "The consultation is closed, so nobody could answer." in page
    assert "Send the failed one again" in page  # one of two
    organiser.post(f"{HERE}/invitations/{ana}/retry")
    assert [row[1] for row in outbox()] == ["failed", "sent"]
    asks(app, closed=False)
    published("hidden")
    with app.app_context():
        db.session.execute(sa.update(Message).values(state=MessageState.WAITING))
        db.session.commit()
    assert NOT_PUBLISHED in organiser.get(f"{HERE}/sending").text
    organiser.post(f"{HERE}/sending/again")
    assert [row[1] for row in outbox()] == ["sent", "waiting"]


@pytest.mark.one_database
def test_an_invitation_that_failed_is_not_tried_again_once_it_is_closed(
    app: Flask, organiser: FlaskClient, inbox: Inbox, invite: Invite, published
) -> None:
    ana = invite("Ana Hoxha", email=REFUSED)
    send_letters(organiser, "invitation")
    asks(app, closed=True)
    answer = organiser.post(f"{HERE}/invitations/{ana}/retry")
    assert (answer.status_code, "The consultation is closed" in answer.text) == (409, True)
    assert "failed one again" not in organiser.get(f"{HERE}/sending").text


@pytest.mark.parametrize("named", [True, False])
def test_the_sheet_has_everybody_and_the_public_page(
    app: Flask, organiser: FlaskClient, sign_in, invite: Invite, asked, published, named: bool
) -> None:
    ana = invite("Ana Hoxha", directory=True)
    invite("Ben Kola", language="sq")
    change_invitation(app, ana, answered=True)
    asks(app, closed=True, named=named)
    with app.app_context():
        db.session.scalars(sa.select(Event)).one().language = "en"
        db.session.commit()
    assert "Sheet for a mail merge" in organiser.get(SEND).text  # no mail server is set
    answer = organiser.get(SHEET)
    book = load_workbook(io.BytesIO(answer.data))
    assert "spring-outcome.xlsx" in answer.headers["Content-Disposition"]
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    link = f"http://localhost{asked.path}/said"
    assert [(row[0], row[4], row[5]) for row in rows] == [
        ("Ana Hoxha", link, "What you told us: Spring conference"),
        ("Ben Kola", link, "Çfarë na thatë: Konferenca e pranverës"),
    ]
    notes = [row[0].value for row in book.worksheets[1].iter_rows()]
    assert notes[2].startswith("The link is the public page, the same for everybody.")
    assert sign_in("administrator").get(SHEET).status_code == 200
    with app.app_context():
        taken = db.session.scalars(sa.select(ContactExport)).all()
        assert [(one.what, one.people) for one in taken] == [("spring-outcome.xlsx", 1)]


@pytest.mark.one_database
def test_its_text_is_edited_and_keeps_the_link(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], invite: Invite, published
) -> None:
    invite("Ana Hoxha")
    typed = {
        "version": "None",
        "subject-en": "Read {event}",
        "subject-sq": "",
        "body-en": "Thanks.",
        "body-sq": "",
    }
    answer = organiser.post(f"{LETTER}/edit", data=typed)
    assert answer.status_code == 422
    assert "English: the letter needs {link}, or nobody can find the page." in answer.text
    typed["body-en"] = "Thanks, {name}: {link}"
    assert organiser.post(f"{LETTER}/edit", data=typed).location == LETTER
    assert "Thanks, Ana Hoxha: http://localhost/a/" in organiser.get(LETTER).text
    assert "Text of “What came out”" in organiser.get(f"{LETTER}/edit").text
    assert (
        sign_in("staff").get(SEND).status_code,
        sign_in("facilitator").get(SEND).status_code,
    ) == (
        200,
        403,
    )
    assert sign_in("stranger").get(SEND).status_code == 404
