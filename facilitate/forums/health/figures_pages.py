"""Territory in figures: meetings and participation by forum and county over years."""

from typing import Any

from flask import abort, render_template, request

from ... import clock
from ...accounts.doors import in_a_team
from ...lib.text import make_slug
from ...web.downloads import send_download
from ...web.forms import FIRST_YEAR
from ...web.i18n import _, _n
from ..blueprint import bp
from .figures import Figures, figures_until
from .figures_sheet import figures_to_sheet


@bp.get("/forums/figures")
@in_a_team
def show_figures() -> Any:
    found = _asked()
    return render_template(
        "forums/health/figures.html",
        figures=found,
        sentence=_said(found),
        this_year=clock.today().year,
    )


@bp.get("/forums/figures.xlsx")
@in_a_team
def export_figures() -> Any:
    return send_download(
        figures_to_sheet(_asked()), f"{make_slug(_('Forums'))}-{make_slug(_('Figures'))}.xlsx"
    )


def _asked() -> Figures:
    """The years up to the one asked for; this year where none is."""
    today = clock.today()
    last = request.args.get("until", today.year, type=int)
    if not FIRST_YEAR <= last <= today.year:
        abort(404)
    return figures_until(last, today)


def _said(found: Figures) -> str:
    """`38 meetings were held in 2026; 297 people came 407 times, from 12 counties.`"""
    year = found.years[-1]
    held = _n(
        "%(num)d meeting was held in %(year)d",
        "%(num)d meetings were held in %(year)d",
        found.held(year),
        year=year,
    )
    came = found.whole[year]
    if not came.people:
        return _("%(held)s; nobody’s attendance is recorded.", held=held)
    reached = _n(
        "%(num)d person came %(times)s",
        "%(num)d people came %(times)s",
        came.people,
        times=_n("%(num)d time", "%(num)d times", came.times),
    )
    return _n(
        "%(held)s; %(reached)s, from %(num)d county.",
        "%(held)s; %(reached)s, from %(num)d counties.",
        found.reached(year),
        held=held,
        reached=reached,
    )
