"""The sections of a report without what stands in them: for the list of sections, which need not assemble anything."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from ...agenda.kinds import StepKind
from ...agenda.models import LiveAction, Step, StepObjective, StepSpeaker
from ...agenda.plan import Plan, PlanStep
from ...agenda.queries import outline_of
from ...budget.models import Contribution
from ...cafe.models import Cafe, CafeNote
from ...consultation.models import Answer, Questionnaire
from ...consultation.questionnaire import is_consultation, is_evaluation
from ...data.db import db
from ...events.models import AgreementStatus, Event, Objective
from ...notes.models import NoteAction, NoteDecision, NoteLine, NotePhoto
from ...participation.models import Participation, Registration, Standing
from ...practice.models import Lesson, PracticeSheet
from ...voting.models import StepVote, VoteStatus
from ...web.i18n import LANGUAGES, current_language
from ..models import Attachment, SectionText
from ..proceedings import Section
from .arranging import Arrangement, arrange_sections
from .queries import edited_texts, proceedings_of
from .sessions import SILENT
from .titles import chapter_titles, session_key

KINDS = {StepKind.CAFE: "cafe", StepKind.GROUP: "groups"}
"""The chapter a step's section stands in; all others in that of the sessions."""


@dataclass(frozen=True)
class ReportOutline:
    """The sections in their order, without text; which of them have something to say, and how many lines a step's has.

    `unplaced`: lines for the report that stand at no step of a day, so that no section has them.
    """

    sections: tuple[Section, ...]
    wanted: Arrangement
    written: Mapping[str, SectionText]
    filled: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)
    unplaced: int = 0

    @property
    def all(self) -> list[Section]:
        """Every section, each ahead of its own."""
        return [one for top in self.sections for one in (top, *top.sections)]

    @property
    def lost(self) -> list[SectionText]:
        """What the team has written for sessions that are gone from the agenda: it is in no report, and not thrown away."""
        there = {one.key for one in self.all}
        return [row for key, row in self.written.items() if key not in there]


def report_outline(event: Event) -> ReportOutline:
    """The outline in the language spoken now."""
    kept, written = proceedings_of(event), edited_texts(event, current_language())
    plan = outline_of(event)
    lines, unplaced = _lines(event, plan)
    own: dict[str, list[Section]] = {"sessions": [], "cafe": [], "groups": []}
    for step in _steps(plan):
        own[KINDS.get(step.kind, "sessions")].append(
            Section(session_key(step.id), step.title.to(current_language()))
        )
    sections = [
        Section(key, title, sections=tuple(own.get(key, ())))
        for key, title in chapter_titles().items()
    ]
    wanted = Arrangement.of(kept.sections if kept else [])
    numbers = {session_key(step): number for step, number in lines.items()}
    filled = {
        *_filled(event),
        *numbers,
        *_announced(event, plan),
        *written,
        "summary",
        *(["programme"] if plan.steps else []),
    }
    return ReportOutline(
        sections=tuple(arrange_sections(sections, wanted)),
        wanted=wanted,
        written=written,
        filled=frozenset(filled),
        lines=numbers,
        unplaced=unplaced,
    )


def _steps(plan: Plan) -> list[PlanStep]:
    """The steps that can have a section, in the order of the programme; what a group step holds belongs to it."""
    found = []
    for day in plan.in_order:
        for timed in plan.timed(day.id):
            step = plan.steps[timed.id]
            block = plan.steps.get(step.block) if step.block else None
            holds = bool(plan.inside(step.id)) and step.kind is not StepKind.GROUP
            if (
                step.kind not in SILENT
                and not holds
                and not (block and block.kind is StepKind.GROUP)
            ):
                found.append(step)
    return found


