"""Everything the objectives' page shows: goals, objectives and presentations, each with where it comes from and what is missing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from ..consultation.constellation.counting import (
    HEARD_WIDELY,
    Provenance,
    ThemeCount,
    count_themes,
    waiting_themes,
)
from ..consultation.constellation.queries import provenance_of
from ..consultation.models import Theme
from ..consultation.queries import themes_of
from ..consultation.sharing.wording import unserved_text
from ..events.models import AgreementStatus, Event, Goal, Objective
from ..events.queries import goals_of, objectives_of
from .indicators import IndicatorWithReadings, indicators_of
from .models import Presentation
from .queries import (
    PossibleSpeaker,
    ProposedPresentation,
    ServingStep,
    SilentGroups,
    presentations_of,
    serving_steps,
    silent_groups,
)


class ObjectiveWarning(StrEnum):
    """Kinds of warnings, the most urgent first."""

    WAITING = "waiting"
    UNSUPPORTED = "unsupported"
    UNSERVED = "unserved"
    AIMLESS = "aimless"
    SPEAKERLESS = "speakerless"
    SECTORS = "sectors"
    COUNTIES = "counties"


class CheckedObjective(NamedTuple):
    """What of an objective is looked at: answers behind it, steps that serve it, the id of its goal; `postponed`: it is said why none does."""

    id: int
    answers: int
    steps: int
    goal: int | None
    postponed: bool = False


class CheckedPresentation(NamedTuple):
    """What of a presentation is looked at."""

    id: int
    agreed: bool
    speakers: int


@dataclass(frozen=True)
class UnansweredGroups:
    """Who was asked and has not answered.

    `answers` so far; ids of sectors and of counties without one; `placed`: whether any answer says from which
    county it comes; `open`: whether it still makes sense to ask them (the event has not begun).
    """

    answers: int
    sectors: Sequence[int] = ()
    counties: Sequence[int] = ()
    placed: bool = False
    open: bool = True


class ObjectiveNotice(NamedTuple):
    """One warning, and the ids of all rows it is about, in their order: themes, objectives, presentations,

    sectors or counties, by its kind.
    """

    what: ObjectiveWarning
    rows: tuple[int, ...]


def objective_notices(
    waiting: Sequence[int],
    goals: Collection[int],
    objectives: Sequence[CheckedObjective],
    presentations: Sequence[CheckedPresentation],
    asked: UnansweredGroups,
) -> list[ObjectiveNotice]:
    """Everything to look at, by urgency; at most one notice of a kind.

    A theme heard in three sectors or more without an objective (`waiting`: their ids); an objective that no
    answer supports, once there are answers; one that no agenda step serves, unless it is said why; one without a goal, where the event
    has goals at all; a presentation agreed on without anybody who could give it; a sector or a county from
    which nobody has answered, once others have and until the event begins. Counties only where answers say
    from which county they come.
    """
    silent = asked.answers > 0 and asked.open
    found = {
        ObjectiveWarning.WAITING: waiting,
        ObjectiveWarning.UNSUPPORTED: [
            one.id for one in objectives if asked.answers and not one.answers
        ],
        ObjectiveWarning.UNSERVED: [
            one.id for one in objectives if not (one.steps or one.postponed)
        ],
        ObjectiveWarning.AIMLESS: [one.id for one in objectives if goals and one.goal not in goals],
        ObjectiveWarning.SPEAKERLESS: [
            one.id for one in presentations if one.agreed and not one.speakers
        ],
        ObjectiveWarning.SECTORS: asked.sectors if silent else (),
        ObjectiveWarning.COUNTIES: asked.counties if silent and asked.placed else (),
    }
    return [ObjectiveNotice(what, tuple(found[what])) for what in ObjectiveWarning if found[what]]


Row = TypeVar("Row", Goal, Objective, Presentation)


@dataclass(frozen=True)
class ObjectivesEntry(Generic[Row]):
    """One goal, objective or presentation: its themes, the answers behind it, what hangs on it, why no step works on it."""

    row: Row
    themes: list[Theme]
    source: Provenance
    steps: list[ServingStep] = field(default_factory=list)
    indicators: list[IndicatorWithReadings] = field(default_factory=list)
    speakers: list[PossibleSpeaker] = field(default_factory=list)
    unserved: str = ""


@dataclass(frozen=True)
class ObjectivesBoard:
    """The page. `loose` are themes without an objective, the most widely heard first; `waiting_themes` those of them

    that were heard in three sectors or more; `served`: whether a theme heard so widely has one; `total` is the number of
    all answers.
    """

    goals: list[ObjectivesEntry[Goal]]
    objectives: list[ObjectivesEntry[Objective]]
    presentations: list[ObjectivesEntry[Presentation]]
    themes: Mapping[int, Theme]
    loose: list[ThemeCount]
    waiting: list[ThemeCount]
    served: bool
    silent: SilentGroups
    notices: list[ObjectiveNotice]
    total: int

    @property
    def agreed(self) -> int:
        """How many objectives are agreed."""
        return sum(1 for entry in self.objectives if entry.row.status is AgreementStatus.AGREED)


def objectives_board(event: Event, today: date) -> ObjectivesBoard:
    """The page of an event on a day."""
    measured = indicators_of(event)
    goals, objectives, proposed = goals_of(event), objectives_of(event), presentations_of(event)
    themes, sources, served, silent = (
        themes_of(event),
        provenance_of(event),
        serving_steps(event),
        silent_groups(event),
    )
    sectors = list(dict.fromkeys(voice.sector for voice in sources.voices))
    counts = count_themes([theme.id for theme in themes], sectors, sources.voices)
    taken = {theme.id for theme in themes if theme.objective_id}
    wait = waiting_themes(counts, taken)
    loose = sorted(
        (row for row in counts if row.theme not in taken),
        key=lambda row: (-row.heard_in, -row.total),
    )
    on_goal = [
        ObjectivesEntry(
            row, [theme for theme in themes if theme.goal_id == row.id], sources.goal(row.id)
        )
        for row in goals
    ]
    on_objective = [
        ObjectivesEntry(
            row=row,
            themes=[theme for theme in themes if theme.objective_id == row.id],
            source=sources.objective(row.id),
            steps=served.get(row.id, []),
            indicators=measured.get(row.id, []),
            unserved=unserved_text(row),
        )
        for row in objectives
    ]
    on_presentation = [
        _presentation(one, themes, sources.themes(_behind(one, themes))) for one in proposed
    ]
    placed = any(voice.county is not None for voice in sources.voices)
    asked = UnansweredGroups(
        answers=sources.total,
        sectors=list(silent.sectors),
        counties=list(silent.counties),
        placed=placed,
        open=today < event.first_day,
    )
    notices = objective_notices(
        [row.theme for row in wait],
        {goal.id for goal in goals},
        objectives=[
            CheckedObjective(
                id=e.row.id,
                answers=e.source.answers,
                steps=len(e.steps),
                goal=e.row.goal_id,
                postponed=e.row.postponed,
            )
            for e in on_objective
        ],
        presentations=[
            CheckedPresentation(e.row.id, e.row.status is AgreementStatus.AGREED, len(e.speakers))
            for e in on_presentation
        ],
        asked=asked,
    )
    return ObjectivesBoard(
        goals=on_goal,
        objectives=on_objective,
        presentations=on_presentation,
        themes={theme.id: theme for theme in themes},
        loose=loose,
        waiting=wait,
        served=any(row.heard_in >= HEARD_WIDELY and row.theme in taken for row in counts),
        silent=silent,
        notices=notices,
        total=sources.total,
    )


def _behind(one: ProposedPresentation, themes: Sequence[Theme]) -> set[int]:
    """The ids of a presentation's themes, or of its objective's where it has none of its own."""
    own = {theme.id for theme in themes if theme.id in one.themes}
    objective = one.presentation.objective_id
    return own or {theme.id for theme in themes if objective and theme.objective_id == objective}


def _presentation(
    one: ProposedPresentation, themes: Sequence[Theme], source: Provenance
) -> ObjectivesEntry[Presentation]:
    own = [theme for theme in themes if theme.id in one.themes]
    return ObjectivesEntry(one.presentation, own, source, speakers=one.speakers)
