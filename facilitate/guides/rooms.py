"""Room plans as pictures: how a room is set up, seen from above, for the screen and for Word."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

import resvg_py

from ..techniques.technique import RoomLayout
from ..web.i18n import _, _n, current_language, label_of, use_language
from .floorplan import HIGH, WIDE, PlanDrawing, PlanThing, drawing_to_svg
from .guide import GuideRoom
from .layouts import COUNTED, draw_floorplan

DOTS_PER_MM = 5
"""About 130 dots to the inch: enough for lines, and a picture takes 20 ms instead of 50."""


@dataclass(frozen=True)
class RoomPicture:
    """A PNG, its size on paper in cm, and what it shows, for who cannot see it."""

    png: bytes
    width: float
    height: float
    about: str


def room_picture_of(room: GuideRoom) -> RoomPicture:
    """The plan of the room for a document, in the language spoken now."""
    markup, about = _plan(room.layout, max(room.people, 0), max(room.tables, 0), current_language())
    return RoomPicture(_png(markup), WIDE / 10, HIGH / 10, about)


def svg_of(room: GuideRoom) -> str:
    """The plan of the room as safe markup for a page, in the language spoken now."""
    return _plan(room.layout, max(room.people, 0), max(room.tables, 0), current_language())[0]


@lru_cache(maxsize=256)
def _plan(layout: RoomLayout, people: int, tables: int, code: str) -> tuple[str, str]:
    with use_language(code):
        drawing = draw_floorplan(layout, people, tables, _names())
        about = _about(layout, people, tables, drawing)
    return drawing_to_svg(drawing, escape(about)), about


@lru_cache(maxsize=256)
def _png(markup: str) -> bytes:
    """The picture; it needs no font, because all its letters are drawn."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=markup, width=round(WIDE * DOTS_PER_MM), skip_system_fonts=True
        )
    )


def _names() -> dict[PlanThing, str]:
    return {
        PlanThing.SCREEN: _("screen"),
        PlanThing.DOOR: _("door"),
        PlanThing.NOTES: _("notes"),
        PlanThing.CHART: _("flip chart"),
        PlanThing.LECTERN: _("lectern"),
        PlanThing.SPEAKERS: _("speakers"),
        PlanThing.BOARDS: _("boards"),
        PlanThing.FREE: _("free floor"),
        PlanThing.AS_IS: _("seats stay as they are"),
    }


def _about(layout: RoomLayout, people: int, tables: int, drawing: PlanDrawing) -> str:
    """What the plan shows, in words: `The room from above. Round tables: 12 tables, 110 people. Black: who leads.`"""
    tables = tables if layout in COUNTED else 0
    counts = [
        places_text(layout, tables),
        _n("%(num)d person", "%(num)d people", people) if people else "",
    ]
    counted = ", ".join(part for part in counts if part)
    parts = [
        _("The room from above."),
        f"{label_of(layout)}: {counted}." if counted else label_of(layout) + ".",
    ]
    if layout is RoomLayout.AS_IS:
        return " ".join(parts)
    if not counted:
        parts.append(_("How many will come is not known yet; the number drawn is an example."))
    if drawing.tables < tables:
        parts.append(_("Showing %(drawn)d of %(all)d.", drawn=drawing.tables, all=tables))
    elif drawing.people < people:
        parts.append(_("Showing seats for %(drawn)d.", drawn=drawing.people))
    return " ".join([*parts, *_looks(drawing.looks)])


def crowd_text(people: int, tables: int = 0, layout: RoomLayout | None = None) -> str:
    """`110 people, 11 tables`; what is 0 is not known and left out."""
    counted = _n("%(num)d person", "%(num)d people", people) if people else ""
    return ", ".join(filter(None, (counted, places_text(layout, tables))))


def places_text(layout: RoomLayout | None, tables: int) -> str:
    """`12 tables`, `4 stations`, `6 groups`: what the number of a plan counts; nothing where none is known."""
    if not tables:
        return ""
    if layout in (RoomLayout.WALLS, RoomLayout.OPEN):
        return _n("%(num)d station", "%(num)d stations", tables)
    if layout in (RoomLayout.SMALL_CIRCLES, RoomLayout.U_SHAPE):
        return _n("%(num)d group", "%(num)d groups", tables)
    return _n("%(num)d table", "%(num)d tables", tables)


def _looks(looks: set[str]) -> list[str]:
    """What the black, grey and dashed seats stand for."""
    kinds = [
        ("lead", _("Black: who leads, who takes notes.")),
        ("speaker", _("Grey: speakers.")),
        ("empty", _("Dashed: the free chair.")),
    ]
    return [text for kind, text in kinds if kind in looks]
