"""What is to be put right in municipalities, told by mail to those who keep the forum: before its day, and once it is past."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...mail.outbox import MailAbout, OutgoingMail, can_mail, post_mails, send_mails_soon
from ...run.jobs import daily
from ...web.addresses import full_address
from ...web.i18n import LANGUAGES, _, _n, format_day, pick_wording, use_language
from ..models import Forum
from ..programme_models import StandardCheck
from ..queries import keepers_of
from .standards import is_overdue, standard_name

AHEAD, AFTER = timedelta(days=7), timedelta(days=1)
STALE = timedelta(days=14)
"""So long a missed day of telling is made up for; what is older came from a file, or is known."""


def telling_day(mend_by: date, today: date) -> date | None:
    """The day of telling that has come last: a week before, or the day after; None where none has, or it is long ago."""
    come = [day for day in (mend_by - AHEAD, mend_by + AFTER) if today - STALE <= day <= today]
    return come[-1] if come else None


def findings_to_tell(today: date) -> dict[int, list[StandardCheck]]:
    """What is still to be put right and is to be told today, by the number of its forum, the earliest first."""
    one = StandardCheck
    query = (
        sa.select(one)
        .join(Forum, Forum.id == one.forum_id)
        .where(
            one.kept.is_(False),
            one.mended_on.is_(None),
            one.mend_by.between(today - STALE - AFTER, today + AHEAD),
            Forum.ended_on.is_(None),
        )
        .options(joinedload(one.organisation))
        .order_by(one.mend_by, one.id)
    )
    found: dict[int, list[StandardCheck]] = {}
    for row in db.session.scalars(query):
        day = telling_day(row.mend_by, today) if row.mend_by else None
        if day and (row.told_on is None or row.told_on < day):
            found.setdefault(row.forum_id, []).append(row)
    return found


@daily
def tell_findings() -> None:
    """Tell the keepers of every forum what is to be put right; forum by forum."""
    today = clock.today()
    if not can_mail():
        return
    for forum_id, rows in findings_to_tell(today).items():
        ids = _tell(db.session.get_one(Forum, forum_id), rows, today)
        db.session.commit()
        if ids:
            send_mails_soon(ids)


def _tell(forum: Forum, rows: Sequence[StandardCheck], today: date) -> list[int]:
    """Of two workers one takes the turn. Without a keeper who can sign in nothing is told, nor taken."""
    keepers = [one for one in keepers_of(forum) if one.active and one.removed_at is None]
    mine = [row for row in rows if keepers and _is_taken(row, today)]
    if not mine:
        return []
    mails = []
    for user in keepers:
        with use_language(user.language if user.language in LANGUAGES else "sq"):
            subject, body = _letter(forum, mine, today)
        mails.append(OutgoingMail(to=user.email, name=user.name, subject=subject, body=body))
    return [message.id for message in post_mails(mails, MailAbout.FORUM)]


def _is_taken(row: StandardCheck, today: date) -> bool:
    one = StandardCheck
    taken = db.session.execute(
        sa.update(one)
        .where(one.id == row.id, one.told_on.is_not_distinct_from(row.told_on))
        .values(told_on=today)
        .returning(one.id)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def _letter(forum: Forum, rows: Sequence[StandardCheck], today: date) -> tuple[str, str]:
    subject = _n(
        "%(num)d finding to put right: %(forum)s",
        "%(num)d findings to put right: %(forum)s",
        len(rows),
        forum=pick_wording(forum.name),
    )
    body = _(
        "Visits to municipalities found this, and it is not put right yet:\n\n"
        "%(list)s\n\n"
        "If it has been put right, please write the day here:\n\n"
        "%(link)s",
        list="\n\n".join(_said(row, today) for row in rows),
        link=full_address("forums.list_standards", slug=forum.slug),
    )
    return subject, body


def _said(row: StandardCheck, today: date) -> str:
    day = format_day(row.mend_by, "dated") if row.mend_by else ""
    when = (
        _("This was due to be put right by %(day)s.", day=day)
        if is_overdue(row, today)
        else _("To be put right by %(day)s.", day=day)
    )
    ends = f"{when} {row.mends}".strip()
    return f"{row.organisation.name}: {standard_name(row.standard)}\n{row.finding}\n{ends}"
