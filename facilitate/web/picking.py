"""One row chosen of a list; of a long list it is found by typing a part of its name, with a script and without.

A page with a select of 1,600 organisations sends each of them. Beyond `MOST_LISTED` the field is one to type into. With a script
it asks its own page for the names that fit (`?pick=<list>&<field>=<typed>`): who may see the page may choose of its list, and no
address of its own has to be guarded. Without one, what was typed is looked up when the form is sent.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from flask import Response, g, has_request_context, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import Select, html_params

from ..data.db import row_id
from ..lib.numbers import read_whole
from ..lib.text import plain_text
from .i18n import _
from .request_values import asked_fields

MOST_LISTED = 60
"""Choices that are listed; of more, one is typed and found."""
MOST_FOUND = 12
"""Names that are offered for what was typed."""
Key = TypeVar("Key", int, str)
PICK = "pick"
"""The part of an address that says which list's names are asked for."""


class NamesFound(HTTPException):
    """Instead of the page: the names that fit what was typed, as options. No code of its own: it is answered as it is."""

    def __init__(self, names: Iterable[str]) -> None:
        options = Markup("").join(Markup("<option>{}</option>").format(name) for name in names)
        super().__init__(response=Response(options, headers={"Cache-Control": "no-store"}))


def names_list(key: str, names: Iterable[str]) -> Markup:
    """A `datalist` of that `id`: the names, or where they are many the address at which those that fit are asked for."""
    names = list(names)
    if has_request_context() and request.args.get(PICK) == key:
        typed = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)[
            -1
        ][1]
        raise NamesFound(names_like(typed, names))
    if len(names) > MOST_LISTED and has_request_context() and request.endpoint:
        given = {**asked_fields(), **(request.view_args or {}), PICK: key}
        asks = {
            "id": key,
            "hx-get": url_for(request.endpoint, **given),
            "hx-trigger": f"input delay:200ms from:input[list='{key}']",
            "hx-include": f"input[list='{key}']:focus",
            "hx-target": "this",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
        g.asks_for_pieces = True
        return Markup("<datalist {}></datalist>").format(Markup(html_params(**asks)))
    options = (Markup('<option value="{}"></option>').format(name) for name in names)
    return Markup('<datalist id="{}">{}</datalist>').format(key, Markup("").join(options))


def names_like(typed: str, names: Iterable[str]) -> list[str]:
    """The names that fit what was typed, those that begin so first."""
    words = plain_text(typed).split()
    plain = [(plain_text(name), name) for name in names]
    fitting = [
        (not one.startswith(" ".join(words)), name)
        for one, name in plain
        if all(word in one for word in words)
    ]
    return [name for _later, name in sorted(fitting, key=lambda one: one[0])[:MOST_FOUND]]


def pick_one(
    name: str,
    rows: Iterable[tuple[Any, str]],
    chosen: Any = None,
    none: str | None = None,
    key: str = "",
) -> Markup:
    """A field of a form that asks, as a page draws it: one of `rows` (key and name), listed or typed as it is in forms that write.

    `chosen` is what `asked_pick` gave; `none` is what choosing nothing reads, None where one has to be chosen; `key` is the field's id
    where that is not its name.
    """
    rows = told_apart(rows)
    key = key or name
    if len(rows) > MOST_LISTED:
        names = [text for _number, text in rows]
        told = {"id": key, "name": name, "required": none is None}
        shown = next((text for number, text in rows if number == chosen), None)
        if shown is not None or not chosen:
            return _typed_input(names, **told, value=shown or "")
        about = {"aria-invalid": "true", "aria-describedby": f"{key}-error"}
        said = Markup('<p class="error" id="{}-error">{}</p>').format(
            key, not_found_text(chosen, names)
        )
        return said + _typed_input(names, **told, value=chosen, **about)
    options = [
        Markup("<option {}>{}</option>").format(
            Markup(html_params(value=one, selected=one == chosen)), text
        )
        for one, text in ([] if none is None else [("", none)]) + rows
    ]
    return Markup("<select {}>{}</select>").format(
        Markup(html_params(id=key, name=name)), Markup("").join(options)
    )


def asked_pick(name: str, rows: Iterable[tuple[Key, str]]) -> Key | str | None:
    """What the address asks for: the key of a row, what was typed where no row (or several) fits it, or None."""
    typed = request.args.get(name, "").strip()
    found = find_picked(typed, rows)
    return (typed or None) if found is None else found


def not_found_text(typed: str, names: Iterable[str]) -> str:
    """Why what was typed chooses none."""
    fitting = names_like(typed, names)
    if fitting:
        return _("Several fit “%(typed)s”: %(names)s.", typed=typed, names="; ".join(fitting))
    return _(
        "“%(typed)s” is not in the list. Type a part of the name, then choose one.", typed=typed
    )


def find_picked(typed: str, rows: Iterable[tuple[Key, str]]) -> Key | None:
    """The key of the row that was chosen: sent as it is, or its name typed, whole or so that only one fits."""
    wanted = plain_text(typed.strip())
    if not wanted:
        return None
    rows = told_apart(rows)
    by_key = {str(key): key for key, _name in rows}
    if typed in by_key:
        return by_key[typed]
    found = [key for key, name in rows if plain_text(name) == wanted]
    if not found and len(names := names_like(typed, [name for _key, name in rows])) == 1:
        found = [key for key, name in rows if name == names[0]]
    return found[0] if len(found) == 1 else None


def told_apart(rows: Iterable[tuple[Key, str]]) -> list[tuple[Key, str]]:
    """Key and name of each row; names that come again are told apart by the key."""
    rows = list(rows)
    often = Counter(name for _key, name in rows)
    return [(key, f"{name} · {key}" if often[name] > 1 else name) for key, name in rows]


def _typed_input(names: Iterable[str], **told: Any) -> Markup:
    known = f"{told['id']}-names"
    told = {
        "list": known,
        "autocomplete": "off",
        "placeholder": _("Type a part of the name"),
        **told,
    }
    return Markup("<input {}>{}").format(Markup(html_params(**told)), names_list(known, names))


class TypedSelect(Select):
    """A select, or an input to type into where the list is long."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        if not field.is_typed:
            return super().__call__(field, **attributes)
        names = [name for _number, name in field.named_rows()]
        told = {"id": field.id, "name": field.name, "value": field.shown, **attributes}
        return _typed_input(names, **told)


class NamedChoiceField(SelectField):
    """One row of a list, or none; `offer` fills the list."""

    widget = TypedSelect()
    typed = ""
    data: Any

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, coerce=_number_or_none, choices=[], **options)

    def offer(self, rows: Iterable[Any], name: Callable[[Any], str], none: str = "–") -> None:
        """Offer these rows (anything with an `id`), after an empty choice that reads `none`."""
        self.choices = [SelectChoice("", none), *(SelectChoice(row.id, name(row)) for row in rows)]
        self._find_typed()

    @property
    def is_typed(self) -> bool:
        """Whether one is found by typing: the list is too long to send."""
        return len(self.choices or ()) > MOST_LISTED

    @property
    def shown(self) -> str:
        """What stands in the field: what was typed, or the name of what is chosen."""
        if self.typed or self.data is None:
            return self.typed
        return next((name for number, name in self.named_rows() if number == self.data), "")

    def process_formdata(self, valuelist: Any) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        if text and not text.isdecimal() and text != "None":
            self.typed, self.data = text, None
            self._find_typed()
        else:
            self.typed = ""
            super().process_formdata(valuelist)

    def pre_validate(self, form: Any) -> None:
        if not self.typed:
            super().pre_validate(form)
            return
        if not self.is_typed:
            raise StopValidation(self.invalid_choice_message)
        raise StopValidation(
            not_found_text(self.typed, [name for _number, name in self.named_rows()])
        )

    def named_rows(self) -> list[tuple[int, str]]:
        """Number and name of each row; names that come again are told apart by the number."""
        return told_apart((one.value, str(one.label)) for one in self.choices if one.value != "")

    def _find_typed(self) -> None:
        number = find_named(self.typed, self.named_rows()) if self.typed and self.choices else None
        if number is not None:
            self.data, self.typed = number, ""


def find_named(typed: str, rows: Sequence[tuple[int, str]]) -> int | None:
    """The number of the row whose name was typed, or of the only one that it fits; a number stands for itself."""
    return read_whole(typed) if typed.isdecimal() else find_picked(typed, rows)


def _number_or_none(value: Any) -> int | None:
    return row_id(value) if value not in (None, "", "None") else None
