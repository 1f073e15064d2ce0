"""What a forum's letters wear, and who and where sends them."""

from pathlib import Path

import sqlalchemy as sa

from ..data.db import db
from ..directory.models import Organisation
from ..events.models import Event
from ..mailing.office_letter import letter_look
from .models import ForumMeeting


def forum_look(*forum_ids: int) -> Path | bytes:
    """The look with letterhead that the latest of the forum's meetings wears; of several forums, of all their meetings."""
    mine = sa.select(Event).join(ForumMeeting, ForumMeeting.event_id == Event.id)
    return letter_look(*db.session.scalars(mine.where(ForumMeeting.forum_id.in_(forum_ids))))


def office_town(office: Organisation) -> str:
    """The town where an organisation writes its letters; empty where its work has no one place."""
    place = office.district or office.county
    return place.name if place else ""
