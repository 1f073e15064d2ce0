"""Which texts nobody has looked through yet."""

import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.models import Forum
from facilitate.release.clearing import texts_of_rooms
from facilitate.release.models import FoundPassages
from facilitate.release.texts import RoomText, TextOwner, owner_of_event
from facilitate.report.clearing import looking
from facilitate.report.clearing.texts import all_texts_of_event, names_known


def forget_findings(app: Flask) -> None:
    """Nothing was looked through yet."""
    with app.app_context():
        db.session.execute(sa.delete(FoundPassages))
        db.session.commit()


def texts_left(app: Flask) -> list[RoomText]:
    """The texts of every event and forum that nobody has looked through."""
    found = []
    with app.app_context():
        kept = set(db.session.scalars(sa.select(FoundPassages.mark)))
        events = [
            (owner_of_event(one), all_texts_of_event(one))
            for one in db.session.scalars(sa.select(Event))
        ]
        forums = [TextOwner(forum_id=key) for key in db.session.scalars(sa.select(Forum.id))]
        for whose, texts in (*events, *((one, texts_of_rooms(one)) for one in forums)):
            names, seal = names_known(whose), looking.seal_of()
            marks = {looking.mark_of(one.text, seal, names): one for one in texts}
            found += [one for mark, one in marks.items() if mark not in kept]
    return found
