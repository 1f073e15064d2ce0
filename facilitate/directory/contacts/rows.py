"""People and organisations as the rows of a list that leaves the house, in the language spoken now."""

from collections.abc import Iterable

from ...exchange.columns import ExchangeColumn
from ...web.i18n import label_of, pick_wording
from ..columns import CONFIRMED, CONTACT, OFFICES, PEOPLE
from ..labels import SPEAKS
from ..models import Organisation, Person
from .sheet import Row

EVERYBODY = 1_000_000
"""More rows than any list has."""


def people_columns(contacts: bool) -> list[ExchangeColumn]:
    """The columns of a list of people; addresses and numbers only for people who may see them."""
    shown = [one for one in PEOPLE.columns if contacts or one.name not in CONTACT]
    return [*shown, CONFIRMED]


def office_columns() -> list[ExchangeColumn]:
    """The columns of a list of organisations."""
    return list(OFFICES.columns)


def people_rows(people: Iterable[Person]) -> list[Row]:
    """Load the people with their organisations, sectors and places."""
    return [
        {
            **_of_office(person.organisation),
            "given_name": person.given_name,
            "family_name": person.family_name,
            "position_en": person.position.en,
            "position_sq": person.position.sq,
            "email": person.email,
            "phone": person.phone,
            "languages": str(SPEAKS.get(person.languages, person.languages)),
            "number": person.id,
            "confirmed_on": person.confirmed_on,
        }
        for person in people
    ]


def office_rows(offices: Iterable[Organisation]) -> list[Row]:
    """Load the organisations with their sectors and places."""
    return [_of_office(office) for office in offices]


def _of_office(office: Organisation) -> dict[str, str | int]:
    return {
        "organisation": office.name,
        "sector": pick_wording(office.sector.name),
        "kind": label_of(office.kind),
        "level": label_of(office.level),
        "county": office.county.name if office.county else "",
        "district": office.district.name if office.district else "",
        "number": office.id,
    }
