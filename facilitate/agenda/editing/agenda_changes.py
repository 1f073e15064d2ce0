"""The one way an edit is written: by whom, as what, with the plan that comes of it; what cannot be is refused in words. Kind and technique agree."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user

from ...events.models import Event
from ...lib.text import Words
from ...techniques.queries import technique_by_key as technique_of
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..actions import WrittenChange, write_plan
from ..history import AgendaAct
from ..kinds import StepKind
from ..placing import BLOCK_IN_BLOCK, INTO_ITSELF, Misplaced
from ..plan import Plan, PlanStep


def change_known_agenda(
    event: Event,
    before: Plan,
    did: AgendaAct,
    rule: Callable[[Plan], Plan],
    about: Words | None = None,
    count: int = 1,
) -> WrittenChange:
    """Change the agenda `before` by a rule, as the person signed in. Refused when a step cannot go there."""
    try:
        after = rule(before)
    except Misplaced as error:
        raise Refused(misplaced_text(error)) from None
    return write_plan(event, before, after, did, by=current_user.id, about=about, count=count)


def misplaced_text(error: Misplaced) -> str:
    """Why a step cannot go there, as a sentence."""
    if error.reason == INTO_ITSELF:
        return _("A block cannot be inside itself. Nothing was changed.")
    if error.reason == BLOCK_IN_BLOCK:
        return _("A block cannot be inside another block. Nothing was changed.")
    return _("That slot no longer exists; somebody has changed the agenda. Nothing was changed.")


def step_gone_text() -> str:
    """That a step is no longer there, as a sentence."""
    return _(
        "That step is no longer in the agenda; somebody has removed it. This is the agenda now."
    )


def change_subject(steps: list[PlanStep]) -> tuple[Words, int]:
    """What a change of these steps is called after, and how many they are."""
    return (steps[0].title if steps else Words()), len(steps)


def spoken_title(step: PlanStep) -> str:
    """A step's title in the language spoken now."""
    return pick_wording(step.title)


CAFE = "world-cafe"
"""The technique that is a café, and that a café is run by where nobody chooses another."""


def agree_kind_with_technique(wanted: dict[str, Any], before: PlanStep) -> dict[str, Any]:
    """The fields to write, with kind and technique in agreement: whichever was changed takes the other along.

    `before` is the step as it was (a new one: as a form shows it first). A café that was left at minutes in which none
    can be held gets the technique's usual ones, where nobody typed others.
    """
    kind, technique = wanted.get("kind", before.kind), wanted.get("technique", before.technique)
    found = dict(wanted)
    if technique == CAFE != before.technique and kind == before.kind:
        found["kind"] = StepKind.CAFE
    elif kind is StepKind.CAFE is not before.kind and not technique and technique_of(CAFE):
        found["technique"] = CAFE
    takes = technique_of(found.get("technique", technique))
    became = found.get("kind", kind) is StepKind.CAFE is not before.kind
    untouched = wanted.get("minutes", before.minutes) == before.minutes
    if became and takes and untouched and before.minutes < takes.minutes.min:
        found["minutes"] = takes.minutes.best
    return found
