"""The page on which everything that goes on paper is chosen, and the slips, which are remembered as printed."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...lib.text import make_slug as slug_of
from ...web.downloads import send_download
from ...web.i18n import _, use_language
from ..actions import cafe_of
from ..blueprint import bp
from ..cafe_view import cafe_view_or_404
from . import actions, badge_pages, file_pages, print_pages, slip_word
from .paper_choice import slip_choice_from
from .papers import on_a_page, paper_head
from .queries import changes_since_printing, last_printed
from .wording import papers_summary

__all__ = ["badge_pages", "file_pages", "print_pages"]


@bp.get("/events/<slug>/cafe/<int:step_id>/print")
@needs(Can.SEE_PEOPLE)
def show_papers(event: Event, step_id: int) -> Any:
    """Everything that can be printed, and how many slips are out of date."""
    view = cafe_view_or_404(event, step_id)
    floor, printed = view.floor, last_printed(view.floor.cafe)
    changes = changes_since_printing(floor, printed)
    at = printed.at.astimezone(ZoneInfo(event.zone)) if printed else None
    count = sum(key in floor.guests for key in floor.seating.paths) if floor.seating else 0
    return render_template(
        "cafe/printing/prints.html",
        event=event,
        view=view,
        floor=floor,
        printed=printed,
        since_last=changes,
        lead=papers_summary(floor, count, changes, at),
        count=count,
        on_page=on_a_page(floor.cafe.rounds),
    )


@bp.post("/events/<slug>/cafe/<int:step_id>/print/slips.docx")
@needs(Can.SEE_PEOPLE)
def export_slips(event: Event, step_id: int) -> Any:
    """The slips as Word; from now on they count as printed."""
    floor = cafe_view_or_404(event, step_id).floor
    wanted, code = slip_choice_from(request.form), asked_language(event)
    slips = actions.chosen_slips(floor, wanted)
    with use_language(code):
        title = _("Changed slips") if wanted.changed else _("Slips")
        head = paper_head(floor, event.title, code)
        file = slip_word.slips_document(head, slips, stacked=wanted.stacked, letters=wanted.letters)
    actions.mark_printed(cafe_of(step_id), floor.seating_id)
    db.session.commit()
    return send_download(file, f"{slug_of(title)}-{event.slug}-{code}.docx")


@bp.post("/events/<slug>/cafe/<int:step_id>/print/slips/printed")
@needs(Can.SEE_PEOPLE)
def mark_slips_printed(event: Event, step_id: int) -> Any:
    """The slips on the printable page have been printed, as they were when it was opened."""
    cafe_view_or_404(event, step_id)
    actions.mark_printed(cafe_of(step_id), request.form.get("seating", 0, int))
    flash(_("These slips now count as printed."))
    db.session.commit()
    return redirect(url_for("cafe.show_papers", slug=event.slug, step_id=step_id))


@bp.post("/events/<slug>/cafe/<int:step_id>/print/slips/not-printed")
@needs(Can.SEE_PEOPLE)
def unmark_slips_printed(event: Event, step_id: int) -> Any:
    """The last slips never reached anybody: the printing before them counts."""
    cafe_view_or_404(event, step_id)
    actions.not_printed(cafe_of(step_id))
    flash(_("Those slips no longer count as printed."))
    db.session.commit()
    return redirect(url_for("cafe.show_papers", slug=event.slug, step_id=step_id))
