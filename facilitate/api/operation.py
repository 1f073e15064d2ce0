"""What a program may ask for: each a method and an address, the page whose door it has, and what it gives or takes."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypedDict, TypeVar, cast, get_args, get_type_hints

import sqlalchemy as sa
from flask import abort
from werkzeug.routing import Map, Rule
from wtforms import Form

from ..data.db import db
from ..lib.text import Words
from .rights import ApiArea, ApiRight


class Bilingual(TypedDict):
    """A wording in English and in Albanian; one of them may be empty."""

    en: str
    sq: str


class Named(TypedDict):
    """Something by its number and name."""

    id: int
    name: str


def bilingual_words(words: Words | None) -> Bilingual:
    """A wording as it is told."""
    return {"en": words.en, "sq": words.sq} if words else {"en": "", "sq": ""}


Shape = TypeVar("Shape")


def tell_row(shape: type[Shape], row: Any, **given: Any) -> Shape:
    """What a shape tells of a row: its attributes of the same names, wordings in both languages; and what is `given`.

    What a shape need not tell (`NotRequired`) is told only where it is given.
    """
    told = {
        name: given[name] if name in given else _plain(getattr(row, name), kind)
        for name, kind in _required_kinds(cast(Hashable, shape)).items()
    }
    return cast(Shape, told | given)


def _plain(value: Any, kind: Any) -> Any:
    return bilingual_words(value) if kind is Bilingual else value


@cache
def _required_kinds(shape: Any) -> Mapping[str, Any]:
    """What a shape always tells, in its order, and as what; asked for each row of a list."""
    kinds = get_type_hints(shape)
    return {name: kind for name, kind in kinds.items() if name in shape.__required_keys__}


def author_name(row: Any) -> str:
    """Who wrote a row; empty where they have left."""
    return row.user.name if row.user else ""


View = TypeVar("View", bound=Callable[..., Any])
Values = Mapping[str, Any]
ROOT = "/api/v1"


@dataclass(frozen=True)
class Paged(Generic[Shape]):
    """A list that is given in pages: rows of a query by their number, and how each is told. `notes`: writes down how many leave."""

    query: sa.Select[Any]
    key: Any
    told: Callable[[Any], Shape]
    notes: Callable[[int], None] | None = None


@dataclass(frozen=True)
class Latest(Generic[Shape]):
    """A list that is given in pages from the latest back. `part`: those after so many, at most so many; and whether there are more."""

    part: Callable[[int, int], tuple[list[Shape], bool]]


@dataclass(frozen=True, kw_only=True)
class ApiOperation:
    """Something a program may ask for. `page`: the endpoint whose door it has; `about`: one line of the documentation."""

    name: str
    method: str
    path: str
    area: ApiArea
    page: str
    about: Any

    @property
    def right(self) -> ApiRight:
        return ApiRight.READ if self.method == "GET" else ApiRight.WRITE


@dataclass(frozen=True, kw_only=True)
class ReadOperation(ApiOperation):
    """Gives a list or one thing. `asks`: what may stand in its address behind the question mark."""

    view: Callable[..., Any]
    asks: Mapping[str, Any] = field(default_factory=dict)

    def key_of(self, row: Any) -> Values:
        """The last part of the address at which a row is read: `<int:task_id>` is its number, `<slug>` its short name."""
        key = self.path.rpartition("<")[2].partition(">")[0].rpartition(":")[2]
        return {key: row.id if key.endswith("_id") else getattr(row, key)}


@dataclass(frozen=True, kw_only=True)
class ActOperation(ReadOperation):
    """Does something that no form of a page does, and tells what came of it. `takes`: what a program sends, as JSON Schema."""

    takes: Mapping[str, Any]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WriteOperation(ApiOperation):
    """Fills in the forms of a page and sends them. Without `forms` it only presses the button.

    `opened`: the page that shows them, filled with what is there, where it is another one.
    `shows`: the Read that tells what came of it; `makes`: the table of the new row. `given`: what a program sends, as their
    fields; `takes` says so to OpenAPI. `always`: parts of the page's address that are fixed; `called`: those that are called
    otherwise there. `sent`: what the button sends, with parts of the address in it: `{"step": "{step_id}"}`. `many`: the Read
    that lists them, where several rows are made; all are told. `needed`: what of `takes` has to be sent.
    """

    forms: tuple[type[Form], ...] = ()
    opened: str = ""
    shows: str = ""
    makes: type[Any] | None = None
    given: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    takes: Mapping[str, Any] | None = None
    needed: tuple[str, ...] = ()
    many: str = ""
    always: Values = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, str] = field(default_factory=dict)

    def page_values(self, values: Values) -> dict[str, Any]:
        """The parts of the page's address, of those of its own."""
        other = {theirs: values[mine] for mine, theirs in self.called.items()}
        same = {name: value for name, value in values.items() if name not in self.called}
        return {**same, **other, **self.always}

    @property
    def form_page(self) -> str:
        """The page that shows the forms."""
        return self.opened or self.page


OPERATIONS: dict[str, ReadOperation | WriteOperation] = {}


def operation_map(converters: Mapping[str, Any]) -> Map:
    """The addresses of all operations, below `/api/v1`; numbers in them are read as the pages read theirs."""
    return Map(
        [
            Rule(ROOT + one.path, endpoint=one.name, methods=[one.method])
            for one in OPERATIONS.values()
        ],
        strict_slashes=False,
        converters=converters,
    )


def declare_operation(operation: ReadOperation | WriteOperation) -> None:
    """One operation more; each has a name of its own."""
    assert operation.name not in OPERATIONS, operation.name
    OPERATIONS[operation.name] = operation


def rows_told(among: str, values: Values, numbers: Sequence[int]) -> list[Any]:
    """Those rows of what the Read `among` lists, by their numbers and in that order; without those it does not list."""
    whole = OPERATIONS[among]
    assert isinstance(whole, ReadOperation)
    rows = whole.view(**values)
    if isinstance(rows, Paged):
        found = db.session.scalars(rows.query.where(rows.key.in_(numbers))).unique()
        told = {getattr(row, rows.key.key): rows.told(row) for row in found}
        if rows.notes is not None:
            rows.notes(len(told))
    else:
        told = {row["id"]: row for row in rows}
    return [told[number] for number in numbers if number in told]


def declare_one(name: str, place: str, among: str, about: Any) -> None:
    """One row of what the Read `among` lists, at its address and `place` (`<int:duty_id>`): as it is told there."""
    whole = OPERATIONS[among]
    assert isinstance(whole, ReadOperation)
    key = place.strip("<>").rpartition(":")[2]

    def view(**values: Any) -> Any:
        number = values.pop(key)
        found = rows_told(among, values, [number])
        return found[0] if found else abort(404)

    view.__annotations__["return"] = get_args(get_type_hints(whole.view)["return"])[0]
    view.door = whole.view.door  # type: ignore[attr-defined] # as `accounts.doors.has_door` notes it
    declare_operation(
        ReadOperation(
            name=name,
            method="GET",
            path=f"{whole.path}/{place}",
            area=whole.area,
            page=whole.page,
            about=about,
            view=view,
        )
    )


def read_operation(
    path: str, *, page: str, area: ApiArea, about: Any, **asks: Any
) -> Callable[[View], View]:
    """Declare what a function gives as an operation of its name, without `read_`."""

    def declared(view: View) -> View:
        declare_operation(
            ReadOperation(
                name=view.__name__.removeprefix("read_"),
                method="GET",
                path=path,
                area=area,
                page=page,
                about=about,
                view=view,
                asks=asks,
            )
        )
        return view

    return declared
