"""The structure of the notes, agreed for an event: the headings of every blank sheet."""

from types import SimpleNamespace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from ...agenda.actions import alone
from ...db import db
from ...events.access import Can, needs
from ...events.models import Event
from ...i18n import _
from ...lib.text import Words
from ..blueprint import bp
from ..models import GuideSetting
from ..notes import USUAL
from ..queries import heads_of, setting_of
from .forms import HeadsForm


@bp.route("/events/<slug>/guide/notes", methods=["GET", "POST"])
@needs(Can.WRITE_GUIDE)
def heads(event: Event) -> Any:
    """Two to eight headings; where they are the usual ones, none are kept."""
    if request.method == "POST":
        alone(event)
    setting = setting_of(event)
    agreed = SimpleNamespace(version=setting.version if setting else 0, heads=heads_of(setting))
    form = HeadsForm(obj=agreed)
    asked = form.heads.rearranged or "back" in request.form
    if "back" in request.form:
        form.heads.show(USUAL)
    if not asked and form.saves(agreed):
        _keep(event, setting, agreed.heads)
        flash(_("Saved. The blank sheets for notes have these headings."))
        db.session.commit()
        return redirect(url_for("guides.heads", slug=event.slug))
    return render_template(
        "guides/rewriting/heads.html", event=event, form=form, usual=heads_of(None) == form.heads.data
    ), 200 if asked else form.status  # fmt: skip


def _keep(event: Event, setting: GuideSetting | None, agreed: list[Words]) -> None:
    rows = [] if agreed == list(USUAL) else [{"en": one.en, "sq": one.sq} for one in agreed]
    if setting is None:
        db.session.add(GuideSetting(event_id=event.id, heads=rows))
    else:
        setting.heads = rows
