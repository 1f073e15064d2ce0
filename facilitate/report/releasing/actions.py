"""An edition is made, released by two different people, and withdrawn."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ...accounts.audit import AuditAct, note_act
from ...accounts.models import User
from ...consultation.evaluating.gathering import note_evaluation_told
from ...consultation.sharing.actions import note_counts_told
from ...data.db import db
from ...events.actions import wait_for_event_lock
from ...events.models import Event
from ...participation.counting.out.actions import told_elsewhere as figures_told
from ...release.two_people import BY
from ...release.wording import still_checked_sentence
from ...web.i18n import _, _n, current_language
from ...web.refused import Refused
from ..models import Edition, Release
from ..released_report import edition_is_out
from ..writing.actions import ensure_proceedings
from .freezing import changed_sections, digest_of, freeze_report, freeze_with_texts, undecided_words


def create_edition(event: Event, by: User, now: datetime) -> Edition:
    """The report as it is now becomes an edition to be released; one that only waited gives way to it.

    The one that is out stays out until the new one is released; where nothing has changed since the last one, that is given.
    Raises Refused while a passage is not decided.
    """
    wait_for_event_lock(event)
    frozen = freeze_with_texts(event)
    content, texts = frozen.content, frozen.texts
    if texts.undecided:
        raise Refused(texts.said)
    if rest := undecided_words(event, frozen):
        if unseen := sum(not one.finding.found for one in rest):
            raise Refused(still_checked_sentence(unseen))
        raise Refused(
            _n(
                "Nobody has decided about %(num)d word elsewhere in the report yet.",
                "Nobody has decided about %(num)d words elsewhere in the report yet.",
                len(rest),
            )
        )
    digest = digest_of(content)
    last = latest_edition(event)
    if last is not None and last.digest == digest:
        return last
    if last is not None and last.released_at is None:
        db.session.delete(last)
        db.session.flush()
    number = db.session.scalar(
        sa.select(sa.func.coalesce(sa.func.max(Edition.number), 0)).where(
            Edition.event_id == event.id
        )
    )
    edition = Edition(
        event_id=event.id,
        number=(number or 0) + 1,
        digest=digest,
        content=content,
        made_at=now,
        made_by_id=by.id,
    )
    db.session.add(edition)
    ensure_proceedings(event)  # the address it will be out under
    db.session.flush()
    return edition


def release_edition(event: Event, edition: Edition, by: User, now: datetime) -> bool:
    """Somebody lets the edition out; gives whether it is out now. Two who press at once come one after the other.

    Raises Refused for the same person twice, for an edition that gave way to another, and where the report is no longer what
    the edition says: then nothing changes.
    """
    wait_for_event_lock(event)
    db.session.refresh(edition)
    if edition.withdrawn_at is not None:
        raise Refused(_("This edition was withdrawn. Create a new one."))
    people = set(
        db.session.scalars(sa.select(Release.user_id).where(Release.edition_id == edition.id))
    )
    if by.id in people:
        raise Refused(
            _(
                "You have already released this edition. A second person from the team must release it too."
            )
        )
    if edition.released_at is not None:
        raise Refused(_("This edition is already public."))
    if changed := changes_since(event, edition):
        raise Refused(
            _(
                "The report has changed since this edition was created (%(what)s). Create a "
                "new edition and release that one.",
                what=", ".join(changed),
            )
        )
    db.session.add(Release(edition_id=edition.id, user_id=by.id, at=now))
    note_act(AuditAct.RELEASED, by, about=f"{event.slug} · {edition.number}")
    if len(people) + 1 >= BY:
        edition.released_at = now
        remember_counts(event, now)
    db.session.flush()
    return edition.released_at is not None


def remember_counts(event: Event, now: datetime) -> None:
    """What an edition that goes out tells of people is remembered: later figures, pages and editions are judged with it."""
    figures_told(event, now)
    note_counts_told(event)
    note_evaluation_told(event)


def changes_since(event: Event, edition: Edition) -> list[str]:
    """The sections that would read otherwise if the edition were made now; empty where nothing has changed."""
    now = freeze_report(event)
    if digest_of(now) == edition.digest:
        return []
    spoken = current_language()
    others = [code for code in now if code != spoken]
    for code in [spoken, *others]:
        if changed := changed_sections(edition.content, now, code):
            return changed
    return [_("the report")]


def undo_release(edition: Edition, by: User) -> None:
    """Somebody takes their release back, as long as the edition is not out."""
    if edition.released_at is not None:
        raise Refused(_("This edition is already public. It can be withdrawn."))
    db.session.execute(
        sa.delete(Release).where(Release.edition_id == edition.id, Release.user_id == by.id)
    )


def last_withdrawn(editions: Sequence[Edition]) -> Edition | None:
    """Of editions, the last first, the one that was out once and is no more."""
    return next((one for one in editions if one.released_at and one.withdrawn_at), None)


def withdraw_editions(event: Event, now: datetime) -> int:
    """Nothing of the report is out any more, earlier editions included. Gives how many were."""
    wait_for_event_lock(event)
    rows = db.session.scalars(
        sa.select(Edition).where(Edition.event_id == event.id, *edition_is_out())
    ).all()
    for row in rows:
        row.withdrawn_at = now
    return len(rows)


def latest_edition(event: Event) -> Edition | None:
    """The last edition that was made and not withdrawn, whether it is out or waits."""
    return db.session.scalar(
        sa.select(Edition)
        .where(Edition.event_id == event.id, Edition.withdrawn_at.is_(None))
        .order_by(Edition.number.desc())
        .limit(1)
    )


def editions_of(event: Event) -> list[Edition]:
    """Every edition, the last first."""
    query = sa.select(Edition).where(Edition.event_id == event.id).order_by(Edition.number.desc())
    return list(db.session.scalars(query))


def releases_of(event: Event) -> dict[int, list[Release]]:
    """Who released which edition (its number as a row), the first first."""
    rows = db.session.scalars(
        sa.select(Release)
        .join(Edition, Release.edition_id == Edition.id)
        .where(Edition.event_id == event.id)
        .options(joinedload(Release.user))
        .order_by(Release.at, Release.id)
    )
    found: dict[int, list[Release]] = {}
    for one in rows:
        found.setdefault(one.edition_id, []).append(one)
    return found
