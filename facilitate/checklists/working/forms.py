"""What may be typed about tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from ...events.models import Event
from ...exchange.form_fields import AmountField, add_form_fields, column_field
from ...lib.typed_addresses import LONGEST, checked_address
from ...lib.workdays import due_date
from ...web.forms import (
    DayField,
    EnumField,
    LongTextField,
    NumberField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
    WordsField,
    clean_field,
    max_length,
    must_be_filled,
)
from ...web.i18n import _, _l, format_day, pick_wording, sort_by_name
from ..actions import closed_days, planned_day
from ..columns import STATE, TASKS
from ..deadlines import find_circle
from ..models import Anchor, Phase, Task, TaskRole, TaskStatus, Unit
from ..queries import checklist_of
from .task_queries import Other

NOBODY = 0
"""Among people: nobody, though the job has somebody."""
SAID = 5_000
"""Characters of a comment."""


class TaskForm(VersionedForm):
    """A task. Without a date set by hand, its date is counted from the event's days or from another task; without a
    person chosen, whoever does the job does it."""

    title = column_field(TASKS["title"], required=True)
    benchmark = column_field(TASKS["benchmark"])
    role_id = PickField(_l("Job"))
    phase = EnumField(_l("Phase"), of=Phase)
    owner_id = PickField(_l("Person"))
    number = NumberField(_l("Number"), most=400, default=4)
    unit = EnumField(_l("Unit"), of=Unit, default=Unit.WEEKS)
    direction = SelectField(_l("Before or after"), coerce=int, default=-1)
    anchor = EnumField(_l("Counted from"), of=Anchor)
    after_id = PickField(
        _l("The other task"), description=_l("Only if the date is counted from another task.")
    )
    due_on = DayField(
        _l("Or a date set by hand"),
        required=False,
        description=_l("Leave it empty to calculate the date."),
    )
    effort = AmountField(_l("Hours of work"), wrong=_l("Write hours like 2 or 1.5."))
    note = column_field(TASKS["note"])

    def __init__(
        self,
        event: Event,
        team: Any,
        roles: Sequence[TaskRole],
        others: Sequence[Other],
        task: Task | None = None,
        **options: Any,
    ) -> None:
        distance = (
            {"number": abs(task.offset), "direction": 1 if task.offset > 0 else -1} if task else {}
        )
        super().__init__(obj=task, **distance, **options)
        self.event, self.task = event, task
        self.roles, self.others = (
            {role.id: role for role in roles},
            {other.id: other for other in others},
        )
        self.direction.choices = [SelectChoice(-1, _("before")), SelectChoice(1, _("after"))]
        self.role_id.offer(roles, lambda role: pick_wording(role.name))
        self.after_id.offer(
            others, lambda other: f"{pick_wording(other.title)} ({format_day(other.on, 'd MMM y')})"
        )
        self.owner_id.offer(
            sort_by_name(team, lambda member: member.name),
            lambda member: member.name,
            _("according to the job"),
        )
        self.owner_id.choices.insert(1, SelectChoice(NOBODY, _("nobody")))
        self.by_hand = bool(self.due_on.data)
        self.chosen: int | None = self.owner_id.data
        if task and (not self.is_submitted() or options.get("formdata", self) is None):
            self.due_on.data = task.due_on if task.due_by_hand else None
            follows = task.owner_id == self._of_job(task.role_id)
            self.owner_id.data = None if follows else task.owner_id or NOBODY

    def _of_job(self, role_id: int | None) -> int | None:
        role = self.roles.get(role_id or 0)
        return role.member_id if role else None

    @property
    def declared(self) -> list[Field]:
        """What the declaration of a task alone has put into the form."""
        return [self[name] for name in DECLARED]

    @property
    def offset(self) -> int:
        return int(self.number.data or 0) * int(self.direction.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Right, then with the date and the person that count: those chosen by hand, or those that follow."""
        right = super().validate(extra_validators) and self._counts_from_something()
        self.by_hand = bool(self.due_on.data)
        if right and not self.by_hand:
            self.due_on.data = self._counted()
        return right

    def saves(self, row: Any) -> bool:
        """As of any form; the person is compared as who would do it, and shown as chosen."""
        self.owner_id.data = self._person()
        saved = super().saves(row)
        if not saved:
            self.owner_id.data = self.chosen
        return saved

    def _person(self) -> int | None:
        return self._of_job(self.role_id.data) if self.chosen is None else self.chosen or None

    def _counts_from_something(self) -> bool:
        if self.anchor.data is not Anchor.TASK:
            self.after_id.data = None
            return True
        if self.after_id.data is None:
            self.after_id.errors = [_("Please choose the task it is counted from.")]
        elif self.task and (way := self._circle()):
            said = " → ".join(f"“{pick_wording(title)}”" for title in way)
            self.after_id.errors = [
                _("These tasks would wait for each other: %(tasks)s.", tasks=said)
            ]
        return not self.after_id.errors

    def _circle(self) -> list[Any]:
        """The titles of the tasks that would wait for each other, the first one again at the end."""
        assert self.task is not None
        tasks = dict(checklist_of(self.event).tasks)
        own = tasks[self.task.id]
        tasks[own.id] = replace(own, anchor=Anchor.TASK, after=self.after_id.data)
        way = find_circle(tasks, own.id)
        return [tasks[key].title for key in [*way, own.id]] if way else []

    def _counted(self) -> date:
        other = self.others.get(self.after_id.data or 0)
        if other is not None:
            return due_date(other.on, self.offset, self.unit.data, closed_days(self.event))
        return planned_day(self.event, self.offset, self.unit.data, self.anchor.data)

    def populate_obj(self, obj: Any) -> None:
        """Everything into the task, the distance as one signed number."""
        self.owner_id.data = self._person()
        for name, field in self._fields.items():
            if name not in ("version", "number", "direction", "csrf_token"):
                field.populate_obj(obj, name)
        obj.offset, obj.due_by_hand = self.offset, self.by_hand
        obj.owner_by_hand = obj.owner_id != self._of_job(obj.role_id)


