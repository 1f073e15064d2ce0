"""What may be typed about visits, requests for money, advice and trainings."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice

from ...budget.fields import MoneyField
from ...budget.wording import quantity_text
from ...web.forms import (
    DayField,
    EnumField,
    LongTextField,
    NumberField,
    PickField,
    PlannerForm,
    TextField,
    VersionedForm,
    must_be_filled,
)
from ...web.i18n import LANGUAGES, _, _l
from ..members.sending import USUAL
from ..presidency.labels import PLAN_CURRENCY
from ..programme_models import GuidanceKind, MoneyRequest, RequestStatus, StandardCheck
from .guidance import is_answered
from .queries import VisitedPlace
from .shares import in_other_money
from .standards import SeenStandard, known_standards, standard_name

KEPT, NOT_KEPT = "kept", "not_kept"
FINDING = 2000
TOPIC, ADVISED, MOST_TAUGHT = 500, 6000, 10_000


class VisitForm(PlannerForm):
    """A visit: where, when, and each standard with what was seen; the fields of standards end in their number."""

    place = SelectField(
        _l("Municipality"),
        validators=[must_be_filled()],
        invalid_choice_message=_l("Please choose one from the list."),
    )
    visited_on = DayField(_l("Day of the visit"))
    own = TextField(_l("Another standard"), limit=300)

    def rows(self) -> list[tuple[str, Any, Any, Any, Any]]:
        """The fields of each standard, with what it is called; the last one is the committee's own."""
        names = [standard_name(key) for key in known_standards()] + [""]
        return [
            (name, *(self[f"{field}_{at}"] for field in ("seen", "finding", "mend_by", "mends")))
            for at, name in enumerate(names)
        ]

    def seen(self) -> list[SeenStandard]:
        """What was looked at."""
        found = []
        for key, (_name, seen, finding, mend_by, mends) in zip(
            [*known_standards(), self.own.data], self.rows(), strict=True
        ):
            if seen.data and key:
                bad = seen.data == NOT_KEPT
                found.append(
                    SeenStandard(
                        standard=key,
                        kept=not bad,
                        finding=finding.data or "",
                        mend_by=mend_by.data if bad else None,
                        mends=(mends.data or "") if bad else "",
                    )
                )
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        """Something was looked at, and of what is not kept it is said what was found."""
        right = bool(super().validate(extra_validators))
        for _name, seen, finding, mend_by, _who in self.rows():
            if seen.data == NOT_KEPT and not finding.data:
                finding.errors = [_("Please write what was found.")]
                right = False
            if mend_by.data and self.visited_on.data and mend_by.data < self.visited_on.data:
                mend_by.errors = [_("This is before the visit.")]
                right = False
        if self["seen_" + str(len(known_standards()))].data and not self.own.data:
            self.own.errors = [_("Please write which standard it is.")]
            right = False
        if right and not self.seen():
            self.form_errors = [_("Please say for at least one standard whether it is kept.")]
            return False
        return right


def visit_form(places: Sequence[VisitedPlace], **options: Any) -> VisitForm:
    """The form with the municipalities, and a row for each standard."""
    choices = [
        SelectChoice("", _("not looked at")),
        SelectChoice(KEPT, _("kept")),
        SelectChoice(NOT_KEPT, _("not kept")),
    ]
    fields: dict[str, Any] = {}
    for at in range(len(known_standards()) + 1):
        fields[f"seen_{at}"] = SelectField(_l("Kept?"), choices=choices, default="")
        fields[f"finding_{at}"] = TextField(_l("Finding"), limit=FINDING)
        fields[f"mend_by_{at}"] = DayField(_l("To be put right by"), required=False)
        fields[f"mends_{at}"] = TextField(_l("Who puts it right"), limit=200)
    form: VisitForm = type("StandardRowsForm", (VisitForm,), fields)(**options)
    form.place.choices = [SelectChoice("", "–"), *(SelectChoice(one.name) for one in places)]
    return form


class CheckForm(VersionedForm):
    """One check, changed: what was found, by when and by whom it is mended, and since when it is."""

    kept = BooleanField(_l("The standard is kept"))
    finding = LongTextField(_l("Finding"), limit=FINDING)
    mend_by = DayField(_l("To be put right by"), required=False)
    mends = TextField(_l("Who puts it right"), limit=200)
    mended_on = DayField(_l("Put right on"), required=False)
    row: StandardCheck | None = None

    def validate_mended_on(self, field: Any) -> None:
        """Nothing is mended before it was found."""
        if field.data and self.row and field.data < self.row.visited_on:
            raise ValidationError(_("This is before the visit."))

    validate_mend_by = validate_mended_on


