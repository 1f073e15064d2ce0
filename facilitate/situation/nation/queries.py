"""Everything a national analysis is put together from: what counties tell, what they passed up, what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ... import clock
from ...data.db import db
from ...forums.leaving import clear_problems
from ...forums.models import ForumMember
from ...forums.passing.queries import passed_between
from ...forums.problem_models import PassedUp
from ...release.clearing import ClearedTexts, clear_texts
from ...release.models import TextSource
from ...release.texts import PLANNERS_OWN
from ...release.two_people import ReleaseStanding, release_standing
from ..models import NationalText, SituationIndicator, SituationQuestion, SituationReview
from ..panorama.open_data import release_id
from ..panorama.queries import Panorama, panorama_of
from ..panorama.splits import SplitTable, split_tables
from ..period import first_day, last_day, latest_ended
from ..protecting import Telling
from .blocks import written_national_texts


@dataclass(frozen=True)
class NationalAnalysis:
    """A half-year of all forums of a kind. `approved`: the day each forum approved it, by its number.

    `passed`: what was passed up in it; `own`: the written texts as they may leave, `county`: problems and answers to them.
    """

    found: Panorama
    approved: Mapping[int, date]
    tellings: Mapping[int, Mapping[str, Telling]]
    texts: Mapping[str, NationalText]
    passed: Sequence[PassedUp]
    own: ClearedTexts
    county: ClearedTexts

    @property
    def kind(self) -> str:
        """The kind of forum."""
        return self.found.kind

    @property
    def period(self) -> int:
        """The half-year."""
        return self.found.period

    @cached_property
    def cleared(self) -> ClearedTexts:
        """All texts as they may leave."""
        parts = (self.own, self.county)
        return ClearedTexts(
            {**self.own.texts, **self.county.texts},
            sum(one.undecided for one in parts),
            sum(one.rows_undecided for one in parts),
            sum(one.unseen for one in parts),
        )

    @property
    def tells(self) -> bool:
        """Whether any forum tells a number of the half-year."""
        return any(period == self.period for _forum, period in self.found.totals)

    def splits(self, line: SituationIndicator) -> list[SplitTable]:
        """A line by sex, age and kind, forum by forum and together."""
        key = str(line.id)
        told = {forum: rows[key] for forum, rows in self.tellings.items() if key in rows}
        return split_tables(self.found, line, told)


def national_analysis(kind: str, period: int) -> NationalAnalysis:
    """The national analysis of a half-year."""
    found = panorama_of(kind, period, latest_ended(clock.today()))
    ids = [one.id for one in found.forums]
    one = SituationReview
    rows = db.session.execute(
        sa.select(one.forum_id, one.approved_on, one.told).where(
            one.period == period, one.forum_id.in_(ids)
        )
    ).all()
    texts = db.session.scalars(
        sa.select(NationalText).where(NationalText.kind == kind, NationalText.period == period)
    ).all()
    passed = passed_between(kind, first_day(period), last_day(period))
    return NationalAnalysis(
        found=found,
        approved={forum: day for forum, day, _told in rows if day},
        tellings={forum: told[-1] for forum, _day, told in rows if told},
        texts={row.key: row for row in texts},
        passed=passed,
        own=clear_texts(PLANNERS_OWN, written_national_texts(texts)),
        county=clear_problems(
            list({row.problem_id: row.problem for row in passed}.values()), passed
        ),
    )


def released_nation(found: NationalAnalysis, digest: str) -> ReleaseStanding:
    """Who has released exactly these words and numbers."""
    return release_standing(TextSource.NATION, release_id(found.kind, found.period), digest)


def made_at(found: NationalAnalysis) -> datetime:
    """The moment a file says it was made at: the day of the last approval."""
    day = max(found.approved.values(), default=clock.today())
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.now().tzinfo)


def answered_questions(
    found: NationalAnalysis,
) -> Sequence[tuple[SituationQuestion, ForumMember]]:
    """What offices answered about numbers of the half-year, and which. It stays in the house."""
    one = SituationQuestion
    query = (
        sa.select(one, ForumMember)
        .join(ForumMember, ForumMember.id == one.member_id)
        .where(
            one.forum_id.in_([forum.id for forum in found.found.forums]),
            one.period == found.period,
            one.answered_at.is_not(None),
        )
        .options(joinedload(ForumMember.organisation))
        .order_by(one.forum_id, one.at, one.id)
    )
    return [(row, member) for row, member in db.session.execute(query)]
