"""The figures across events as files and pictures: as they may leave the house, in either language."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import render_template, request

from .. import clock
from ..accounts.doors import signed_in
from ..events.models import Event
from ..events.queries import my_events
from ..participation.counting.across_events import (
    IN_SHORT,
    EventInShort,
    events_in_short,
    report_across_events,
)
from ..participation.counting.forms import requested_government, requested_tables
from ..participation.counting.out.actions import editions_of_events, figures_drawing, figures_file
from ..participation.counting.out.routes import (
    figures_context,
    figures_file_name,
    requested_language,
)
from ..participation.counting.outside_report import for_outside
from ..participation.counting.report import FiguresReport
from ..web.downloads import send_download
from ..web.i18n import current_language, use_language
from .blueprint import bp
from .queries import events_to_compare


@bp.get("/figures.xlsx")
@signed_in
def download_compared_xlsx() -> Any:
    return _file("xlsx")


@bp.get("/figures.docx")
@signed_in
def download_compared_docx() -> Any:
    return _file("docx")


@bp.get("/figures.csv")
@signed_in
def download_compared_csv() -> Any:
    return _file("csv")


@bp.get("/figures/<picture>.<any(svg, png):ending>")
@signed_in
def download_compared_picture(picture: str, ending: str) -> Any:
    """One picture as a file."""
    code = requested_language(current_language())
    return send_download(
        figures_drawing(_report(code)[0], picture, ending, code), f"{picture}-{code}.{ending}"
    )


@bp.get("/figures/files")
@signed_in
def show_compared_files() -> Any:
    """What may leave the house of the events asked for: files, and each picture."""
    where = {name: request.args.getlist(name) for name in ("event", "table", "government")}
    return render_template(
        "overview/files.html", where=where, **figures_context(_report(current_language())[0])
    )


def _file(ending: str) -> Any:
    """No event of its own: it speaks the language of who asks, unless the address says another one."""
    code = requested_language(current_language())
    report, short = _report(code)
    file = figures_file(report, ending, code, clock.today(), short=short)
    return send_download(file, f"{figures_file_name(code)}-{code}.{ending}")


def _report(code: str) -> tuple[FiguresReport, list[EventInShort]]:
    """What the address asks for (`?event=…&table=…&government=…`, each several times), as it may leave the house.

    And its events on one line each, with the numbers that may.
    """
    today, tables = clock.today(), requested_tables(request.args)
    events = events_to_compare(my_events(), request.args.getlist("event"), today)
    with use_language(code):
        whole = report_across_events(
            events, today, {*tables, *IN_SHORT}, requested_government(request.args)
        )
        whole = for_outside(whole, editions_of_events(events))
        report = replace(
            whole, blocks=tuple(block for block in whole.blocks if block.key in tables)
        )
        return report, events_in_short(_columns(whole, events), whole)


def _columns(report: FiguresReport, events: Sequence[Event]) -> list[Event]:
    """The events of its columns: one that nobody has been to yet has none in what leaves the house."""
    by_slug = {event.slug: event for event in events}
    return [by_slug[column.key] for block in report.blocks[:1] for column in block.columns]
