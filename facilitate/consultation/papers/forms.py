"""What may be typed about papers and tables: day and language of a paper, the file, what its columns are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from ...directory.models import Sector
from ...web.forms import DayField, NumberField, PickField, PlannerForm, TextField, max_length
from ...web.i18n import LANGUAGES, _, _l, pick_wording
from ..answering.forms import StakeholderForm
from ..answering.own_code import is_own_code, read_answer_code, receipt_behind
from ..models import Choice, Question, QuestionKind, Questionnaire
from .answers_table import AnswersTable
from .columns import LEFT_OUT, SECTOR, AnswerColumn, ColumnHolds, TableHeader
from .guessing import may_become
from .labels import PURPOSES
from .plan import AnswersPlan

LONGEST_OPTION = 70


class LanguageField(SelectField):
    """English or Albanian."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(
            label, choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()], **options
        )


def _not_to_come(form: Any, field: Any) -> None:
    if field.data and field.data > form.today:
        raise ValidationError(_("This day is in the future."))


class TypedPaperForm(PlannerForm):
    """What is known of a paper besides its answers. `stay`: the next paper comes from the same place.

    `code`: of the slip that came with it, the other half of which whoever wrote it has kept.
    """

    code = TextField(
        _l("Code on the slip that came with it"),
        description=_l("Leave it blank where there is no slip."),
        limit=40,
    )
    given_on = DayField(_l("Day of the answer"))
    language = LanguageField(_l("Language of the answer"))
    stay = BooleanField(_l("Keep sector and county for the next paper"))

    def __init__(self, today: date, questionnaire: Questionnaire, **usual: Any) -> None:
        self.today, self.questionnaire = today, questionnaire
        super().__init__(**usual)
        if questionnaire.purpose.is_after:  # nobody follows those
            del self.code

    def validate_code(self, field: Any) -> None:
        code = read_answer_code(field.data or "")
        if field.data and not (code and is_own_code(self.questionnaire.id, code)):
            raise ValidationError(_("No slip has this code. Please check every letter."))

    @property
    def receipt(self) -> str:
        """What the answer is found by, where a slip came with it; else empty."""
        code = read_answer_code(self.code.data or "") if "code" in self else ""
        return code and receipt_behind(code)

    def validate_given_on(self, field: Any) -> None:
        _not_to_come(self, field)


def make_lenient(form: StakeholderForm) -> StakeholderForm:
    """The form for a paper, which is kept as it is: no question has to be answered."""
    for _question, field in form.asked:
        field.flags.required = False
        if field.type == "OpenField":
            field.validators = [Optional(), *field.validators[1:]]
    return form


class AnswersUploadForm(PlannerForm):
    """A table with answers."""

    file = FileField(
        _l("File with the answers"),
        description=_l(
            "An Excel (.xlsx), OpenDocument (.ods) or CSV file with one row per person."
        ),
    )


class AnswersOrKoboForm(AnswersUploadForm):
    """The table, or the form in KoboToolbox it is fetched from."""

    text = TextField(
        _l("Or fetch them: address of the form in KoboToolbox"),
        description=_l("Open the form there and copy its address."),
    )
    token = PasswordField(
        _l("Your API key of KoboToolbox"),
        [Optional(), max_length(200)],
        render_kw={"autocomplete": "off"},
        description=_l("Under Account settings → Security. It is used once and not kept."),
    )


class AnswersHeadingsForm(PlannerForm):
    """Where the headings of a table are; sent with GET, for it only shows."""

    row = NumberField(_l("Headings are in row"), least=1, most=20_000)
    rows = NumberField(_l("Number of heading rows"), least=1, most=3, default=1)

    class Meta:
        csrf = False

    @property
    def header(self) -> TableHeader:
        """The headings as they were chosen."""
        return TableHeader(self.row.data or 1, self.rows.data or 1)