DECLARED = add_form_fields(
    TaskForm, (one for one in TASKS.columns if one.changes and one.name not in STATE)
)
"""The columns of a task that its form shows below those that have a place of their own."""


class StatusForm(PlannerForm):
    """A new status: what blocks the task where something does, the day where it was done."""

    to = EnumField(_l("Status"), of=TaskStatus)
    blocked_by = TextField(_l("Blocked by what?"), limit=TASKS["blocked_by"].limit)
    done_on = DayField(_l("Done on"), required=False, description=_l("Empty: today."))

    def __init__(self, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today

    def validate(self, extra_validators: Any = None) -> bool:
        """Blocked says by what; nothing was done in the future."""
        right = bool(super().validate(extra_validators))
        if right and self.to.data is TaskStatus.BLOCKED and not self.blocked_by.data:
            self.blocked_by.errors = [_("Please say what it waits for.")]
            right = False
        if right and self.done_on.data and self.done_on.data > self.today:
            self.done_on.errors = [_("This day is in the future.")]
            right = False
        return right


class TaskCommentForm(PlannerForm):
    """Something said about a task."""

    text = LongTextField(_l("Comment"), required=True, limit=SAID)


def web_page(_form: Any, field: Field) -> None:
    """Validator: the address of a page of the web; it is kept whole then."""
    try:
        field.data = checked_address(field.data or "")
    except ValueError:
        raise ValidationError(
            _("This is not a web address. A web address begins with https://.")
        ) from None


class TaskLinkForm(PlannerForm):
    """A link that shows that a task is done, or what it needs."""

    address = StringField(
        _l("Link"), [must_be_filled(), max_length(LONGEST), web_page], filters=[clean_field]
    )
    title = TextField(_l("What it shows"))


class SeveralTasksForm(PlannerForm):
    """What is done with several tasks at once: `do`, and what that needs."""

    do = SelectField(invalid_choice_message=_l("Press the button for what you want to do."))
    person = SelectField(
        _l("Person"), invalid_choice_message=_l("Please choose one from the list.")
    )
    job = PickField(_l("Job"))
    phase = EnumField(_l("Phase"), of=Phase)
    days = NumberField(_l("Days"), least=-400, most=400, default=7)
    blocked_by = TextField(_l("Blocked by what?"), limit=TASKS["blocked_by"].limit)

    def __init__(
        self, team: Any, roles: Sequence[TaskRole], does: Sequence[str], **options: Any
    ) -> None:
        super().__init__(**options)
        self.do.choices = [SelectChoice(one, one) for one in does]
        people = sort_by_name(list(team), lambda member: member.name)
        self.person.choices = [
            SelectChoice("job", _("according to the job")),
            SelectChoice("nobody", _("nobody")),
            *(SelectChoice(str(member.id), member.name) for member in people),
        ]
        self.job.offer(roles, lambda role: pick_wording(role.name), _("no job"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Only what is done has to be right."""
        asked = ["do", _NEEDS.get(str(self.do.data), "do")]
        right = all(self._fields[name].validate(self) for name in dict.fromkeys(asked))
        if right and self.do.data == TaskStatus.BLOCKED and not self.blocked_by.data:
            self.blocked_by.errors = [_("Please say what they wait for.")]
            right = False
        return right


_NEEDS: Mapping[str, str] = {
    "person": "person",
    "job": "job",
    "phase": "phase",
    "shift": "days",
    "blocked": "blocked_by",
}


class JobForm(PlannerForm):
    """A job: what it is called and who does it."""

    name = WordsField(_l("Job"), required=True, limit=TASKS["who"].limit)
    member_id = PickField(_l("Who does it"))

    def __init__(self, team: Any, **options: Any) -> None:
        super().__init__(**options)
        people = sort_by_name(list(team), lambda member: member.name)
        self.member_id.offer(people, lambda member: member.name, _("nobody yet"))
