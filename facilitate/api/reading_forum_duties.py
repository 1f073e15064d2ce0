"""What can be read of what a forum owes and stands for: its duties with their dates, its positions with what members say."""

from datetime import date
from typing import TypedDict

from .. import clock
from ..accounts.doors import in_a_team
from ..directory.queries import all_districts
from ..forums.doors import forum_readers
from ..forums.models import Forum, Stand
from ..forums.presidency.positions import positions_of, reviewed_positions
from ..forums.rhythm.queries import documents_of, duty_cards
from ..forums.territories import divided_kinds
from ..web.i18n import _l
from .operation import Bilingual, bilingual_words, read_operation, tell_row
from .rights import ApiArea


class DutyShape(TypedDict):
    """Something a forum has to do again and again: its pace today, the day by which it is due next, the one it is planned for."""

    id: int
    key: str
    name: Bilingual
    pace: str
    by: date | None
    planned: date | None
    version: int


class FiledShape(TypedDict):
    """A document filed with a forum; `duty_id`: the duty it fulfils."""

    id: int
    title: str
    file_name: str
    on: date
    by: str
    duty_id: int | None


class ReviewShape(TypedDict):
    """What a member says of the edition that is under review."""

    member_id: int
    stand: Stand
    reason: str


class PositionShape(TypedDict):
    """A text a forum wants to stand behind; `settled_on`: its review is closed."""

    id: int
    title: str
    text: str
    edition: int
    sent_on: date | None
    settled_on: date | None
    reviews: list[ReviewShape]
    version: int


class TerritoryShape(TypedDict):
    """The districts of a forum, by their numbers (see counties)."""

    kind: str
    forum: str
    districts: list[int]


@read_operation(
    "/forums/<slug>/duties",
    page="forums.list_duties",
    area=ApiArea.FORUMS,
    about=_l("Its duties, and when each is due"),
)
@forum_readers
def read_duties(forum: Forum) -> list[DutyShape]:
    return [
        {
            "id": card.duty.id,
            "key": card.duty.key,
            "name": bilingual_words(card.duty.name),
            "pace": card.standing.pace.value,
            "by": card.standing.by,
            "planned": card.standing.planned,
            "version": card.duty.version,
        }
        for card in duty_cards(forum, clock.today())
    ]


@read_operation(
    "/forums/<slug>/documents",
    page="forums.list_duties",
    area=ApiArea.FORUMS,
    about=_l("Documents that are filed with it, the latest first"),
)
@forum_readers
def read_documents(forum: Forum) -> list[FiledShape]:
    return [
        tell_row(FiledShape, one, by=one.by.name if one.by else "") for one in documents_of(forum)
    ]


@read_operation(
    "/forums/<slug>/positions",
    page="forums.list_positions",
    area=ApiArea.FORUMS,
    about=_l("Its positions, and what members say of them"),
)
@forum_readers
def read_positions(forum: Forum) -> list[PositionShape]:
    return [
        tell_row(
            PositionShape,
            one.position,
            reviews=[
                tell_row(ReviewShape, said)
                for said in one.reviews
                if said.edition == one.position.edition
            ],
        )
        for one in reviewed_positions(forum, positions_of(forum), clock.today())
    ]


@read_operation(
    "/territories",
    page="forums.show_divisions",
    area=ApiArea.FORUMS,
    about=_l("Which forum has which district, for kinds of forum that divide the country"),
)
@in_a_team
def read_territories() -> list[TerritoryShape]:
    return [
        {"kind": kind.kind, "forum": forum.slug, "districts": mine}
        for kind in divided_kinds(all_districts())
        for forum in kind.forums
        if (mine := [key for key, some in kind.districts.groups.items() if forum.id in some])
    ]
