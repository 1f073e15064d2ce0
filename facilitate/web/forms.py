"""What every form shares: clean text, two-language wordings, minutes and clock times, plain sentences for mistakes."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, Field, IntegerField, SelectField, SelectMultipleField, StringField
from wtforms import TextAreaField as _TextAreaField
from wtforms.fields import HiddenField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    Optional,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import CheckboxInput

from ..data.db import row_id
from ..lib.clock import read_minutes
from ..lib.text import Words, clean_text
from .form_sentences import MANY, SAYS, field_differences
from .i18n import _, _l, get_translations
from .i18n import label_of as name_of
from .picking import NamedChoiceField
from .request_values import FormMeta

SHORT, LONG = 200, 20_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Translations:
    """WTForms' own sentences, as we say them."""

    def gettext(self, text: str) -> str:
        return str(SAYS[text]) if text in SAYS else get_translations().ugettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return str(MANY[one]) if one in MANY else get_translations().ungettext(one, many, number)


class PlannerForm(FlaskForm):
    """A form of the planner. `version` carries which state of the row was being edited."""

    class Meta(FormMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows this form: 200, or 422 with mistakes in it."""
        return 422 if self.errors else 200

    def tell_apart(self, prefix: str) -> None:
        """Let the ids of its fields begin so: for a page of several forms whose fields are named alike."""
        for field in self:
            field.id = field.label.field_id = f"{prefix}-{field.id}"


class VersionedForm(PlannerForm):
    """A form for a row that several people may edit at once; `version` is the state that was being edited."""

    version = HiddenField()
    clash: Sequence[tuple[str, str, str]] = ()

    @property
    def status(self) -> int:
        """As of any form; 409 when the edit met somebody else's."""
        return 409 if self.clash else super().status

    def saves(self, row: Any) -> bool:
        """Take what was typed over into the row, if it was posted, is right and meets no other edit.

        Otherwise the form shows its mistakes, or both texts in `clash`; sent again, it wins.
        """
        if not self.validate_on_submit():
            if (
                not self.is_submitted()
            ):  # a form with mistakes still edits the state it was opened with
                self.version.data = str(row.version)
            return False
        if row.version is not None and str(self.version.data) != str(row.version):
            self.clash = field_differences(row, self)
        self.version.data = str(row.version)
        if self.clash:
            return False
        self.populate_obj(row)
        return True

    def populate_obj(self, obj: Any) -> None:
        """Everything but the version, which the database counts."""
        for name, field in self._fields.items():
            if name != "version":
                field.populate_obj(obj, name)


def clean_field(value: Any) -> Any:
    """Filter: typed text without control characters and outer space."""
    return clean_text(value) if isinstance(value, str) else value


def max_length(limit: int) -> Length:
    """Validator: no more than `limit` characters."""
    return Length(max=limit, message=_l("This is too long: at most %(max)d characters."))


def must_be_filled() -> DataRequired:
    """Validator: something has to be filled in."""
    return DataRequired(_l("Please fill this in."))


def no_formula(_form: Any, field: Field) -> None:
    """Validator: a name that a spreadsheet would run as a formula is no name."""
    texts = [field.data.en, field.data.sq] if isinstance(field.data, Words) else [field.data or ""]
    if any(text.startswith(("=", "+", "@")) for text in texts):
        raise ValidationError(_("A name cannot start with =, + or @."))


class TextField(StringField):
    """One line of text, at most 200 characters."""

    def __init__(
        self, label: Any = None, *, required: bool = False, is_name: bool = False, **options: Any
    ) -> None:
        rules: list[Any] = [must_be_filled()] if required else [Optional()]
        rules += [max_length(options.pop("limit", SHORT)), *([no_formula] if is_name else [])]
        super().__init__(label, rules, filters=[clean_field], **options)

    def process_formdata(self, valuelist: Any) -> None:
        self.data: Any = valuelist[0] if valuelist else (self.data or "")


class LongTextField(_TextAreaField):
    """Several lines of text, at most 20,000 characters. The browser takes more, and the form says that it is too much:

    a field with a limit of its own would cut what is pasted without a word.
    """

    def __init__(self, label: Any = None, *, required: bool = False, **options: Any) -> None:
        rules: list[Any] = [must_be_filled()] if required else [Optional()]
        super().__init__(
            label,
            [*rules, max_length(options.pop("limit", LONG))],
            filters=[clean_field],
            **options,
        )
        del self.flags.maxlength

    def process_formdata(self, valuelist: Any) -> None:
        self.data: Any = valuelist[0] if valuelist else (self.data or "")


class WordsField(Field):
    """A wording in English and in Albanian, side by side; posted as NAME-en and NAME-sq."""

    def __init__(
        self,
        label: Any = None,
        *,
        required: bool = False,
        is_name: bool = False,
        long: bool = False,
        **options: Any,
    ) -> None:
        self.long, self.limit = long, options.pop("limit", LONG if long else SHORT)
        rules: list[Any] = [
            *([_one_language] if required else []),
            _both_short,
            *([no_formula] if is_name else []),
        ]
        super().__init__(label, rules, **options)
        if required:
            self.flags.required = True

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[Any] = []
        default = self.default() if callable(self.default) else self.default
        self.data = data if isinstance(data, Words) else (default or Words())
        if formdata and (f"{self.name}-en" in formdata or f"{self.name}-sq" in formdata):
            self.data = Words(
                clean_text(formdata.get(f"{self.name}-en", "")),
                clean_text(formdata.get(f"{self.name}-sq", "")),
            )


def _one_language(_form: Any, field: Field) -> None:
    if not field.data:
        raise StopValidation(_("Please fill this in, in at least one language."))


def _both_short(_form: Any, field: WordsField) -> None:
    if max(len(field.data.en), len(field.data.sq)) > field.limit:
        raise ValidationError(_("This is too long: at most %(max)d characters.", max=field.limit))


class MinutesField(StringField):
    """Minutes as people write them: 45, 45m, 1h30, 1:30, 1,5h."""

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, [InputRequired(_l("How many minutes does it take?"))], **options)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else ("" if self.data is None else str(self.data))

    def process_formdata(self, valuelist: Any) -> None:
        if not valuelist:
            return
        typed = clean_text(valuelist[0])
        self.data = None
        if not typed:
            self.raw_data = [""]  # blanks are nothing
            return
        try:
            self.data = read_minutes(typed)
        except ValueError:
            raise ValueError(
                _("Write minutes like 45, 1h30, 1:30 or 1,5h; at most one day.")
            ) from None


