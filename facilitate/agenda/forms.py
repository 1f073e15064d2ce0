"""What may be typed about days and steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from ..events.models import Member, Objective
from ..forms import (
    ClockField,
    EnumField,
    MinutesField,
    PickField,
    PickManyField,
    TextField,
    VersionedForm,
    WordsField,
)
from ..i18n import _, _l, day, in_order, words
from ..techniques.shelf import shelf
from . import labels as labels
from .models import Day, Step, StepKind

NOT_ON_THE_SHELF: dict[str, Any] = {"invalid_choice_message": _l("Please choose one from the list.")}


class DayForm(VersionedForm):
    """When a day starts and is meant to end."""

    starts = ClockField(_l("Starts at"), validators=[InputRequired(_l("Please fill this in."))])
    planned_end = ClockField(_l("Is to end at"), validators=[InputRequired(_l("Please fill this in."))])

    def validate_planned_end(self, field: Any) -> None:
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("The day ends before it starts."))


class StepForm(VersionedForm):
    """A step of the agenda."""

    title = WordsField(_l("Title"), required=True, is_name=True)
    kind = EnumField(_l("Kind"), of=StepKind, default=StepKind.PLENARY)
    minutes = MinutesField(
        _l("Minutes"), default=30, description=_l("45, 1h30 or 1:30; 0 for a marker that takes no time.")
    )
    pinned = ClockField(
        _l("Pinned to"),
        description=_l("A time like 9:30; empty: it follows the step before it."),
    )
    day_id = PickField(_l("Day"), required=True)
    technique = SelectField(_l("Technique"), default="", **NOT_ON_THE_SHELF)
    room = TextField(_l("Room"))
    lead_id = PickField(_l("Lead"))
    supporters = PickManyField(_l("Supporters"), filters=[lambda ids: sorted(ids or [])])
    objectives = PickManyField(_l("Objectives it serves"), filters=[lambda ids: sorted(ids or [])])
    aim = WordsField(_l("Aim"), long=True)
    say = WordsField(_l("What to say"), long=True)
    do = WordsField(_l("What to do"), long=True)
    materials = WordsField(_l("Materials"), long=True)


def step_form(
    step: Step | None,
    days: Sequence[Day],
    team: Sequence[Member],
    objectives: Sequence[Objective],
    links: Mapping[str, Sequence[int]] | None = None,
    **values: Any,
) -> StepForm:
    """The form with its lists filled; `links` are the ids of the step's supporters and objectives."""
    # People and objectives stand in tables of their own; beside the columns, a colliding edit shows them too.
    for name, ids in (links or {}).items():
        setattr(step, name, ids)
    form = StepForm(obj=step, **values)
    form.day_id.offer([one for one in days if one.id], lambda one: day(one.on, "long"))
    people = in_order(list(team), lambda member: member.name)
    form.lead_id.offer(people, lambda member: member.name)
    form.supporters.offer(people, lambda member: member.name)
    form.objectives.offer(objectives, lambda objective: f"{objective.code} {words(objective.text)}")
    form.technique.choices = _techniques(step.technique if step else "")
    return form


def _techniques(kept: str) -> list[SelectChoice]:
    """The shelf by name, after an empty choice; a key that is no longer on the shelf stays as it is."""
    known = in_order(list(shelf().values()), lambda technique: words(technique.name))
    gone = [SelectChoice(kept, kept)] if kept and kept not in shelf() else []
    return [SelectChoice("", "–"), *gone, *(SelectChoice(one.key, words(one.name)) for one in known)]
