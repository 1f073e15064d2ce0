"""What may be typed about a consultation, by the team and by stakeholders."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, IntegerField, StringField
from wtforms.fields import HiddenField
from wtforms.validators import NumberRange, Optional, ValidationError

from ..db import HIGHEST_ID
from ..directory.models import County, Sector
from ..events.models import Objective
from ..forms import DayField, Form, LongTextField, PickField, TextField, VersionedForm, WordsField
from ..i18n import _, _l, words
from .models import Question, Theme
from .queries import Sieve

_RECEIPT = re.compile(r"[\w-]{16,64}")


class QuestionnaireForm(VersionedForm):
    """What is said around the questions, and when it is open."""

    title = WordsField(_l("Title"), required=True)
    intro = WordsField(_l("Who asks, and what for"), long=True, limit=2000)
    opens_on = DayField(_l("First day"))
    closes_on = DayField(_l("Last day"))

    def validate_closes_on(self, field: Any) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("The last day is before the first."))


class QuestionForm(VersionedForm):
    """One open question."""

    text = WordsField(_l("Question"), required=True, long=True, limit=500)
    help = WordsField(_l("Help below it"), limit=300)
    required = BooleanField(_l("Has to be answered"))


class ThemeForm(VersionedForm):
    """A theme's name."""

    name = WordsField(_l("Name"), required=True, is_name=True, limit=100)


class CodingForm(Form):
    """A theme to put on a passage or to take off, or the name of a new one."""

    put = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST_ID)])
    take = IntegerField(validators=[Optional(), NumberRange(0, HIGHEST_ID)])
    new = TextField(_l("New theme"), is_name=True, limit=100)

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and one of the three is there."""
        right = super().validate(extra_validators)
        if right and not self.new.data and self.put.data is None and self.take.data is None:
            self.new.errors = [_("Please fill this in.")]
            return False
        return right


class SieveForm(Form):
    """Which answers to read; it stands in the address."""

    class Meta(Form.Meta):
        csrf = False

    text = StringField(_l("Search"))
    sector = PickField(_l("Sector"))
    county = PickField(_l("County"))
    question = PickField(_l("Question"))
    theme = PickField(_l("Theme"))
    objective = PickField(_l("Objective"))
    without = BooleanField(_l("Only without a theme"))

    @property
    def sieve(self) -> Sieve:
        """What was chosen; choices that cannot be read count as none."""
        picked = {name: self[name].data for name in ("sector", "county", "question", "theme", "objective")}
        return Sieve(text=(self.text.data or "").strip()[:100], without=bool(self.without.data), **picked)


def sieve_form(
    values: Mapping[str, str], sectors: Iterable[Sector], counties: Iterable[County],
    questions: Sequence[Question], themes: Sequence[Theme],
) -> SieveForm:  # fmt: skip
    """The form with its lists filled."""
    form = SieveForm(formdata=values)
    everything = _("All")
    form.sector.offer(sectors, lambda sector: words(sector.name), everything)
    form.county.offer(counties, lambda county: county.name, everything)
    form.question.offer(questions, lambda question: _shortened(words(question.text)), everything)
    form.theme.offer(themes, lambda theme: words(theme.name), everything)
    served = {theme.objective.id: theme.objective for theme in themes if theme.objective}
    form.objective.offer(sorted(served.values(), key=lambda row: row.position), _objective_name, everything)
    return form


def _objective_name(objective: Objective) -> str:
    return f"{objective.code} {_shortened(words(objective.text))}"


def _shortened(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class AnswerForm(Form):
    """What a stakeholder sends. `website` is invisible: only a machine fills it in."""

    receipt = HiddenField()
    website = StringField(_l("Leave this empty"))
    sector = PickField(_l("Where do you work?"), required=True)
    county = PickField(_l("In which county?"), description=_l("You may leave this open."))
    questions: Sequence[Question] = ()

    @property
    def asked(self) -> list[tuple[Question, Any]]:
        """Each question with its field."""
        return [(question, self[f"question_{question.id}"]) for question in self.questions]

    @property
    def texts(self) -> dict[int, str]:
        """What was written, by id of question."""
        return {question.id: field.data or "" for question, field in self.asked}

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and one question at least is answered."""
        right = super().validate(extra_validators)
        if self.asked and not any(field.data or field.errors for _question, field in self.asked):
            self.asked[0][1].errors = [_("Please answer at least one question.")]
            return False
        return right


def answer_form(
    questions: Sequence[Question], sectors: Iterable[Sector], counties: Iterable[County]
) -> AnswerForm:
    """The questions as a form, in the language spoken now; a fresh receipt where none came along."""
    fields: dict[str, Any] = {
        f"question_{question.id}": LongTextField(
            words(question.text), required=question.required, description=words(question.help)
        )
        for question in questions
    }
    form: AnswerForm = type("QuestionsForm", (AnswerForm,), {**fields, "questions": questions})()
    form.sector.offer(sectors, lambda sector: words(sector.name), _("Please choose"))
    form.county.offer(counties, lambda county: county.name, _("No answer"))
    if not _RECEIPT.fullmatch(form.receipt.data or ""):
        form.receipt.data = secrets.token_urlsafe(16)
    return form
