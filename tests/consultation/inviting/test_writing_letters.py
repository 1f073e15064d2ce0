"""The words of a letter: edited by two, shown before they are sent, never a format or a mail's head."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Letter
from facilitate.data.db import db

from ...inbox import Inbox
from .conftest import send_letters, write_letter

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
Invite = Callable[..., int]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "name",
    ["Ana\r\nBcc: all@office.example", "Ana\nTo: b@x.example", "Ana\u2028X: y", "=?utf-8?q?x?="],
)
def test_nobody_writes_into_the_head_of_a_mail(
    organiser: FlaskClient, inbox: Inbox, invite: Invite, name: str
) -> None:
    invite(name, email="ana@office.example")
    write_letter(organiser, **{"subject-en": "For {name}"})
    send_letters(organiser)
    ((to, mail),) = inbox.received
    assert (to, mail["To"], mail["Bcc"], mail["X"]) == (
        ["ana@office.example"],
        "ana@office.example",
        None,
        None,
    )
    assert [one.lower() for one in mail] == [
        "from",
        "to",
        "subject",
        "message-id",
        "date",
        "content-type",
        "content-transfer-encoding",
        "mime-version",
    ]


@pytest.mark.one_database
def test_text_of_people_is_never_a_format(
    organiser: FlaskClient, inbox: Inbox, invite: Invite
) -> None:
    invite("{0.__class__} {link} %(name)s %s {", email="ana@office.example")
    write_letter(organiser, **{"subject-en": "{name} } {", "body-en": "{ } {name}\n{link}"})
    send_letters(organiser)
    ((_to, mail),) = inbox.received
    assert mail["Subject"] == "{0.__class__} {link} %(name)s %s { } {"
    assert mail.get_content().startswith("{ } {0.__class__} {link} %(name)s %s {")


# the text


@pytest.mark.one_database
def test_a_letter_is_edited(app: Flask, organiser: FlaskClient, invite: Invite) -> None:
    invite("Ana Hoxha")
    assert write_letter(organiser).location == f"{HERE}/letters/invitation"
    text = organiser.get(f"{HERE}/letters/invitation").text
    assert (
        "<h2>Hello Ana Hoxha</h2>" in text,
        "Dear Ana Hoxha: [this person’s own link" in text,
    ) == (
        True,
        True,
    )
    assert (
        write_letter(organiser, version="1", **{"body-sq": "I/e dashur {name} {link}"}).status_code
        == 302
    )
    with app.app_context():
        assert db.session.scalars(sa.select(Letter.version)).all() == [2]


def test_two_who_edit_a_letter_see_both_texts(organiser: FlaskClient, invite: Invite) -> None:
    write_letter(organiser)
    answer = write_letter(organiser, version="0", **{"body-en": "Mine {link}"})
    assert answer.status_code == 409
    assert ("Dear {name}: {link}" in answer.text, "Mine {link}" in answer.text) == (True, True)


BAD = [
    ({"body-en": "Dear {name}"}, "English: the letter needs {link}, or nobody can answer."),
    ({"body-sq": "I/e dashur {name}"}, "Shqip: the letter needs {link}, or nobody can answer."),
    (
        {"body-en": "{nmae} {link}"},
        "{nmae} is not known here. You can use {name}, {event}, {link}",
    ),
    ({"subject-sq": "{0.__class__}"}, "{0.__class__} is not known here."),
    ({"subject-en": "", "subject-sq": ""}, "Please fill this in, in at least one language."),
    ({"body-en": "{link}" + "x" * 5000}, "This is too long: at most 5000 characters."),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_a_wrong_letter_keeps_what_was_typed(
    organiser: FlaskClient, asked, change: dict[str, str], sentence: str
) -> None:
    answer = write_letter(organiser, **change)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert all(value[:200] in answer.text for value in change.values())
