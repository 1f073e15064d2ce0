"""What may be typed about problems: what, where, to whom, and the answer."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from ...consultation.models import Questionnaire
from ...directory.models import County
from ...events.models import Event
from ...web.forms import (
    DayField,
    LongTextField,
    PickField,
    PickManyField,
    PlannerForm,
    TextField,
    VersionedForm,
)
from ...web.i18n import LANGUAGES, _, _l, current_language, pick_wording
from ..models import ForumMember
from ..problem_models import Problem
from .actions import LetterHeading


class ProblemForm(VersionedForm):
    """A problem or need, without anything that identifies a person."""

    text = LongTextField(_l("The problem or need"), required=True, limit=1000)
    theme = TextField(_l("Theme, in a word or two"), required=True, limit=80)
    county_id = PickField(_l("County"))
    event_id = PickField(_l("Raised at"))
    raised_on = DayField(_l("On which day"))


def problem_form(
    counties: Iterable[County],
    meetings: Iterable[Event],
    problem: Problem | None = None,
    **options: Any,
) -> ProblemForm:
    """The form with its lists filled."""
    form = ProblemForm(obj=problem, **options)
    form.county_id.offer(counties, lambda row: row.name, _("several, or all"))
    form.event_id.offer(meetings, lambda row: pick_wording(row.title), _("between meetings"))
    return form


class PassForm(PlannerForm):
    """Which problems go up, and where to: `to` is the button pressed, `consultation` or `letter`."""

    problems = PickManyField(_l("Problems"))
    event_id = PickField(_l("Consultation"))
    institution = TextField(_l("Institution"), is_name=True, limit=160)
    on = DayField(_l("Date of the letter"))
    language = SelectField(
        _l("Language of the letter"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        default=current_language,
    )
    place = TextField(_l("Place"), limit=80)
    office = TextField(_l("Office that sends it"), is_name=True, limit=160)
    signed = TextField(_l("Signed by"), is_name=True, limit=120)

    def __init__(self, *args: Any, to: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.to = to
        if to == "letter":
            sentence = _l("Say who the letter is addressed to.")
            self.institution.validators = [DataRequired(sentence), *self.institution.validators[1:]]

    @property
    def heading(self) -> LetterHeading:
        """What the letter has beside the problems."""
        names = ("institution", "on", "language", "place", "office", "signed")
        return LetterHeading(**{name: self[name].data for name in names})

    def validate_problems(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Tick the problems to pass up."))

    def validate_event_id(self, field: Any) -> None:
        if self.to == "consultation" and field.data is None:
            raise ValidationError(_("Choose the consultation they go to."))


def pass_form(
    chosen: Sequence[Problem],
    open_now: Sequence[tuple[Event, Questionnaire]],
    *,
    to: str,
    today: date,
    sender: ForumMember | None,
    user: str,
) -> PassForm:
    """The form with its lists filled, and every problem ticked; whoever calls the forum's meetings signs, else the user."""
    only = open_now[0][0].id if len(open_now) == 1 else None
    from_ = letter_sender_of(sender, user)
    form = PassForm(to=to, problems=[row.id for row in chosen], on=today, event_id=only, **from_)
    form.problems.offer(chosen, lambda row: row.text)
    form.event_id.offer([event for event, _asked in open_now], lambda row: pick_wording(row.title))
    return form


def letter_sender_of(sender: ForumMember | None, user: str) -> dict[str, str]:
    """Who sends a letter of a forum, as its form has it at first: office, place, and who signs; without a sender the user does."""
    if sender is None:
        return {"signed": user}
    office = sender.organisation
    return {
        "office": office.name,
        "signed": sender.person.name if sender.person else user,
        "place": next((one.name for one in (office.district, office.county) if one), ""),
    }


class InstitutionAnswerForm(VersionedForm):
    """What came back."""

    answer = LongTextField(_l("The answer"), required=True, limit=4000)
    answered_on = DayField(_l("On which day"))
    whole = BooleanField(_l("It answers everything this forum raised in this letter"))

    def populate_obj(self, obj: Any) -> None:
        """Nothing: the answer may go to several rows at once (`actions.answered`)."""
