"""The report on screen, inside the house: the draft for who writes it, what is released for the others of the team."""

from typing import Any

from flask import render_template

from ...events.access import Can, may, needs
from ...events.models import Event
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..clearing.outgoing import Outgoing
from ..out import released
from ..writing.asked_language import language_asked
from ..writing.assembling import draft_of, finished
from .actions import told
from .showing import inside_the_page, kicker


@bp.get("/events/<slug>/report/read")
@needs(Can.SEE)
def read(event: Event) -> Any:
    """The whole report in one language."""
    code, draft = language_asked(event), may(Can.WRITE_REPORT)
    out = None if draft else released(event)
    if not draft and out is None:
        raise Refused(
            _(
                "The report has not been released yet. It can be read here once two people "
                "have released it."
            )
        )
    cleared = Outgoing()
    if out is not None:
        report = told(event, out, code)
    else:
        with use_language(code):
            found = draft_of(event, photos=True)
            report, cleared = finished(found), found.material.cleared
    with use_language(code):
        above = kicker()
    return render_template(
        "report/papers/read.html",
        event=event,
        code=code,
        report=report,
        draft=draft,
        cleared=cleared,
        kicker=above,
        photo=inside_the_page,
    )
