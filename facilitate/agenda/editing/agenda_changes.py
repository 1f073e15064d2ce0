"""The one way an edit is written: by whom, as what, with the plan that comes of it; what cannot be is refused in words."""

from collections.abc import Callable

from flask_login import current_user

from ...events.models import Event
from ...lib.text import Words
from ...web.i18n import _, pick_wording
from ...web.refused import Refused
from ..actions import WrittenChange, plan_to_change, write_plan
from ..history import AgendaAct
from ..placing import BLOCK_IN_BLOCK, INTO_ITSELF, Misplaced
from ..plan import Plan, PlanStep


def change_agenda(
    event: Event,
    did: AgendaAct,
    rule: Callable[[Plan], Plan],
    about: Words | None = None,
    count: int = 1,
) -> WrittenChange:
    """Change the event's agenda by a rule, as the person signed in. Refused when a step cannot go there."""
    before = plan_to_change(event)
    return change_known_agenda(event, before, did=did, rule=rule, about=about, count=count)


def change_known_agenda(
    event: Event,
    before: Plan,
    did: AgendaAct,
    rule: Callable[[Plan], Plan],
    about: Words | None = None,
    count: int = 1,
) -> WrittenChange:
    """Change the agenda `before`, read already, by a rule, as the person signed in."""
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
