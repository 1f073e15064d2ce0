"""What may be typed about a questionnaire, its questions and their choices."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wtforms import BooleanField, Field
from wtforms.fields import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import RadioInput

from ...data.db import row_id
from ...lib import rearranging
from ...lib.text import Words, clean_text
from ...web.forms import DayField, EnumField, PickField, PlannerForm, VersionedForm, WordsField
from ...web.i18n import _, _l, label_of, pick_wording
from ..models import Choice, Question, QuestionKind, Questionnaire
from .offered import MOST, OfferedChoice, choices_problem
from .queries import EarlierQuestions

ROWS, SPARE = 4, 2
"""Rows for choices shown at least, and empty ones among them; `More rows` adds four."""


class QuestionnaireForm(VersionedForm):
    """What is said around the questions, when it is open, and whether answers carry a name."""

    title = WordsField(_l("Title"), required=True)
    intro = WordsField(_l("Who asks, and what for"), long=True, limit=2000)
    opens_on = DayField(_l("First day"))
    closes_on = DayField(_l("Last day"))
    named = RadioField(_l("Anonymity"), coerce=lambda value: str(value) == "True")
    promised = False
    """Whether somebody has been told already if answers carry a name."""

    def validate_closes_on(self, field: Any) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("The last day is before the first."))

    def validate_named(self, field: Any) -> None:
        if self.promised and field.data != field.object_data:
            raise ValidationError(
                _(
                    "This can no longer be changed: people were told it when they were invited or answered."
                )
            )


def questionnaire_form(questionnaire: Questionnaire, promised: bool) -> QuestionnaireForm:
    """The form; once something is promised to people, whose answer it is stays as it is; in an evaluation it always does."""
    form = QuestionnaireForm(obj=questionnaire)
    form.promised = promised
    form.named.choices = [
        SelectChoice("False", _("Anonymous")),
        SelectChoice("True", _("With a name")),
    ]
    if questionnaire.purpose.is_after:
        del form.named  # anonymous always
    return form


class ChoiceRow(NamedTuple):
    """A row of the form that holds a choice, or nothing yet. `key` names its inputs."""

    key: str
    text: Words
    hidden: bool
    saved: bool


class ChoicesField(Field):
    """The choices of a question, each a row of two inputs, in the order in which the rows are sent.

    `NAME` is sent once a row and holds the row's key: the id of the choice, or `new…`. The buttons `NAME-more`,
    `NAME-up`, `NAME-down` and `NAME-drop` (with a key) ask for other rows only: then `rearranged` is true.
    """

    rearranged = False
    more = 0

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        self.object_data = self.data = list(data or [])
        known = {one.id for one in self.data}
        self.keys = [str(one.id) for one in self.data]
        if not formdata or self.name not in formdata:
            return
        sent = [
            self._row(formdata, key)
            for key in dict.fromkeys(formdata.getlist(self.name)[: 3 * MOST])
        ]
        keys = [key for key, one in sent if one.text or one.id in known]
        keys = self._rearrange(formdata, keys)
        rows = {
            key: OfferedChoice(one.id if one.id in known else None, one.text, one.hidden)
            for key, one in sent
        }
        self.keys = keys
        self.data = [rows[key] for key in keys]

    def _row(self, formdata: Any, key: str) -> tuple[str, OfferedChoice]:
        text = Words(
            *(clean_text(formdata.get(f"{self.name}-{key}-{code}", "")) for code in ("en", "sq"))
        )
        return key, OfferedChoice(_id(key), text, f"{self.name}-{key}-hidden" in formdata)

    def _rearrange(self, formdata: Any, keys: list[str]) -> list[str]:
        """Do what a button asks: one place up or down, one row less, more empty rows."""
        self.more = _small(formdata.get(f"{self.name}-rows")) + (
            4 if f"{self.name}-more" in formdata else 0
        )
        self.rearranged = rearranging.is_button_pressed(formdata, self.name)
        return rearranging.rearrange_keys(formdata, self.name, keys)

    @property
    def offered(self) -> list[OfferedChoice]:
        """What is offered; an empty row is no choice."""
        return [one for one in self.data if one.text]

    @property
    def rows(self) -> list[ChoiceRow]:
        """The rows to show: the choices, then empty ones ready to be filled in."""
        full = [
            ChoiceRow(key, one.text, one.hidden, one.id is not None)
            for key, one in zip(self.keys, self.data, strict=True)
        ]
        taken = set(self.keys)
        empty = min(max(ROWS - len(full), SPARE) + self.more, max(MOST - len(full), 0))
        free = [
            key for key in (f"new{number}" for number in range(1, 4 * MOST)) if key not in taken
        ]
        return [*full, *(ChoiceRow(key, Words(), False, False) for key in free[:empty])]


def _id(key: str) -> int | None:
    try:
        return row_id(key)
    except ValueError:
        return None


def _small(value: str | None) -> int:
    return (
        min(int(value), MOST)
        if value and value.isascii() and value.isdigit() and len(value) < 4
        else 0
    )


class QuestionForm(VersionedForm):
    """One question of any kind. `fixed`: answers have come in, so that its kind stays."""

    kind = EnumField(
        _l("How it is answered"),
        of=QuestionKind,
        default=QuestionKind.OPEN,
        option_widget=RadioInput(),
    )
    text = WordsField(_l("Question"), required=True, long=True, limit=500)
    help = WordsField(_l("Help text below it"), limit=300)
    choices = ChoicesField(_l("Choices"))
    low = WordsField(_l("What 1 means"), limit=80)
    high = WordsField(_l("What 5 means"), limit=80)
    required = BooleanField(_l("Has to be answered"))
    fixed = False

    def validate_kind(self, field: Any) -> None:
        if self.fixed and field.data != field.object_data:
            raise ValidationError(
                _("Answers have come in, so the kind of question can no longer be changed.")
            )

    def validate_choices(self, field: ChoicesField) -> None:
        if self.kind.data and self.kind.data.has_choices:
            kept = {one.id for one in field.object_data} if self.fixed else ()
            if wrong := choices_problem(
                field.offered, [key for key in kept if key in {one.id for one in field.data}]
            ):
                raise ValidationError(label_of(wrong))

    def validate_low(self, field: Any) -> None:
        self._says_what_it_means(field)

    def validate_high(self, field: Any) -> None:
        self._says_what_it_means(field)

    def _says_what_it_means(self, field: Any) -> None:
        if self.kind.data is QuestionKind.SCALE and not field.data:
            raise ValidationError(_("Say in a word or two what this end of the scale means."))

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; while rows are only rearranged nothing is checked yet."""
        return not self.choices.rearranged and bool(super().validate(extra_validators))

    def saves(self, row: Any) -> bool:
        """As every form for a row; while rows are only rearranged the version that was opened stays."""
        opened = self.version.data
        saved = super().saves(row)
        if self.choices.rearranged:
            self.version.data = opened
        return saved

    def populate_obj(self, obj: Any) -> None:
        """Everything but the choices, which stand in a table of their own."""
        for name, field in self._fields.items():
            if name not in ("version", "csrf_token", "choices"):
                field.populate_obj(obj, name)


def question_form(row: Question | None, choices: Sequence[Choice], fixed: bool) -> QuestionForm:
    """The form of a question, or of a new one."""
    offered = [OfferedChoice(one.id, one.text, one.hidden) for one in choices]
    if row is not None:  # beside the columns, so that a colliding edit shows them too
        row.choices = offered  # type: ignore[attr-defined]
    form = QuestionForm(obj=row)
    form.fixed = fixed and row is not None
    return form


class EarlierForm(PlannerForm):
    """Whose questions are taken over."""

    event_id = PickField(_l("Event"), required=True)


def earlier_form(events: Sequence[EarlierQuestions]) -> EarlierForm:
    """The form with the events somebody may take questions from; the first is chosen."""
    form = EarlierForm()
    form.event_id.offer(
        events, lambda one: f"{pick_wording(one.title)} ({one.year})", _("Please choose")
    )
    if not form.is_submitted() and events:
        form.event_id.data = events[0].id
    return form
