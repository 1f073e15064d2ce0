"""What happens to the directory: something goes, unless it is still needed."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from ..db import db
from ..i18n import _
from ..refused import Refused
from .models import Organisation, Person


def remove_organisation(organisation: Organisation) -> None:
    """Take an organisation out. Refused while people or lists of participants name it."""
    _remove(
        organisation,
        _(
            "%(name)s cannot go: people work there, or took part in an event in its name. "
            "Move the people first; what is in a list of participants stays.",
            name=organisation.name,
        ),
    )


def remove_person(person: Person) -> None:
    """Take a person out. Refused while a list of participants names them."""
    _remove(
        person,
        _(
            "%(name)s cannot go: at least one event has this person in its list of participants.",
            name=person.name,
        ),
    )


def _remove(row: Any, refusal: str) -> None:
    """The rooms above keep foreign keys that only the database knows of: it decides."""
    try:
        with db.session.begin_nested():
            db.session.delete(row)
    except IntegrityError:
        raise Refused(refusal) from None
