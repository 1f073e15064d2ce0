"""One field that finds anything: a page of results, and the same as a short list below the field."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from .. import clock
from ..accounts.doors import is_in_a_team, signed_in
from ..lib.text import clean_text
from ..web.i18n import _
from . import queries
from .matching import LONGEST
from .pages import events, pages
from .queries import MOST_LISTED, Found, looking

bp = Blueprint("searching", __name__)
SHORT = 5
"""Results of each kind below the field; the page shows more."""


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    name: str
    rows: list[Found]


def groups_of(typed: str, here: str, most: int) -> list[Group]:
    """Everything that holds what was typed, by kind; each kind asks once, whatever there is."""
    asked = looking(typed, here, clock.today())
    if not asked.words:
        return []
    found = [
        Group(_("Events"), events(asked)),
        Group(_("Pages"), pages(asked)),
        Group(_("People"), queries.people(asked, most) if is_in_a_team() else []),
        Group(_("Steps"), queries.steps(asked)),
        Group(_("Tasks"), queries.tasks(asked)),
        Group(_("Techniques"), queries.techniques(asked)),
        Group(_("Answers"), queries.answers(asked)),
        Group(_("Notes"), queries.notes(asked)),
    ]
    return [Group(one.name, one.rows[:most]) for one in found if one.rows]


def _typed() -> str:
    return clean_text(request.args.get("q", ""))[:LONGEST]


@bp.get("/find")
@signed_in
def find() -> Any:
    typed = _typed()
    return render_template(
        "searching/find.html",
        typed=typed,
        groups=groups_of(typed, request.args.get("event", ""), MOST_LISTED),
    )


@bp.get("/find/short")
@signed_in
def find_short() -> Any:
    """The first results of each kind, as a part of the page one is on."""
    typed = _typed()
    return render_template(
        "searching/results.html",
        typed=typed,
        groups=groups_of(typed, request.args.get("event", ""), SHORT),
    )
