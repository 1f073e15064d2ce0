"""People to invite or to ask how it was, letters to them, and a mail server."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.consultation.links import make_links
from facilitate.consultation.models import Invitation, Questionnaire, QuestionnairePurpose
from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event
from facilitate.mail.outbox import Message
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Standing

from ...directory.rows import add_office, add_worker
from ...inbox import Inbox, receive_mails
from ...scenes import keep_scene
from ..evaluating.conftest import Evaluation, make_evaluation

Come = Callable[..., None]


@pytest.fixture
def inbox(app: Flask) -> Iterator[Inbox]:
    """A mail server the planner is set to use."""
    with receive_mails(app) as inbox:
        yield inbox


@pytest.fixture
def invite(app: Flask, asked) -> Callable[..., int]:
    """Invite somebody: `invite("Ana Hoxha")`, by hand or of the directory; gives the invitation's id."""

    def add(name: str, directory: bool = False, **more: Any) -> int:
        with app.app_context():
            beforehand = sa.select(Questionnaire).where(
                Questionnaire.purpose == QuestionnairePurpose.CONSULTATION
            )
            questionnaire = db.session.scalars(beforehand).one()
            given = name.split(" ")[0].lower()
            values = {
                "email": f"{given}@office.example",
                "language": "en",
                "organisation": "",
                **more,
            }
            if directory:
                row = add_worker(name, add_office(f"Office of {name}"))
                values["person_id"] = row.id
            invitation = Invitation(questionnaire_id=questionnaire.id, name=name, **values)
            db.session.add(invitation)
            db.session.commit()
            return invitation.id

    return add


@pytest.fixture
@keep_scene
def evaluation(app: Flask, cast) -> Evaluation:
    """The evaluation of `spring`, open today."""
    with app.test_request_context():
        made = make_evaluation(db.session.get_one(Event, cast.event_id))
        db.session.commit()
        return made


@pytest.fixture
def come(app: Flask, cast) -> Come:
    """Somebody came to `spring`: `come("Ana Hoxha", languages="en")`; `standing` says how far they got otherwise."""

    def add(name: str, standing: Standing = Standing.ATTENDED, **more: str) -> None:
        with app.app_context():
            rows = sa.select(Organisation).where(Organisation.name == "Zyra e qarkut")
            there = db.session.scalar(rows) or add_office("Zyra e qarkut")
            row = add_worker(name, there)
            for column, value in more.items():
                setattr(row, column, value)
            invite_all_to_event(db.session.get_one(Event, cast.event_id), [row], standing)
            db.session.commit()

    return add


@pytest.fixture
def outbox(app: Flask) -> Callable[[], list[tuple[str, str, str]]]:
    """Every mail: address, state, the server's reason."""

    def look() -> list[tuple[str, str, str]]:
        with app.app_context():
            rows = db.session.scalars(sa.select(Message).order_by(Message.id))
            return [(row.to, row.state.value, row.error) for row in rows]

    return look


@pytest.fixture
def invitations(app: Flask) -> Callable[[], list[Invitation]]:
    """Everybody invited, in the order they came."""

    def look() -> list[Invitation]:
        with app.app_context():
            return list(db.session.scalars(sa.select(Invitation).order_by(Invitation.id)))

    return look


def change_invitation(app: Flask, invitation: int, **values: Any) -> None:
    """Write these values into the row of an invitation."""
    with app.app_context():
        db.session.execute(sa.update(Invitation).where(Invitation.id == invitation).values(values))
        db.session.commit()


def name_answers(app: Flask) -> None:
    """Make the consultation one with names."""
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()


def fingerprint_on(page: str) -> str:
    """The fingerprint of what a page shows, which its button sends back."""
    return page.split('name="fingerprint" value="')[1].split('"')[0]


def send_letters(
    client: FlaskClient, kind: str = "invitation", asked: str = "/events/spring/consultation"
) -> Any:
    """Look at who gets this letter of a questionnaire, then press the button."""
    page = f"{asked}/letters/{kind}/send"
    return client.post(page, data={"fingerprint": fingerprint_on(client.get(page).text)})


def write_letter(client: FlaskClient, **change: str) -> Any:
    """Write the consultation's invitation in English, or what `change` says of it."""
    typed = {
        "version": "None",
        "subject-en": "Hello {name}",
        "subject-sq": "",
        "body-en": "Dear {name}: {link}",
        "body-sq": "",
        **change,
    }
    return client.post("/events/spring/consultation/letters/invitation/edit", data=typed)


def invite_who_came(client: FlaskClient) -> str:
    """Invite everybody who came to the evaluation; gives the page after it."""
    return client.post("/events/spring/evaluation/invitations/came", follow_redirects=True).text


def invited_to(
    app: Flask, purpose: QuestionnairePurpose = QuestionnairePurpose.EVALUATION
) -> list[tuple[str, str, str]]:
    """Name, address and language of everybody invited to the evaluation, or to that questionnaire, in the order they came."""
    with app.app_context():
        rows = sa.select(Invitation).join(Questionnaire).where(Questionnaire.purpose == purpose)
        return [
            (row.name, row.email, row.language)
            for row in db.session.scalars(rows.order_by(Invitation.id))
        ]


def links_of(app: Flask) -> dict[str, str]:
    """A new personal link for everybody invited, by name: the paths."""
    with app.test_request_context():
        rows = db.session.scalars(sa.select(Invitation).order_by(Invitation.id)).all()
        made = make_links(rows)
        db.session.commit()
        return {row.name: made[row.id].removeprefix("http://localhost") for row in rows}


def merge_sheet(
    client: FlaskClient, page: str, whom: str = "everybody", kind: str = "invitation"
) -> Any:
    """Make the sheet for a mail merge; gives the workbook."""
    answer = client.post(page, data={"kind": kind, "whom": whom})
    assert answer.status_code == 200, answer.text
    return load_workbook(io.BytesIO(answer.data))


def version_on(client: FlaskClient, page: str) -> str:
    """What stands on a page for how the invitation was when it was opened."""
    found = re.search(r'name="version"[^>]* value="([^"]*)"', client.get(page).text)
    assert found
    return found[1]
