"""Figures that leave the house: files and pictures for the team to take out, and a page for everybody."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from .... import clock
from ....accounts.doors import public
from ....data.db import db
from ....events.access import Can, needs
from ....events.models import Event
from ....web.downloads import send
from ....web.i18n import LANGUAGES, _, language, use_language
from ....web.limits import limiter
from ...blueprint import bp
from ..asked import government_of
from ..gathering import Counts
from ..pictures.choosing import pictures_of
from ..report import Report
from . import saying
from .actions import (
    behind,
    drawing_of,
    event_look,
    file_of,
    held_back,
    outside,
    public_address,
    publish,
    published,
    take_back,
)
from .frozen import thawed

OFTEN = "120/minute"


@bp.get("/events/<slug>/figures.xlsx")
@needs(Can.SEE)
def figures_xlsx(event: Event) -> Any:
    return _file(event, "xlsx")


@bp.get("/events/<slug>/figures.docx")
@needs(Can.SEE)
def figures_docx(event: Event) -> Any:
    return _file(event, "docx")


@bp.get("/events/<slug>/figures.csv")
@needs(Can.SEE)
def figures_csv(event: Event) -> Any:
    return _file(event, "csv")


@bp.get("/events/<slug>/figures/<picture>.<any(svg, png):ending>")
@needs(Can.SEE)
def figures_picture(event: Event, picture: str, ending: str) -> Any:
    """One picture as a file."""
    code = spoken(event.language)
    file = drawing_of(
        outside(event, code, clock.today_in(event), government_of(request.args)),
        picture,
        ending,
        code,
    )
    return send(file, f"{event.slug}-{picture}-{code}.{ending}")


@bp.get("/events/<slug>/figures/public")
@needs(Can.SEE)
def figures_public(event: Event) -> Any:
    """What may leave the house: as files for the team, and what everybody would see."""
    row, today = published(event), clock.today_in(event)
    counts = Counts(event, today)
    return _page(
        "participation/counting/out/publish.html",
        event,
        outside(event, language(), today, counts=counts),
        row=row,
        address=public_address(row) if row else "",
        held=held_back(event, today, counts),
    )


@bp.post("/events/<slug>/figures/public")
@needs(Can.PUBLISH_FIGURES)
def figures_public_state(event: Event) -> Any:
    """Publish, or take back."""
    to = request.form.get("to")
    if to == "published":
        publish(event, clock.now())
        flash(_("The figures are now public: anyone with the address can read them."))
    elif to == "hidden":
        take_back(event)
        flash(_("The figures are no longer public. Their address no longer works."))
    else:
        abort(422)
    db.session.commit()
    return redirect(url_for("participation.figures_public", slug=event.slug))


@bp.get("/f/<token>")
@public
@limiter.limit(OFTEN)
def public_figures(token: str) -> Any:
    """The figures for everybody with the link, as they were published."""
    row, event = behind(token)
    return _page(
        "participation/counting/public.html", event, thawed(row.content[language()]), row=row
    )


@bp.get("/f/<token>/figures.<any(xlsx, docx, csv):ending>")
@public
@limiter.limit(OFTEN)
def public_figures_file(token: str, ending: str) -> Any:
    """The same figures as a file."""
    row, event = behind(token)
    code = spoken(language())
    made_on = clock.day_in(event.zone, row.published_at)
    file = file_of(
        thawed(row.content[code]), ending, code=code, made_on=made_on, look=event_look(event)
    )
    return send(file, f"{event.slug}-{name_of_file(code)}-{code}.{ending}")


@bp.get("/f/<token>/<picture>.<any(svg, png):ending>")
@public
@limiter.limit(OFTEN)
def public_figures_picture(token: str, picture: str, ending: str) -> Any:
    """One of its pictures."""
    row, event = behind(token)
    code = spoken(language())
    file = drawing_of(thawed(row.content[code]), picture, ending, code)
    return send(file, f"{event.slug}-{picture}-{code}.{ending}")


def spoken(usual: str) -> str:
    """The language asked for in the address, else the usual one."""
    asked_for = request.args.get("lang", "")
    return asked_for if asked_for in LANGUAGES else usual


def name_of_file(code: str) -> str:
    """`figures`, `shifra`: what a file of figures is called."""
    with use_language(code):
        return _("figures")


def _file(event: Event, ending: str) -> Any:
    code = spoken(event.language)
    today = clock.today_in(event)
    report = outside(event, code, today, government_of(request.args))
    file = file_of(report, ending, code=code, made_on=today, look=event_look(event))
    return send(file, f"{event.slug}-{name_of_file(code)}-{code}.{ending}")


def shown(report: Report) -> dict[str, Any]:
    """What a template needs to show a report that may leave the house."""
    pictures = pictures_of(report)
    return {
        "report": report,
        "saying": saying,
        "pictures": {
            block.key: [one for one in pictures if one.block is block.key]
            for block in report.blocks
        },
    }


def _page(template: str, event: Event, report: Report, **more: Any) -> str:
    return render_template(template, event=event, **shown(report), **more)
