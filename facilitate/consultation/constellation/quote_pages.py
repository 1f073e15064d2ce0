"""The words behind a number of the constellation, or behind an objective or a goal."""

from typing import Any

from flask import render_template, request

from ...data.db import db
from ...directory.models import County, Sector
from ...directory.search import Listing
from ...events.access import Can, needs
from ...events.models import Event, Goal, Objective
from ...web.i18n import _, _n, label_of, pick_wording
from ..blueprint import bp
from ..models import Question
from ..queries import themes_of
from .columns import CAPITAL, OUTSIDE
from .passage_filter import PassageFilter, read_passage_filter
from .quoted import QuotedPassage, quoted_passages

PAGE = 25
"""Passages of one page."""


@bp.get("/events/<slug>/consultation/quotes")
@needs(Can.READ_ANSWERS)
def show_quotes(event: Event) -> Any:
    wanted, themes = read_passage_filter(request.args), themes_of(event)
    rows = quoted_passages(event, wanted)
    shown = _page(rows, request.args.get("page", 1, type=int))
    mine = [theme for theme in themes if theme.id in wanted.themes] or list(themes)
    return render_template(
        "consultation/constellation/quotes.html",
        event=event,
        wanted=wanted,
        whole=PassageFilter(wanted.themes, wanted.objective, wanted.goal),
        title=_title(event, wanted) or ", ".join(pick_wording(theme.name) for theme in mine[:3]),
        lead=_lead(rows, _where(wanted)),
        themes=mine,
        shown=shown,
        by_theme={
            theme.id: [row for row in shown.rows if row.theme == theme.id] for theme in mine if rows
        },
    )


def _page(rows: list[QuotedPassage], number: int) -> Listing[QuotedPassage]:
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, number), pages)
    return Listing(rows[(number - 1) * PAGE : number * PAGE], number, pages, len(rows))


def _title(event: Event, wanted: PassageFilter) -> str:
    """The objective or goal that is asked for."""
    for model, key in ((Objective, wanted.objective), (Goal, wanted.goal)):
        row: Any = db.session.get(model, key) if key is not None else None
        if row is not None and row.event_id == event.id:
            return f"{row.code}: {pick_wording(row.text)}"
    return ""


def _where(wanted: PassageFilter) -> list[str]:
    """What narrows the passages, in the order it is said."""
    sector = db.session.get(Sector, wanted.sector) if wanted.sector is not None else None
    county = db.session.get(County, wanted.county) if wanted.county else None
    question = db.session.get(Question, wanted.question) if wanted.question is not None else None
    capital = {OUTSIDE: _("outside the capital"), CAPITAL: _("in the capital")}
    nowhere = 0 in (wanted.county, wanted.capital)
    found = [
        pick_wording(sector.name) if sector else "",
        county.name if county else "",
        capital.get(wanted.capital or 0, ""),
        _("county not given") if nowhere else "",
        pick_wording(question.text) if question else "",
        label_of(wanted.stance) if wanted.stance else "",
    ]
    return [text for text in found if text]


def _lead(rows: list[QuotedPassage], where: list[str]) -> str:
    """`18 passages in 10 answers · Civil society · Shkodër`"""
    answers = len({row.answer for row in rows})
    told = _(
        "%(passages)s in %(answers)s",
        passages=_n("%(num)d passage", "%(num)d passages", len(rows)),
        answers=_n("%(num)d answer", "%(num)d answers", answers),
    )
    return " · ".join([told, *where])
