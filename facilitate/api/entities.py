"""What programs create, change and remove: each thing once, as a row of a table; every act is the form or button of a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wtforms import Form

from ..web.i18n import _l
from .operation import Values, WriteOperation, declare_one, declare_operation
from .rights import ApiArea

BIN, UNDO = _l("Remove it; the bin keeps it"), _l("Remove it; it can be restored")


@dataclass(frozen=True)
class EntityAct:
    """How a page does something to a thing. `page`: its endpoint; `about`: one line of the documentation.

    `name`, `path`: the operation's, where they are not the usual ones. The others as in `WriteOperation`.
    """

    page: str
    about: Any
    name: str = ""
    path: str = ""
    opened: str = ""
    always: Values = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ApiEntity:
    """A thing that programs write. `path`: the address of its list; `place`: what follows there for one (`<int:goal_id>`).

    `create` is a `POST` to the list and gives a row of `makes`; `edit` a `PATCH` and `remove` a `DELETE` of one, which the Read
    of that name tells. `among`: the Read that lists it and a line about reading one, where no function reads it.
    """

    name: str
    path: str
    place: str
    area: ApiArea
    form: type[Form] | None = None
    makes: type[Any] | None = None
    among: tuple[str, Any] | None = None
    create: EntityAct | None = None
    edit: EntityAct | None = None
    remove: EntityAct | None = None

    def operations(self) -> Iterator[WriteOperation]:
        """What can be done to it."""
        one = f"{self.path}/{self.place}"
        if self.create:
            yield self._operation("create", "POST", self.path, self.create)
        if self.edit:
            yield self._operation("edit", "PATCH", one, self.edit)
        if self.remove:
            yield self._operation("remove", "DELETE", one, self.remove)

    def _operation(self, verb: str, method: str, path: str, act: EntityAct) -> WriteOperation:
        return WriteOperation(
            name=act.name or f"{verb}_{self.name}",
            method=method,
            path=act.path or path,
            page=act.page,
            area=self.area,
            about=act.about,
            forms=(self.form,) if self.form and method != "DELETE" else (),
            makes=self.makes if method == "POST" else None,
            shows=self.name,
            opened=act.opened,
            always=act.always,
            called=act.called,
            sent=act.sent,
        )


def declare_entities(*entities: ApiEntity) -> None:
    """All that can be done to each of these."""
    for one in entities:
        if one.among:
            declare_one(one.name, one.place, *one.among)
        for operation in one.operations():
            declare_operation(operation)
