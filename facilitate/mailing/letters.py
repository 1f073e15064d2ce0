"""A letter to somebody of the directory."""

from ..directory.models import Person
from ..mail import OutgoingMail


def mail_to(person: Person, subject: str, body: str, calendar: str = "") -> OutgoingMail:
    """A mail to that person's address; sent again later, it goes to the address the directory has then."""
    return OutgoingMail(
        to=person.email, name=person.name, person_id=person.id, subject=subject, body=body, calendar=calendar
    )