class DayField(DateField):
    """A date of a year people plan in: what is counted from it stays within the calendar."""

    def __init__(self, label: Any = None, *, required: bool = True, **options: Any) -> None:
        super().__init__(
            label,
            [InputRequired(_l("Please choose a date.")) if required else Optional()],
            **options,
        )

    def pre_validate(self, form: Any) -> None:
        if self.data and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise StopValidation(_("Please choose a date between 2000 and 2100."))


class NumberField(IntegerField):
    """A whole number between two limits; one that is not `needed` may be left empty."""

    data: Any

    def __init__(
        self,
        label: Any = None,
        *,
        least: int = 0,
        most: int = 100_000,
        needed: bool = True,
        **options: Any,
    ) -> None:
        self.least, self.most, self.needed = least, most, needed
        super().__init__(label, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing typed is no number."""
        if self.needed or any(one.strip() for one in valuelist):
            super().process_formdata(valuelist)
        else:
            self.data = None

    def pre_validate(self, form: Any) -> None:
        if self.data is None and self.needed and not self.process_errors:
            raise StopValidation(_("Please fill this in."))
        if self.data is not None and not self.least <= self.data <= self.most:
            raise StopValidation(
                _("Enter a number from %(least)d to %(most)d.", least=self.least, most=self.most)
            )


class EnumField(SelectField):
    """One value of a StrEnum."""

    def __init__(self, label: Any = None, *, of: type[StrEnum], **options: Any) -> None:
        self.of = of
        options = {**_not_in_list(), **options}
        super().__init__(
            label, coerce=of, choices=lambda: [SelectChoice(v, name_of(v)) for v in of], **options
        )


class PickField(NamedChoiceField):
    """One row of a list, or none; of a long list it is found by its name."""

    def __init__(self, label: Any = None, *, required: bool = False, **options: Any) -> None:
        self.required = required
        told = {**_not_in_list(), "validators": [must_be_filled()] if required else []}
        super().__init__(label, **told, **options)


class PickManyField(SelectMultipleField):
    """Any number of rows of a list; shown as checkboxes."""

    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, **options: Any) -> None:
        options = {**_not_in_list(), **options}
        super().__init__(label, coerce=row_id, choices=[], **options)

    def offer(self, rows: Iterable[Any], name: Callable[[Any], str]) -> None:
        """Offer these rows (anything with an `id`)."""
        self.choices = [SelectChoice(row.id, name(row)) for row in rows]


class EnumsField(SelectMultipleField):
    """Any number of values of a StrEnum, in its order; shown as checkboxes."""

    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, *, of: type[StrEnum], **options: Any) -> None:
        options = {**_not_in_list(), **options}
        super().__init__(
            label, coerce=of, choices=lambda: [SelectChoice(v, name_of(v)) for v in of], **options
        )

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: Any) -> None:
        super().process_formdata(valuelist)
        self.data = tuple(self.data or ())


def _not_in_list() -> dict[str, Any]:
    """What a list says to a value it does not have."""
    sentence = _l("Please choose one from the list.")
    return {"invalid_choice_message": sentence, "invalid_value_message": sentence}
