"""What may be typed about tasks."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import TextInput

from ...events.models import Event
from ...forms import (
    DayField,
    EnumField,
    LongTextField,
    NumberField,
    PickField,
    VersionedForm,
    WordsField,
)
from ...i18n import _, _l, in_order, words
from ...lib.text import clean
from ..actions import planned
from ..labels import LIMITS
from ..models import Anchor, Phase, Task, TaskRole, Unit
from ..starting.workbook import read_hours


class HoursField(Field):
    """Hours of work, 1.5 or 1,5; empty is none."""

    widget = TextInput()
    data: float | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:g}" if self.data else ""

    def process_formdata(self, valuelist: Any) -> None:
        try:
            self.data = read_hours(clean(valuelist[0]) or "0") if valuelist else 0
        except ValueError:
            raise ValueError(_("Write hours like 2 or 1,5.")) from None


class TaskForm(VersionedForm):
    """A task. Without a date set by hand, its date is counted from the event's days."""

    title = WordsField(_l("Task"), required=True, limit=LIMITS["title"])
    benchmark = WordsField(_l("How we see it is done"), limit=LIMITS["benchmark"])
    role_id = PickField(_l("Job"))
    phase = EnumField(_l("Phase"), of=Phase)
    owner_id = PickField(_l("Person"))
    number = NumberField(_l("Number"), most=400, default=4)
    unit = EnumField(_l("Unit"), of=Unit, default=Unit.WEEKS)
    direction = SelectField(_l("Before or after"), coerce=int, default=-1)
    anchor = EnumField(_l("Counted from"), of=Anchor)
    due_on = DayField(
        _l("Or a date set by hand"),
        required=False,
        description=_l("Leave it empty to count from the event’s days."),
    )
    effort = HoursField(_l("Hours of work"))
    note = LongTextField(_l("Note"), limit=LIMITS["note"])

    def __init__(self, event: Event, team: Any, roles: Sequence[TaskRole], task: Task | None = None) -> None:
        distance = {"number": abs(task.offset), "direction": 1 if task.offset > 0 else -1} if task else {}
        super().__init__(obj=task, **distance)
        self.event = event
        self.direction.choices = [SelectChoice(-1, _("before")), SelectChoice(1, _("after"))]
        self.roles = {role.id: role for role in roles}
        self.role_id.offer(roles, lambda role: words(role.name))
        self.owner_id.offer(in_order(team, lambda member: member.name), lambda member: member.name)
        self.by_hand = bool(self.due_on.data)
        if task and not task.due_by_hand and not self.is_submitted():
            self.due_on.data = None

    @property
    def offset(self) -> int:
        return int(self.number.data or 0) * int(self.direction.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Right, then with the date that counts: the one set by hand, or the one counted."""
        right = super().validate(extra_validators)
        self.by_hand = bool(self.due_on.data)
        if right and not self.by_hand:
            self.due_on.data = planned(self.event, self.offset, self.unit.data, self.anchor.data)
        return bool(right)

    def populate_obj(self, obj: Any) -> None:
        """Everything into the task, the distance as one signed number."""
        for name, field in self._fields.items():
            if name not in ("version", "number", "direction", "csrf_token"):
                field.populate_obj(obj, name)
        obj.offset, obj.due_by_hand = self.offset, self.by_hand
        role = self.roles.get(obj.role_id)
        if obj.owner_id is None and role is not None:
            obj.owner_id = role.member_id
        obj.owner_by_hand = obj.owner_id != (role.member_id if role else None)
