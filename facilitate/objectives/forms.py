"""What may be typed about goals, objectives and presentations, and who may be chosen to speak."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from ..consultation.models import Theme
from ..data.db import row_id
from ..events.models import Goal, Objective
from ..techniques.technique import OutputKind
from ..web.forms import (
    DayField,
    EnumField,
    PickField,
    PickManyField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
)
from ..web.i18n import _, _l, pick_wording
from .models import Presentation

LIMIT = 500
"""Letters of a goal, an objective, a result: more is no objective."""


class GoalForm(VersionedForm):
    """What the event is for, in the long run."""

    text = WordsField(_l("Goal"), required=True, long=True, limit=LIMIT)


class ObjectiveForm(VersionedForm):
    """An objective, what is to come out, the result expected of it, the goal it serves; why no step works on it, if none does."""

    text = WordsField(_l("Objective"), required=True, long=True, limit=LIMIT)
    sought = EnumField(_l("What is to come out"), of=OutputKind, default=OutputKind.UNSAID)
    result = WordsField(_l("Expected result"), long=True, limit=LIMIT)
    goal_id = PickField(_l("Goal it serves"))
    unserved_why = WordsField(
        _l("Why it is not taken up this time"),
        long=True,
        limit=LIMIT,
        description=_l("The report says so, whether it is agreed or still an idea."),
    )
    passed_to = WordsField(
        _l("Postponed or passed on to"),
        limit=200,
        description=_l("Whom, or until when: the next conference, a ministry, a forum."),
    )


class PresentationForm(VersionedForm):
    """Something that could be presented, why, and what it answers."""

    title = WordsField(_l("Title"), required=True, is_name=True)
    why = WordsField(_l("Why participants need it"), long=True, limit=2000)
    objective_id = PickField(_l("Objective it serves"))
    themes = PickManyField(_l("Themes it answers"), filters=[lambda ids: sorted(ids or [])])


class ObjectiveIndicatorForm(VersionedForm):
    """What should change because of an objective: how it is, how it shall be, by when, who says so, how it is known."""

    text = WordsField(_l("What should change"), required=True)
    before = TextField(_l("How it is now"), limit=100, description=_l("A number, or a few words"))
    goal = TextField(_l("Target"), required=True, limit=100)
    by_on = DayField(_l("By when"), required=False)
    source = TextField(_l("Who says so"), description=_l("An office or organisation"))
    method = TextField(_l("How it is known"))


class SpeakersForm(PlannerForm):
    """People of the directory who could give a presentation."""

    people = SelectMultipleField(
        coerce=row_id,
        choices=[],
        validate_choice=False,
        invalid_value_message=_l("Please choose one from the list."),
    )

    def validate_people(self, field: Any) -> None:
        if not field.data and not field.process_errors:
            raise ValidationError(_("Tick at least one person."))


def objective_form(
    goals: Sequence[Goal], row: Objective | None = None, **values: Any
) -> ObjectiveForm:
    """The form with its list filled; without goals it asks for none."""
    form = ObjectiveForm(obj=row, data=values)
    form.goal_id.offer(goals, lambda goal: f"{goal.code} {pick_wording(goal.text)}")
    if not goals:
        del form.goal_id
    return form


def presentation_form(
    objectives: Iterable[Objective],
    themes: Iterable[Theme],
    row: Presentation | None = None,
    on: Sequence[int] = (),
    /,
    **values: Any,
) -> PresentationForm:
    """The form with its lists filled; `on` are the ids of the themes that are on the presentation."""
    if row is not None:
        # Themes stand in a table of their own; beside the columns, a colliding edit shows them too.
        setattr(row, "themes", sorted(on))  # noqa: B010
    form = PresentationForm(obj=row, data=values)
    form.objective_id.offer(
        objectives, lambda objective: f"{objective.code} {pick_wording(objective.text)}"
    )
    form.themes.offer(themes, lambda theme: pick_wording(theme.name))
    return form
