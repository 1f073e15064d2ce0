"""Everything a report is assembled from, asked of the database when it is first needed, in the language spoken now."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import sqlalchemy as sa

from ... import clock
from ...agenda.lessons import StepTiming
from ...agenda.plan import Plan
from ...agenda.publishing.public import Occasion, PublicDay, list_occasions, public_days
from ...agenda.queries import plan_of
from ...agenda.timing_history import timings_of
from ...budget.models import ContributionKind, PledgeStatus
from ...cafe.harvest.points import KeyPoint
from ...cafe.queries import CafePlan, cafes_of
from ...consultation.evaluating.gathering import GatheredEvaluation, gather_outside, results_from
from ...consultation.evaluating.results import Results
from ...consultation.models import Questionnaire
from ...consultation.queries import questionnaire_of
from ...consultation.sharing.actions import GatheredSummary, summary_of
from ...consultation.sharing.summary import Summary
from ...data.db import db
from ...events.models import AgreementStatus, Event, Goal, Objective
from ...events.queries import goals_of, objectives_of
from ...lib.text import Words
from ...notes.deciding.queries import PlacedAction, PlacedDecision, actions_of, decisions_of
from ...participation.counting.disclosure import FiguresEdition
from ...participation.counting.out.actions import (
    attended_beside,
    editions_of_event,
    figures_for_outside,
)
from ...participation.counting.report import FiguresReport as Figures
from ...participation.counting.tallies import EventCounts
from ...participation.models import Standing
from ...practice.models import Lesson, PracticeSheet
from ...voting.results import VoteResult
from ...web.i18n import current_language
from ..clearing.outgoing import OutgoingTexts, outgoing_texts
from ..models import Proceedings, SectionText
from . import event_material, note_material
from .event_material import ListedPerson
from .note_material import ReportPhoto, SaidLine
from .queries import edited_by_language, proceedings_of, withdrawn_texts
from .titles import step_of_session


@dataclass(frozen=True)
class ReportGift:
    """What somebody contributed, without its value. `kind`: cash, in kind, or carried by employers."""

    giver: str
    what: str
    kind: ContributionKind
    pledge: PledgeStatus


IN_EVERY_LANGUAGE = (
    "put_together",
    "cleared",
    "plan",
    "goals",
    "objectives",
    "questionnaire",
    "themes",
    "counts",
    "told",
    "points",
    "votes",
    "photos",
    "cafes",
    "decisions",
    "actions",
    "speaker_ids",
    "offices",
    "listed",
    "took",
    "attachments",
    "withdrawn",
    "_edited",
    "_lines",
    "_told_figures",
    "_gifts",
    "_learned",
    "_sheet",
    "_answered",
    "_evaluated",
)
"""What of the material is the same in every language. Whatever is not named here is made for each."""


class ReportMaterial:
    """What is known of an event. Texts of notes are those that may leave the house, and no others."""

    def __init__(
        self,
        event: Event,
        *,
        photos: bool = True,
        keep: Collection[str] = (),
        beside: Self | None = None,
    ) -> None:
        """`keep`: the sections (keys) that are asked for, there even where nothing was written down; none: those the team wrote.

        `beside`: the same event's in another language, assembled just before; what it has asked is not asked again.
        """
        self.event, self.language, self._kept = event, current_language(), frozenset(keep)
        self._with_photos = photos
        self.step = step_of_session(*keep) if len(keep) == 1 else None  # no line of others is read
        if beside is not None:
            known = vars(beside)
            vars(self).update({name: known[name] for name in IN_EVERY_LANGUAGE if name in known})

    @cached_property
    def begun(self) -> bool:
        """Whether the event has begun: before, nothing came out of it, and who gives has only promised to."""
        return self.event.first_day <= clock.today_in(self.event)

    @cached_property
    def edited(self) -> Mapping[str, SectionText]:
        """The sections (by key) that the team has written in this language."""
        return self._edited.get(self.language, {})

    @cached_property
    def _edited(self) -> Mapping[str, Mapping[str, SectionText]]:
        return edited_by_language(self.event)

    @property
    def keep(self) -> Collection[str]:
        """The sections that are there even where nothing was written down."""
        return self._kept or self.edited.keys()

    @cached_property
    def withdrawn(self) -> list[str]:
        """The texts of notes that were taken out, or are not for the report."""
        return withdrawn_texts(self.event)

    @cached_property
    def put_together(self) -> Proceedings | None:
        """What the team has chosen: order, what is in it."""
        return proceedings_of(self.event)

    @cached_property
    def cleared(self) -> OutgoingTexts:
        """What of the notes may go out, and in which words."""
        return outgoing_texts(self.event, self.step)

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.event)

    @cached_property
    def days(self) -> Sequence[PublicDay]:
        """The programme as participants know it."""
        return public_days(self.plan, self.language)

    @cached_property
    def occasions(self) -> list[Occasion]:
        """Everything that took time, in order."""
        return [one for day in self.days for one in list_occasions(day.steps)]

    @cached_property
    def goals(self) -> Sequence[Goal]:
        return [one for one in goals_of(self.event) if one.status is not AgreementStatus.IDEA]

    @cached_property
    def objectives(self) -> Sequence[Objective]:
        """All of them, an idea too: what stakeholders asked for does not go with the status of an objective."""
        told = self.__dict__.get("_answered")
        return told.objectives if told else objectives_of(self.event)

    @cached_property
    def questionnaire(self) -> Questionnaire | None:
        return questionnaire_of(self.event)

    @cached_property
    def summary(self) -> Summary | None:
        """What stakeholders said beforehand, as it may be told; None where nobody was asked."""
        asked = self.questionnaire
        return summary_of(self.event, asked, self._answered) if asked else None

    @cached_property
    def _answered(self) -> GatheredSummary | None:
        asked = self.questionnaire
        return GatheredSummary(self.event, asked) if asked else None

    @cached_property
    def themes(self) -> dict[int, list[int]]:
        """The ids of the themes each objective (its id) takes up; under 0 those that none does."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for theme in self._answered.themes if self._answered else []:
            found[theme.objective_id or 0].append(theme.id)
        return dict(found)

    @cached_property
    def figures(self) -> Figures:
        """Who took part, without any small group."""
        return figures_for_outside(
            self.event,
            self.language,
            clock.today_in(self.event),
            counts=self.counts,
            told=self._told_figures,
        )

    @cached_property
    def _told_figures(self) -> Sequence[FiguresEdition]:
        return editions_of_event(self.event)

    @cached_property
    def counts(self) -> EventCounts:
        return EventCounts(self.event, clock.today_in(self.event))

    @cached_property
    def said(self) -> Mapping[int, Sequence[SaidLine]]:
        """What was written down in each step (its id; 0: in one that is gone), in the order it was said."""
        return note_material.said_lines(self._lines, self.cleared, self.told)

    @cached_property
    def _lines(self) -> Sequence[Any]:
        return note_material.lines_of(self.event, self.step)

    @cached_property
    def told(self) -> note_material.NameablePeople:
        """Which names, and which sectors and counties, may stand beside somebody's words."""
        return note_material.nameable_people(self.event, self.speaker_ids)

    @cached_property
    def points(self) -> Mapping[int, Sequence[KeyPoint]]:
        """The key points of each café (its step's id), by table and round."""
        return note_material.key_points(self.event, self.cleared)

    @cached_property
    def votes(self) -> Mapping[int, Sequence[VoteResult]]:
        return note_material.vote_results(self.event, self.cleared)

    @cached_property
    def photos(self) -> Mapping[int, Sequence[ReportPhoto]]:
        """The photos of each step, where they are asked for."""
        return note_material.report_photos(self.event, self.cleared) if self._with_photos else {}

    @cached_property
    def cafes(self) -> dict[int, CafePlan]:
        return cafes_of(self.event)

    @cached_property
    def decisions(self) -> list[PlacedDecision]:
        """The decisions that may be told."""
        return [
            one
            for one in decisions_of(self.event)
            if not one.withheld and self.cleared.decision(one.id)
        ]

    @cached_property
    def actions(self) -> list[PlacedAction]:
        """The actions that may be told."""
        return [
            one
            for one in actions_of(self.event)
            if not one.withheld and self.cleared.action(one.id)
        ]

    @cached_property
    def speaker_ids(self) -> frozenset[int]:
        """Those of the directory who speak in the public programme."""
        steps = [one for one in self.plan.steps.values() if not one.internal]
        return frozenset(one.person for step in steps for one in step.speakers if one.person)

    @cached_property
    def offices(self) -> dict[str, str]:
        """The organisation of each speaker of the directory, by the name the programme gives them."""
        speakers = [one for step in self.plan.steps.values() for one in step.speakers]
        by_id = {one.person: one.name for one in speakers if one.person}
        offices = event_material.offices_of(self.speaker_ids) if by_id else {}
        return {by_id[key]: name for key, name in offices.items()}

    @cached_property
    def listed(self) -> list[ListedPerson]:
        """Those who came and agreed to stand in the list."""
        return event_material.listed_people(self.event)

    @cached_property
    def gifts(self) -> list[ReportGift]:
        """Who contributed what; an employer who pays for its own people is counted, not named."""
        return [
            ReportGift(office or one.giver, one.title.to(self.language), one.kind, one.pledge)
            for one, office in self._gifts
        ]

    @cached_property
    def _gifts(self) -> Sequence[Any]:
        return event_material.gift_rows(self.event)

    @cached_property
    def learned(self) -> list[tuple[str, bool]]:
        """What the team has taken from the event, and whether it is to be kept (else done otherwise)."""
        return [(text.to(self.language), keep) for text, keep in self._learned]

    @cached_property
    def _learned(self) -> Sequence[Any]:
        return db.session.execute(
            sa.select(Lesson.text, Lesson.keep)
            .where(Lesson.event_id == self.event.id, Lesson.taken.is_(True))
            .order_by(Lesson.keep.desc(), Lesson.at, Lesson.id)
        ).all()

    @cached_property
    def sheet(self) -> str:
        """The lessons the team has written on its practice sheet."""
        return self._sheet.to(self.language)

    @cached_property
    def _sheet(self) -> Words:
        mine = PracticeSheet.event_id == self.event.id
        return db.session.scalar(sa.select(PracticeSheet.lessons).where(mine)) or Words()

    @cached_property
    def took(self) -> list[StepTiming]:
        """How long each step really took, where it was run live."""
        return timings_of(self.event)

    @cached_property
    def evaluated(self) -> Results | None:
        """What participants thought of the event, as it may leave the house; None where nobody was asked."""
        return results_from(self._evaluated)

    @property
    def _came(self) -> int:
        return sum(row.people for row in self.counts.offices if row.standing is Standing.ATTENDED)

    @cached_property
    def _evaluated(self) -> GatheredEvaluation:
        return gather_outside(self.event, attended_beside(self._came, self._told_figures))

    @cached_property
    def attachments(self) -> list[Any]:
        """What may go out with the report: id, title, speaker, step, file name, size in bytes."""
        return event_material.attachment_rows(self.event)

    @cached_property
    def written(self) -> Counter[int]:
        """How many lines and key points each step has."""
        found = Counter({step: len(rows) for step, rows in self.said.items()})
        found.update({step: len(rows) for step, rows in self.points.items()})
        return found
