"""Figures that leave the house: files and pictures for the team to take out, and a page for everybody."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from .... import clock
from ....accounts.doors import public_page
from ....data.db import db
from ....events.access import Can, needs
from ....events.models import Event
from ....web.downloads import send_download
from ....web.i18n import LANGUAGES, _, current_language, use_language
from ....web.limits import limiter
from ...blueprint import bp
from ..forms import requested_government
from ..pictures.choice import report_pictures
from ..report import FiguresReport, thaw_figures
from ..tallies import EventCounts
from . import file_wording
from .actions import (
    figures_drawing,
    figures_file,
    figures_for_outside,
    figures_look,
    find_public_figures,
    is_held_back,
    public_figures_url,
    publish_figures,
    published_figures,
    withdraw_figures,
)

OFTEN = "120/minute"


@bp.get("/events/<slug>/figures.xlsx")
@needs(Can.SEE)
def export_figures_xlsx(event: Event) -> Any:
    return _file(event, "xlsx")


@bp.get("/events/<slug>/figures.docx")
@needs(Can.SEE)
def export_figures_docx(event: Event) -> Any:
    return _file(event, "docx")


@bp.get("/events/<slug>/figures.csv")
@needs(Can.SEE)
def export_figures_csv(event: Event) -> Any:
    return _file(event, "csv")


@bp.get("/events/<slug>/figures/<picture>.<any(svg, png):ending>")
@needs(Can.SEE)
def export_figures_picture(event: Event, picture: str, ending: str) -> Any:
    """One picture as a file."""
    code = requested_language(event.language)
    file = figures_drawing(
        figures_for_outside(event, code, clock.today_in(event), requested_government(request.args)),
        picture,
        ending,
        code,
    )
    return send_download(file, f"{event.slug}-{picture}-{code}.{ending}")


@bp.get("/events/<slug>/figures/public")
@needs(Can.SEE)
def show_figures_outside(event: Event) -> Any:
    """What may leave the house: as files for the team, and what everybody would see."""
    row, today = published_figures(event), clock.today_in(event)
    counts = EventCounts(event, today)
    return _page(
        "participation/counting/out/publish.html",
        event,
        figures_for_outside(event, current_language(), today, counts=counts),
        row=row,
        address=public_figures_url(row) if row else "",
        held=is_held_back(event, today, counts),
    )


@bp.post("/events/<slug>/figures/public")
@needs(Can.PUBLISH_FIGURES)
def publish_or_withdraw_figures(event: Event) -> Any:
    """Publish, or take back."""
    to = request.form.get("to")
    if to == "published":
        publish_figures(event, clock.now())
        flash(_("The figures are now public: anyone with the address can read them."))
    elif to == "hidden":
        withdraw_figures(event)
        flash(_("The figures are no longer public. Their address no longer works."))
    else:
        abort(422)
    db.session.commit()
    return redirect(url_for("participation.show_figures_outside", slug=event.slug))


@bp.get("/f/<token>")
@public_page
@limiter.limit(OFTEN)
def show_public_figures(token: str) -> Any:
    """The figures for everybody with the link, as they were published."""
    row, event = find_public_figures(token)
    return _page(
        "participation/counting/public.html",
        event,
        thaw_figures(row.content[current_language()]),
        row=row,
    )


@bp.get("/f/<token>/figures.<any(xlsx, docx, csv):ending>")
@public_page
@limiter.limit(OFTEN)
def export_public_figures(token: str, ending: str) -> Any:
    """The published figures as a file."""
    row, event = find_public_figures(token)
    code = requested_language(current_language())
    made_on = clock.day_in(event.zone, row.published_at)
    file = figures_file(
        thaw_figures(row.content[code]),
        ending,
        code=code,
        made_on=made_on,
        look=figures_look(event),
    )
    return send_download(file, f"{event.slug}-{figures_file_name(code)}-{code}.{ending}")


@bp.get("/f/<token>/<picture>.<any(svg, png):ending>")
@public_page
@limiter.limit(OFTEN)
def export_public_picture(token: str, picture: str, ending: str) -> Any:
    """One of its pictures."""
    row, event = find_public_figures(token)
    code = requested_language(current_language())
    file = figures_drawing(thaw_figures(row.content[code]), picture, ending, code)
    return send_download(file, f"{event.slug}-{picture}-{code}.{ending}")


def requested_language(usual: str) -> str:
    """The language asked for in the address, else the usual one."""
    asked_for = request.args.get("lang", "")
    return asked_for if asked_for in LANGUAGES else usual


def figures_file_name(code: str) -> str:
    """`figures`, `shifra`: what a file of figures is called."""
    with use_language(code):
        return _("figures")


def _file(event: Event, ending: str) -> Any:
    code = requested_language(event.language)
    today = clock.today_in(event)
    report = figures_for_outside(event, code, today, requested_government(request.args))
    file = figures_file(report, ending, code=code, made_on=today, look=figures_look(event))
    return send_download(file, f"{event.slug}-{figures_file_name(code)}-{code}.{ending}")


def figures_context(report: FiguresReport) -> dict[str, Any]:
    """What a template needs to show a report that may leave the house."""
    pictures = report_pictures(report)
    return {
        "report": report,
        "saying": file_wording,
        "pictures": {
            block.key: [one for one in pictures if one.block is block.key]
            for block in report.blocks
        },
    }


def _page(template: str, event: Event, report: FiguresReport, **more: Any) -> str:
    return render_template(template, event=event, **figures_context(report), **more)
