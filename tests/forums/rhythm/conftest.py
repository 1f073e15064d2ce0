"""The South group with a proposal of two days for next year, and links to vote on them."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.links import link_for
from facilitate.forums.models import (
    DayVote,
    Forum,
    ForumKeeper,
    ForumMember,
    ForumRole,
    MemberLinkPurpose,
)
from facilitate.forums.rhythm.planning import TypedMeeting, save_proposals

from ... import moment
from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene
from .rows import add_rhythm_forum


def days_offered() -> tuple[date, date]:
    """The two days of next March among which members choose."""
    year = moment.planner_today().year + 1
    return date(year, 3, 16), date(year, 3, 18)


def add_member(to: Forum, name: str, who: str, role: ForumRole = ForumRole.MEMBER) -> ForumMember:
    """An office belongs to the forum, with somebody who speaks for it."""
    organisation = add_office(name)
    row = ForumMember(
        forum_id=to.id,
        organisation_id=organisation.id,
        role=role,
        person_id=add_worker(who, organisation).id if who else None,
    )
    db.session.add(row)
    db.session.flush()
    return row


@pytest.fixture
@keep_scene
def ids(app, cast) -> dict[str, int]:
    """The South group with two members who decide, one observer, and a proposal of two days for next March."""
    today, days = moment.planner_today(), days_offered()
    with app.app_context():
        south = add_rhythm_forum("South", today - timedelta(200), "regional_group")
        add_rhythm_forum("North", today, "regional_group")
        members = {
            "vlore": add_member(south, "OJF Vlorë", "Ana Leka"),
            "fier": add_member(south, "OJF Fier", "Beni Muka"),
            "agency": add_member(south, "Agency", "Carl Smith", ForumRole.OBSERVER),
        }
        kept = save_proposals(
            south,
            [TypedMeeting([*reversed(days)], members["vlore"].id)],
            today + timedelta(10),
            today,
        )
        db.session.add(ForumKeeper(forum_id=south.id, user_id=cast.users["facilitator"]))
        found = {name: row.id for name, row in members.items()} | {
            "proposal": kept[0].id,
            "forum": south.id,
        }
        db.session.commit()
        return found


@pytest.fixture
def tokens(app, ids) -> dict[str, str]:
    with app.app_context():
        found = {
            name: link_for(
                db.session.get_one(ForumMember, ids[name]),
                MemberLinkPurpose.DATES,
                days_offered()[0].year,
            ).token
            for name in ("vlore", "fier", "agency")
        }
        db.session.commit()
        return found


def votes_typed(ids, first: int, second: int) -> dict[str, str]:
    """What suits somebody, as the form sends it."""
    days = days_offered()
    return {
        f"d-{ids['proposal']}-{days[0]}": str(first),
        f"d-{ids['proposal']}-{days[1]}": str(second),
    }


def votes_kept(app) -> dict[tuple[int, date], int]:
    """What suits whom on which day."""
    with app.app_context():
        return {
            (row.member_id, row.day): row.suits for row in db.session.scalars(sa.select(DayVote))
        }
