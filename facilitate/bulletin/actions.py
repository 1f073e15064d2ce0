"""What happens to the bulletin: begun, filled, released by two, withdrawn."""

import secrets
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from .. import clock
from ..accounts.doors import is_administrator
from ..accounts.models import User
from ..data.db import db
from ..history.memory import remember_change
from ..history.models import Change
from ..history.recording import RoomRecords
from ..history.removing import RoomRemovals
from ..lib.cells import ChangeCell
from ..release import two_people
from ..release.models import TextSource
from ..release.texts import PLANNERS_OWN
from ..web.i18n import _, _l, pick_wording
from ..web.refused import Refused
from .labels import edition_name
from .leaving import EditionToLeave, edition_to_leave, items_of
from .models import BulletinChange, BulletinEdit, BulletinEdition, BulletinItem
from .news import RoomNews, find_news
from .queries import composed_edition, items_sent_in, last_moment


def _settle(cell: ChangeCell, gone: bool) -> None:
    """An edition that was out is not removed again; items have no such moments."""
    row = cell.before or {}
    if gone and (row.get("released_at") or row.get("sent_at")):
        raise Refused(_("This edition was released or sent, and stays."))


BULLETIN_REMOVALS = RoomRemovals(
    kind=BulletinChange,
    models=(BulletinItem, BulletinEdition),
    key="bulletin",
    name=_l("Bulletin"),
    page="bulletin.list_editions",
    sees=is_administrator,
    undoes=is_administrator,
    settle=_settle,
)
"""How items, and editions that were not sent, are removed."""
BULLETIN_EDITS = RoomRecords(
    kind=BulletinEdit,
    key="bulletin_edits",
    name=_l("Bulletin"),
    page="bulletin.list_editions",
    sees=is_administrator,
    undoes=is_administrator,
    says=lambda change: _("“%(name)s” was edited.", name=pick_wording(change.about)),
)
"""How items are edited. Words that are out already are then out no longer: two release what changed."""


def remember_edit(row: BulletinItem, cells: list[ChangeCell], by: int) -> Change:
    """Keep what was edited, so that it can be undone."""
    return remember_change(BulletinEdit, None, "edited", cells, by, about=row.heading)


def lock_edition(edition: BulletinEdition) -> None:
    """Two who act on one edition at the same moment come one after the other (SQLite has only one writer anyway)."""
    locked = sa.select(BulletinEdition).where(BulletinEdition.id == edition.id)
    db.session.execute(locked.with_for_update().execution_options(populate_existing=True))


def create_edition() -> BulletinEdition:
    """Begin the next edition; where one is being put together already, that one."""
    there = composed_edition()
    if there is not None:
        return there
    last = db.session.scalar(sa.select(sa.func.max(BulletinEdition.number)))
    edition = BulletinEdition(
        number=(last or 0) + 1, token=secrets.token_urlsafe(16), created_at=clock.now()
    )
    db.session.add(edition)
    db.session.flush()
    return edition


def proposed_news(
    edition: BulletinEdition, items: Collection[BulletinItem], news: Iterable[RoomNews]
) -> list[RoomNews]:
    """What of the news is new since the edition before, and is not in this one yet."""
    there, since = {one.source for one in items}, last_moment(edition)
    return [one for one in news if one.source not in there and (one.at is None or one.at > since)]


def add_news(edition: BulletinEdition, sources: Collection[str]) -> int:
    """Put the proposed items with these sources into the edition; gives how many."""
    check_open(edition)
    proposed = proposed_news(edition, items_of(edition.id), find_news(clock.today()))
    chosen = [one for one in proposed if one.source in sources]
    db.session.add_all(
        BulletinItem(
            edition_id=edition.id,
            kind=one.kind,
            heading=one.heading,
            text=one.text,
            link=one.link,
            source=one.source,
        )
        for one in chosen
    )
    db.session.flush()
    return len(chosen)


def keep_sent_in(row: BulletinItem) -> None:
    """News that a member sent in waits until somebody puts it into an edition; what is sent twice is kept once."""
    there = [(one.heading, one.text, one.sent_by) for one in items_sent_in()]
    if (row.heading, row.text, row.sent_by) not in there:
        db.session.add(row)
        db.session.flush()


def check_open(edition: BulletinEdition) -> None:
    """Raises Refused where the edition is out: what everybody may read is not changed."""
    if edition.released_at is not None:
        raise Refused(_("This edition is released. Withdraw it first to change it."))


def outdated_items(items: Iterable[BulletinItem], news: Iterable[RoomNews]) -> list[BulletinItem]:
    """The items made of something that is not so any more: a report was withdrawn, a day has passed."""
    standing = {one.source for one in news}
    return [one for one in items if one.source and one.source not in standing]


def release_edition(edition: BulletinEdition, by: User) -> bool:
    """Somebody has read both languages and lets the edition out; gives whether it is out now.

    Raises Refused where it is empty, something in it is not so any more or not decided, and for the same person twice.
    """
    lock_edition(edition)
    found = edition_to_leave(edition)
    if not found.items:
        raise Refused(_("There is nothing in this edition yet."))
    check_languages(found)
    if outdated_items(found.items, find_news(clock.today())):
        raise Refused(_("Something in this edition is no longer true. Remove it first."))
    found.told.or_refused()
    out = two_people.release_words(
        PLANNERS_OWN,
        TextSource.BULLETIN,
        row_id=edition.id,
        digest=found.digest,
        by=by,
        now=clock.now(),
    )
    if out and edition.released_at is None:
        edition.released_at = clock.now()
    db.session.flush()
    return out


def check_languages(found: EditionToLeave) -> None:
    """Raises Refused where a heading is missing in one language."""
    if not all(one.heading.en and one.heading.sq for one in found.items):
        raise Refused(_("Each heading is needed in both languages."))


def withdraw_edition(edition: BulletinEdition) -> None:
    """Nobody outside reads it any more; it can be corrected and released again. Who has got it gets no second mail."""
    lock_edition(edition)
    two_people.withdraw_release(TextSource.BULLETIN, edition.id)
    edition.released_at = None
    db.session.flush()


def remove_edition(edition: BulletinEdition, by: int) -> BulletinChange:
    """Remove an edition that was never out. Raises Refused for others."""
    if not edition.is_composed:
        raise Refused(_("This edition was released or sent, and stays."))
    two_people.withdraw_release(TextSource.BULLETIN, edition.id)
    change = BULLETIN_REMOVALS.remove(None, edition, edition_name(edition), by)
    assert isinstance(change, BulletinChange)
    return change
