"""On whatever day the demo is loaded, it is the same case: days on which offices are open, and pages that say what is so."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.cafe.rotation import plan_seating
from facilitate.cafe.rotation.planning import PlannedSeating
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.models import Presidency
from facilitate.lib.workdays import ClosedDays
from facilitate.report.clearing import looking
from facilitate.report.clearing.finding import find_passages
from facilitate.report.clearing.looking import Found
from facilitate.report.clearing.names import ClearedNames
from facilitate.setup.demo import cafes, releases
from facilitate.setup.demo.load import OFFICIAL, fill_demo

from .. import moment
from ..moment import own_moment

PAGES = {
    "/": r"Next: Regional committee of .*? (\d) tasks are late\.",
    "/events/annual-next/checklist": r"\d\d of 93 done, (\d) late, 2 blocked\.",
    "/forums/": r"(\d) of 18 are overdue: East regional collaboration group;",
    "/forums/year": r"(\d) of 18 are overdue: East regional collaboration group;",
}
"""Pages with what they say whenever the demo is loaded, and how much of it at least and at most."""


PLANS: dict[str, PlannedSeating] = {}
"""Who sits where in the cafés of the demo, by what is asked of the search: no day changes it, and it takes an eighth of the loading."""
PASSAGES: dict[tuple[str, str], Found] = {}
"""What is found in its texts, by the mark of the names known and the text."""


@pytest.fixture
def searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def planned(event: Mapping[str, Any], **how: Any) -> PlannedSeating:
        asked = repr(event)
        if asked not in PLANS:
            PLANS[asked] = plan_seating(event, **how)
        return PLANS[asked]

    def found(text: str, known: ClearedNames) -> Found:
        asked = known.mark_for(text), text
        if asked not in PASSAGES:
            PASSAGES[asked] = find_passages(text, known)
        return PASSAGES[asked]

    monkeypatch.setattr(cafes, "plan_seating", planned)
    monkeypatch.setattr(looking, "find_passages", found)


@pytest.fixture
def past_reports(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the loading are the reports of two events whose days stand in the demo: made on the drawn day alone."""
    if own_moment(request.node) is not None:
        for name in ("release_report", "half_release_report"):
            monkeypatch.setattr(releases, name, lambda _event, _users: None)


@pytest.mark.any_day
@pytest.mark.usefixtures("searched_once", "past_reports")
def test_the_demo_is_the_same_case_on_any_day(app: Flask) -> None:
    with app.app_context():
        fill_demo(moment.planner_today(), lambda _line: None)
        db.session.commit()
        today, closed = moment.planner_today(), ClosedDays("AL")
        events = db.session.scalars(sa.select(Event).where(Event.first_day > date(2020, 1, 1)))
        assert [
            one.slug for one in events if one.first_day in closed or one.last_day in closed
        ] == []
        coming = db.session.scalars(sa.select(Event).where(Event.slug == "annual-next")).one()
        assert 110 <= (coming.first_day - today).days <= 130
        presides = sa.and_(Presidency.first_day <= today, Presidency.last_day >= today)
        assert (
            18
            <= (
                db.session.scalars(sa.select(Presidency.last_day).where(presides)).one() - today
            ).days
            <= 22
        )
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    for path, said in PAGES.items():
        answer = client.get(path)
        found = re.search(said, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text)))
        assert answer.status_code == 200, path
        assert found is not None, path
        assert 2 <= int(found[1]) <= 5, f"{path}: {found[0]}"
