"""The report on screen, inside the house: the draft for who writes it, what is released for the others of the team."""

from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup

from ... import clock
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...web.downloads import send_download
from ...web.i18n import _, current_language, use_language
from ...web.kept_pieces import Piece, kept_piece
from ...web.refused import Refused
from ..blueprint import bp
from ..proceedings import Report
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
    told = (
        _draft(event, code)
        if out is None
        else _article(event, code, told_edition(event, out, code))
    )
    return render_template(
        "report/papers/read.html",
        event=event,
        code=code,
        draft=draft,
        article=Markup(told.text),
        beside=told.beside,
    )


class ArticleBeside(NamedTuple):
    """What is to be known beside a report that is shown: its title, and what waits to be looked through or decided."""

    title: str
    unseen: str = ""
    undecided: int = 0


def _draft(event: Event, code: str) -> Piece:
    """The draft as it would be put together now; it is made of so much that it is kept until something is saved."""

    def made() -> Piece:
        with use_language(code):
            found = report_draft(event, photos=True)
            report, cleared = finish_draft(found), found.material.cleared
        piece = _article(event, code, report)
        unseen = cleared.said if cleared.unseen else ""
        beside = ArticleBeside(report.title, unseen, cleared.rows_undecided)
        return piece._replace(beside=beside, lasting=not unseen)

    return kept_piece(("draft", event.id, code, current_language(), clock.today_in(event)), made)


def _article(event: Event, code: str, report: Report) -> Piece:
    """A report as it stands in the page."""
    with use_language(code):
        kicker, first_head, contents_name = report_kicker(), _("Who"), _("Contents")
    text = render_template(
        "report/papers/article.html",
        event=event,
        code=code,
        report=report,
        kicker=kicker,
        first_head=first_head,
        contents_name=contents_name,
        photo=inside_the_page,
    )
    return Piece(text, ArticleBeside(report.title))


@bp.get("/events/<slug>/report.docx")
@needs(Can.SEE)
def export_report_word(event: Event) -> Any:
    """The report in the language asked for; only once two people have released it."""
    code = asked_language(event, "language")
    return send_download(released_word_file(event, code), report_file_name(event, code))