def _lines(event: Event, plan: Plan) -> tuple[dict[int, int], int]:
    """How much each step has, withheld lines and photos left out; what a group step holds counts there.

    And how many lines stand at none.
    """
    lines, photos = (
        sa.select(model.step_id, sa.func.count(model.id))
        .where(model.event_id == event.id, model.removed_at.is_(None), model.withheld.is_(False))
        .group_by(model.step_id)
        for model in (NoteLine, NotePhoto)
    )
    points = (
        sa.select(Cafe.step_id, sa.func.count(CafeNote.id))
        .select_from(CafeNote)
        .join(Cafe, CafeNote.cafe_id == Cafe.id)
        .join(Step, Cafe.step_id == Step.id)
        .where(Step.event_id == event.id, CafeNote.removed_at.is_(None))
        .group_by(Cafe.step_id)
    )
    votes = (
        sa.select(StepVote.step_id, sa.func.count(StepVote.id))
        .where(StepVote.event_id == event.id, StepVote.status == VoteStatus.CLOSED)
        .group_by(StepVote.step_id)
    )
    found: Counter[int] = Counter()
    unplaced = 0
    for query in (lines, photos, points, votes):
        for key, number in db.session.execute(query):
            step = plan.steps.get(key or 0)
            if query is lines and (step is None or plan.day_of(step) is None):
                unplaced += number
            block = plan.steps.get(step.block) if step and step.block else None
            if step:
                found[block.id if block and block.kind is StepKind.GROUP else step.id] += number
    return dict(found), unplaced


def _announced(event: Event, plan: Plan) -> list[str]:
    """The sessions that have something to say before anybody spoke: presenters, or a text for participants."""
    presented = sa.exists().where(StepSpeaker.step_id == Step.id)
    rows = db.session.execute(
        sa.select(Step.id, Step.about, presented).where(
            Step.event_id == event.id, Step.removed_at.is_(None), Step.internal.is_(False)
        )
    )
    return [
        session_key(key)
        for key, about, has_speaker in rows
        if (about or has_speaker) and key in plan.steps and plan.steps[key].kind not in KINDS
    ]


def _filled(event: Event) -> list[str]:
    """Which chapters besides the steps' have something to say."""
    mine, there = event.id, Participation.event_id == event.id
    asked = {
        "participation": sa.select(Participation.id).where(
            there, Participation.standing != Standing.LISTED
        ),
        "asked": sa.select(Objective.id).where(
            Objective.event_id == mine,
            sa.or_(
                Objective.status != AgreementStatus.IDEA,
                Objective.id.in_(sa.select(StepObjective.objective_id)),
                *(
                    sa.type_coerce(column, sa.JSON)[code].as_string() != ""
                    for column in (Objective.unserved_why, Objective.passed_to)
                    for code in LANGUAGES
                ),
            ),
        ),
        "answers": sa.select(Answer.id).join(Questionnaire).where(is_consultation(mine)),
        "decisions": sa.select(NoteDecision.id).where(
            NoteDecision.event_id == mine, NoteDecision.removed_at.is_(None)
        ),
        "actions": sa.select(NoteAction.id).where(
            NoteAction.event_id == mine, NoteAction.removed_at.is_(None)
        ),
        "evaluated": sa.select(Answer.id).join(Questionnaire).where(is_evaluation(mine)),
        "evaluation": sa.select(LiveAction.id).where(LiveAction.event_id == mine),
        "lessons": sa.select(Lesson.id).where(Lesson.event_id == mine, Lesson.taken.is_(True)),
        "sponsors": sa.select(Contribution.id).where(
            Contribution.event_id == mine, Contribution.removed_at.is_(None)
        ),
        "participants": sa.select(Registration.id)
        .join(Participation, Registration.participation_id == Participation.id)
        .where(there, Registration.in_list, Participation.standing == Standing.ATTENDED),
        "annexes": sa.select(Attachment.id).where(Attachment.event_id == mine, Attachment.public),
    }
    row = db.session.execute(
        sa.select(
            *(query.exists().label(key) for key, query in asked.items()),
            sa.select(PracticeSheet.lessons)
            .where(PracticeSheet.event_id == mine)
            .scalar_subquery()
            .label("sheet"),
        )
    ).one()
    found = {key for key, told in row._mapping.items() if told}
    chapters = {
        "decisions": "deeds",
        "actions": "deeds",
        "sheet": "lessons",
        "answers": "asked",
        "evaluated": "evaluation",
    }
    return [chapters.get(key, key) for key in found]
