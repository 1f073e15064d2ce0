"""A part of a page in the guide's own language, whichever the screen speaks."""

from functools import cache
from typing import Any

from flask import render_template
from markupsafe import Markup

from ...agenda.numbering import number_runs, run_text
from ...lib.clock import format_wall_time
from ...web.i18n import _n, use_language
from .. import conduct
from ..guide import Guide, GuideRoom
from ..labels import group_text, guide_hole_text, guide_material_text, minutes_text
from ..rooms import svg_of
from .arrangement import arrange_steps


def render_in_guide_language(template: str, guide: Guide, values: dict[str, Any]) -> Markup:
    """The template with the guide in it; what comes again in every step is put into words once."""
    tools: dict[str, Any] = {
        "wall": format_wall_time,
        "arranged": arrange_steps,
        "runs": number_runs,
        "run_text": run_text,
        "conduct": conduct,
        "picture": _picture,
        "hole_text": guide_hole_text,
        "group_text": group_text,
        "crowd": cache(crowd_text),
        "material_text": cache(guide_material_text),
        "minutes_text": cache(minutes_text),
    }
    with use_language(guide.language):
        return Markup(render_template(template, **values, **tools))


def _picture(room: GuideRoom) -> Markup:
    return Markup(svg_of(room))


def crowd_text(people: int, tables: int) -> str:
    """`110 people, 11 tables`; what is 0 is not known and left out."""
    parts = [
        _n("%(num)d person", "%(num)d people", people) if people else "",
        _n("%(num)d table", "%(num)d tables", tables) if tables else "",
    ]
    return ", ".join(part for part in parts if part)
