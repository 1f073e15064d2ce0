"""What may be typed about work plans and positions, by keepers and by members at their link."""

from typing import Any

from wtforms import RadioField, ValidationError
from wtforms.fields import HiddenField

from ...budget.fields import MoneyField
from ...web.forms import (
    DayField,
    EnumField,
    LongTextField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
)
from ...web.i18n import _, _l, label_of
from ..models import Activity, ActivityStatus, Stand
from .labels import PLAN_CURRENCY
from .plans import PlanRecord


class AimsForm(VersionedForm):
    """What the presidency sets out to do."""

    aims = LongTextField(_l("Aims"), limit=4000)


class ActivityForm(VersionedForm):
    """One activity: what, who, by when, how far."""

    text = TextField(_l("What"), required=True, limit=500)
    member_id = PickField(_l("Responsible"))
    due_on = DayField(_l("By"), required=False)
    state = EnumField(_l("Status"), of=ActivityStatus, default=ActivityStatus.PLANNED)

    def populate_obj(self, obj: Any) -> None:
        """`status` is a form's own word for what it answers with."""
        obj.text, obj.member_id, obj.due_on = self.text.data, self.member_id.data, self.due_on.data
        obj.status = self.state.data


class RegionalActivityForm(ActivityForm):
    """An activity of a regional plan: also its goal, how one sees it, and the money."""

    goal = TextField(_l("Goal it serves"), limit=300)
    indicator = TextField(
        _l("Indicator"), limit=300, description=_l("How one sees that it worked.")
    )
    needed = MoneyField(_l("Money needed (lekë)"), required=False)
    found = MoneyField(_l("Money found (lekë)"), required=False)

    def populate_obj(self, obj: Any) -> None:
        super().populate_obj(obj)
        obj.goal, obj.indicator = self.goal.data, self.indicator.data
        obj.needed, obj.found = self.needed.data, self.found.data

    def validate_needed(self, field: Any) -> None:
        """All amounts of a plan are added up, so they are in one currency."""
        if field.typed_currency not in ("", PLAN_CURRENCY):
            raise ValidationError(_("Please write the amount in lekë."))

    validate_found = validate_needed


def activity_form(
    found: PlanRecord, activity: Activity | None = None, **options: Any
) -> ActivityForm:
    """The form with the members on its list, observers too: they may do something."""
    kind = RegionalActivityForm if found.regional else ActivityForm
    form = kind(
        obj=activity, state=activity.status if activity else ActivityStatus.PLANNED, **options
    )
    rows = list(found.members)
    own = found.board.by_id.get(activity.member_id) if activity and activity.member_id else None
    if own and own not in rows:
        rows.append(own)
    form.member_id.offer(rows, lambda one: one.organisation.name, none=_("nobody yet"))
    return form


class _AnswerForm(PlannerForm):
    """A member's word, why, and who gives it; `edition` is the one that was read."""

    edition = HiddenField()
    reason = LongTextField(_l("Why"), limit=2000)
    name = TextField(_l("Your name"), required=True)

    def needs_reason(self) -> bool:
        """Whether this answer has to be explained."""
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        """Whoever does not agree says why."""
        right = super().validate(extra_validators)
        if right and self.needs_reason() and not self.reason.data:
            self.reason.errors = [_("Please say why, so that it can be changed.")]
            return False
        return right


class ApproveForm(_AnswerForm):
    """Approve a work plan, or say why not."""

    answer = RadioField(
        _l("Your answer"),
        choices=lambda: [("yes", _("We approve it")), ("no", _("We do not approve it yet"))],
        invalid_choice_message=_l("Please choose one."),
    )

    def needs_reason(self) -> bool:
        """A no is explained."""
        return self.answer.data == "no"


class ReviewForm(_AnswerForm):
    """A member's stand on a position."""

    answer = RadioField(
        _l("Your answer"),
        choices=lambda: [(one.value, label_of(one)) for one in Stand],
        invalid_choice_message=_l("Please choose one."),
    )

    def needs_reason(self) -> bool:
        """Whoever wants a change or dissents says why."""
        return self.answer.data in (Stand.CHANGE, Stand.DISSENTS)


class PositionForm(VersionedForm):
    """A text the forum wants to stand behind."""

    title = TextField(_l("Title"), required=True)
    text = LongTextField(_l("Text"), required=True)
