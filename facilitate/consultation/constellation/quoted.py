"""What was said, passage by passage: the words behind the numbers of the constellation and of an objective."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from ...data.db import db
from ...directory.models import County, Sector
from ...events.models import Event, Objective
from ..models import Answer, Coding, Passage, Reply, Stance, Theme
from .columns import CAPITAL, OUTSIDE
from .passage_filter import PassageFilter


class QuotedPassage(NamedTuple):
    """A passage with a theme: its words, where they stand, who said them as far as it is known, and on which side."""

    theme: int
    text: str
    reply: int
    answer: int
    sector: Sector
    county: str
    stance: Stance
    passage: int


def quoted_passages(event: Event, wanted: PassageFilter) -> list[QuotedPassage]:
    """The passages, theme by theme and sector by sector; answers in no order of their own."""
    rows = db.session.execute(
        sa.select(
            Coding.theme_id,
            Reply.text,
            Passage.start,
            Passage.end,
            Reply.id,
            Reply.answer_id,
            Sector,
            County.name,
            Coding.stance,
            Passage.id,
        )
        .join_from(Coding, Passage, Coding.passage_id == Passage.id)
        .join(Theme, Coding.theme_id == Theme.id)
        .join(Reply, Passage.reply_id == Reply.id)
        .join(Answer, Reply.answer_id == Answer.id)
        .join(Sector, Answer.sector_id == Sector.id)
        .outerjoin(County, Answer.county_id == County.id)
        .where(Theme.event_id == event.id, ~Theme.gone, *_conditions(wanted))
        .order_by(
            Theme.position, Sector.position, Coding.stance.desc(), Answer.receipt, Passage.start
        )
    )
    return [
        QuotedPassage(
            theme=theme,
            text=text[start:end],
            reply=reply,
            answer=answer,
            sector=sector,
            county=county or "",
            stance=stance,
            passage=passage,
        )
        for theme, text, start, end, reply, answer, sector, county, stance, passage in rows
    ]


def spread_over_sectors(rows: Sequence[QuotedPassage], most: int) -> list[QuotedPassage]:
    """At most so many of the passages: one of each sector in turn, so that no sector is left out; of several themes once."""
    once: dict[int, QuotedPassage] = {}
    for row in rows:
        once.setdefault(row.passage, row)
    rows = list(once.values())
    turn = Counter[int]()
    place = []
    for row in rows:
        place.append(turn[row.sector.id])
        turn[row.sector.id] += 1
    chosen = sorted(range(len(rows)), key=lambda at: (place[at], at))[:most]
    return [rows[at] for at in chosen]


def _conditions(wanted: PassageFilter) -> list[sa.ColumnElement[bool]]:
    found: list[Any] = []
    if wanted.themes:
        found.append(Coding.theme_id.in_(wanted.themes))
    if wanted.objective is not None:
        found.append(Theme.objective_id == wanted.objective)
    if wanted.goal is not None:
        served = sa.select(Objective.id).where(Objective.goal_id == wanted.goal)
        found.append(sa.or_(Theme.goal_id == wanted.goal, Theme.objective_id.in_(served)))
    if wanted.county is not None:
        found.append(
            Answer.county_id == wanted.county if wanted.county else Answer.county_id.is_(None)
        )
    if wanted.capital is not None:
        inside = {OUTSIDE: False, CAPITAL: True}.get(wanted.capital)
        found.append(Answer.capital.is_(inside))
    columns = (Answer.sector_id, Reply.question_id, Coding.stance)
    chosen = (wanted.sector, wanted.question, wanted.stance)
    found += [
        column == value for column, value in zip(columns, chosen, strict=True) if value is not None
    ]
    return found
