"""The harvest on paper, as a Word file, and on the wall; each speaks the event's language unless another one is asked for."""

from typing import Any

from flask import render_template, request

from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.i18n import _, format_day, pick_wording, use_language
from ..blueprint import bp
from ..floor import Floor
from ..shown import shown
from . import wording
from .checking import Checked, checked
from .points import By, groups
from .queries import notes_of
from .word import Head, to_word


def asked_by() -> By:
    """What the key points are to be put together by (`by`); by question, where nothing is said."""
    by = request.args.get("by", "")
    return By(by) if by in set(By) else By.QUESTION


def head_of(event: Event, floor: Floor, found: Checked, code: str) -> Head:
    """What stands above the key points, in the language spoken now."""
    lead = wording.lead(found.points, len(floor.tables))
    title = pick_wording(floor.on.step.title) if floor.on else ""
    when = format_day(floor.on.day.on, "dated") if floor.on else ""
    return Head(
        event=pick_wording(event.title),
        cafe=title or _("World café"),
        when=" · ".join(part for part in (when, event.town) if part),
        lead=lead,
        language=code,
        warning=wording.on_paper(found),
    )


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest/print")
@needs(Can.SEE)
def harvest_print(event: Event, step_id: int) -> Any:
    """The key points for paper."""
    floor, code = shown(event, step_id).floor, asked_language(event)
    found = checked(event, notes_of(floor.cafe))
    with use_language(code):
        return render_template(
            "cafe/harvest/print.html",
            event=event,
            floor=floor,
            wording=wording,
            groups=groups(found.points, asked_by()),
            head=head_of(event, floor, found, code),
            By=By,
        )


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest.docx")
@needs(Can.SEE)
def harvest_word(event: Event, step_id: int) -> Any:
    """The key points as a Word file."""
    floor, code = shown(event, step_id).floor, asked_language(event)
    found = checked(event, notes_of(floor.cafe))
    with use_language(code):
        head = head_of(event, floor, found, code)
        name = f"{make_slug(_('Harvest'))}-{event.slug}-{code}.docx"
        return send_download(to_word(head, groups(found.points, asked_by())), name)


@bp.get("/events/<slug>/cafe/<int:step_id>/harvest/wall")
@needs(Can.SEE)
def harvest_wall(event: Event, step_id: int) -> Any:
    """The key points in big letters for the plenary: one group after the other (`at`, from 1)."""
    floor, code = shown(event, step_id).floor, asked_language(event)
    points = checked(event, notes_of(floor.cafe)).points
    found = groups(points, asked_by() if "by" in request.args else By.TABLE)
    at = min(max(request.args.get("at", 1, int), 1), max(len(found), 1))
    with use_language(code):
        return render_template(
            "cafe/harvest/wall.html",
            event=event,
            floor=floor,
            wording=wording,
            count=len(found),
            at=at,
            By=By,
            group=found[at - 1] if found else None,
            by=found[0].by if found else By.TABLE,
        )
