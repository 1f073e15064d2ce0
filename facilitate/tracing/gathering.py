"""What the thread of an event is made of."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa

from .. import clock
from ..accounts.models import User
from ..agenda.models import Step, Strand
from ..agenda.numbering import StepNumber
from ..agenda.plan import Plan
from ..agenda.queries import outline_of
from ..cafe.models import Cafe, CafeNote, CafeTable
from ..consultation.constellation.counting import Sources, ThemeCount, count_themes
from ..consultation.constellation.queries import voices_of
from ..consultation.models import Theme
from ..consultation.queries import themes_of
from ..data.db import db, model_again
from ..events.models import Event, Member, Objective
from ..events.queries import objectives_of
from ..lib.text import Words
from ..notes.deciding.queries import PlacedAction, PlacedDecision, actions_of, decisions_of
from ..notes.models import NoteKind, NoteLine
from ..report.models import Edition
from ..report.released_report import edition_is_out
from ..web.i18n import pick_wording
from .web import ThreadWeb, TracedDeed

WEIGHTY = (NoteKind.DECISION, NoteKind.PROPOSAL, NoteKind.DISAGREEMENT, NoteKind.QUOTE)
"""What of what was said is told first."""


class StepNotesCount(NamedTuple):
    """How much was written down in a step, and in how many of its groups or tables (0: it has none)."""

    lines: int = 0
    groups: int = 0
    heard: int = 0


class StepPlacement(NamedTuple):
    """Where a step stands in the agenda; `start` in minutes after midnight."""

    on: date
    start: int
    number: StepNumber


class LaterEvent(NamedTuple):
    """An event that builds on this one."""

    slug: str
    title: Words
    first_day: date


class QuotedLine(NamedTuple):
    """A line of the notes, for the team."""

    step: int
    kind: NoteKind
    text: str


@dataclass(frozen=True)
class ThreadData:
    """Everything of the thread by number. `said`: what was written down in each step; `edition`: of the report that is out.

    `begun`: before an event begins nothing is missing in what was said.
    """

    themes: Mapping[int, Theme]
    sources: Sources
    objectives: Mapping[int, Objective]
    plan: Plan
    said: Mapping[int, StepNotesCount]
    decisions: Mapping[int, PlacedDecision]
    actions: Mapping[int, PlacedAction]
    edition: int | None
    begun: bool
    later: Sequence[LaterEvent]

    @cached_property
    def web(self) -> ThreadWeb:
        return ThreadWeb(
            objectives=list(self.objectives),
            themes={key: one.objective_id for key, one in self.themes.items()},
            # what is parked serves nothing yet; what was decided in it stays in its lane
            steps={
                key: self.plan.steps[key].objectives if key in self.placed else ()
                for key in self.order
            },
            decisions=[_deed(one) for one in self.decisions.values()],
            actions=[_deed(one) for one in self.actions.values()],
        )

    @cached_property
    def placed(self) -> dict[int, StepPlacement]:
        """The steps of the days in their order: where each stands."""
        days, plan = self.plan.in_order, self.plan
        several = len(days) > 1
        return {
            one.id: StepPlacement(when.on, one.start, StepNumber(number if several else 0, place))
            for number, when in enumerate(days, 1)
            for place, one in enumerate(plan.timed(when.id), 1)
        }

    @cached_property
    def order(self) -> list[int]:
        """The steps in the order of the agenda; those without a place come last."""
        return list(dict.fromkeys([*self.placed, *sorted(self.plan.steps)]))

    @cached_property
    def counts(self) -> Mapping[int, ThemeCount]:
        """How many answers of each sector speak of each theme."""
        sectors = list(dict.fromkeys(voice.sector for voice in self.sources.voices))
        return {
            one.theme: one for one in count_themes(list(self.themes), sectors, self.sources.voices)
        }

    def titled(self, step: int) -> str:
        """`2·7 · World café`"""
        title, there = pick_wording(self.plan.steps[step].title), self.placed.get(step)
        return f"{there.number} · {title}" if there else title


def _deed(one: PlacedDecision | PlacedAction) -> TracedDeed:
    return TracedDeed(one.id, one.row.objective_id, one.row.step_id)


def gather_thread(event: Event, user: User) -> ThreadData:
    """The thread of an event as that account sees it."""
    themes = {one.id: one for one in themes_of(event)}
    objectives = {one.id: one for one in objectives_of(event)}
    edition, later = _after(event, user)
    plan = outline_of(event)
    return ThreadData(
        themes=themes,
        sources=Sources(voices_of(event), _taken_up(themes.values())),
        objectives=objectives,
        plan=plan,
        said=_said_in(event, plan),
        decisions={one.id: one for one in decisions_of(event)},
        actions={one.id: one for one in actions_of(event)},
        edition=edition,
        begun=clock.today_in(event) >= event.first_day,
        later=later,
    )


def _taken_up(themes: Iterable[Theme]) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one in themes:
        if one.objective_id:
            found[one.objective_id].add(one.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _after(event: Event, user: User) -> tuple[int | None, list[LaterEvent]]:
    """The number of the edition that is out, and the events of that account that build on this one."""
    edition = sa.select(sa.func.max(Edition.number)).where(
        Edition.event_id == event.id, *edition_is_out()
    )
    after = model_again(Event, "after")
    mine = sa.exists().where(Member.event_id == after.id, Member.user_id == user.id)
    seen = sa.true() if user.administrator else mine
    rows = db.session.execute(
        sa.select(edition.scalar_subquery(), after.slug, after.title, after.first_day)
        .select_from(Event)
        .outerjoin(after, sa.and_(after.builds_on_id == Event.id, seen))
        .where(Event.id == event.id)
        .order_by(after.first_day)
    ).all()
    return rows[0][0], [LaterEvent(*row[1:]) for row in rows if row.slug]


def _said_in(event: Event, plan: Plan) -> dict[int, StepNotesCount]:
    """What was written down in each step; a group's lines count in its block."""
    lines, groups, heard = Counter[int](), Counter[int](), Counter[int]()
    strands: dict[int, int] = {}
    for key, block in db.session.execute(
        sa.select(Strand.id, Strand.block_id).where(
            Strand.event_id == event.id, Strand.removed_at.is_(None)
        )
    ):
        strands[key] = block
        groups[block] += 1
    spoke = set[int]()
    for step, strand, number in _lines(event):
        lines[step] += number
        inside = plan.steps.get(step)
        group = strand or (inside.strand if inside else None)
        if group in strands:
            spoke.add(group)
            if strands[group] != step:
                lines[strands[group]] += number
    heard.update(strands[group] for group in spoke)
    for step, points in _tables(event):
        groups[step] += 1
        heard[step] += bool(points)
        lines[step] += points
    return {
        step: StepNotesCount(lines[step], groups[step], heard[step]) for step in {*lines, *groups}
    }


