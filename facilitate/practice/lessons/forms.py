"""What may be typed as a lesson, by the team on its own page and by whoever has the link."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from ...events.models import Event
from ...exchange.form_fields import column_field
from ...techniques.queries import all_techniques
from ...web.forms import (
    DayField,
    LongTextField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
)
from ...web.i18n import _, _l, pick_wording, sort_by_name
from ..models import Lesson
from ..sheet_owner import SheetOwner
from .lesson_list import LESSONS
from .steps import steps_of

LONGEST = LESSONS["title"].limit


class TellForm(PlannerForm):
    """What somebody with the link writes; `key` was put into the form when it was shown. One of the two is enough."""

    key = HiddenField()
    keep = LongTextField(_l("What should we keep?"), limit=LONGEST)
    otherwise = LongTextField(_l("What should we do differently?"), limit=LONGEST)
    step = PickField(_l("About which part?"))
    name = TextField(_l("Your name"), description=_l("You may leave it empty."), limit=100)

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two has to be said."""
        if not super().validate(extra_validators):
            return False
        if not self.keep.data and not self.otherwise.data:
            self.form_errors.append(_("Please write at least one of the two."))
            return False
        return True


class LessonForm(VersionedForm):
    """A lesson as the team words it, in one language or both."""

    text = column_field(LESSONS["title"], required=True, long=True)
    keep = BooleanField(
        _l("Something to keep"), description=_l("If not ticked, it is something to do differently.")
    )
    step = PickField(_l("About which step?"))
    technique = SelectField(_l("Or about which technique?"), default="")

    def populate_obj(self, obj: Any) -> None:
        """The wording alone: what it is about is put in by `actions.place`."""
        obj.text, obj.keep = self.text.data, self.keep.data


class LessonLinkForm(PlannerForm):
    """Until when the link takes lessons."""

    closes_on = DayField(_l("Open until"))


def tell_form(of: SheetOwner) -> TellForm:
    """The form with its list filled; of a forum nobody is asked for a step."""
    form = TellForm()
    _about(form, of)
    return form


def _about(form: TellForm | LessonForm, of: SheetOwner) -> None:
    """What a lesson may be about: the steps of an event."""
    if isinstance(of, Event):
        form.step.offer(steps_of(of), lambda one: pick_wording(one.title), _("the whole event"))
    else:
        del form.step


def lesson_form(of: SheetOwner, row: Lesson | None = None) -> LessonForm:
    """The form with its lists filled."""
    form = LessonForm(obj=row, step=row.step_id if row else None)
    _about(form, of)
    if form.step is None:
        form.technique.label.text = _("About which technique?")
    named = sort_by_name(
        [(key, pick_wording(one.name)) for key, one in all_techniques().items()], lambda one: one[1]
    )
    form.technique.choices = [
        SelectChoice("", "–"),
        *(SelectChoice(key, name) for key, name in named),
    ]
    if (
        row and row.technique and row.technique not in all_techniques()
    ):  # its file is gone; it stays until changed
        form.technique.choices.append(SelectChoice(row.technique, row.technique))
    return form
