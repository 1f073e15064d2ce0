"""Questions about objectives: what serves them, what could be presented and by whom, who has not answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ..agenda.queries import outline_of
from ..consultation.models import Answer, Coding, Invitation, Passage, Questionnaire, Reply, Theme
from ..consultation.questionnaire import is_consultation
from ..data.db import db
from ..directory.models import County, Organisation, Person, Sector
from ..events.extensions import tells_served
from ..events.models import Event
from ..lib.text import Words
from ..participation.models import ParticipantRole, Participation, Standing, has_role
from ..web.i18n import sort_by_name
from .models import Presentation, PresentationSpeaker, PresentationTheme
from .speakers import CandidateFacts

RESIDUAL = "other"
"""The sector of whoever belongs to none: nobody can be expected to answer from there."""


class PossibleSpeaker(NamedTuple):
    """Somebody chosen to give a presentation."""

    id: int
    name: str
    organisation: str


@dataclass(frozen=True)
class ProposedPresentation:
    """A presentation with the ids of its themes (those that are gone too) and who could give it."""

    presentation: Presentation
    themes: frozenset[int]
    speakers: list[PossibleSpeaker]


def presentations_of(event: Event) -> list[ProposedPresentation]:
    """What could be presented, in order."""
    number = sa.cast(PresentationTheme.theme_id, sa.String)
    themes = sa.select(sa.func.aggregate_strings(number, ",")).where(
        PresentationTheme.presentation_id == Presentation.id
    )
    rows = db.session.execute(
        sa.select(
            Presentation,
            themes.scalar_subquery(),
            Person.id,
            Person.given_name,
            Person.family_name,
            Organisation.name,
        )
        .outerjoin(PresentationSpeaker, PresentationSpeaker.presentation_id == Presentation.id)
        .outerjoin(Person, PresentationSpeaker.person_id == Person.id)
        .outerjoin(Organisation, Person.organisation_id == Organisation.id)
        .where(Presentation.event_id == event.id)
        .order_by(Presentation.position, Presentation.id)
    )
    found: dict[int, ProposedPresentation] = {}
    for presentation, listed, person, given, family, organisation in rows:
        ids = frozenset(int(key) for key in (listed or "").split(",") if key)
        one = found.setdefault(presentation.id, ProposedPresentation(presentation, ids, []))
        if person is not None:
            one.speakers.append(PossibleSpeaker(person, f"{given} {family}", organisation))
    return [
        ProposedPresentation(
            one.presentation, one.themes, sort_by_name(one.speakers, lambda speaker: speaker.name)
        )
        for one in found.values()
    ]


class ServingStep(NamedTuple):
    """A step of the agenda that serves an objective; `start` in minutes after midnight of its day."""

    step: int
    title: Words
    on: date
    start: int


def serving_steps(event: Event) -> dict[int, list[ServingStep]]:
    """The steps that serve each objective (its id), in the order of the agenda."""
    plan = outline_of(event)
    found: defaultdict[int, list[ServingStep]] = defaultdict(list)
    for day in plan.in_order:
        for one in plan.timed(day.id):
            step = plan.steps[one.id]
            for objective in step.objectives:
                found[objective].append(ServingStep(one.id, step.title, day.on, one.start))
    return dict(found)


tells_served(serving_steps)


class SilentGroups(NamedTuple):
    """Names of the sectors and of the counties from which nobody has answered, by id."""

    sectors: dict[int, Words]
    counties: dict[int, str]


def silent_groups(event: Event) -> SilentGroups:
    """From where nobody has answered, of those who were invited, if any of the directory were, else of all.

    Sectors in the order of tables, counties in Albanian order.
    """
    invited = (
        sa.select(Organisation.id)
        .join_from(Invitation, Questionnaire, Invitation.questionnaire_id == Questionnaire.id)
        .join(Person, Invitation.person_id == Person.id)
        .join(Organisation, Person.organisation_id == Organisation.id)
        .where(is_consultation(event.id))
    )

    def expected(column: Any, key: Any) -> sa.ColumnElement[bool]:
        return sa.or_(~invited.exists(), invited.where(column == key).exists())

    said = sa.select(Answer.id).join(Questionnaire).where(is_consultation(event.id))
    sectors = (
        sa.select(Sector.id, Sector.name)
        .where(
            Sector.key != RESIDUAL,
            ~said.where(Answer.sector_id == Sector.id).exists(),
            expected(Organisation.sector_id, Sector.id),
        )
        .order_by(Sector.position, Sector.id)
    )
    counties = sa.select(County.id, County.name).where(
        ~said.where(Answer.county_id == County.id).exists(),
        expected(Organisation.county_id, County.id),
    )
    places = sort_by_name([*db.session.execute(counties)], lambda row: row.name)
    return SilentGroups(
        {key: name for key, name in db.session.execute(sectors)},
        {row.id: row.name for row in places},
    )


def themes_behind(presentation: Presentation) -> list[Theme]:
    """The themes of a presentation, in order, or those of its objective where it has none of its own."""
    own = sa.select(PresentationTheme.theme_id).where(
        PresentationTheme.presentation_id == presentation.id
    )
    there = (Theme.event_id == presentation.event_id, ~Theme.gone)
    of_objective = sa.and_(
        Theme.objective_id.is_not(None), Theme.objective_id == presentation.objective_id
    )
    asked = sa.or_(Theme.id.in_(own), sa.and_(~own.exists(), of_objective))
    return list(db.session.scalars(sa.select(Theme).where(asked, *there).order_by(Theme.position)))


def themes_on(presentation: Presentation) -> list[int]:
    """The ids of the themes put on a presentation; those that are gone are left out, and come back with an undo."""
    own = sa.select(Theme.id).join(PresentationTheme, PresentationTheme.theme_id == Theme.id)
    there = (PresentationTheme.presentation_id == presentation.id, ~Theme.gone)
    return sorted(db.session.scalars(own.where(*there)))


class SpeakerCandidate(NamedTuple):
    """Somebody of the directory as the list of possible speakers shows them; `county` is a key, or empty.

    Contact details stay out.
    """

    known: CandidateFacts
    county: str
    chosen: bool


def speaker_candidates(
    event: Event, presentation: Presentation, themes: Collection[int]
) -> dict[int, SpeakerCandidate]:
    """Everybody of the directory by id, with what is known of them for these themes."""
    presented = (
        sa.select(Participation.person_id, sa.func.max(Event.first_day).label("last"))
        .join(Event, Participation.event_id == Event.id)
        .where(
            has_role(ParticipantRole.PRESENTER),
            Participation.standing == Standing.ATTENDED,
            Event.first_day < event.first_day,
        )
        .group_by(Participation.person_id)
        .subquery()
    )
    said = (
        sa.select(Answer.person_id)
        .join(Questionnaire, Answer.questionnaire_id == Questionnaire.id)
        .join(Reply, Reply.answer_id == Answer.id)
        .join(Passage, Passage.reply_id == Reply.id)
        .join(Coding, Coding.passage_id == Passage.id)
        .where(
            is_consultation(event.id),
            Questionnaire.named,
            Coding.theme_id.in_(themes),
            Answer.person_id.is_not(None),
        )
        .distinct()
        .subquery()
    )
    mine = sa.and_(
        PresentationSpeaker.person_id == Person.id,
        PresentationSpeaker.presentation_id == presentation.id,
    )
    rows = db.session.execute(
        sa.select(
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.position,
            Organisation.name.label("office"),
            Sector.key,
            Organisation.county_id,
            County.key.label("county"),
            presented.c.last,
            said.c.person_id.label("said"),
            PresentationSpeaker.person_id.label("chosen"),
        )
        .join(Organisation, Person.organisation_id == Organisation.id)
        .join(Sector, Organisation.sector_id == Sector.id)
        .outerjoin(County, Organisation.county_id == County.id)
        .outerjoin(presented, presented.c.person_id == Person.id)
        .outerjoin(said, said.c.person_id == Person.id)
        .outerjoin(PresentationSpeaker, mine)
        .order_by(Person.id)
    )
    return {
        row.id: SpeakerCandidate(
            CandidateFacts(
                id=row.id,
                name=f"{row.given_name} {row.family_name}",
                sector=row.key,
                county=row.county_id,
                position=row.position,
                office=row.office,
                presented=row.last.year if row.last else None,
                said=row.said is not None,
            ),
            row.county or "",
            row.chosen is not None,
        )
        for row in rows
    }
