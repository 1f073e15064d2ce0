"""One field that finds anything: a page of results, and the same as a short list below the field."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from .. import clock
from ..accounts.doors import is_in_a_team, signed_in
from ..data.matching import LONGEST
from ..lib.text import clean_text
from ..web.i18n import _
from . import queries
from .pages import search_events, search_pages
from .queries import MOST_LISTED, SearchHit, build_search_scope

bp = Blueprint("searching", __name__)
SHORT = 5
"""Results of each kind below the field; the page shows more."""


@dataclass(frozen=True)
class HitGroup:
    """What was found of one kind."""

    name: str
    rows: list[SearchHit]


def search_everything(typed: str, here: str, most: int) -> list[HitGroup]:
    """Everything that holds what was typed, by kind; each kind asks once, whatever there is."""
    asked = build_search_scope(typed, here, clock.today())
    if not asked.words:
        return []
    found = [
        HitGroup(_("Events"), search_events(asked)),
        HitGroup(_("Pages"), search_pages(asked)),
        HitGroup(_("People"), queries.search_people(asked, most) if is_in_a_team() else []),
        HitGroup(_("Steps"), queries.search_steps(asked)),
        HitGroup(_("Tasks"), queries.search_tasks(asked)),
        HitGroup(_("Techniques"), queries.search_techniques(asked)),
        HitGroup(_("Library"), queries.search_library(asked, most)),
        HitGroup(_("Answers"), queries.search_answers(asked)),
        HitGroup(_("Notes"), queries.search_notes(asked)),
    ]
    return [HitGroup(one.name, one.rows[:most]) for one in found if one.rows]


def _typed() -> str:
    return clean_text(request.args.get("q", ""))[:LONGEST]


@bp.get("/find")
@signed_in
def show_found() -> Any:
    typed = _typed()
    return render_template(
        "searching/find.html",
        typed=typed,
        groups=search_everything(typed, request.args.get("event", ""), MOST_LISTED),
    )


@bp.get("/find/short")
@signed_in
def show_found_short() -> Any:
    """The first results of each kind, as a part of the page one is on."""
    typed = _typed()
    return render_template(
        "searching/results.html",
        typed=typed,
        groups=search_everything(typed, request.args.get("event", ""), SHORT),
    )
