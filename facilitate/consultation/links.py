"""The two kinds of link a consultation has: the open one on the poster, and one for each of the invited."""

import sqlalchemy as sa
from flask import current_app, url_for
from sqlalchemy.orm import joinedload

from ..db import db
from ..directory.models import Organisation, Person
from ..events.models import Event
from .models import Invitation, Questionnaire


def open_link(questionnaire: Questionnaire) -> str:
    """The open link as it stands on a poster."""
    return _base() + url_for("consultation.answer", token=questionnaire.token)


def said_link(questionnaire: Questionnaire) -> str:
    """Where everybody reads what came out, once it is published."""
    return _base() + url_for("consultation.said", token=questionnaire.token)


def personal_link(invitation: Invitation) -> str:
    """The link of one of the invited. It can be shown again, and ends when the invitation is taken back."""
    return _base() + url_for("consultation.personal", token=invitation.token)


def behind(token: str) -> tuple[Questionnaire, Event] | None:
    """The questionnaire behind an open link, and its event."""
    found = db.session.execute(
        sa.select(Questionnaire, Event)
        .join(Event, Questionnaire.event_id == Event.id)
        .where(Questionnaire.token == token)
    ).first()
    return (found[0], found[1]) if found else None


def invited_by(token: str) -> tuple[Invitation, Questionnaire, Event] | None:
    """The invitation behind a personal link, its questionnaire and event."""
    found = db.session.execute(
        sa.select(Invitation, Questionnaire, Event)
        .join(Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .join(Event, Questionnaire.event_id == Event.id)
        .options(
            joinedload(Invitation.person).joinedload(Person.organisation).joinedload(Organisation.district)
        )
        .where(Invitation.token == token)
    ).first()
    return (found[0], found[1], found[2]) if found else None


def _base() -> str:
    base: str = current_app.extensions["settings"].base_url
    return base
