"""An edition as it may leave: every text cleared, in both languages, and who has released exactly these words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from ..data.db import db
from ..release.clearing import ClearedTexts, clear_texts, tells_texts
from ..release.models import TextSource
from ..release.texts import PLANNERS_OWN, RoomText, TextOwner, digest_of
from ..release.two_people import ReleaseStanding, release_standing
from ..web.i18n import LANGUAGES
from .models import BulletinEdition, BulletinItem, BulletinKind

PARTS = ("heading", "text")


@dataclass(frozen=True, kw_only=True)
class ToldItem:
    """An item in one language, as it may leave."""

    heading: str
    text: str
    link: str


@dataclass(frozen=True)
class EditionToLeave:
    """An edition with its items in the order it tells them."""

    edition: BulletinEdition
    items: Sequence[BulletinItem]

    @cached_property
    def texts(self) -> list[RoomText]:
        """All that is checked."""
        return texts_of_items(self.items)

    @cached_property
    def told(self) -> ClearedTexts:
        """The texts as they may leave."""
        return clear_texts(PLANNERS_OWN, self.texts)

    @cached_property
    def digest(self) -> str:
        """Changes when any word, link or order does."""
        told = (
            said for one in self.items for said in (one.kind.value, one.link, *self._said_of(one))
        )
        return digest_of(told)

    def _said_of(self, item: BulletinItem) -> list[str]:
        return [
            self.told.said_of(TextSource.BULLETIN, item.id, f"{part}-{code}")
            for part in PARTS
            for code in LANGUAGES
        ]

    @cached_property
    def released(self) -> ReleaseStanding:
        """Who has released exactly these words."""
        return release_standing(TextSource.BULLETIN, self.edition.id, self.digest)

    @property
    def out(self) -> bool:
        """Whether everybody may read it: two people have released it, and nothing waits to be decided."""
        return bool(self.items) and not self.told.undecided and self.released.out

    def by_kind(self, language: str) -> dict[BulletinKind, list[ToldItem]]:
        """The items in that language, under their kinds."""
        found: defaultdict[BulletinKind, list[ToldItem]] = defaultdict(list)
        for one in self.items:
            heading, text = (
                self.told.said_of(TextSource.BULLETIN, one.id, f"{part}-{language}")
                for part in PARTS
            )
            found[one.kind].append(ToldItem(heading=heading, text=text, link=one.link))
        return dict(found)


def edition_to_leave(edition: BulletinEdition) -> EditionToLeave:
    """The edition with its items."""
    return EditionToLeave(edition, items_of(edition.id))


def items_of(edition_id: int) -> list[BulletinItem]:
    """Its items, kind by kind, in the order they came."""
    order = list(BulletinKind)
    mine = sa.select(BulletinItem).where(BulletinItem.edition_id == edition_id)
    rows = db.session.scalars(mine.order_by(BulletinItem.id))
    return sorted(rows, key=lambda one: order.index(one.kind))


def texts_of_items(items: Sequence[BulletinItem]) -> list[RoomText]:
    """Heading and text of each, in every language."""
    return [
        RoomText(TextSource.BULLETIN, one.id, f"{part}-{code}", said)
        for one in items
        for part in PARTS
        for code in LANGUAGES
        if (said := getattr(getattr(one, part), code))
    ]


@tells_texts(BulletinItem.heading, BulletinItem.text)
def texts_of_bulletin(whose: TextOwner) -> list[RoomText]:
    """What stands in all editions; of an event or a forum nothing does."""
    if whose != PLANNERS_OWN:
        return []
    return texts_of_items(db.session.scalars(sa.select(BulletinItem)).all())
