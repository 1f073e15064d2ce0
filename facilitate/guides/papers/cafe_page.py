"""The tables and rounds of a café in a step of the guide."""

from ...lib.clock import format_wall_span, format_wall_time
from ...lib.document_tables import Cell, TableLook
from ...web.i18n import _, _n
from ..guide import GuideCafe, GuideTable
from .look import (
    NUMBER,
    TEXT,
    GuideLine,
    PendingTable,
    Piece,
    join_lines,
)

ROUNDS = TableLook("Guide Table", (3.0, 3.2, 9.8), (TEXT,) * 3)
NUMBERED, NAMED, HOSTED, SEATED = (1.5, NUMBER), (9.2, TEXT), (3.8, TEXT), (1.5, NUMBER)
"""Columns of the table of tables: how wide (cm), and the style of what stands in them."""


def cafe_page(cafe: GuideCafe) -> list[Piece]:
    """The rounds with their questions and moves, and the tables with theirs and their hosts."""
    rows: list[list[Cell]] = []
    for one in cafe.rounds:
        span = format_wall_span(one.start, one.end)
        move = _("Move; seated again at %(time)s.", time=format_wall_time(one.moved))
        last = one is cafe.rounds[-1] or cafe.stays
        rows.append(
            [
                _("Round %(number)d", number=one.number),
                span,
                join_lines(one.question, "" if last else move),
            ]
        )
    harvest = format_wall_span(cafe.harvest_start, cafe.harvest_end)
    if cafe.harvest_end > cafe.harvest_start:
        rows.append([_("Harvest"), harvest, _("Each table brings its best to the plenary.")])
    asked = any(one.question for one in cafe.rounds)
    heading = [_("What"), _("Time"), _("Question, then move") if asked else _("Then move")]
    pieces: list[Piece] = []
    if asked or len(rows) > 1:  # a single talk is as long as its step
        pieces = [
            GuideLine(_("Rounds"), "Heading 3"),
            PendingTable(ROUNDS, rows, heading, _("Rounds")),
        ]
    if cafe.told:
        asks = any(one.question for one in cafe.told)
        name = _("Tables and questions") if asks else _("Tables")
        pieces += [GuideLine(name, "Heading 3"), _tables(cafe.told, name, asks=asks)]
    elif cafe.tables:
        number = len(cafe.tables)
        pieces.append(GuideLine(_n("%(num)d table", "%(num)d tables", number), "Normal"))
    return pieces


def _tables(tables: list[GuideTable], name: str, *, asks: bool) -> PendingTable:
    """The tables one by one; a column of hosts only where somebody hosts one or takes notes there."""
    hosted = any(one.host or one.note_taker for one in tables)
    rows: list[list[Cell]] = [
        [
            str(one.number),
            join_lines(one.name, one.question) or "–",
            *([_who(one)] if hosted else []),
            str(one.seats),
        ]
        for one in tables
    ]
    called = _("Question") if asks else _("Name")
    heading = [_("Table"), called, *([_("Host")] if hosted else []), _("Seats")]
    columns = [NUMBERED, NAMED, *([HOSTED] if hosted else []), SEATED]
    widths, styles = zip(*columns, strict=True)
    return PendingTable(TableLook("Guide Table", widths, styles), rows, heading, name)


def _who(one: GuideTable) -> str:
    notes = _("notes: %(name)s", name=one.note_taker) if one.note_taker else ""
    return join_lines(one.host or "–", notes)
