"""Everything an analysis is put together from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from ... import clock
from ...data.db import db
from ...forums.leaving import check_texts, point_texts, problem_texts, whose_forum
from ...forums.meetings.queries import MeetingRow, meetings_of, points_of
from ...forums.models import Forum, ForumMember, OpenPoint, PointKind
from ...forums.problem_models import Problem
from ...forums.programme.guidance import GuidanceCount, guidance_between
from ...forums.programme.queries import checks_of, guidance_of
from ...forums.programme.standards import VisitCount, findings_between, visits_between
from ...forums.programme_models import StandardCheck
from ...notes.models import NoteDecision
from ...participation.counting.out.actions import attended_of_each
from ...participation.models import Participation, Standing
from ...release import two_people
from ...release.clearing import ClearedTexts, clear_texts
from ...release.models import TextSource
from ...release.two_people import ReleaseStanding
from ..labels import Places
from ..models import SituationIndicator, SituationReview, SituationSending, SituationText
from ..period import first_day, last_day
from ..protecting import Telling
from ..queries import asked_in, indicator_lines, offices_of, places_of
from .blocks import BLOCKS, written_block_texts


@dataclass(frozen=True)
class Analysis:
    """A half-year of a forum, put together. `told`, `before`: what may leave of the numbers of it and of the one before.

    `visits`: what was seen of standards; `findings`: what was to be mended; `guidance`: advice and trainings.
    `decided`: how many decisions each meeting took, by the number of its event; `people`: how many different ones came to all of
    them; `late`: offices that sent nothing; `periods`:
    half-years for which any did.
    """

    forum: Forum
    period: int
    review: SituationReview | None
    lines: Sequence[SituationIndicator]
    told: Mapping[str, Telling]
    before: Mapping[str, Telling]
    places: Places
    texts: Mapping[str, SituationText]
    meetings: Sequence[MeetingRow]
    came: Mapping[int, int]
    decided: Mapping[int, int]
    people: int
    points: Sequence[OpenPoint]
    problems: Sequence[Problem]
    visits: Sequence[VisitCount]
    findings: Sequence[StandardCheck]
    guidance: Sequence[GuidanceCount]
    late: Sequence[str]
    periods: Collection[int]
    cleared: ClearedTexts
    released: ReleaseStanding

    @property
    def approved(self) -> bool:
        """Whether the committee stands behind the numbers."""
        return self.review is not None and self.review.approved_on is not None

    @property
    def out(self) -> bool:
        """Whether it may leave: approved, and its words released by two people."""
        return (
            self.approved
            and not self.cleared.undecided
            and (self.released.out or not self.cleared.texts)
        )


def analysis_of(forum: Forum, period: int) -> Analysis:
    """The situation analysis of a forum for a half-year."""
    first, last = first_day(period), min(last_day(period), clock.today())
    lines = asked_in(indicator_lines(forum.kind), period)
    one = SituationReview
    both = sa.select(one).where(one.forum_id == forum.id, one.period.in_((period - 1, period)))
    both = both.options(undefer(SituationReview.told))
    reviews = {row.period: row for row in db.session.scalars(both)}
    review = reviews.get(period)
    texts = {one.key: one for one in texts_in(forum, period)}
    points = [one for one in points_of(forum) if _of_half_year(one, first, last)]
    problems = db.session.scalars(
        sa.select(Problem)
        .where(Problem.forum_id == forum.id, Problem.raised_on.between(first, last))
        .order_by(Problem.raised_on, Problem.id)
    ).all()
    meetings = [one for one in meetings_of(forum) if first <= one.event.first_day <= last]
    checks = checks_of(forum)
    findings = findings_between(checks, first, last)
    told = [
        *written_block_texts(texts.values()),
        *point_texts(points),
        *problem_texts(problems),
        *check_texts(findings),
    ]
    cleared = clear_texts(whose_forum(forum), told)
    sent, met = _offices_by_period(forum), [one.event.id for one in meetings]
    return Analysis(
        forum=forum,
        period=period,
        review=review,
        lines=lines,
        told=_told(review),
        before=_told(reviews.get(period - 1)),
        places=places_of(forum),
        texts=texts,
        meetings=meetings[::-1],
        came=attended_of_each({one.event.id: one.came for one in meetings if one.came}),
        decided=_count_decisions(met),
        people=_count_people(met),
        points=points,
        problems=problems,
        visits=visits_between(checks, first, last),
        findings=findings,
        guidance=guidance_between(guidance_of(forum), first, last),
        late=[
            one.organisation.name
            for one in offices_of(forum, lines)
            if one.organisation_id not in sent.get(period, ())
        ],
        periods=sent.keys(),
        cleared=cleared,
        released=two_people.release_standing(TextSource.SITUATION, review.id, cleared.digest)
        if review
        else ReleaseStanding(),
    )


def _offices_by_period(forum: Forum) -> dict[int, set[int]]:
    """The organisations that sent something, by half-year."""
    one, found = SituationSending, dict[int, set[int]]()
    pairs = sa.select(one.period, ForumMember.organisation_id).join(one.member).distinct()
    for period, office in db.session.execute(pairs.where(one.forum_id == forum.id)):
        found.setdefault(period, set()).add(office)
    return found


def _told(review: SituationReview | None) -> Mapping[str, Telling]:
    return review.told[-1] if review and review.told else {}


def texts_in(forum: Forum, period: int) -> Sequence[SituationText]:
    """The texts of a half-year in the order of the document."""
    one = SituationText
    rows = db.session.scalars(
        sa.select(one).where(one.forum_id == forum.id, one.period == period)
    ).all()
    order = list(BLOCKS)
    return sorted((row for row in rows if row.key in BLOCKS), key=lambda row: order.index(row.key))


def _of_half_year(point: OpenPoint, first: date, last: date) -> bool:
    """Whether an action was closed in the half-year, or is still open after it."""
    if point.kind is not PointKind.ACTION:
        return False
    raised = point.raised_at.first_day if point.raised_at else first
    if raised > last:
        return False
    return point.closed_on is None or first <= point.closed_on


def _count_decisions(events: Sequence[int]) -> dict[int, int]:
    """How many decisions each of these events took."""
    query = (
        sa.select(NoteDecision.event_id, sa.func.count())
        .where(NoteDecision.event_id.in_(events), NoteDecision.removed_at.is_(None))
        .group_by(NoteDecision.event_id)
    )
    return {key: number for key, number in db.session.execute(query)}


def _count_people(events: Sequence[int]) -> int:
    """How many different people came to these events."""
    query = sa.select(sa.func.count(Participation.person_id.distinct()))
    came = Participation.event_id.in_(events), Participation.standing == Standing.ATTENDED
    return db.session.scalar(query.where(*came)) or 0


def made_at(found: Analysis) -> datetime:
    """The moment a file says it was made at: the day of the approval."""
    day = found.review.approved_on if found.review and found.review.approved_on else clock.today()
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.now().tzinfo)
