"""What may be brought back, and what the columns of a list from elsewhere are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import has_request_context
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ...web.forms import DayField, PlannerForm
from ...web.i18n import _, _l
from ..columns import TASKS
from .foreign_list import KEPT, ListLook, ListPlan


class TaskColumnsForm(PlannerForm):
    """What each column of a list is; `columns` are the fields, one a column of the file."""

    day = DayField(
        _l("Completion date for rows without a date"),
        required=False,
        description=_l(
            "Tasks without a date get this one. Leave it empty to leave those rows out."
        ),
    )
    order = SelectField(
        _l("In dates like 3/4/2027"),
        choices=[
            SelectChoice("", _l("the day comes first (3 April)")),
            SelectChoice("month", _l("the month comes first (4 March)")),
        ],
        default="",
    )
    look: ListLook

    @property
    def columns(self) -> list[SelectField]:
        return [self[f"column-{number}"] for number in range(len(self.look.headings))]

    @property
    def plan(self) -> ListPlan:
        """How the list is to be read."""
        chosen = tuple(str(field.data) for field in self.columns)
        return ListPlan(
            sheet=self.look.plan.sheet,
            header=self.look.plan.header,
            fields=chosen,
            day=self.day.data,
            month_first=bool(self.order.data),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """One column is the task, and no field has two columns."""
        right = super().validate(extra_validators)
        taken: dict[str, SelectField] = {}
        for field in self.columns:
            if field.data in TASKS.by_name and field.data in taken:
                field.errors = [
                    _("Two columns cannot both be “%(name)s”.", name=str(TASKS[field.data].label))
                ]
                right = False
            taken[field.data] = field
        if "title" not in taken and self.columns:
            self.columns[0].errors = [_("Please say which column is the task.")]
            right = False
        if "due_on" not in taken and not self.day.data:
            self.day.errors = [_("No column has the completion date. Enter a date.")]
            right = False
        return bool(right)


def task_columns_form(look: ListLook, first_day: date) -> TaskColumnsForm:
    """A form with a choice for each column of the list, filled with what it probably is."""
    offered = [
        SelectChoice("", _("leave out")),
        SelectChoice(KEPT, _("keep as a separate column")),
        *(SelectChoice(name, str(TASKS[name].label)) for name in TASKS.editable),
    ]
    fields = {
        f"column-{number}": SelectField(name, choices=offered, default=look.plan.fields[number])
        for number, name in enumerate(look.headings)
    }
    usual = None if "due_on" in look.plan.fields else first_day
    form = type("ColumnsForm", (TaskColumnsForm,), {**fields, "look": look})(
        data={"day": usual, **_guessed(look)}, meta={} if has_request_context() else {"csrf": False}
    )
    return form


def _guessed(look: ListLook) -> dict[str, str]:
    return {f"column-{number}": field for number, field in enumerate(look.plan.fields)}


def offered_people(people: Sequence[str], nearest: Sequence[str]) -> list[str]:
    """The team with those first who were probably meant."""
    return [*nearest, *(name for name in people if name not in nearest)]
