"""The demo's coming conference is registered for: every standing, seats that are taken, needs, targets, several roles."""

from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event
from facilitate.participation.inviting.letters import LONGEST, TEXT
from facilitate.participation.models import (
    ParticipantRole,
    Participation,
    Registration,
    Standing,
    Target,
    has_role,
)
from facilitate.participation.queries import count_standings, registration_setting

pytestmark = pytest.mark.both_databases


def event(slug: str) -> Event:
    return db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()


def test_the_coming_conference_has_everything_inviting_shows(demo: Flask) -> None:
    with demo.app_context():
        coming = event("annual-next")
        setting, counts = registration_setting(coming), count_standings(coming)
        assert counts == {
            Standing.LISTED: 14,
            Standing.INVITED: 24,
            Standing.COMING: 78,
            Standing.WAITING: 5,
            Standing.DECLINED: 5,
            Standing.REPLACED: 1,
        }
        assert (setting.capacity, setting.asks_needs, setting.asks_gender) == (78, True, True)
        assert [len(text) <= LONGEST for text in (setting.letter.en, setting.letter.sq)] == [
            True,
            True,
        ]
        assert [TEXT.unknown(text) for text in (setting.letter.en, setting.letter.sq)] == [[], []]
        assert db.session.scalar(sa.select(sa.func.count(Target.id))) == 4
        mine = (
            sa.select(Registration)
            .join(Participation, Registration.participation_id == Participation.id)
            .where(Participation.event_id == coming.id)
        )
        rows = db.session.scalars(mine).all()
        assert len(rows) == len({row.token for row in rows}) == sum(counts.values())
        (instead,) = [row.substitute for row in rows if row.substitute]
        assert (instead.standing, instead.invited_on) == (Standing.COMING, None)
        assert len([row for row in rows if row.waiting_since]) == 5
        needs = [(row.interpreter, row.lodging, row.diet, row.access, row.remark) for row in rows]
        assert [sum(map(bool, told)) > 1 for told in zip(*needs, strict=True)] == [True] * 5


def test_several_roles_at_once_leave_the_published_numbers(demo: Flask) -> None:
    with demo.app_context():
        found = {}
        for slug in ("annual-2005", "annual-2006", "annual-2008"):
            here = Participation.event_id == event(slug).id
            count = sa.select(sa.func.count(Participation.id)).where(here)
            found[slug] = [
                db.session.scalar(count.where(has_role(part)))
                for part in (ParticipantRole.PRESENTER, ParticipantRole.SPEAKER)
            ]
            several = db.session.scalars(sa.select(Participation).where(here))
            found[slug].append(any(len(row.parts) > 1 for row in several))
        assert found == {
            "annual-2005": [18, 18, True],
            "annual-2006": [42, 0, False],
            "annual-2008": [24, 0, True],
        }
        genders = Counter(
            db.session.scalars(
                sa.select(Person.gender)
                .join(Participation, Participation.person_id == Person.id)
                .where(Participation.event_id == event("annual-2008").id)
            )
        )
        assert (sum(genders.values()), len(genders), genders[None] < 20) == (108, 3, True)
