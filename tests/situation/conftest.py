"""A committee of one county: police, social services, a municipality; two indicators; kept by the organiser of `spring`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.directory.models import District, OfficeKind
from facilitate.forums.actions import add_forum, make_keeper, set_territory
from facilitate.forums.links import link_for
from facilitate.forums.models import Forum, ForumMember, ForumRole, MemberLinkPurpose
from facilitate.lib.text import Words
from facilitate.situation.cells import PeopleSplit, PlaceSplit
from facilitate.situation.models import SituationIndicator
from facilitate.situation.period import latest_ended, period_key

from .. import moment
from ..directory.rows import add_office, add_worker
from ..scenes import keep_scene

VICTIMS = {"total": 14, "people:f child": 5, "people:m child": 1, "people:f adult": 8}
"""What the police count: one boy, who is never to be found in what leaves."""


@dataclass(frozen=True)
class Committee:
    """Numbers of what was made; `period` is the half-year that ended last."""

    forum: int
    members: dict[str, int]
    victims: int
    children: int
    period: int
    slug: str = "korca"

    @property
    def path(self) -> str:
        """The forum's analysis."""
        return f"/forums/{self.slug}/situation"

    @property
    def half(self) -> str:
        """The pages of the half-year."""
        return f"{self.path}/{period_key(self.period)}"

    def typed(self, counts: dict[str, int], line: int = 0, **more: str) -> dict[str, str]:
        """What a browser posts for the counts of an indicator (the victims')."""
        cells = {f"n-{line or self.victims}-{cell}": str(n) for cell, n in counts.items()}
        return {"name": "Ana Leka", "seen": "0", **cells, **more}


@pytest.fixture
@keep_scene
def committee(app: Flask, cast) -> Committee:
    """Nothing is sent yet."""
    with app.app_context():
        forum = add_forum(
            Forum(
                slug="korca",
                name=Words("Committee of Korçë", "Komiteti i Korçës"),
                purpose=Words(),
                kind="regional_committee",
                created_at=datetime(2024, 1, 1, tzinfo=UTC),
            )
        )
        make_keeper(forum, cast.users["organiser"])
        places = db.session.scalars(
            sa.select(District.id).join(District.county).where(District.county.has(key="korce"))
        )
        set_territory(forum, list(places))
        members = {
            key: _member(forum, name, kind, who)
            for key, name, kind, who in (
                ("police", "Policia Korçë", OfficeKind.POLICE, "Ana Leka"),
                ("social", "Shërbimi Social Korçë", OfficeKind.SOCIAL_SERVICES, "Beni Muka"),
                ("town", "Bashkia Korçë", OfficeKind.MUNICIPALITY, "Dora Kola"),
            )
        }
        period = latest_ended(moment.planner_today())
        lines = [
            _line(
                "victims",
                0,
                period,
                people=PeopleSplit.SEX_AGE,
                sources=["police", "social_services"],
            ),
            _line("children", 1, period, place=PlaceSplit.DISTRICT, sources=["municipality"]),
        ]
        db.session.commit()
        return Committee(forum.id, members, lines[0], lines[1], period)


def _member(forum: Forum, name: str, kind: OfficeKind, who: str) -> int:
    organisation = add_office(name, district="korce")
    organisation.kind = kind
    speaker = add_worker(who, organisation)
    speaker.languages = "en"
    row = ForumMember(
        forum_id=forum.id,
        organisation_id=organisation.id,
        person_id=speaker.id,
        role=ForumRole.MEMBER,
        since=date(2024, 1, 1),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _line(key: str, position: int, first: int, **more: object) -> int:
    row = SituationIndicator(
        kind="regional_committee",
        key=key,
        position=position,
        name=Words(key.capitalize(), f"{key}-sq"),
        unit=Words("people", "persona"),
        definition=Words(f"What {key} means", f"Çfarë do të thotë {key}"),
        counted=Words(),
        first=first,
        **more,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


@pytest.fixture
def keeper(sign_in: Callable[[str], FlaskClient], committee: Committee) -> FlaskClient:
    """A browser signed in as the committee's keeper, who is no administrator."""
    return sign_in("organiser")


@pytest.fixture
def links(app: Flask, committee: Committee) -> dict[str, str]:
    """The page of each office."""
    with app.app_context():
        found = {
            key: link_for(
                db.session.get_one(ForumMember, member),
                MemberLinkPurpose.SITUATION,
                committee.period,
            ).token
            for key, member in committee.members.items()
        }
        db.session.commit()
        return {key: f"/s/{token}" for key, token in found.items()}
