"""What may be said about a step, and proposed for it."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice

from ...events.models import Member
from ...lib.numbers import HIGHEST, read_whole
from ...techniques.queries import all_techniques
from ...web.forms import LongTextField, MinutesField, PickField, PlannerForm, WordsField
from ...web.i18n import _, _l, pick_wording, sort_by_name
from ..plan import PlanStep
from .proposals import FIELDS, make_proposal

LONGEST = 2000


class StepCommentForm(PlannerForm):
    """A comment, and whom it asks."""

    text = LongTextField(
        _l("Comment"),
        required=True,
        limit=LONGEST,
        description=_l("Mention a team member with @: “@Arta, can we shorten this?”"),
    )
    asked = PickField(_l("Ask somebody"))


class StepProposalForm(PlannerForm):
    """A step as somebody would have it; only what differs is proposed."""

    minutes = MinutesField(_l("Minutes"))
    title = WordsField(_l("Title"), required=True, is_name=True)
    technique = SelectField(
        _l("Technique"), invalid_choice_message=_l("Please choose one from the list.")
    )
    aim = WordsField(_l("Aim"), long=True)
    say = WordsField(_l("What to say"), long=True)
    do = WordsField(_l("What to do"), long=True)
    text = LongTextField(_l("Why"), limit=LONGEST)
    asked = PickField(_l("Ask somebody"))

    def proposal(self, step: PlanStep) -> dict[str, Any] | None:
        """What is proposed for the step; None, and a mistake in the form, when nothing would be different."""
        found = make_proposal(step, {name: self[name].data for name in FIELDS if name in self})
        if found is None:
            self.form_errors.append(
                _("Nothing differs from the current step. Change what you would do differently.")
            )
        return found


class AcceptProposalForm(PlannerForm):
    """Taking a proposal; `seen` is the last change of the agenda when both texts were shown."""

    seen = HiddenField()

    @property
    def seen_at(self) -> int:
        """The revision both texts were shown at; the newest there can be when they were not."""
        seen = read_whole(str(self.seen.data or ""))
        return HIGHEST if seen is None else seen


def step_comment_form(team: Sequence[Member], me: int, **options: Any) -> StepCommentForm:
    """The form with the team but oneself to ask."""
    form = StepCommentForm(**options)
    _offer(form, team, me)
    return form


def step_proposal_form(
    step: PlanStep, holds: bool, team: Sequence[Member], me: int, **options: Any
) -> StepProposalForm:
    """The form as the step is; a step that holds others takes as long as they do."""
    form = StepProposalForm(obj=step, **options)
    if holds:
        del form.minutes
    known = sort_by_name(list(all_techniques().values()), lambda one: pick_wording(one.name))
    kept = step.technique
    gone = [SelectChoice(kept, kept)] if kept and kept not in all_techniques() else []
    form.technique.choices = [
        SelectChoice("", "–"),
        *gone,
        *(SelectChoice(one.key, pick_wording(one.name)) for one in known),
    ]
    _offer(form, team, me)
    return form


def _offer(form: StepCommentForm | StepProposalForm, team: Sequence[Member], me: int) -> None:
    others = [member for member in team if member.user_id != me]
    form.asked.offer(sort_by_name(others, lambda member: member.name), lambda member: member.name)
