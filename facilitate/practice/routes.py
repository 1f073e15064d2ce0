"""The practice sheet of an event."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from ..db import db
from ..events.access import Can, needs
from ..events.models import Event
from ..events.queries import objectives_of
from ..i18n import _
from .blueprint import bp
from .forms import SheetForm
from .labels import SHEET
from .queries import sheet_of


@bp.get("/events/<slug>/practice-sheet")
@needs(Can.SEE)
def sheet(event: Event) -> Any:
    row = sheet_of(event)
    return render_template(
        "practice/sheet.html", event=event, sheet=row, labels=SHEET, objectives=objectives_of(event)
    )


@bp.route("/events/<slug>/practice-sheet/edit", methods=["GET", "POST"])
@needs(Can.EDIT_EVENT)
def edit(event: Event) -> Any:
    row = sheet_of(event)
    form = SheetForm(obj=row)
    if form.saves(row):
        db.session.add(row)
        flash(_("Saved."))
        db.session.commit()
        return redirect(url_for("practice.sheet", slug=event.slug))
    return render_template("practice/edit.html", event=event, form=form), form.status
