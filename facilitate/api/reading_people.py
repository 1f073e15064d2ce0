"""What can be read of the directory, of an event's people, and how many they were."""

from datetime import date
from functools import partial
from typing import NotRequired, TypedDict

import sqlalchemy as sa
from flask import g, request
from flask_login import current_user
from sqlalchemy.orm import contains_eager, joinedload

from .. import clock
from ..accounts.doors import in_a_team
from ..data.db import db, get_or_404
from ..directory.contacts.export_log import log_export
from ..directory.models import County, District, Level, OfficeKind, Organisation, Person
from ..directory.municipalities import municipalities_in
from ..directory.queries import all_counties, all_districts, all_sectors, posts_of
from ..events.access import Can, may, needs
from ..events.models import Event
from ..lib.text import plain_text
from ..participation.counting.queries import figures_of_events
from ..participation.models import ParticipantRole, Participation, Standing
from ..web.i18n import _l
from .operation import Bilingual, Named, Paged, read_operation, tell_row
from .rights import ApiArea


class OrganisationShape(TypedDict):
    """An office or organisation of the directory."""

    id: int
    name: str
    kind: OfficeKind
    level: Level
    sector_id: int
    county_id: int | None
    district_id: int | None
    version: int


class PersonShape(TypedDict):
    """Somebody in the directory; since when there, when they confirmed it, when they left.

    E-mail and phone only for people who may see them, and asked for with `contacts=1`.
    """

    id: int
    given_name: str
    family_name: str
    organisation_id: int
    organisation: str
    position: Bilingual
    languages: str
    since: date | None
    confirmed_on: date | None
    left_on: date | None
    version: int
    email: NotRequired[str]
    phone: NotRequired[str]


class PostShape(TypedDict):
    """A post somebody had before."""

    id: int
    organisation_id: int
    position: Bilingual
    since: date | None
    until: date | None


class SectorShape(TypedDict):
    """A sector; a part of society."""

    id: int
    key: str
    name: Bilingual


class MunicipalityShape(TypedDict):
    """A municipality, and the district it is in."""

    name: str
    district: str


class CountyShape(TypedDict):
    """A county, with its districts and municipalities."""

    id: int
    name: str
    districts: list[Named]
    municipalities: list[MunicipalityShape]


class ParticipationShape(TypedDict):
    """One person at one event, with the organisation and place of that time."""

    id: int
    person_id: int
    name: str
    organisation: str
    sector_id: int
    county_id: int | None
    district_id: int | None
    standing: Standing
    parts: list[ParticipantRole]
    invited_on: date | None
    version: int
    email: NotRequired[str]
    phone: NotRequired[str]


class FiguresShape(TypedDict):
    """How many took part. Sectors, counties and statuses by key; `read_people` are different people."""

    event: str | None
    total: int
    people: int
    sectors: dict[str, int]
    counties: dict[str, int]
    outside_capital: int
    capital: int
    place_unknown: int
    presenters: int
    standing: dict[str, int]


CONTACTS = _l("1: with e-mail and phone, for people who may see them; it is recorded")


@read_operation(
    "/organisations",
    page="directory.list_organisations",
    area=ApiArea.DIRECTORY,
    about=_l("Organisations of the directory"),
    q=_l("Words of the name"),
)
@in_a_team
def read_organisations() -> Paged[OrganisationShape]:
    query = sa.select(Organisation)
    for word in plain_text(request.args.get("q", "")).split():
        query = query.where(Organisation.plain.contains(word, autoescape=True))
    return Paged(query, Organisation.id, _organisation)


@read_operation(
    "/organisations/<int:organisation_id>",
    page="directory.show_organisation",
    area=ApiArea.DIRECTORY,
    about=_l("One organisation"),
)
@in_a_team
def read_organisation(organisation_id: int) -> OrganisationShape:
    return _organisation(get_or_404(Organisation, Organisation.id == organisation_id))


def _organisation(row: Organisation) -> OrganisationShape:
    return tell_row(OrganisationShape, row)


@read_operation(
    "/people",
    page="directory.list_people",
    area=ApiArea.DIRECTORY,
    about=_l("People of the directory"),
    q=_l("Words of the name"),
    contacts=CONTACTS,
)
@in_a_team
def read_people() -> Paged[PersonShape]:
    query = sa.select(Person).join(Person.organisation).options(contains_eager(Person.organisation))
    for word in plain_text(request.args.get("q", "")).split():
        query = query.where(Person.plain.contains(word, autoescape=True))
    contacts = "contacts" in request.args and current_user.may_see_contacts
    told = partial(_person, contacts=contacts)
    return Paged(query, Person.id, told, partial(record_contacts, "people") if contacts else None)


