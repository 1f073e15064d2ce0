"""What happens to duties and documents."""

import secrets
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from ... import clock
from ...data.db import db
from ...web.i18n import _
from ...web.refused import Refused
from ...web.uploaded import read_upload
from ..duty_status import MEETING
from ..models import Duty, Forum, ForumDocument
from .filing import TYPES, document_ending, document_name

MOST_DOCUMENTS = 2_000
"""Documents one forum may hold: a hundred a year for twenty years."""


def add_duty(forum: Forum, duty: Duty) -> Duty:
    """Keep one more duty, after the others."""
    position = db.session.scalar(
        sa.select(sa.func.max(Duty.position)).where(Duty.forum_id == forum.id)
    )
    duty.forum_id, duty.position = forum.id, (-1 if position is None else position) + 1
    duty.key = f"own-{secrets.token_hex(8)}"  # one that was removed comes back beside it
    db.session.add(duty)
    db.session.flush()
    return duty


def refuse_without_meetings(duty: Duty) -> None:
    """The meetings always stay a duty."""
    if duty.key == MEETING:
        raise Refused(_("Every forum meets: you can change this duty, but not remove it."))


class ReadDocument(NamedTuple):
    """A document that may be kept: its name, its content, and the ending that this has."""

    name: str
    content: bytes
    ending: str


def read_document(name: str, content: bytes) -> ReadDocument:
    """An uploaded document. Raises a FileProblem where it cannot be taken."""
    return ReadDocument(name, content, read_upload(document_ending, content))


def keep_document(
    forum: Forum, title: str, on: date, known: ReadDocument, duty_id: int | None, by: int | None
) -> ForumDocument:
    """Keep a document."""
    name, content, ending = known
    held = sa.select(sa.func.count(ForumDocument.id)).where(ForumDocument.forum_id == forum.id)
    if (db.session.scalar(held) or 0) >= MOST_DOCUMENTS:
        raise Refused(
            _(
                "%(num)d documents are already filed here. Please remove old ones first.",
                num=MOST_DOCUMENTS,
            )
        )
    row = ForumDocument(
        forum_id=forum.id,
        duty_id=duty_id,
        title=title,
        file_name=document_name(name, ending),
        media_type=TYPES[ending],
        content=content,
        on=on,
        at=clock.now(),
        by_id=by,
    )
    db.session.add(row)
    db.session.flush()
    return row
