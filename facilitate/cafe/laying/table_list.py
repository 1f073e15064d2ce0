"""The tables of a café as a list that leaves and comes back."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import url_for

from ...agenda.plan import PlanRoom
from ...agenda.queries import rooms_of
from ...data.row_cells import recording_rows
from ...events.access import Can
from ...events.models import Event
from ...events.queries import team_of
from ...exchange.columns import ColumnKind, ExchangeColumn, ExchangeTable
from ...exchange.conversation import Taken
from ...exchange.merge import ListRecord, Value
from ...exchange.plain_lists import PlainList, whole_number, with_codes
from ...exchange.plain_pages import KeptList, PlainConversation, conversation_about
from ...exchange.preview import Decided
from ...exchange.values import plain_value, write_value
from ...history.imports import RoomImports
from ...lib.text import Words, plain_text
from ...lib.uploads import read_text
from ...web.forms import SHORT
from ...web.i18n import _, _l, _n, pick_wording, use_language
from ..actions import REMOVALS, SEATS, add_table, cafe_of
from ..cafe_view import cafe_view_or_404
from ..floor import CafeFloor
from ..models import CafeTable, CafeTablePlace, TableImport
from .actions import remove_table
from .disagreement import let_step_follow
from .forms import QUESTION
from .grid import HostNames, host_as_typed, known_names

CAFE_TABLES = with_codes(
    ExchangeTable(
        "tables",
        (
            ExchangeColumn(
                name="number",
                label=_l("Table"),
                kind=ColumnKind.NUMBER,
                width=8,
                changes=False,
                also="no nr number tryeza",
            ),
            ExchangeColumn(
                name="name",
                attribute="name",
                label=_l("Name"),
                kind=ColumnKind.WORDS,
                limit=80,
                width=20,
                is_name=True,
                also="emri|table name|emri i tryezes",
            ),
            ExchangeColumn(
                name="title",
                attribute="question",
                label=_l("Question or topic"),
                kind=ColumnKind.WORDS,
                limit=QUESTION,
                width=48,
                also="question topic pyetja tema",
            ),
            ExchangeColumn(name="host", label=_l("Host"), limit=2 * SHORT, width=28),
            ExchangeColumn(name="note_taker", label=_l("Note-taker"), limit=SHORT, width=24),
            ExchangeColumn(
                name="seats",
                attribute="seats",
                label=_l("Seats"),
                kind=ColumnKind.NUMBER,
                width=9,
                also="places vende",
            ),
            ExchangeColumn(
                name="place",
                attribute="place",
                label=_l("Where it is"),
                kind=ColumnKind.CHOICE,
                of=CafeTablePlace,
                width=20,
            ),
            ExchangeColumn(
                name="room", label=_l("Room"), limit=SHORT, width=24, also="room salla dhoma"
            ),
            ExchangeColumn(
                name="link",
                attribute="link",
                label=_l("Link for taking part online"),
                limit=500,
                width=30,
                also="link lidhja url",
            ),
        ),
    )
)
PLAIN = ("name", "title", "seats", "place", "link")
"""The columns of the list that are columns of the table; host and note-taker are people."""
IMPORTS = RoomImports(
    kind=TableImport,
    key="cafe_table_lists",
    name=_l("Café tables from Excel"),
    page="cafe.show_cafe",
    sees=Can.SEE_PEOPLE,
    undoes=Can.EDIT_CAFE,
    removals=REMOVALS,
)


def _tables_now(event: Event, floor: CafeFloor, language: str) -> PlainList:
    """The tables of a café as they are."""
    known = known_names(event, floor, team_of(event))
    with use_language(language):
        return PlainList(
            table=CAFE_TABLES,
            slug=f"{event.slug}/{floor.cafe.step_id}",
            language=language,
            title=_("Café tables"),
            facts=" · ".join(
                part for part in (event.title.to(language), pick_wording(floor.title)) if part
            ),
            records={_code(table): _record(floor, table, language) for table in floor.tables},
            known_by=("title", "name", "number"),
            readers={
                "host": partial(_person_named, floor, known),
                "note_taker": partial(_person_named, floor, known),
                "seats": whole_number(2, 100),
                "room": partial(_room_named, rooms_of(event)),
                "link": _read_link,
            },
            check=partial(_twice_at_work, floor, known),
        )


def _code(table: CafeTable) -> str:
    return f"T{table.id}"


def _record(floor: CafeFloor, table: CafeTable, language: str) -> ListRecord:
    values = {name: plain_value(CAFE_TABLES[name], table, language) for name in PLAIN}
    values["host"] = read_text(host_as_typed(floor, table))
    values["note_taker"] = read_text(floor.note_taker_of(table))
    values["room"] = read_text(table.own_room)
    return ListRecord(_code(table), values, looked_at={"number": float(table.number)})


def _person_named(floor: CafeFloor, known: HostNames, said: str) -> Value:
    """Somebody as the list writes them: of the participants with their organisation, of the team by name, else as typed."""
    found = known.guests.get(plain_text(said))
    if not found and len(said) > SHORT:
        raise ValueError(_("This text is too long: at most %(max)d characters.", max=SHORT))
    if found and found in known.waited_for:
        return known.waited_for[found]
    return floor.people[f"p{found}"].in_full if found else said


def _room_named(rooms: Mapping[int, PlanRoom], said: str) -> Value:
    """A room of the event by its name; empty: that of the step."""
    if not said:
        return said
    for room in rooms.values():
        if plain_text(room.name) == plain_text(said):
            return room.name
    raise ValueError(_("There is no room of this name in the agenda."))


def _read_link(said: str) -> Value:
    if said and not said.startswith(("https://", "http://")):
        raise ValueError(_("A link begins with https:// or http://."))
    return said


def _twice_at_work(
    floor: CafeFloor, known: HostNames, rows: Sequence[ListRecord]
) -> Mapping[tuple[int, str], str]:
    """Rows whose host or note-taker has another table in the file, or whose host writes too."""
    taken: dict[tuple[str, str], int] = {}
    wrong = {}
    for row in rows:
        host, writer = (plain_text(str(row.get(name) or "")) for name in ("host", "note_taker"))
        for column, name, said in (
            ("host", host, _("already the host in row %(row)d")),
            ("note_taker", writer, _("already takes notes in row %(row)d")),
        ):
            if name and (column, name) in taken and (name in known.team or name in known.guests):
                wrong[row.number, column] = said % {"row": taken[column, name]}
            taken.setdefault((column, name), row.number)
        if (place := row.get("place")) and (
            said := known.wrong_place(str(row.get("host") or ""), str(place))
        ):
            wrong[row.number, "host"] = said
        if host and host == writer:
            wrong[row.number, "note_taker"] = _("The host listens and asks; somebody else writes.")
    return wrong


def _put_row(
    table: CafeTable,
    values: Mapping[str, Value],
    known: HostNames,
    language: str,
    *,
    rooms: Mapping[int, PlanRoom],
) -> CafeTable:
    """What a row says, in the table."""
    people: dict[str, Any] = {}
    for name, value in values.items():
        if name == "room":
            said = plain_text(str(value or ""))
            table.room_id = next(
                (one.id for one in rooms.values() if said and plain_text(one.name) == said), None
            )
        elif name in ("host", "note_taker"):
            people |= getattr(known, name)(str(value or ""))
        else:
            written = int(float(str(value))) if name == "seats" else value
            write_value(CAFE_TABLES[name], table, written, language)
    for name, value in people.items():
        setattr(table, name, value)
    return table


def kept_tables(event: Event, step_id: int) -> KeptList:
    """The tables of a café: how they are, and how what a file says becomes so."""

    def write_tables(decided: Decided, language: str, source: str, by: int | None) -> Taken:
        cafe = cafe_of(step_id)
        floor = cafe_view_or_404(event, step_id).floor
        known, rooms = known_names(event, floor, team_of(event)), rooms_of(event)
        by_code = {_code(table): table for table in floor.tables}
        gone = [
            remove_table(event, floor, by_code[code], by or 0)
            for code in decided.out
            if code in by_code
        ]
        with recording_rows((CafeTable, CafeTable.cafe_id == cafe.id)) as cells:
            for code, values in decided.changed.items():
                if code in by_code:
                    _put_row(by_code[code], values, known, language, rooms=rooms)
            for record in decided.new:
                table = add_table(cafe, CafeTable(question=Words(), seats=SEATS))
                _put_row(table, record.values, known, language, rooms=rooms)
        let_step_follow(event, floor)
        said = _n(
            "%(num)d table has changed or is new.",
            "%(num)d tables have changed or are new.",
            len(cells),
        )
        if gone:
            said += " " + _n("%(num)d is in the bin.", "%(num)d are in the bin.", len(gone))
        if not cells and not gone:
            return Taken(said)
        change = IMPORTS.remember(event, cells, by, source, gone)
        page = "cafe.show_tables"
        return Taken(
            said,
            lambda: IMPORTS.way_back(
                event, change, url_for(page, slug=event.slug, step_id=step_id)
            ),
        )

    return KeptList(
        key="tables",
        language=event.language,
        now=lambda language: _tables_now(event, cafe_view_or_404(event, step_id).floor, language),
        write=write_tables,
    )


def conversation_of_tables(event: Event, step_id: int) -> PlainConversation:
    """The pages on which the tables of a café come back; 404 where there is none."""
    cafe_view_or_404(event, step_id)
    return conversation_about(
        event,
        kept_tables(event, step_id),
        page="cafe.show_tables",
        pages="cafe.tables_",
        name=_("Tables and rounds"),
        step_id=step_id,
    )
