"""Nothing of an event of strangers shows where a column is empty on both sides."""

import sqlalchemy as sa
from flask import Flask

from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.objectives.models import Presentation
from facilitate.objectives.queries import themes_behind
from facilitate.practice.asking.queries import start_facts
from facilitate.practice.models import Lesson

from .. import moment
from ..participation.rows import add_conference as another_event


def test_themes_and_lessons_without_an_owner_in_common_are_not_shared(app: Flask, cast) -> None:
    with app.test_request_context():
        spring = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        theirs = another_event("theirs", 2031)
        db.session.add(
            Theme(event_id=theirs.id, position=1, name=Words("Qzstranger", "Qzstranger"))
        )
        bare = Presentation(
            event_id=spring.id, position=1, title=Words("Talk", "Fjalim"), why=Words()
        )
        text = Words("Qzlesson", "Qzlesson")
        db.session.add_all([bare, Lesson(key="k", text=text, at=moment.now(), taken=True)])
        db.session.flush()
        assert [theme.name.en for theme in themes_behind(bare)] == []
        assert start_facts(spring).lessons == 0
