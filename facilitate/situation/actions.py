"""What happens to indicators and to what offices send."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..forums.models import Forum, ForumMember
from ..lib.text import make_slug
from ..web.i18n import _
from ..web.refused import Refused
from .models import SituationIndicator, SituationReview, SituationSending
from .queries import indicator_lines, latest_sent, review_of
from .usual import usual_indicators


def add_usual(kind: str, first: int) -> list[SituationIndicator]:
    """Keep the indicators of the ready set that a kind of forum does not have yet, after its own."""
    present = indicator_lines(kind)
    known = {one.key for one in present}
    rows = [one for one in usual_indicators(kind, first) if one.key not in known]
    for place, row in enumerate(rows, len(known)):
        row.position = place
    db.session.add_all(rows)
    db.session.flush()
    return rows


def add_indicator(row: SituationIndicator, period: int) -> SituationIndicator:
    """Keep one more indicator, after the others; it is asked from the half-year `period` on."""
    present = indicator_lines(row.kind)
    row.key = make_slug(row.name.to("en"), {one.key for one in present})
    row.position = max((one.position for one in present), default=-1) + 1
    row.first = period
    db.session.add(row)
    db.session.flush()
    return row


DEFINES = ("unit", "definition", "counted", "people", "parts", "place", "sources")
"""What makes two numbers of an indicator comparable. Its name may change, its place too, and what it is checked against (`mirrors`)."""


def has_numbers(row: SituationIndicator) -> bool:
    """Whether something may have been sent for this line."""
    latest = latest_sent(row.kind)
    return latest is not None and latest >= row.first


def is_newest(row: SituationIndicator) -> bool:
    """Whether no later line of the same indicator follows."""
    later = sa.select(SituationIndicator.id).where(
        SituationIndicator.kind == row.kind,
        SituationIndicator.key == row.key,
        SituationIndicator.line > row.line,
    )
    return db.session.scalar(later.limit(1)) is None


def begin_line(row: SituationIndicator, **values: Any) -> SituationIndicator:
    """A changed definition begins a new line after the last half-year that was sent; the numbers so far stay with the old one."""
    row.last = max(latest_sent(row.kind) or row.first, row.first)
    kept = {
        name: getattr(row, name)
        for name in ("kind", "key", "position", "name", "mirrors", *DEFINES)
    }
    new = SituationIndicator(**{**kept, **values}, line=row.line + 1, first=row.last + 1)
    db.session.add(new)
    db.session.flush()
    return new


def end_line(row: SituationIndicator, period: int) -> None:
    """Ask no longer from the half-year after `period` on; a line nothing was sent for goes."""
    if has_numbers(row):
        row.last = max(period, row.first, latest_sent(row.kind) or 0)
    else:
        db.session.delete(row)
    db.session.flush()


def send_part(
    forum: Forum,
    member: ForumMember,
    period: int,
    counts: dict[str, dict[str, int]],
    *,
    name: str,
    reported_on: date | None,
) -> SituationSending:
    """Keep what an office sends, beside all it sent before. What was sent round for approval is asked for anew.

    Raises Refused once the committee has approved the half-year.
    """
    review = review_of(forum, period)
    if review is not None and review.approved_on is not None:
        raise Refused(
            _(
                "These numbers have been approved. Ask the secretariat to reopen them, then "
                "send again."
            )
        )
    if review is not None and review.sent_on is not None:
        change_edition(review)
    row = SituationSending(
        forum_id=forum.id,
        member_id=member.id,
        period=period,
        name=name,
        at=clock.now(),
        reported_on=reported_on,
        counts=counts,
    )
    db.session.add(row)
    db.session.flush()
    return row


def change_edition(review: SituationReview) -> None:
    """The numbers change: whoever approved them is asked again once they are sent round."""
    review.edition += 1
    review.sent_on = review.approved_on = review.document_id = None
    db.session.flush()
