"""The report on screen, inside the house: the draft for who writes it, what is released for the others of the team."""

from typing import Any

from flask import render_template

from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...web.downloads import send_download
from ...web.i18n import _, use_language
from ...web.refused import Refused
from ..blueprint import bp
from ..clearing.outgoing import OutgoingTexts
from ..released_report import released_edition
from ..writing.assembling import finish_draft, report_draft
from .actions import released_word_file, report_file_name, told_edition
from .showing import inside_the_page, report_kicker


@bp.get("/events/<slug>/report/read")
@needs(Can.SEE)
def show_report(event: Event) -> Any:
    """The whole report in one language."""
    code, draft = asked_language(event, "language"), may(Can.WRITE_REPORT)
    out = None if draft else released_edition(event)
    if not draft and out is None:
        raise Refused(
            _(
                "The report has not been released yet. It can be read here once two people "
                "have released it."
            )
        )
    cleared = OutgoingTexts()
    if out is not None:
        report = told_edition(event, out, code)
    else:
        with use_language(code):
            found = report_draft(event, photos=True)
            report, cleared = finish_draft(found), found.material.cleared
    with use_language(code):
        above, first_head, contents_name = report_kicker(), _("Who"), _("Contents")
    return render_template(
        "report/papers/read.html",
        event=event,
        code=code,
        report=report,
        draft=draft,
        cleared=cleared,
        kicker=above,
        first_head=first_head,
        contents_name=contents_name,
        photo=inside_the_page,
    )


@bp.get("/events/<slug>/report.docx")
@needs(Can.SEE)
def export_report_word(event: Event) -> Any:
    """The report in the language asked for; only once two people have released it."""
    code = asked_language(event, "language")
    return send_download(released_word_file(event, code), report_file_name(event, code))
