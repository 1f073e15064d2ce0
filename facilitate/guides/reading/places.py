"""Where something that is still to do gets done: the page for who may, else its place in the agenda."""

from collections.abc import Callable

from flask import url_for

from ...events.access import Can
from ..guide import Hole, Lack

_EVENT = {
    Lack.OBJECTIVES: "objectives.page",
    Lack.FACILITATOR: "events.team",
    Lack.STEPS: "agenda.page",
}
_CAFE = frozenset({Lack.CAFE, Lack.CAFE_TIME, Lack.QUESTION, Lack.HOST})
_WRITTEN = frozenset({Lack.LEAD, Lack.TECHNIQUE, Lack.SHELF, Lack.MINUTES, Lack.LANGUAGE})


def place_of(hole: Hole, slug: str, may: Callable[[Can], bool]) -> str:
    """The address where it is mended; empty where the reader has no page for it."""
    if not hole.step_id:
        if hole.lack is Lack.FACILITATOR and not may(Can.EDIT_TEAM):
            return ""
        return url_for(_EVENT[hole.lack], slug=slug) if hole.lack in _EVENT else ""
    if hole.lack is Lack.SCRIPT and may(Can.WRITE_GUIDE):
        return url_for("guides.write", slug=slug, step_id=hole.step_id)
    if hole.lack in _CAFE and may(Can.EDIT_CAFE):
        return url_for("cafe.page", slug=slug, step=hole.step_id)
    if hole.lack in _WRITTEN and may(Can.EDIT_AGENDA):
        return url_for("agenda.edit_step", slug=slug, step_id=hole.step_id)
    return url_for("agenda.page", slug=slug, day=hole.on, _anchor=f"step-{hole.step_id}")
