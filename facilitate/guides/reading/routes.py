"""The guide to read on screen, and to rehearse from: one step at a time."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from ... import clock
from ...agenda.numbering import number_in_address
from ...events.access import Can, may, needs
from ...events.models import Event
from ...web.i18n import LANGUAGES, current_language
from ..blueprint import bp
from ..choices import GuideReader, PaperSize
from ..guide import Guide, Hole, Lack
from ..labels import guide_hole_text
from ..queries import guide_of
from .arrangement import ALL, FEW, MANY, days_to_tell, steps_by_objective
from .rehearsal import (
    nearest_step_number,
    rehearsal_stage,
    rehearsal_steps,
    render_in_guide_language,
)

_EVENT = {
    Lack.OBJECTIVES: "objectives.show_objectives",
    Lack.FACILITATOR: "events.edit_team",
    Lack.STEPS: "agenda.show_agenda",
    Lack.COMING: "events.edit_event",
}
_ASKS = {Lack.FACILITATOR: Can.EDIT_TEAM, Lack.COMING: Can.EDIT_EVENT}
_CAFE = frozenset(
    {
        Lack.CAFE,
        Lack.CAFE_TIME,
        Lack.QUESTION,
        Lack.HOST,
        Lack.SEATS,
        Lack.TABLES,
        Lack.CHAIRS,
        Lack.MOVING,
    }
)
_SETTLED = frozenset({Lack.SEATS, Lack.TABLES, Lack.CHAIRS, Lack.CAFE_TIME})
"""What one press settles, at the café's tables."""
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
        if hole.lack in _SETTLED:
            return url_for("cafe.show_tables", slug=slug, step_id=hole.step_id)
        return url_for("cafe.show_cafe", slug=slug, step=hole.step_id)
    if hole.lack in _WRITTEN and may(Can.EDIT_AGENDA):
        return url_for("agenda.edit_step", slug=slug, step_id=hole.step_id)
    return url_for("agenda.show_agenda", slug=slug, day=hole.on, _anchor=f"step-{hole.step_id}")


FOLDED = 5
"""More things still to do than that are folded."""


@bp.get("/events/<slug>/guide")
@needs(Can.SEE)
def show_guide(event: Event) -> Any:
    """The whole guide, what is still to do, and what to print; `?lang=` reads it in that language, `?day=` a day of it."""
    guide = _guide(event)
    asked = request.args.get("day", "")
    days = days_to_tell(guide, asked, clock.today_in(event))
    values = {
        "event": event,
        "guide": guide,
        "days_told": days,
        "serving": steps_by_objective(guide.steps),
        "part": request.args.get("part", ""),
        "tabbed": len(guide.steps) > MANY,
        "in_parts": len(guide.steps) > FEW and asked != ALL,
        "few": FEW,
    }
    book = render_in_guide_language("guides/reading/book.html", guide, values) if days else ""
    return render_template(
        "guides/reading/page.html",
        **values,
        book=book,
        folded=len(guide.holes) > FOLDED,
        all_days=ALL,
        whole=len(days) == sum(1 for one in guide.days if one.steps),
        readers=GuideReader,
        papers=PaperSize,
        place_of=hole_address,
        hole_text=guide_hole_text,
    )


@bp.get("/events/<slug>/guide/steps/<number>")
@needs(Can.SEE)
def show_rehearsal(event: Event, number: str) -> Any:
    """One step, large and calm; `?member=` goes through that person's own steps only, `?lang=` as on the page."""
    guide, member = _guide(event), request.args.get("member", 0, type=int)
    person = next((one for one in guide.team if one.id == member), None) if member else None
    asked_for = number_in_address(number)
    known = {step.number for step in guide.steps}
    if asked_for not in known or asked_for is None or (member and person is None):
        abort(404)
    mine, asked = rehearsal_steps(guide, member), _asked()
    way = mine or guide.steps
    if (there := nearest_step_number(way, asked_for)) != asked_for:
        return redirect(url_for(".show_rehearsal", slug=event.slug, number=there.address, **asked))
    values = {
        "event": event,
        "guide": guide,
        "at": rehearsal_stage(guide, way, there),
        "person": person,
    }
    script = render_in_guide_language("guides/reading/stage.html", guide, values)
    return render_template(
        "guides/reading/rehearse.html",
        **values,
        script=script,
        asked=asked,
        own=bool(mine),
    )


def _guide(event: Event) -> Guide:
    """The guide in the language the address asks for, else the screen's."""
    code = request.args.get("lang", "")
    chosen = code if code in LANGUAGES else current_language()
    return guide_of(event, chosen, clock.today_in(event), names=may(Can.SEE_PEOPLE))


def _asked() -> dict[str, Any]:
    """What the address keeps from step to step: the language and whose steps."""
    return {key: value for key in ("lang", "member") if (value := request.args.get(key, ""))}
