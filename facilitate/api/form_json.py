"""A form's fields as JSON and back: what a program sends becomes what a browser would have sent."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, Form, HiddenField, SelectField, SelectMultipleField

from ..agenda.editing.fields import MaterialsField, MomentField, SpeakersField
from ..budget.fields import MoneyField, QuantityField
from ..consultation.answering.fields import ManyField, RankingField
from ..lib.clock import format_wall_time
from ..participation.counting.forms import ShareField
from ..web.forms import WordsField
from ..web.i18n import _
from .problems import ApiProblem

Fields = MultiDict[str, str]
LISTS = (SelectMultipleField, SpeakersField, MaterialsField, ManyField, RankingField)
STATES = ("version", "revision")
"""Fields that say which state of a row was being edited: `If-Match` says it here."""
TAKES_HIDDEN = ("receipt", "key")
"""Hidden fields a program may fill in: its own name for what it sends."""


def fields_of(forms: Sequence[Form]) -> dict[str, Field]:
    """The fields a program may fill in, by name."""
    return {
        name: field
        for form in forms
        for name, field in form._fields.items()
        if name in TAKES_HIDDEN
        or not isinstance(field, HiddenField)
        and field.type not in ("CSRFTokenField", "FileField")
    }


def as_sent(forms: Sequence[Form]) -> Fields:
    """What a browser would send if nothing in these forms, which are sent together, were changed."""
    sent: list[tuple[str, str]] = []
    for name, field in [pair for form in forms for pair in form._fields.items()]:
        if field.type != "CSRFTokenField":
            sent += [(f"{name}{part}", value) for part, value in _sent(field, field.data)]
    return MultiDict(sent)


def fill_fields(forms: Sequence[Form], values: Mapping[str, Any]) -> Fields:
    """What a browser would send with these values typed into the forms. Raises Problem for a field no form has, or a value of a wrong kind."""
    fields, known, wrong = as_sent(forms), fields_of(forms), {}
    for name, value in values.items():
        field = known.get(name)
        if field is None:
            wrong[name] = [_("There is no such field.")]
            continue
        try:
            rows = list(_sent(field, _taken(field, value, fields)))
        except (TypeError, ValueError, AttributeError):
            wrong[name] = [_("This is not the kind of value that belongs here.")]
            continue
        for key in [one for one in fields if one == name or one.startswith(f"{name}-")]:
            fields.poplist(key)
        for part, text in rows:
            fields.add(f"{name}{part}", text)
    if wrong:
        raise ApiProblem(422, errors=wrong)
    return fields


def _taken(field: Field, value: Any, before: Fields) -> Any:
    """A value as the field holds it, of the kind that belongs there; what a wording leaves out stays as it was."""
    if isinstance(field, WordsField):
        said = {code: before.get(f"{field.name}-{code}", "") for code in ("en", "sq")}
        if not set(value) <= set(said):
            raise ValueError(value)
        return {**said, **{code: _text(text) for code, text in value.items()}}
    if isinstance(field, BooleanField):
        if not isinstance(value, bool):
            raise TypeError(value)
        return value
    if isinstance(field, LISTS):
        if not isinstance(value, list):
            raise TypeError(value)
        return value
    if isinstance(field, MoneyField) and isinstance(value, int) and not isinstance(value, bool):
        whole, rest = divmod(
            abs(value), 100
        )  # of whole numbers: no fraction is as large as one may be
        return f"{'-' if value < 0 else ''}{whole}.{rest:02d}"
    if isinstance(field, MomentField) and isinstance(value, int):
        return format_wall_time(value)
    return _text(value)


def _text(value: Any) -> str:
    """Text, a number or nothing as it is typed."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    return str(value)


def _sent(field: Field, data: Any) -> Iterator[tuple[str, str]]:
    """What a browser sends of a field: what is put behind its name, and the value."""
    if isinstance(field, WordsField):
        texts = data if isinstance(data, dict) else {"en": data.en, "sq": data.sq}
        yield from ((f"-{code}", texts[code]) for code in ("en", "sq"))
    elif isinstance(field, BooleanField):
        yield from [("", "y")] if data else []
    elif isinstance(field, MaterialsField):
        for one in data:
            row = one if isinstance(one, dict) else {**vars(one), "text": vars(one.text)}
            yield "-quantity", _text(row.get("quantity", 0))
            yield "-per", _text(row.get("per", "event"))
            yield "-en", _text(row["text"].get("en", ""))
            yield "-sq", _text(row["text"].get("sq", ""))
    elif isinstance(field, SpeakersField):
        yield from (("", _text(one if isinstance(one, str) else one.name)) for one in data)
        yield from [] if data else [("", "")]
    elif isinstance(field, RankingField):
        yield from ((f"-{_text(one)}", str(rank)) for rank, one in enumerate(data or (), 1))
    elif isinstance(field, SelectMultipleField | ManyField):
        yield from (("", _text(one)) for one in data or ())
    elif isinstance(field, SelectField) and data is None:
        yield from (("", str(one.value)) for one in (field.choices or ())[:1])  # as a browser does
    elif isinstance(field, MomentField) and isinstance(data, int):
        yield "", format_wall_time(data)
    elif isinstance(field, MoneyField | QuantityField | ShareField) and isinstance(data, int):
        yield "", str(field._value())
    elif isinstance(data, str | int | float) and not isinstance(data, bool):
        yield "", str(data)
    elif hasattr(field, "_value"):
        yield "", str(field._value())
    else:
        yield "", "" if data is None else str(data)
