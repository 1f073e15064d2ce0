"""The South group and two others of its kind, the national conference's consultation, and a problem of each."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.directory.models import County
from facilitate.forums.actions import add_forum
from facilitate.forums.models import Forum
from facilitate.forums.problem_models import Problem
from facilitate.lib.text import Words

from ... import moment
from ...scenes import keep_scene
from ..meetings.conftest import South, keeper, south

__all__ = ["keeper", "south"]


@dataclass(frozen=True)
class Found:
    """Numbers of the problems: two of the South, one of the North."""

    shelter: int
    money: int
    north: int


@pytest.fixture
@keep_scene
def found(app: Flask, south: South) -> Found:
    """Shelter is named in South and North, money in the South alone; the East names nothing."""
    with app.app_context():
        vlore = db.session.scalars(sa.select(County.id).where(County.key == "vlore")).one()
        others = [
            add_forum(
                Forum(
                    name=Words(f"{name} group", f"Grupi {name}"),
                    purpose=Words(),
                    kind="regional_group",
                    created_at=moment.now(),
                )
            )
            for name in ("North", "East")
        ]
        rows = [
            Problem(
                forum_id=forum,
                text=text,
                theme=theme,
                county_id=county,
                raised_on=moment.planner_today(),
            )
            for forum, text, theme, county in (
                (south.forum, "There is no bed for the night in Vlorë.", "Shelter", vlore),
                (south.forum, "The bus to the hearing is not paid.", "Money", None),
                (others[0].id, "Nobody takes boys in.", "the shelters", None),
            )
        ]
        db.session.add_all(rows)
        db.session.commit()
        return Found(*(row.id for row in rows))
