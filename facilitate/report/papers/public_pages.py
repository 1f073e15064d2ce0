"""The released report for everybody with its address: to read, as Word, with its photos and annexes. Nobody is followed."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Response, abort, make_response, render_template, url_for

from ...accounts.doors import public_page as everybody
from ...data.db import db
from ...events.models import Event
from ...lib.numbers import read_whole
from ...web.downloads import send_download, send_picture
from ...web.i18n import LANGUAGES, current_language, use_language
from ...web.limits import limiter
from ..blueprint import bp
from ..models import Attachment, Edition
from ..proceedings import Exhibit, Report, ReportTable
from ..released_report import released_by, was_out
from .actions import edition_word_file, report_file_name, told_edition
from .annex_pages import send_annex
from .showing import photo_urls, report_kicker

OFTEN = "120/minute"
PAPER = "any(en, sq)"


@bp.get("/report/<token>")
@everybody
@limiter.limit(OFTEN)
def show_public_report(token: str) -> Any:
    """The report in the language of who reads it."""
    event, edition = _behind(token)
    return _page(event, edition, token, current_language())


@bp.get(f"/report/<token>/<{PAPER}:code>")
@everybody
@limiter.limit(OFTEN)
def show_public_report_in(token: str, code: str) -> Any:
    """The report in that language; so is what stands around it."""
    event, edition = _behind(token)
    with use_language(code):
        return _page(event, edition, token, code)


@bp.get(f"/report/<token>/<{PAPER}:code>.docx")
@everybody
@limiter.limit("20/minute")
def export_public_report(token: str, code: str) -> Any:
    """The published report as a Word file."""
    event, edition = _behind(token)
    return send_download(edition_word_file(event, edition, code), report_file_name(event, code))


@bp.get(f"/report/<token>/<{PAPER}:code>/photos/<int:number>")
@everybody
@limiter.limit("600/minute")
def send_public_photo(token: str, code: str, number: int) -> Any:
    """One of its photos."""
    event, edition = _behind(token)
    photos = told_edition(event, edition, code).photos
    if not 1 <= number <= len(photos):
        abort(404)
    one = photos[number - 1]
    return send_picture(one.content, one.media_type)


@bp.get("/report/<token>/annexes/<int:annex_id>")
@everybody
@limiter.limit(OFTEN)
def send_public_annex(token: str, annex_id: int) -> Any:
    """An annex that was released with the report, and that may still go out."""
    event, edition = _behind(token)
    row = db.session.get(Attachment, annex_id)
    if row is None or row.event_id != event.id or not row.public:
        abort(404)
    if annex_id not in [one.id for one in annexes_in(told_edition(event, edition, event.language))]:
        abort(404)
    return send_annex(row)


class NamedAnnex(NamedTuple):
    """An annex as a report names it: its number, title and what is said about it."""

    id: int
    title: str
    about: str


def annexes_in(report: Report) -> list[NamedAnnex]:
    """The annexes a report names, in the order of its table, without those that never were in this planner."""
    tables = [
        one
        for section in report.walk()
        for block in section.blocks
        if isinstance(block, Exhibit) and block.key == "annexes-table"
        for one in block.blocks
        if isinstance(one, ReportTable)
    ]
    return [
        NamedAnnex(number, row[0], row[1])
        for table in tables
        for mark, row in zip(table.marks, table.rows, strict=False)
        if (number := read_whole(mark.removeprefix("annex-")))  # `gone-3` came with an archive
    ]


def _there_now(event: Event, named: list[NamedAnnex]) -> list[NamedAnnex]:
    """Those of them that are still here and may still go out."""
    if not named:
        return []
    mine = sa.select(Attachment.id).where(
        Attachment.event_id == event.id,
        Attachment.public,
        Attachment.id.in_([one.id for one in named]),
    )
    there = set(db.session.scalars(mine))
    return [one for one in named if one.id in there]


def _page(event: Event, edition: Edition, token: str, code: str) -> Response:
    report = told_edition(event, edition, code)
    page = render_template(
        "report/papers/public.html",
        event=event,
        report=report,
        code=code,
        token=token,
        edition=edition,
        kicker=report_kicker(),
        annexes=_there_now(event, annexes_in(report)),
        photo=photo_urls(
            report,
            lambda number: url_for(
                "report.send_public_photo", token=token, code=code, number=number
            ),
        ),
        others=[one for one in LANGUAGES if one != code],
    )
    return make_response(page)


def _behind(token: str) -> tuple[Event, Edition]:
    """The released edition behind an address, or a page that it is not there; of one that was withdrawn it is said."""
    return released_by(token) or abort(410 if was_out(token) else 404)
