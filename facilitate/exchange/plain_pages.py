"""The pages of a list that is one table: its three files, and the conversation on which an edited one comes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import Blueprint, Response

from .. import clock
from ..lib.text import make_slug as slug_of
from ..web.downloads import send_download
from .conversation import FileConversation, Taken, serve_conversation
from .list_files import render_list_file
from .merge import ListProblem, ListRecord, RowEdit, Value
from .opened_files import Source, open_list
from .plain_lists import PlainList
from .plain_reading import ReadPlainList, compare_source
from .preview import Decided, Preview, PreviewChoice, TableShown
from .values import shown_value
from .waiting import Parcel

MOST_OF_NEW = 400
"""Characters that a preview says of a new row."""
Door = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True, kw_only=True)
class KeptList:
    """A list where it is kept. `key`: what it is called in commands; `now`: how it is, in a language.

    `lay_out`: a file that is laid out otherwise as the list, with what is told of that; None: it is laid out so already.
    `write`: takes over what was decided, in the language of the file; `source`: the name of the file, `by`: whose account.
    """

    key: str
    language: str
    now: Callable[[str], PlainList]
    write: Callable[[Decided, str, str, int | None], Taken]
    lay_out: Callable[[Source], tuple[Source, Sequence[str] | None]] = lambda source: (source, None)

    def read(self, parcel: Parcel) -> ReadPlainList:
        """What an edited file says, compared with what is here. Raises Refused or a FileProblem."""
        source, said = self.lay_out(open_list(parcel.content, parcel.name))
        source = replace(source, month_first=parcel.month_first)
        found = compare_source(source, self.now, self.language, from_nothing=said is not None)
        found.told += [ListProblem(0, "", one) for one in said or ()]
        return found

    def take(
        self, found: ReadPlainList, chosen: PreviewChoice, source: str, by: int | None
    ) -> Taken | None:
        """Take over what was chosen; None where there is nothing to do."""
        decided = chosen.decide("", found.found)
        return self.write(decided, found.now.language, source, by) if decided else None

    def to_file(self, ending: str) -> bytes:
        """The list as it is, as a file of that kind."""
        return render_list_file(self.now(self.language), ending)


@dataclass(frozen=True)
class PlainConversation(FileConversation[ReadPlainList]):
    """`kept`: the list; `page`: the endpoint of its own page, `pages`: what the names of the others begin with.

    `ways`: what their addresses hold; `name`: what the page is called; `more`: what the pages need besides.
    """

    kept: KeptList
    owner_id: int
    page: str
    pages: str
    ways: Mapping[str, Any]
    name: str
    more: Mapping[str, Any]
    layout: str  # type: ignore[misc]

    @property
    def key(self) -> str:  # type: ignore[override]
        return self.kept.key

    def to_file(self, ending: str) -> bytes:
        return self.kept.to_file(ending)

    def read(self, parcel: Parcel) -> ReadPlainList:
        return self.kept.read(parcel)

    def preview_of(self, found: ReadPlainList) -> Preview:
        return preview_of_list(found)

    def take(
        self, found: ReadPlainList, chosen: PreviewChoice, source: str, by: int | None
    ) -> Taken | None:
        return self.kept.take(found, chosen, source, by)

    def context(self) -> Mapping[str, Any]:
        return self.more


def conversation_about(
    owner: Any,
    kept: KeptList,
    *,
    page: str,
    pages: str,
    name: str,
    owner_id: int | None = None,
    **ways: Any,
) -> PlainConversation:
    """The conversation about a list of an event or a forum, on pages laid out like its others.

    `owner_id`: the number of what the list belongs to, where that is a part of the owner; `ways`: what the addresses hold
    beside the owner's short name.
    """
    kind = owner.__tablename__
    return PlainConversation(
        kept=kept,
        owner_id=owner.id if owner_id is None else owner_id,
        page=page,
        pages=pages,
        ways={"slug": owner.slug, **ways},
        name=name,
        more={kind: owner},
        layout=f"layouts/{'event' if kind == 'event' else 'base'}.html",
    )


def preview_of_list(found: ReadPlainList) -> Preview:
    """What an edited list would change, as people see it."""
    table = found.now.table
    shown = TableShown(
        found=found.found,
        field_name=lambda name: str(table[name].label),
        shown=lambda value, name, _row: shown_value(table[name], value),
        title_of=partial(_title_of, found.now),
        about=partial(_rest_of, found.now),
        place=found.place,
        removes=found.now.removes,
    )
    return Preview([shown], found.problems, found.told)


def _title_of(now: PlainList, row: ListRecord | RowEdit) -> str:
    """What the row is called: what tells it from others."""
    record = row.record if isinstance(row, RowEdit) else row
    there = now.records.get(record.code, record)
    return " · ".join(shown_value(None, _told(there, name)) for name in _told_by(now, there)) or "–"


def _rest_of(now: PlainList, record: ListRecord) -> str:
    """What a new row holds behind what it is called, as it was understood."""
    called = _told_by(now, record)
    said = "; ".join(
        shown_value(column, value).replace("\n", "; ")
        for column in now.table.columns
        if not column.hidden and column.name not in called and (value := _told(record, column.name))
    )
    return said if len(said) <= MOST_OF_NEW else f"{said[:MOST_OF_NEW]}…"


def _told_by(now: PlainList, record: ListRecord) -> Sequence[str]:
    """The first columns of those that tell rows apart which say something; none where none does."""
    found = ([name for name in one.split("+") if _told(record, name)] for one in now.known_by)
    return next(filter(None, found), [])


def _told(record: ListRecord, name: str) -> Value:
    return record.values.get(name) or record.looked_at.get(name)


def send_list_file(kept: KeptList, ending: str) -> Response:
    """The list as a file."""
    name = f"{slug_of(kept.now(kept.language).title)}-{clock.today():%Y-%m-%d}"
    return send_download(kept.to_file(ending), f"{name}.{ending}")


def serve_plain_list(
    bp: Blueprint, rule: str, name: str, *, reads: Door, writes: Door, of: Callable[..., Any]
) -> None:
    """The files of a list at the address of its page, behind the door `reads`, and the way back, behind `writes`.

    `of`: its conversation, from what the door and the address give; `name` stands before the names of the pages.
    """

    def view(ending: str, **ways: Any) -> Response:
        found: PlainConversation = of(**ways)
        return send_list_file(found.kept, ending)

    view.__name__, view.__doc__ = f"{name}file", send_list_file.__doc__
    guarded = reads(view)
    for ending in ("xlsx", "ods", "csv"):
        bp.add_url_rule(f"{rule}.{ending}", view.__name__, guarded, defaults={"ending": ending})
    serve_conversation(bp, rule, writes, of, name)
