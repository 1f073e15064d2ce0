"""Two rows side by side: what they say in each field, and what is proposed to be kept."""

from typing import NamedTuple

from ...web.i18n import _, label_of, pick_wording
from ..labels import SPEAKS
from ..models import Organisation, Person


class ComparedField(NamedTuple):
    """One thing that may differ: its key in `CHOICES`, its name, what both say; `other`: whether that of the other is proposed."""

    key: str
    name: str
    one: str
    two: str
    other: bool


def compare_people(one: Person, two: Person, contacts: bool = True) -> list[ComparedField]:
    """Everything that two people differ in."""

    def post(person: Person) -> str:
        left = _("has left") if person.left_on else ""
        parts = (pick_wording(person.position), person.organisation.name, left)
        return ", ".join(part for part in parts if part)

    def spoken(person: Person) -> str:
        return str(SPEAKS.get(person.languages, person.languages))

    def gender(person: Person) -> str:
        return label_of(person.gender) if person.gender else ""

    rows = [
        ("name", _("Name"), one.name, two.name),
        ("post", _("Post"), post(one), post(two)),
        ("email", _("E-mail"), one.email, two.email),
        ("phone", _("Phone"), one.phone, two.phone),
        ("languages", _("Languages"), spoken(one), spoken(two)),
        ("gender", _("Gender"), gender(one), gender(two)),
    ]
    return [ComparedField(*row, other=not row[2]) for row in rows if row[2] != row[3]]


def compare_organisations(one: Organisation, two: Organisation) -> list[ComparedField]:
    """Everything that two organisations differ in."""

    def place(office: Organisation) -> str:
        return ", ".join(row.name for row in (office.district, office.county) if row)

    rows = [
        ("name", _("Name"), one.name, two.name),
        ("sector", _("Sector"), pick_wording(one.sector.name), pick_wording(two.sector.name)),
        ("kind", _("Kind"), label_of(one.kind), label_of(two.kind)),
        ("level", _("Level"), label_of(one.level), label_of(two.level)),
        ("place", _("Place"), place(one), place(two)),
    ]
    return [ComparedField(*row, other=not row[2]) for row in rows if row[2] != row[3]]