@read_operation(
    "/people/<int:person_id>",
    page="directory.show_person",
    area=ApiArea.DIRECTORY,
    about=_l("One person of the directory"),
    contacts=CONTACTS,
)
@in_a_team
def read_person(person_id: int) -> PersonShape:
    row = get_or_404(Person, Person.id == person_id)
    contacts = "contacts" in request.args and current_user.may_see_contacts
    if contacts and request.method == "GET":  # who writes has sent them
        record_contacts("person", 1)
    return _person(row, contacts)


def _person(row: Person, contacts: bool) -> PersonShape:
    details = {"email": row.email, "phone": row.phone} if contacts else {}
    return tell_row(PersonShape, row, organisation=row.organisation.name, **details)


@read_operation(
    "/people/<int:person_id>/posts",
    page="directory.show_person",
    area=ApiArea.DIRECTORY,
    about=_l("Where somebody worked before, the last post first"),
)
@in_a_team
def read_posts(person_id: int) -> list[PostShape]:
    person = get_or_404(Person, Person.id == person_id)
    return [tell_row(PostShape, one) for one in posts_of(person)]


def record_contacts(what: str, people: int, event: str = "") -> None:
    """Write down that contact details of so many leave the house, before they do."""
    db.session.commit()
    log_export(current_user.id, f"API: {g.api_token.name} ({what})", people, event)
    db.session.commit()


@read_operation(
    "/sectors", page="directory.list_organisations", area=ApiArea.DIRECTORY, about=_l("The sectors")
)
@in_a_team
def read_sectors() -> list[SectorShape]:
    return [tell_row(SectorShape, one) for one in all_sectors()]


@read_operation(
    "/counties",
    page="directory.list_organisations",
    area=ApiArea.DIRECTORY,
    about=_l("The counties, their districts and municipalities"),
)
@in_a_team
def read_counties() -> list[CountyShape]:
    places = all_districts()

    def told(row: County) -> CountyShape:
        mine: list[District] = [one for one in places if one.county_id == row.id]
        return {
            "id": row.id,
            "name": row.name,
            "districts": [{"id": one.id, "name": one.name} for one in mine],
            "municipalities": [
                {"name": place.name, "district": one.name}
                for one in mine
                for place in municipalities_in(one)
            ],
        }

    return [told(row) for row in all_counties()]


@read_operation(
    "/events/<slug>/people",
    page="participation.show_people",
    area=ApiArea.PEOPLE,
    about=_l("Who is on the event’s list, and their status"),
    standing=_l("Only those of this status"),
    contacts=CONTACTS,
)
@needs(Can.SEE_PEOPLE)
def read_participations(event: Event) -> Paged[ParticipationShape]:
    query = (
        sa.select(Participation)
        .where(Participation.event_id == event.id)
        .options(joinedload(Participation.person), joinedload(Participation.organisation))
    )
    standing = request.args.get("standing", "")
    if standing in list(Standing):
        query = query.where(Participation.standing == Standing(standing))
    contacts = "contacts" in request.args and may(Can.SEE_CONTACTS)
    told = partial(_participation, contacts=contacts)
    notes = partial(record_contacts, "people", event=event.slug) if contacts else None
    return Paged(query, Participation.id, told, notes)


@read_operation(
    "/events/<slug>/people/<int:row_id>",
    page="participation.show_people",
    area=ApiArea.PEOPLE,
    about=_l("One person on the event’s list"),
)
@needs(Can.SEE_PEOPLE)
def read_participation(event: Event, row_id: int) -> ParticipationShape:
    row = get_or_404(Participation, Participation.id == row_id, Participation.event_id == event.id)
    return _participation(row, contacts=False)


def _participation(row: Participation, contacts: bool) -> ParticipationShape:
    details = {"email": row.person.email, "phone": row.person.phone} if contacts else {}
    return tell_row(
        ParticipationShape,
        row,
        name=row.person.name,
        organisation=row.organisation.name,
        parts=list(row.parts),
        **details,
    )


@read_operation(
    "/events/<slug>/figures",
    page="participation.show_figures",
    area=ApiArea.FIGURES,
    about=_l("How many took part, by sector, county and status"),
)
@needs(Can.SEE)
def read_figures(event: Event) -> FiguresShape:
    told: FiguresShape = vars(figures_of_events([event], clock.today_in(event))[0])  # type: ignore[assignment]
    return told