class MoneyRequestForm(VersionedForm):
    """A joint request for money."""

    title = TextField(_l("What the money is for"), required=True)
    description = LongTextField(
        _l("Description, the same for everybody"), required=True, limit=8000
    )
    partners = LongTextField(
        _l("Partners, one on each line"),
        limit=4000,
        description=_l(
            "After a colon, what each brings: “Qendra Drita: 200 000 lekë”, “Bashkia: the hall”."
        ),
    )
    asked = MoneyField(_l("Asked for (lekë)"))
    sent_to = TextField(_l("Sent to"), required=True, is_name=True)
    sent_on = DayField(_l("Sent on"), required=False)
    how_far = EnumField(_l("Status"), of=RequestStatus, default=RequestStatus.DRAFT)
    answered_on = DayField(_l("Answered on"), required=False)
    granted = MoneyField(_l("Granted (lekë)"), required=False)
    sure = BooleanField(_l("Yes, more was granted than asked"))
    answer = LongTextField(_l("What the answer says"), limit=4000)
    report_due = DayField(_l("Report due on"), required=False)
    reported_on = DayField(_l("Report sent on"), required=False)
    language = SelectField(
        _l("Language of the letter"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        default=USUAL,
    )
    place = TextField(_l("Place"), limit=80)
    office = TextField(_l("Office that sends it"), is_name=True, limit=160)
    signed = LongTextField(_l("Signed by: name, then function, a line each"), limit=300)
    annexes = LongTextField(_l("Annexes, one on each line"), limit=1000)
    row: MoneyRequest | None = None

    def populate_obj(self, obj: Any) -> None:
        """`state` is a form's own word for something else."""
        for name, one in self._fields.items():
            if name not in ("version", "how_far", "sure"):
                one.populate_obj(obj, name)
        obj.state = self.how_far.data

    def validate_partners(self, field: Any) -> None:
        """What partners bring is added up, too."""
        if other := in_other_money(field.data or ""):
            said = _("Please write the amount in lekë: “%(amount)s”.", amount=other[0])
            raise ValidationError(said)

    def validate_asked(self, field: Any) -> None:
        """All amounts are added up, so they are in one currency."""
        if field.typed_currency not in ("", PLAN_CURRENCY):
            raise ValidationError(_("Please write the amount in lekë."))

    validate_granted = validate_asked

    def validate_sure(self, field: Any) -> None:
        """More than was asked is taken once somebody says that it is so, and not asked about again."""
        asked, granted = self.asked.data, self.granted.data
        before = self.row and (self.row.asked, self.row.granted)
        if field.data or not asked or not granted or granted <= asked or before == (asked, granted):
            return
        raise ValidationError(
            _(
                "More was granted than asked: %(granted)s of %(asked)s. Is that right?",
                granted=quantity_text(granted),
                asked=quantity_text(asked),
            )
        )

    def validate_answered_on(self, field: Any) -> None:
        """No answer and no report comes before the request."""
        if field.data and self.sent_on.data and field.data < self.sent_on.data:
            raise ValidationError(_("This is before the request was sent."))

    validate_report_due = validate_reported_on = validate_answered_on

    def validate(self, extra_validators: Any = None) -> bool:
        """What was sent has a day; what was granted an amount."""
        right = bool(super().validate(extra_validators))
        if self.how_far.data is not RequestStatus.DRAFT and not self.sent_on.data:
            self.sent_on.errors = [_("Please fill this in.")]
            right = False
        if self.how_far.data is RequestStatus.GRANTED and self.granted.data is None:
            self.granted.errors = [*self.granted.errors, _("Please fill this in.")]
            right = False
        return right


class TakeIntoEventForm(PlannerForm):
    """The event into whose budget and checklist a granted request is taken."""

    event_id = PickField(_l("Event"), required=True)


class GuidanceForm(VersionedForm):
    """A question of procedure with the advice on it, or a training."""

    kind = EnumField(_l("What it is"), of=GuidanceKind, default=GuidanceKind.ADVICE_GIVEN)
    asked_on = DayField(_l("Asked or held on"))
    other = TextField(
        _l("Office or organisation"),
        required=True,
        description=_l("Who asked or was taught; of what you received, who gave it."),
    )
    topic = LongTextField(
        _l("Question or subject"),
        required=True,
        limit=TOPIC,
        description=_l("In words that fit anybody: what to do when …"),
    )
    answer = LongTextField(
        _l("What was advised"),
        limit=ADVISED,
        description=_l("With the law or standard it rests on. A question without it waits."),
    )
    answered_on = DayField(_l("Advised on"), required=False)
    who = TextField(_l("Who advised, taught or attended"))
    people = NumberField(
        _l("People taught"), default=0, most=MOST_TAUGHT, description=_l("0: not known.")
    )

    def populate_obj(self, obj: Any) -> None:
        """What is not advised yet, or is a training, has no day of advice."""
        super().populate_obj(obj)
        if not is_answered(obj.kind, obj.answer):
            obj.answered_on = None

    def validate_answered_on(self, field: Any) -> None:
        """No answer comes before its question."""
        early = field.data and self.asked_on.data and field.data < self.asked_on.data
        if early and is_answered(self.kind.data, self.answer.data):
            raise ValidationError(_("This is before the question."))
