"""A coalition of three and an observer whose presidency goes round, kept by the organiser of `spring`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.forums.actions import add_forum, make_keeper
from facilitate.forums.links import link_for
from facilitate.forums.models import Forum, ForumMember, ForumRole, MemberLinkPurpose, Presidency
from facilitate.lib.text import Words

from ... import moment
from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene


def first_day() -> date:
    """The first day of the presidency of today."""
    return moment.planner_today() - timedelta(days=60)


def last_day() -> date:
    """The last day of the presidency of today."""
    return moment.planner_today() + timedelta(days=23)


@dataclass(frozen=True)
class Coalition:
    """Numbers of what was made; the presidency of today is `alba`'s."""

    forum: int
    members: dict[str, int]
    presidency: int
    path: str = "/forums/coalition/presidency"

    @property
    def plan(self) -> str:
        """The page of the work plan."""
        return f"{self.path}/{self.presidency}/work-plan"


@pytest.fixture
@keep_scene
def coalition(app: Flask, cast) -> Coalition:
    """Alba, Besa and Drita take turns, an agency observes; Alba presides for another 23 days."""
    with app.app_context():
        made = datetime(2024, 1, 1, tzinfo=UTC)
        forum = add_forum(
            Forum(
                slug="coalition",
                name=Words("Coalition", "Koalicioni"),
                purpose=Words(),
                kind="coalition",
                created_at=made,
            )
        )
        add_forum(
            Forum(
                slug="south",
                name=Words("South", "Jug"),
                purpose=Words(),
                kind="regional_group",
                created_at=made,
            )
        )
        make_keeper(forum, cast.users["organiser"])
        members = {}
        for turn, (key, name, who) in enumerate(
            (
                ("alba", "Strehëza Alba", "Ana Leka"),
                ("besa", "Strehëza Besa", "Beni Muka"),
                ("drita", "Strehëza Drita", "Dora Kola"),
            ),
            1,
        ):
            members[key] = _member(forum, name, who, ForumRole.MEMBER, turn).id
        members["agency"] = _member(forum, "Agency", "Carl Smith", ForumRole.OBSERVER, None).id
        term = Presidency(
            forum_id=forum.id, member_id=members["alba"], first_day=first_day(), last_day=last_day()
        )
        db.session.add(term)
        db.session.commit()
        return Coalition(forum.id, members, term.id)


def _member(forum: Forum, name: str, who: str, role: ForumRole, turn: int | None) -> ForumMember:
    organisation = add_office(name)
    speaker = add_worker(who, organisation)
    speaker.languages = "en"
    row = ForumMember(
        forum_id=forum.id,
        organisation_id=organisation.id,
        person_id=speaker.id,
        role=role,
        since=date(2024, 1, 1),
        turn=turn,
    )
    db.session.add(row)
    db.session.flush()
    return row


@pytest.fixture
def keeper(sign_in: Callable[[str], FlaskClient], coalition: Coalition) -> FlaskClient:
    """A browser signed in as the forum's keeper, who is no administrator."""
    return sign_in("organiser")


def member_token(
    app: Flask, coalition: Coalition, key: str, purpose: MemberLinkPurpose, about: int
) -> str:
    """The token of a member's link."""
    with app.app_context():
        found = link_for(
            db.session.get_one(ForumMember, coalition.members[key]), purpose, about
        ).token
        db.session.commit()
        return found
