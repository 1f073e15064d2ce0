"""What a program may ask for: each a method and an address, the page whose door it has, and what it gives or takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypedDict, TypeVar

import sqlalchemy as sa
from werkzeug.routing import Map, Rule
from wtforms import Form

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
    fields; `takes` says so to OpenAPI. `always`: parts of the page's address that are fixed.
    """

    forms: tuple[type[Form], ...] = ()
    opened: str = ""
    shows: str = ""
    makes: type[Any] | None = None
    given: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    takes: Mapping[str, Any] | None = None
    always: Values = field(default_factory=dict)

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


def declare_create_and_edit(
    name: str,
    path: str,
    place: str,
    *,
    pages: tuple[str, str],
    area: ApiArea,
    form: type[Form],
    makes: type[Any],
    about: tuple[Any, Any],
    opened: str = "",
) -> None:
    """A thing that is added and changed by the same form: `POST` to `path`, `PATCH` to `path` and its `place` (`<int:goal_id>`).

    `pages`: the page that adds one, and the one that changes it; `opened`: the page that shows the empty form, where that is
    another one. `about`: one line of the documentation for each.
    """
    declare_operation(
        WriteOperation(
            name=f"create_{name}",
            method="POST",
            path=path,
            page=pages[0],
            area=area,
            about=about[0],
            forms=(form,),
            opened=opened,
            makes=makes,
            shows=name,
        )
    )
    declare_operation(
        WriteOperation(
            name=f"edit_{name}",
            method="PATCH",
            path=f"{path}/{place}",
            page=pages[1],
            area=area,
            about=about[1],
            forms=(form,),
            shows=name,
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
