"""What may be typed about a year's plan: wishes, days and hosts of several meetings on one page, one meeting alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from ...web.forms import DayField, PickField, PlannerForm, VersionedForm
from ...web.i18n import _, _l, format_day
from ..models import ForumMember, MeetingProposal
from .planning import TypedMeeting
from .plans import days_of
from .proposing import MOST_CHOICES, DaysWish

SPARE = 1
"""Empty rows after the proposed ones."""
MOST_ROWS = 53


class DaysWishForm(PlannerForm):
    """What is wished of the days; asked with GET."""

    class Meta(PlannerForm.Meta):
        csrf = False

    weekday = SelectField(_l("Weekday"))
    choices = SelectField(_l("Days to choose from"), choices=["1", "2", "3"], default="2")
    august = BooleanField(_l("August too"))

    def wish(self) -> DaysWish:
        """The wish as a value; what is not on the lists is as if nothing was wished."""
        weekday = self.weekday.data if self.weekday.data in ("0", "1", "2", "3", "4") else ""
        choices = self.choices.data if self.choices.data in ("1", "2", "3") else "2"
        return DaysWish(int(weekday) if weekday else None, not self.august.data, int(choices))


def wish_form(args: Any) -> DaysWishForm:
    """The form with the weekdays in the language spoken now."""
    form = DaysWishForm(args)
    names = [(str(number), format_day(date(2027, 3, 1 + number), "EEEE")) for number in range(5)]
    form.weekday.choices = [
        SelectChoice("", _("any")),
        *(SelectChoice(key, name) for key, name in names),
    ]
    return form


class PlanForm(PlannerForm):
    """Days and hosts of several meetings; the fields `day_ROW_NUMBER` and `host_ROW` are added for each row."""

    rows = HiddenField()
    seen = HiddenField()
    closes_on = DayField(_l("Members answer until"))
    today: date
    count: int

    def meetings(self) -> list[TypedMeeting]:
        """What was typed; rows without a day are left out."""
        found = []
        for row in range(self.count):
            days = [one.data for one in self.days(row) if one.data]
            if days:
                found.append(TypedMeeting(days, self[f"host_{row}"].data))
        return found

    def days(self, row: int) -> list[Any]:
        """The fields of one meeting's days."""
        return [self[f"day_{row}_{number}"] for number in range(MOST_CHOICES)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Days to come, each once in a meeting and in one year; answers before the first of them."""
        right = super().validate(extra_validators)
        for row in range(self.count):
            right = check_days(self.days(row), self.today) and right
        meetings = self.meetings()
        if right and not meetings:
            self.form_errors = [_("Please write at least one day.")]
            return False
        return right and check_closing(
            self.closes_on, [one for each in meetings for one in each.days], self.today
        )


def check_days(fields: Sequence[Any], today: date) -> bool:
    """Whether the days of one meeting can be; otherwise the field says why."""
    seen: list[date] = []
    for field in fields:
        if not field.data or field.errors:
            continue
        if field.data <= today:
            field.errors = [_("Please choose a day in the future.")]
        elif field.data in seen:
            field.errors = [_("This day appears twice.")]
        elif seen and seen[0].year != field.data.year:
            field.errors = [_("The days of a meeting must be in the same year.")]
        seen.append(field.data)
    return not any(field.errors for field in fields)


def check_closing(field: Any, days: Sequence[date], today: date) -> bool:
    """Whether members have time to answer, before the first day; otherwise the field says why."""
    if field.data < today:
        field.errors = [_("Please choose a day in the future.")]
    elif days and field.data >= min(days):
        field.errors = [
            _(
                "Please choose a day before the first proposed day, %(day)s.",
                day=format_day(min(days), "dated"),
            )
        ]
    return not field.errors


def plan_form(count: int, hosts: Sequence[ForumMember], today: date, **options: Any) -> PlanForm:
    """The form with so many rows."""
    fields: dict[str, Any] = {"today": today, "count": count}
    for row in range(count):
        fields[f"host_{row}"] = PickField(_l("Host"))
        for number in range(MOST_CHOICES):
            fields[f"day_{row}_{number}"] = DayField(_l("Day"), required=False)
    form: PlanForm = type("RowsForm", (PlanForm,), fields)(**options)
    for row in range(count):
        form[f"host_{row}"].offer(hosts, lambda one: one.organisation.name, _("not agreed yet"))
    return form


class MeetingProposalForm(VersionedForm):
    """One meeting of the plan."""

    day_0 = DayField(_l("First day"))
    day_1 = DayField(_l("Second day"), required=False)
    day_2 = DayField(_l("Third day"), required=False)
    host_id = PickField(_l("Host"))
    closes_on = DayField(_l("Members answer until"))
    today: date

    @property
    def days(self) -> list[Any]:
        """The fields of its days."""
        return [self.day_0, self.day_1, self.day_2]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the days and the closing day can be; the fields say what is wrong."""
        right = super().validate(extra_validators) and check_days(self.days, self.today)
        return right and check_closing(
            self.closes_on, [one.data for one in self.days if one.data], self.today
        )

    def populate_obj(self, obj: Any) -> None:
        """Days are kept as texts, in order."""
        obj.days = [
            one.isoformat() for one in sorted(field.data for field in self.days if field.data)
        ]
        obj.host_id, obj.closes_on = self.host_id.data, self.closes_on.data


def proposal_form(
    proposal: MeetingProposal, hosts: Sequence[ForumMember], today: date
) -> MeetingProposalForm:
    """The form of a proposal that is there."""
    days = dict(zip(("day_0", "day_1", "day_2"), days_of(proposal), strict=False))
    form = MeetingProposalForm(obj=proposal, **days)
    form.today = today
    form.host_id.offer(hosts, lambda one: one.organisation.name, _("not agreed yet"))
    return form
