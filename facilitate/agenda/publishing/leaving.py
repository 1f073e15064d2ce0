"""The programme as it may be announced: the words of steps, strands and speakers pass the privacy check. One person publishes it.

A programme is written to be told, so two people are not asked. Names of known speakers are no findings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...data.db import db
from ...events.models import Event
from ...lib.text import Words
from ...release.clearing import ClearedTexts, apply_verdicts, clear_texts, tells_texts
from ...release.models import TextSource
from ...release.texts import Key, RoomText, TextOwner, owner_of_event
from ...release.verdicts import GONE, DecidedWords, has_words_left
from ...web.i18n import LANGUAGES
from ..models import AgendaChange, Step, StepSpeaker, Strand
from ..plan import Plan, PlanStep
from ..queries import plan_of
from .public import PublicStep, public_days


@dataclass(frozen=True)
class AnnouncedPlan:
    """A plan in the words that may leave. What nobody has decided about is left out; of a title, a mark stands instead."""

    plan: Plan
    cleared: ClearedTexts

    def or_refused(self) -> Plan:
        """The plan. Raises Refused while something in it is not decided."""
        self.cleared.or_refused()
        return self.plan


def plan_to_announce(event: Event, plan: Plan) -> AnnouncedPlan:
    """The plan as it may be announced now."""
    return _announced(plan, lambda texts: clear_texts(owner_of_event(event), texts))


def still_announced(plan: Plan, decided: Mapping[Key, Sequence[DecidedWords]]) -> Plan:
    """A plan that was published, without what was taken out or said more generally since. Pure."""
    verdicts = {key: list(some) for key, some in decided.items()}
    return _announced(plan, lambda texts: apply_verdicts(texts, verdicts, lambda _text: ())).plan


def _announced(plan: Plan, cleared_of: Callable[[list[RoomText]], ClearedTexts]) -> AnnouncedPlan:
    texts = programme_texts(plan)
    public, cleared = frozenset(texts), cleared_of(texts)

    def said(step: int, text: str, instead: str = "") -> str:
        if RoomText(TextSource.PROGRAMME, step, text, text) not in public:
            return text  # parked, or the team's alone
        told = cleared.said_of(TextSource.PROGRAMME, step, text)
        return told if has_words_left(told) else instead

    def both(step: int, pair: Words, instead: str = "") -> Words:
        return Words(said(step, pair.en, instead), said(step, pair.sq, instead))

    def reworded(step: PlanStep) -> PlanStep:
        spoken = [replace(one, name=said(step.id, one.name)) for one in step.speakers]
        return replace(
            step,
            title=both(step.id, step.title, GONE),
            about=both(step.id, step.about),
            speakers=tuple(one for one in spoken if one.name),
        )

    strands = {
        key: replace(one, name=both(one.block, one.name, GONE)) for key, one in plan.strands.items()
    }
    steps = {key: reworded(one) for key, one in plan.steps.items()}
    return AnnouncedPlan(replace(plan, strands=strands, steps=steps), cleared)


def programme_texts(plan: Plan) -> list[RoomText]:
    """What participants would read of a plan, in both languages; each text of a step once. Pure.

    A speaker who is a person of the directory is announced by name: there is nothing to decide.
    """
    known = {
        speaker.name for step in plan.steps.values() for speaker in step.speakers if speaker.person
    }
    days = (day for code in LANGUAGES for day in public_days(plan, code))
    found = dict.fromkeys(text for day in days for text in _told(day.steps))
    return [one for one in found if one.text not in known]


def _told(steps: Iterable[PublicStep]) -> Iterator[RoomText]:
    for one in steps:
        for text in (one.title, one.about, *one.speakers, *(strand.name for strand in one.strands)):
            if text.strip():
                yield RoomText(TextSource.PROGRAMME, one.id, text, text)
        yield from _told(one.steps)
        for strand in one.strands:
            yield from _told(strand.steps)


@tells_texts(
    AgendaChange.event_id, Step.title, Step.about, Strand.name, StepSpeaker.name
)  # each change of an agenda writes an AgendaChange
def texts_of_programme(whose: TextOwner) -> list[RoomText]:
    """What the event's programme would say as it is now."""
    event = db.session.get(Event, whose.event_id) if whose.event_id else None
    return programme_texts(plan_of(event)) if event else []
