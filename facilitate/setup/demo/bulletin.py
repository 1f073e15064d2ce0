"""The bulletin of the demo: one edition that went out, and one being put together."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from ... import clock
from ...accounts.models import User
from ...bulletin.actions import add_news, create_edition, keep_sent_in, proposed_news
from ...bulletin.leaving import edition_to_leave
from ...bulletin.models import BulletinEdition, BulletinItem, BulletinKind, BulletinReceipt
from ...bulletin.news import find_news
from ...bulletin.queries import people_to_tell
from ...data.content import PACKAGE, read_toml, words_from_toml
from ...data.db import db
from ...release.models import TextSource
from ...release.texts import PLANNERS_OWN
from ...release.two_people import release_words
from .library import load_stories
from .releases import BOTH, keep_all_words

SENT_BEFORE = timedelta(days=45)
EVERY, LATE = 6, 3
"""Of so many offices one was not written to, and the one with that rest late."""


def load_bulletin(users: Mapping[str, User], now: datetime) -> None:
    """A success story first; then one edition that went out some weeks ago, and one with own items, what is proposed and what a member sent in."""
    load_stories(users, clock.today(), now)
    typed = read_toml(PACKAGE / "setup" / "demo" / "bulletin.toml")
    first = create_edition()
    first.created_at = now - SENT_BEFORE
    _add_own(first, typed["sent"])
    _release(first, users, now - SENT_BEFORE)
    _write_to_everybody(first, now - SENT_BEFORE)
    second = create_edition()
    _add_own(second, typed["composed"])
    add_news(
        second, {one.source for one in proposed_news(second, [], find_news(clock.today()))[:2]}
    )
    for row in typed["sent_in"]:
        keep_sent_in(
            BulletinItem(
                kind=BulletinKind(row["kind"]),
                heading=words_from_toml(row, "heading"),
                text=words_from_toml(row, "text"),
                sent_by=row["sent_by"],
            )
        )
    keep_all_words(PLANNERS_OWN, edition_to_leave(second).texts, users[BOTH[0]], now)


def _add_own(edition: BulletinEdition, rows: list[dict[str, str]]) -> None:
    db.session.add_all(
        BulletinItem(
            edition_id=edition.id,
            kind=BulletinKind(row["kind"]),
            heading=words_from_toml(row, "heading"),
            text=words_from_toml(row, "text"),
            link=row.get("link", ""),
        )
        for row in rows
    )
    db.session.flush()


def _release(edition: BulletinEdition, users: Mapping[str, User], at: datetime) -> None:
    found = edition_to_leave(edition)
    keep_all_words(PLANNERS_OWN, found.texts, users[BOTH[0]], at)
    for key in BOTH:
        digest = edition_to_leave(edition).digest
        release_words(
            PLANNERS_OWN,
            TextSource.BULLETIN,
            row_id=edition.id,
            digest=digest,
            by=users[key],
            now=at,
        )
    edition.released_at = at
    db.session.flush()


def _write_to_everybody(edition: BulletinEdition, at: datetime) -> None:
    """Most offices got it; some late, and at some nobody was written to. The mails themselves are not kept any more."""
    edition.sent_at = at
    for one in people_to_tell():
        rest = one.organisation_id % EVERY
        if not one.email or rest == 0:
            continue
        db.session.add(
            BulletinReceipt(
                edition_id=edition.id,
                person_id=one.id,
                organisation_id=one.organisation_id,
                at=at + timedelta(days=3 if rest == LATE else 0),
            )
        )
    db.session.flush()