def _lines(event: Event) -> Sequence[tuple[int, int | None, int]]:
    columns = (NoteLine.step_id, NoteLine.strand_id)
    query = sa.select(*columns, sa.func.count(NoteLine.id)).where(
        NoteLine.event_id == event.id,
        NoteLine.removed_at.is_(None),
        NoteLine.step_id.is_not(None),
    )
    rows = db.session.execute(query.group_by(*columns))
    return [(step or 0, strand, number) for step, strand, number in rows]


def _tables(event: Event) -> Sequence[tuple[int, int]]:
    """The step of every table of a café, and how many points it wrote."""
    written = sa.and_(CafeNote.table_id == CafeTable.id, CafeNote.removed_at.is_(None))
    query = (
        sa.select(Cafe.step_id, sa.func.count(CafeNote.id))
        .join(CafeTable, CafeTable.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .outerjoin(CafeNote, written)
        .where(Step.event_id == event.id, Step.removed_at.is_(None))
        .group_by(Cafe.step_id, CafeTable.id)
    )
    return [(step, number) for step, number in db.session.execute(query)]


def quote_lines(event: Event, steps: Collection[int], most: int) -> list[QuotedLine]:
    """At most so many lines of these steps, the weightiest first; for those who take notes."""
    if not steps:
        return []
    weight = sa.case(
        {kind: at for at, kind in enumerate(WEIGHTY)}, value=NoteLine.kind, else_=len(WEIGHTY)
    )
    rows = db.session.execute(
        sa.select(NoteLine.step_id, NoteLine.kind, NoteLine.text)
        .where(
            NoteLine.event_id == event.id,
            NoteLine.step_id.in_(steps),
            NoteLine.removed_at.is_(None),
        )
        .order_by(weight, NoteLine.at, NoteLine.id)
        .limit(most)
    )
    return [QuotedLine(step or 0, kind, text) for step, kind, text in rows]
