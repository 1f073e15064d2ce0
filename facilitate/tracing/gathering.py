"""What the thread of an event is made of."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa

from .. import clock
from ..accounts.models import User
from ..agenda.models import Step, Strand
from ..agenda.numbering import StepNumber
from ..agenda.plan import Plan
from ..agenda.programmes import number_steps
from ..agenda.queries import outline_of
from ..cafe.models import Cafe, CafeNote, CafeTable
from ..consultation.constellation.counting import Sources, ThemeCount, count_themes
from ..consultation.constellation.queries import voices_of
from ..consultation.models import Theme
from ..consultation.queries import themes_of
from ..data.db import db
from ..events.models import Event, Objective
from ..events.queries import EventLinks, LinkedEvent, linked_events, objectives_of
from ..forums.meetings.queries import select_next_meeting
from ..notes.deciding.queries import PlacedAction, PlacedDecision
from ..notes.models import NoteKind, NoteLine
from ..report.clearing.cleared_actions import (
    ClearedAction,
    ClearedDecision,
    ClearedDeeds,
    cleared_deeds,
)
from ..report.models import Edition
from ..report.released_report import edition_is_out
from ..web.i18n import pick_wording
from .web import ThreadWeb, TracedDeed

Counted = sa.Select[Any, Any, Any, Any]

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


class QuotedLine(NamedTuple):
    """A line of the notes, for the team."""

    step: int
    kind: NoteKind
    text: str


@dataclass(frozen=True)
class ThreadData:
    """Everything of the thread by number. `said`: what was written down in each step; `edition`: of the report that is out.

    `meeting`: the next one of the forum whose meeting the event is; None where there is none, or it is of none (`of_forum`).

    `begun`: before an event begins nothing is missing in what was said.
    """

    themes: Mapping[int, Theme]
    sources: Sources
    objectives: Mapping[int, Objective]
    plan: Plan
    said: Mapping[int, StepNotesCount]
    deeds: ClearedDeeds
    edition: int | None
    begun: bool
    linked: EventLinks
    of_forum: bool = False
    meeting: LinkedEvent | None = None

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
            inherited={key: self.plan.served_by(key) for key in self.placed},
        )

    @cached_property
    def decisions(self) -> dict[int, ClearedDecision]:
        return {one.id: one for one in self.deeds.decisions}

    @cached_property
    def actions(self) -> dict[int, ClearedAction]:
        return {one.id: one for one in self.deeds.actions}

    @cached_property
    def placed(self) -> dict[int, StepPlacement]:
        """The steps of the days in their order: where each stands."""
        days = [(day.on, self.plan.timed(day.id)) for day in self.plan.in_order]
        numbers = number_steps([steps for _on, steps in days])
        return {
            one.id: StepPlacement(on, one.start, numbers[one.id])
            for on, steps in days
            for one in steps
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


def gather_thread(event: Event, user: User | None) -> ThreadData:
    """The thread of an event as that account sees it; nobody, a command, sees all."""
    themes = {one.id: one for one in themes_of(event)}
    objectives = {one.id: one for one in objectives_of(event)}
    plan, ahead, linked = outline_of(event), _ahead(event, user), linked_events(event, user)
    return ThreadData(
        themes=themes,
        sources=Sources(voices_of(event), _taken_up(themes.values())),
        objectives=objectives,
        plan=plan,
        said=_said_in(event, plan),
        deeds=cleared_deeds(event),
        edition=ahead.edition,
        begun=clock.today_in(event) >= event.first_day,
        linked=linked,
        of_forum=ahead.of_forum,
        meeting=ahead.meeting or linked.meeting,
    )


def _taken_up(themes: Iterable[Theme]) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one in themes:
        if one.objective_id:
            found[one.objective_id].add(one.id)
    return {key: frozenset(ids) for key, ids in found.items()}


class _Ahead(NamedTuple):
    """The number of the edition that is out, whether the event is a forum's meeting, and its forum's next one."""

    edition: int | None
    of_forum: bool
    meeting: LinkedEvent | None


def _ahead(event: Event, user: User | None) -> _Ahead:
    """What comes after what was promised, in one question."""
    number = sa.select(sa.func.max(Edition.number)).where(
        Edition.event_id == event.id, *edition_is_out()
    )
    query = select_next_meeting(event, user).add_columns(number.scalar_subquery())
    forum, title, on, slug, edition = db.session.execute(query).one()
    return _Ahead(edition, forum is not None, LinkedEvent(title, on, slug) if slug else None)


def _said_in(event: Event, plan: Plan) -> dict[int, StepNotesCount]:
    """What was written down in each step and is for the report; lines of a group, or of a step in a block, count in the block."""
    lines, groups, heard = Counter[int](), Counter[int](), Counter[int]()
    strands: dict[int, int] = {}
    spoke = set[int]()
    found = _counted_in(event)
    for step, group, _number in found[GROUP]:
        strands[group] = step
        groups[step] += 1
    for step, _table, points in found[TABLE]:
        groups[step] += 1
        heard[step] += bool(points)
        lines[step] += points
    for step, said_by, number in found[LINES_OF]:
        lines[step] += number
        inside = plan.steps.get(step)
        if inside and inside.block and not inside.strand:
            lines[inside.block] += number
        of_group = said_by or (inside.strand if inside else 0)
        if of_group in strands:
            spoke.add(of_group)
            if strands[of_group] != step:
                lines[strands[of_group]] += number
    heard.update(strands[one] for one in spoke)
    return {
        step: StepNotesCount(lines[step], groups[step], heard[step]) for step in {*lines, *groups}
    }


GROUP, TABLE, LINES_OF = "group", "table", "lines"
"""What is counted of a step: a parallel group, a table of a café, lines of a group (0: of none)."""


def _counted_in(event: Event) -> Mapping[str, Sequence[tuple[int, int, int]]]:
    """The groups, tables and lines of every step in one question: the step, which one, and how many points it has."""
    found: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    of_each = sa.union_all(_groups_in(event), _points_by_table(event), _lines_by_group(event))
    for what, step, one, number in db.session.execute(of_each):
        found[what].append((step, one, number))
    return found


def _groups_in(event: Event) -> Counted:
    """Every parallel group: the block it is in, and itself."""
    query = sa.select(sa.literal(GROUP), Strand.block_id, Strand.id, sa.literal(0))
    return query.where(Strand.event_id == event.id, Strand.removed_at.is_(None))


def _points_by_table(event: Event) -> Counted:
    """Every table of a café: its step, and how many points it has."""
    points = sa.and_(CafeNote.table_id == CafeTable.id, CafeNote.removed_at.is_(None))
    return (
        sa.select(sa.literal(TABLE), Cafe.step_id, CafeTable.id, sa.func.count(CafeNote.id))
        .join(CafeTable, CafeTable.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .outerjoin(CafeNote, points)
        .where(Step.event_id == event.id, Step.removed_at.is_(None))
        .group_by(Cafe.step_id, CafeTable.id)
    )


def _lines_by_group(event: Event) -> Counted:
    """How many lines each step has of each group, and of no group."""
    group = sa.func.coalesce(NoteLine.strand_id, 0)
    return (
        sa.select(sa.literal(LINES_OF), NoteLine.step_id, group, sa.func.count(NoteLine.id))
        .where(*_told(event), NoteLine.step_id.is_not(None))
        .group_by(NoteLine.step_id, NoteLine.strand_id)
    )


def _told(event: Event) -> tuple[sa.ColumnElement[bool], ...]:
    """The lines of an event that are for the report."""
    return (
        NoteLine.event_id == event.id,
        NoteLine.removed_at.is_(None),
        NoteLine.withheld.is_(False),
    )


def quote_lines(
    event: Event, fabric: ThreadData, steps: Collection[int], most: int
) -> list[QuotedLine]:
    """At most so many lines of these steps as they may be told, the weightiest first; for those who take notes."""
    if not steps:
        return []
    weight = sa.case(
        {kind: at for at, kind in enumerate(WEIGHTY)}, value=NoteLine.kind, else_=len(WEIGHTY)
    )
    rows = db.session.execute(
        sa.select(NoteLine.id, NoteLine.step_id, NoteLine.kind, NoteLine.text)
        .where(*_told(event), NoteLine.step_id.in_(steps))
        .order_by(weight, NoteLine.at, NoteLine.id)
        .limit(most)
    )
    return [
        QuotedLine(step or 0, kind, fabric.deeds.told_line(key, text))
        for key, step, kind, text in rows
    ]
