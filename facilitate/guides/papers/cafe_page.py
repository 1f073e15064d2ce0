"""The tables and rounds of a café in a step of the guide."""

from ...lib.clock import format_wall_span, format_wall_time
from ...lib.document_tables import Cell, TableLook
from ...web.i18n import _, _n
from ..guide import GuideCafe
from .look import (
    NUMBER,
    TEXT,
    GuideLine,
    PendingTable,
    Piece,
    join_lines,
)

ROUNDS = TableLook("Guide Table", (3.0, 3.2, 9.8), (TEXT,) * 3)

TABLES = TableLook("Guide Table", (1.5, 9.2, 3.8, 1.5), (NUMBER, TEXT, TEXT, NUMBER))


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
    pieces: list[Piece] = [
        GuideLine(_("Rounds"), "Heading 3"),
        PendingTable(ROUNDS, rows, heading, _("Rounds")),
    ]
    if cafe.told:
        tables: list[list[Cell]] = [
            [
                str(one.number),
                join_lines(one.name, one.question) or "–",
                join_lines(
                    one.host or "–",
                    _("notes: %(name)s", name=one.note_taker) if one.note_taker else "",
                ),
                str(one.seats),
            ]
            for one in cafe.told
        ]
        heading = [_("Table"), _("Question"), _("Host"), _("Seats")]
        name = _("Tables and questions")
        pieces += [GuideLine(name, "Heading 3"), PendingTable(TABLES, tables, heading, name)]
    elif cafe.tables:
        number = len(cafe.tables)
        pieces.append(GuideLine(_n("%(num)d table", "%(num)d tables", number), "Normal"))
    return pieces