class AnswersColumnsForm(PlannerForm):
    """What each column of a table is, and what holds for rows that do not say."""

    row = HiddenField()
    rows = HiddenField()
    sector = PickField(_l("Sector for rows without one"))
    given_on = DayField(_l("Day for rows without one"))
    language = LanguageField(_l("Language for rows without one"))
    columns: Sequence[AnswerColumn] = ()
    today = date.max

    @property
    def mapped(self) -> list[tuple[AnswerColumn, Any]]:
        """Each column with its field; without one where nothing of it may be kept."""
        return [
            (column, self._fields.get(f"column_{place}"))
            for place, column in enumerate(self.columns)
        ]

    @property
    def purposes(self) -> tuple[str, ...]:
        """What was chosen for each column."""
        return tuple(field.data if field else LEFT_OUT for _column, field in self.mapped)

    def plan(self, values: dict[str, str]) -> AnswersPlan:
        """What was decided, with what values mean."""
        return AnswersPlan(
            columns=self.purposes,
            given_on=self.given_on.data,
            language=self.language.data,
            sector=self.sector.data,
            values=values,
        )

    def validate_given_on(self, field: Any) -> None:
        _not_to_come(self, field)

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form; and something is asked, a sector is known, nothing stands in two columns."""
        right = super().validate(extra_validators)
        self.check_columns()
        return bool(right and not self.errors)

    def check_columns(self) -> None:
        """Say what is wrong with what was chosen for the columns, all of them together."""
        if not any("-" in purpose for purpose in self.purposes):
            self.form_errors.append(
                _("No column has answers to a question yet. Choose at least one.")
            )
        if SECTOR not in self.purposes and self.sector.data is None and not self.sector.errors:
            self.sector.errors = [_("No column gives the sector. Choose a sector for all rows.")]
        seen: set[str] = set()
        for _column, field in self.mapped:
            if field and field.data in seen and field.data in self.once:
                field.errors = [_("Another column already has this.")]
            seen |= {field.data} if field else set()

    once: frozenset[str] = frozenset()


def answers_columns_form(
    bringing: AnswersTable,
    questions: Sequence[Question],
    choices: dict[int, list[Choice]],
    sectors: Sequence[Sector],
    today: date,
    language: str,
    sent: Mapping[str, Any] | None = None,
) -> AnswersColumnsForm:
    """The form for a table; columns are what they probably are until somebody says otherwise.

    `sent`: what was said before, where it is no part of this request.
    """
    columns, guess = bringing.columns, bringing.guess
    options = _options(questions, choices, bringing.named)
    fields: dict[str, Any] = {}
    for place, column in enumerate(columns):
        if column.holds in (ColumnHolds.PRIVATE, ColumnHolds.NOTHING):
            continue
        fields[f"column_{place}"] = SelectField(
            column.name or column.letter,
            choices=[option for option in options if may_become(column, option.value)],
            default=guess[place],
            invalid_choice_message=_l("Please choose one from the list."),
        )
    kinds = {f"question-{question.id}": question.kind for question in questions}
    together = {
        key for key, kind in kinds.items() if kind is QuestionKind.OPEN or kind.takes_several
    }
    once = frozenset(
        option.value for option in options if option.value and option.value not in together
    )
    form_kind = type(
        "ColumnsOfTable",
        (AnswersColumnsForm,),
        {**fields, "columns": columns, "once": once, "today": today},
    )
    before = {} if sent is None else {"formdata": sent}
    form: AnswersColumnsForm = form_kind(
        data={
            "row": bringing.header.row,
            "rows": bringing.header.rows,
            "given_on": today,
            "language": language,
        },
        meta={"csrf": sent is None},
        **before,
    )
    form.sector.offer(
        sectors, lambda sector: pick_wording(sector.name), _("none: leave these rows out")
    )
    return form


def _options(
    questions: Sequence[Question], choices: dict[int, list[Choice]], named: bool
) -> list[SelectChoice]:
    """What a column may become: parts of an answer, questions, and choices that have columns of their own."""
    fixed = [purpose for purpose in PURPOSES if named or purpose not in ("name", "organisation")]
    found = [SelectChoice(purpose, str(PURPOSES[purpose])) for purpose in fixed]
    group = _("Questions")
    for number, question in enumerate(questions, 1):
        text = f"{number}. {pick_wording(question.text)}"
        found.append(SelectChoice(f"question-{question.id}", _short(text), optgroup=group))
    for number, question in enumerate(questions, 1):
        if question.kind.takes_several:
            group = _short(
                _("One choice of %(question)s", question=f"{number}. {pick_wording(question.text)}")
            )
            found += [
                SelectChoice(
                    f"choice-{choice.id}", _short(pick_wording(choice.text)), optgroup=group
                )
                for choice in choices.get(question.id, ())
            ]
    return found


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_OPTION else text[: LONGEST_OPTION - 1].rstrip() + "…"
