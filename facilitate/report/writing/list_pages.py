"""The page of sections: how far the report is, what stands where, what is in it; and the draft to read."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...web.i18n import _, use_language
from ..blueprint import bp
from ..released_report import released_edition
from . import actions
from .outline import ReportOutline, report_outline
from .section_status import section_rows, sections_sentence


@bp.get("/events/<slug>/report")
@needs(Can.SEE)
def show_sections(event: Event) -> Any:
    """The sections of the report in one language, for who writes it; others read what is released."""
    code = asked_language(event, "language")
    if not may(Can.WRITE_REPORT):
        return render_template(
            "report/writing/waiting.html", event=event, out=released_edition(event)
        )
    with use_language(code):
        found = report_outline(event)
        rows = section_rows(event, found)
    return render_template(
        "report/writing/page.html",
        event=event,
        code=code,
        rows=rows,
        sentence=sections_sentence(rows),
        lost=found.lost,
        out=released_edition(event),
        unplaced=found.unplaced,
    )


@bp.post("/events/<slug>/report/sections/<key>/move")
@needs(Can.WRITE_REPORT)
def move_report_section(event: Event, key: str) -> Any:
    """Put a section elsewhere: up, down, or at a place."""
    code = asked_language(event, "language")
    found = report_outline(event)
    try:
        actions.move_section(event, found, key, _place(found, key, request.form.get("to", "")))
    except KeyError:
        abort(404)
    except ValueError:
        abort(422)
    db.session.commit()
    return redirect(
        url_for("report.show_sections", slug=event.slug, language=code, _anchor=f"section-{key}")
    )


@bp.post("/events/<slug>/report/sections/<key>/include")
@needs(Can.WRITE_REPORT)
def include_report_section(event: Event, key: str) -> Any:
    """Take a section into the report, or leave it out."""
    code, to = asked_language(event, "language"), request.form.get("to")
    found = report_outline(event)
    one = next((one for one in found.all if one.key == key), None) or abort(404)
    if to not in ("in", "out"):
        abort(422)
    actions.include_section(event, found, key, to=to == "in")
    said = (
        _("“%(title)s” is in the report.")
        if to == "in"
        else _("“%(title)s” was left out of the report.")
    )
    flash(said % {"title": one.title})
    db.session.commit()
    return redirect(
        url_for("report.show_sections", slug=event.slug, language=code, _anchor=f"section-{key}")
    )


def _place(found: ReportOutline, key: str, to: str) -> int:
    """The place asked for, from 1. Raises KeyError where there is no such section, ValueError for what is no place."""
    groups = [found.sections, *(one.sections for one in found.sections)]
    keys = next(
        ([one.key for one in group] for group in groups if key in [one.key for one in group]), None
    )
    if keys is None:
        raise KeyError(key)
    now = keys.index(key) + 1
    return {"up": now - 1, "down": now + 1}.get(to) or int(to)
