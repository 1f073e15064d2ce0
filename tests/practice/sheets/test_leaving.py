"""What the privacy check looks through is what a sheet would let leave, though it asks for less."""

import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.models import Forum
from facilitate.practice.sheet_owner import SheetOwner, owner_keys
from facilitate.practice.sheets.leaving import sheet_to_leave, texts_of_sheet
from facilitate.release.clearing import clear_texts
from facilitate.release.texts import TextOwner

from ...statements import count_statements


def test_what_is_looked_through_is_what_would_leave(demo: Flask) -> None:
    with demo.app_context():
        subjects: list[SheetOwner] = [
            *db.session.scalars(
                sa.select(Event).where(Event.slug.in_(("annual-2008", "annual-next", "north-2")))
            ),
            *db.session.scalars(sa.select(Forum)),
        ]
        looked_through = [
            clear_texts(whose, texts_of_sheet(whose))
            for whose in (TextOwner(**owner_keys(one)) for one in subjects)
        ]
        assert [len(one.texts) > 3 for one in looked_through[:3]] == [True] * 3
        assert looked_through == [sheet_to_leave(one, money=True).told for one in subjects]


def test_it_asks_for_no_more(demo: Flask) -> None:
    with demo.app_context():
        event = db.session.scalars(sa.select(Event.id).where(Event.slug == "annual-next")).one()
        forum = db.session.scalars(sa.select(Forum.id)).first()
        for whose in (TextOwner(event), TextOwner(None, forum)):
            texts_of_sheet(whose)
            with count_statements() as asked:
                assert texts_of_sheet(whose) != []
            assert len(asked) <= 9
