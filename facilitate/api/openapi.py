"""OpenAPI 3.1 from the code: what is read from the shapes, what is written from the forms; nothing is said a second time."""

import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from inspect import cleandoc
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from wtforms import BooleanField, Form, HiddenField, IntegerField, SelectMultipleField

from .. import __version__
from ..agenda.editing.fields import MaterialsField, MomentField, SpeakersField
from ..exchange.form_fields import AmountField
from ..lib.numbers import HIGHEST
from ..web.forms import DayField, EnumField, PickField, WordsField
from ..web.i18n import _, use_language
from .form_json import STATES, TAKES_HIDDEN
from .operation import (
    OPERATIONS,
    ROOT,
    ActOperation,
    ApiOperation,
    Latest,
    Paged,
    ReadOperation,
    WriteOperation,
)
from .problems import status_titles

PLAIN: dict[Any, dict[str, Any]] = {
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
    Any: {},
}

LISTS = (Paged, Latest, list)
"""What an operation gives in pages."""


@cache
def known_document(base_url: str, language: str) -> dict[str, Any]:
    """The whole document in that language, made once: nothing of it changes while the planner runs."""
    with use_language(language):
        return openapi_document(base_url)


def openapi_document(base_url: str) -> dict[str, Any]:
    """The whole document."""
    schemas: dict[str, Any] = {}
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS.values():
        paths.setdefault(operation_address(one), {})[one.method.lower()] = _operation(one, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "facilitate",
            "version": __version__,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": base_url + ROOT}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {**dict(sorted(schemas.items())), "Problem": _problem()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def operation_address(operation: ApiOperation) -> str:
    """`/events/{slug}/tasks/{task_id}`."""
    return operation.path.replace("<int:", "{").replace("<", "{").replace(">", "}")


def _operation(one: ReadOperation | WriteOperation, schemas: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.name,
        "summary": str(one.about),
        "tags": [one.area.value],
        "parameters": _parameters(one),
        "responses": _responses(one, schemas),
    }
    if isinstance(one, WriteOperation) and (one.forms or one.takes):
        body = {"application/json": {"schema": form_schema(one)}}
        told["requestBody"] = {"required": True, "content": body}
    if isinstance(one, ActOperation) and one.takes:
        taken = {
            "type": "object",
            "properties": _spoken(one.takes),
            "required": list(one.needed),
            "additionalProperties": False,
        }
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": taken}}}
    return told


def _parameters(one: ReadOperation | WriteOperation) -> list[dict[str, Any]]:
    found = []
    for part in one.path.split("/"):
        if part.startswith("<"):
            kind, _colon, name = part.strip("<>").rpartition(":")
            number = {"type": "integer", "minimum": 0, "maximum": HIGHEST}
            schema = number if kind == "int" else PLAIN[str]
            found.append({"name": name, "in": "path", "required": True, "schema": schema})
    if isinstance(one, ReadOperation):
        asks = dict(one.asks)
        if is_list(one):
            asks |= {
                "limit": _("Rows of a page, at most 1,000"),
                "cursor": _("“next” of the page before"),
            }
        for name, about in asks.items():
            schema = PLAIN[str]
            if name == "limit":
                schema = {"type": "integer", "minimum": 1, "maximum": 1000}
            found.append({"name": name, "in": "query", "description": str(about), "schema": schema})
    removes = isinstance(one, WriteOperation) and one.method == "DELETE" and one.shows
    if one.method == "PATCH" or removes:
        about = _("The ETag you read, or “*”")
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": one.method == "PATCH",
                "description": about,
                "schema": PLAIN[str],
            }
        )
    if one.method == "POST" and isinstance(one, WriteOperation):
        about = _("A key of your own: sent again within two days, nothing is done twice")
        schema = {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$"}
        found.append(
            {"name": "Idempotency-Key", "in": "header", "description": about, "schema": schema}
        )
    return found


def answer_shape(one: ReadOperation | WriteOperation) -> Any:
    """What an operation answers with: a shape, a list of them, or None."""
    read = one if isinstance(one, ReadOperation) else OPERATIONS.get(one.shows)
    return get_type_hints(read.view)["return"] if isinstance(read, ReadOperation) else None


def is_list(one: ReadOperation) -> bool:
    """Whether it gives a list, in pages."""
    return get_origin(answer_shape(one)) in LISTS


def _responses(one: ReadOperation | WriteOperation, schemas: dict[str, Any]) -> dict[str, Any]:
    known, shape = status_titles(), answer_shape(one)
    status = (
        "200"
        if one.method in ("GET", "PATCH")
        or isinstance(one, ActOperation)
        or isinstance(one, WriteOperation)
        and not one.makes
        and one.shows
        else "201"
    )
    found: dict[str, Any] = {}
    if one.method == "DELETE":
        found["204"] = {"description": _("Done")}
    else:
        schema = _schema(shape, schemas) if shape else {"type": "object"}
        if isinstance(one, WriteOperation) and one.many:
            schema = _in_pages({"type": "array", "items": schema})
        found[status] = {
            "description": _("Done"),
            "content": {"application/json": {"schema": schema}},
        }
    wrong = {"GET": (400, 401, 403, 404, 429), "DELETE": (401, 403, 404, 409, 412, 429)}
    for code in wrong.get(one.method, (400, 401, 403, 404, 409, 412, 422, 428, 429)):
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        found[str(code)] = {"description": known[code], "content": content}
    return found


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """A Python type as JSON Schema; shapes are named."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in LISTS:
        rows = {"type": "array", "items": _schema(inner[0], schemas)}
        return rows if origin is list and not is_typeddict(inner[0]) else _in_pages(rows)
    return _value(kind, schemas)


def _in_pages(rows: dict[str, Any]) -> dict[str, Any]:
    named = {"items": rows, "next": {"type": ["string", "null"]}}
    return {"type": "object", "properties": named, "required": ["items", "next"]}


def _value(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [one.value for one in kind]}
    if kind in PLAIN:
        return PLAIN[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list:
        return {"type": "array", "items": _value(inner[0], schemas)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(inner[1], schemas)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_value(one, schemas) for one in inner]}
    if origin is typing.NotRequired:
        return _value(inner[0], schemas)
    return {"$ref": f"#/components/schemas/{_shape(kind, schemas)}"}


def _shape(kind: Any, schemas: dict[str, Any]) -> str:
    name = kind.__name__.removesuffix("Shape")
    if name not in schemas:
        schemas[name] = {}  # a shape may hold itself
        hints = get_type_hints(kind, include_extras=True)
        schemas[name] = {
            "type": "object",
            "description": cleandoc(kind.__doc__ or ""),
            "properties": {key: _value(one, schemas) for key, one in hints.items()},
            "required": [
                key for key, one in hints.items() if get_origin(one) is not typing.NotRequired
            ],
        }
    return name


def form_schema(one: WriteOperation) -> dict[str, Any]:
    """What may be sent: the fields of the form. Only a new thing has fields that must be there."""
    fields = {name: field for form in one.forms for name, field in _fields(form).items()}
    properties = {name: _field(field) for name, field in fields.items()} | _spoken(one.takes or {})
    needed = [name for name, field in fields.items() if field.kwargs.get("required")]
    needed += one.needed
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return schema | ({"required": needed} if needed and one.method == "POST" else {})


def _spoken(value: Any) -> Any:
    """Plain values; sentences in the language spoken now."""
    if isinstance(value, Mapping):
        return {key: _spoken(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_spoken(one) for one in value]
    return str(value) if type(value).__name__ in ("LazyString", "LazyProxy") else value


LEFT = ("website", "stay")


def _fields(form: type[Form]) -> dict[str, Any]:
    """The fields of a form class a program may fill in, in their order."""
    found = {
        name: getattr(form, name)
        for name in dir(form)
        if hasattr(getattr(form, name), "_formfield") and name not in (*STATES, *LEFT)
    }
    inside = {
        name: one
        for name, one in found.items()
        if name in TAKES_HIDDEN or not issubclass(one.field_class, HiddenField)
    }
    return dict(sorted(inside.items(), key=lambda pair: pair[1].creation_counter))


def _field(field: Any) -> dict[str, Any]:
    kind, told = field.field_class, dict[str, Any]()
    label = field.args[0] if field.args else field.kwargs.get("label")
    about = ". ".join(str(one) for one in (label, field.kwargs.get("description")) if one)
    if issubclass(kind, WordsField):
        texts = {"en": PLAIN[str], "sq": PLAIN[str]}
        told = {"type": "object", "properties": texts, "additionalProperties": False}
    elif issubclass(kind, EnumField):
        told = {"type": "string", "enum": [one.value for one in field.kwargs["of"]]}
    elif issubclass(kind, BooleanField):
        told = PLAIN[bool]
    elif issubclass(kind, MaterialsField):
        text = {"type": "object", "properties": {"en": PLAIN[str], "sq": PLAIN[str]}}
        row = {"quantity": PLAIN[int], "per": PLAIN[str], "text": text}
        told = {
            "type": "array",
            "items": {"type": "object", "properties": row, "required": ["text"]},
        }
    elif issubclass(kind, SpeakersField):
        told = {"type": "array", "items": PLAIN[str]}
    elif issubclass(kind, SelectMultipleField):
        told = {"type": "array", "items": {"type": ["integer", "string"]}}
    elif issubclass(kind, PickField):
        told = {"type": ["integer", "null"]}
    elif issubclass(kind, DayField):
        told = {"type": ["string", "null"], "format": "date"}
    elif issubclass(kind, IntegerField):
        told = PLAIN[int]
    elif issubclass(kind, AmountField | MomentField):
        told = {"type": ["string", "number", "null"]}
    else:
        told = {"type": ["string", "integer"]}
    return {**told, "description": about} if about else told


def _problem() -> dict[str, Any]:
    text = {"type": "array", "items": PLAIN[str]}
    clash = {
        "type": "object",
        "properties": {name: PLAIN[str] for name in ("field", "saved", "sent")},
    }
    return {
        "type": "object",
        "properties": {
            "type": PLAIN[str],
            "title": PLAIN[str],
            "status": PLAIN[int],
            "detail": PLAIN[str],
            "errors": {"type": "object", "additionalProperties": text},
            "clash": {"type": "array", "items": clash},
            "request": PLAIN[str],
        },
        "required": ["type", "title", "status"],
    }
