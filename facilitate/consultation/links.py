"""The two kinds of link a consultation has: the open one on the poster, and those of each of the invited."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ..data.db import db
from ..directory.models import Organisation, Person
from ..events.models import Event
from ..lib.sealing import new_secret, secret_mark
from ..web.addresses import full_address
from .models import Invitation, PersonalLink, Questionnaire

FINDS = "personal link"
"""For what a table knows a link by its mark (see `lib/sealing`)."""


def open_link(questionnaire: Questionnaire) -> str:
    """The open link as it stands on a poster."""
    return full_address("consultation.answer_open_link", token=questionnaire.token)


def outcome_link(questionnaire: Questionnaire) -> str:
    """Where everybody reads what came out, once it is published."""
    return full_address("consultation.show_outcome", token=questionnaire.token)


def make_links(invitations: Collection[Invitation], *, replacing: bool = False) -> dict[int, str]:
    """A new link for each of the invited, by id of the invitation; this is the only moment at which it can be told.

    Those they got before go on working unless they are replaced.
    """
    if replacing:
        db.session.execute(
            sa.update(PersonalLink)
            .where(PersonalLink.invitation_id.in_([one.id for one in invitations]))
            .values(replaced=True)
        )
    made = {one.id: new_secret() for one in invitations}
    db.session.add_all(
        PersonalLink(invitation_id=key, mark=secret_mark(token, FINDS))
        for key, token in made.items()
    )
    db.session.flush()
    return {
        key: full_address("consultation.answer_own_link", token=token)
        for key, token in made.items()
    }


def open_link_behind(token: str) -> tuple[Questionnaire, Event] | None:
    """The questionnaire behind an open link, and its event."""
    found = db.session.execute(
        sa.select(Questionnaire, Event)
        .join(Event, Questionnaire.event_id == Event.id)
        .where(Questionnaire.token == token)
    ).first()
    return (found[0], found[1]) if found else None


class PersonalLinkTarget(NamedTuple):
    """What a personal link leads to; `replaced`: a newer one was made out in its place."""

    invitation: Invitation
    questionnaire: Questionnaire
    event: Event
    replaced: bool


def personal_link_behind(token: str) -> PersonalLinkTarget | None:
    """The invitation behind a personal link, its questionnaire and event."""
    found = db.session.execute(
        sa.select(Invitation, Questionnaire, Event, PersonalLink.replaced)
        .join(PersonalLink, PersonalLink.invitation_id == Invitation.id)
        .join(Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .join(Event, Questionnaire.event_id == Event.id)
        .options(
            joinedload(Invitation.person)
            .joinedload(Person.organisation)
            .joinedload(Organisation.district)
        )
        .where(PersonalLink.mark == secret_mark(token, FINDS))
    ).first()
    return PersonalLinkTarget(*found) if found else None
