"""What can be read of what all have in common: the library's documents, the bulletins that are out, the roster."""

from datetime import date, datetime
from typing import TypedDict

import sqlalchemy as sa

from .. import clock
from ..accounts.doors import in_a_team, signed_in
from ..bulletin.leaving import edition_to_leave
from ..bulletin.models import BulletinEdition, BulletinKind
from ..directory.models import Experience, RosterEntry
from ..library.models import LibraryDocument
from ..library.queries import visible_readers
from ..library.shelf import DocumentKind, LibraryReaders
from ..library.stories import without_ended_stories
from ..web.addresses import full_address
from ..web.i18n import _l
from .operation import Bilingual, Paged, read_operation, tell_row
from .rights import ApiArea


class DocumentShape(TypedDict):
    """A document on the shelf. `number` is how it is cited; `replaced_by` its next version; `file` where the file is read, if it is one."""

    id: int
    kind: DocumentKind
    title: Bilingual
    about: Bilingual
    number: str
    on: date | None
    ended_on: date | None
    readers: LibraryReaders
    replaced_by: int | None
    address: str
    file_name: str
    size: int
    version: int


class BulletinItemShape(TypedDict):
    """One piece of news of a bulletin."""

    kind: BulletinKind
    heading: Bilingual
    text: Bilingual
    link: str


class BulletinShape(TypedDict):
    """A bulletin that is out; everybody reads it at `address`."""

    id: int
    number: int
    released_at: datetime | None
    sent_at: datetime | None
    address: str
    items: list[BulletinItemShape]


class AwayShape(TypedDict):
    """From the first to the last day on which somebody is not available."""

    first: date
    last: date


class RosterShape(TypedDict):
    """Somebody who facilitates, interprets, takes notes …: what they do, how practised they are, and the days they are away."""

    id: int
    person_id: int
    name: str
    organisation: str
    does: list[str]
    experience: Experience
    other_languages: str
    county: str
    note: str
    away: list[AwayShape]


@read_operation(
    "/library",
    page="library.show_library",
    area=ApiArea.LIBRARY,
    about=_l("Documents of the library"),
)
@signed_in
def read_library() -> Paged[DocumentShape]:
    one = LibraryDocument
    query = sa.select(one).where(
        one.readers.in_(visible_readers()), without_ended_stories(clock.today())
    )
    return Paged(query, one.id, _document)


def _document(row: LibraryDocument) -> DocumentShape:
    return tell_row(DocumentShape, row, replaced_by=row.replaced_by_id)


@read_operation(
    "/bulletins",
    page="bulletin.list_editions",
    area=ApiArea.LIBRARY,
    about=_l("Bulletins that are out, with their items"),
)
@signed_in
def read_bulletins() -> Paged[BulletinShape]:
    out = sa.select(BulletinEdition).where(BulletinEdition.released_at.is_not(None))
    return Paged(out, BulletinEdition.id, _bulletin)


def _bulletin(row: BulletinEdition) -> BulletinShape:
    """As everybody reads it: what the privacy check holds back is missing here too."""
    found = edition_to_leave(row)
    english, albanian = (found.by_kind(code) for code in ("en", "sq"))
    return tell_row(
        BulletinShape,
        row,
        address=full_address("bulletin.read_edition", token=row.token),
        items=[
            {
                "kind": kind,
                "heading": {"en": en.heading, "sq": sq.heading},
                "text": {"en": en.text, "sq": sq.text},
                "link": en.link,
            }
            for kind in english
            for en, sq in zip(english[kind], albanian[kind], strict=True)
        ]
        if found.out
        else [],
    )


@read_operation(
    "/roster",
    page="directory.list_roster",
    area=ApiArea.DIRECTORY,
    about=_l("Who facilitates, interprets, takes notes, and how practised they are"),
)
@in_a_team
def read_roster() -> Paged[RosterShape]:
    return Paged(sa.select(RosterEntry), RosterEntry.id, _on_roster)


def _on_roster(row: RosterEntry) -> RosterShape:
    return {
        "id": row.id,
        "person_id": row.person_id,
        "name": row.person.name,
        "organisation": row.person.organisation.name,
        "does": [one.value for one in row.does],
        "experience": row.experience,
        "other_languages": row.other_languages,
        "county": row.place.name if row.place else "",
        "note": row.note,
        "away": [{"first": first, "last": last} for first, last in row.away],
    }
