"""Where something that is still to do gets done: the page for who may, else its place in the agenda."""

from collections.abc import Callable

from flask import url_for

from ...events.access import Can
from ..guide import Hole, Lack

_EVENT = {
    Lack.OBJECTIVES: "objectives.show_objectives",
    Lack.FACILITATOR: "events.edit_team",
    Lack.STEPS: "agenda.show_agenda",
    Lack.COMING: "events.edit_event",
}
_ASKS = {Lack.FACILITATOR: Can.EDIT_TEAM, Lack.COMING: Can.EDIT_EVENT}
_CAFE = frozenset({Lack.CAFE, Lack.CAFE_TIME, Lack.QUESTION, Lack.HOST, Lack.SEATS, Lack.TABLES})
_WRITTEN = frozenset(
    {Lack.LEAD, Lack.TECHNIQUE, Lack.SHELF, Lack.MINUTES, Lack.LANGUAGE, Lack.CHAIRS}
)


def hole_address(hole: Hole, slug: str, may: Callable[[Can], bool]) -> str:
    """The address where it is mended; empty where the reader has no page for it."""
    if not hole.step_id:
        if hole.lack in _ASKS and not may(_ASKS[hole.lack]):
            return ""
        return url_for(_EVENT[hole.lack], slug=slug) if hole.lack in _EVENT else ""
    if hole.lack is Lack.SCRIPT and may(Can.WRITE_GUIDE):
        return url_for("guides.edit_guide_words", slug=slug, step_id=hole.step_id)
    if hole.lack in _CAFE and may(Can.EDIT_CAFE):
        return url_for("cafe.show_cafe", slug=slug, step=hole.step_id)
    if hole.lack in _WRITTEN and may(Can.EDIT_AGENDA):
        return url_for("agenda.edit_step", slug=slug, step_id=hole.step_id)
    return url_for("agenda.show_agenda", slug=slug, day=hole.on, _anchor=f"step-{hole.step_id}")
