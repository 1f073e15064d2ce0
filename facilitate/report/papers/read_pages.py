"""The report on screen, inside the house: the draft for who writes it, what is released for the others of the team."""

import hashlib
from functools import partial
from typing import Any, NamedTuple

from flask import abort, render_template, url_for
from markupsafe import Markup

from ... import clock
from ...events.access import Can, may, needs
from ...events.asked_language import asked_language
from ...events.models import Event
from ...web.downloads import send_download, send_picture
from ...web.i18n import _, current_language, use_language
from ...web.kept_pieces import Piece, kept_piece
from ...web.refused import Refused
from ..blueprint import bp
from ..proceedings import Report, ReportPicture
from ..released_report import released_edition
from ..writing.assembling import finish_draft, report_draft
from .actions import released_word_file, report_file_name, told_edition
from .showing import photo_urls, report_kicker

PAPER = "any(en, sq)"


@bp.get("/events/<slug>/report/read")
@needs(Can.SEE)
def show_report(event: Event) -> Any:
    """The whole report in one language."""
    code = asked_language(event, "language")
    told = told_report(event, code)
    return render_template(
        "report/papers/read.html",
        event=event,
        code=code,
        draft=may(Can.WRITE_REPORT),
        article=Markup(told.text),
        beside=told.beside,
    )


@bp.get(f"/events/<slug>/report/read/<{PAPER}:code>/photos/<int:number>")
@needs(Can.SEE)
def send_report_photo(event: Event, code: str, number: int) -> Any:
    """One of the photos of the report that is on screen."""
    photos = told_report(event, code).beside.photos
    if not 1 <= number <= len(photos):
        abort(404)
    one = photos[number - 1]
    return send_picture(one.content, one.media_type)


class ArticleBeside(NamedTuple):
    """What is to be known beside a report that is shown: its title and photos, and what waits to be looked through or decided."""

    title: str
    photos: list[ReportPicture]
    unseen: str = ""
    undecided: int = 0


def told_report(event: Event, code: str) -> Piece:
    """The draft for who writes it, for others what is released."""
    if may(Can.WRITE_REPORT):
        return _draft(event, code)
    if out := released_edition(event):
        return _article(event, code, told_edition(event, out, code))
    raise Refused(
        _(
            "The report has not been released yet. It can be read here once two people "
            "have released it."
        )
    )


def _draft(event: Event, code: str) -> Piece:
    """The draft as it would be put together now; it is made of so much that it is kept until something is saved."""

    def made() -> Piece:
        with use_language(code):
            found = report_draft(event, photos=True)
            report, cleared = finish_draft(found), found.material.cleared
        piece = _article(event, code, report)
        unseen = cleared.said if cleared.unseen else ""
        beside = ArticleBeside(report.title, report.photos, unseen, cleared.rows_undecided)
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
        photo=photo_urls(report, partial(_photo_address, event, code, report)),
    )
    more = sum(len(one.content) for one in report.photos)
    return Piece(text, ArticleBeside(report.title, report.photos), more)


def _photo_address(event: Event, code: str, report: Report, number: int) -> str:
    """It changes with the photo: browsers keep them."""
    one = report.photos[number - 1]
    mark = hashlib.sha256(one.content).hexdigest()[:10]
    return url_for("report.send_report_photo", slug=event.slug, code=code, number=number, v=mark)


@bp.get("/events/<slug>/report.docx")
@needs(Can.SEE)
def export_report_word(event: Event) -> Any:
    """The report in the language asked for; only once two people have released it."""
    code = asked_language(event, "language")
    return send_download(released_word_file(event, code), report_file_name(event, code))
