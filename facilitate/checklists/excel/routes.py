"""To Excel, and back."""

import time
from datetime import date
from pathlib import Path
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from ...db import db
from ...downloads import send
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _, _n
from ...lib import waiting
from ...lib.text import slug as slug_of
from ...limits import limiter
from ...refused import Refused
from ..blueprint import bp
from . import actions, preview
from .forms import BringBackForm


@bp.get("/events/<slug>/checklist.xlsx")
@needs(Can.SEE)
def export(event: Event) -> Any:
    return send(actions.export(event), f"{slug_of(event.slug)}-{date.today():%Y-%m-%d}.xlsx")


@bp.route("/events/<slug>/checklist/bring-back", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
@limiter.limit("30/minute", methods=["POST"])
def bring_back(event: Event) -> Any:
    form = BringBackForm()
    if form.validate_on_submit():
        content = form.file.data.read() if form.file.data else b""
        try:
            actions.read_back(event, content)
            token = waiting.keep(_folder(), event.id, content, time.time())
            return redirect(url_for("checklists.confirm", slug=event.slug, token=token))
        except Refused as problem:
            form.file.errors = [str(problem) if form.file.data else _("Please choose a file.")]
    return render_template("checklists/bring_back.html", event=event, form=form), form.status


@bp.route("/events/<slug>/checklist/bring-back/<token>", methods=["GET", "POST"])
@needs(Can.EDIT_CHECKLIST)
def confirm(event: Event, token: str) -> Any:
    content = waiting.find(_folder(), event.id, token)
    if content is None:
        abort(404)
    found = actions.read_back(event, content)
    mark = preview.fingerprint(found)
    if request.method == "POST" and request.form.get("fingerprint") == mark:
        touched = actions.apply(event, found, preview.choices_of(found, request.form), by=current_user.id)
        waiting.drop(_folder(), event.id, token)
        flash(_n("%(num)d task is changed or new.", "%(num)d tasks are changed or new.", touched))
        db.session.commit()
        return redirect(url_for("checklists.page", slug=event.slug))
    shown = {"token": token, "found": found, "preview": preview, "mark": mark}
    status = 409 if request.method == "POST" else 200
    return render_template("checklists/confirm.html", event=event, status=status, **shown), status


@bp.post("/events/<slug>/checklist/bring-back/<token>/cancel")
@needs(Can.EDIT_CHECKLIST)
def cancel(event: Event, token: str) -> Any:
    waiting.drop(_folder(), event.id, token)
    flash(_("Nothing was changed."))
    return redirect(url_for("checklists.page", slug=event.slug))


def _folder() -> Path:
    uploads: Path = current_app.extensions["settings"].uploads
    return uploads / "checklists"
