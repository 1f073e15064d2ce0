"""The page of sections: how far the report is, what stands where, what is in it; and the draft to read."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from ...data.db import db
from ...events.access import Can, may, needs
from ...events.models import Event
from ...web.i18n import _, use_language
from ..blueprint import bp
from ..out import released
from . import actions
from .asked_language import language_asked
from .outline import Outline, outline
from .standing import rows_of, sentence


@bp.get("/events/<slug>/report")
@needs(Can.SEE)
def page(event: Event) -> Any:
    """The sections of the report in one language, for who writes it; others read what is released."""
    code = language_asked(event)
    if not may(Can.WRITE_REPORT):
        return render_template("report/writing/waiting.html", event=event, out=released(event))
    with use_language(code):
        found = outline(event)
        rows = rows_of(event, found)
    return render_template(
        "report/writing/page.html",
        event=event,
        code=code,
        rows=rows,
        sentence=sentence(rows),
        lost=found.lost,
        out=released(event),
        unplaced=found.unplaced,
    )


@bp.post("/events/<slug>/report/sections/<key>/move")
@needs(Can.WRITE_REPORT)
def section_move(event: Event, key: str) -> Any:
    """Put a section elsewhere: up, down, or at a place."""
    code = language_asked(event)
    found = outline(event)
    try:
        actions.move(event, found, key, _place(found, key, request.form.get("to", "")))
    except KeyError:
        abort(404)
    except ValueError:
        abort(422)
    db.session.commit()
    return redirect(
        url_for("report.page", slug=event.slug, language=code, _anchor=f"section-{key}")
    )


@bp.post("/events/<slug>/report/sections/<key>/include")
@needs(Can.WRITE_REPORT)
def section_include(event: Event, key: str) -> Any:
    """Take a section into the report, or leave it out."""
    code, to = language_asked(event), request.form.get("to")
    found = outline(event)
    one = next((one for one in found.all if one.key == key), None) or abort(404)
    if to not in ("in", "out"):
        abort(422)
    actions.include(event, found, key, to=to == "in")
    said = (
        _("“%(title)s” is in the report.")
        if to == "in"
        else _("“%(title)s” was left out of the report.")
    )
    flash(said % {"title": one.title})
    db.session.commit()
    return redirect(
        url_for("report.page", slug=event.slug, language=code, _anchor=f"section-{key}")
    )


def _place(found: Outline, key: str, to: str) -> int:
    """The place asked for, from 1. Raises KeyError where there is no such section, ValueError for what is no place."""
    groups = [found.sections, *(one.sections for one in found.sections)]
    keys = next(
        ([one.key for one in group] for group in groups if key in [one.key for one in group]), None
    )
    if keys is None:
        raise KeyError(key)
    now = keys.index(key) + 1
    return {"up": now - 1, "down": now + 1}.get(to) or int(to)
