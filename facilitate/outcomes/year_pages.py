"""A year in one document: all meetings of a forum, or all events one works in, read and taken along as Word or PDF."""

from datetime import date
from typing import Any

from flask import abort, render_template, request

from .. import clock
from ..accounts.doors import in_a_team
from ..data.db import get_or_404
from ..events.queries import my_events
from ..forums.models import Forum
from ..forums.rhythm.queries import forums_in
from ..lib.text import make_slug
from ..web.downloads import send_download
from ..web.forms import FIRST_YEAR, LAST_YEAR
from ..web.i18n import LANGUAGES, _, current_language, use_language
from ..web.refused import Refused
from . import year_wording
from .blueprint import bp
from .comparison import compare_changes
from .comparison_word import comparison_lead, render_comparison, row_heads, row_numbers
from .word import render_year_word
from .year import YearPeriod, gather_year
from .year_paper import year_file_name, year_paper


@bp.get("/year")
@in_a_team
def show_year() -> Any:
    """The period asked for: `?year=2026`, or `?from=2026-07-01&to=2027-06-30`; `&forum=SLUG` for its meetings alone."""
    period, today = _period(), clock.today()
    found = gather_year(period, my_events(), today, outside=False)
    return render_template(
        "outcomes/year.html",
        found=found,
        period=period,
        asked=_asked(period),
        forums=forums_in(period.last.year),
        title=year_wording.year_title(period),
        lead=year_wording.year_lead(found),
        state=year_wording.action_state,
        unseen=year_wording.unseen_sentence,
        reached_lead=year_wording.reached_lead,
        training=year_wording.training_sentence,
    )


@bp.get("/year/beside")
@in_a_team
def show_changes_beside() -> Any:
    """What the events one works in decided, promised and changed: year beside year, forum beside forum."""
    return render_template(
        "outcomes/comparison.html",
        found=compare_changes(my_events()),
        lead=comparison_lead(),
        heads=row_heads(),
        numbers=row_numbers,
    )


@bp.get("/year/beside.docx")
@in_a_team
def download_changes_beside() -> Any:
    """What the events one works in decided, promised and changed, as a Word file."""
    code = request.args.get("lang", "")
    code = code if code in LANGUAGES else current_language()
    found = compare_changes(my_events())
    if not found.years:
        raise Refused(_("Nothing to compare yet"))
    with use_language(code):
        content = render_comparison(found, clock.today())
        name = make_slug(_("Year beside year"))
    return send_download(content, f"{name}-{code}.docx")


@bp.get("/year.docx")
@in_a_team
def download_year() -> Any:
    """The period as a Word file, without words that nobody has decided about."""
    code, today = request.args.get("lang", ""), clock.today()
    code = code if code in LANGUAGES else current_language()
    with use_language(code):
        found = gather_year(_period(), my_events(), today, outside=True)
        content = render_year_word(year_paper(found), today)
        name = year_file_name(found)
    return send_download(content, f"{name}-{code}.docx")


def _asked(period: YearPeriod) -> dict[str, Any]:
    """The address of a period."""
    days = {"year": period.year} if period.year else {"from": period.first, "to": period.last}
    return {**days, **({"forum": period.forum.slug} if period.forum else {})}


def _period() -> YearPeriod:
    slug, this = request.args.get("forum", ""), clock.today().year
    forum = get_or_404(Forum, Forum.slug == slug) if slug else None
    first = request.args.get("from", type=date.fromisoformat)
    last = request.args.get("to", type=date.fromisoformat)
    if first is None or last is None:
        year = request.args.get("year", this, type=int)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            abort(404)
        first, last = date(year, 1, 1), date(year, 12, 31)
    return YearPeriod(min(first, last), max(first, last), forum)
