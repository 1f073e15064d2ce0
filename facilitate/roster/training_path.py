"""The path of who learns to facilitate: trained, leads beside somebody experienced, leads alone, trains others; and what is next."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import sqlalchemy as sa

from ..data.db import db
from ..events.models import TEACHING, Event
from ..participation.models import ParticipantRole, Participation, Standing
from ..web.i18n import _, _l, register_labels

ALONE_AFTER = 3
"""At so many events somebody has led before they lead alone and may train others."""
_TEACHES = (ParticipantRole.FACILITATOR, ParticipantRole.SPEAKER, ParticipantRole.PRESENTER)


class TrainingStage(StrEnum):
    """How far somebody is, the first stage first."""

    TO_TRAIN = "to_train"
    TRAINED = "trained"
    BESIDE = "beside"
    ALONE = "alone"
    TRAINS = "trains"


register_labels(
    {
        TrainingStage.TO_TRAIN: _l("to be trained"),
        TrainingStage.TRAINED: _l("trained, has not led yet"),
        TrainingStage.BESIDE: _l("leads beside somebody experienced"),
        TrainingStage.ALONE: _l("leads alone"),
        TrainingStage.TRAINS: _l("trains others"),
    }
)


@dataclass(frozen=True)
class TrainingPath:
    """The trainings somebody took part in and those they gave, the earliest first, and at how many events they led.

    `senior`: the roster says that they have much experience, wherever they got it.
    """

    taken: Sequence[Event] = field(default=())
    given: Sequence[Event] = field(default=())
    led: int = 0
    senior: bool = False

    @property
    def stage(self) -> TrainingStage:
        """Where they stand: who is senior or led at three events leads alone, whatever the papers say."""
        if self.senior or self.led >= ALONE_AFTER:
            return TrainingStage.TRAINS if self.given else TrainingStage.ALONE
        if self.led:
            return TrainingStage.BESIDE
        return TrainingStage.TRAINED if self.taken else TrainingStage.TO_TRAIN


def next_step_said(path: TrainingPath) -> str:
    """What comes next, in one sentence."""
    return {
        TrainingStage.TO_TRAIN: _("Next: take part in a training for facilitators."),
        TrainingStage.TRAINED: _("Next: lead a step beside somebody experienced."),
        TrainingStage.BESIDE: _("Next: lead at another event, until it is three."),
        TrainingStage.ALONE: _("Next: train others, beside a trainer at first."),
        TrainingStage.TRAINS: _("Next: go with a beginner, who leads beside them."),
    }[path.stage]


def paths_of(
    people: Collection[int], led: Mapping[int, int], senior: Collection[int]
) -> dict[int, TrainingPath]:
    """The path of each of these people, by their number. `led`: at how many events each has led; `senior`: who is senior."""
    query = (
        sa.select(Participation.person_id, Participation.parts, Event)
        .join(Event, Event.id == Participation.event_id)
        .where(
            Participation.person_id.in_(people),
            Participation.standing == Standing.ATTENDED,
            Event.kind.in_(TEACHING),
        )
        .order_by(Event.first_day, Event.id)
    )
    taken: dict[int, list[Event]] = {}
    given: dict[int, list[Event]] = {}
    for person, parts, event in db.session.execute(query):
        (given if _teaches(parts) else taken).setdefault(person, []).append(event)
    return {
        person: TrainingPath(
            taken=taken.get(person, ()),
            given=given.get(person, ()),
            led=led.get(person, 0),
            senior=person in senior,
        )
        for person in people
    }


def _teaches(parts: Iterable[ParticipantRole]) -> bool:
    return any(part in _TEACHES for part in parts)
