"""A vote at the event of the cast: prepared, or open to phones."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.voting.actions import create_vote, open_vote
from facilitate.voting.models import StepVote, VoteKind
from facilitate.voting.queries import options_of

QUESTION = Words("What comes first?", "Çfarë vjen e para?")
OPTIONS = [
    Words("Training", "Trajnim"),
    Words("Transport", "Transport"),
    Words("Shelter", "Strehim"),
]


@pytest.fixture
def hold_vote(app: Flask, cast) -> Callable[..., dict[str, Any]]:
    """Makes a vote: its id, its code, and the numbers of its options."""

    def hold(kind: str = "dots", *, opened: bool = True, **more: Any) -> dict[str, Any]:
        with app.app_context():
            event = db.session.get_one(Event, cast.event_id)
            row = StepVote(kind=VoteKind(kind), question=QUESTION, **more)
            create_vote(event, row, OPTIONS)
            if opened:
                open_vote(event, row)
            db.session.commit()
            numbers = [one.id for one in options_of(row)]
            return {"id": row.id, "code": row.code, "options": numbers}

    return hold
