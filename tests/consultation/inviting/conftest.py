"""People to invite, and a mail server."""

import io
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
from facilitate.mail.outbox import Message

from ...directory.rows import add_office, add_worker
from ...inbox import Inbox, receive_mails


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
