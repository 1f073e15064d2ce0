"""What was sent, in a shape every database takes: no NUL, no half of an emoji, no number that no row can have."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Request, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import FileField

from ..lib.days import FIRST_YEAR, LAST_YEAR
from ..lib.numbers import HIGHEST
from ..lib.text import storable_text


def bounded_number(value: Any) -> int:
    """A whole number that a database column holds. Raises ValueError for another one."""
    number = int(value)
    if not -HIGHEST <= number <= HIGHEST:
        raise ValueError(value)
    return number


def device_milliseconds(value: Any) -> int:
    """Milliseconds since 1970, as a device counts them: more than a column holds. Raises ValueError for no such thing."""
    number = int(value)
    if not 0 <= number < 2**53:
        raise ValueError(value)
    return number


def asked_day(name: str) -> date | None:
    """The day that a field of the address names, `2027-03-18`; None for none, and for what is no day people plan with."""
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def asked_fields() -> dict[str, Any]:
    """The fields of the address, to be written into another one by `url_for`: what that takes for its own (`_external`) is none."""
    return {
        name: value
        for name, value in request.args.items()
        if name != "endpoint" and not name.startswith("_")
    }


def is_asked_by_script() -> bool:
    """Whether a page's script asks, for JSON or for a part of the page: it can sign nobody in, and its cookie stays as it is."""
    reads_json = (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )
    return reads_json or "X-Requested-With" in request.headers


def _whole(kind: Any) -> Any:
    """`type=int` asks for a number that a row can have: nobody has to think of it where a list is narrowed."""
    return bounded_number if kind is int else kind


class RequestValues(ImmutableMultiDict[str, Any]):
    """The fields of an address or a form."""

    def __init__(self, mapping: Any = None) -> None:
        if isinstance(mapping, MultiDict):
            mapping = mapping.items(multi=True)
        elif isinstance(mapping, Mapping):
            mapping = mapping.items()
        super().__init__([(_clean(key), _clean(value)) for key, value in mapping or ()])

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # noqa: A002 - Werkzeug’s names
        return super().get(key, default, _whole(type))

    def getlist(self, key: str, type: Any = None) -> list[Any]:  # noqa: A002 - Werkzeug’s names
        return super().getlist(key, _whole(type))


class BothValues(CombinedMultiDict[str, Any]):
    """The fields of the address, then those of the form."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # noqa: A002 - Werkzeug’s names
        return super().get(key, default, _whole(type))

    def getlist(self, key: str, type: Any = None) -> list[Any]:  # noqa: A002 - Werkzeug’s names
        return super().getlist(key, _whole(type))


class CleanRequest(Request):
    """A request whose fields and JSON can be kept and looked for as they are."""

    parameter_storage_class = RequestValues

    @property
    def values(self) -> Any:
        return BothValues([self.args, self.form] if self.method in ("POST", "PUT") else [self.args])

    def get_json(self, *arguments: Any, **options: Any) -> Any:
        try:
            return _clean(super().get_json(*arguments, **options))
        except RecursionError:  # lists in lists in lists
            if options.get("silent"):
                return None
            raise BadRequest from None


class FormMeta(FlaskForm.Meta):
    """How a form takes what was sent: a file only for a field that asks for one, and nothing that is no form."""

    def wrap_formdata(self, form: Any, formdata: Any) -> Any:
        if formdata is None or isinstance(formdata, MultiDict) or not form.is_submitted():
            return super().wrap_formdata(form, formdata)
        if request.is_json:
            return None
        asked = {name for name, field in form._fields.items() if isinstance(field, FileField)}
        files = [(name, file) for name, file in request.files.items(multi=True) if name in asked]
        return CombinedMultiDict([ImmutableMultiDict(files), request.form]) or None


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value
